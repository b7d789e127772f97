/* coded_test.c - political events across reports (merge/coded.c): what is one event, how many voices tell it, what is
 * disputed, and that the order of the reports does not matter. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "story_fixture.h"

static uint32_t add_report(struct fixture *fixture, const char *id, const char *published)
{
    uint32_t at = (uint32_t)fixture->facts.reports.count;
    *ARENA_PUSH(&fixture->arena, fixture->facts.reports) =
        (struct story_report){.id = str_of(id), .day = day(published), .voice = at, .event = at,
                              .process = STORY_NO_PROCESS};
    return at;
}

/* An actor of the last report. */
static uint32_t add_mention(struct fixture *fixture, const char *name, enum actor_kind kind, const char *party)
{
    struct story_mention mention = {.name = str_of(name), .key = str_of(name), .party = str_of(party), .kind = kind};
    mention.source.report = (uint32_t)fixture->facts.reports.count - 1;
    *ARENA_PUSH(&fixture->arena, fixture->facts.mentions) = mention;
    return (uint32_t)fixture->facts.mentions.count - 1;
}

static void add_end(struct fixture *fixture, struct story_coding *coding, int slot, uint32_t mention,
                    const char *country, const char *sector, const char *words)
{
    *ARENA_PUSH(&fixture->arena, coding->ends[slot]) =
        (struct story_end){mention, str_of(words), str_of(country), str_of(sector)};
}

/* The last report tells of an event without ends. */
static struct story_coding *add_coding(struct fixture *fixture, enum plover_event event, enum coding_status status,
                                       const char *on)
{
    struct story_coding coding = {.event = event, .status = status, .goldstein = NAN, .from = day(on), .to = day(on)};
    coding.source.report = (uint32_t)fixture->facts.reports.count - 1;
    coding.source.start = 10 * (uint32_t)fixture->facts.codings.count;
    coding.source.end = coding.source.start + 5;
    *ARENA_PUSH(&fixture->arena, fixture->facts.codings) = coding;
    return &fixture->facts.codings.items[fixture->facts.codings.count - 1];
}

/* The last report, of this day, codes that the one did it to the other, by codes: "ISR", "MIL". */
static struct story_coding *add_dyad(struct fixture *fixture, enum coding_status status, const char *on, const char *a,
                                     const char *b)
{
    struct story_coding *coding = add_coding(fixture, PLOVER_ASSAULT, status, on);
    add_end(fixture, coding, 0, NO_ACTOR, a, "MIL", "soldiers");
    add_end(fixture, coding, 1, NO_ACTOR, b, "", "a town");
    return coding;
}

static void make(struct fixture *fixture)
{
    story_make(&fixture->arena, &fixture->facts, &fixture->words.rarity, &fixture->story);
}

/* "key voices/reports/tellings" of each event, parted by "; ". */
static const char *told(const struct fixture *fixture)
{
    static char text[2000];
    size_t at = 0;
    text[0] = 0;
    for (size_t i = 0; i < fixture->story.coded.count; i++) {
        const struct story_coded *event = &fixture->story.coded.items[i];
        uint32_t voices[16], count = 0;
        for (size_t r = 0; r < event->reports.count; r++) {
            uint32_t voice = fixture->facts.reports.items[event->reports.items[r]].voice, v = 0;
            while (v < count && voices[v] != voice)
                v++;
            if (v == count)
                voices[count++] = voice;
        }
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%.*s %u/%zu/%zu", i ? "; " : "", STR_ARGS(event->key),
                               (unsigned)count, event->reports.count, event->codings.count);
    }
    return text;
}

static void copies_are_one_voice(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 3; i++) {
        uint32_t report = add_report(fixture, i == 0 ? "a" : i == 1 ? "b" : "c", "2001-02-03");
        add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB");
        if (report == 2)
            fixture->facts.reports.items[2].voice = 1;
    }
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB"); /* the last report tells it twice */
    make(fixture);
    assert_string_equal(told(fixture), "2001-02-03-assault-xaa-mil-xbb 2/3/4");
    const struct story_coded *event = &fixture->story.coded.items[0];
    assert_int_equal(event->basis, CODED_OF_REPORT);
    assert_int_equal(event->day, day("2001-02-03"));
    assert_true(isnan(event->goldstein));
}

