/* story_test.c - what many reports together say (merge/story.h): actors across reports, meetings, proposals, positions,
 * contradictions; sets, groups and wording they are made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "merge/cluster.h"
#include "merge/story.h"
#include "merge/wording.h"
#include "story_fixture.h"

/* A report of event 0, published that day. */
static uint32_t add_report(struct fixture *fixture, const char *id, const char *published)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts.reports) = (struct story_report){.id = str_of(id), .day = day(published)};
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

/* A form that the last actor goes by. */
static void alias(struct fixture *fixture, const char *text)
{
    *ARENA_PUSH(&fixture->arena, fixture->facts.aliases) =
        (struct story_alias){(uint32_t)fixture->facts.mentions.count - 1, str_of(text)};
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
    const struct story_source source = {.report = (uint32_t)fixture->facts.reports.count - 1, .quote = str_of(quote)};
    *ARENA_PUSH(&fixture->arena, fixture->facts.stands) =
        (struct story_stand){.source = source, .holder = holder, .stance = stance};
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
    uint32_t start = (uint32_t)fixture->facts.sayings.count * 100; /* behind all others */
    const struct story_source source = {.report = (uint32_t)fixture->facts.reports.count - 1, .start = start,
                                        .end = start + 99, .quote = str_of(content)};
    struct story_saying saying = {.source = source, .who = str_of(who), .content = str_of(content), .denial = denial};
    saying.attendance = story_words_attend(&fixture->words, saying.content, &saying.attending);
    *ARENA_PUSH(&fixture->arena, fixture->facts.sayings) = saying;
}

static void test_denial(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-09-20");
    person(fixture, "Menachem Begin", "Israel");
    alias(fixture, "Begin");
    add_saying(fixture, "Carter", "Begin had promised to freeze settlements", false);
    add_saying(fixture, "Sadat", "the talks were hard", false);
    add_report(fixture, "b", "1978-09-21");
    add_saying(fixture, "Begin", "that he promised to freeze settlements", true);
    make(fixture);
    add_saying(fixture, "Begin", "that he had seen the map", true); /* nobody tells it */
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 1);
    assert_int_equal(fixture->story.conflicts.items[0].kind, CONFLICT_DENIAL);
    assert_int_equal(fixture->story.conflicts.items[0].claims.count, 2);
}

/* A report of that day, in which Egypt and Israel met and hold this. */
static void add_stands(struct fixture *fixture, const char *published, enum stance egypt, enum stance israel)
{
    static const char matter[] = "a full withdrawal from the airfields in the Sinai";
    add_report(fixture, published, published);
    uint32_t sadat = person(fixture, "Anwar Sadat", "Egypt"), begin = person(fixture, "Menachem Begin", "Israel");
    add_contact(fixture, sadat, begin, published, "Camp David", STATUS_HELD);
    if (egypt != STANCE_COUNT)
        add_stand(fixture, sadat, egypt, matter);
    if (israel != STANCE_COUNT)
        add_stand(fixture, begin, israel, matter);
}

static const struct story_issue *only_issue(struct fixture *fixture)
{
    make(fixture);
    assert_int_equal(fixture->story.issues.count, 1);
    return &fixture->story.issues.items[0];
}

static void test_apart(void **state)
{
    struct fixture *fixture = *state;
    add_stands(fixture, "1978-09-11", STANCE_DEMANDS, STANCE_REJECTS);
    const struct story_issue *issue = only_issue(fixture);
    assert_int_equal(issue->rows.count, 2);
    assert_int_equal(issue->state, ISSUE_APART);
    assert_text(issue->state_reason, "Egypt demands it (1978-09-11), Israel rejects it (1978-09-11)");
    assert_int_equal(issue->grounds.count, 2);
}

static void test_unknown(void **state)
{
    struct fixture *fixture = *state;
    add_stands(fixture, "1978-09-11", STANCE_DEMANDS, STANCE_DEMANDS);
    add_stands(fixture, "1978-09-12", STANCE_DEMANDS, STANCE_DEMANDS);
    assert_int_equal(only_issue(fixture)->state, ISSUE_UNKNOWN);
    assert_int_equal(only_issue(fixture)->state_reason.len, 0);
}

