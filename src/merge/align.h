/* align.h - which items of one sequence are which of another: the longest common subsequence, near enough.
 *
 * Input: two sequences of numbers. Output: for each item of the first its place in the second. Invariant: places
 * ascend, and the time grows with the lengths, not with their product: what both ends share is paired first, then what
 * occurs once in both (B. Cohen's patience diff), and only what lies between two such pairs and is short is compared
 * item by item; where it is long nothing is paired. */
#ifndef MERGE_ALIGN_H
#define MERGE_ALIGN_H
#include "base/arena.h"

enum { ALIGN_NONE = UINT32_MAX };

struct sequence {
    const uint32_t *items; /* numbers below `kinds` */
    uint32_t count;
};

/* Fill to[0..a.count) with places in `b` or ALIGN_NONE. */
void align(struct arena *arena, struct sequence a, struct sequence b, uint32_t kinds, uint32_t to[]);

/* A part of both sequences: items [first, last) of each. */
struct align_range {
    uint32_t a_first, a_last, b_first, b_last;
};

/* Pair items within the range, in order, so that the likenesses add up to most; those of no likeness stay alone. Where
 * more than ALIGN_CELLS comparisons were needed none is made. */
enum { ALIGN_CELLS = 4096 };
void align_alike(struct arena *arena, struct align_range range, void *context,
                 uint32_t likeness(void *context, uint32_t a, uint32_t b), uint32_t to[]);
#endif
