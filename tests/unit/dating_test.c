/* dating_test.c - the day of reports that come without one (merge/dating.h), from facts built by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "merge/dating.h"
#include "merge/pair.h"
#include "story_fixture.h"

static uint32_t add_report(struct fixture *fixture, const char *id, const char *published)
{
    uint32_t at = (uint32_t)fixture->facts.reports.count;
    *ARENA_PUSH(&fixture->arena, fixture->facts.reports) = (struct story_report){.id = str_of(id), .day = day(published), .event = at};
    return at;
}

/* A clue of the last report, behind all others. */
static struct story_clue *add_clue(struct fixture *fixture, enum clue_kind kind, const char *value, int weekday,
                                   enum clue_tense tense)
{
    uint32_t at = (uint32_t)fixture->facts.clues.count;
    struct story_clue *clue = ARENA_PUSH(&fixture->arena, fixture->facts.clues);
    *clue = (struct story_clue){.source = {(uint32_t)fixture->facts.reports.count - 1, 10 * at, 10 * at + 5, STR("words")},
                                .kind = kind, .value = str_of(value), .weekday = weekday, .tense = tense};
    return clue;
}

static uint32_t add_person(struct fixture *fixture, const char *name)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts.mentions) =
        (struct story_mention){.name = str_of(name), .party = STR("United States"), .kind = ACTOR_PERSON};
    return (uint32_t)fixture->facts.mentions.count - 1;
}

/* The last report tells of the n-th journey of the person. */
static void add_journey(struct fixture *fixture, const char *who, uint32_t number, const char *place)
{
    struct story_clue *clue = add_clue(fixture, CLUE_ORDINAL, "", 0, CLUE_UNTENSED);
    clue->ordinal = number;
    clue->counted = STR("journey");
    clue->place = str_of(place);
    *ARENA_PUSH(&fixture->arena, clue->actors) = add_person(fixture, who);
}

static void add_like(struct fixture *fixture, uint32_t other, unsigned percent, bool copy)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts.likes) = (struct story_like){
        (uint32_t)fixture->facts.reports.count - 1, other, GIST_UNIT * percent / 100, copy};
}

/* The report `at` is of those days. */
static void assert_days(struct fixture *fixture, uint32_t at, const char *from, const char *to,
                        enum dating_confidence confidence)
{
    const struct dated *dated = &fixture->story.dating->reports[at];
    assert_int_equal(dated->from, day(from));
    assert_int_equal(dated->to, day(to));
    assert_int_equal(dated->confidence, confidence);
}

static void make(struct fixture *fixture)
{
    story_make(&fixture->arena, &fixture->facts, &fixture->words.rarity, &fixture->story);
}

static void test_nothing_tells(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "given", "1974-01-12");
    uint32_t open = add_report(fixture, "open", NULL);
    add_clue(fixture, CLUE_WEEKDAY, "XXXX-WXX-5", 5, CLUE_BACK);
    add_clue(fixture, CLUE_DATE, "1980", 0, CLUE_AHEAD);
    make(fixture);
    assert_days(fixture, open, NULL, NULL, DATING_OPEN);
    assert_int_equal(fixture->story.dating->reports[open].reasons.count, 0);
    assert_int_equal(fixture->story.dating->reports[0].day, day("1974-01-12"));
}

static void test_stamp(void **state)
{
    struct fixture *fixture = *state;
    uint32_t at = add_report(fixture, "stamped", NULL);
    add_clue(fixture, CLUE_STAMP, "1974-01-17", 0, CLUE_UNTENSED);
    add_clue(fixture, CLUE_STAMP, "1974-01-18", 0, CLUE_UNTENSED);
    make(fixture);
    assert_days(fixture, at, "1974-01-17", "1974-01-18", DATING_CERTAIN);
    assert_int_equal(fixture->story.dating->reports[at].day, day("1974-01-17"));
}

/* 18 January was a Friday in 1974, not in 1973 nor 1975. */
static void test_dateline_year(void **state)
{
    struct fixture *fixture = *state;
    uint32_t at = add_report(fixture, "dateline", NULL);
    add_clue(fixture, CLUE_DATELINE, "XXXX-01-18", 0, CLUE_UNTENSED);
    add_clue(fixture, CLUE_DATE, "XXXX-01-18", 5, CLUE_BACK);
    add_clue(fixture, CLUE_DATE, "1973-10", 0, CLUE_BACK);
    make(fixture);
    assert_days(fixture, at, "1974-01-18", "1974-01-18", DATING_LIKELY);
}

/* Without its weekday the day could be of any year from then on. */
static void test_dateline_open(void **state)
{
    struct fixture *fixture = *state;
    uint32_t at = add_report(fixture, "dateline", NULL);
    add_clue(fixture, CLUE_DATELINE, "XXXX-01-18", 0, CLUE_UNTENSED);
    add_clue(fixture, CLUE_DATE, "1973-10", 0, CLUE_BACK);
    make(fixture);
    assert_days(fixture, at, "1973-10-01", NULL, DATING_LIKELY);
}

static void test_post(void **state)
{
    struct fixture *fixture = *state;
    uint32_t at = add_report(fixture, "post", NULL);
    add_clue(fixture, CLUE_POST, "2013-11-23", 0, CLUE_UNTENSED);
    add_clue(fixture, CLUE_POST, "2013-11-24", 0, CLUE_UNTENSED);
    for (int i = 0; i < 3; i++) {
        add_clue(fixture, CLUE_WEEKDAY, "XXXX-WXX-7", 7, CLUE_BACK);
        add_clue(fixture, CLUE_WEEKDAY, "XXXX-WXX-1", 1, CLUE_AHEAD);
    }
    make(fixture);
    assert_days(fixture, at, "2013-11-24", "2013-11-25", DATING_LIKELY);
    assert_int_equal(fixture->story.dating->reports[at].day, day("2013-11-25"));
}

