/* lstm.h - a layer of bidirectional LSTM over the rows of a batch (Hochreiter and Schmidhuber 1997).
 *
 * Input: rows in 8 bits. Output: of every row the states of both directions, forward first, in 8 bits. Invariant: the
 * states of a sentence do not depend on the batch that it is in. */
#ifndef MODEL_LSTM_H
#define MODEL_LSTM_H
#include "model/batch.h"
#include "model/layer.h"

enum { LSTM_DIRECTIONS = 2 };

/* One direction; H is cell.width. */
struct lstm {
    struct layer input;  /* [4H x K] */
    struct matrix recur; /* [4H x H] */
    struct cell cell;
};

/* The input of a layer: of row r, K bytes at rows + r * stride, and their unit. */
struct lstm_input {
    const uint8_t *rows;
    size_t stride;
    const float *units; /* of every row; NULL: STATE_UNIT */
};

/* H of the layer of that name in the model; 0, and the maker's error is filled, where it is missing or too large. */
uint32_t lstm_width(const struct maker *maker, const char *name);

/* Take the layer "NAME.f", "NAME.b" out of the model. */
bool lstm_make(const struct maker *maker, const char *name, uint32_t columns, uint32_t width,
               struct lstm lstm[LSTM_DIRECTIONS]);

/* Of row r, 2H bytes at output + r * stride. What it needs beside is given back to the arena. */
void lstm_run(const struct lstm lstm[LSTM_DIRECTIONS], const struct kernel *kernel, struct arena *arena,
              const struct batch *batch, struct lstm_input input, uint8_t *output, size_t stride);
#endif