/* The same day, told or that of the report, is one; another event, sector, direction or day is not. */
static void only_equals_are_one(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "2001-02-03");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB");
    add_report(fixture, "b", "2001-02-05");
    add_dyad(fixture, CODING_ONGOING, "2001-02-03", "XAA", "XBB");
    add_dyad(fixture, CODING_PAST, "2001-02-03", "XBB", "XAA");
    add_dyad(fixture, CODING_PAST, "2001-02-04", "XAA", "XBB");
    add_dyad(fixture, CODING_PAST, "2001-02-03", "XAA", "XBB")->event = PLOVER_COERCE;
    add_dyad(fixture, CODING_PAST, "2001-02-03", "XAA", "XBB")->ends[0].items[0].sector = STR("REB");
    make(fixture);
    assert_string_equal(told(fixture),
                        "2001-02-03-assault-xaa-mil-xbb 2/2/2; 2001-02-03-assault-xaa-reb-xbb 1/1/1; "
                        "2001-02-03-assault-xbb-mil-xaa 1/1/1; 2001-02-03-coerce-xaa-mil-xbb 1/1/1; "
                        "2001-02-04-assault-xaa-mil-xbb 1/1/1");
    assert_int_equal(fixture->story.coded.items[0].basis, CODED_TOLD);
    assert_int_equal(fixture->story.coded.items[0].status, CODING_PAST);
}

/* Persons count for their side; a code for the state that is named with it; who governs for the side itself. */
static void sides_are_one_however_told(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "2001-02-03");
    uint32_t land = add_mention(fixture, "Aland", ACTOR_STATE, "Aland");
    uint32_t other = add_mention(fixture, "Bland", ACTOR_STATE, "Bland");
    struct story_coding *coding = add_coding(fixture, PLOVER_CONSULT, CODING_PAST, "2001-02-03");
    add_end(fixture, coding, 0, land, "XAA", "", "Aland");
    add_end(fixture, coding, 1, other, "XBB", "GOV", "Bland");
    add_report(fixture, "b", "2001-02-03");
    uint32_t person = add_mention(fixture, "Ada Ahlgren", ACTOR_PERSON, "Aland");
    coding = add_coding(fixture, PLOVER_CONSULT, CODING_PAST, "2001-02-03");
    add_end(fixture, coding, 0, person, "XAA", "GOV", "Ahlgren");
    add_end(fixture, coding, 1, NO_ACTOR, "XBB", "GOV", "the government there");
    coding = add_coding(fixture, PLOVER_CONSULT, CODING_PAST, "2001-02-03");
    add_end(fixture, coding, 0, NO_ACTOR, "XAA", "MIL", "its generals");
    add_end(fixture, coding, 1, NO_ACTOR, "", "", "The  Elders");
    add_report(fixture, "c", "2001-02-03");
    coding = add_coding(fixture, PLOVER_CONSULT, CODING_PAST, "2001-02-03");
    add_end(fixture, coding, 0, NO_ACTOR, "XAA", "MIL", "generals");
    add_end(fixture, coding, 1, NO_ACTOR, "", "", "the elders");
    make(fixture);
    assert_string_equal(told(fixture),
                        "2001-02-03-consult-aland-bland 2/2/2; 2001-02-03-consult-aland-mil-the-elders 2/2/2");
    const struct coded_end *source = &fixture->story.coded.items[0].ends[0];
    assert_int_equal(source->who.count, 2);
    assert_true(str_equal(source->country, STR("XAA")));
}

/* What they did with each other joins both directions; three are three pairs. */
static void reciprocal_pairs_have_no_order(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "2001-02-03");
    add_dyad(fixture, CODING_PAST, NULL, "XBB", "XAA")->ends[0].items[0].sector = STR("");
    add_report(fixture, "b", "2001-02-03");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB")->ends[0].items[0].sector = STR("");
    add_report(fixture, "c", "2001-02-03");
    struct story_coding *coding = add_coding(fixture, PLOVER_ASSAULT, CODING_PAST, NULL);
    coding->reciprocal = true;
    add_end(fixture, coding, 0, NO_ACTOR, "XBB", "", "b");
    add_end(fixture, coding, 0, NO_ACTOR, "XAA", "", "a");
    add_end(fixture, coding, 0, NO_ACTOR, "XCC", "", "c");
    add_end(fixture, coding, 0, NO_ACTOR, "XCC", "", "c again");
    make(fixture);
    assert_string_equal(told(fixture), "2001-02-03-assault-xaa-xbb 3/3/3; 2001-02-03-assault-xaa-xcc 1/1/1; "
                                       "2001-02-03-assault-xbb-xcc 1/1/1");
    assert_true(fixture->story.coded.items[0].reciprocal);
}

