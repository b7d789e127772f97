/* draw_timeline_test.c - the timeline as a drawing: every event in one mark, whatever there is. */
#include "drawn.h"
#include "web/draw_timeline.h"

static const struct str lanes[] = {STR("Egypt"), STR("Israel"), STR("United States")};
enum { LANES = sizeof lanes / sizeof *lanes };

static struct draw_timeline timeline_of(const struct draw_event *events, size_t count)
{
    return (struct draw_timeline){{"t", STR("Timeline"), STR("")}, events, count, lanes, LANES, {span_href, NULL},
                                  DRAW_NO_DAY};
}

/* Events by chance within so many days. */
static struct draw_event *some_events(size_t count, unsigned days)
{
    struct draw_event *events = ARENA_NEW(&arena, struct draw_event, count + 1);
    uint64_t state = count;
    for (size_t i = 0; i < count; i++) {
        long from = (long)drawn_chance(&state, days), to = from + (long)drawn_chance(&state, 20);
        unsigned way = drawn_chance(&state, 3);
        events[i] = (struct draw_event){
            from, way == 0 ? from : way == 1 ? to : DRAW_OPEN, (enum event_days)drawn_chance(&state, 2),
            (enum event_kind)drawn_chance(&state, EVENT_KIND_COUNT),
            (enum event_status)drawn_chance(&state, STATUS_COUNT), drawn_chance(&state, LANES + 1),
            text_format(&arena, "Event %u", drawn_chance(&state, 1000)), STR("/item/1"), STR("")};
    }
    return events;
}

/* Draw and check; every event that has a day is in one mark. */
static xmlDoc *draw_all(struct buffer *out, const struct draw_timeline *timeline, size_t dated)
{
    buffer_clear(out, 0);
    draw_timeline(&arena, out, timeline);
    xmlDoc *document = drawn_check(out, "t");
    assert_int_equal(drawn_count(document, NULL, "event") + drawn_sum(document, "cluster", " events"), dated);
    assert_int_equal(drawn_rows(document), dated < DRAW_TABLE_ROWS ? dated : DRAW_TABLE_ROWS);
    return document;
}

static void test_sizes(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        unsigned days;
    } cases[] = {{0, 1},      {1, 1},       {2, 1},       {50, 300},       {60, 2},        {200, 3000},  {1000, 1},
                 {1000, 400}, {3000, 20000}, {MANY, 1},   {MANY, 30},      {MANY, 3000},   {MANY, 73000}};
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draw_timeline timeline = timeline_of(some_events(cases[i].count, cases[i].days), cases[i].count);
        xmlFreeDoc(draw_all(&out, &timeline, cases[i].count));
    }
    buffer_free(&out);
}

/* Few: all are drawn, with their labels. */
static void test_labels(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct draw_event events[] = {
        {0, 0, DAYS_EXACT, EVENT_MEETING, STATUS_HELD, 0, STR("First meeting"), STR("/item/1"), STR("")},
        {9, 9, DAYS_EXACT, EVENT_TRIP, STATUS_ONGOING, 0, STR("Trip"), STR("/item/2"), STR("")},
        {9, 19, DAYS_SOME, EVENT_TALKS, STATUS_CANCELLED, 1, STR("Talks"), STR("javascript:alert(1)"),
         STR("")},
        {30, DRAW_OPEN, DAYS_EXACT, EVENT_ANSWER, STATUS_PLANNED, 2, STR("Answer"), STR("//elsewhere/"),
         STR("refused")},
        {DRAW_NO_DAY, DRAW_NO_DAY, DAYS_EXACT, EVENT_MEETING, STATUS_HELD, 0, STR("Lost"), STR("/item/3"), STR("")},
        {DRAW_NO_DAY, 40, DAYS_EXACT, EVENT_MEETING, STATUS_UNKNOWN, 0, STR("Until"), STR("/item/4"), STR("")},
    };
    struct draw_timeline timeline = timeline_of(events, sizeof events / sizeof *events);
    timeline.today = 20;
    xmlDoc *document = draw_all(&out, &timeline, 5);
    assert_int_equal(drawn_count(document, "a", "event"), 3); /* two addresses lead elsewhere */
    assert_int_equal(drawn_count(document, "g", "event"), 2);
    assert_int_equal(drawn_count(document, "text", "event-label"), 5);
    assert_int_equal(drawn_count_in(drawn_svg(document), NULL, "mark-half"), 1);
    assert_int_equal(drawn_count_in(drawn_svg(document), NULL, "mark-cross"), 1);
    assert_int_equal(drawn_count(document, "rect", "bar-some"), 1);
    assert_int_equal(drawn_count(document, "path", "bar-open"), 1);
    assert_int_equal(drawn_count(document, "line", "today"), 1);
    assert_true(drawn_contains(&out, "1 without a day is not drawn."));
    assert_true(drawn_contains(&out, "1970-01-01: meeting, held: First meeting"));
    assert_true(drawn_contains(&out, "1970-01-31…: answer, refused: Answer"));
    assert_true(drawn_contains(&out, "some time in 1970-01-10…20: talks, cancelled: Talks"));
    xmlFreeDoc(document);
    buffer_free(&out);
}

