/* tables.h - the tagger's model in memory: what model/tables.c reads from models/en.tags.
 *
 * All costs are -16 ln p in whole numbers, so that every machine computes the same tags. Const once loaded. */
#ifndef MODEL_TABLES_H
#define MODEL_TABLES_H
#include "base/map.h"
#include "model/tagger.h"

enum {
    FINE_START,      /* before a sentence */
    FINE_MOST = 160, /* fine tags, this one counted */
    CANDIDATE_MOST = 6,
    PLACE_COUNT = 3, /* of a token: inside, where a sentence or quotation starts, in a heading */
    SHAPE_COUNT = 3, /* lower case, capitalised, all capitals */
    GROUP_COUNT = 3, /* of endings: lower case, capitalised inside a sentence, capitalised elsewhere */
    ENDING_MOST = 5, /* characters */
    FORM_MOST = 48   /* bytes of the longest form that is looked up */
};

struct candidate {
    uint8_t tag;  /* fine tag */
    int16_t cost; /* -16 ln of p(tag | word) / p(tag) */
};

/* What is known of a form or an ending. */
struct form_entry {
    uint32_t first; /* into tables.candidates */
    uint32_t count;
};

struct fine_tag {
    struct str name;
    uint8_t tag;     /* enum tag */
    int16_t prior;   /* -16 ln p(tag) */
    uint32_t traits;
};

/* Weights of the words around (model/context.c). */
struct context {
    const int8_t *weights; /* [1 << bits], in units of cost; NULL: none */
    unsigned bits;
};

struct tagger {
    struct context context;
    struct fine_tag tags[FINE_MOST];
    uint32_t tag_count;
    struct candidate name;            /* for a capitalised form that has no proper noun among its candidates */
    int16_t **transition;             /* [a * FINE_MOST + b][c]: of c behind a, b; most pairs a, b share a row */
    int16_t shape[PLACE_COUNT][SHAPE_COUNT][FINE_MOST];
    struct map forms;                /* folded form -> entries */
    struct map endings[GROUP_COUNT]; /* ending -> entries; the empty one is always there */
    uint32_t fingerprint;            /* of the file */
    LIST(struct form_entry) entries;
    LIST(struct candidate) candidates;
};

/* document.readings: the fine tag in the upper byte, below it the form's entry plus 1, 0 for an unknown form. */
enum { READING_FORM_BITS = 24, FORM_COUNT_MOST = (1 << READING_FORM_BITS) - 2 };

static inline uint32_t reading_tag(uint32_t reading)
{
    return reading >> READING_FORM_BITS;
}

static inline uint32_t reading_form(uint32_t reading)
{
    return reading & ((1u << READING_FORM_BITS) - 1);
}
#endif