/* A month is no day, and words that are not resolved tell that it was not the day of the report. */
static void vague_days_are_none(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "2001-02-03");
    add_dyad(fixture, CODING_PAST, "2001-01-01", "XAA", "XBB")->to = day("2001-01-31");
    add_dyad(fixture, CODING_PAST, "2001-01-01", "XAA", "XCC")->to = day("2001-01-03");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XDD")->when = STR("in recent weeks");
    add_dyad(fixture, CODING_ONGOING, "2001-01-02", "XAA", "XEE")->to = STORY_NO_DAY; /* begun, not ended */
    make(fixture);
    assert_string_equal(told(fixture),
                        "2001-01-01-assault-xaa-mil-xcc 1/1/1; 2001-01-02-assault-xaa-mil-xee 1/1/1; "
                        "2001-02-03-assault-xaa-mil-xbb 1/1/1; 2001-02-03-assault-xaa-mil-xdd 1/1/1");
    assert_true(fixture->story.coded.items[2].day == STORY_NO_DAY);
    assert_true(fixture->story.coded.items[3].day == STORY_NO_DAY);
    assert_true(str_equal(fixture->story.coded.items[3].when, STR("in recent weeks")));
}

static void classes_of_status_stand_apart(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "2001-02-03");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB");
    add_dyad(fixture, CODING_PLANNED, NULL, "XAA", "XBB");
    add_dyad(fixture, CODING_HYPOTHETICAL, NULL, "XAA", "XBB");
    add_dyad(fixture, CODING_PLANNED, "2001-02-03", "XAA", "XBB");
    add_report(fixture, "b", "2001-02-03");
    add_dyad(fixture, CODING_PLANNED, NULL, "XAA", "XBB");
    add_report(fixture, "c", "2001-02-09");
    add_dyad(fixture, CODING_PLANNED, NULL, "XAA", "XBB")->when = STR("soon");
    make(fixture);
    assert_string_equal(told(fixture),
                        "2001-02-03-assault-xaa-mil-xbb 1/1/1; 2001-02-03-assault-xaa-mil-xbb-planned 1/1/1; "
                        "2001-02-03-assault-xaa-mil-xbb-hypothetical 1/1/1; "
                        "2001-02-03-assault-xaa-mil-xbb-planned-2 2/2/2; "
                        "2001-02-09-assault-xaa-mil-xbb-planned 1/1/1");
    const struct story_coded *last = &fixture->story.coded.items[4];
    assert_true(last->day == STORY_NO_DAY);
    assert_true(str_equal(last->when, STR("soon")));
}

/* Of reports without a day, those that tell of one event stand together. */
static void undated_reports(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 3; i++) {
        add_report(fixture, i == 0 ? "a" : i == 1 ? "b" : "c", NULL);
        add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB");
    }
    fixture->facts.reports.items[2].event = 0;
    make(fixture);
    assert_string_equal(told(fixture), "undated-assault-xaa-mil-xbb 2/2/2; undated-assault-xaa-mil-xbb-2 1/1/1");
    assert_true(fixture->story.coded.items[0].day == STORY_NO_DAY);
}

/* Denied by others the same day, or on the next where the denial gives none; not by the voice that tells it alone. */
static void denials_are_disputes(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "2001-02-03");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XCC");
    add_dyad(fixture, CODING_DENIED, NULL, "XAA", "XCC");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XDD");
    add_report(fixture, "b", "2001-02-04");
    add_dyad(fixture, CODING_DENIED, NULL, "XAA", "XBB");
    add_dyad(fixture, CODING_DENIED, "2001-02-05", "XAA", "XDD");
    make(fixture);
    assert_int_equal(fixture->story.coded.count, 6);
    size_t disputed = 0;
    for (size_t i = 0; i < fixture->story.coded.count; i++) {
        const struct story_coded *event = &fixture->story.coded.items[i];
        disputed += event->disputes.count;
        if (event->disputes.count)
            assert_true(str_equal(event->ends[1].key, STR("xbb")));
    }
    assert_int_equal(disputed, 2);
    fixture->facts.codings.items[2].cited = STR("a spokesman"); /* whom the same voice cites */
    make(fixture);
    disputed = 0;
    for (size_t i = 0; i < fixture->story.coded.count; i++)
        disputed += fixture->story.coded.items[i].disputes.count;
    assert_int_equal(disputed, 4);
}

