/* feed_markup.h - the text of an element of a feed, elements within it written out again as HTML. */
#ifndef INGEST_FEED_MARKUP_H
#define INGEST_FEED_MARKUP_H
#include "base/arena.h"
#include "base/str.h"
#include "ingest/xml.h"

/* What the characters of an element are. */
enum markup_kind {
    MARKUP_TEXT,    /* plain text */
    MARKUP_HTML,    /* HTML, escaped or in CDATA */
    MARKUP_INLINE,  /* text between elements of XHTML */
    MARKUP_BASE64,  /* HTML in base64 */
    MARKUP_NONE     /* nothing that is text: an image, a sound */
};

/* The kind that the attributes `type` and `mode` of an element tell (Atom 1.0, 3.1.1 and 4.1.3; Atom 0.3, 3.1); where
 * they tell nothing, `usual`. */
enum markup_kind markup_kind(struct str type, struct str mode, enum markup_kind usual);

/* Bytes in an arena that are filled again and again. */
struct markup {
    struct arena *arena;
    enum markup_kind kind;
    char *bytes;
    size_t length, capacity;
    bool elements;  /* there was an element */
    bool open_void; /* what was written last is the begin of an element that holds nothing in HTML */
};

void markup_begin(struct markup *markup, enum markup_kind kind);
void markup_text(struct markup *markup, struct str text);
void markup_open(struct markup *markup, const struct xml_element *element);
void markup_close(struct markup *markup, struct str name);

/* All of it in the arena, without blanks at its ends; `*html`: whether it is HTML. */
struct str markup_end(struct markup *markup, bool *html);
#endif
