/* change_test.c - what changed from one story to a later one (merge/change.h): held, called off, revised, answered,
 * contradicted, withdrawn; and that the same tellings elsewhere in a newer version are no change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/calendar.h"
#include "merge/change.h"
#include "merge/story_words.h"

enum { THEN, NOW };

struct fixture {
    struct arena arena;
    struct story_words words;
    struct story_facts facts[2];
    struct story stories[2];
    struct change_list changes;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct source_list sources = {0};
    readout_error error = {0};
    if (!fixture)
        return -1;
    arena_init(&fixture->arena, 0);
    if (arena_guard(&fixture->arena) || !source_open(&fixture->arena, NULL, false, &sources, &error) ||
        !story_words_load(&fixture->arena, &sources, &fixture->words, &error))
        return -1;
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static long day(const char *text)
{
    long number = STORY_NO_DAY;
    return text && calendar_parse(str_of(text), &number) ? number : STORY_NO_DAY;
}

static void add_report(struct fixture *fixture, int side, const char *id, const char *published, uint32_t version)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts[side].reports) =
        (struct story_report){.id = str_of(id), .day = day(published), .version = version};
}

static uint32_t state_actor(struct fixture *fixture, int side, const char *name)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts[side].mentions) =
        (struct story_mention){
        .name = str_of(name), .party = str_of(name), .key = str_of(name), .kind = ACTOR_STATE,
        .source = {.report = (uint32_t)fixture->facts[side].reports.count - 1}};
    return (uint32_t)fixture->facts[side].mentions.count - 1;
}

/* What the last report of that side says at `start`. */
static struct story_source source(const struct fixture *fixture, int side, uint32_t start, const char *quote)
{
    return (struct story_source){.report = (uint32_t)fixture->facts[side].reports.count - 1, .start = start,
                                 .end = start + (uint32_t)strlen(quote), .quote = str_of(quote)};
}

/* Egypt and Israel met, or are to. */
static struct story_contact *add_contact(struct fixture *fixture, int side, uint32_t start, const char *quote,
                                         const char *on, const char *place, enum event_status status)
{
    struct story_contact contact = {.source = source(fixture, side, start, quote), .place = str_of(place),
                                    .from = day(on), .to = day(on), .status = status};
    *ARENA_PUSH(&fixture->arena, contact.participants) = state_actor(fixture, side, "Egypt");
    *ARENA_PUSH(&fixture->arena, contact.participants) = state_actor(fixture, side, "Israel");
    *ARENA_PUSH(&fixture->arena, fixture->facts[side].contacts) = contact;
    return &fixture->facts[side].contacts.items[fixture->facts[side].contacts.count - 1];
}

static void compare(struct fixture *fixture)
{
    for (int side = THEN; side <= NOW; side++)
        story_make(&fixture->arena, &fixture->facts[side], &fixture->words.rarity, &fixture->stories[side]);
    change_find(&fixture->arena, &fixture->stories[THEN], &fixture->stories[NOW], true, &fixture->changes);
}

static const struct change *only_change(const struct fixture *fixture, enum change_kind kind)
{
    if (fixture->changes.count != 1)
        for (size_t i = 0; i < fixture->changes.count; i++)
            print_message("%s %.*s\n", change_kind_names[fixture->changes.items[i].kind],
                          STR_ARGS(fixture->changes.items[i].about));
    assert_int_equal(fixture->changes.count, 1);
    assert_string_equal(change_kind_names[fixture->changes.items[0].kind], change_kind_names[kind]);
    return &fixture->changes.items[0];
}

static void assert_text(struct str found, const char *expected)
{
    char text[256];
    snprintf(text, sizeof text, "%.*s", STR_ARGS(found));
    assert_string_equal(text, expected);
}

/* Both sides have the report that plans the meeting. */
static void plan_meeting(struct fixture *fixture)
{
    for (int side = THEN; side <= NOW; side++) {
        add_report(fixture, side, "plan", "1978-09-01", 1);
        add_contact(fixture, side, 10, "will meet at Leeds", "1978-09-05", "Leeds", STATUS_PLANNED);
    }
}

static void test_nothing(void **state)
{
    struct fixture *fixture = *state;
    plan_meeting(fixture);
    compare(fixture);
    assert_int_equal(fixture->stories[NOW].meetings.count, 1);
    assert_int_equal(fixture->changes.count, 0);
}

