/* draw_figures_test.c - figures over time as a drawing: every figure with a day in one mark, the others counted. */
#include "drawn.h"
#include "web/draw_figures.h"

static const struct str outlets[] = {STR("A"), STR("B"), STR("C"), STR("D"), STR("E"),
                                     STR("F"), STR("G"), STR("H"), STR("I"), STR("J")};
enum { OUTLETS = sizeof outlets / sizeof *outlets };

static struct draw_figures figures_of(const struct draw_point *points, size_t count)
{
    return (struct draw_figures){{"f", STR("Figures"), STR("")}, STR("people"), points, count, outlets, OUTLETS,
                                 {span_href, NULL}};
}

static struct draw_point *some_points(size_t count, unsigned days, unsigned most)
{
    static const char *const qualifiers[] = {"", "about", "at least", "up to", "remaining"};
    struct draw_point *points = ARENA_NEW(&arena, struct draw_point, count + 1);
    uint64_t state = count;
    for (size_t i = 0; i < count; i++)
        points[i] = (struct draw_point){(long)drawn_chance(&state, days), drawn_chance(&state, most),
                                        str_of(qualifiers[drawn_chance(&state, 5)]), drawn_chance(&state, OUTLETS + 2),
                                        text_format(&arena, "Figure %u", drawn_chance(&state, 99)), STR("/item/1")};
    return points;
}

static xmlDoc *draw_all(struct buffer *out, const struct draw_figures *figures, size_t dated)
{
    buffer_clear(out, 0);
    draw_figures(&arena, out, figures);
    xmlDoc *document = drawn_check(out, "f");
    assert_int_equal(drawn_count(document, NULL, "figure") + drawn_sum(document, "figure", " more close by"), dated);
    assert_int_equal(drawn_rows(document), dated < DRAW_TABLE_ROWS ? dated : DRAW_TABLE_ROWS);
    return document;
}

static void test_sizes(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        unsigned days, most;
    } cases[] = {{0, 1, 1},      {1, 1, 1},          {2, 1, 5},         {50, 400, 100},
                 {600, 900, 99}, {MANY, 1, 1000000}, {MANY, 9000, 900}, {MANY, 73000, 1u << 31}};
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draw_figures figures = figures_of(some_points(cases[i].count, cases[i].days, cases[i].most),
                                                 cases[i].count);
        xmlFreeDoc(draw_all(&out, &figures, cases[i].count));
    }
    buffer_free(&out);
}

/* What can be drawn is drawn; what cannot is counted. */
static void test_numbers(void **state)
{
    (void)state;
    static const double drawn[][3] = {{1, 2, 3},       {-5, 0, 5},        {-3, -2, -1},        {0, 0, 0},
                                      {1e-300, 5, 6},  {1e15, -1e15, 0},  {1e-5, 1e15, 1},     {7, 7, 7},
                                      {1e15, 1e15, 1e15}, {0.1, 0.2, 0.3}, {1e9, 1e9 + 1, 1e9}, {-0.0, 1, 1000}};
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        struct draw_point points[] = {
            {0, drawn[i][0], STR(""), 0, STR("a"), STR("/")}, {1, drawn[i][1], STR(""), 1, STR("b"), STR("/")},
            {2, drawn[i][2], STR(""), 2, STR("c"), STR("/")}, {0, (double)NAN, STR(""), 0, STR("d"), STR("/")},
            {0, (double)INFINITY, STR(""), 0, STR("e"), STR("/")}, {0, -1e300, STR(""), 0, STR("f"), STR("/")},
            {DRAW_NO_DAY, 5, STR(""), 0, STR("g"), STR("/")},
        };
        struct draw_figures figures = figures_of(points, sizeof points / sizeof *points);
        xmlFreeDoc(draw_all(&out, &figures, 3));
        assert_true(drawn_contains(&out, "3 without a number that can be drawn."));
        assert_true(drawn_contains(&out, "1 without a day is not drawn."));
    }
    buffer_free(&out);
}

static bool is_logarithmic(double low, double high)
{
    struct buffer out = {0};
    struct draw_point points[] = {{0, low, STR(""), 0, STR("a"), STR("/")}, {9, high, STR(""), 1, STR("b"), STR("/")}};
    struct draw_figures figures = figures_of(points, 2);
    xmlFreeDoc(draw_all(&out, &figures, 2));
    bool said = drawn_contains(&out, "people, logarithmic scale");
    assert_int_equal(said, drawn_contains(&out, "The scale is logarithmic"));
    buffer_free(&out);
    return said;
}

