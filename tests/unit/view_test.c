/* view_test.c - pages, tables, timeline and brief from records built by hand. */
#include "sample.h"

#include <jansson.h>

#include "merge/story_words.h"
#include "rules/source.h"
#include "store/story.h"
#include "view/brief.h"
#include "view/event.h"
#include "view/rows.h"
#include "view/story_event.h"
#include "view/text.h"
#include "view/timeline.h"

struct fixture {
    char path[64];
    struct store *store;
    struct arena arena;
    char *output; /* what was printed last, to be freed */
    size_t length;
};

static struct str str_arena(struct arena *arena, const char *text)
{
    return text_clean(arena, str_of(text));
}

#define assert_str(actual, expected)                                                              \
    do {                                                                                          \
        struct str actual_ = (actual);                                                            \
        if (!str_equal(actual_, str_of(expected)))                                                \
            fail_msg("'%.*s' is not '%s'", STR_ARGS(actual_), (const char *)(expected));          \
    } while (0)

static void text_is_made_fit_for_a_page(void **state)
{
    struct arena *arena = &((struct fixture *)*state)->arena;
    assert_str(str_arena(arena, "  two\n\n\twords\r\n"), "two words");
    assert_str(str_arena(arena, "red \033[31malert\033[0m"), "red [31malert [0m");
    assert_str(str_arena(arena, "a\u202eb\u200bc\u00a0d\u2028e"), "abc d e");
    assert_str(str_arena(arena, "bad \xff byte"), "bad byte");
    assert_str(text_mended(arena, STR("bad \xff byte")), "bad \uFFFD byte");
    assert_int_equal(text_width(STR("Sadat")), 5);
    assert_int_equal(text_width(STR("Ismaïlia")), 8);
    assert_int_equal(text_width(STR("周恩来")), 6);
    assert_int_equal(text_width(STR("e\u0301")), 1);
    assert_str(text_cut(arena, STR("Camp David"), 10), "Camp David");
    assert_str(text_cut(arena, STR("Camp David"), 6), "Camp…");
    assert_str(text_cut(arena, STR("周恩来"), 4), "周…");
    assert_str(text_cut(arena, STR("Camp David"), 0), "");
    assert_str(text_number(arena, 20000000000), "20000000000");
    assert_str(text_number(arena, 2.5), "2.5");
    assert_str(text_number(arena, 1e20), "1e+20");
}

static void days_are_shown_short(void **state)
{
    static const char *const cases[][3] = {
        {"1978-09-05", "1978-09-05", "1978-09-05"}, {"1978-09-05", "1978-09-17", "1978-09-05…17"},
        {"1978-09-05", "1978-10-12", "1978-09-05…10-12"}, {"1978-09-05", "1979-03-26", "1978-09-05…1979-03-26"},
        {"1978-09-05", "", "1978-09-05…"}, {"", "1978-09-05", "…1978-09-05"}, {"", "", ""}};
    struct arena *arena = &((struct fixture *)*state)->arena;
    long day = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_str(text_days(arena, str_of(cases[i][0]), str_of(cases[i][1])), cases[i][2]);
    assert_str(text_day(STR("1978-09-17T22:30:00-04:00")), "1978-09-17");
    assert_str(text_day(STR("1978-09")), "1978-09");
    assert_true(text_day_number(STR("1970-01-01"), &day));
    assert_int_equal(day, 0);
    assert_true(text_day_number(STR("2000-03-01"), &day));
    assert_int_equal(day, 11017);
    assert_false(text_day_number(STR("1978-09"), &day));
}

/* Begin a report with Begin and Sadat, the first two actors. */
static void begin(struct sample *sample, const char *id, const char *outlet, const char *published, const char *text)
{
    sample_begin(sample, id, outlet, published, text);
    sample_actor(sample, "Begin", ACTOR_PERSON, "Israel");
    sample_actor(sample, "Sadat", ACTOR_PERSON, "Egypt");
}

