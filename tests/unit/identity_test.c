/* identity_test.c - who is one across reports (merge/names.h, naming.h, identity.c), what is known of each (profile.c),
 * whom a person means by a name (actor_name.c), and what decisions change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "story_fixture.h"

static void report(struct fixture *fixture, const char *id, const char *published)
{
    struct story_report added = {.id = str_of(id)};
    if (!calendar_parse(str_of(published), &added.day))
        added.day = STORY_NO_DAY;
    *ARENA_PUSH(&fixture->arena, fixture->facts.reports) = added;
}

static uint32_t mention(struct fixture *fixture, const char *name, enum actor_kind kind, const char *party)
{
    if (!fixture->facts.reports.count)
        report(fixture, "first", "1978-09-05");
    struct story_mention added = {.name = str_of(name), .party = str_of(party), .kind = kind};
    added.source.report = (uint32_t)fixture->facts.reports.count - 1;
    added.source.start = (uint32_t)fixture->facts.mentions.count;
    *ARENA_PUSH(&fixture->arena, fixture->facts.mentions) = added;
    return (uint32_t)fixture->facts.mentions.count - 1;
}

static uint32_t person(struct fixture *fixture, const char *name, const char *party)
{
    return mention(fixture, name, ACTOR_PERSON, party);
}

/* Somebody whom the list of people has under that key. */
static uint32_t known(struct fixture *fixture, const char *name, const char *party, const char *key)
{
    uint32_t at = person(fixture, name, party);
    fixture->facts.mentions.items[at].known = true;
    fixture->facts.mentions.items[at].key = str_of(key);
    return at;
}

static uint32_t body(struct fixture *fixture, const char *name)
{
    return mention(fixture, name, ACTOR_ORGANISATION, name);
}

static void alias(struct fixture *fixture, uint32_t of, const char *text)
{
    struct story_mention *to = &fixture->facts.mentions.items[of];
    if (!to->alias_count++)
        to->alias_first = (uint32_t)fixture->facts.aliases.count;
    *ARENA_PUSH(&fixture->arena, fixture->facts.aliases) = (struct story_alias){of, str_of(text)};
}

static void decide(struct fixture *fixture, bool apart, uint32_t one, uint32_t other)
{
    struct story_decision decision = {.number = (uint32_t)fixture->facts.decisions.count + 1, .apart = apart};
    uint32_t sides[] = {one, other};
    for (size_t i = 0; i < 2; i++)
        *ARENA_PUSH(&fixture->arena, decision.sides[i]) =
            (struct story_anchor){fixture->facts.mentions.items[sides[i]], sides[i]};
    *ARENA_PUSH(&fixture->arena, fixture->facts.decisions) = decision;
}

static void make(struct fixture *fixture)
{
    story_make(&fixture->arena, &fixture->facts, &fixture->words.rarity, &fixture->story);
}

static const struct identity *who(const struct fixture *fixture, uint32_t of)
{
    return &fixture->story.actors.items[fixture->story.who[of]];
}

#define assert_one(fixture, a, b) assert_int_equal((fixture)->story.who[a], (fixture)->story.who[b])
#define assert_two(fixture, a, b) assert_int_not_equal((fixture)->story.who[a], (fixture)->story.who[b])

static void assert_text(struct str found, const char *expected)
{
    char text[256];
    snprintf(text, sizeof text, "%.*s", STR_ARGS(found));
    assert_string_equal(text, expected);
}

static void test_two_of_one_surname(void **state)
{
    struct fixture *fixture = *state;
    uint32_t jong_un = person(fixture, "Kim Jong Un", "North Korea");
    uint32_t yo_jong = person(fixture, "Kim Yo Jong", "North Korea");
    uint32_t either = person(fixture, "Kim", "North Korea"), hyphen = person(fixture, "Kim Jong-un", "North Korea");
    uint32_t sung = person(fixture, "Sung Kim", "United States"), unclear = person(fixture, "Kim", "");
    make(fixture);
    assert_two(fixture, jong_un, yo_jong);
    assert_two(fixture, either, jong_un);
    assert_two(fixture, either, yo_jong);
    assert_one(fixture, hyphen, jong_un);
    assert_two(fixture, unclear, sung);
    assert_two(fixture, unclear, jong_un);
}