static void test_logarithmic(void **state)
{
    (void)state;
    assert_true(is_logarithmic(1, 101));
    assert_true(is_logarithmic(0.01, 5000000));
    assert_false(is_logarithmic(1, 100));
    assert_false(is_logarithmic(0, 5000000));
    assert_false(is_logarithmic(-1, 5000000));
}

/* The y of the horizontal line beside whose number the words stand. */
static double tick_y(xmlDoc *document, const char *words)
{
    xmlNode *top = drawn_svg(document);
    for (xmlNode *node = top; node; node = drawn_next(node, top))
        if (drawn_has_class(node, "tick") && !strcmp((const char *)node->children->content, words))
            return drawn_number(node, "y");
    fail();
    return 0;
}

/* On a logarithmic scale a factor is a length, on another a difference is. */
static void test_axis(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct draw_point points[] = {{0, 10, STR(""), 0, STR(""), STR("/")}, {9, 10000, STR(""), 1, STR(""), STR("/")}};
    struct draw_figures figures = figures_of(points, 2);
    xmlDoc *document = draw_all(&out, &figures, 2);
    double ten = tick_y(document, "10"), hundred = tick_y(document, "100"), last = tick_y(document, "10,000");
    assert_true(ten > hundred && hundred > last && fabs((ten - last) - 3 * (ten - hundred)) < 0.1);
    xmlFreeDoc(document);
    points[1].value = 50;
    document = draw_all(&out, &figures, 2);
    double none = tick_y(document, "0");
    ten = tick_y(document, "10");
    last = tick_y(document, "50");
    assert_true(fabs((none - last) - 5 * (none - ten)) < 0.1);
    xmlFreeDoc(document);
    buffer_free(&out);
}

static void test_marks(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct draw_point points[] = {
        {0, 10, STR("at least"), 0, STR("killed"), STR("/item/1")}, {5, 20, STR("about"), 1, STR(""), STR("/item/2")},
        {9, 30, STR("remaining"), 8, STR(""), STR("javascript:x")}, {9, 40, STR(""), 99, str_of(hostile), STR("/x")},
        {20, 40, STR("up to"), 0, STR(""), STR("/y")},              {20, 40, STR("up to"), 0, STR(""), STR("/z")},
    };
    struct draw_figures figures = figures_of(points, sizeof points / sizeof *points);
    figures.head.title = str_of(hostile);
    xmlDoc *document = draw_all(&out, &figures, 6);
    assert_true(drawn_contains(&out, "1970-01-01: at least 10 people (A): killed"));
    assert_true(drawn_contains(&out, "(I)")); /* one of the others still has its name */
    assert_true(drawn_contains(&out, "href=\"/days?since=20&amp;until=20\""));
    assert_true(drawn_contains(&out, "<bdi>others</bdi>"));
    assert_int_equal(drawn_count_in(drawn_svg(document), NULL, "whisker"), 3);
    assert_int_equal(drawn_count_in(drawn_svg(document), NULL, "series-other"), 2);
    assert_int_equal(drawn_count(document, "g", "figure"), 1);
    xmlFreeDoc(document);
    buffer_free(&out);
}

static void test_same(void **state)
{
    (void)state;
    static const size_t counts[] = {40, 3000};
    struct buffer first = {0}, second = {0};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct draw_point *points = some_points(counts[i], 100, 1000);
        struct draw_figures figures = figures_of(points, counts[i]);
        xmlFreeDoc(draw_all(&first, &figures, counts[i]));
        drawn_shuffle(points, counts[i], sizeof *points);
        xmlFreeDoc(draw_all(&second, &figures, counts[i]));
        assert_true(str_equal(buffer_str(&first), buffer_str(&second)));
    }
    buffer_free(&first);
    buffer_free(&second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes), cmocka_unit_test(test_numbers), cmocka_unit_test(test_logarithmic),
        cmocka_unit_test(test_axis),  cmocka_unit_test(test_marks),   cmocka_unit_test(test_same),
    };
    if (arena_guard(&arena))
        return 2;
    return cmocka_run_group_tests_name("draw_figures", tests, open_arena, close_arena);
}
