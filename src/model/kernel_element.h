/* kernel_element.h - what the kernels do item by item, written once and compiled for every kind of machine.
 *
 * Input, output: see kernel.h. Invariant: only + - * / and comparisons on floats, none contracted (-ffp-contract=off)
 * or put in another order, so that vector and plain code give the same bits. No sum of floats runs over items. */
#ifndef MODEL_KERNEL_ELEMENT_H
#define MODEL_KERNEL_ELEMENT_H
#include <string.h>

#include "model/kernel.h"

#define ELEMENT static inline __attribute__((always_inline))

/* To nearest, ties to even, for |x| < 2^22: behind the addition no bits are left for a fraction. */
ELEMENT float element_round(float x)
{
    const float shift = 12582912.0f; /* 1.5 * 2^23 */
    return (x + shift) - shift;
}

ELEMENT uint32_t element_bits(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* x, or the limit with the sign of x. Magnitudes are compared by their bits, which have the same order. */
ELEMENT float element_clamp(float x, float limit)
{
    uint32_t bits = element_bits(x), most = element_bits(limit), magnitude = bits & 0x7fffffff;
    float clamped;
    magnitude = magnitude < most ? magnitude : most;
    bits = (bits & 0x80000000) | magnitude;
    memcpy(&clamped, &bits, sizeof clamped);
    return clamped;
}

/* A fraction: divisions are few when numerators and denominators are kept apart. */
struct element_ratio {
    float top, bottom;
};

/* tanh x = x * p(x^2) / q(x^2) for |x| <= 7.9053, and its end value beyond; error < 4e-7. A rational minimax
 * approximation of degree 13 over 6 (coefficients: the Eigen library, MPL 2.0; MLIR, Apache License 2.0); q > 0.
 * p(s) = (a + b s) + s^2 (c + d s) + s^4 ((e + f s) + s^2 g);  q(s) = (h + i s) + s^2 (j + k s) */
ELEMENT struct element_ratio element_tanh_ratio(float x)
{
    x = element_clamp(x, 7.90531110763549805f);
    float s = x * x, s2 = s * s, s4 = s2 * s2;
    float low = 4.89352455891786e-03f + s * 6.37261928875436e-04f;
    float middle = 1.48572235717979e-05f + s * 5.12229709037114e-08f;
    float high = (-8.60467152213735e-11f + s * 2.00018790482477e-13f) + s2 * -2.76076847742355e-16f;
    float q = (4.89352518554385e-03f + s * 2.26843463243900e-03f) +
              s2 * (1.18534705686654e-04f + s * 1.19825839466702e-06f);
    return (struct element_ratio){x * ((low + s2 * middle) + s4 * high), q};
}

/* sigmoid x = (1 + tanh(x/2)) / 2 */
ELEMENT struct element_ratio element_sigmoid_ratio(float x)
{
    struct element_ratio half = element_tanh_ratio(0.5f * x);
    return (struct element_ratio){half.bottom + half.top, 2.0f * half.bottom};
}

ELEMENT float element_tanh(float x)
{
    struct element_ratio ratio = element_tanh_ratio(x);
    return element_clamp(ratio.top / ratio.bottom, 1.0f);
}

/* c' = sigmoid(f) * c + sigmoid(i) * tanh(g), over one denominator; h' = sigmoid(o) * tanh(c'); |h'| <= 1 */
ELEMENT float element_cell(float input, float forget, float new, float output, float *state)
{
    struct element_ratio i = element_sigmoid_ratio(input), f = element_sigmoid_ratio(forget);
    struct element_ratio g = element_tanh_ratio(new), o = element_sigmoid_ratio(output);
    float added = i.bottom * g.bottom;
    float c = ((*state * f.top) * added + (i.top * g.top) * f.bottom) / (added * f.bottom);
    struct element_ratio t = element_tanh_ratio(c);
    *state = c;
    return element_clamp((o.top * t.top) / (o.bottom * t.bottom), 1.0f);
}

/* q[i] = round(x[i] * 127) ^ flip, for |x| <= 1. */
ELEMENT void element_quantise_states(const float *restrict x, uint32_t count, uint8_t flip, uint8_t *restrict q)
{
    for (uint32_t i = 0; i < count; i++)
        q[i] = (uint8_t)((int32_t)element_round(x[i] * 127.0f) ^ flip);
}

/* y[r] = sum[r] * (scale[r] * unit) + bias[r] */
ELEMENT void element_finish(const struct layer *layer, const int32_t *restrict sums, float unit,
                            float *restrict values)
{
    const float *restrict scale = layer->scale, *restrict bias = layer->bias;
    uint32_t count = layer->matrix.padded;
    for (uint32_t r = 0; r < count; r++)
        values[r] = (float)sums[r] * (scale[r] * unit) + bias[r];
}

/* gate[r] = (input[r] * (scale[r] * unit) + bias[r]) + recur[r] * recur_scale[r] */
ELEMENT float element_gate(const struct cell *cell, const int32_t *input, float unit, const int32_t *recur, size_t r)
{
    float in = (float)input[r] * (cell->scale[r] * unit) + cell->bias[r];
    return in + (float)recur[r] * cell->recur[r];
}

/* The cells of one state. */
ELEMENT void element_step(const struct cell *outside, const int32_t *restrict input, float unit,
                          const int32_t *restrict recur, float *restrict state, float *restrict output, uint8_t flip,
                          uint8_t *restrict quantised)
{
    const struct cell here = *outside, *cell = &here;
    const size_t width = cell->width;
    for (size_t j = 0; j < width; j++) {
        float i = element_gate(cell, input, unit, recur, j);
        float f = element_gate(cell, input, unit, recur, width + j);
        float g = element_gate(cell, input, unit, recur, 2 * width + j);
        float o = element_gate(cell, input, unit, recur, 3 * width + j);
        float c = state[j];
        output[j] = element_cell(i, f, g, o, &c);
        state[j] = c;
    }
    element_quantise_states(output, cell->width, flip, quantised);
}

/* x[j] = vector[j] * vector_scale[j], then the sum over k of rows[k][j], times feature_scale[j] */
ELEMENT void element_embed(const struct embedding *embedding, float *restrict values)
{
    const int8_t *restrict vector = embedding->vector;
    const float *restrict vector_scale = embedding->vector_scale, *restrict scale = embedding->feature_scale;
    const int8_t *const *row = embedding->rows;
    const int8_t *restrict a = row[0], *restrict b = row[1], *restrict c = row[2], *restrict d = row[3],
                 *restrict e = row[4], *restrict f = row[5], *restrict g = row[6], *restrict h = row[7];
    for (uint32_t j = 0; j < embedding->vectors; j++)
        values[j] = (float)vector[j] * vector_scale[j];
    values += embedding->vectors;
    for (uint32_t j = 0; j < embedding->features; j++)
        values[j] = (float)(a[j] + b[j] + c[j] + d[j] + e[j] + f[j] + g[j] + h[j]) * scale[j];
}

/* max|x|, found among the bits: those of floats that are not negative are ordered as whole numbers are. */
ELEMENT float element_greatest_magnitude(const float *restrict values, uint32_t count)
{
    uint32_t most = 0;
    float magnitude;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bits = element_bits(values[i]) & 0x7fffffff;
        most = bits > most ? bits : most;
    }
    memcpy(&magnitude, &most, sizeof magnitude);
    return magnitude;
}

