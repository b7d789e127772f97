/* html_page.c - see html_page.h. Input: a tree. Output: marks and blocks. Invariant: every text that is no blank, not
 * skipped and not left out of the line it stands in is in one block. */
#include "ingest/html_page.h"

#include "base/ascii.h"
#include "ingest/html_link.h"

enum { RUNNING_LEAST = 60, BYLINE_MOST = 300, MOST_LEAST = 400, ALL_BUT = 97 };

/* Whether text that may be written at all stands in the element. */
static bool is_skipped(enum html_tag tag)
{
    switch (tag) {
    case HTML_SCRIPT: case HTML_STYLE: case HTML_NOSCRIPT: case HTML_TEMPLATE: case HTML_TEXTAREA: case HTML_SELECT:
    case HTML_OPTION: case HTML_SVG: case HTML_TITLE: case HTML_IFRAME: case HTML_OBJECT: case HTML_VIDEO:
    case HTML_AUDIO: case HTML_CANVAS: case HTML_APPLET: case HTML_MAP: case HTML_BUTTON: case HTML_EMBED:
        return true;
    default:
        return false;
    }
}

static unsigned tag_marks(enum html_tag tag)
{
    switch (tag) {
    case HTML_NAV: case HTML_ASIDE: case HTML_FOOTER: case HTML_FIGCAPTION: case HTML_FIGURE: case HTML_DIALOG:
    case HTML_MENU: case HTML_FORM: case HTML_FIELDSET: case HTML_LABEL: case HTML_CAPTION:
        return HTML_MARK_DROP;
    case HTML_H1: case HTML_H2: case HTML_H3: case HTML_H4: case HTML_H5: case HTML_H6: return HTML_MARK_HEADING;
    case HTML_LI: case HTML_DD: case HTML_DT: return HTML_MARK_ITEM;
    case HTML_BLOCKQUOTE: case HTML_Q: return HTML_MARK_QUOTE;
    case HTML_TABLE: return HTML_MARK_TABLE;
    case HTML_P: return HTML_MARK_PARAGRAPH;
    case HTML_B: case HTML_STRONG: case HTML_EM: case HTML_I: return HTML_MARK_STRONG;
    case HTML_TIME: return HTML_MARK_BYLINE;
    default: return 0;
    }
}

/* Whether a style hides the element. */
static bool style_hides(struct str style)
{
    for (size_t i = 0; i + 11 < style.len && i < 400; i++) {
        struct str rest = str_make(style.ptr + i, style.len - i);
        if (str_starts(rest, STR("display:none")) || str_starts(rest, STR("display: none")) ||
            str_starts(rest, STR("visibility:hidden")) || str_starts(rest, STR("visibility: hidden")))
            return true;
    }
    return false;
}

static bool is_hidden(const struct html_tree *tree, uint32_t node)
{
    return tree->nodes[node].count &&
           (html_attribute(tree, node, HTML_AT_HIDDEN).ptr ||
            str_equal(html_attribute(tree, node, HTML_AT_ARIA_HIDDEN), STR("true")) ||
            style_hides(html_attribute(tree, node, HTML_AT_STYLE)));
}

/* Whether an element holds more of the page's running text, in per cent: its names cannot mean what they say. */
static bool is_most(const struct html_page *page, uint32_t node, unsigned share)
{
    uint64_t running = page->running[page->tree->nodes[node].end] - page->running[node];
    return running > MOST_LEAST && running * 100 > (uint64_t)page->running[page->tree->count] * share;
}

/* Whether the names of an element, or its tag, put it out of the body. */
static bool is_dropped(const struct html_page *page, uint32_t node, unsigned part, unsigned marks,
                       enum html_belief belief)
{
    bool inside = page->marks[node] & HTML_MARK_BODY; /* of what is named as the body */
    unsigned share = belief == HTML_BELIEF_FIRM ? (inside ? 50 : 70) : part & HTML_PART_STORY ? 15 : 30;
    if (marks & HTML_MARK_BODY)
        return false;
    if ((part & HTML_PART_COMMENT) && !is_most(page, node, belief <= HTML_BELIEF_ALL ? ALL_BUT : 70))
        return true;
    bool named = (part & HTML_PART_DROP) && !(part & HTML_PART_KEEP) && page->tree->nodes[node].tag != HTML_A;
    return (named || (marks & HTML_MARK_DROP)) && !is_most(page, node, share);
}

