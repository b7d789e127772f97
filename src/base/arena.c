/* arena.c - see arena.h. Invariant: every block but the current ones behind `first` is empty or full. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, LARGE_ITEM = 32 };

struct arena_block {
    struct arena_block *next;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *arena, size_t limit)
{
    memset(arena, 0, sizeof *arena);
    arena->limit = limit;
}

void arena_free(struct arena *arena)
{
    for (struct arena_block *block = arena->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    arena_init(arena, arena->limit);
}

void arena_reset(struct arena *arena, size_t keep)
{
    size_t kept = 0;
    struct arena_block **link = &arena->first;
    while (*link) {
        struct arena_block *block = *link;
        if (kept + block->size <= keep) {
            kept += block->size;
            link = &block->next;
        } else {
            *link = block->next;
            arena->held -= block->size;
            free(block);
        }
    }
    arena->current = arena->first;
    arena->used = 0;
}

_Noreturn void arena_fail(struct arena *arena)
{
    longjmp(arena->failure, 1);
}

static struct arena_block *block_new(struct arena *arena, size_t size)
{
    if (arena->limit && (size > arena->limit || arena->held > arena->limit - size))
        arena_fail(arena);
    struct arena_block *block = malloc(sizeof *block + size);
    if (!block)
        arena_fail(arena);
    block->size = size;
    block->next = NULL;
    arena->held += size;
    return block;
}

/* Make `current` a block with room for `size` bytes: the next kept one that is large enough, or a new one. */
static void next_block(struct arena *arena, size_t size)
{
    struct arena_block **link = arena->current ? &arena->current->next : &arena->first;
    while (*link && (*link)->size < size)
        link = &(*link)->next;
    if (!*link)
        *link = block_new(arena, size > BLOCK_SIZE ? size : BLOCK_SIZE);
    arena->current = *link;
    arena->used = 0;
}

/* What `count` items of `size` bytes take, alignment included. */
static size_t size_of(struct arena *arena, size_t count, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size && count > (SIZE_MAX - align) / size)
        arena_fail(arena);
    return (count * size + align - 1) / align * align;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
    size_t bytes = size_of(arena, count, size);
    if (!arena->current || arena->current->size - arena->used < bytes)
        next_block(arena, bytes);
    void *memory = arena->current->bytes + arena->used;
    arena->used += bytes;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    return memset(arena_take(arena, count, size), 0, count * size);
}

struct arena_place arena_here(const struct arena *arena)
{
    return (struct arena_place){arena->current, arena->used};
}

void arena_back(struct arena *arena, struct arena_place place)
{
    arena->current = place.block ? place.block : arena->first;
    arena->used = place.used;
}

char *arena_copy(struct arena *arena, const void *bytes, size_t length)
{
    if (length == SIZE_MAX)
        arena_fail(arena);
    char *copy = arena_take(arena, length + 1, 1);
    if (length)
        memcpy(copy, bytes, length);
    copy[length] = 0;
    return copy;
}

/* Make the array of `from` bytes that was taken last `to` bytes long, where its block has room. */
static bool extend(struct arena *arena, const void *items, size_t from, size_t to)
{
    if (!arena->current || from > arena->used || items != arena->current->bytes + (arena->used - from) ||
        arena->current->size - arena->used < to - from)
        return false;
    arena->used += to - from;
    return true;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    size_t room = *capacity ? *capacity * 2 : size < LARGE_ITEM ? 8 : 2;
    if (count && extend(arena, items, size_of(arena, count, size), size_of(arena, room, size))) {
        *capacity = room;
        return items;
    }
    void *moved = arena_take(arena, room, size);
    if (count)
        memcpy(moved, items, count * size);
    *capacity = room;
    return moved;
}