static void test_closer(void **state)
{
    struct fixture *fixture = *state;
    add_stands(fixture, "1978-09-11", STANCE_DEMANDS, STANCE_REJECTS);
    add_stands(fixture, "1978-09-14", STANCE_COUNT, STANCE_OFFERS);
    const struct story_issue *issue = only_issue(fixture);
    assert_int_equal(issue->state, ISSUE_CLOSER);
    assert_text(issue->state_reason, "Israel offers it (1978-09-14); before, it rejects it (1978-09-11)");
    const struct story_row *israel = &issue->rows.items[0]; /* of which most is told */
    assert_text(fixture->story.actors.items[israel->side].name, "Israel");
    assert_int_equal(israel->holds.count, 2);
    assert_int_equal(israel->holds.items[0].stance, STANCE_REJECTS);
}

static void test_agreed(void **state)
{
    struct fixture *fixture = *state;
    add_stands(fixture, "1978-09-14", STANCE_COUNT, STANCE_ACCEPTS); /* read first, told last */
    add_stands(fixture, "1978-09-11", STANCE_DEMANDS, STANCE_REJECTS);
    assert_int_equal(only_issue(fixture)->state, ISSUE_AGREED);
    add_stands(fixture, "1978-09-16", STANCE_COUNT, STANCE_CONDITIONS);
    assert_int_not_equal(only_issue(fixture)->state, ISSUE_AGREED);
}

/* A term belongs to the issue it is like, and who accepts the whole accepts it. */
static void test_term(void **state)
{
    struct fixture *fixture = *state;
    add_stands(fixture, "1978-09-10", STANCE_DEMANDS, STANCE_COUNT);
    add_stands(fixture, "1978-09-11", STANCE_DEMANDS, STANCE_COUNT);
    struct story_offer *offer = add_offer(fixture, state_actor(fixture, "United States"), "draft",
                                          "full withdrawal from the airfields in the Sinai");
    answer(fixture, offer, state_actor(fixture, "Israel"), RESPONSE_ACCEPTED);
    make(fixture);
    assert_int_equal(fixture->story.issues.count, 2); /* the withdrawal, and the draft as a whole */
    const struct story_issue *issue = &fixture->story.issues.items[0];
    assert_int_equal(issue->rows.count, 3);
    for (size_t i = 0; i < issue->rows.count; i++) {
        const struct story_hold *hold = &issue->rows.items[i].holds.items[0];
        assert_int_equal(hold->proposal == NO_ACTOR, hold->stance == STANCE_DEMANDS);
    }
    assert_text(fixture->story.issues.items[1].name, "draft");
}

static enum attendance attends(const struct fixture *fixture, const char *text)
{
    struct str before;
    return story_words_attend(&fixture->words, str_of(text), &before);
}

static void test_attend(void **state)
{
    const struct fixture *fixture = *state;
    assert_int_equal(attends(fixture, "Egypt is planning to attend the talks"), ATTENDANCE_THERE);
    assert_int_equal(attends(fixture, "Egypt was represented at the meeting"), ATTENDANCE_THERE);
    assert_int_equal(attends(fixture, "its envoys would not take part in the negotiations"), ATTENDANCE_ABSENT);
    assert_int_equal(attends(fixture, "Egypt won\xe2\x80\x99t attend the talks"), ATTENDANCE_ABSENT);
    assert_int_equal(attends(fixture, "Egypt will boycott the talks"), ATTENDANCE_ABSENT);
    assert_int_equal(attends(fixture, "Egypt might attend the talks"), ATTENDANCE_UNTOLD);
    assert_int_equal(attends(fixture, "it asked Egypt to attend the talks"), ATTENDANCE_UNTOLD);
    assert_int_equal(attends(fixture, "Egypt will attend the wedding"), ATTENDANCE_UNTOLD);
}

static void test_attendance(void **state)
{
    struct fixture *fixture = *state;
    uint32_t first = add_report(fixture, "a", "1978-07-17");
    state_actor(fixture, "Egypt");
    add_saying(fixture, "an aide", "Egypt is planning to attend the talks", false);
    uint32_t second = add_report(fixture, "b", "1978-07-18");
    add_saying(fixture, "Egypt", "it would not attend the talks", false);
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 1);
    const struct story_conflict *conflict = &fixture->story.conflicts.items[0];
    assert_int_equal(conflict->kind, CONFLICT_ATTENDANCE);
    assert_text(conflict->about, "whether Egypt takes part");
    assert_text(conflict->says.items[0], "takes part");
    assert_false(conflict->revised);
    fixture->facts.sayings.items[1].who = STR("an aide"); /* the same says otherwise a day later */
    fixture->facts.sayings.items[1].attending = STR("Egypt would not");
    make(fixture);
    assert_true(fixture->story.conflicts.items[0].revised);
    assert_int_equal(fixture->story.conflicts.items[0].revision.report, second);
    struct actor_list copies = {0};
    *ARENA_PUSH(&fixture->arena, copies) = first;
    *ARENA_PUSH(&fixture->arena, copies) = second;
    *ARENA_PUSH(&fixture->arena, fixture->facts.copies) = copies; /* one voice, one source */
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 0);
}

