/* given.h - what is kept of words that were given besides the words themselves, so that it can be given back.
 *
 * Filled by ingest/conllu.c, written by view/conllu.c. Slices of the document's text. */
#ifndef TEXT_GIVEN_H
#define TEXT_GIVEN_H
#include "text/document.h"

/* Words that are written as one: 2-3 don't. */
struct given_range {
    uint32_t first, last; /* tokens [first, last) */
    struct str form;
};

struct given {
    struct str *comments; /* before every sentence, and one item more, behind the last: lines, comments start with # */
    struct given_range *ranges; /* in text order */
    uint32_t range_count;
};
#endif
