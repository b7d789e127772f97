/* process_test.c - which negotiation a report goes with, the processes that reports make, and their names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "merge/process.h"

static const struct str sides[2] = {{"Egypt", 5}, {"Israel", 6}};

/* What it is about by itself decides, unless most of those near it are about something else that it may be about. */
static void votes_decide_what_is_close(void **state)
{
    (void)state;
    struct process_choice choices[2] = {{.pair = 1000, .field = 1000}, {.pair = 800, .field = 1000}};
    assert_int_equal(process_choose(choices, 2), 0);
    choices[1].pair_votes = choices[1].votes = 3;
    assert_int_equal(process_choose(choices, 2), 1);
    choices[1].pair = 200;
    assert_int_equal(process_choose(choices, 2), 0);
    choices[1].pair_votes = choices[1].votes = 100000;
    assert_int_equal(process_choose(choices, 2), 0); /* it may hardly be about this */
}

static void a_mediator_is_no_party(void **state)
{
    (void)state;
    struct process_choice choices[2] = {{.pair = 1000, .field = 1000, .pair_votes = 4, .votes = 4},
                                        {.pair = 600, .field = 1000, .pair_votes = 9, .votes = 9}};
    assert_int_equal(process_choose(choices, 2), 0);
    choices[0].against = 8;
    assert_int_equal(process_choose(choices, 2), 1);
}

/* Of the fields of one pair that which the others near it have. */
static void the_field_is_that_of_the_others(void **state)
{
    (void)state;
    struct process_choice choices[2] = {{.pair = 1000, .field = 1000, .pair_votes = 20, .votes = 1},
                                        {.pair = 1000, .field = 700, .pair_votes = 20, .votes = 19}};
    assert_int_equal(process_choose(choices, 2), 1);
    choices[1].field = 300;
    assert_int_equal(process_choose(choices, 2), 0);
}

static void an_event_counts(void **state)
{
    (void)state;
    struct process_choice choices[2] = {{.pair = 1000, .field = 1000, .event = 10},
                                        {.pair = 600, .field = 1000, .event = 10}};
    assert_int_equal(process_choose(choices, 2), 0);
    choices[1].event_votes = 10;
    assert_int_equal(process_choose(choices, 2), 1);
}

static struct process_member member(struct arena *arena, long day, int64_t event, const char *matter,
                                    const char *mediator)
{
    struct process_member made = {.day = day, .event = event, .voice = event};
    *ARENA_PUSH(arena, made.matters) = (struct process_matter){str_of(matter), 1000};
    if (mediator)
        *ARENA_PUSH(arena, made.mediators) = str_of(mediator);
    return made;
}

static const char *text(struct arena *arena, struct str value)
{
    return str_copy(arena, value).ptr;
}

static void a_long_pause_parts_processes(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    assert_int_equal(arena_guard(&arena), 0);
    struct process_member members[] = {
        member(&arena, 4000, 1, "peace", "United States"), member(&arena, 3000, 2, "peace", NULL),
        member(&arena, 3365, 3, "ceasefire", NULL), member(&arena, PROCESS_NO_DAY, 1, "peace", NULL),
        member(&arena, PROCESS_NO_DAY, 9, "peace", NULL), member(&arena, 3100, 3, "peace", "United States")};
    struct process_items found = {0};
    process_make(&arena, sides, members, 6, &found);
    assert_int_equal(found.count, 2);
    assert_string_equal(text(&arena, found.items[0].name), "Egypt–Israel: peace and ceasefire (1978–1979)");
    assert_string_equal(text(&arena, found.items[0].key), "egypt-israel-peace-1978");
    assert_string_equal(text(&arena, found.items[1].name), "Egypt–Israel: peace (1980)");
    assert_int_equal(found.items[0].reports, 4);   /* the undated of no known event is where most are */
    assert_int_equal(found.items[0].voices, 3);
    assert_int_equal(members[3].process, 1);       /* and this one where its event is */
    assert_int_equal(members[4].process, 0);
    assert_int_equal(found.items[0].mediators.count, 0); /* told once in four */
    assert_int_equal(found.items[1].mediators.count, 1);
    arena_free(&arena);
}

static void the_order_of_members_does_not_matter(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    assert_int_equal(arena_guard(&arena), 0);
    enum { COUNT = 8 };
    struct process_items expected = {0};
    for (uint32_t shift = 0; shift < COUNT; shift++) {
        struct process_member members[COUNT];
        struct process_items found = {0};
        for (uint32_t i = 0; i < COUNT; i++) {
            uint32_t n = (i * 3 + shift) % COUNT;
            members[i] = member(&arena, n == 7 ? PROCESS_NO_DAY : 3000 + 200 * (long)n * (n % 3), n / 2,
                                n % 2 ? "peace" : "hostages", n % 2 ? "Norway" : "Qatar");
        }
        process_make(&arena, sides, members, COUNT, &found);
        if (!shift)
            expected = found;
        assert_int_equal(found.count, expected.count);
        for (size_t i = 0; i < found.count; i++) {
            assert_string_equal(text(&arena, found.items[i].key), text(&arena, expected.items[i].key));
            assert_string_equal(text(&arena, found.items[i].name), text(&arena, expected.items[i].name));
            assert_int_equal(found.items[i].reports, expected.items[i].reports);
        }
    }
    assert_true(expected.count > 1);
    arena_free(&arena);
}

static void without_days_there_is_no_year(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    assert_int_equal(arena_guard(&arena), 0);
    struct process_member one = member(&arena, PROCESS_NO_DAY, 1, "chemical weapons", NULL);
    struct process_items found = {0};
    process_make(&arena, sides, &one, 1, &found);
    assert_int_equal(found.count, 1);
    assert_string_equal(text(&arena, found.items[0].key), "egypt-israel-chemical-weapons");
    process_make(&arena, sides, &one, 0, &found);
    assert_int_equal(found.count, 1);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(votes_decide_what_is_close),
        cmocka_unit_test(a_mediator_is_no_party),
        cmocka_unit_test(the_field_is_that_of_the_others),
        cmocka_unit_test(an_event_counts),
        cmocka_unit_test(a_long_pause_parts_processes),
        cmocka_unit_test(the_order_of_members_does_not_matter),
        cmocka_unit_test(without_days_there_is_no_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
