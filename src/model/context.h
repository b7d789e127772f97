/* context.h - what the words around a token tell of its part of speech: a linear correction of the tagger's costs.
 *
 * Invariant: looks at forms and at what the lexicon says of the neighbours, never at tags already chosen, so that it
 * adds to the cost of each candidate by itself. */
#ifndef MODEL_CONTEXT_H
#define MODEL_CONTEXT_H
#include "base/str.h"
#include "model/tables.h"

/* A token on its way through the tagger. */
struct position {
    struct candidate candidates[CANDIDATE_MOST];
    uint64_t hash;   /* of the folded form; 0 outside of the sentence */
    uint32_t ending; /* its last four bytes */
    uint32_t form;   /* entry plus 1, 0: unknown */
    uint8_t count;
    uint8_t shape, place;
    uint8_t likely;                               /* commonest fine tag of the form by itself */
    uint8_t back[CANDIDATE_MOST][CANDIDATE_MOST]; /* [previous][this] -> the candidate before the previous */
};

enum { CONTEXT_FEATURE_COUNT = 18, STRETCH_MOST = 256 };

/* What the tagger sees of the first STRETCH_MOST tokens of a sentence before context: fills their number, plus two
 * empty positions on either side, and returns it (tagger.c; for training). */
uint32_t tagger_look(const struct tagger *tagger, const struct document *document, const struct sentence *sentence,
                     struct position *positions);

/* Subtract the weights of what surrounds `positions[at]` from the costs of its candidates. Reads two positions on
 * either side. */
void context_apply(const struct context *context, struct position *positions, uint32_t at);

/* Where the weights of the features of `positions[at]` with a fine tag stand. */
void context_rows(const struct context *context, const struct position *positions, uint32_t at, uint8_t tag,
                  uint32_t rows[CONTEXT_FEATURE_COUNT]);

/* Read a model (format: models/README.md); `bytes` must outlive it. */
bool context_load(struct context *context, struct str bytes, const char *source, readout_error *error);
#endif
