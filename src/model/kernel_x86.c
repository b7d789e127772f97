/* kernel_x86.c - the kernels for x86: AVX2, and AVX-512 with VNNI. See kernel.h.
 *
 * A product goes through tiles: the sums of some groups of 16 rows for some states stay in registers while the
 * columns pass by, four at a time. Invariant: a tile reads the columns of its own rows and states, nothing else. */
#if defined(__x86_64__)
#include <immintrin.h>

#include "model/kernel_element.h"

#if defined(__clang__)
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"), min_vector_width(512)))
#else
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,prefer-vector-width=512")))
#endif
#define AVX2 __attribute__((target("avx2")))
#define INLINE static inline __attribute__((always_inline))

/* A tile: `states` of one product from one state on, and where their sums go. */
struct tile {
    const int8_t *weights; /* of the first group */
    const int32_t *start;
    const uint8_t *states;
    int32_t *sums;
    size_t stride;     /* from state to state, bytes */
    size_t sum_stride; /* from state to state, items */
    uint32_t columns;
};

INLINE int32_t quad_of(const uint8_t *state)
{
    int32_t quad;
    memcpy(&quad, state, sizeof quad);
    return quad;
}

INLINE struct tile tile_at(const struct matrix *matrix, const uint8_t *states, size_t stride, int32_t *sums,
                           uint32_t row, uint32_t state)
{
    return (struct tile){.weights = matrix->packed + (size_t)row * matrix->columns,
                         .start = matrix->start + row,
                         .states = states + state * stride,
                         .sums = sums + (size_t)state * matrix->padded + row,
                         .stride = stride,
                         .sum_stride = matrix->padded,
                         .columns = matrix->columns};
}

/* ---- AVX-512 with VNNI: states are unsigned (q + 128), start takes 128 * (sum of the row) off again. ---- */
enum { WIDE_GROUPS = 3, WIDE_STATES = 8 };

AVX512 INLINE void tile_avx512vnni(const struct tile *tile, const int groups, const int states)
{
    __m512i sum[WIDE_GROUPS][WIDE_STATES], weight[WIDE_GROUPS];
    const size_t group_size = (size_t)tile->columns * MATRIX_GROUP;
#pragma GCC unroll 3
    for (int g = 0; g < groups; g++)
#pragma GCC unroll 8
        for (int t = 0; t < states; t++)
            sum[g][t] = _mm512_loadu_si512(tile->start + g * MATRIX_GROUP);
    for (uint32_t c = 0; c < tile->columns; c += MATRIX_QUAD) {
#pragma GCC unroll 3
        for (int g = 0; g < groups; g++)
            weight[g] = _mm512_loadu_si512(tile->weights + (size_t)g * group_size + (size_t)c * MATRIX_GROUP);
#pragma GCC unroll 8
        for (int t = 0; t < states; t++) {
            __m512i state = _mm512_set1_epi32(quad_of(tile->states + (size_t)t * tile->stride + c));
#pragma GCC unroll 3
            for (int g = 0; g < groups; g++)
                sum[g][t] = _mm512_dpbusd_epi32(sum[g][t], state, weight[g]);
        }
    }
#pragma GCC unroll 3
    for (int g = 0; g < groups; g++)
#pragma GCC unroll 8
        for (int t = 0; t < states; t++)
            _mm512_storeu_si512(tile->sums + (size_t)t * tile->sum_stride + g * MATRIX_GROUP, sum[g][t]);
}

/* One tile of 1 to 8 states. */
AVX512 INLINE void tiles_avx512vnni(const struct tile *tile, const int groups, uint32_t states)
{
    switch (states) {
    case 1: tile_avx512vnni(tile, groups, 1); break;
    case 2: tile_avx512vnni(tile, groups, 2); break;
    case 3: tile_avx512vnni(tile, groups, 3); break;
    case 4: tile_avx512vnni(tile, groups, 4); break;
    case 5: tile_avx512vnni(tile, groups, 5); break;
    case 6: tile_avx512vnni(tile, groups, 6); break;
    case 7: tile_avx512vnni(tile, groups, 7); break;
    default: tile_avx512vnni(tile, groups, 8); break;
    }
}

