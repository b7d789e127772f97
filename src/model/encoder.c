/* encoder.c - see encoder.h. Input: the forms of a batch. Output: rows of states. Invariant: states of layer 0 live only
 * as long as those of layer 1 are made. */
#include "model/encoder.h"

#include <stdio.h>

/* The input of layer 0 of all rows. */
static struct lstm_input read_forms(const struct encoder *encoder, const struct kernel *kernel,
                                    const struct document *document, const struct batch *batch)
{
    uint32_t columns = encoder->features.columns;
    float *units = arena_take(document->arena, batch->rows, sizeof *units);
    float *scratch = layer_room(document->arena, columns * sizeof *scratch);
    uint8_t *rows = layer_room(document->arena, (size_t)batch->rows * columns);
    for (uint32_t r = 0; r < batch->rows; r++)
        units[r] = features_read(&encoder->features, kernel, token_text(document, batch->tokens[r]), scratch,
                                 rows + (size_t)r * columns);
    return (struct lstm_input){rows, columns, units};
}

struct states encoder_run(const struct encoder *encoder, const struct kernel *kernel, const struct document *document,
                          const struct batch *batch, bool deep)
{
    uint32_t half = LSTM_DIRECTIONS * encoder->width;
    size_t stride = 2 * (size_t)half;
    struct arena *arena = document->arena;
    struct lstm_input forms = read_forms(encoder, kernel, document, batch);
    struct states states = {layer_room(arena, batch->rows * stride), stride, half, forms.rows,
                            encoder->features.columns};
    uint8_t *lowest = layer_room(arena, (size_t)batch->rows * half);
    lstm_run(encoder->lstm[0], kernel, arena, batch, forms, lowest, half);
    lstm_run(encoder->lstm[1], kernel, arena, batch, (struct lstm_input){lowest, half, NULL}, states.rows, stride);
    if (deep)
        lstm_run(encoder->lstm[2], kernel, arena, batch, (struct lstm_input){states.rows, stride, NULL},
                 states.rows + half, stride);
    return states;
}

bool encoder_make(const struct maker *maker, struct encoder *encoder)
{
    encoder->width = lstm_width(maker, "lstm.0");
    if (!encoder->width || !features_make(maker, &encoder->features))
        return false;
    for (uint32_t layer = 0; layer < ENCODER_LAYERS; layer++) {
        char name[16];
        snprintf(name, sizeof name, "lstm.%u", layer);
        uint32_t columns = layer ? LSTM_DIRECTIONS * encoder->width : encoder->features.columns;
        if (!lstm_make(maker, name, columns, encoder->width, encoder->lstm[layer]))
            return false;
    }
    return true;
}
