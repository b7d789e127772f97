/* batch.h - sentences of like length, to be read in step.
 *
 * Input: the sentences of a document. Output: batches of up to BATCH_LANES sentences. The rows of a batch are its
 * tokens, place by place: first the first token of every lane, then the second of all that have one, and so on.
 * Invariant: lanes are in order of falling length, so that those with a token at a place are the first ones. */
#ifndef MODEL_BATCH_H
#define MODEL_BATCH_H
#include "text/document.h"

enum {
    BATCH_LANES = 8,
    BATCH_LONG = 512 /* tokens; so long a sentence is a batch of its own, so that memory stays bounded */
};

/* The sentences of a document, the longest first. */
struct batch_order {
    const uint32_t *sentences;
    uint32_t count, next;
};

struct batch {
    const struct sentence *lanes[BATCH_LANES];
    uint32_t lane_count;
    uint32_t steps;       /* tokens of the longest sentence */
    uint32_t rows;        /* tokens in all */
    uint32_t *row_starts; /* [steps + 1]: the row of lane 0 at each place */
    uint32_t *tokens;     /* [rows]: index in the document */
};

/* Sort the sentences, in document->arena. Linear. */
struct batch_order batch_sort(const struct document *document);

/* The next batch, in document->arena; false where there is none left. */
bool batch_next(struct batch_order *order, const struct document *document, struct batch *batch);

static inline uint32_t batch_row(const struct batch *batch, uint32_t lane, uint32_t place)
{
    return batch->row_starts[place] + lane;
}

/* The lanes that have a token at `place`; 0 at batch->steps. */
static inline uint32_t batch_width(const struct batch *batch, uint32_t place)
{
    return place < batch->steps ? batch->row_starts[place + 1] - batch->row_starts[place] : 0;
}
#endif