static int open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    readout_error error = {0};
    arena_init(&fixture->arena, 0);
    if (arena_guard(&fixture->arena))
        abort();
    fixture->store = store_open(sample_path(fixture->path), STORE_WRITE, &error);
    *state = fixture;
    return fixture->store ? 0 : -1;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    arena_free(&fixture->arena);
    sample_remove(fixture->path);
    free(fixture->output);
    free(fixture);
    return 0;
}

static FILE *start_output(struct fixture *fixture)
{
    free(fixture->output);
    fixture->output = NULL;
    FILE *out = open_memstream(&fixture->output, &fixture->length);
    assert_non_null(out);
    return out;
}

static void expect_output(const struct fixture *fixture, const char *expected)
{
    if (strcmp(fixture->output, expected) != 0)
        fail_msg("--- printed:\n%s--- expected:\n%s", fixture->output, expected);
}

static void expect_part(const struct fixture *fixture, const char *part, bool there)
{
    if ((strstr(fixture->output, part) != NULL) != there)
        fail_msg("--- printed:\n%s--- should%s hold: %s", fixture->output, there ? "" : " not", part);
}

static void lines_wrap_and_sources_follow(void **state)
{
    struct fixture *fixture = *state;
    FILE *out = start_output(fixture);
    struct page page = {.out = out, .width = 40, .colour = false};
    page_line(&page, 2, STR("a Begin and Sadat will meet the President at Camp David"),
              STR("[A 1978-08-08 · a1; Bbbb undated · b]"));
    page_line(&page, 0, STR("Averyveryverylongwordwithoutanyblankthatdoesnotfit here"), STR(""));
    page_heading(&page, STR("Held"));
    page.colour = true;
    page_line(&page, 0, STR("x"), STR("[y]"));
    fclose(out);
    expect_output(fixture, "  a Begin and Sadat will meet the\n"
                           "    President at Camp David\n"
                           "    [A 1978-08-08 · a1;\n"
                           "    Bbbb undated · b]\n"
                           "Averyveryverylongwordwithoutanyblankthatdoesnotfit\n"
                           "  here\n"
                           "Held\n"
                           "x\033[2m [y]\033[0m\n");
}

static void print_view(struct fixture *fixture, enum store_view view, char as)
{
    static const struct table_layout layout = {.columns = {"when", "status", "kind", "participants", "place"},
                                               .evidence = true};
    readout_error error = {0};
    struct filter filter = {0};
    struct rows *rows = rows_open(fixture->store, view, &filter, &error);
    FILE *out = start_output(fixture);
    struct page page = {.out = out, .width = 80, .colour = false};
    assert_non_null(rows);
    assert_true(as == 'j'   ? rows_print_json(rows, out, &error)
                : as == 'c' ? rows_print_csv(rows, out, &error)
                            : rows_print_table(rows, &page, &layout, &fixture->arena, &error));
    rows_close(rows);
    fclose(out);
}