static void test_father_and_son(void **state)
{
    struct fixture *fixture = *state;
    uint32_t father = person(fixture, "George H. W. Bush", "United States");
    uint32_t son = person(fixture, "George W. Bush", "United States");
    uint32_t either = person(fixture, "George Bush", "United States"), bush = person(fixture, "Bush", "United States");
    uint32_t junior = person(fixture, "Omar Torrijos Jr.", "Panama");
    uint32_t senior = person(fixture, "Omar Torrijos Sr.", "Panama");
    make(fixture);
    assert_two(fixture, father, son);
    assert_two(fixture, either, father);
    assert_two(fixture, either, son);
    assert_two(fixture, bush, father);
    assert_two(fixture, bush, son);
    assert_two(fixture, junior, senior);
}

/* The list of people tells by the day of a report whom a name means. */
static void test_known(void **state)
{
    struct fixture *fixture = *state;
    uint32_t father = known(fixture, "Bush", "United States", "george-h-w-bush");
    uint32_t son = known(fixture, "Bush", "United States", "george-w-bush.2");
    uint32_t whole = known(fixture, "George W. Bush", "United States", "george-w-bush");
    uint32_t daughter = person(fixture, "Ivanka Trump", "United States");
    uint32_t spelt = person(fixture, "Ivana Trump", "United States");
    uint32_t trump = known(fixture, "Trump", "United States", "donald-trump");
    make(fixture);
    assert_two(fixture, father, son);
    assert_one(fixture, son, whole);
    assert_text(who(fixture, son)->name, "George W. Bush");
    assert_text(who(fixture, son)->key, "george-w-bush");
    assert_text(who(fixture, father)->name, "Bush");
    assert_two(fixture, trump, daughter);
    assert_two(fixture, spelt, daughter);
}

static void test_forms_of_a_name(void **state)
{
    struct fixture *fixture = *state;
    uint32_t william = person(fixture, "William Burns", "United States");
    uint32_t bill = person(fixture, "Bill Burns", "United States");
    uint32_t middle = person(fixture, "William J. Burns", "");
    uint32_t nicholas = person(fixture, "Nicholas Burns", "United States");
    uint32_t titled = person(fixture, "Mullah Baradar", "Taliban");
    uint32_t whole = person(fixture, "Abdul Ghani Baradar", "Taliban");
    uint32_t accent = person(fixture, "Jean-Noël Barrot", "France");
    uint32_t plain = person(fixture, "Jean-Noel Barrot", "France");
    uint32_t swapped = person(fixture, "Lahkdar Brahimi", "Algeria");
    uint32_t right = person(fixture, "Lakhdar Brahimi", "Algeria");
    uint32_t surname = person(fixture, "Saeb Erakat", "Palestinians");
    uint32_t spelt = person(fixture, "Saeb Erekat", "Palestinians");
    make(fixture);
    assert_one(fixture, william, bill);
    assert_one(fixture, william, middle);
    assert_two(fixture, william, nicholas);
    assert_one(fixture, titled, whole);
    assert_one(fixture, accent, plain);
    assert_one(fixture, swapped, right);
    assert_one(fixture, surname, spelt);
}

/* Nobody acts for two sides that differ; and spelling alone makes no two people one where no side is known. */
static void test_parties(void **state)
{
    struct fixture *fixture = *state;
    uint32_t robert = person(fixture, "Robert Mark Johnson", "United States");
    uint32_t mark = person(fixture, "Mark Johnson", "United Kingdom");
    uint32_t erakat = person(fixture, "Saeb Erakat", ""), erekat = person(fixture, "Saeb Erekat", "");
    make(fixture);
    assert_two(fixture, robert, mark);
    assert_two(fixture, erakat, erekat);
}

static void test_bodies(void **state)
{
    struct fixture *fixture = *state;
    uint32_t ministry = mention(fixture, "Foreign Ministry", ACTOR_ORGANISATION, "Egypt");
    uint32_t other = mention(fixture, "Foreign Ministry", ACTOR_ORGANISATION, "Iran");
    uint32_t company = body(fixture, "Halyard Shipping Inc."), same = body(fixture, "Halyard Shipping");
    uint32_t union_ = body(fixture, "National Seafarers Union"), initials = body(fixture, "NSU");
    uint32_t front = body(fixture, "Sahara Defence Forces"), sdf = body(fixture, "SDF");
    uint32_t syrian = body(fixture, "Syrian Democratic Forces"), unsaid = body(fixture, "SDU");
    alias(fixture, union_, "NSU");
    alias(fixture, front, "SDF");
    alias(fixture, syrian, "SDF");
    make(fixture);
    assert_two(fixture, ministry, other);
    assert_one(fixture, company, same);
    assert_one(fixture, union_, initials);
    assert_two(fixture, sdf, front);
    assert_two(fixture, sdf, syrian);
    assert_two(fixture, unsaid, union_);
}

