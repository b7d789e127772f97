/* story_test.c - what many reports together say (merge/story.h): actors across reports, meetings, proposals, positions,
 * contradictions; sets, groups and wording they are made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "merge/cluster.h"
#include "merge/story_words.h"
#include "merge/story.h"
#include "merge/wording.h"
#include "read/calendar.h"

struct fixture {
    struct arena arena;
    struct story_words words;
    struct story_facts facts;
    struct story story;
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
    fixture->facts.names = &fixture->words.names;
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

/* A report of event 0, published that day. */
static uint32_t add_report(struct fixture *fixture, const char *id, const char *published)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts.reports) = (struct story_report){str_of(id), day(published), 0};
    return (uint32_t)fixture->facts.reports.count - 1;
}

static uint32_t add_mention(struct fixture *fixture, const char *name, enum actor_kind kind, const char *party)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts.mentions) =
        (struct story_mention){.name = str_of(name), .party = str_of(party), .kind = kind};
    return (uint32_t)fixture->facts.mentions.count - 1;
}

static uint32_t person(struct fixture *fixture, const char *name, const char *party)
{
    return add_mention(fixture, name, ACTOR_PERSON, party);
}

static uint32_t state_actor(struct fixture *fixture, const char *name)
{
    return add_mention(fixture, name, ACTOR_STATE, name);
}

/* The last report tells that the two met. */
static struct story_contact *add_contact(struct fixture *fixture, uint32_t a, uint32_t b, const char *on,
                                         const char *place, enum event_status status)
{
    struct story_contact contact = {.place = str_of(place), .from = day(on), .to = day(on), .status = status};
    contact.source.report = (uint32_t)fixture->facts.reports.count - 1;
    contact.source.start = (uint32_t)fixture->facts.contacts.count;
    *ARENA_PUSH(&fixture->arena, contact.participants) = a;
    *ARENA_PUSH(&fixture->arena, contact.participants) = b;
    *ARENA_PUSH(&fixture->arena, fixture->facts.contacts) = contact;
    return &fixture->facts.contacts.items[fixture->facts.contacts.count - 1];
}

static void make(struct fixture *fixture)
{
    story_make(&fixture->arena, &fixture->facts, &fixture->words.rarity, &fixture->story);
}

static const struct story_meeting *meeting_at(const struct fixture *fixture, size_t at)
{
    assert_true(at < fixture->story.meetings.count);
    return &fixture->story.meetings.items[at];
}

static void assert_text(struct str found, const char *expected)
{
    char text[256];
    snprintf(text, sizeof text, "%.*s", STR_ARGS(found));
    assert_string_equal(text, expected);
}

static void test_sets(void **state)
{
    struct fixture *fixture = *state;
    struct actor_list a = {0}, b = {0};
    const uint32_t numbers[] = {7, 3, 7, 1};
    for (size_t i = 0; i < 4; i++)
        set_add(&fixture->arena, &a, numbers[i]);
    assert_int_equal(a.count, 3);
    assert_int_equal(a.items[0], 1);
    assert_int_equal(a.items[2], 7);
    assert_false(set_has(&a, 2));
    assert_int_equal(set_likeness(&a, &b), 0);
    set_add(&fixture->arena, &b, 3);
    assert_true(set_within(&b, &a));
    assert_false(set_within(&a, &b));
    assert_int_equal(set_likeness(&a, &b), 333);
}

static void test_groups(void **state)
{
    struct fixture *fixture = *state;
    struct cluster cluster = cluster_new(&fixture->arena, 5);
    cluster_join(&cluster, 4, 1);
    cluster_join(&cluster, 3, 4);
    struct cluster_groups groups = cluster_groups(&fixture->arena, &cluster);
    assert_int_equal(groups.count, 3);
    assert_int_equal(groups.items[groups.start[1]], 1);
    assert_int_equal(groups.start[2] - groups.start[1], 3);
    assert_int_equal(groups.items[groups.start[2]], 2);
}

static void count_pair(void *context, uint32_t earlier, uint32_t later)
{
    assert_true(earlier != later);
    ++*(int *)context;
}

