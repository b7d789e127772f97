/* merge_test.c - which reports are like each other, and the groups they make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/sort.h"
#include "merge/group.h"

/* A gist of terms of one weight each, the keys [first, first + count). */
static struct str terms(struct arena *arena, uint32_t first, uint32_t count, uint32_t weight)
{
    char *bytes = ARENA_NEW(arena, char, count * GIST_TERM_SIZE);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t key = first + i;
        for (int b = 0; b < 4; b++)
            bytes[i * GIST_TERM_SIZE + (uint32_t)b] = (char)(key >> 8 * b);
        bytes[i * GIST_TERM_SIZE + 4] = (char)weight;
        bytes[i * GIST_TERM_SIZE + 5] = (char)(weight >> 8);
    }
    return str_make(bytes, count * GIST_TERM_SIZE);
}

static struct str keys(struct arena *arena, uint32_t first, uint32_t count)
{
    char *bytes = ARENA_NEW(arena, char, count * SKETCH_KEY_SIZE);
    for (uint32_t i = 0; i < count; i++)
        for (int b = 0; b < 4; b++)
            bytes[i * SKETCH_KEY_SIZE + (uint32_t)b] = (char)((first + i) >> 8 * b);
    return str_make(bytes, count * SKETCH_KEY_SIZE);
}

enum { QUARTER = GIST_UNIT / 4 }; /* the weight of each of 16 equal terms */

static struct gist gist(struct arena *arena, uint32_t first)
{
    return gist_read(arena, terms(arena, first, 16, QUARTER));
}

static void test_sort(void **state)
{
    (void)state;
    enum { COUNT = 2000 };
    static uint64_t items[COUNT], spare[COUNT];
    uint32_t number = 1;
    for (uint32_t i = 0; i < COUNT; i++, number = number * 1664525 + 1013904223)
        items[i] = sort_item(i % 3 ? number : number % 16, i);
    sort_items(items, spare, COUNT);
    for (uint32_t i = 1; i < COUNT; i++)
        assert_true(items[i - 1] < items[i]); /* by key, then in the order they came */
}

static void test_similarity(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct gist one = gist(&arena, 100), half = gist(&arena, 108), other = gist(&arena, 200);
    assert_int_equal(gist_similarity(&one, &one), GIST_UNIT);
    assert_int_equal(gist_similarity(&one, &half), GIST_UNIT / 2);
    assert_int_equal(gist_similarity(&half, &one), GIST_UNIT / 2);
    assert_int_equal(gist_similarity(&one, &other), 0);
    struct gist none = gist_read(&arena, STR("")), broken = gist_read(&arena, STR("abcdefgh"));
    assert_int_equal(gist_similarity(&one, &none), 0);
    assert_int_equal(broken.count, 1);
    arena_free(&arena);
}

static void test_resemblance(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct sketch whole = sketch_read(&arena, keys(&arena, 0, 128)), same = sketch_read(&arena, keys(&arena, 0, 128));
    struct sketch later = sketch_read(&arena, keys(&arena, 64, 128)), few = sketch_read(&arena, keys(&arena, 0, 30));
    struct sketch short_one = sketch_read(&arena, keys(&arena, 20, 20)), none = sketch_read(&arena, STR(""));
    assert_int_equal(sketch_resemblance(&whole, &same), 1000);
    assert_int_equal(sketch_resemblance(&whole, &later), 500); /* of the 128 smallest of both */
    assert_int_equal(sketch_resemblance(&few, &short_one), 250); /* 10 of 40: short texts are known whole */
    assert_int_equal(sketch_resemblance(&short_one, &few), 250);
    assert_int_equal(sketch_resemblance(&none, &none), 0);
    assert_int_equal(sketch_resemblance(&none, &few), 0);
    arena_free(&arena);
}

static size_t count_pairs(struct arena *arena, const struct compared *reports, uint32_t count)
{
    struct pair_list found = {0};
    pair_find(arena, reports, count, &found);
    for (size_t i = 0; i < found.count; i++)
        for (size_t j = 0; j < i; j++) /* each once */
            assert_false(found.items[i].a + found.items[i].b == found.items[j].a + found.items[j].b &&
                         (found.items[i].a == found.items[j].a || found.items[i].a == found.items[j].b));
    return found.count;
}

