/* draw_coverage_test.c - reports over time as a drawing: every report with a day in one bar. */
#include "drawn.h"
#include "web/draw_coverage.h"

enum { OUTLETS = 12 };

static struct draw_coverage coverage_of(const struct draw_report *reports, size_t count)
{
    struct str *outlets = ARENA_NEW(&arena, struct str, OUTLETS);
    for (int i = 0; i < OUTLETS; i++)
        outlets[i] = text_format(&arena, "Outlet %c", 'A' + i);
    return (struct draw_coverage){{"c", STR("Coverage"), STR("")}, reports, count, outlets, OUTLETS,
                                  {span_href, NULL}};
}

static struct draw_report *some_reports(size_t count, unsigned days)
{
    struct draw_report *reports = ARENA_NEW(&arena, struct draw_report, count + 1);
    uint64_t state = count;
    for (size_t i = 0; i < count; i++)
        reports[i] = (struct draw_report){(long)drawn_chance(&state, days), drawn_chance(&state, OUTLETS + 1)};
    return reports;
}

static xmlDoc *draw_all(struct buffer *out, const struct draw_coverage *coverage, size_t dated)
{
    buffer_clear(out, 0);
    draw_coverage(&arena, out, coverage);
    xmlDoc *document = drawn_check(out, "c");
    assert_int_equal(drawn_sum(document, "coverage-bar", " report"), dated);
    assert_int_equal(drawn_rows(document), drawn_count(document, NULL, "coverage-bar"));
    return document;
}

static void test_sizes(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        unsigned days;
    } cases[] = {{0, 1}, {1, 1}, {30, 1}, {30, 90}, {900, 100}, {MANY, 1}, {MANY, 3000}, {MANY, 73000}};
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draw_coverage coverage = coverage_of(some_reports(cases[i].count, cases[i].days), cases[i].count);
        xmlFreeDoc(draw_all(&out, &coverage, cases[i].count));
    }
    buffer_free(&out);
}

/* Two days, three outlets: what bars say and where they lead. */
static void test_bars(void **state)
{
    (void)state;
    struct buffer out = {0};
    const struct draw_report reports[] = {{0, 1}, {0, 1}, {0, 0}, {3, 1}, {3, 99}, {DRAW_NO_DAY, 0}};
    struct draw_coverage coverage = coverage_of(reports, sizeof reports / sizeof *reports);
    xmlDoc *document = draw_all(&out, &coverage, 5);
    assert_int_equal(drawn_count(document, "a", "coverage-bar"), 2);
    assert_true(drawn_contains(&out, "1970-01-01: 3 reports: Outlet B 2, Outlet A 1<"));
    assert_true(drawn_contains(&out, "1970-01-04: 2 reports: Outlet B 1, others 1<"));
    assert_true(drawn_contains(&out, "href=\"/days?since=0&amp;until=0\""));
    assert_true(drawn_contains(&out, "Each bar is a day."));
    assert_true(drawn_contains(&out, "1 without a day is not drawn."));
    assert_int_equal(drawn_count(document, "pattern", NULL), 3);
    xmlFreeDoc(document);
    buffer_free(&out);
}

/* The outlets with the most reports have their own texture; heights are as the counts. */
static void test_outlets(void **state)
{
    (void)state;
    struct buffer out = {0};
    LIST(struct draw_report) reports = {0};
    for (uint32_t outlet = 0; outlet < OUTLETS; outlet++)
        for (uint32_t i = 0; i <= outlet; i++)
            *ARENA_PUSH(&arena, reports) = (struct draw_report){0, outlet};
    struct draw_coverage coverage = coverage_of(reports.items, reports.count);
    xmlDoc *document = draw_all(&out, &coverage, reports.count);
    assert_true(drawn_contains(&out, "78 reports: Outlet L 12, Outlet K 11, Outlet J 10, Outlet I 9, Outlet H 8, "
                                     "Outlet G 7, others 21<"));
    xmlNode *top = drawn_svg(document);
    double heights[COVERAGE_OUTLETS + 1];
    size_t parts = 0;
    for (xmlNode *node = top; node; node = drawn_next(node, top))
        if (drawn_has_class(node, "stack") && parts <= COVERAGE_OUTLETS)
            heights[parts++] = drawn_number(node, "height");
    assert_int_equal(parts, COVERAGE_OUTLETS + 1);
    assert_true(fabs(heights[0] / heights[5] - 12.0 / 7) < 0.01 && fabs(heights[6] / heights[5] - 3) < 0.01);
    xmlFreeDoc(document);
    buffer_free(&out);
}

static void test_hostile(void **state)
{
    (void)state;
    struct buffer out = {0};
    const struct str outlets[] = {str_of(hostile), STR("")};
    const struct draw_report reports[] = {{LONG_MIN + 1, 0}, {LONG_MAX, 1}, {0, UINT32_MAX}};
    struct draw_coverage coverage = {{"c", str_of(hostile), str_of(hostile)}, reports, 3, outlets, 2, {NULL, NULL}};
    xmlDoc *document = draw_all(&out, &coverage, 3);
    assert_int_equal(drawn_count(document, "g", "coverage-bar"), 3);
    xmlFreeDoc(document);
    buffer_free(&out);
}

static void test_same(void **state)
{
    (void)state;
    struct buffer first = {0}, second = {0};
    struct draw_report *reports = some_reports(3000, 800);
    struct draw_coverage coverage = coverage_of(reports, 3000);
    xmlFreeDoc(draw_all(&first, &coverage, 3000));
    drawn_shuffle(reports, 3000, sizeof *reports);
    xmlFreeDoc(draw_all(&second, &coverage, 3000));
    assert_true(str_equal(buffer_str(&first), buffer_str(&second)));
    buffer_free(&first);
    buffer_free(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),   cmocka_unit_test(test_bars), cmocka_unit_test(test_outlets),
        cmocka_unit_test(test_hostile), cmocka_unit_test(test_same),
    };
    if (arena_guard(&arena))
        return 2;
    return cmocka_run_group_tests_name("draw_coverage", tests, open_arena, close_arena);
}