static void meetings_print_as_table_csv_and_json(void **state)
{
    struct fixture *fixture = *state;
    struct sample sample;
    print_view(fixture, VIEW_MEETINGS, 't');
    expect_output(fixture, "none\n");
    print_view(fixture, VIEW_MEETINGS, 'j');
    expect_output(fixture, "[]\n");
    begin(&sample, "a1", "The \"A\", daily", "1978-09-18",
          "Begin and Sadat met at length in Jerusalem,\nthe city, in 1977.");
    sample_meeting(&sample, 2, "Jerusalem", "1977-11-20", STATUS_HELD, "met at length in Jerusalem,\nthe city");
    struct meeting *second = sample_meeting(&sample, 1, "", "", STATUS_UNKNOWN, "Begin");
    second->when.text = STR("in 1977");
    sample_store(&sample, fixture->store);
    print_view(fixture, VIEW_MEETINGS, 't');
    expect_output(fixture, "when        status  kind   participants  place\n"
                           "1977-11-20  held    talks  Begin, Sadat  Jerusalem\n"
                           "    “met at length in Jerusalem, the city”\n"
                           "      [The \"A\", daily 1978-09-18 · a1 · test.rule]\n"
                           "“in 1977”           talks  Begin\n"
                           "    “Begin” [The \"A\", daily 1978-09-18 · a1 · test.rule]\n");
    print_view(fixture, VIEW_MEETINGS, 'c');
    expect_output(fixture,
                  "participants,mediators,place,date_text,from,to,status,kind,quote,start,end,rule,attributed_to,"
                  "standing,report,outlet,published\r\n"
                  "Begin; Sadat,,Jerusalem,,1977-11-20,1977-11-20,held,talks,\"met at length in Jerusalem,\nthe city\","
                  "16,52,test.rule,,machine,a1,\"The \"\"A\"\", daily\",1978-09-18\r\n"
                  "Begin,,,in 1977,,,,talks,Begin,0,5,test.rule,,machine,a1,\"The \"\"A\"\", daily\",1978-09-18\r\n");
    print_view(fixture, VIEW_MEETINGS, 'j');
    json_t *rows = json_loads(fixture->output, 0, NULL), *first = json_array_get(rows, 0);
    assert_int_equal(json_array_size(rows), 2);
    assert_string_equal(json_string_value(json_array_get(json_object_get(first, "participants"), 1)), "Sadat");
    assert_int_equal(json_integer_value(json_object_get(first, "start")), 16);
    assert_true(json_is_null(json_object_get(first, "attributed_to")));
    assert_string_equal(json_string_value(json_object_get(first, "from")), "1977-11-20");
    json_decref(rows);
}

static void print_timeline(struct fixture *fixture)
{
    readout_error error = {0};
    struct filter filter = {0};
    struct event_list events = {0};
    FILE *out = start_output(fixture);
    struct page page = {.out = out, .width = 100, .colour = false};
    assert_true(events_read(fixture->store, &filter, &fixture->arena, &events, &error));
    timeline_print(&page, &events, &fixture->arena);
    fclose(out);
}

/* Facts of single reports: nothing is joined; what has no day comes last. */
static void timeline_of_each_report(void **state)
{
    struct fixture *fixture = *state;
    struct sample sample;
    begin(&sample, "a1", "A", "1978-09-18", "Begin and Sadat met in Jerusalem; talks went on.");
    sample_meeting(&sample, 2, "Jerusalem", "1977-11-20", STATUS_HELD, "met");
    sample_meeting(&sample, 2, "", "", STATUS_HELD, "talks");
    sample_store(&sample, fixture->store);
    begin(&sample, "b1", "B", "", "Begin and Sadat met.");
    sample_meeting(&sample, 2, "", "1977-11-20", STATUS_HELD, "met");
    sample_meeting(&sample, 2, "", "", STATUS_HELD, "met")->when.text = STR("on Friday");
    sample_store(&sample, fixture->store);
    print_timeline(fixture);
    expect_output(fixture, "1977-11-20  meeting held: Begin, Sadat: talks, Jerusalem [A 1978-09-18 · a1]\n"
                           "1977-11-20  meeting held: Begin, Sadat: talks [B undated · b1]\n"
                           "undated\n"
                           "meeting held: Begin, Sadat: talks [A 1978-09-18 · a1]\n"
                           "“on Friday”  meeting held: Begin, Sadat: talks [B undated · b1]\n");
}

/* The merged record of the store. */
static struct choice make_story_of(struct fixture *fixture, struct story_scope scope)
{
    readout_error error = {0};
    struct source_list sources = {0};
    struct story_words *words = ARENA_NEW(&fixture->arena, struct story_words, 1);
    struct story_facts *facts = ARENA_NEW(&fixture->arena, struct story_facts, 1);
    struct story *story = ARENA_NEW(&fixture->arena, struct story, 1);
    assert_true(source_open(&fixture->arena, NULL, false, &sources, &error));
    assert_true(story_words_load(&fixture->arena, &sources, words, &error));
    assert_true(store_story(fixture->store, &scope, words, &fixture->arena, facts, &error));
    story_make(&fixture->arena, facts, &words->rarity, story);
    return choice_of(&fixture->arena, story, &(struct filter){0});
}