/* A surer clue is not given up for one that is less sure; this one is kept, and said not to fit. */
static void test_contradiction(void **state)
{
    struct fixture *fixture = *state;
    uint32_t at = add_report(fixture, "late", NULL);
    add_clue(fixture, CLUE_DATE, "2013-12-01", 0, CLUE_BACK);
    add_clue(fixture, CLUE_POST, "2013-11-24", 0, CLUE_UNTENSED);
    make(fixture);
    const struct dated *dated = &fixture->story.dating->reports[at];
    assert_days(fixture, at, "2013-12-01", NULL, DATING_LIKELY);
    assert_int_equal(dated->reasons.count, 2);
    assert_true(dated->reasons.items[0].used);
    assert_int_equal(dated->reasons.items[1].kind, DATING_POST);
    assert_false(dated->reasons.items[1].used);
}

static void test_order(void **state)
{
    struct fixture *fixture = *state;
    uint32_t fifth = add_report(fixture, "fifth", NULL);
    add_journey(fixture, "Henry Kissinger", 5, "Middle East");
    uint32_t other = add_report(fixture, "other", NULL);
    add_journey(fixture, "Cyrus Vance", 4, "Middle East");
    uint32_t eleventh = add_report(fixture, "eleventh", "1975-08-30");
    add_journey(fixture, "Henry Kissinger", 11, "Middle East");
    add_journey(fixture, "Henry Kissinger", 4, "Middle East"); /* told of an earlier one, too */
    uint32_t elsewhere = add_report(fixture, "elsewhere", NULL);
    add_journey(fixture, "Henry Kissinger", 8, "China");
    uint32_t eighth = add_report(fixture, "eighth", NULL);
    add_journey(fixture, "Henry Kissinger", 8, "Middle East");
    make(fixture);
    assert_days(fixture, fifth, NULL, "1975-08-30", DATING_LIKELY);
    assert_days(fixture, eighth, NULL, "1975-08-30", DATING_LIKELY);
    assert_days(fixture, other, NULL, NULL, DATING_OPEN);
    assert_days(fixture, elsewhere, NULL, NULL, DATING_OPEN);
    const struct dating_links *links = &fixture->story.dating->links;
    assert_int_equal(links->count, 2);
    assert_int_equal(links->items[0].before, fifth);
    assert_int_equal(links->items[0].after, eighth);
    assert_int_equal(links->items[1].before, eighth);
    assert_int_equal(links->items[1].after, eleventh);
}

/* What one inferred day tells of the next report of the series. */
static void test_order_followed(void **state)
{
    struct fixture *fixture = *state;
    uint32_t first = add_report(fixture, "first", NULL);
    add_journey(fixture, "Henry Kissinger", 2, "Middle East");
    uint32_t second = add_report(fixture, "second", NULL);
    add_journey(fixture, "Henry Kissinger", 3, "Middle East");
    uint32_t third = add_report(fixture, "third", NULL);
    add_clue(fixture, CLUE_STAMP, "1974-05-29", 0, CLUE_UNTENSED);
    add_journey(fixture, "Henry Kissinger", 4, "Middle East");
    make(fixture);
    assert_days(fixture, first, NULL, "1974-05-29", DATING_LIKELY);
    assert_days(fixture, second, NULL, "1974-05-29", DATING_LIKELY);
    assert_days(fixture, third, "1974-05-29", "1974-05-29", DATING_CERTAIN);
}

static void test_unnamed_region(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "one", NULL);
    add_journey(fixture, "Henry Kissinger", 2, "");
    add_report(fixture, "two", NULL);
    add_journey(fixture, "Henry Kissinger", 3, "Middle East");
    make(fixture);
    assert_int_equal(fixture->story.dating->links.count, 0);
}

static void test_neighbours(void **state)
{
    struct fixture *fixture = *state;
    uint32_t near = add_report(fixture, "near", "1978-09-18"), next = add_report(fixture, "next", "1978-09-19");
    uint32_t far = add_report(fixture, "far", "1979-03-26");
    uint32_t at = add_report(fixture, "open", NULL);
    add_like(fixture, near, 52, false);
    add_like(fixture, next, 50, false);
    add_like(fixture, far, 30, false);
    uint32_t torn = add_report(fixture, "torn", NULL);
    add_like(fixture, near, 50, false);
    add_like(fixture, far, 50, false);
    make(fixture);
    assert_days(fixture, at, "1978-09-15", "1978-09-22", DATING_LIKELY);
    assert_days(fixture, torn, NULL, NULL, DATING_OPEN);
}

static void test_copies(void **state)
{
    struct fixture *fixture = *state;
    uint32_t one = add_report(fixture, "one", "1978-09-18"), again = add_report(fixture, "again", "1978-12-18");
    uint32_t at = add_report(fixture, "open", NULL);
    add_like(fixture, one, 90, true);
    uint32_t serial = add_report(fixture, "serial", NULL);
    add_like(fixture, one, 40, true);
    add_like(fixture, again, 40, true);
    make(fixture);
    assert_days(fixture, at, "1978-09-15", "1978-09-21", DATING_LIKELY);
    assert_days(fixture, serial, NULL, NULL, DATING_OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_tells, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stamp, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dateline_year, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dateline_open, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_post, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_contradiction, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_order_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unnamed_region, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_neighbours, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_copies, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