static void test_attendance_later(void **state)
{
    struct fixture *fixture = *state;
    add_report(fixture, "a", "1978-07-17");
    state_actor(fixture, "Egypt");
    add_saying(fixture, "an aide", "Egypt is planning to attend the talks", false);
    add_report(fixture, "b", "1978-07-28");
    add_saying(fixture, "Egypt", "it would not attend the talks", false);
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 0); /* other talks, or a change */
}

static void add_figure(struct fixture *fixture, const char *published, double value, const char *quote,
                       const char *context, const char *unit)
{
    add_report(fixture, published, published);
    struct story_source source = {
        .report = (uint32_t)fixture->facts.reports.count - 1, .end = 9, .quote = str_of(quote)};
    *ARENA_PUSH(&fixture->arena, fixture->facts.figures) =
        (struct story_figure){source, value, str_of(unit), STR(""), str_of(context)};
}

static void test_figures(void **state)
{
    struct fixture *fixture = *state;
    add_figure(fixture, "1973-10-20", 32, "32 soldiers", "The convoy lost 32 soldiers near the Suez bridge at dawn.",
               "soldiers");
    add_figure(fixture, "1973-10-20", 47, "47 soldiers", "Near the Suez bridge the convoy lost 47 soldiers at dawn.",
               "soldiers");
    add_figure(fixture, "1973-10-20", 90, "90 tanks", "Near the Suez bridge the convoy lost 90 tanks at dawn.", "tanks");
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 1);
    assert_int_equal(fixture->story.conflicts.items[0].kind, CONFLICT_FIGURE);
    assert_int_equal(fixture->story.conflicts.items[0].claims.count, 2);
}

static void test_figure_grows(void **state)
{
    struct fixture *fixture = *state;
    add_figure(fixture, "1973-10-20", 32, "32 soldiers", "The convoy lost 32 soldiers near the Suez bridge at dawn.",
               "soldiers");
    add_figure(fixture, "1973-10-21", 47, "47 soldiers", "Near the Suez bridge the convoy lost 47 soldiers at dawn.",
               "soldiers");
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 0);
}

static void add_state(struct fixture *fixture, const char *id, const char *published, enum talk_state state,
                      const char *quote)
{
    add_report(fixture, id, published);
    struct story_source source = {
        .report = (uint32_t)fixture->facts.reports.count - 1, .end = 9, .quote = str_of(quote)};
    *ARENA_PUSH(&fixture->arena, fixture->facts.talks) = (struct story_talk){.source = source, .state = state};
}

static void test_states(void **state)
{
    struct fixture *fixture = *state;
    add_state(fixture, "a", "1977-12-14", TALK_RESUMED, "the Cairo talks resumed");
    add_state(fixture, "b", "1977-12-14", TALK_COLLAPSED, "the Cairo talks collapsed");
    add_state(fixture, "c", "1977-12-18", TALK_RESUMED, "the Cairo talks resumed");
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 1);
    assert_int_equal(fixture->story.conflicts.items[0].kind, CONFLICT_STATE);
    assert_int_equal(fixture->story.conflicts.items[0].claims.count, 2);
}

static void test_held(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 2; i++) {
        add_report(fixture, i ? "b" : "a", "1978-07-20");
        add_contact(fixture, person(fixture, "Mohammed Kamel", "Egypt"), person(fixture, "Moshe Dayan", "Israel"),
                    "1978-07-19", "Leeds", i ? STATUS_CANCELLED : STATUS_HELD);
    }
    make(fixture);
    assert_int_equal(fixture->story.conflicts.count, 1);
    assert_int_equal(fixture->story.conflicts.items[0].kind, CONFLICT_HELD);
}

static void test_stems(void **state)
{
    const struct fixture *fixture = *state;
    uint32_t key = wording_key(&fixture->words.rarity, STR("withdraw"));
    assert_int_equal(wording_key(&fixture->words.rarity, STR("withdrawal")), key);
    assert_int_equal(wording_key(&fixture->words.rarity, STR("withdrawing")), key);
    assert_int_not_equal(wording_key(&fixture->words.rarity, STR("settlement")), key);
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
        cmocka_unit_test_setup_teardown(test_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unknown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_closer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_agreed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_term, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_attend, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_attendance, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_attendance_later, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_figures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_figure_grows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_states, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_held, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stems, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
