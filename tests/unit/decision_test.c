/* decision_test.c - what a person decided, applied to the story (merge/decision.c), and words found again in another
 * text (base/str.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "merge/story.h"

struct fixture {
    struct arena arena;
    struct story_facts facts;
    struct story story;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    arena_init(&fixture.arena, 0);
    fixture.story.facts = &fixture.facts;
    *state = &fixture;
    return arena_guard(&fixture.arena) ? -1 : 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    return 0;
}

static struct story_source at(uint32_t report, uint32_t start, uint32_t end, enum standing standing)
{
    return (struct story_source){.report = report, .start = start, .end = end, .standing = standing};
}

static void add_meeting(struct fixture *fixture, const char *key)
{
    *ARENA_PUSH(&fixture->arena, fixture->story.meetings) = (struct story_meeting){.key = str_of(key)};
}

/* The last meeting is told there. */
static void add_telling(struct fixture *fixture, struct story_source source)
{
    struct story_meeting *meeting = &fixture->story.meetings.items[fixture->story.meetings.count - 1];
    *ARENA_PUSH(&fixture->arena, meeting->history) = (struct story_told){.source = source};
}

static void add_decision(struct fixture *fixture, enum decision_kind kind, const char *key, const char *text)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts.judgements) = (struct story_judgement){
        .number = (int64_t)fixture->facts.judgements.count + 1, .kind = kind, .subject = STR("meeting"),
        .key = str_of(key), .text = str_of(text)};
}

static void add_place(struct fixture *fixture, uint32_t report, uint32_t start, uint32_t end)
{
    struct story_judgement *last = &fixture->facts.judgements.items[fixture->facts.judgements.count - 1];
    *ARENA_PUSH(&fixture->arena, last->places) = at(report, start, end, STANDING_MACHINE);
}

static const struct story_mark *mark(const struct fixture *fixture, size_t meeting)
{
    assert_true(meeting < fixture->story.meetings.count);
    return &fixture->story.meetings.items[meeting].mark;
}

/* Meetings "one", told in report 0 and 1, and "two", told in report 2 and at other bytes of 0. */
static void add_two(struct fixture *fixture)
{
    add_meeting(fixture, "one");
    add_telling(fixture, at(0, 10, 50, STANDING_MACHINE));
    add_telling(fixture, at(1, 0, 40, STANDING_MACHINE));
    add_meeting(fixture, "two");
    add_telling(fixture, at(0, 60, 90, STANDING_MACHINE));
    add_telling(fixture, at(2, 0, 40, STANDING_MACHINE));
}

static void test_item_with_most_places(void **state)
{
    struct fixture *fixture = *state;
    add_two(fixture);
    add_decision(fixture, DECISION_CONFIRM, "gone", "");
    add_place(fixture, 0, 12, 30); /* of "one": most of the shorter is in both */
    add_place(fixture, 0, 60, 70);
    add_place(fixture, 2, 30, 200); /* not of "two": less than half of its bytes */
    add_place(fixture, 1, 0, 40);
    story_decide(&fixture->arena, &fixture->story, "meeting");
    assert_int_equal(mark(fixture, 0)->standing, STANDING_CONFIRMED);
    assert_int_equal(mark(fixture, 1)->standing, STANDING_MACHINE);
}

static void test_of_two_the_one_called_so(void **state)
{
    struct fixture *fixture = *state;
    add_two(fixture);
    add_decision(fixture, DECISION_NOTE, "two", "a note");
    add_place(fixture, 1, 0, 40);
    add_place(fixture, 2, 0, 40);
    add_decision(fixture, DECISION_NOTE, "three", "another");
    add_place(fixture, 1, 0, 40);
    add_place(fixture, 2, 0, 40);
    add_decision(fixture, DECISION_NOTE, "one", "of nothing that is here");
    add_place(fixture, 3, 0, 40);
    story_decide(&fixture->arena, &fixture->story, "meeting");
    assert_int_equal(mark(fixture, 0)->notes.count, 1);
    assert_int_equal(mark(fixture, 1)->notes.count, 1);
    assert_true(str_equal(mark(fixture, 1)->notes.items[0], STR("a note")));
}

