/* cluster.c - see cluster.h. */
#include "merge/cluster.h"

#include <stdlib.h>

static size_t set_place(const struct actor_list *set, uint32_t number)
{
    size_t low = 0, high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->items[middle] < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void set_add(struct arena *arena, struct actor_list *set, uint32_t number)
{
    size_t at = set_place(set, number);
    if (at < set->count && set->items[at] == number)
        return;
    (void)ARENA_PUSH(arena, *set);
    memmove(set->items + at + 1, set->items + at, (set->count - 1 - at) * sizeof *set->items);
    set->items[at] = number;
}

bool set_has(const struct actor_list *set, uint32_t number)
{
    size_t at = set_place(set, number);
    return at < set->count && set->items[at] == number;
}

size_t set_shared(const struct actor_list *a, const struct actor_list *b)
{
    size_t i = 0, j = 0, shared = 0;
    while (i < a->count && j < b->count) {
        uint32_t x = a->items[i], y = b->items[j];
        shared += x == y;
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

bool set_within(const struct actor_list *inner, const struct actor_list *outer)
{
    return set_shared(inner, outer) == inner->count;
}

void set_add_all(struct arena *arena, struct actor_list *set, const struct actor_list *more)
{
    for (size_t i = 0; i < more->count; i++)
        set_add(arena, set, more->items[i]);
}

uint32_t set_likeness(const struct actor_list *a, const struct actor_list *b)
{
    size_t shared = set_shared(a, b), all = a->count + b->count - shared;
    return all ? (uint32_t)(shared * 1000 / all) : 0;
}

struct cluster cluster_new(struct arena *arena, uint32_t count)
{
    struct cluster cluster = {arena_take(arena, (size_t)count + 1, sizeof(uint32_t)), count};
    for (uint32_t i = 0; i < count; i++)
        cluster.parents[i] = i;
    return cluster;
}

uint32_t cluster_first(struct cluster *cluster, uint32_t item)
{
    uint32_t *parents = cluster->parents;
    while (parents[item] != item) {
        parents[item] = parents[parents[item]];
        item = parents[item];
    }
    return item;
}

void cluster_join(struct cluster *cluster, uint32_t a, uint32_t b)
{
    uint32_t left = cluster_first(cluster, a), right = cluster_first(cluster, b);
    if (left < right)
        cluster->parents[right] = left;
    else
        cluster->parents[left] = right;
}

struct cluster_groups cluster_groups(struct arena *arena, struct cluster *cluster)
{
    uint32_t count = cluster->count, groups = 0;
    uint32_t *start = ARENA_NEW(arena, uint32_t, (size_t)count + 2);
    uint32_t *items = ARENA_NEW(arena, uint32_t, (size_t)count + 1);
    uint32_t *number = arena_take(arena, (size_t)count + 1, sizeof *number);
    for (uint32_t i = 0; i < count; i++)
        number[i] = cluster_first(cluster, i) == i ? groups++ : number[cluster_first(cluster, i)];
    for (uint32_t i = 0; i < count; i++)
        start[number[i] + 2]++;
    for (uint32_t g = 0; g < groups; g++)
        start[g + 2] += start[g + 1];
    for (uint32_t i = 0; i < count; i++)
        items[start[number[i] + 1]++] = i;
    return (struct cluster_groups){items, start, groups};
}

static int compare_entries(const void *a, const void *b)
{
    const struct block_entry *x = a, *y = b;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->item > y->item) - (x->item < y->item);
}

void block_sort(struct block_list *blocks)
{
    if (blocks->count)
        qsort(blocks->items, blocks->count, sizeof *blocks->items, compare_entries);
}

void block_pairs(const struct block_list *sorted, long most, void *context,
                 void look(void *context, uint32_t earlier, uint32_t later))
{
    size_t first = 0;
    for (size_t i = 0; i < sorted->count; i++) {
        const struct block_entry *entry = &sorted->items[i];
        while (sorted->items[first].block != entry->block || sorted->items[first].at < entry->at - most)
            first++;
        for (size_t j = first; j < i; j++)
            if (sorted->items[j].item != entry->item)
                look(context, sorted->items[j].item, entry->item);
    }
}

size_t block_find(const struct block_list *sorted, uint64_t block, long from)
{
    const struct block_entry wanted = {block, from, 0};
    size_t low = 0, high = sorted->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_entries(&sorted->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