static void test_blocks(void **state)
{
    struct fixture *fixture = *state;
    struct block_list blocks = {0};
    const struct block_entry entries[] = {{2, 5, 0}, {1, 9, 1}, {1, 1, 2}, {1, 3, 3}, {2, 9, 4}, {1, 3, 3}};
    int pairs = 0;
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
        *ARENA_PUSH(&fixture->arena, blocks) = entries[i];
    block_sort(&blocks);
    block_pairs(&blocks, 4, &pairs, count_pair);
    assert_int_equal(pairs, 3); /* 2 with 3, twice as 3 is there twice, and 0 with 4 */
    assert_int_equal(block_find(&blocks, 2, 6), 5);
}

static void test_wording(void **state)
{
    struct fixture *fixture = *state;
    const struct rarity *rarity = &fixture->words.rarity;
    struct wording a = wording_of(&fixture->arena, rarity, STR("a complete withdrawal from the Sinai"));
    struct wording b = wording_of(&fixture->arena, rarity, STR("\u201cComplete\u201d withdrawal from Sinai"));
    struct wording c = wording_of(&fixture->arena, rarity, STR("the release of prisoners"));
    assert_true(wording_likeness(&a, &b) > 800);
    assert_int_equal(wording_likeness(&a, &b), wording_likeness(&b, &a));
    assert_true(wording_likeness(&a, &c) < 100);
    assert_true(wording_cover(&b, &a) > 900);
    uint32_t heads[2];
    assert_int_equal(wording_heads(&a, 2, heads), 2);
    uint32_t sinai = wording_key(rarity, STR("sinai"));
    assert_true(heads[0] == sinai || heads[1] == sinai);
    assert_int_equal(wording_key(rarity, STR("withdrawal")), wording_key(rarity, STR("withdrawing")));
    assert_text(wording_folded(&fixture->arena, STR("Abdel-Fattah  el Sisi\xe2\x80\x99s")), "abdel fattah el sisi s");
    assert_true(story_words_deny(&fixture->words, STR("has Denied")));
    assert_false(story_words_deny(&fixture->words, STR("said")));
}

/* A surname alone is joined only where it can be one person's. */
static void test_surnames(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-09-05");
    uint32_t vance = person(fixture, "Cyrus Vance", "United States"),
             brown = person(fixture, "Harold Brown", "United States");
    uint32_t alone = person(fixture, "Vance", ""), other = person(fixture, "George Brown", "United Kingdom");
    uint32_t unclear = person(fixture, "Brown", ""), clear = person(fixture, "Brown", "United Kingdom");
    make(fixture);
    const uint32_t *who = fixture->story.who;
    assert_int_equal(who[alone], who[vance]);
    assert_int_not_equal(who[brown], who[other]);
    assert_int_equal(who[clear], who[other]);
    assert_int_not_equal(who[unclear], who[other]);
    assert_int_not_equal(who[unclear], who[brown]);
}

static void test_spellings(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "2024-08-05");
    uint32_t a = person(fixture, "Abdel Fattah el-Sisi", "Egypt"), b = person(fixture, "Abdel Fattah al-Sisi", "Egypt");
    uint32_t c = person(fixture, "Emanuel Macron", ""), d = person(fixture, "Emmanuel Macron", "France");
    uint32_t e = person(fixture, "Brigitte Macron", "France");
    make(fixture);
    const uint32_t *who = fixture->story.who;
    assert_int_equal(who[a], who[b]);
    assert_int_equal(who[c], who[d]);
    assert_int_not_equal(who[d], who[e]);
    assert_int_equal(fixture->story.actors.items[who[a]].side, fixture->story.actors.items[who[b]].side);
    assert_text(fixture->story.actors.items[fixture->story.actors.items[who[d]].side].key, "france");
}

/* Planned, then held, then recalled without a day: one meeting of three reports. */
static void test_one_meeting(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-09-01");
    add_contact(fixture, person(fixture, "Jimmy Carter", "United States"), person(fixture, "Anwar Sadat", "Egypt"),
                "1978-09-05", "Camp David", STATUS_PLANNED);
    add_report(fixture, "b", "1978-09-06");
    add_contact(fixture, person(fixture, "Carter", "United States"), person(fixture, "Sadat", "Egypt"), "1978-09-05",
                "", STATUS_HELD);
    add_report(fixture, "c", "1978-09-08");
    add_contact(fixture, person(fixture, "Carter", "United States"), person(fixture, "Anwar Sadat", "Egypt"), "", "",
                STATUS_HELD);
    make(fixture);
    assert_int_equal(fixture->story.meetings.count, 1);
    const struct story_meeting *meeting = meeting_at(fixture, 0);
    assert_int_equal(meeting->reports.count, 3);
    assert_int_equal(meeting->history.count, 3);
    assert_int_equal(meeting->status, STATUS_HELD);
    assert_int_equal(meeting->from, day("1978-09-05"));
    assert_text(meeting->place, "Camp David");
    assert_text(meeting->key, "1978-09-05-anwar-sadat-jimmy-carter");
}

