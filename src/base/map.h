/* map.h - a table from string to number, in an arena. Keys are not copied. */
#ifndef BASE_MAP_H
#define BASE_MAP_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"

struct map_slot {
    struct str key; /* ptr NULL: empty */
    uint32_t hash;
    uint32_t value;
};
struct map {
    struct map_slot *slots;
    size_t count, capacity; /* capacity is a power of two */
};

enum { MAP_NONE = UINT32_MAX }; /* what map_get returns for a missing key */

/* Make room for `count` keys in an empty map: it does not grow before there are more. */
void map_reserve(struct map *map, struct arena *arena, size_t count);

void map_put(struct map *map, struct arena *arena, struct str key, uint32_t value);
uint32_t map_get(const struct map *map, struct str key);

/* As map_get, for a hash the caller already has from str_hash. */
uint32_t map_get_hashed(const struct map *map, struct str key, uint64_t hash);
#endif
