/* html_query.c - what is asked of a tree (html_tree.h). Input: a tree. Output: attributes, texts. Invariant: the work
 * grows with the subtree or the attributes looked at. */
#include "base/ascii.h"
#include "ingest/html_tree.h"

static const struct str none = {NULL, 0};

struct str html_attribute(const struct html_tree *tree, uint32_t node, enum html_attribute_name name)
{
    const struct html_node *element = &tree->nodes[node];
    for (uint32_t i = 0; i < element->count; i++)
        if (tree->attributes[element->first + i].name == name)
            return tree->attributes[element->first + i].value;
    return none;
}

struct str html_data_attribute(const struct html_tree *tree, uint32_t node, const char *name)
{
    const struct html_node *element = &tree->nodes[node];
    for (uint32_t i = 0; i < element->count; i++)
        if (str_equal(tree->attributes[element->first + i].label, str_of(name)))
            return tree->attributes[element->first + i].value;
    return none;
}

bool html_attribute_has(const struct html_tree *tree, uint32_t node, enum html_attribute_name name, const char *word)
{
    struct str value = html_attribute(tree, node, name);
    for (size_t at = 0; at < value.len;) {
        size_t end = at;
        while (end < value.len && !ascii_is_gap(value.ptr[end]))
            end++;
        if (ascii_same(str_make(value.ptr + at, end - at), str_of(word)))
            return true;
        at = end + 1;
    }
    return false;
}

uint32_t html_find(const struct html_tree *tree, enum html_tag tag, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++)
        if (tree->nodes[i].tag == tag)
            return i;
    return HTML_NONE;
}

bool html_tag_inline(enum html_tag tag)
{
    switch (tag) {
    case HTML_A: case HTML_ABBR: case HTML_B: case HTML_BIG: case HTML_CITE: case HTML_CODE: case HTML_DEL:
    case HTML_EM: case HTML_FONT: case HTML_I: case HTML_INS: case HTML_LABEL: case HTML_MARK: case HTML_OTHER:
    case HTML_Q: case HTML_S: case HTML_SMALL: case HTML_SPAN: case HTML_STRIKE: case HTML_STRONG: case HTML_SUB:
    case HTML_SUP: case HTML_TEXT:
    case HTML_TIME: case HTML_TT: case HTML_U: case HTML_IMG: case HTML_SVG: case HTML_SCRIPT: case HTML_STYLE:
    case HTML_INPUT: case HTML_BUTTON: case HTML_META: case HTML_LINK:
        return true;
    default:
        return false;
    }
}

size_t html_blank_length(const char *at, const char *end)
{
    if (ascii_is_gap(*at))
        return 1;
    return end - at > 1 && (unsigned char)at[0] == 0xc2 && (unsigned char)at[1] == 0xa0 ? 2 : 0;
}

size_t html_unseen_length(const char *at, const char *end)
{
    const unsigned char *bytes = (const unsigned char *)at;
    if (bytes[0] == 0xc2 && end - at > 1)
        return bytes[1] == 0xad ? 2 : 0;
    if (bytes[0] == 0xef && end - at > 2)
        return bytes[1] == 0xbb && bytes[2] == 0xbf ? 3 : 0;
    if (bytes[0] != 0xe2 || end - at < 3)
        return 0;
    unsigned code = (bytes[1] & 0x3fU) << 6 | (bytes[2] & 0x3fU); /* U+2000 and this */
    bool unseen = code == 0x0b || code == 0x0e || code == 0x0f || (code >= 0x2a && code <= 0x2e) || code == 0x60 ||
                  (code >= 0x66 && code <= 0x69);
    return unseen ? 3 : 0;
}

/* One line being written. */
struct line {
    char *ptr;
    size_t len;
    bool gap; /* a blank is due */
};

static void add_text(struct line *line, struct str text)
{
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; at < end;) {
        size_t blank = html_blank_length(at, end), unseen = html_unseen_length(at, end);
        at += blank + unseen;
        line->gap = line->gap || blank;
        if (blank || unseen)
            continue;
        if (line->gap && line->len)
            line->ptr[line->len++] = ' ';
        line->gap = false;
        line->ptr[line->len++] = *at++;
    }
}

/* Bytes that the texts of the subtree may take on one line. */
static size_t text_room(const struct html_tree *tree, uint32_t node)
{
    size_t room = 1;
    for (uint32_t i = node; i < tree->nodes[node].end; i++)
        if (tree->nodes[i].tag == HTML_TEXT)
            room += tree->nodes[i].length + 1;
    return room;
}

struct str html_text(struct arena *arena, const struct html_tree *tree, uint32_t node)
{
    struct line line = {.ptr = arena_take(arena, text_room(tree, node), 1)};
    uint32_t block = node; /* the last element of its own line, or what holds it */
    for (uint32_t i = node; i < tree->nodes[node].end; i++) {
        const struct html_node *here = &tree->nodes[i];
        for (; i >= tree->nodes[block].end; block = tree->nodes[block].parent)
            line.gap = true;
        if (here->tag == HTML_SCRIPT || here->tag == HTML_STYLE) {
            i = here->end - 1;
        } else if (here->tag == HTML_TEXT) {
            add_text(&line, html_node_text(tree, i));
        } else if (!html_tag_inline(here->tag)) {
            line.gap = true;
            block = i;
        }
    }
    line.ptr[line.len] = '\0';
    return str_make(line.ptr, line.len);
}

struct str html_script_text(const struct html_tree *tree, uint32_t node)
{
    bool has = tree->nodes[node].tag == HTML_SCRIPT && tree->nodes[node].end > node + 1;
    return has ? html_node_text(tree, node + 1) : STR("");
}
