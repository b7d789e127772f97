/* cluster.h - small things that joining facts is made of: sets of numbers, and groups of items that are one.
 *
 * Invariant: groups do not depend on the order in which items are joined; each goes by its first item. */
#ifndef MERGE_CLUSTER_H
#define MERGE_CLUSTER_H
#include <stdbool.h>

#include "read/record.h"

/* Sets are lists in ascending order, each number once. */
void set_add(struct arena *arena, struct actor_list *set, uint32_t number);
bool set_has(const struct actor_list *set, uint32_t number);
size_t set_shared(const struct actor_list *a, const struct actor_list *b);
bool set_within(const struct actor_list *inner, const struct actor_list *outer);
void set_add_all(struct arena *arena, struct actor_list *set, const struct actor_list *more);

/* The share of both that both have (Jaccard), in 1/1000; two empty sets have 0. */
uint32_t set_likeness(const struct actor_list *a, const struct actor_list *b);

/* Groups of `count` items: each starts alone. */
struct cluster {
    uint32_t *parents, count;
};
struct cluster cluster_new(struct arena *arena, uint32_t count);
uint32_t cluster_first(struct cluster *cluster, uint32_t item);
void cluster_join(struct cluster *cluster, uint32_t a, uint32_t b);

/* The items by group: those of group g are items[start[g]] to items[start[g + 1]], in their order; groups in the order
 * of their first items. */
struct cluster_groups {
    const uint32_t *items, *start;
    uint32_t count;
};
struct cluster_groups cluster_groups(struct arena *arena, struct cluster *cluster);

/* Items that may be one have a block in common, and lie near each other there. */
struct block_entry {
    uint64_t block;
    long at; /* a day */
    uint32_t item;
};
LIST_TYPE(block_list, struct block_entry);
void block_sort(struct block_list *blocks);

/* Call `look` with each two items of one block that are at most `most` apart, perhaps more than once. */
void block_pairs(const struct block_list *sorted, long most, void *context,
                 void look(void *context, uint32_t earlier, uint32_t later));

/* Where the entries of `block` from day `from` on start. */
size_t block_find(const struct block_list *sorted, uint64_t block, long from);

static inline uint64_t block_of(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}
#endif
