/* boundary.h - does a sentence end between two tokens? A linear model over what stands around the gap.
 *
 * Input: the tokens of a paragraph as glimpses, and what the sentence has been so far. Output: a score; above zero the
 * sentence ends. Invariant: features depend on the paragraph alone, and are computed here for reading and for training
 * (train/train_cut.c) alike. */
#ifndef TEXT_BOUNDARY_H
#define TEXT_BOUNDARY_H
#include "readout.h"
#include "text/token.h"

enum { BOUNDARY_FEATURES = 29, BOUNDARY_REACH = 3 /* tokens looked at on either side */ };

/* The weights: 2^bits rows of one signed byte. */
struct boundary_model {
    const int8_t *weights;
    unsigned bits;
};

/* What the model sees of one token. */
struct glimpse {
    uint32_t form;     /* hash of the folded form; 0 outside of the paragraph */
    uint32_t ending;   /* hash of its last three bytes */
    uint8_t kind;      /* see boundary.c; 0 outside of the paragraph */
    uint8_t blank;     /* a blank stands before it */
    uint8_t starter;   /* it is one of the words that begin sentences */
    uint8_t length;    /* bytes, in classes */
    uint8_t stop;      /* tokens up to the next mark that ends sentences, in classes */
    uint8_t remaining; /* tokens up to the end of the paragraph, in classes */
};

/* A paragraph as the model sees it: BOUNDARY_REACH empty glimpses stand on either side of the tokens. */
struct boundary_view {
    struct glimpse *tokens; /* of the paragraph's first token */
    uint32_t count;
    uint8_t style; /* how the paragraph is written: has it capitals, has it marks that end sentences */
};

/* What the sentence in the making has been so far, and the one before it. */
struct boundary_state {
    uint32_t first;             /* its first token, in the paragraph */
    uint32_t small, capitals;   /* words */
    uint8_t brackets, quotes;   /* open ones; quotes: 0 or 1 */
    uint8_t last_end, last_start; /* kinds of the last and first token of the sentence before; 0: none */
};

/* View the tokens [first, last) of the document, in `arena`. */
struct boundary_view boundary_look(struct arena *arena, const struct document *document, const struct text_words *words,
                                   uint32_t first, uint32_t last);

/* Take the token `at` into the sentence; after `boundary_cut` a new one begins behind it. */
void boundary_take(struct boundary_state *state, const struct boundary_view *view, uint32_t at);
void boundary_cut(struct boundary_state *state, const struct boundary_view *view, uint32_t at);

/* Rows of the weights for the gap behind the token `at`, which has been taken; `at` + 1 < count. */
void boundary_rows(const struct boundary_view *view, const struct boundary_state *state, uint32_t at, unsigned bits,
                   uint32_t rows[BOUNDARY_FEATURES]);

/* The sum of their weights. */
int boundary_score(const struct boundary_model *model, const struct boundary_view *view,
                   const struct boundary_state *state, uint32_t at);

/* Read a model (format: models/README.md); `bytes` must outlive it. False fills `error` with the byte. */
bool boundary_load(struct boundary_model *model, struct str bytes, const char *source, readout_error *error);
#endif
