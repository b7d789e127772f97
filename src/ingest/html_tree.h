/* html_tree.h - a page of HTML as a tree that is only read: libxml2 behind one interface.
 *
 * Nodes stand in the order of the page, so a subtree is a range of nodes, [node, html_node.end), and scans are loops
 * over numbers. Node 0 is the root, which stands for the page. Of scripts only JSON-LD keeps its text, styles keep
 * none; comments are gone, and so is <noscript> unless it is long. Only the attributes named here are kept, and short
 * ones of data-... */
#ifndef INGEST_HTML_TREE_H
#define INGEST_HTML_TREE_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/str.h"
#include "ingest/limits.h"
#include "readout.h"

/* Elements that have a number of their own; all others are HTML_OTHER. Sorted by name. */
#define HTML_TAGS(X)                                                                                                   \
    X(A, "a") X(ABBR, "abbr") X(ADDRESS, "address") X(AMP_IMG, "amp-img") X(APPLET, "applet") X(ARTICLE, "article")    \
    X(ASIDE, "aside") X(AUDIO, "audio") X(B, "b") X(BASE, "base") X(BIG, "big") X(BLOCKQUOTE, "blockquote")            \
    X(BODY, "body") X(BR, "br") X(BUTTON, "button") X(CANVAS, "canvas") X(CAPTION, "caption") X(CENTER, "center")      \
    X(CITE, "cite") X(CODE, "code") X(DD, "dd") X(DEL, "del") X(DETAILS, "details") X(DIALOG, "dialog")                \
    X(DIR, "dir") X(DIV, "div") X(DL, "dl") X(DT, "dt") X(EM, "em") X(EMBED, "embed") X(FIELDSET, "fieldset")          \
    X(FIGCAPTION, "figcaption") X(FIGURE, "figure") X(FONT, "font") X(FOOTER, "footer") X(FORM, "form")                \
    X(FRAME, "frame") X(FRAMESET, "frameset") X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5")              \
    X(H6, "h6") X(HEAD, "head") X(HEADER, "header") X(HGROUP, "hgroup") X(HR, "hr") X(HTML, "html") X(I, "i")          \
    X(IFRAME, "iframe") X(IMG, "img") X(INPUT, "input") X(INS, "ins") X(LABEL, "label") X(LEGEND, "legend")            \
    X(LI, "li") X(LINK, "link") X(MAIN, "main") X(MAP, "map") X(MARK, "mark") X(MENU, "menu") X(META, "meta")          \
    X(NAV, "nav") X(NOSCRIPT, "noscript") X(OBJECT, "object") X(OL, "ol") X(OPTION, "option") X(P, "p")                \
    X(PICTURE, "picture") X(PRE, "pre") X(Q, "q") X(S, "s") X(SCRIPT, "script") X(SECTION, "section")                  \
    X(SELECT, "select") X(SMALL, "small") X(SOURCE, "source") X(SPAN, "span") X(STRIKE, "strike")                      \
    X(STRONG, "strong") X(STYLE, "style") X(SUB, "sub") X(SUMMARY, "summary") X(SUP, "sup") X(SVG, "svg")              \
    X(TABLE, "table") X(TBODY, "tbody") X(TD, "td") X(TEMPLATE, "template") X(TEXTAREA, "textarea")                    \
    X(TFOOT, "tfoot") X(TH, "th") X(THEAD, "thead") X(TIME, "time") X(TITLE, "title") X(TR, "tr") X(TT, "tt")          \
    X(U, "u") X(UL, "ul") X(VIDEO, "video")

/* Attributes that are kept. Sorted by name. HTML_DATA_: any other whose name begins with "data-". */
#define HTML_ATTRIBUTES(X)                                                                                             \
    X(ALT, "alt") X(ARIA_HIDDEN, "aria-hidden") X(ARIA_LABEL, "aria-label") X(CHARSET, "charset") X(CLASS, "class")    \
    X(COLSPAN, "colspan") X(CONTENT, "content") X(DATETIME, "datetime") X(DIR, "dir") X(HIDDEN, "hidden")              \
    X(HREF, "href") X(HREFLANG, "hreflang") X(HTTP_EQUIV, "http-equiv") X(ID, "id") X(ITEMID, "itemid")                \
    X(ITEMPROP, "itemprop") X(ITEMREF, "itemref") X(ITEMSCOPE, "itemscope") X(ITEMTYPE, "itemtype") X(LANG, "lang")    \
    X(NAME, "name") X(PROPERTY, "property") X(REL, "rel") X(ROLE, "role") X(SRC, "src") X(STYLE, "style")              \
    X(TITLE, "title") X(TYPE, "type") X(TYPEOF, "typeof") X(VALUE, "value") X(XML_LANG, "xml:lang")

