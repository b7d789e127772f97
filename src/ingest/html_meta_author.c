/* html_meta_author.c - see html_meta_facts.h. Input: what a page says of itself. Output: who wrote it. Invariant: no
 * name is an address, the outlet's, or of more than NAME_WORDS words. */
#include "base/ascii.h"
#include "ingest/agency.h"
#include "ingest/html_meta_facts.h"
#include "ingest/page_date.h"
#include "ingest/web_data.h"

enum {
    NAMES = 12,
    NAME_MOST = 60,
    NAME_WORDS = 5,
    LINE_MOST = 160,
    SHOWN = 12,
    LINES_BEFORE = 12,
    LINES_BEHIND = 60,
    SOLE_MOST = 40,
    OUTLET_ALIKE = 66,
    LINES_NEAR = 12,
    BY_ALONE = 12 /* bytes of a line that is "By" and no more */
};

struct names {
    struct meta_facts *facts;
    struct str outlet;
    bool plain; /* text of the page, in which anything may stand: names must look like names */
    bool sole;  /* one word will do, also in small letters: what is read is there for the name */
    struct str items[NAMES];
    size_t count;
};

static bool is_capital(struct str word)
{
    return ascii_is_upper(word.ptr[0]) || (unsigned char)word.ptr[0] >= 0x80;
}

/* Every word with a capital in front, or one of those that stand inside names. */
static bool looks_like_name(struct str text, bool plain, bool sole)
{
    size_t count = 0;
    struct str rest = text, word;
    while ((word = web_word(&rest)).len) {
        if (plain && !sole && !is_capital(word) && !web_listed("bylines", "inside", word))
            return false;
        count++;
    }
    return (is_capital(text) || (sole && count == 1)) && count <= NAME_WORDS && (count > 1 || !plain || sole);
}

static bool is_name(const struct names *names, struct str text)
{
    struct str word;
    if (agency_named(text).len && meta_alike(text, names->outlet, false) < OUTLET_ALIKE)
        return true;
    bool digit = text.len && ascii_is_digit(text.ptr[0]);
    if (digit || text.len < 3 || text.len > NAME_MOST || meta_is_address(text) ||
        !looks_like_name(text, names->plain, names->sole))
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (strchr(names->sole && !memchr(text.ptr, ' ', text.len) ? ":()[]{}<>!?\"=#" : "0123456789:()[]{}<>!?\"=_#",
                   text.ptr[i]))
            return false;
    return web_find_listed("bylines", "role", text, &word) == text.len && !web_listed("bylines", "never", text) &&
           !page_date_word(text) &&
           meta_alike(text, names->outlet, false) < OUTLET_ALIKE;
}

/* "CNN", "MD": what stands behind a name is none. */
static bool is_initials(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < 'A' || text.ptr[i] > 'Z')
            return false;
    return text.len <= 5;
}

static void add_name(struct names *names, struct str text)
{
    text = str_trim(text);
    while (text.len && strchr(".-*'", text.ptr[text.len - 1]) && !(text.len > 2 && text.ptr[text.len - 3] == ' '))
        text = str_trim(str_make(text.ptr, text.len - 1));
    if (names->count >= NAMES || !is_name(names, text) || (names->count && is_initials(text)))
        return;
    for (size_t i = 0; i < names->count; i++)
        if (meta_alike(names->items[i], text, false) == 100)
            return;
    names->items[names->count++] = text;
}

/* Where the next mark or word stands that parts names; `*length` is its own. */
static size_t find_break(struct str text, size_t *length)
{
    static const struct str marks[] = {{",", 1},
                                       {";", 1},
                                       {"|", 1},
                                       {"/", 1},
                                       {" - ", 3},
                                       {"\xe2\x80\xa2", 3},
                                       {"\xc2\xb7", 2},
                                       {" \xe2\x80\x93 ", 5},
                                       {" \xe2\x80\x94 ", 5},
                                       {"\xe3\x80\x81", 3},
                                       {"\t", 1},
                                       {"(", 1}};
    for (size_t at = 0; at < text.len; at++) {
        struct str rest = str_make(text.ptr + at, text.len - at);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            if (str_starts(rest, marks[i])) {
                *length = marks[i].len;
                return at;
            }
        bool start = at > 0 && text.ptr[at - 1] == ' ' && (text.ptr[at] < 'A' || text.ptr[at] > 'Z' ||
                                                          (rest.len > 1 && ascii_is_upper(rest.ptr[1])));
        if (start && web_starts_listed("bylines", "and", rest, length) && *length < rest.len &&
            rest.ptr[*length] == ' ')
            return at;
    }
    *length = 0;
    return text.len;
}

/* Without the words that stand before names. */
static struct str pass_by(struct str text, bool *found)
{
    size_t length;
    *found = false;
    while (web_starts_listed("bylines", "by", text, &length)) {
        struct str rest = str_make(text.ptr + length, text.len - length);
        rest = str_trim(rest);
        if (rest.len && strchr(":-", rest.ptr[0]))
            rest = str_trim(str_make(rest.ptr + 1, rest.len - 1));
        *found = true;
        text = rest;
    }
    return text;
}

/* Up to a word in small letters behind which no name comes: "John Smith in Cairo". */
static struct str cut_behind(struct str text)
{
    for (size_t at = 1; at < text.len; at++) {
        size_t length;
        struct str rest = str_make(text.ptr + at, text.len - at);
        if (text.ptr[at - 1] == ' ' && (text.ptr[at] >= 'a' || text.ptr[at] < 'A') &&
            web_starts_listed("bylines", "behind", rest, &length))
            return str_make(text.ptr, at - 1);
    }
    return text;
}