static void test_days(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct gist one = gist(&arena, 100);
    struct compared reports[] = {
        {.day = NO_DAY, .gist = one, .fresh = true}, {.day = 0, .gist = one, .fresh = true},
        {.day = 30, .gist = one, .fresh = true}, {.day = 61, .gist = one, .fresh = true}};
    assert_int_equal(count_pairs(&arena, reports, 4), 4); /* three with the undated one, one within 30 days */
    reports[0].fresh = reports[1].fresh = reports[2].fresh = false;
    assert_int_equal(count_pairs(&arena, reports, 4), 1);
    reports[3].day = 60;
    assert_int_equal(count_pairs(&arena, reports, 4), 2);
    reports[3].gist = gist(&arena, 200);
    assert_int_equal(count_pairs(&arena, reports, 4), 0);
    arena_free(&arena);
}

static void test_copies(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct compared reports[] = {
        {.day = 1, .gist = gist(&arena, 100),
         .sketch = sketch_read(&arena, keys(&arena, 0, 128)), .fresh = true},
        {.day = 2, .gist = gist(&arena, 200),
         .sketch = sketch_read(&arena, keys(&arena, 10, 128)), .fresh = true},
        {.day = 3, .gist = gist(&arena, 300),
         .sketch = sketch_read(&arena, keys(&arena, 100, 128)), .fresh = true}};
    struct pair_list found = {0};
    pair_find(&arena, reports, 3, &found);
    assert_int_equal(found.count, 1);
    assert_true(found.items[0].copy && found.items[0].a + found.items[0].b == 1);
    arena_free(&arena);
}

enum { MOST = 24 };

/* Reports with their gists, their links, and the groups they come to. */
struct groups {
    struct gist gists[MOST];
    struct near_report near[MOST];
    uint32_t order[MOST], rank[MOST], events[MOST], voices[MOST];
};

static void connect(struct arena *arena, struct groups *groups, uint32_t a, uint32_t b, bool copies)
{
    uint32_t similarity = gist_similarity(&groups->gists[a], &groups->gists[b]);
    if (similarity >= PAIR_SIMILAR)
        near_connect(arena, groups->near, &(struct pair){a, b, similarity, copies});
}

/* Group the first `count` reports by all pairs of them that are similar, the last pairs first. */
static void group_similar(struct arena *arena, struct groups *groups, uint32_t count, bool copies)
{
    for (uint32_t i = 0; i < count; i++) {
        groups->near[i] = (struct near_report){.tie = i};
        groups->order[i] = groups->rank[i] = i;
    }
    for (uint32_t i = count; i-- > 0;)
        for (uint32_t j = 0; j < i; j++)
            connect(arena, groups, i, j, copies);
    group_reports(arena, groups->near, count, groups->order, count, groups->rank, groups->events, groups->voices);
}

/* Group reports whose gists start at these keys. */
static void group(struct arena *arena, const uint32_t *firsts, uint32_t count, bool copies, struct groups *groups)
{
    for (uint32_t i = 0; i < count; i++)
        groups->gists[i] = gist(arena, firsts[i]);
    group_similar(arena, groups, count, copies);
}

/* A gist of 16 terms: the first `a` of those from 1000, the first `b` of those from 2000, the rest its own. */
static struct gist mixed(struct arena *arena, uint32_t a, uint32_t b, uint32_t own)
{
    char bytes[16 * GIST_TERM_SIZE];
    const uint32_t firsts[] = {1000, 2000, own}, counts[] = {a, b, 16 - a - b};
    char *out = bytes;
    for (uint32_t i = 0; i < 3; i++) {
        struct str part = terms(arena, firsts[i], counts[i], QUARTER);
        memcpy(out, part.ptr, part.len);
        out += part.len;
    }
    return gist_read(arena, str_make(bytes, sizeof bytes));
}

/* Two events whose reports share half of their terms, and a report that shares a quarter with each: it does not join
 * them. */
