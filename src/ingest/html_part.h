/* html_part.h - what the names that a page gives its parts (class, id, itemprop, role) say of them: the body of the
 * article, comments, navigation. The names are in data/web/parts.txt. */
#ifndef INGEST_HTML_PART_H
#define INGEST_HTML_PART_H
#include "base/map.h"
#include "ingest/html_tree.h"

/* Bits; a part may be several. */
enum html_part {
    HTML_PART_BODY = 1,  /* the body of the article and no more */
    HTML_PART_STORY = 2, /* what holds the body, or may be it */
    HTML_PART_DROP = 4,  /* never of the body: comments, share buttons, related articles */
    HTML_PART_WEAK = 8,  /* seldom of the body: a sidebar, a box */
    HTML_PART_BYLINE = 16, /* who wrote it, when: not of the body, if it is short */
    HTML_PART_COMMENT = 64, /* comments of readers */
    HTML_PART_IGNORE = 128, /* a name of several words that begins so says nothing: "category-comments" */
    HTML_PART_KEEP = 32  /* of the body though its look may speak against it: a summary, a quotation */
};

struct html_parts {
    struct arena *arena;
    struct map words, prefixes; /* patterns to kinds */
    struct map known;           /* values of attributes seen so far to kinds */
};

/* Load the names. False fills `error`: READOUT_BAD_DATA with the line. All in the arena, which the caller guards. */
bool html_parts_open(struct html_parts *parts, struct arena *arena, readout_error *error);

/* What the names of an element say, bits of enum html_part; 0: nothing. Names seen before cost no second look. */
unsigned html_part_of(struct html_parts *parts, const struct html_tree *tree, uint32_t node);

#endif
