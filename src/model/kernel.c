/* kernel.c - see kernel.h. The kernel in plain C, packing, and the choice of a kernel.
 *
 * Input: weights row by row. Output: packed weights; a kernel. Invariant: the plain kernel runs everywhere. */
#include "model/kernel.h"

#include "model/kernel_element.h"

/* sums[r] += sum over the quad of weight[r][c] * q[c], for the rows of a group */
static void add_quad(const int8_t *restrict weights, const int8_t *restrict state, int32_t *restrict sums)
{
    for (uint32_t r = 0; r < MATRIX_GROUP; r++)
        sums[r] += weights[4 * r] * state[0] + weights[4 * r + 1] * state[1] + weights[4 * r + 2] * state[2] +
                   weights[4 * r + 3] * state[3];
}

static void multiply_plain(const struct matrix *matrix, const uint8_t *states, size_t stride, uint32_t count,
                           int32_t *sums)
{
    for (uint32_t group = 0; group < matrix->padded; group += MATRIX_GROUP) {
        const int8_t *weights = matrix->packed + (size_t)group * matrix->columns;
        for (uint32_t t = 0; t < count; t++) {
            const int8_t *state = (const int8_t *)states + t * stride;
            int32_t *out = sums + (size_t)t * matrix->padded + group;
            memcpy(out, matrix->start + group, MATRIX_GROUP * sizeof *out);
            for (uint32_t c = 0; c < matrix->columns; c += MATRIX_QUAD)
                add_quad(weights + (size_t)c * MATRIX_GROUP, state + c, out);
        }
    }
}

ELEMENT_KERNEL(plain, , "plain", 0)

const struct kernel *kernel_choose(void)
{
#if defined(__x86_64__)
    for (uint32_t i = 0; i < KERNEL_X86_COUNT; i++)
        if (kernel_x86_runs(kernel_x86[i]))
            return kernel_x86[i];
#endif
    return &kernel_plain;
}

const struct kernel *kernel_named(const char *name)
{
#if defined(__x86_64__)
    for (uint32_t i = 0; i < KERNEL_X86_COUNT; i++)
        if (strcmp(kernel_x86[i]->name, name) == 0)
            return kernel_x86_runs(kernel_x86[i]) ? kernel_x86[i] : NULL;
#endif
    return strcmp(kernel_plain.name, name) == 0 ? &kernel_plain : NULL;
}

void matrix_pack_row(const struct kernel *kernel, int8_t *packed, int32_t *start, uint32_t row, const int8_t *values,
                     uint32_t columns)
{
    int8_t *to = packed + (size_t)(row / MATRIX_GROUP) * MATRIX_GROUP * columns + row % MATRIX_GROUP * MATRIX_QUAD;
    int32_t sum = 0;
    for (uint32_t c = 0; c < columns; c++)
        sum += values[c];
    for (uint32_t c = 0; c < columns; c += MATRIX_QUAD)
        memcpy(to + (size_t)c * MATRIX_GROUP, values + c, MATRIX_QUAD);
    start[row] = -kernel->flip * sum;
}
