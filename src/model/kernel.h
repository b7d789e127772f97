/* kernel.h - the numeric kernels of the language core: products of 8-bit matrices, and what is done item by item.
 *
 * Input: weights packed by matrix_pack_row, states in 8 bits. Output: exact 32-bit sums; floats of the same bits in
 * every variant. A kernel is chosen once and never changes. Invariant: all variants give the same results. */
#ifndef MODEL_KERNEL_H
#define MODEL_KERNEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MATRIX_GROUP = 16, /* rows that lie together */
    MATRIX_QUAD = 4,   /* columns that lie together */
    FEATURE_KINDS = 8
};

/* Weights as the products read them. Columns are a multiple of 64; rows are filled up with zeros to `padded`, a
 * multiple of 16. Values lie between -127 and 127. */
struct matrix {
    const int8_t *packed; /* [padded / 16][columns / 4][16][4] */
    const int32_t *start; /* [padded]: what the sum of a row starts from: -flip * (sum of the row) */
    uint32_t rows, padded, columns;
};

/* A linear layer: y[r] = sum[r] * (scale[r] * unit) + bias[r]. */
struct layer {
    struct matrix matrix;
    const float *scale, *bias; /* [padded] */
};

/* The item-by-item half of an LSTM step; gates i, f, g, o of `width` items each. */
struct cell {
    const float *scale, *bias; /* [4 * width]: of the input layer */
    const float *recur;        /* [4 * width]: scale of the recurrent layer times 1/127 */
    uint32_t width;
};

/* Where the parts of a token's input come from: a vector of `vectors` items and rows of `features` items. */
struct embedding {
    const int8_t *vector;              /* [vectors] */
    const int8_t *rows[FEATURE_KINDS]; /* [features] each */
    const float *vector_scale;         /* [vectors] */
    const float *feature_scale;        /* [features] */
    uint32_t vectors, features;
};

/* States in 8 bits are kept as `q ^ flip`: flip 0 keeps them signed, 128 makes them q + 128, as VNNI wants them. */
struct kernel {
    const char *name;
    uint8_t flip;

    /* sums[t * padded + r] = sum over c of weight[r][c] * q[t][c], for `count` states that lie `stride` bytes apart. */
    void (*multiply)(const struct matrix *matrix, const uint8_t *states, size_t stride, uint32_t count, int32_t *sums);

    /* The layer's values of one state from its sums; `values` has room for `padded`. */
    void (*finish)(const struct layer *layer, const int32_t *sums, float unit, float *values);

    /* One LSTM step of one sentence: sums of input and recurrent layer in; `state` (c) is renewed, `output` (h) is
     * written, and `quantised` gets round(127 * h). */
    void (*step)(const struct cell *cell, const int32_t *input, float unit, const int32_t *recur, float *state,
                 float *output, uint8_t *quantised);

    /* The input of layer 0: values[vectors + features]. */
    void (*embed)(const struct embedding *embedding, float *values);

    /* q[i] = round(x[i] / s), s = max|x| / 127; returns s, 1 where all are 0. `count` items. */
    float (*quantise)(const float *values, uint32_t count, uint8_t *quantised);

    /* q[i] = round(127 * tanh(a[i] + b[i])); `scratch` has room for `count`. */
    void (*squash)(const float *a, const float *b, uint32_t count, float *scratch, uint8_t *quantised);

    /* The first of the greatest of `count` values (at least one). */
    uint32_t (*greatest)(const float *values, uint32_t count);
};

/* The fastest kernel that this machine can run. */
const struct kernel *kernel_choose(void);

/* The kernel "plain", "avx2" or "avx512vnni"; NULL where this machine cannot run it. */
const struct kernel *kernel_named(const char *name);

/* The kernels of x86 in order of speed, the fastest first, and whether this machine runs them (kernel_x86.c). */
enum { KERNEL_X86_COUNT = 2 };
extern const struct kernel *const kernel_x86[KERNEL_X86_COUNT];
bool kernel_x86_runs(const struct kernel *kernel);

/* The rows of a matrix with those of zeros. */
static inline uint32_t matrix_padded(uint32_t rows)
{
    return (rows + MATRIX_GROUP - 1) / MATRIX_GROUP * MATRIX_GROUP;
}

/* Put the values of one row in its place among zeroed packed weights. */
void matrix_pack_row(const struct kernel *kernel, int8_t *packed, int32_t *start, uint32_t row, const int8_t *values,
                     uint32_t columns);
#endif
