/* likeness.c - see likeness.h. */
#include "merge/likeness.h"

_Static_assert(GIST_TERMS <= UINT8_MAX, "a place among the terms is one byte");

static uint32_t read_2(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8;
}

static uint32_t read_4(const char *at)
{
    return read_2(at) | read_2(at + 2) << 16;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

struct gist gist_read(struct arena *arena, struct str bytes)
{
    struct gist gist = {.count = (uint32_t)least(bytes.len / GIST_TERM_SIZE, GIST_TERMS)};
    struct gist_term *terms = arena_take(arena, gist.count + 1, sizeof *terms);
    for (uint32_t i = 0; i < gist.count; i++) {
        const char *at = bytes.ptr + (size_t)i * GIST_TERM_SIZE;
        terms[i] = (struct gist_term){read_4(at), read_2(at + 4)};
        if (i < GIST_HEADS)
            gist.heads[gist.head_count++] = terms[i].key;
    }
    gist.terms = terms;
    return gist;
}

struct sketch sketch_read(struct arena *arena, struct str bytes)
{
    struct sketch sketch = {.count = (uint32_t)least(bytes.len / SKETCH_KEY_SIZE, SKETCH_KEYS)};
    uint32_t *keys = arena_take(arena, sketch.count + 1, sizeof *keys);
    for (uint32_t i = 0; i < sketch.count; i++)
        keys[i] = read_4(bytes.ptr + (size_t)i * SKETCH_KEY_SIZE);
    sketch.keys = keys;
    return sketch;
}

/* The slot of the key, or the empty one where it would be. */
static uint32_t find_slot(const struct gist_table *table, uint32_t key)
{
    uint32_t slot = key % GIST_TABLE_SIZE;
    while (table->slots[slot].weight && table->slots[slot].key != key)
        slot = (slot + 1) % GIST_TABLE_SIZE;
    return slot;
}

void gist_tabulate(struct gist_table *table, const struct gist *gist)
{
    memset(table, 0, sizeof *table);
    for (uint32_t i = 0; i < gist->count; i++)
        table->slots[find_slot(table, gist->terms[i].key)] = gist->terms[i];
    for (uint32_t i = 0; i < gist->count; i++)
        table->known[gist->terms[i].key % GIST_KNOWN_SIZE] = 1;
}

/* Most terms are in one of the two alone; those that may be in both are picked out first, without a branch a term. */
uint32_t gist_table_similarity(const struct gist_table *table, const struct gist *other)
{
    uint64_t sum = 0;
    uint32_t count = 0;
    uint8_t picked[GIST_TERMS + 1];
    for (uint32_t i = 0; i < other->count; i++) {
        picked[count] = (uint8_t)i;
        count += table->known[other->terms[i].key % GIST_KNOWN_SIZE];
    }
    for (uint32_t i = 0; i < count; i++) {
        const struct gist_term *term = &other->terms[picked[i]];
        sum += (uint64_t)table->slots[find_slot(table, term->key)].weight * term->weight;
    }
    return (uint32_t)(sum / GIST_UNIT);
}

uint32_t gist_similarity(const struct gist *a, const struct gist *b)
{
    struct gist_table table;
    gist_tabulate(&table, a);
    return gist_table_similarity(&table, b);
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
