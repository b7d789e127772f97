/* html_meta_collect.c - see html_meta_facts.h. Input: a page. Output: what it says of itself. Invariant: every node is
 * looked at once, those about the headline twice. */
#include "base/ascii.h"
#include "ingest/html_meta_facts.h"
#include "ingest/web_data.h"

enum {
    NAMES = 256,          /* of meta.txt */
    VALUES = 64,          /* of one field */
    HEADINGS = 64,
    NAME_MOST = 300,      /* bytes of a class that are looked at */
    NODES_BEFORE = 400,   /* the headline, of which lines are collected */
    LINES = 120, LONG_LINES = 3, LONG = 200,
    NODES_SHORT = 200,
    ASIDE_LEVELS = 6,
    NEAR = 40,            /* nodes about the headline that are of the report whatever they are called */
    LINE_MOST = 400       /* bytes of a line; what follows is left out */
};

/* Words of one file as numbers. */
static void load_marks(struct meta_facts *facts)
{
    static const char *const kinds[] = {"author", "date", "updated", "headline", "aside"};
    struct str rest = web_data("marks"), key, words, word;
    while (web_entry(&rest, &key, &words))
        for (unsigned kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
            while (str_equal(key, str_of(kinds[kind])) && web_item(&words, &word)) {
                uint32_t bits = map_get(&facts->marks, word);
                map_put(&facts->marks, facts->arena, word, (bits == MAP_NONE ? 0 : bits) | 1u << kind);
            }
}

/* The bits of a name such as "c-byline__authorName". */
static unsigned name_marks(const struct meta_facts *facts, struct str name)
{
    unsigned bits = 0;
    char word[24];
    name.len = name.len < NAME_MOST ? name.len : NAME_MOST;
    for (size_t at = 0; at < name.len;) {
        size_t length = 0, start = at;
        while (at < name.len && ascii_is_letter(name.ptr[at]) &&
               (at == start || ascii_is_lower(name.ptr[at]) || ascii_is_upper(name.ptr[at - 1]))) {
            if (length < sizeof word)
                word[length++] = ascii_lower(name.ptr[at]);
            at++;
        }
        uint32_t found = length && length < sizeof word ? map_get(&facts->marks, str_make(word, length)) : MAP_NONE;
        bits |= found == MAP_NONE ? 0 : found;
        at += at == start;
    }
    return bits;
}

unsigned meta_marks(const struct meta_facts *facts, uint32_t node, unsigned levels)
{
    const struct html_tree *tree = facts->tree;
    unsigned bits = 0;
    for (; node != HTML_NONE && levels > 0; node = tree->nodes[node].parent) {
        const struct html_node *element = &tree->nodes[node];
        if (element->tag == HTML_TEXT || element->tag == HTML_ROOT)
            continue;
        for (uint32_t i = 0; i < element->count; i++) {
            const struct html_attribute *attribute = &tree->attributes[element->first + i];
            if (attribute->name == HTML_AT_CLASS || attribute->name == HTML_AT_ID ||
                attribute->name == HTML_AT_ITEMPROP || attribute->name == HTML_AT_REL)
                bits |= name_marks(facts, attribute->value);
        }
        levels--;
    }
    return bits;
}

bool meta_is_aside(const struct meta_facts *facts, uint32_t node)
{
    const struct html_tree *tree = facts->tree;
    uint32_t behind = facts->headline == HTML_NONE ? 0 : tree->nodes[facts->headline].end;
    bool near_behind = behind && node >= behind && node - behind < NEAR;
    if (near_behind || (behind && node < facts->headline && facts->headline - node < NEAR))
        return false;
    for (unsigned level = 0; level < ASIDE_LEVELS && node != HTML_NONE; level++, node = tree->nodes[node].parent) {
        enum html_tag tag = tree->nodes[node].tag;
        if (facts->headline != HTML_NONE && node <= facts->headline && facts->headline < tree->nodes[node].end)
            return false;
        if (tag == HTML_ASIDE || tag == HTML_FOOTER || tag == HTML_NAV ||
            (meta_marks(facts, node, 1) & MARK_ASIDE && tag != HTML_TEXT))
            return true;
    }
    return false;
}

/* --- names of meta.txt --- */

struct names {
    struct map ranks; /* name to field * NAMES + rank */
};

static void load_names(struct names *names, struct arena *arena)
{
    static const char *const fields[META_NONE] = {"title",   "outlet", "author",  "published",
                                                  "updated", "url",    "language"};
    struct str rest = web_data("meta"), key, words, word;
    uint32_t rank = 0;
    while (web_entry(&rest, &key, &words))
        for (uint32_t field = 0; field < META_NONE; field++)
            while (str_equal(key, str_of(fields[field])) && web_item(&words, &word))
                map_put(&names->ranks, arena, word, field * NAMES + rank++);
}

static uint32_t find_name(const struct names *names, struct str name)
{
    char word[48];
    if (name.len >= sizeof word)
        return MAP_NONE;
    for (size_t i = 0; i < name.len; i++)
        word[i] = ascii_lower(name.ptr[i]);
    return name.len ? map_get(&names->ranks, str_make(word, name.len)) : MAP_NONE;
}

static void add_value(struct meta_facts *facts, struct meta_values *list, struct meta_value value)
{
    if (list->count >= VALUES)
        return;
    ARENA_PUSH(facts->arena, *list);
    size_t at = list->count - 1;
    for (; at > 0 && list->items[at - 1].rank > value.rank; at--)
        list->items[at] = list->items[at - 1];
    list->items[at] = value;
}

/* <meta name=... content=...> */
static void collect_meta(struct meta_facts *facts, const struct names *names, uint32_t node)
{
    static const enum html_attribute_name keys[] = {HTML_AT_PROPERTY, HTML_AT_NAME, HTML_AT_ITEMPROP,
                                                    HTML_AT_HTTP_EQUIV};
    struct str content = str_trim(html_attribute(facts->tree, node, HTML_AT_CONTENT));
    for (size_t i = 0; content.len && i < sizeof keys / sizeof *keys; i++) {
        uint32_t found = find_name(names, str_trim(html_attribute(facts->tree, node, keys[i])));
        if (found == MAP_NONE)
            continue;
        add_value(facts, &facts->told[found / NAMES], (struct meta_value){content, found % NAMES, node});
        return;
    }
}

/* itemprop and rel=author of other elements. The order stays that of the page. */
static void collect_shown(struct meta_facts *facts, const struct names *names, uint32_t node)
{
    const struct html_node *element = &facts->tree->nodes[node];
    for (uint32_t i = 0; i < element->count; i++) {
        const struct html_attribute *attribute = &facts->tree->attributes[element->first + i];
        struct str value = str_trim(attribute->value);
        bool author = attribute->name == HTML_AT_REL && ascii_same(value, STR("author"));
        uint32_t found = attribute->name == HTML_AT_ITEMPROP ? find_name(names, value) : MAP_NONE;
        if (author || found != MAP_NONE)
            add_value(facts, &facts->shown[author ? META_AUTHOR : found / NAMES], (struct meta_value){.node = node});
    }
}

static void collect_node(struct meta_facts *facts, const struct names *names, uint32_t node)
{
    const struct html_tree *tree = facts->tree;
    switch (tree->nodes[node].tag) {
    case HTML_META:
        collect_meta(facts, names, node);
        break;
    case HTML_LINK:
        if (facts->canonical.len == 0 && html_attribute_has(tree, node, HTML_AT_REL, "canonical"))
            facts->canonical = str_trim(html_attribute(tree, node, HTML_AT_HREF));
        break;
    case HTML_TITLE:
        if (facts->page_title.len == 0 && tree->nodes[tree->nodes[node].parent].tag != HTML_SVG)
            facts->page_title = html_text(facts->arena, tree, node);
        break;
    case HTML_HTML:
        facts->language = str_trim(html_attribute(tree, node, HTML_AT_LANG));
        if (facts->language.len == 0)
            facts->language = str_trim(html_attribute(tree, node, HTML_AT_XML_LANG));
        break;
    case HTML_H1: case HTML_H2: case HTML_H3:
        if (facts->headings.count < HEADINGS || tree->nodes[node].tag == HTML_H1)
            add_value(facts, &facts->headings,
                      (struct meta_value){.rank = tree->nodes[node].tag - HTML_H1 + 1u, .node = node});
        break;
    default:
        collect_shown(facts, names, node);
    }
}

struct str meta_short_text(const struct meta_facts *facts, uint32_t node)
{
    const struct html_node *element = &facts->tree->nodes[node];
    return element->end - node > NODES_SHORT ? STR("") : html_text(facts->arena, facts->tree, node);
}

void meta_collect(struct meta_facts *facts)
{
    struct names names = {0};
    load_names(&names, facts->arena);
    load_marks(facts);
    for (uint32_t node = 1; node < facts->tree->count; node++)
        if (facts->tree->nodes[node].tag != HTML_TEXT)
            collect_node(facts, &names, node);
    facts->ld = json_ld_read(facts->arena, facts->tree);
    facts->item = JSON_LD_NONE;
    facts->headline = HTML_NONE;
    facts->page_title = meta_plain(facts->arena, facts->page_title);
}

/* --- lines --- */

struct line {
    char text[LINE_MOST];
    size_t length;
    uint32_t node;
    bool gap;
};

static void add_text(struct line *line, struct str text, uint32_t node)
{
    for (size_t i = 0; i < text.len && line->length + 2 < LINE_MOST; i++) {
        bool no_break = i + 1 < text.len && text.ptr[i] == '\xc2' && text.ptr[i + 1] == '\xa0';
        if ((unsigned char)text.ptr[i] <= ' ' || no_break) {
            line->gap = line->length > 0;
            i += no_break;
            continue;
        }
        if (line->length == 0)
            line->node = node;
        if (line->gap)
            line->text[line->length++] = ' ';
        line->gap = false;
        line->text[line->length++] = text.ptr[i];
    }
}

static void end_line(struct meta_facts *facts, struct line *line)
{
    if (line->length)
        *ARENA_PUSH(facts->arena, facts->lines) =
            (struct meta_line){str_copy(facts->arena, str_make(line->text, line->length)), line->node};
    line->length = 0;
    line->gap = false;
}

static bool is_hidden(enum html_tag tag)
{
    return tag == HTML_SCRIPT || tag == HTML_STYLE || tag == HTML_NOSCRIPT || tag == HTML_TEMPLATE ||
           tag == HTML_SELECT || tag == HTML_SVG || tag == HTML_HEAD || tag == HTML_TEXTAREA;
}

/* One node of the lines; returns the last that it takes. */
static uint32_t collect_line(struct meta_facts *facts, struct line *line, uint32_t node)
{
    const struct html_node *here = &facts->tree->nodes[node];
    if (is_hidden(here->tag))
        return here->end - 1;
    if (here->tag == HTML_TIME)
        *ARENA_PUSH(facts->arena, facts->times) = (struct meta_time){node, facts->lines.count, line->length};
    if (here->tag == HTML_TEXT)
        add_text(line, html_node_text(facts->tree, node), node);
    else if (!html_tag_inline(here->tag))
        end_line(facts, line);
    return node;
}

void meta_collect_lines(struct meta_facts *facts)
{
    const struct html_tree *tree = facts->tree;
    struct line line = {0};
    uint32_t headline = facts->headline == HTML_NONE ? 0 : facts->headline;
    uint32_t start = headline > NODES_BEFORE ? headline - NODES_BEFORE : 1, block = 0;
    size_t after = 0, long_ones = 0;
    bool passed = headline == 0;
    for (uint32_t node = start; node < tree->count && after < LINES && long_ones < LONG_LINES; node++) {
        size_t before = facts->lines.count;
        for (; block && node >= tree->nodes[block].end; block = tree->nodes[block].parent)
            end_line(facts, &line);
        if (!passed && node >= tree->nodes[headline].end) {
            end_line(facts, &line);
            facts->behind = facts->lines.count;
            before = facts->behind;
            passed = true;
        }
        enum html_tag tag = tree->nodes[node].tag;
        node = collect_line(facts, &line, node);
        block = tag == HTML_TEXT || html_tag_inline(tag) || is_hidden(tag) ? block : node;
        for (; passed && before < facts->lines.count; before++, after++)
            long_ones += facts->lines.items[before].text.len > LONG;
    }
    end_line(facts, &line);
}