AVX512 static void multiply_avx512vnni(const struct matrix *matrix, const uint8_t *states, size_t stride,
                                       uint32_t count, int32_t *sums)
{
    uint32_t row = 0;
    for (; row + WIDE_GROUPS * MATRIX_GROUP <= matrix->padded; row += WIDE_GROUPS * MATRIX_GROUP)
        for (uint32_t t = 0; t < count; t += WIDE_STATES) {
            struct tile tile = tile_at(matrix, states, stride, sums, row, t);
            tiles_avx512vnni(&tile, WIDE_GROUPS, count - t);
        }
    for (; row < matrix->padded; row += MATRIX_GROUP)
        for (uint32_t t = 0; t < count; t += WIDE_STATES) {
            struct tile tile = tile_at(matrix, states, stride, sums, row, t);
            tiles_avx512vnni(&tile, 1, count - t);
        }
}

ELEMENT_KERNEL(avx512vnni, AVX512, "avx512vnni", 128)

/* ---- AVX2: products of |w| and q with the sign of w; no pair of them is over 2 * 127 * 127 < 2^15. ---- */
enum { NARROW_STATES = 4, HALF = MATRIX_GROUP / 2 };

AVX2 INLINE __m256i add_products(__m256i sum, __m256i weight, __m256i magnitude, __m256i state)
{
    __m256i pairs = _mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(state, weight));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

AVX2 INLINE void tile_avx2(const struct tile *tile, const int states)
{
    __m256i low[NARROW_STATES], high[NARROW_STATES];
#pragma GCC unroll 4
    for (int t = 0; t < states; t++) {
        low[t] = _mm256_loadu_si256((const __m256i *)(const void *)tile->start);
        high[t] = _mm256_loadu_si256((const __m256i *)(const void *)(tile->start + HALF));
    }
    for (uint32_t c = 0; c < tile->columns; c += MATRIX_QUAD) {
        const int8_t *at = tile->weights + (size_t)c * MATRIX_GROUP;
        __m256i first = _mm256_loadu_si256((const __m256i *)(const void *)at);
        __m256i second = _mm256_loadu_si256((const __m256i *)(const void *)(at + HALF * MATRIX_QUAD));
        __m256i first_size = _mm256_abs_epi8(first), second_size = _mm256_abs_epi8(second);
#pragma GCC unroll 4
        for (int t = 0; t < states; t++) {
            __m256i state = _mm256_set1_epi32(quad_of(tile->states + (size_t)t * tile->stride + c));
            low[t] = add_products(low[t], first, first_size, state);
            high[t] = add_products(high[t], second, second_size, state);
        }
    }
#pragma GCC unroll 4
    for (int t = 0; t < states; t++) {
        int32_t *sums = tile->sums + (size_t)t * tile->sum_stride;
        _mm256_storeu_si256((__m256i *)(void *)sums, low[t]);
        _mm256_storeu_si256((__m256i *)(void *)(sums + HALF), high[t]);
    }
}

AVX2 static void multiply_avx2(const struct matrix *matrix, const uint8_t *states, size_t stride, uint32_t count,
                               int32_t *sums)
{
    for (uint32_t row = 0; row < matrix->padded; row += MATRIX_GROUP) {
        uint32_t t = 0;
        for (; t + NARROW_STATES <= count; t += NARROW_STATES) {
            struct tile tile = tile_at(matrix, states, stride, sums, row, t);
            tile_avx2(&tile, NARROW_STATES);
        }
        for (; t < count; t++) {
            struct tile tile = tile_at(matrix, states, stride, sums, row, t);
            tile_avx2(&tile, 1);
        }
    }
}

ELEMENT_KERNEL(avx2, AVX2, "avx2", 0)

const struct kernel *const kernel_x86[KERNEL_X86_COUNT] = {&kernel_avx512vnni, &kernel_avx2};

bool kernel_x86_runs(const struct kernel *kernel)
{
    __builtin_cpu_init();
    if (kernel == &kernel_avx2)
        return __builtin_cpu_supports("avx2");
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vnni");
}
#else
typedef int kernel_x86_is_empty; /* C wants a file to declare something */
#endif
