/* layer.h - taking layers, numbers and labels out of the model file, with their shapes checked.
 *
 * Input: the chunks of model/weights.h. Output: what the kernels read, in the maker's arena. Every function returns
 * false and fills the maker's error (READOUT_BAD_DATA, with the chunk) where a chunk is missing or does not fit.
 * Invariant: what was taken has finite numbers of at most LAYER_MOST_VALUE, so that no later sum is infinite. */
#ifndef MODEL_LAYER_H
#define MODEL_LAYER_H
#include "model/kernel.h"
#include "model/weights.h"

enum {
    LAYER_MOST_VALUE = 1000000, /* of a scale or bias */
    LAYER_MOST_SIZE = 8192,     /* of rows and columns; the sums of such a row stay within 32 bits */
    LAYER_LABELS = 255          /* most labels of one kind */
};
#define STATE_UNIT (1.0f / 127.0f) /* of the 8 bits of a state */

struct maker {
    struct arena *arena; /* guarded by its owner */
    const struct weights *weights;
    const struct kernel *kernel;
    readout_error *error;
};

/* The labels of one kind, in the order of the rows of their layer. */
struct names {
    struct str *items;
    uint32_t count;
};

/* Fill the error with the name of the chunk; returns false. */
bool maker_fail(const struct maker *maker, const char *name, const char *what);

/* The chunk of that type and shape; 0 rows or columns: any number. NULL where it is missing or does not fit. */
const struct chunk *maker_chunk(const struct maker *maker, const char *name, enum chunk_type type, uint32_t rows,
                                uint32_t columns);

/* The number at place `index` of a chunk of f32 or u64. */
float chunk_f32(const struct chunk *chunk, size_t index);
uint64_t chunk_u64(const struct chunk *chunk, size_t index);

/* `count` numbers (one row) and zeros behind them up to `room`. */
bool maker_floats(const struct maker *maker, const char *name, uint32_t count, uint32_t room, const float **numbers);

/* "NAME.weight", packed; its columns are a multiple of 64. 0 rows or columns: any number. */
bool maker_matrix(const struct maker *maker, const char *name, uint32_t rows, uint32_t columns,
                  struct matrix *matrix);

/* "NAME.weight", "NAME.scale", "NAME.bias". */
bool maker_layer(const struct maker *maker, const char *name, uint32_t rows, uint32_t columns, struct layer *layer);

/* "NAME.weight" and "NAME.scale"; no bias (NULL). */
bool maker_layer_unbiased(const struct maker *maker, const char *name, uint32_t rows, uint32_t columns,
                          struct layer *layer);

/* The lines of a text; between 1 and LAYER_LABELS. */
bool maker_names(const struct maker *maker, const char *name, struct names *names);

/* `size` bytes that start at a multiple of 64, not zeroed. */
void *layer_room(struct arena *arena, size_t size);
#endif
