/* arena.h - memory with one lifetime: allocate piece by piece, free all at once.
 *
 * An arena grows by blocks. When memory runs out, or the arena's limit is reached, it jumps to the place its
 * owner set with arena_guard, so code that allocates needs no check of its own:
 *
 *   if (arena_guard(&arena)) return error_set(error, READOUT_NO_MEMORY, ...);   // comes here a second time on failure
 *
 * Every owner of an arena guards it before the first allocation. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

struct arena_block;
struct arena {
    struct arena_block *first, *current;
    size_t used;     /* bytes used in the current block */
    size_t held;     /* bytes held from the system */
    size_t limit;    /* most bytes to hold; 0: none */
    jmp_buf failure; /* where to go when memory runs out */
};

#define arena_guard(arena) (setjmp((arena)->failure) != 0)

void arena_init(struct arena *arena, size_t limit);
void arena_free(struct arena *arena);

/* Forget everything allocated; blocks are kept for use again, except that at most `keep` bytes stay held. */
void arena_reset(struct arena *arena, size_t keep);

/* Go where the owner wants failures to go: for memory that ran out elsewhere while filling the arena. */
_Noreturn void arena_fail(struct arena *arena);

/* `count` zeroed items of `size` bytes, aligned for any type. Never returns NULL. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* The same, not zeroed: for what is filled at once. */
void *arena_take(struct arena *arena, size_t count, size_t size);

/* Forget everything allocated since arena_here. */
struct arena_place {
    struct arena_block *block;
    size_t used;
};
struct arena_place arena_here(const struct arena *arena);
void arena_back(struct arena *arena, struct arena_place place);

/* Copy of `length` bytes with a NUL behind them. */
char *arena_copy(struct arena *arena, const void *bytes, size_t length);

#define ARENA_NEW(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

/* Room for one more item behind `count` items of an array that lives in the arena: returns the array, moved
 * to a place twice as large when full. `*capacity` starts at 0. The new item is not zeroed. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);
#define ARENA_PUSH(arena, list) \
    ((list).items = arena_grow((arena), (list).items, (list).count, &(list).capacity, sizeof *(list).items), \
     &(list).items[(list).count++])

/* The same for an array that has one item as a rule: it starts with room for that. */
#define ARENA_PUSH_ONE(arena, list)                                                                     \
    ((void)((list).capacity || ((list).items = arena_take((arena), 1, sizeof *(list).items), (list).capacity = 1)), \
     ARENA_PUSH(arena, list))

/* An array that ARENA_PUSH fills: LIST(type) name = {0}; */
#define LIST(type)       \
    struct {             \
        type *items;     \
        size_t count;    \
        size_t capacity; \
    }

/* The same with a tag, for lists that functions pass around: LIST_TYPE(actor_list, uint32_t); */
#define LIST_TYPE(tag, type) \
    struct tag {             \
        type *items;         \
        size_t count;        \
        size_t capacity;     \
    }
#endif