static void test_between_two_events(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    enum { EACH = 8, COUNT = 2 * EACH + 1 };
    struct groups groups;
    for (uint32_t i = 0; i < COUNT; i++)
        groups.gists[i] = mixed(&arena, i < EACH ? 8 : 0, i < EACH ? 0 : 8, 3000 + i * 100);
    groups.gists[COUNT - 1] = mixed(&arena, 4, 4, 3000 + COUNT * 100);
    group_similar(&arena, &groups, COUNT, false);
    for (uint32_t i = 0; i < 2 * EACH; i++)
        assert_int_equal(groups.events[i], i < EACH ? 0 : EACH);
    arena_free(&arena);
}

static void test_chain(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    const uint32_t firsts[] = {900, 100, 108, 400};
    struct groups groups;
    group(&arena, firsts, 4, false, &groups);
    assert_int_equal(groups.events[0], 0);
    assert_int_equal(groups.events[1], 1);
    assert_int_equal(groups.events[2], 1);
    assert_int_equal(groups.events[3], 3);
    arena_free(&arena);
}

static void test_voices_lie_within_events(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    const uint32_t firsts[] = {100, 104, 108, 700};
    struct groups groups;
    group(&arena, firsts, 4, true, &groups);
    for (uint32_t i = 0; i < 3; i++)
        assert_true(groups.voices[i] == 0 && groups.events[i] == 0);
    assert_true(groups.voices[3] == 3 && groups.events[3] == 3);
    arena_free(&arena);
}

/* A report that is not asked for is a neighbour, and in no group. */
static void test_outside(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    const uint32_t firsts[] = {100, 100};
    struct groups groups;
    group(&arena, firsts, 2, true, &groups);
    assert_int_equal(groups.events[1], 0);
    groups.rank[1] = NOT_INSIDE;
    group_reports(&arena, groups.near, 2, groups.order, 1, groups.rank, groups.events, groups.voices);
    assert_int_equal(groups.events[0], 0);
    assert_int_equal(groups.voices[0], 0);
    arena_free(&arena);
}

/* Whom report 0 is near to, in a set of bits. */
static uint32_t nearest(const struct groups *groups)
{
    uint32_t set = 0;
    for (size_t i = 0; i < groups->near[0].links.count; i++)
        if (groups->near[0].links.items[i].flags & NEAR_MINE)
            set |= 1u << groups->near[0].links.items[i].other;
    return set;
}

/* Of 20 reports ever less similar to the first, the NEAR_MOST most similar are near it, in whatever order they come;
 * those equally similar by their ties. One that goes leaves a place that is to be filled. */
static void test_nearest(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct groups groups;
    enum { COUNT = 20 };
    static const uint32_t steps[] = {1, 3, 7, 9, 11, 13, 17, 19};
    for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
        uint32_t step = steps[s];
        memset(groups.near, 0, sizeof groups.near);
        for (uint32_t i = 0; i < COUNT; i++)
            groups.near[i].tie = i;
        for (uint32_t i = 0, other = 0; i < COUNT; i++, other = (other + step) % COUNT)
            if (other)
                near_connect(&arena, groups.near, &(struct pair){s % 2 ? 0 : other, s % 2 ? other : 0,
                                                                 GIST_UNIT - other / 2, false});
        assert_int_equal(nearest(&groups), (1u << (NEAR_MOST + 1)) - 2);
    }
    near_remove(groups.near, 3);
    assert_int_equal(nearest(&groups), ((1u << (NEAR_MOST + 1)) - 2) & ~8u);
    assert_true(groups.near[0].lacking);
    near_forget(groups.near, 0);
    assert_int_equal(nearest(&groups), 0);
    for (uint32_t i = 1; i < COUNT; i++) /* to which it is still near */
        assert_int_equal(groups.near[i].links.count, i == 3 ? 0 : 1);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sort),
        cmocka_unit_test(test_similarity),
        cmocka_unit_test(test_resemblance),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_between_two_events),
        cmocka_unit_test(test_chain),
        cmocka_unit_test(test_voices_lie_within_events),
        cmocka_unit_test(test_outside),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests_name("merge", tests, NULL, NULL);
}