static unsigned own_marks(struct html_page *page, uint32_t node, enum html_belief belief)
{
    const struct html_tree *tree = page->tree;
    enum html_tag tag = tree->nodes[node].tag;
    unsigned part = page->own[node], marks = tag_marks(tag);
    bool frame = tag == HTML_HTML || tag == HTML_BODY || tag == HTML_HEAD || tag == HTML_ROOT || tag == HTML_MAIN;
    if (belief == HTML_BELIEF_NONE)
        return marks & ~(unsigned)HTML_MARK_DROP;
    if (belief == HTML_BELIEF_TAGS)
        part &= HTML_PART_COMMENT | HTML_PART_BODY | HTML_PART_BYLINE;
    if (frame)
        return 0;
    marks |= part & HTML_PART_BODY ? HTML_MARK_BODY : 0;
    marks |= part & HTML_PART_WEAK ? HTML_MARK_WEAK : 0;
    marks |= part & HTML_PART_KEEP ? HTML_MARK_KEEP : 0;
    marks |= part & HTML_PART_STORY ? HTML_MARK_STORY : 0;
    marks |= (part & HTML_PART_BYLINE) && html_page_chars(page, node) < BYLINE_MOST ? HTML_MARK_BYLINE : 0;
    if (!is_dropped(page, node, part, marks, belief))
        marks &= ~(unsigned)HTML_MARK_DROP;
    else
        marks |= HTML_MARK_DROP;
    if (belief <= HTML_BELIEF_ALL && is_hidden(tree, node) && !is_most(page, node, 50))
        marks |= HTML_MARK_DROP | HTML_MARK_HIDDEN;
    return marks;
}

/* Marks that are the same whatever is believed. */
enum { MEASURED = HTML_MARK_SKIP | HTML_MARK_LINK | HTML_MARK_OUT };

/* Characters of a text that are no blanks. */
static uint32_t count_chars(struct str text)
{
    uint32_t chars = 0;
    for (size_t i = 0; i < text.len; i++)
        chars += !ascii_is_gap(text.ptr[i]) && ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    return chars;
}

static unsigned link_marks(const struct html_page *page, uint32_t node)
{
    bool link = page->tree->nodes[node].tag == HTML_A;
    struct str address = link ? html_attribute(page->tree, node, HTML_AT_HREF) : STR("");
    if (address.len == 0)
        return 0;
    return HTML_MARK_LINK | (html_leads_out(page->site, address) ? HTML_MARK_OUT : 0);
}

/* Skipped marks, and characters before each node. */
static void measure(struct html_page *page)
{
    const struct html_tree *tree = page->tree;
    uint32_t chars = 0, linked = 0, running = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct html_node *node = &tree->nodes[i];
        uint32_t inherited = i ? page->marks[node->parent] : 0;
        page->marks[i] = inherited | (is_skipped(node->tag) ? HTML_MARK_SKIP : 0) | link_marks(page, i);
        page->own[i] = page->parts.arena && node->count ? html_part_of(&page->parts, tree, i) : 0;
        page->before[i] = chars;
        page->linked[i] = linked;
        page->running[i] = running;
        bool counts = node->tag == HTML_TEXT && !(page->marks[i] & HTML_MARK_SKIP);
        uint32_t more = counts ? count_chars(html_node_text(tree, i)) : 0;
        chars += more;
        linked += page->marks[i] & HTML_MARK_LINK ? more : 0;
        running += page->marks[i] & HTML_MARK_LINK || more < RUNNING_LEAST ? 0 : more;
    }
    page->running[tree->count] = running;
    page->before[tree->count] = chars;
    page->linked[tree->count] = linked;
}

/* Whether an element is of the body though it stands in one that is not: a post that is quoted, a table in a figure. */
static bool is_taken_back(const struct html_page *page, uint32_t node)
{
    const struct html_node *nodes = page->tree->nodes;
    if (nodes[node].tag == HTML_BLOCKQUOTE)
        return (page->own[node] & HTML_PART_KEEP) && !(page->marks[node] & HTML_MARK_HIDDEN);
    if (nodes[node].tag != HTML_TABLE || !(page->marks[node] & HTML_MARK_DROP))
        return false;
    uint32_t figure = nodes[node].parent;
    for (int level = 0; level < 2 && figure != 0 && nodes[figure].tag != HTML_FIGURE; level++)
        figure = nodes[figure].parent;
    return nodes[figure].tag == HTML_FIGURE && !(page->marks[nodes[figure].parent] & HTML_MARK_DROP);
}

static void mark(struct html_page *page, enum html_belief belief)
{
    const struct html_tree *tree = page->tree;
    const uint32_t *measured = page->marks;
    page->marks = ARENA_NEW(page->arena, uint32_t, tree->count);
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct html_node *node = &tree->nodes[i];
        page->marks[i] = (i ? page->marks[node->parent] : 0) | (measured[i] & MEASURED);
        if (node->tag != HTML_TEXT && !(page->marks[i] & HTML_MARK_SKIP))
            page->marks[i] |= own_marks(page, i, belief);
        if (is_taken_back(page, i))
            page->marks[i] &= ~(uint32_t)HTML_MARK_DROP;
        page->holders[i] = i == 0 || !html_tag_inline(node->tag) ? i : page->holders[node->parent];
    }
}