/* All on one day: one cluster, that leads to that day. */
static void test_cluster(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct draw_event *events = some_events(1000, 1);
    for (size_t i = 0; i < 1000; i++)
        events[i].lane = 1;
    struct draw_timeline timeline = timeline_of(events, 1000);
    events[0].to = events[0].from + 2; /* more than a day is shown */
    xmlDoc *document = draw_all(&out, &timeline, 1000);
    assert_int_equal(drawn_count(document, "a", "cluster"), 1);
    assert_true(drawn_contains(&out, "Israel, 1970-01-01: 1000 events"));
    assert_true(drawn_contains(&out, "href=\"/days?since=0&amp;until=0\""));
    assert_true(drawn_contains(&out, "500 more: the list and its CSV have them all."));
    xmlFreeDoc(document);
    timeline.span.href = NULL;
    document = draw_all(&out, &timeline, 1000);
    assert_int_equal(drawn_count(document, "g", "cluster"), 1);
    xmlFreeDoc(document);
    buffer_free(&out);
}

static void test_hostile(void **state)
{
    (void)state;
    struct buffer out = {0};
    const struct str names[] = {str_of(hostile), STR("")};
    struct draw_event events[] = {
        {0, LONG_MAX - 1, DAYS_SOME, EVENT_MEETING, STATUS_HELD, 0, str_of(hostile), str_of(hostile),
         str_of(hostile)},
        {LONG_MIN + 1, LONG_MIN + 1, DAYS_EXACT, EVENT_TRIP, STATUS_HELD, 1, STR(""), STR("/a\"onload=\"x"), STR("")},
        {LONG_MAX - 1, 0, DAYS_EXACT, EVENT_TRIP, STATUS_HELD, UINT32_MAX, str_of(hostile), STR("/\xff"), STR("")},
        {LONG_MAX, LONG_MAX, DAYS_EXACT, EVENT_TRIP, STATUS_HELD, 7, str_of(hostile), STR("/x"), STR("")},
    };
    struct draw_timeline timeline = {{"t", str_of(hostile), str_of(hostile)}, events, 4, names, 2, {NULL, NULL}, 0};
    xmlDoc *document = draw_all(&out, &timeline, 4);
    assert_true(drawn_contains(&out, "&lt;/svg&gt;&lt;script&gt;"));
    xmlFreeDoc(document);
    buffer_free(&out);
}

/* The same bytes twice, and for the same events in another order. */
static void test_same(void **state)
{
    (void)state;
    static const size_t counts[] = {40, 400, 5000};
    struct buffer first = {0}, second = {0};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct draw_event *events = some_events(counts[i], 500);
        for (size_t twin = 0; twin < 8; twin++) { /* the same but for the end */
            events[twin] = events[0];
            events[twin].to = twin % 2 ? DRAW_OPEN : events[0].from;
        }
        struct draw_timeline timeline = timeline_of(events, counts[i]);
        xmlFreeDoc(draw_all(&first, &timeline, counts[i]));
        xmlFreeDoc(draw_all(&second, &timeline, counts[i]));
        assert_true(str_equal(buffer_str(&first), buffer_str(&second)));
        drawn_shuffle(events, counts[i], sizeof *events);
        xmlFreeDoc(draw_all(&second, &timeline, counts[i]));
        assert_true(str_equal(buffer_str(&first), buffer_str(&second)));
    }
    buffer_free(&first);
    buffer_free(&second);
}

/* More lanes than are drawn: the rest is one. */
static void test_lanes(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    struct buffer out = {0};
    struct str *names = ARENA_NEW(&arena, struct str, COUNT);
    struct draw_event *events = some_events(MANY, 4000);
    for (size_t i = 0; i < COUNT; i++)
        names[i] = text_format(&arena, "Lane %zu", i);
    for (uint32_t i = 0; i < MANY; i++)
        events[i].lane = i % COUNT;
    struct draw_timeline timeline = {{"t", STR("Timeline"), STR("")}, events, MANY, names, COUNT, {span_href, NULL},
                                     DRAW_NO_DAY};
    xmlDoc *document = draw_all(&out, &timeline, MANY);
    assert_int_equal(drawn_count(document, "text", "lane-name"), TIMELINE_LANES + 1);
    xmlFreeDoc(document);
    buffer_free(&out);
}

/* A long name has two lines, cut behind a word or a character, not within one. */
static void test_names(void **state)
{
    (void)state;
    enum { COUNT = 3, WIDE = 60 };
    struct buffer out = {0}, wide = {0};
    for (int i = 0; i < WIDE; i++)
        buffer_add(&wide, STR("\u2013"));
    const struct str names[COUNT] = {STR("Egypt"), STR("Israel and Palestinians: peace and ceasefire (2013)"),
                                     buffer_str(&wide)};
    struct draw_event *events = some_events(COUNT, 40);
    for (uint32_t i = 0; i < COUNT; i++)
        events[i].lane = i;
    struct draw_timeline timeline = {{"t", STR("Timeline"), STR("")}, events, COUNT, names, COUNT, {span_href, NULL},
                                     DRAW_NO_DAY};
    xmlDoc *document = draw_all(&out, &timeline, COUNT);
    assert_int_equal(drawn_count(document, "text", "lane-name"), 1 + 2 + 2);
    static const char line[] = ">Israel and Palestinians: peace<", broken[] = "\ufffd";
    assert_non_null(memmem(out.ptr, out.len, line, sizeof line - 1));
    assert_null(memmem(out.ptr, out.len, broken, sizeof broken - 1));
    xmlFreeDoc(document);
    buffer_free(&wide);
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),   cmocka_unit_test(test_labels), cmocka_unit_test(test_cluster),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_same),   cmocka_unit_test(test_lanes),
        cmocka_unit_test(test_names),
    };
    if (arena_guard(&arena))
        return 2;
    return cmocka_run_group_tests_name("draw_timeline", tests, open_arena, close_arena);
}
