/* spanning.c - see spanning.h. Cycles are contracted as they are met on one growing path (Gabow, Galil, Spencer and
 * Tarjan 1986, in its dense form): every contraction costs its members times the nodes left, O(n^2) in all.
 *
 * One root: an arc from the root is taken only when nothing else is left, that is when all tokens are contracted into
 * one node, as if each such arc cost more than all the others together. Invariant: every node that still stands has
 * its row and column up to date; nodes that were contracted are no longer looked at. */
#include "model/spanning.h"

#include <stdbool.h>
#include <string.h>

enum { SLOTS = SPANNING_MOST + 1, NODES = 2 * SPANNING_MOST + 1 };

struct arc {
    uint8_t dependent, head; /* tokens from 1; head 0: the root */
};

/* A slot is a row and a column of the scores: that of a token, or of the node that it was contracted into. Nodes are
 * numbered as they are made: tokens from 1, then the contracted ones. */
struct forest {
    float *scores; /* [count][stride]: row d - 1 is of slot d */
    uint32_t stride, count;
    struct arc *arcs;             /* [SLOTS][SLOTS]: the arc between tokens behind the score of two slots */
    uint8_t standing[SLOTS];      /* the slots that stand, the root left out */
    uint32_t standing_count;
    uint16_t node[SLOTS];         /* of a slot */
    uint16_t parent[NODES];       /* of a node: the one it was contracted into */
    struct arc entry[NODES];      /* of a node: the arc that comes into it */
    float best[SLOTS];            /* of a slot: the score of that arc */
    uint8_t path[SLOTS];          /* slots, each the best head of the one before */
    uint16_t place[SLOTS];        /* of a slot on the path: 1 + its index; 0: not on it */
    uint32_t path_count, node_count;
};

static float *score_at(const struct forest *forest, uint32_t dependent, uint32_t head)
{
    return &forest->scores[(size_t)(dependent - 1) * forest->stride + head];
}

static struct arc *arc_at(const struct forest *forest, uint32_t dependent, uint32_t head)
{
    return &forest->arcs[dependent * SLOTS + head];
}

static void begin(struct forest *forest)
{
    for (uint32_t d = 1; d <= forest->count; d++) {
        for (uint32_t h = 0; h <= forest->count; h++)
            *arc_at(forest, d, h) = (struct arc){(uint8_t)d, (uint8_t)h};
        forest->standing[d - 1] = (uint8_t)d;
        forest->node[d] = (uint16_t)d;
    }
    forest->standing_count = forest->count;
    forest->node_count = forest->count;
}

static void push(struct forest *forest, uint32_t slot)
{
    forest->path[forest->path_count++] = (uint8_t)slot;
    forest->place[slot] = (uint16_t)forest->path_count;
}

/* The best head among the other slots; the root where there are none. */
static uint32_t best_head(const struct forest *forest, uint32_t slot)
{
    uint32_t best = 0;
    for (uint32_t i = 0; i < forest->standing_count; i++) {
        uint32_t head = forest->standing[i];
        if (head != slot && (best == 0 || *score_at(forest, slot, head) > *score_at(forest, slot, best)))
            best = head;
    }
    return best;
}

static void enter(struct forest *forest, uint32_t slot, uint32_t head)
{
    forest->entry[forest->node[slot]] = *arc_at(forest, slot, head);
    forest->best[slot] = *score_at(forest, slot, head);
}

/* The better of two arcs from one slot to another, kept under the slots `dependent` and `head`. */
static void keep_better(struct forest *forest, uint32_t dependent, uint32_t head, float score, struct arc arc)
{
    if (score > *score_at(forest, dependent, head)) {
        *score_at(forest, dependent, head) = score;
        *arc_at(forest, dependent, head) = arc;
    }
}

/* From the arcs into a member of a cycle, take what its own arc in the cycle is worth: that one falls away. */
static void discount(struct forest *forest, uint32_t member)
{
    for (uint32_t i = 0; i < forest->standing_count; i++)
        *score_at(forest, member, forest->standing[i]) -= forest->best[member];
    *score_at(forest, member, 0) -= forest->best[member];
}