static void test_offices(void **state)
{
    struct fixture *fixture = *state;
    static const char *const days[] = {"1977-11-20", "1978-09-05", "1978-09-17", ""};
    static const char *const roles[] = {"Foreign Minister", "Prime Minister", "prime minister", "leader"};
    for (uint32_t i = 0; i < 4; i++) {
        report(fixture, days[i], days[i]);
        uint32_t begin = person(fixture, "Menachem Begin", "Israel");
        fixture->facts.mentions.items[begin].role = str_of(roles[i]);
    }
    make(fixture);
    const struct story_offices *offices = &who(fixture, 0)->offices;
    long first, last;
    calendar_parse(str_of(days[1]), &first);
    calendar_parse(str_of(days[2]), &last);
    assert_int_equal(offices->count, 3);
    assert_text(offices->items[0].role, "prime minister");
    assert_int_equal(offices->items[0].from, first);
    assert_int_equal(offices->items[0].to, last);
    assert_int_equal(offices->items[0].source.report, 2);
    assert_text(offices->items[1].role, "Foreign Minister");
    assert_int_equal(offices->items[2].to, STORY_NO_DAY);
    assert_int_equal(who(fixture, 0)->reports.count, 4);
}

static void assert_office(const struct fixture *fixture, struct arena *arena, const char *role, const char *party,
                          const char *expected)
{
    assert_text(office_core(arena, &fixture->words.names.offices, str_of(role), str_of(party)), expected);
}

/* One office in other words; a former or deputy holder holds another. */
static void test_one_office(void **state)
{
    struct fixture *fixture = *state;
    struct arena *arena = &fixture->arena;
    assert_office(fixture, arena, "U.S. President", "United States", "president");
    assert_office(fixture, arena, "US president", "United States", "president");
    assert_office(fixture, arena, "Egypt's President", "Egypt", "president");
    assert_office(fixture, arena, "Egyptian\xe2\x80\x99s President", "Egypt", "president");
    assert_office(fixture, arena, "Egyptian President", "Israel", "egyptian president");
    assert_office(fixture, arena, "former US President", "United States", "former president");
    assert_office(fixture, arena, "US former President", "United States", "former president");
    assert_office(fixture, arena, "PM", "Israel", "prime minister");
    assert_office(fixture, arena, "weary President", "Egypt", "president");
    assert_office(fixture, arena, "White House spokeswoman", "United States", "white house spokesman");
    assert_office(fixture, arena, "head of the army", "Israel", "head of the army");
    assert_office(fixture, arena, "", "Israel", "");
}

static void test_merge_and_split(void **state)
{
    struct fixture *fixture = *state;
    uint32_t sun = person(fixture, "Choe Sun Hui", "North Korea"), son = person(fixture, "Choe Son Hui", "North Korea");
    uint32_t bill = known(fixture, "Bill Burns", "United States", "bill-burns");
    uint32_t william = known(fixture, "William Burns", "United States", "bill-burns");
    decide(fixture, false, sun, son);
    decide(fixture, true, bill, william);
    uint32_t later = person(fixture, "Choe Son Hui", "North Korea");
    uint32_t again = known(fixture, "William Burns", "United States", "bill-burns");
    make(fixture);
    assert_one(fixture, sun, son);
    assert_one(fixture, sun, later);
    assert_two(fixture, bill, william);
    assert_one(fixture, william, again);
    assert_text(who(fixture, bill)->key, "bill-burns");
    assert_text(who(fixture, william)->key, "william-burns");
}

static void test_the_last_decision_counts(void **state)
{
    struct fixture *fixture = *state;
    uint32_t here = person(fixture, "Kim Song", "North Korea"), there = person(fixture, "Kim Song", "North Korea");
    uint32_t third = person(fixture, "Kim Song", "North Korea");
    decide(fixture, true, here, there);
    make(fixture);
    assert_two(fixture, here, there);
    assert_one(fixture, here, third);
    decide(fixture, false, here, there);
    make(fixture);
    assert_one(fixture, here, there);
}

