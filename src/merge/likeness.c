/* likeness.c - see likeness.h. */
#include "merge/likeness.h"

#include "base/sort.h"

static uint32_t read_number(const char *at, int bytes)
{
    uint32_t number = 0;
    for (int i = bytes - 1; i >= 0; i--)
        number = number << 8 | (unsigned char)at[i];
    return number;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

struct gist gist_read(struct arena *arena, struct str bytes)
{
    struct gist gist = {.count = (uint32_t)least(bytes.len / GIST_TERM_SIZE, GIST_TERMS)};
    struct gist_term *terms = arena_take(arena, gist.count + 1, sizeof *terms);
    uint64_t items[GIST_TERMS], spare[GIST_TERMS];
    for (uint32_t i = 0; i < gist.count; i++) {
        const char *at = bytes.ptr + (size_t)i * GIST_TERM_SIZE;
        items[i] = sort_item(read_number(at, 4), read_number(at + 4, 2));
        if (i < GIST_HEADS)
            gist.heads[gist.head_count++] = sort_key(items[i]);
    }
    sort_items(items, spare, gist.count);
    for (uint32_t i = 0; i < gist.count; i++)
        terms[i] = (struct gist_term){sort_key(items[i]), sort_value(items[i])};
    gist.terms = terms;
    return gist;
}

struct sketch sketch_read(struct arena *arena, struct str bytes)
{
    struct sketch sketch = {.count = (uint32_t)least(bytes.len / SKETCH_KEY_SIZE, SKETCH_KEYS)};
    uint32_t *keys = arena_take(arena, sketch.count + 1, sizeof *keys);
    for (uint32_t i = 0; i < sketch.count; i++)
        keys[i] = read_number(bytes.ptr + (size_t)i * SKETCH_KEY_SIZE, SKETCH_KEY_SIZE);
    sketch.keys = keys;
    return sketch;
}

uint32_t gist_similarity(const struct gist *a, const struct gist *b)
{
    uint64_t sum = 0;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        uint32_t left = a->terms[i].key, right = b->terms[j].key;
        if (left == right)
            sum += (uint64_t)a->terms[i].weight * b->terms[j].weight;
        i += left <= right;
        j += right <= left;
    }
    return (uint32_t)(sum / GIST_UNIT);
}

/* The smallest keys of both together are a sample of all their sequences; how many of them do both have? */
uint32_t sketch_resemblance(const struct sketch *a, const struct sketch *b)
{
    uint32_t taken = 0, shared = 0;
    for (uint32_t i = 0, j = 0; taken < SKETCH_KEYS && (i < a->count || j < b->count); taken++) {
        bool left = j == b->count || (i < a->count && a->keys[i] <= b->keys[j]);
        bool right = i == a->count || (j < b->count && b->keys[j] <= a->keys[i]);
        shared += left && right;
        i += left;
        j += right;
    }
    return taken ? shared * 1000 / taken : 0;
}