static void test_held(void **state)
{
    struct fixture *fixture = *state;
    plan_meeting(fixture);
    add_report(fixture, NOW, "done", "1978-09-06", 1);
    add_contact(fixture, NOW, 5, "met on Tuesday", "1978-09-05", "Leeds", STATUS_HELD);
    compare(fixture);
    const struct change *change = only_change(fixture, CHANGE_HELD);
    assert_text(change->was, "planned");
    assert_text(change->is, "held");
    assert_int_equal(change->sources.count, 1);
    assert_text(change->sources.items[0].quote, "met on Tuesday");
    assert_text(change->was_sources.items[0].quote, "will meet at Leeds");
    assert_text(change->reason, "1 new telling");
    assert_text(change->names.items[0], "Egypt");
}

static void test_called_off(void **state)
{
    struct fixture *fixture = *state;
    plan_meeting(fixture);
    add_report(fixture, NOW, "off", "1978-09-04", 1);
    add_contact(fixture, NOW, 5, "will not meet after all", "1978-09-05", "", STATUS_CANCELLED);
    compare(fixture);
    assert_text(only_change(fixture, CHANGE_CALLED_OFF)->sources.items[0].quote, "will not meet after all");
}

static void test_added(void **state)
{
    struct fixture *fixture = *state;
    plan_meeting(fixture);
    add_report(fixture, NOW, "next", "1978-10-10", 1);
    add_contact(fixture, NOW, 5, "met in Washington", "1978-10-09", "Washington", STATUS_HELD);
    compare(fixture);
    const struct change *change = only_change(fixture, CHANGE_ADDED);
    assert_text(change->about, "Egypt, Israel, Washington (1978-10-09)");
    assert_int_equal(change->sources.items[0].report, 1);
}

/* Another place in a newer version: nothing but the place changed. */
static void test_revised(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, THEN, "a", "1978-09-01", 1);
    add_contact(fixture, THEN, 10, "will meet at Leeds", "1978-09-05", "Leeds", STATUS_PLANNED);
    add_report(fixture, NOW, "a", "1978-09-01", 2);
    add_contact(fixture, NOW, 40, "will meet in London", "1978-09-05", "London", STATUS_PLANNED);
    compare(fixture);
    const struct change *change = only_change(fixture, CHANGE_REVISED);
    assert_text(change->field, "place");
    assert_text(change->was, "Leeds");
    assert_text(change->is, "London");
    assert_text(change->was_sources.items[0].quote, "will meet at Leeds");
    assert_text(change->reason, "1 new telling, 1 withdrawn");
}

/* A newer version that tells the same a few bytes on changes nothing. */
static void test_shifted(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, THEN, "a", "1978-09-01", 1);
    add_contact(fixture, THEN, 10, "will meet", "1978-09-05", "Leeds", STATUS_PLANNED);
    add_contact(fixture, THEN, 90, "will meet", "1978-12-05", "Oslo", STATUS_PLANNED);
    add_report(fixture, NOW, "a", "1978-09-01", 2);
    add_contact(fixture, NOW, 13, "will meet", "1978-09-05", "Leeds", STATUS_PLANNED);
    add_contact(fixture, NOW, 93, "will meet", "1978-12-05", "Oslo", STATUS_PLANNED);
    compare(fixture);
    assert_int_equal(fixture->stories[NOW].meetings.count, 2);
    assert_int_equal(fixture->changes.count, 0);
}

static void test_withdrawn_by_version(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, THEN, "a", "1978-09-01", 1);
    add_contact(fixture, THEN, 10, "will meet at Leeds", "1978-09-05", "Leeds", STATUS_PLANNED);
    add_report(fixture, NOW, "a", "1978-09-01", 2);
    compare(fixture);
    const struct change *change = only_change(fixture, CHANGE_WITHDRAWN);
    assert_text(change->was_sources.items[0].quote, "will meet at Leeds");
    assert_text(change->reason, "a newer version of a does not tell it");
    struct change_reports reports;
    change_find_reports(&fixture->arena, &fixture->stories[THEN], &fixture->stories[NOW], &reports);
    assert_int_equal(reports.revised.count, 1);
    assert_int_equal(reports.added.count + reports.withdrawn.count, 0);
}

