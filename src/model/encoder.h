/* encoder.h - three layers of bidirectional LSTM over the sentences of a batch (Hochreiter and Schmidhuber 1997).
 *
 * Input: the forms of a batch. Output: the states of layer 1 and 2 of every row, and what was read, in 8 bits. Invariant: the states of a
 * sentence do not depend on the batch that it is in. */
#ifndef MODEL_ENCODER_H
#define MODEL_ENCODER_H
#include "model/features.h"
#include "model/lstm.h"

enum { ENCODER_LAYERS = 3 };

struct encoder {
    struct features features;
    struct lstm lstm[ENCODER_LAYERS][LSTM_DIRECTIONS];
    uint32_t width; /* H */
};

/* Of row r, the states of layer 1 (2H bytes) and behind them those of layer 2 (2H bytes) start at rows + r * stride. */
struct states {
    uint8_t *rows;
    size_t stride; /* 4H */
    uint32_t half; /* 2H: where layer 2 starts */
    const uint8_t *forms; /* the input of layer 0, of row r at forms + r * form_width, each in its own unit */
    uint32_t form_width;  /* G + E */
};

bool encoder_make(const struct maker *maker, struct encoder *encoder);

/* The states of a batch, in document->arena; those of layer 2 only with `deep`. */
struct states encoder_run(const struct encoder *encoder, const struct kernel *kernel, const struct document *document,
                          const struct batch *batch, bool deep);
#endif