/* Other people of the same sides meet apart; where a telling without names could be of either, it is of none. */
static void test_people_apart(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-09-06");
    add_contact(fixture, person(fixture, "Cyrus Vance", "United States"), person(fixture, "Moshe Dayan", "Israel"),
                "1978-09-05", "", STATUS_HELD);
    add_contact(fixture, person(fixture, "Jimmy Carter", "United States"), person(fixture, "Menachem Begin", "Israel"),
                "1978-09-05", "", STATUS_HELD);
    add_report(fixture, "b", "1978-09-06");
    add_contact(fixture, state_actor(fixture, "United States"), state_actor(fixture, "Israel"), "", "", STATUS_HELD);
    make(fixture);
    assert_int_equal(fixture->story.meetings.count, 3);
}

/* Who met several one after the other: the telling of all is a telling of each. */
static void test_wider_meeting(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-09-06");
    add_contact(fixture, person(fixture, "Jimmy Carter", "United States"), person(fixture, "Menachem Begin", "Israel"),
                "1978-09-05", "", STATUS_HELD);
    add_contact(fixture, person(fixture, "Jimmy Carter", "United States"), person(fixture, "Moshe Dayan", "Israel"),
                "1978-09-05", "", STATUS_HELD);
    add_report(fixture, "b", "1978-09-06");
    struct story_contact *all = add_contact(fixture, person(fixture, "Jimmy Carter", "United States"),
                                            person(fixture, "Menachem Begin", "Israel"), "1978-09-05", "", STATUS_HELD);
    *ARENA_PUSH(&fixture->arena, all->participants) = person(fixture, "Moshe Dayan", "Israel");
    make(fixture);
    assert_int_equal(fixture->story.meetings.count, 2);
    assert_int_equal(meeting_at(fixture, 0)->reports.count, 2);
    assert_int_equal(meeting_at(fixture, 1)->reports.count, 2);
}

static void test_journey(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-08-08");
    state_actor(fixture, "Egypt");
    struct story_contact contact = {.place = STR("Egypt"), .from = day("1978-08-07"), .to = day("1978-08-07"),
                                    .status = STATUS_HELD, .kind = MEETING_VISIT, .journey = true};
    *ARENA_PUSH(&fixture->arena, contact.participants) = person(fixture, "Cyrus Vance", "United States");
    *ARENA_PUSH(&fixture->arena, fixture->facts.contacts) = contact;
    make(fixture);
    assert_int_equal(fixture->story.meetings.count, 1);
    assert_text(meeting_at(fixture, 0)->key, "1978-08-07-cyrus-vance-egypt");
}

static void test_background(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-09-06");
    add_contact(fixture, person(fixture, "Anwar Sadat", "Egypt"), person(fixture, "Menachem Begin", "Israel"),
                "1977-11-20", "Jerusalem", STATUS_HELD);
    make(fixture);
    assert_int_equal(fixture->story.meetings.count, 0);
}

static void test_places_differ(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 2; i++) {
        add_report(fixture, i ? "b" : "a", "2024-08-20");
        add_contact(fixture, person(fixture, "Antony Blinken", "United States"),
                    person(fixture, "Benjamin Netanyahu", "Israel"), "2024-08-19", i ? "Tel Aviv" : "Jerusalem",
                    STATUS_HELD);
    }
    make(fixture);
    assert_int_equal(fixture->story.meetings.count, 1);
    assert_int_equal(fixture->story.conflicts.count, 1);
    assert_int_equal(fixture->story.conflicts.items[0].claims.count, 2);
}

