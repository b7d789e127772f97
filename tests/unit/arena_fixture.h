/* arena_fixture.h - one arena for all tests of a program, opened and given back by cmocka's group setup and
 * teardown. */
#ifndef TESTS_ARENA_FIXTURE_H
#define TESTS_ARENA_FIXTURE_H
#include "base/arena.h"

static struct arena arena;

static inline int open_arena(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return 0;
}

static inline int close_arena(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}
#endif