static void test_withdrawn_report(void **state)
{
    struct fixture *fixture = *state;
    plan_meeting(fixture);
    add_report(fixture, THEN, "gone", "1978-10-10", 1);
    add_contact(fixture, THEN, 5, "met in Washington", "1978-10-09", "Washington", STATUS_HELD);
    compare(fixture);
    assert_text(only_change(fixture, CHANGE_WITHDRAWN)->reason, "gone is no longer in the record");
}

/* A plan of the last report, by the United States, with two terms. */
static struct story_offer *add_offer(struct fixture *fixture, int side, uint32_t start, const char *term, uint32_t at)
{
    struct story_offer offer = {.source = source(fixture, side, start, "the Sinai plan"), .name = STR("the Sinai plan")};
    const char *const terms[] = {term, "a complete withdrawal from the airfields"};
    *ARENA_PUSH(&fixture->arena, offer.by) = state_actor(fixture, side, "United States");
    for (uint32_t i = 0; i < 2; i++) {
        *ARENA_PUSH(&fixture->arena, offer.terms) = str_of(terms[i]);
        *ARENA_PUSH(&fixture->arena, offer.term_sources) = source(fixture, side, at + 100 * i, terms[i]);
    }
    *ARENA_PUSH(&fixture->arena, fixture->facts[side].offers) = offer;
    return &fixture->facts[side].offers.items[fixture->facts[side].offers.count - 1];
}

static void add_answer(struct fixture *fixture, int side, struct story_offer *offer, enum response_kind response,
                       const char *quote)
{
    *ARENA_PUSH(&fixture->arena, offer->answers) =
        (struct story_answer){source(fixture, side, 300, quote), state_actor(fixture, side, "Israel"), response};
}

static void add_plan(struct fixture *fixture)
{
    for (int side = THEN; side <= NOW; side++) {
        add_report(fixture, side, "first", "1978-09-10", 1);
        struct story_offer *offer = add_offer(fixture, side, 0, "the release of 33 prisoners", 30);
        add_answer(fixture, side, offer, RESPONSE_REJECTED, "Israel refused");
    }
}

static void test_number(void **state)
{
    struct fixture *fixture = *state;
    add_plan(fixture);
    add_report(fixture, NOW, "second", "1978-09-14", 1);
    add_offer(fixture, NOW, 0, "the release of 40 prisoners", 30);
    compare(fixture);
    const struct change *change = only_change(fixture, CHANGE_REVISED);
    assert_text(change->field, "term");
    assert_text(change->was, "the release of 33 prisoners");
    assert_text(change->is, "the release of 40 prisoners");
    assert_int_equal(change->sources.items[0].report, 1);
    assert_int_equal(change->was_sources.items[0].start, 30);
}

static void test_answered(void **state)
{
    struct fixture *fixture = *state;
    add_plan(fixture);
    add_report(fixture, NOW, "second", "1978-09-14", 1);
    struct story_offer *offer = add_offer(fixture, NOW, 0, "the release of 33 prisoners", 30);
    add_answer(fixture, NOW, offer, RESPONSE_ACCEPTED, "Israel agreed");
    compare(fixture);
    const struct change *change = only_change(fixture, CHANGE_ANSWERED);
    assert_text(change->field, "Israel");
    assert_text(change->was, "rejected");
    assert_text(change->is, "accepted");
    assert_text(change->sources.items[0].quote, "Israel agreed");
    assert_text(change->was_sources.items[0].quote, "Israel refused");
}

static void add_figure(struct fixture *fixture, int side, const char *quote, double value, const char *context)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts[side].figures) =
        (struct story_figure){.source = source(fixture, side, 60, quote), .value = value, .unit = STR("soldiers"),
                              .context = str_of(context)};
}

/* What a later report counts otherwise; what it counts as others did is no change. */
static void test_figure(void **state)
{
    struct fixture *fixture = *state;
    for (int side = THEN; side <= NOW; side++) {
        add_report(fixture, side, "first", "1973-10-20", 1);
        add_figure(fixture, side, "32 soldiers", 32, "The convoy lost 32 soldiers near the Suez bridge at dawn.");
    }
    add_report(fixture, NOW, "second", "1973-10-21", 1);
    add_figure(fixture, NOW, "47 soldiers", 47, "Near the Suez bridge the convoy lost 47 soldiers at dawn.");
    compare(fixture);
    const struct change *change = only_change(fixture, CHANGE_REVISED);
    assert_text(change->was, "32 soldiers");
    assert_text(change->is, "47 soldiers");
    assert_int_equal(change->sources.items[0].report, 1);
    assert_int_equal(change->was_sources.items[0].report, 0);
    fixture->facts[NOW].figures.items[1].value = 32;
    compare(fixture);
    assert_int_equal(fixture->changes.count, 0);
}