/* What is not among the reports here still tells which names are one. */
static void test_decision_of_other_reports(void **state)
{
    struct fixture *fixture = *state;
    uint32_t sun = person(fixture, "Choe Sun Hui", "North Korea"), son = person(fixture, "Choe Son Hui", "North Korea");
    decide(fixture, false, sun, son);
    for (size_t side = 0; side < 2; side++)
        fixture->facts.decisions.items[0].sides[side].items[0].at = STORY_NOT_HERE;
    make(fixture);
    assert_one(fixture, sun, son);
}

static void test_whom_a_name_means(void **state)
{
    struct fixture *fixture = *state;
    uint32_t begin = person(fixture, "Menachem Begin", "Israel"), dayan = person(fixture, "Moshe Dayan", "Israel");
    uint32_t yael = person(fixture, "Yael Dayan", "Israel");
    struct actor_list found;
    struct str nearest[2];
    make(fixture);
    story_actors_named(&fixture->arena, &fixture->story, STR("begin"), &found);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0], fixture->story.who[begin]);
    story_actors_named(&fixture->arena, &fixture->story, STR("moshe-dayan"), &found);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0], fixture->story.who[dayan]);
    story_actors_named(&fixture->arena, &fixture->story, STR("Dayan"), &found);
    assert_int_equal(found.count, 2);
    assert_true(story_actor_is(&fixture->arena, &fixture->story, fixture->story.who[yael], STR("israel")));
    assert_false(story_actor_is(&fixture->arena, &fixture->story, fixture->story.who[yael], STR("Egypt")));
    story_actors_named(&fixture->arena, &fixture->story, STR("Menahem Begin"), &found);
    assert_int_equal(found.count, 0);
    assert_int_equal(story_nearest_names(&fixture->arena, &fixture->story, STR("Menahem Begin"), 2, nearest), 1);
    assert_text(nearest[0], "Menachem Begin");
}

/* The index of names finds what looking through all actors finds, in the same order. */
static void test_index_finds_the_same(void **state)
{
    static const char *const names[] = {"Begin", "begin", "Menachem Begin", "menachem-begin", "Dayan", "moshe-dayan",
                                        "MOSHE DAYAN", "Israel", "israel", "Salman bin Abdulaziz", "bin Abdulaziz",
                                        "Abdulaziz", "salman", "Egypt", "nobody", "chem Begin", "Saudi Arabia"};
    enum { COUNT = sizeof names / sizeof *names };
    struct fixture *fixture = *state;
    struct arena *arena = &fixture->arena;
    struct actor_list scanned[COUNT], indexed;
    bool *were[COUNT], *are;
    person(fixture, "Menachem Begin", "Israel");
    person(fixture, "Moshe Dayan", "Israel");
    person(fixture, "Yael Dayan", "Israel");
    person(fixture, "Salman bin Abdulaziz", "Saudi Arabia");
    person(fixture, "Dayan", "Israel");
    make(fixture);
    size_t actors = fixture->story.actors.count;
    for (size_t i = 0; i < COUNT; i++) {
        were[i] = ARENA_NEW(arena, bool, actors);
        story_actors_named(arena, &fixture->story, str_of(names[i]), &scanned[i]);
        story_actors_are(arena, &fixture->story, str_of(names[i]), were[i]);
    }
    story_index_actors(arena, &fixture->story);
    are = ARENA_NEW(arena, bool, actors);
    for (size_t i = 0; i < COUNT; i++) {
        story_actors_named(arena, &fixture->story, str_of(names[i]), &indexed);
        assert_int_equal(indexed.count, scanned[i].count);
        for (size_t f = 0; f < indexed.count; f++)
            assert_int_equal(indexed.items[f], scanned[i].items[f]);
        story_actors_are(arena, &fixture->story, str_of(names[i]), are);
        for (uint32_t actor = 0; actor < actors; actor++) {
            assert_int_equal(are[actor], were[i][actor]);
            assert_int_equal(story_actor_is(arena, &fixture->story, actor, str_of(names[i])), were[i][actor]);
        }
    }
    assert_int_equal(scanned[0].count, 1); /* Begin */
    assert_int_equal(scanned[10].count, 1); /* bin Abdulaziz */
    assert_int_equal(scanned[14].count, 0); /* nobody */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_two_of_one_surname, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_father_and_son, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_forms_of_a_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_parties, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bodies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_offices, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_one_office, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_merge_and_split, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_last_decision_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_decision_of_other_reports, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_whom_a_name_means, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_index_finds_the_same, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
