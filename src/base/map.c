/* map.c - see map.h. Open addressing with linear probing; at most half full. */
#include "base/map.h"

enum { LEAST_CAPACITY = 64 };

/* The hash that slots keep. */
static uint32_t fold(uint64_t hash)
{
    return (uint32_t)(hash ^ (hash >> 32));
}

static struct map_slot *find(const struct map *map, struct str key, uint32_t hash)
{
    size_t mask = map->capacity - 1;
    size_t at = hash & mask;
    while (map->slots[at].key.ptr && (map->slots[at].hash != hash || !str_equal(map->slots[at].key, key)))
        at = (at + 1) & mask;
    return &map->slots[at];
}

static void grow(struct map *map, struct arena *arena, size_t capacity)
{
    struct map larger = {.capacity = capacity};
    larger.slots = ARENA_NEW(arena, struct map_slot, larger.capacity);
    larger.count = map->count;
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].key.ptr)
            *find(&larger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    *map = larger;
}

void map_reserve(struct map *map, struct arena *arena, size_t count)
{
    size_t capacity = LEAST_CAPACITY;
    while (capacity < count * 2)
        capacity *= 2;
    grow(map, arena, capacity);
}

void map_put(struct map *map, struct arena *arena, struct str key, uint32_t value)
{
    if (map->count * 2 >= map->capacity)
        grow(map, arena, map->capacity ? map->capacity * 2 : LEAST_CAPACITY);
    uint32_t hash = fold(str_hash(key));
    struct map_slot *slot = find(map, key, hash);
    map->count += slot->key.ptr == NULL;
    *slot = (struct map_slot){key.ptr ? key : STR(""), hash, value};
}

uint32_t map_get_hashed(const struct map *map, struct str key, uint64_t hash)
{
    if (!map->capacity)
        return MAP_NONE;
    const struct map_slot *slot = find(map, key, fold(hash));
    return slot->key.ptr ? slot->value : (uint32_t)MAP_NONE;
}

uint32_t map_get(const struct map *map, struct str key)
{
    return map_get_hashed(map, key, str_hash(key));
}