/* What most voices give; of as many, what is told first. Scores go with the code. */
static void voices_vote(void **state)
{
    struct fixture *fixture = *state;
    static const char *const codes[] = {"190", "194", "194", "195"};
    for (int i = 0; i < 4; i++) {
        add_report(fixture, "r", "2001-02-03");
        struct story_coding *coding = add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB");
        coding->cameo = str_of(codes[i]);
        coding->goldstein = -9 - i / 10.0;
        coding->confidence = 500 + 100 * (uint32_t)i;
        *ARENA_PUSH(&fixture->arena, coding->contexts) = i == 1 ? STR("rare") : STR("military");
    }
    make(fixture);
    const struct story_coded *event = &fixture->story.coded.items[0];
    assert_true(str_equal(event->cameo, STR("194")));
    assert_true(fabs(event->goldstein + 9.1) < 1e-9);
    assert_int_equal(event->confidence, 800);
    assert_int_equal(event->contexts.count, 1);
    fixture->facts.reports.items[2].voice = 1; /* copies of one text have one vote */
    make(fixture);
    assert_true(str_equal(fixture->story.coded.items[0].cameo, STR("190")));
}

/* What a person rejected: a telling by itself, an event, an actor. */
static void rejected_by_a_person(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "2001-02-03");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB")->source.standing = STANDING_OUT;
    add_report(fixture, "b", "2001-02-03");
    add_dyad(fixture, CODING_PAST, NULL, "XAA", "XBB");
    story_take_out(&fixture->facts);
    make(fixture);
    assert_string_equal(told(fixture), "2001-02-03-assault-xaa-mil-xbb 1/1/1");
    struct story_judgement judgement = {.number = 1, .kind = DECISION_REJECT, .subject = STR("event"),
                                        .key = fixture->story.coded.items[0].key};
    *ARENA_PUSH(&fixture->arena, judgement.places) = fixture->facts.codings.items[0].source;
    *ARENA_PUSH(&fixture->arena, fixture->facts.judgements) = judgement;
    make(fixture);
    assert_string_equal(told(fixture), "");
    assert_int_equal(fixture->story.rejected.coded.count, 1);
}

/* The same codings, the reports the other way round and their codings too. */
static void order_does_not_matter(void **state)
{
    struct fixture *fixture = *state;
    enum { REPORTS = 4, COUNT = 40 };
    static const char *const codes[] = {"XAA", "XBB", "XCC"};
    for (uint32_t i = 0; i < REPORTS; i++)
        add_report(fixture, i == 0 ? "a" : i == 1 ? "b" : i == 2 ? "c" : "d", i % 2 ? "2001-02-03" : "2001-02-04");
    for (uint32_t i = 0; i < COUNT; i++) {
        struct story_coding *coding = add_dyad(fixture, (enum coding_status)(i * 7 % CODING_STATUS_COUNT),
                                               i % 3 ? NULL : "2001-02-03", codes[i % 3], codes[(i / 3 + 1) % 3]);
        coding->reciprocal = i % 5 == 0;
        coding->source.report = i % REPORTS;
    }
    make(fixture);
    char *first = strdup(told(fixture));
    struct story_coding *items = fixture->facts.codings.items;
    for (uint32_t i = 0; i < COUNT / 2; i++) {
        struct story_coding other = items[i];
        items[i] = items[COUNT - 1 - i];
        items[COUNT - 1 - i] = other;
    }
    size_t events = fixture->story.coded.count, tellings = 0;
    make(fixture);
    assert_int_equal(fixture->story.coded.count, events);
    for (size_t i = 0; i < events; i++)
        tellings += fixture->story.coded.items[i].codings.count;
    assert_int_equal(tellings, COUNT);
    assert_string_equal(first, told(fixture));
    free(first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(copies_are_one_voice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_equals_are_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sides_are_one_however_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reciprocal_pairs_have_no_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(classes_of_status_stand_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(vague_days_are_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(undated_reports, set_up, tear_down),
        cmocka_unit_test_setup_teardown(denials_are_disputes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(voices_vote, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rejected_by_a_person, set_up, tear_down),
        cmocka_unit_test_setup_teardown(order_does_not_matter, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
