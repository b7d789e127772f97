/* spanning.h - the tree of the highest sum of scores with one root (Chu and Liu 1965, Edmonds 1967).
 *
 * Input: scores of every head for every token. Output: a head for every token. Invariant: exactly one token has head 0,
 * and there are no cycles. */
#ifndef MODEL_SPANNING_H
#define MODEL_SPANNING_H
#include "base/arena.h"

enum { SPANNING_MOST = 200 }; /* tokens */

/* scores[d * stride + h]: of head h for token d + 1; head 0 is the root, heads 1 to `count` are tokens. The scores are
 * finite; they are overwritten. heads[d] = the head of token d + 1. O(count^2); scratch is taken from `arena`, which
 * the caller sets back. 1 <= count <= SPANNING_MOST. */
void spanning_tree(struct arena *arena, float *scores, uint32_t stride, uint32_t count, uint8_t *heads);
#endif