/* The last report tells of a proposal of `maker` with one term. */
static struct story_offer *add_offer(struct fixture *fixture, uint32_t maker, const char *name, const char *term)
{
    struct story_offer offer = {.name = str_of(name)};
    offer.source.report = (uint32_t)fixture->facts.reports.count - 1;
    *ARENA_PUSH(&fixture->arena, offer.by) = maker;
    *ARENA_PUSH(&fixture->arena, offer.terms) = str_of(term);
    *ARENA_PUSH(&fixture->arena, offer.term_sources) = offer.source;
    *ARENA_PUSH(&fixture->arena, fixture->facts.offers) = offer;
    return &fixture->facts.offers.items[fixture->facts.offers.count - 1];
}

static void answer(struct fixture *fixture, struct story_offer *offer, uint32_t party, enum response_kind response)
{
    *ARENA_PUSH(&fixture->arena, offer->answers) = (struct story_answer){offer->source, party, response};
}

static void test_proposal(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-09-11");
    struct story_offer *first = add_offer(fixture, state_actor(fixture, "United States"), "draft",
                                          "a withdrawal from the Sinai in three years");
    *ARENA_PUSH(&fixture->arena, first->days) = STR("1978-09-10");
    answer(fixture, first, state_actor(fixture, "Israel"), RESPONSE_REJECTED);
    add_report(fixture, "b", "1978-09-12");
    struct story_offer *second = add_offer(fixture, person(fixture, "Jimmy Carter", "United States"), "plan",
                                           "withdrawal from the Sinai within three years");
    *ARENA_PUSH(&fixture->arena, second->days) = STR("1978-09-09");
    answer(fixture, second, person(fixture, "Menachem Begin", "Israel"), RESPONSE_ACCEPTED);
    add_offer(fixture, state_actor(fixture, "Egypt"), "framework", "a Palestinian council elected in the West Bank");
    make(fixture);
    assert_int_equal(fixture->story.proposals.count, 1);
    const struct story_proposal *proposal = &fixture->story.proposals.items[0];
    assert_int_equal(proposal->reports.count, 2);
    assert_int_equal(proposal->terms.count, 1);
    assert_int_equal(proposal->answers.count, 2);
    assert_int_equal(fixture->story.conflicts.count, 2); /* its day, and Israel's answer */
}

static void add_stand(struct fixture *fixture, uint32_t holder, enum stance stance, const char *quote)
{
    const struct story_source source = {(uint32_t)fixture->facts.reports.count - 1, 0, 0, str_of(quote)};
    *ARENA_PUSH(&fixture->arena, fixture->facts.stands) = (struct story_stand){source, holder, stance};
}

static void test_positions(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 2; i++) {
        add_report(fixture, i ? "b" : "a", "1978-09-11");
        uint32_t egypt = i ? person(fixture, "Anwar Sadat", "Egypt") : state_actor(fixture, "Egypt");
        add_stand(fixture, egypt, STANCE_DEMANDS, i ? "full withdrawal from the Sinai" : "a withdrawal from the Sinai");
        add_stand(fixture, egypt, STANCE_ACCEPTS, "demilitarised zones in the Sinai");
    }
    add_stand(fixture, state_actor(fixture, "Israel"), STANCE_DEMANDS, "airfields in the Sinai");
    make(fixture);
    assert_int_equal(fixture->story.positions.count, 1);
    assert_int_equal(fixture->story.positions.items[0].reports.count, 2);
    assert_text(fixture->story.actors.items[fixture->story.positions.items[0].party].name, "Egypt");
}

static void add_saying(struct fixture *fixture, const char *who, const char *content, bool denial)
{
    const struct story_source source = {(uint32_t)fixture->facts.reports.count - 1,
                                        (uint32_t)fixture->facts.sayings.count, 0, str_of(content)};
    *ARENA_PUSH(&fixture->arena, fixture->facts.sayings) =
        (struct story_saying){source, str_of(who), str_of(content), denial};
}

static void test_denial(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-09-20");
    add_saying(fixture, "Carter", "Begin had promised to freeze settlements", false);
    add_saying(fixture, "Sadat", "the talks were hard", false);
    add_report(fixture, "b", "1978-09-21");
    add_saying(fixture, "Begin", "that he promised to freeze settlements", true);
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 1);
    assert_int_equal(fixture->story.conflicts.items[0].claims.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_groups, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_blocks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wording, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_surnames, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_spellings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_meeting, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_people_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wider_meeting, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_journey, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_background, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_places_differ, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_proposal, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_positions, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_denial, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