/* Without the date behind a name: "Jane Doe January 18", "Jane Doe18 Jan". */
static struct str cut_date(struct str text)
{
    size_t digit = 0, start;
    while (digit < text.len && (text.ptr[digit] < '0' || text.ptr[digit] > '9'))
        digit++;
    if (digit == 0 || digit == text.len || !memchr(text.ptr, ' ', text.len))
        return text;
    text = str_trim(str_make(text.ptr, digit));
    for (start = text.len; start > 0 && text.ptr[start - 1] != ' ';)
        start--;
    bool word = start > 0 && page_date_word(str_make(text.ptr + start, text.len - start));
    return word ? str_trim(str_make(text.ptr, start)) : text;
}

static void add_names(struct names *names, struct str text)
{
    bool by;
    text = pass_by(meta_plain(names->facts->arena, text), &by);
    if (meta_is_address(text) && !memchr(text.ptr, ' ', text.len))
        return;
    size_t tries = 0, length;
    while (text.len && tries++ < 3 * NAMES) {
        size_t at = find_break(text, &length);
        struct str piece = pass_by(str_trim(str_make(text.ptr, at)), &by);
        add_name(names, cut_date(cut_behind(piece)));
        text = str_make(text.ptr + at + length, text.len - at - length);
    }
}

static void from_object(struct names *names)
{
    const struct json_ld *ld = &names->facts->ld;
    if (names->facts->item == JSON_LD_NONE)
        return;
    uint32_t author = json_ld_member(ld, names->facts->item, "author");
    if (author == JSON_LD_NONE)
        author = json_ld_member(ld, names->facts->item, "creator");
    size_t tries = 0;
    for (uint32_t item = json_ld_first(ld, author); item != JSON_LD_NONE && tries++ < NAMES;
         item = json_ld_next(ld, author, item))
        add_names(names, json_ld_text(ld, item));
}

/* All values of the first name in <meta> that gives a name. */
static void from_meta(struct names *names)
{
    const struct meta_values *told = &names->facts->told[META_AUTHOR];
    for (size_t i = 0; i < told->count; i++) {
        if (names->count && told->items[i].rank != told->items[i - 1].rank)
            return;
        add_names(names, told->items[i].text);
    }
}

/* Elements with itemprop=author, rel=author: those of the same kind beside the first that gives a name. */
static void from_marked(struct names *names)
{
    const struct meta_values *shown = &names->facts->shown[META_AUTHOR];
    const struct html_tree *tree = names->facts->tree;
    uint32_t end = 0;
    for (size_t i = 0; i < shown->count && i < SHOWN; i++) {
        uint32_t node = shown->items[i].node;
        if (node < end || meta_is_aside(names->facts, node) ||
            (names->count && tree->nodes[node].parent != tree->nodes[shown->items[i - 1].node].parent))
            continue;
        struct str text = meta_short_text(names->facts, node);
        names->sole = text.len <= SOLE_MOST;
        if (text.len <= LINE_MOST)
            add_names(names, text);
        names->sole = false;
        end = tree->nodes[node].end;
    }
}

static bool is_byline(const struct meta_facts *facts, const struct meta_line *line, bool *by)
{
    pass_by(line->text, by);
    unsigned marks = meta_marks(facts, line->node, 3);
    return line->text.len <= LINE_MOST && (*by || (marks & MARK_AUTHOR)) && !meta_is_aside(facts, line->node);
}

/* A line that begins as bylines do, or, where that is not asked for, stands in an element that is marked so. */
static void from_line(struct names *names, size_t at, bool must_begin)
{
    const struct meta_facts *facts = names->facts;
    const struct meta_line *line = &facts->lines.items[at];
    bool by;
    if (!is_byline(facts, line, &by) || (must_begin && !by))
        return;
    names->sole = line->text.len <= SOLE_MOST && (meta_marks(facts, line->node, 3) & MARK_AUTHOR);
    add_names(names, line->text);
    names->sole = false;
    if (by && !names->count && at + 1 < facts->lines.count && line->text.len < BY_ALONE)
        add_names(names, facts->lines.items[at + 1].text);
}

/* Lines near the headline: those right behind it, as far as they begin as bylines do, then all. */
static void from_lines(struct names *names)
{
    const struct meta_facts *facts = names->facts;
    for (size_t i = facts->behind; i < facts->behind + LINES_NEAR && i < facts->lines.count && !names->count; i++)
        from_line(names, i, true);
    for (size_t i = 0; i < LINES_BEHIND + LINES_BEFORE && !names->count; i++) {
        size_t at = i < LINES_BEHIND ? facts->behind + i : facts->behind - 1 - (i - LINES_BEHIND);
        if (at < facts->lines.count)
            from_line(names, at, false);
    }
}

static struct str join(struct arena *arena, const struct names *names)
{
    size_t length = 0, at = 0;
    for (size_t i = 0; i < names->count; i++)
        length += names->items[i].len + 2;
    char *out = arena_take(arena, length + 1, 1);
    for (size_t i = 0; i < names->count; i++) {
        at += i ? (memcpy(out + at, "; ", 2), 2u) : 0;
        memcpy(out + at, names->items[i].ptr, names->items[i].len);
        at += names->items[i].len;
    }
    return str_make(out, at);
}

struct str meta_authors(struct meta_facts *facts, struct str outlet)
{
    struct names names = {.facts = facts, .outlet = outlet};
    from_object(&names);
    if (!names.count)
        from_meta(&names);
    names.plain = true;
    if (!names.count)
        from_marked(&names);
    if (!names.count)
        from_lines(&names);
    names.plain = false;
    if (!names.count && facts->origin->author.len)
        add_names(&names, facts->origin->author);
    return join(facts->arena, &names);
}