/* Fold the arcs into and out of `member` into those of `slot`. */
static void fold(struct forest *forest, uint32_t slot, uint32_t member)
{
    for (uint32_t i = 0; i < forest->standing_count; i++) {
        uint32_t other = forest->standing[i];
        if (other == slot || other == member)
            continue;
        keep_better(forest, slot, other, *score_at(forest, member, other), *arc_at(forest, member, other));
        keep_better(forest, other, slot, *score_at(forest, other, member), *arc_at(forest, other, member));
    }
    keep_better(forest, slot, 0, *score_at(forest, member, 0), *arc_at(forest, member, 0));
}

/* Slots on the path from `index` on no longer stand. */
static void remove_path(struct forest *forest, uint32_t index)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < forest->standing_count; i++)
        if (forest->place[forest->standing[i]] <= index)
            forest->standing[kept++] = forest->standing[i];
    for (uint32_t i = index; i < forest->path_count; i++)
        forest->place[forest->path[i]] = 0;
    forest->standing_count = kept;
    forest->path_count = index;
}

/* The path from `slot` to its end is a cycle: make it one node, in that slot, which is again the end of the path. */
static void contract(struct forest *forest, uint32_t slot)
{
    uint32_t index = forest->place[slot] - 1u;
    forest->node_count++;
    for (uint32_t i = index; i < forest->path_count; i++) {
        forest->parent[forest->node[forest->path[i]]] = (uint16_t)forest->node_count;
        discount(forest, forest->path[i]);
    }
    for (uint32_t i = index + 1; i < forest->path_count; i++)
        fold(forest, slot, forest->path[i]);
    forest->node[slot] = (uint16_t)forest->node_count;
    remove_path(forest, index + 1);
}

/* Undo the contractions, the last first: the arc into a node is that into the member with its dependent. */
static void expand(struct forest *forest)
{
    for (uint32_t node = forest->node_count; node > forest->count; node--) {
        uint32_t member = forest->entry[node].dependent;
        while (forest->parent[member] != node)
            member = forest->parent[member];
        forest->entry[member] = forest->entry[node];
    }
}

/* Does following the heads from every token lead to head 0? `heads` are those of tokens 1 to count. */
static bool is_tree(const uint8_t *heads, uint32_t count)
{
    uint8_t seen[SLOTS] = {0}; /* by which walk, from 1; walks from different tokens may meet */
    for (uint32_t d = 1; d <= count; d++) {
        uint32_t at = d;
        for (; at && !seen[at]; at = heads[at - 1])
            seen[at] = (uint8_t)d;
        if (at && seen[at] == d)
            return false;
    }
    return true;
}

/* The best head of every token by itself: the best tree, if it is one and has one root. */
static bool take_best(const struct forest *forest, uint8_t *heads)
{
    uint32_t roots = 0;
    for (uint32_t d = 1; d <= forest->count; d++) {
        const float *scores = score_at(forest, d, 0);
        uint32_t best = 0;
        for (uint32_t h = 1; h <= forest->count; h++)
            if (h != d && scores[h] > scores[best])
                best = h;
        heads[d - 1] = (uint8_t)best;
        roots += best == 0;
    }
    return roots == 1 && is_tree(heads, forest->count);
}

void spanning_tree(struct arena *arena, float *scores, uint32_t stride, uint32_t count, uint8_t *heads)
{
    struct forest *forest = arena_alloc(arena, 1, sizeof *forest);
    *forest = (struct forest){.scores = scores, .stride = stride, .count = count};
    if (take_best(forest, heads))
        return;
    forest->arcs = arena_take(arena, (size_t)(count + 1) * SLOTS, sizeof *forest->arcs);
    begin(forest);
    push(forest, 1);
    for (;;) {
        uint32_t slot = forest->path[forest->path_count - 1], head = best_head(forest, slot);
        enter(forest, slot, head);
        if (head == 0)
            break;
        if (forest->place[head])
            contract(forest, head);
        else
            push(forest, head);
    }
    expand(forest);
    for (uint32_t d = 1; d <= count; d++)
        heads[d - 1] = forest->entry[d].head;
}