enum html_tag {
    HTML_ROOT,
    HTML_TEXT,
    HTML_OTHER,
#define X(tag, name) HTML_##tag,
    HTML_TAGS(X)
#undef X
    HTML_TAG_COUNT
};

enum html_attribute_name {
    HTML_DATA_,
#define X(attribute, name) HTML_AT_##attribute,
    HTML_ATTRIBUTES(X)
#undef X
    HTML_ATTRIBUTE_COUNT
};

#define HTML_NONE UINT32_MAX

struct html_node {
    uint32_t parent; /* HTML_NONE of the root */
    uint32_t next;   /* the sibling behind it, HTML_NONE of the last; the first child of a node, if any, is node + 1 */
    uint32_t end;    /* behind the last node of its subtree */
    uint16_t tag;    /* enum html_tag */
    uint16_t count;  /* of an element: attributes */
    uint32_t first;  /* of a text: its first byte in html_tree.text; of an element: its first attribute */
    uint32_t length; /* of a text: bytes */
};

struct html_attribute {
    uint32_t name;    /* enum html_attribute_name */
    struct str label; /* as written, in lower case: "data-date" */
    struct str value; /* entities resolved */
};

struct html_tree {
    const struct html_node *nodes;
    uint32_t count; /* at least 1 */
    const struct html_attribute *attributes;
    struct str text; /* of all texts, one after another, entities resolved, blanks as in the page */
};

/* Parse a page, or a piece of one, of any bytes meant as UTF-8: what is not well-formed becomes U+FFFD, control
 * characters become blanks. All of the tree lies in the arena, which the caller guards. Linear.
 * False fills `error` (READOUT_TOO_LARGE with the limit's name: depth, tags, attributes, links). */
bool html_tree_parse(struct arena *arena, struct str utf8, const struct limits *limits, const char *source,
                     struct html_tree *tree, readout_error *error);

/* The value of an attribute; ptr NULL where the element has none (of one without value: ""). */
struct str html_attribute(const struct html_tree *tree, uint32_t node, enum html_attribute_name name);

/* The same by a name of data-..., "data-date". */
struct str html_data_attribute(const struct html_tree *tree, uint32_t node, const char *name);

/* Whether one of the words (parted by blanks) of the attribute is `word`, in any case of letters. */
bool html_attribute_has(const struct html_tree *tree, uint32_t node, enum html_attribute_name name, const char *word);

/* The first element `tag` in the nodes [from, end): html_find(tree, HTML_TITLE, 0, tree->count). HTML_NONE: none. */
uint32_t html_find(const struct html_tree *tree, enum html_tag tag, uint32_t from, uint32_t end);

/* The bytes of a text node. */
static inline struct str html_node_text(const struct html_tree *tree, uint32_t node)
{
    return str_make(tree->text.ptr + tree->nodes[node].first, tree->nodes[node].length);
}

/* All text of a subtree but scripts and styles, one line: every run of blanks (also U+00A0) is one, none at the ends;
 * a blank stands where an element of its own line (div, p, br) begins or ends. In the arena. */
struct str html_text(struct arena *arena, const struct html_tree *tree, uint32_t node);

/* The text of a JSON-LD script, a HTML_SCRIPT node, as it stands in the page; "" of other scripts. */
struct str html_script_text(const struct html_tree *tree, uint32_t node);

/* How many bytes a blank at the front of a text takes, 2 of U+00A0; and a character that is not seen: a soft hyphen, a
 * place to break, a mark of direction. 0: none stands there. */
size_t html_blank_length(const char *at, const char *end);
size_t html_unseen_length(const char *at, const char *end);

/* Whether the element stands in a line of text (a, b, span), and whether it begins a line of its own (div, p, li). */
bool html_tag_inline(enum html_tag tag);
#endif