/* Add a text to what is known of its block. */
static void add_text(struct html_block *block, struct str text, uint32_t marks)
{
    uint32_t chars = 0;
    bool inside = false;
    uint32_t wide = 0; /* characters of scripts without blanks between words, two a word */
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (ascii_is_gap(c)) {
            inside = false;
            continue;
        }
        wide += (unsigned char)c >= 0xe3 && (unsigned char)c < 0xee;
        block->words += !inside;
        inside = true;
        chars += ((unsigned char)c & 0xc0) != 0x80;
        block->commas += c == ',';
        block->stops += (c == '.' || c == '!' || c == '?') && (i + 1 == text.len || ascii_is_gap(text.ptr[i + 1]));
        block->last = (unsigned char)c;
    }
    block->words += wide / 2;
    block->chars += chars;
    block->linked += marks & HTML_MARK_LINK ? chars : 0;
    block->out += marks & HTML_MARK_OUT ? chars : 0;
    block->strong += marks & HTML_MARK_STRONG ? chars : 0;
}

struct cutter {
    struct html_page *page;
    LIST(struct html_block) blocks;
    bool broken;     /* a block ends here */
    unsigned breaks; /* line breaks since the last text */
};

static bool is_blank_text(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!ascii_is_gap(text.ptr[i]) && !(i + 1 < text.len && (unsigned char)text.ptr[i] == 0xc2 &&
                                        (unsigned char)text.ptr[i + 1] == 0xa0 && ++i))
            return false;
    return true;
}

static void cut_text(struct cutter *cutter, uint32_t node)
{
    struct html_page *page = cutter->page;
    struct str text = html_node_text(page->tree, node);
    uint32_t holder = page->holders[node];
    if (is_blank_text(text))
        return;
    bool dropped = page->marks[node] & HTML_MARK_DROP;
    struct html_block *block = cutter->blocks.count ? &cutter->blocks.items[cutter->blocks.count - 1] : NULL;
    bool follows = block && !cutter->broken && block->holder == holder && cutter->breaks < 2;
    bool block_dropped = block && (block->marks & HTML_MARK_DROP);
    if (follows && dropped && !block_dropped)
        return;
    if (!follows || block_dropped != dropped) {
        block = ARENA_PUSH(page->arena, cutter->blocks);
        *block = (struct html_block){.first = node, .holder = holder, .marks = page->marks[node]};
    }
    cutter->broken = false;
    cutter->breaks = 0;
    block->end = node + 1;
    add_text(block, text, page->marks[node]);
}

static void cut(struct html_page *page)
{
    const struct html_tree *tree = page->tree;
    struct cutter cutter = {.page = page};
    page->first_block = ARENA_NEW(page->arena, uint32_t, tree->count + 1);
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct html_node *node = &tree->nodes[i];
        size_t before = cutter.blocks.count;
        page->first_block[i] = (uint32_t)before;
        if (page->marks[i] & HTML_MARK_SKIP)
            continue;
        if (node->tag == HTML_TEXT)
            cut_text(&cutter, i);
        else if (node->tag == HTML_BR)
            cutter.breaks++;
        else if (!html_tag_inline(node->tag))
            cutter.broken = true;
    }
    page->first_block[tree->count] = (uint32_t)cutter.blocks.count;
    page->blocks = cutter.blocks.items;
    page->block_count = (uint32_t)cutter.blocks.count;
}

void html_page_cut(struct html_page *page, enum html_belief belief)
{
    mark(page, belief);
    cut(page);
}

static void look(struct html_page *page)
{
    const struct html_tree *tree = page->tree;
    page->marks = ARENA_NEW(page->arena, uint32_t, tree->count);
    page->own = ARENA_NEW(page->arena, uint32_t, tree->count);
    page->holders = ARENA_NEW(page->arena, uint32_t, tree->count);
    page->before = ARENA_NEW(page->arena, uint32_t, tree->count + 1);
    page->linked = ARENA_NEW(page->arena, uint32_t, tree->count + 1);
    page->running = ARENA_NEW(page->arena, uint32_t, tree->count + 1);
    page->site = html_site(tree);
    measure(page);
}

void html_page_open_plain(struct html_page *page, struct arena *arena, const struct html_tree *tree)
{
    *page = (struct html_page){.arena = arena, .tree = tree};
    look(page);
}

bool html_page_open(struct html_page *page, struct arena *arena, const struct html_tree *tree, readout_error *error)
{
    *page = (struct html_page){.arena = arena, .tree = tree};
    if (!html_parts_open(&page->parts, arena, error))
        return false;
    look(page);
    return true;
}