static void add_state(struct fixture *fixture, int side, const char *quote, enum talk_state state)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts[side].talks) =
        (struct story_talk){.source = source(fixture, side, 70, quote), .state = state};
}

static void test_talks(void **state)
{
    struct fixture *fixture = *state;
    for (int side = THEN; side <= NOW; side++) {
        add_report(fixture, side, "first", "1978-09-10", 1);
        add_state(fixture, side, "talks go on", TALK_ONGOING);
    }
    add_report(fixture, NOW, "second", "1978-09-12", 1);
    add_state(fixture, NOW, "talks were put off", TALK_PAUSED);
    compare(fixture);
    const struct change *change = only_change(fixture, CHANGE_REVISED);
    assert_text(change->was, "ongoing");
    assert_text(change->is, "paused");
    assert_text(change->sources.items[0].quote, "talks were put off");
    change_find(&fixture->arena, &fixture->stories[THEN], &fixture->stories[NOW], false, &fixture->changes);
    assert_int_equal(fixture->changes.count, 0);
}

static void add_stand(struct fixture *fixture, int side, const char *party, enum stance stance, const char *text)
{
    struct story_stand stand = {.source = source(fixture, side, 50, text), .stance = stance};
    stand.holder = state_actor(fixture, side, party);
    *ARENA_PUSH(&fixture->arena, fixture->facts[side].stands) = stand;
}

/* Israel refused what it then offers. */
static void test_moved(void **state)
{
    struct fixture *fixture = *state;
    static const char what[] = "a complete withdrawal from the Sinai airfields and settlements";
    plan_meeting(fixture); /* what a side holds counts where it meets others */
    for (int side = THEN; side <= NOW; side++) {
        add_report(fixture, side, "refusal", "1978-09-10", 1);
        add_stand(fixture, side, "Israel", STANCE_REJECTS, what);
    }
    add_report(fixture, NOW, "turn", "1978-09-15", 1);
    add_stand(fixture, NOW, "Israel", STANCE_OFFERS, what);
    compare(fixture);
    const struct change *moved = NULL;
    for (size_t i = 0; i < fixture->changes.count; i++)
        if (fixture->changes.items[i].kind == CHANGE_MOVED)
            moved = &fixture->changes.items[i];
    assert_non_null(moved);
    assert_text(moved->field, "Israel");
    assert_text(moved->was, "rejects: a complete withdrawal from the Sinai airfields and settlements");
    assert_text(moved->is, "offers: a complete withdrawal from the Sinai airfields and settlements");
    assert_int_equal(moved->sources.items[0].report, 2);
}

/* Two answers within days that cannot both be right; a newer version takes one back. */
static void test_conflict(void **state)
{
    struct fixture *fixture = *state;
    add_plan(fixture);
    add_report(fixture, NOW, "second", "1978-09-11", 1);
    struct story_offer *offer = add_offer(fixture, NOW, 0, "the release of 33 prisoners", 30);
    add_answer(fixture, NOW, offer, RESPONSE_ACCEPTED, "Israel agreed");
    compare(fixture);
    bool found = false;
    for (size_t i = 0; i < fixture->changes.count; i++)
        found = found || fixture->changes.items[i].kind == CHANGE_CONTRADICTED;
    assert_true(found);
    change_find(&fixture->arena, &fixture->stories[NOW], &fixture->stories[THEN], true, &fixture->changes);
    for (size_t i = 0; i < fixture->changes.count; i++)
        found = found && fixture->changes.items[i].kind != CHANGE_CONTRADICTED;
    assert_true(found);
    assert_string_equal(change_kind_names[fixture->changes.items[fixture->changes.count - 1].kind], "settled");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_held, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_called_off, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_added, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_revised, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_shifted, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_withdrawn_by_version, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_withdrawn_report, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_number, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_answered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_figure, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_talks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_moved, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_conflict, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