/* s = max|x| / 127;  q[i] = round(x[i] / s). What is too small to divide by counts as 0. */
ELEMENT float element_quantise(const float *restrict values, uint32_t count, uint8_t flip, uint8_t *restrict q)
{
    float most = element_greatest_magnitude(values, count);
    float unit = most > 1e-30f ? most / 127.0f : 1.0f;
    for (uint32_t i = 0; i < count; i++)
        q[i] = (uint8_t)((int32_t)element_round(values[i] / unit) ^ flip);
    return unit;
}

/* q[i] = round(127 * tanh(a[i] + b[i])) */
ELEMENT void element_squash(const float *restrict a, const float *restrict b, uint32_t count, float *restrict scratch,
                            uint8_t flip, uint8_t *restrict q)
{
    for (uint32_t i = 0; i < count; i++)
        scratch[i] = element_tanh(a[i] + b[i]);
    element_quantise_states(scratch, count, flip, q);
}

/* The bits of a float as a whole number of the same order. */
ELEMENT int32_t element_order(float value)
{
    int32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits ^ (bits >> 31 & 0x7fffffff);
}

ELEMENT uint32_t element_greatest(const float *restrict values, uint32_t count)
{
    int32_t most = INT32_MIN, first = INT32_MAX;
    for (uint32_t i = 0; i < count; i++) {
        int32_t order = element_order(values[i]);
        most = order > most ? order : most;
    }
    for (uint32_t i = 0; i < count; i++) {
        int32_t index = element_order(values[i]) == most ? (int32_t)i : INT32_MAX;
        first = index < first ? index : first;
    }
    return (uint32_t)first;
}

/* The functions of a kernel for machines that `attribute` names, and the kernel. */
#define ELEMENT_KERNEL(suffix, attribute, label, flipped)                                                           \
    attribute static void finish_##suffix(const struct layer *layer, const int32_t *sums, float unit,              \
                                          float *values)                                                            \
    {                                                                                                               \
        element_finish(layer, sums, unit, values);                                                                  \
    }                                                                                                               \
    attribute static void step_##suffix(const struct cell *cell, const int32_t *input, float unit,                 \
                                        const int32_t *recur, float *state, float *output, uint8_t *quantised)     \
    {                                                                                                               \
        element_step(cell, input, unit, recur, state, output, flipped, quantised);                                  \
    }                                                                                                               \
    attribute static void embed_##suffix(const struct embedding *embedding, float *values)                         \
    {                                                                                                               \
        element_embed(embedding, values);                                                                           \
    }                                                                                                               \
    attribute static float quantise_##suffix(const float *values, uint32_t count, uint8_t *quantised)              \
    {                                                                                                               \
        return element_quantise(values, count, flipped, quantised);                                                 \
    }                                                                                                               \
    attribute static void squash_##suffix(const float *a, const float *b, uint32_t count, float *scratch,          \
                                          uint8_t *quantised)                                                       \
    {                                                                                                               \
        element_squash(a, b, count, scratch, flipped, quantised);                                                   \
    }                                                                                                               \
    attribute static uint32_t greatest_##suffix(const float *values, uint32_t count)                               \
    {                                                                                                               \
        return element_greatest(values, count);                                                                     \
    }                                                                                                               \
    static const struct kernel kernel_##suffix = {label,          flipped,           multiply_##suffix,             \
                                                  finish_##suffix, step_##suffix,    embed_##suffix,                \
                                                  quantise_##suffix, squash_##suffix, greatest_##suffix};
#endif
