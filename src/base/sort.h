/* sort.h - sorting in linear time; the greatest of many. */
#ifndef BASE_SORT_H
#define BASE_SORT_H
#include <stddef.h>
#include <stdint.h>

/* A number to sort by, and one that goes with it. */
static inline uint64_t sort_item(uint32_t key, uint32_t value)
{
    return (uint64_t)key << 32 | value;
}
static inline uint32_t sort_key(uint64_t item)
{
    return (uint32_t)(item >> 32);
}
static inline uint32_t sort_value(uint64_t item)
{
    return (uint32_t)item;
}

/* Sort `count` items by their keys; items with one key keep their order. `spare` has room for as many. */
void sort_items(uint64_t *items, uint64_t *spare, size_t count);

/* Find the numbers of the greatest counts, the greatest first; of equal counts the first. Those of 0 are left out. `found`
 * has room for `most` (over 0); returns how many there are. Time: count * most at worst, about count where few are great. */
size_t sort_greatest(const uint32_t *counts, size_t count, size_t most, uint32_t *found);
#endif