static struct choice make_story(struct fixture *fixture)
{
    return make_story_of(fixture, (struct story_scope){0});
}

/* How rare the words of proposals are depends on what is wanted, too: that counts whatever is asked for, so that
 * proposals are the same to every command. */
static void what_is_wanted_counts_always(void **state)
{
    struct fixture *fixture = *state;
    struct sample sample;
    sample_full(&sample, "a1");
    sample_store(&sample, fixture->store);
    for (int events_only = 0; events_only < 2; events_only++) {
        struct choice choice = make_story_of(fixture, (struct story_scope){.events_only = events_only});
        assert_int_equal(choice.story->facts->stands.count, 1);
        assert_int_equal(choice.story->facts->figures.count, !events_only);
    }
}

static void print_merged(struct fixture *fixture)
{
    struct choice choice = make_story(fixture);
    struct event_list events = {0};
    events_of_story(&fixture->arena, &choice, &events);
    FILE *out = start_output(fixture);
    struct page page = {.out = out, .width = 100, .colour = false};
    timeline_print(&page, &events, &fixture->arena);
    fclose(out);
}

/* One meeting, planned and held, however often and in whatever order it is told; what looks back is no step. */
static void timeline_has_each_event_once(void **state)
{
    struct fixture *fixture = *state;
    struct sample sample;
    begin(&sample, "a2", "A", "1977-11-21", "Begin and Sadat met in Jerusalem.");
    sample_meeting(&sample, 2, "Jerusalem", "1977-11-20", STATUS_HELD, "met");
    sample_store(&sample, fixture->store);
    begin(&sample, "b1", "B", "1977-11-22", "Begin and Sadat were to meet.");
    sample_meeting(&sample, 2, "", "1977-11-20", STATUS_PLANNED, "meet");
    sample_store(&sample, fixture->store);
    begin(&sample, "a1", "A", "1977-11-18", "Begin and Sadat will meet.");
    sample_meeting(&sample, 2, "", "1977-11-20", STATUS_PLANNED, "meet");
    sample_store(&sample, fixture->store);
    begin(&sample, "a3", "A", "1977-11-25", "Begin and Sadat will meet again.");
    sample_meeting(&sample, 2, "", "1977-12-20", STATUS_CANCELLED, "meet");
    sample_store(&sample, fixture->store);
    print_merged(fixture);
    expect_output(fixture, "1977-11-20  meeting planned → held: Begin, Sadat: talks, Jerusalem "
                           "[3 voices: A 1977-11-18 · a1;\n  A 1977-11-21 · a2; B 1977-11-22 · b1]\n"
                           "1977-12-20  meeting cancelled: Begin, Sadat: talks [A 1977-11-25 · a3]\n");
}

/* What is chosen of all events is what is made where only that is asked for. */
static void events_are_chosen_as_they_are_made(void **state)
{
    static const struct filter filters[] = {{0}, {.since = "1978-09-19"}, {.until = "1978-09-01"}, {.actor = "Vance"},
                                            {.actor = "Nobody"}, {.place = "Jerusalem"}, {.place = "Nowhere"}};
    struct fixture *fixture = *state;
    struct sample sample;
    sample_full(&sample, "a1");
    sample_store(&sample, fixture->store);
    struct choice all = make_story(fixture);
    struct event_list events = {0};
    size_t fewest = SIZE_MAX;
    events_of_story(&fixture->arena, &all, &events);
    for (size_t f = 0; f < sizeof filters / sizeof *filters; f++) {
        struct choice choice = choice_of(&fixture->arena, all.story, &filters[f]);
        struct event_list made = {0}, chosen = {0};
        events_of_story(&fixture->arena, &choice, &made);
        events_chosen(&fixture->arena, &choice, &events, &chosen);
        assert_int_equal(made.count, chosen.count);
        for (size_t i = 0; i < made.count; i++)
            assert_true(str_equal(made.items[i].key, chosen.items[i].key) &&
                        str_equal(made.items[i].status, chosen.items[i].status));
        fewest = made.count < fewest ? made.count : fewest;
    }
    assert_true(events.count > 2 && fewest < events.count);
}

