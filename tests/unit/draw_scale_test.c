/* draw_scale_test.c - days and numbers as places: steps of the calendar, ticks, short numbers. */
#include "drawn.h"

/* Each step of each scale: a day lies in its step, the next begins where it ends. */
static void test_steps(void **state)
{
    (void)state;
    struct day_scale scale = day_scale_of(calendar_day(1, 1, 1), calendar_day(9999, 12, 31), 0, 1);
    const struct day_step *step = day_step_fit(&(struct day_scale){0, 6, 0, 700}, 50);
    size_t steps = 0;
    assert_int_equal(step->unit, UNIT_DAY);
    for (; step; step = day_step_coarser(step), steps++)
        for (long day = scale.first; day <= scale.last; day += 997) {
            long start = day_step_start(step, day), next = day_step_next(step, start);
            assert_true(start <= day && day < next);
            assert_int_equal(day_step_start(step, next), next);
            assert_int_equal(day_step_start(step, next - 1), start);
        }
    assert_true(steps > 10);
}

static void assert_name(long first, long last, const char *expected)
{
    struct day_scale scale = day_scale_of(first, last, 0, 700);
    const struct day_step *step = day_step_fit(&scale, 70);
    struct str name = day_step_name(&arena, step, day_step_start(step, calendar_day(1978, 9, 17)));
    assert_true(str_equal(name, str_of(expected)));
}

static void test_names(void **state)
{
    (void)state;
    long day = calendar_day(1978, 9, 17);
    assert_name(day, day + 9, "1978-09-17");
    assert_name(day, day + 60, "week of 1978-09-11");
    assert_name(day, day + 270, "1978-09");
    assert_name(day, day + 500, "1978-09…10");
    assert_name(day, day + 800, "1978-07…09");
    assert_name(day, day + 1200, "1978-07…12");
    assert_name(day, day + 3000, "1978");
    assert_name(day, day + 33000, "1970…1979");
}

static void test_scale(void **state)
{
    (void)state;
    struct day_scale one = day_scale_of(5, 5, 10, 70);
    assert_int_equal(one.last - one.first, 6);
    assert_true(one.first <= 5 && 5 <= one.last);
    struct day_scale week = day_scale_of(0, 6, 10, 70);
    assert_true(fabs(day_x(&week, 0) - 10) < 1e-9 && fabs(day_x(&week, 7) - 80) < 1e-9);
    struct day_scale all = day_scale_of(LONG_MIN, LONG_MAX, 0, 1);
    assert_int_equal(all.first, calendar_day(1, 1, 1));
    assert_int_equal(all.last, calendar_day(9999, 12, 31));
    struct day_scale end = day_scale_of(LONG_MAX, LONG_MAX, 0, 1);
    assert_true(end.last - end.first == 6);
}

static void test_number_steps(void **state)
{
    (void)state;
    assert_true(number_step(7, 7) == 1);
    assert_true(number_step(8, 7) == 2);
    assert_true(number_step(1000, 5) == 200);
    assert_true(number_step(24, 5) == 5);
    assert_true(number_step(45, 5) == 10);
    assert_true(fabs(number_step(0.3, 3) - 0.1) < 1e-12);
}

static void assert_short(double number, const char *expected)
{
    assert_true(str_equal(number_short(&arena, number), str_of(expected)));
}

static void test_short_numbers(void **state)
{
    (void)state;
    assert_short(0, "0");
    assert_short(-0.0, "0");
    assert_short(999, "999");
    assert_short(1000, "1,000");
    assert_short(-1234567, "-1,234,567");
    assert_short(0.25, "0.25");
    assert_short(2.5e9, "2.5 bn");
    assert_short(3e12, "3 tn");
    assert_short((double)NAN, "");
}

static void test_links(void **state)
{
    (void)state;
    static const struct {
        const char *href;
        bool linked;
    } cases[] = {{"/item/1", true},   {"?page=2", true},      {"#top", true},          {"/", true}, {"", false},
                 {"//host/", false},  {"/\\host/", false},    {"javascript:x", false}, {"http://host/", false}};
    struct draw_head head = {"p", STR("title"), STR("")};
    struct buffer out = {0};
    struct draw draw = {&arena, &out, &head};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer_clear(&out, 0);
        bool linked = draw_link_open(&draw, "event", str_of(cases[i].href), STR("words"));
        assert_int_equal(linked, cases[i].linked);
        assert_int_equal(drawn_contains(&out, "href"), cases[i].linked);
    }
    buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),        cmocka_unit_test(test_names),         cmocka_unit_test(test_scale),
        cmocka_unit_test(test_number_steps), cmocka_unit_test(test_short_numbers), cmocka_unit_test(test_links),
    };
    if (arena_guard(&arena))
        return 2;
    return cmocka_run_group_tests_name("draw_scale", tests, open_arena, close_arena);
}