static void test_rejected_items_go(void **state)
{
    struct fixture *fixture = *state;
    add_two(fixture);
    add_decision(fixture, DECISION_REJECT, "one", "");
    add_place(fixture, 1, 0, 40);
    add_decision(fixture, DECISION_REJECT, "two", "");
    add_place(fixture, 2, 0, 40);
    add_decision(fixture, DECISION_CONFIRM, "two", ""); /* the later counts */
    add_place(fixture, 2, 0, 40);
    story_decide(&fixture->arena, &fixture->story, "meeting");
    assert_int_equal(fixture->story.meetings.count, 1);
    assert_int_equal(fixture->story.rejected.meetings.count, 1);
    assert_true(str_equal(fixture->story.meetings.items[0].key, STR("two")));
    assert_true(str_equal(fixture->story.rejected.meetings.items[0].key, STR("one")));
}

static void test_standing_by_tellings(void **state)
{
    struct fixture *fixture = *state;
    add_meeting(fixture, "made");
    add_telling(fixture, at(0, 0, 10, STANDING_HAND_MADE));
    add_meeting(fixture, "read too");
    add_telling(fixture, at(0, 20, 30, STANDING_HAND_MADE));
    add_telling(fixture, at(1, 20, 30, STANDING_MACHINE));
    add_meeting(fixture, "kept");
    add_telling(fixture, at(1, 0, 10, STANDING_KEPT));
    story_decide(&fixture->arena, &fixture->story, "meeting");
    assert_int_equal(mark(fixture, 0)->standing, STANDING_HAND_MADE);
    assert_int_equal(mark(fixture, 1)->standing, STANDING_MACHINE);
    assert_int_equal(mark(fixture, 2)->standing, STANDING_CONFIRMED);
    assert_true(mark(fixture, 2)->kept);
    assert_false(mark(fixture, 0)->kept);
}

/* A telling that was rejected with its item takes part in joining; one that was rejected by itself does not. */
static void test_tellings_taken_out(void **state)
{
    struct fixture *fixture = *state;
    const enum standing standings[] = {STANDING_OUT, STANDING_REJECTED, STANDING_MACHINE};
    for (uint32_t i = 0; i < 3; i++)
        *ARENA_PUSH(&fixture->arena, fixture->facts.contacts) =
            (struct story_contact){.source = at(i, 0, 10, standings[i])};
    story_take_out(&fixture->facts);
    assert_int_equal(fixture->facts.contacts.count, 2);
    assert_int_equal(fixture->facts.contacts.items[0].source.report, 1);
}

static void find(const char *text, const char *words, size_t near, bool expected, size_t at_byte, size_t to_byte)
{
    size_t start = 99, end = 99;
    assert_int_equal(str_find_words(str_of(text), str_of(words), near, &start, &end), expected);
    assert_int_equal(start, at_byte);
    assert_int_equal(end, to_byte);
}

static void test_words_found_again(void **state)
{
    (void)state;
    find("they met in Oslo, and met in Oslo", "met in Oslo", 0, true, 5, 16);
    find("they met in Oslo, and met in Oslo", "met in Oslo", 30, true, 22, 33);
    find("they met  in\n\tOslo", "met in Oslo", 0, true, 5, 18);
    find("they met in Oslo", "met\n in  Oslo ", 9, true, 5, 16);
    find("they met in Os", "met in Oslo", 0, false, 99, 99);
    find("they met inOslo", "met in Oslo", 0, false, 99, 99);
    find("they met", " ", 0, false, 99, 99);
    find("", "met", 0, false, 99, 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_item_with_most_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_of_two_the_one_called_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_rejected_items_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_standing_by_tellings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tellings_taken_out, set_up, tear_down),
        cmocka_unit_test(test_words_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