static void print_brief(struct fixture *fixture)
{
    struct choice choice = make_story(fixture);
    struct brief brief = {0};
    brief_make(&fixture->arena, &choice, NULL, &brief);
    FILE *out = start_output(fixture);
    struct page page = {.out = out, .width = 100, .colour = false};
    brief_print(&brief, &page, &fixture->arena);
    fclose(out);
}

static void brief_of_one_report(void **state)
{
    struct fixture *fixture = *state;
    struct sample sample;
    print_brief(fixture);
    expect_output(fixture, "Reports\n  0 reports, 0 voices, of 0 outlets\n");
    sample_full(&sample, "one");
    sample_store(&sample, fixture->store);
    print_brief(fixture);
    expect_part(fixture, "Where the talks stand\n"
                         "  resumed (1978-09-18): talks [Test Agency 1978-09-18 · one]\n\n", true);
    expect_part(fixture, "Held last\n"
                         "  1978-09-18  Cyrus Vance, Moshe Dayan: talks, Jerusalem [Test Agency 1978-09-18 · one]\n", true);
    expect_part(fixture, "Reports\n"
                         "  1 report, 1 voice, of 1 outlet, published 1978-09-18 to 1978-09-18\n", true);
}

/* What lies ahead is judged by the newest report; long lists are cut and say so. */
static void brief_judges_by_the_newest_report(void **state)
{
    struct fixture *fixture = *state;
    struct sample sample;
    begin(&sample, "a1", "A", "1978-08-08", "Begin and Sadat will meet, then part.");
    sample_meeting(&sample, 2, "past", "1978-08-20", STATUS_PLANNED, "meet");
    sample_meeting(&sample, 2, "ahead", "1978-09-05", STATUS_PLANNED, "meet");
    sample_meeting(&sample, 2, "stale", "", STATUS_PLANNED, "meet");
    sample_store(&sample, fixture->store);
    begin(&sample, "a2", "A", "1978-09-18", "Begin and Sadat met.");
    sample_meeting(&sample, 2, "fresh", "", STATUS_POSSIBLE, "met")->when.text = STR("soon");
    sample_meeting(&sample, 2, "today", "1978-09-18", STATUS_PLANNED, "met");
    for (int day = 8; day < 18; day++) {
        char text[11];
        snprintf(text, sizeof text, "1978-09-%02d", day);
        sample_meeting(&sample, 2, "", text, STATUS_HELD, "met");
    }
    sample_store(&sample, fixture->store);
    print_brief(fixture);
    expect_part(fixture, "talks, stale", false);
    expect_part(fixture, "Planned and under way\n  1978-09-18  Begin, Sadat: talks, today [A 1978-09-18 · a2]\n"
                         "  “soon”  possible: Begin, Sadat: talks, fresh [A 1978-09-18 · a2]\n", true);
    expect_part(fixture, "Held last\n  1978-09-17  Begin", true);
    expect_part(fixture, "  1978-09-14  Begin, Sadat: talks [A 1978-09-18 · a2]\n"
                         "  (+6 more: readout meetings)\n", true);
    expect_part(fixture, "Not known\n  1978-09-05  planned: Begin, Sadat: talks, ahead [A 1978-08-08 · a1]\n"
                         "  1978-08-20  planned: Begin, Sadat: talks, past [A 1978-08-08 · a1]\n", true);
    expect_part(fixture, "2 reports, 2 voices, of 1 outlet, published 1978-08-08 to 1978-09-18\n", true);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(text_is_made_fit_for_a_page),
        TEST(days_are_shown_short),
        TEST(lines_wrap_and_sources_follow),
        TEST(meetings_print_as_table_csv_and_json),
        TEST(timeline_of_each_report),
        TEST(what_is_wanted_counts_always),
        TEST(timeline_has_each_event_once),
        TEST(events_are_chosen_as_they_are_made),
        TEST(brief_of_one_report),
        TEST(brief_judges_by_the_newest_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
