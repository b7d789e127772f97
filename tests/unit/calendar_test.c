/* calendar_test.c - days, weeks and months of the Gregorian calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/calendar.h"

static void test_known_days(void **state)
{
    (void)state;
    assert_int_equal(calendar_day(1970, 1, 1), 0);
    assert_int_equal(calendar_day(1969, 12, 31), -1);
    assert_int_equal(calendar_day(2000, 3, 1), 11017);
    assert_int_equal(calendar_day(1978, 9, 17), 3181); /* the Camp David Accords, a Sunday */
    assert_int_equal(calendar_weekday(calendar_day(1978, 9, 17)), 7);
    assert_int_equal(calendar_weekday(calendar_day(1648, 10, 24)), 6); /* the Peace of Westphalia, a Saturday */
}

/* Every day of 800 years: one more than the day before, there and back, weekdays in turn. */
static void test_every_day(void **state)
{
    (void)state;
    long expected = calendar_day(1600, 1, 1);
    int weekday = calendar_weekday(expected);
    for (int year = 1600; year < 2400; year++)
        for (int month = 1; month <= MONTHS_A_YEAR; month++)
            for (int day = 1; day <= calendar_month_length(year, month); day++) {
                struct calendar_date back = calendar_date(expected);
                assert_int_equal(calendar_day(year, month, day), expected);
                assert_true(back.year == year && back.month == month && back.day == day);
                assert_int_equal(calendar_weekday(expected), weekday);
                weekday = weekday % DAYS_A_WEEK + 1;
                expected++;
            }
}

static void test_leap_years(void **state)
{
    (void)state;
    assert_int_equal(calendar_month_length(2000, 2), 29);
    assert_int_equal(calendar_month_length(1900, 2), 28);
    assert_int_equal(calendar_month_length(2024, 2), 29);
    assert_int_equal(calendar_month_length(2023, 2), 28);
    assert_int_equal(calendar_month_length(2023, 12), 31);
}

static void assert_week(int year, int month, int day, int week_year, int week)
{
    struct calendar_week found = calendar_week(calendar_day(year, month, day));
    assert_int_equal(found.year, week_year);
    assert_int_equal(found.week, week);
}

/* The days round a new year that ISO 8601 gives to the other year. */
static void test_weeks(void **state)
{
    (void)state;
    assert_week(2005, 1, 1, 2004, 53);
    assert_week(2007, 1, 1, 2007, 1);
    assert_week(2008, 12, 29, 2009, 1);
    assert_week(2010, 1, 3, 2009, 53);
    assert_week(2024, 8, 22, 2024, 34);
}

static void test_month_shift(void **state)
{
    (void)state;
    assert_int_equal(calendar_month_shift(2020, 1, -1), calendar_day(2019, 12, 1));
    assert_int_equal(calendar_month_shift(2020, 12, 1), calendar_day(2021, 1, 1));
    assert_int_equal(calendar_month_shift(2020, 5, -29), calendar_day(2017, 12, 1));
}

static void test_parse(void **state)
{
    (void)state;
    long day = 0;
    char text[11];
    assert_true(calendar_parse(STR("1978-09-17"), &day));
    assert_int_equal(day, calendar_day(1978, 9, 17));
    assert_true(calendar_parse(STR("1978-09-17T21:00Z"), &day));
    assert_false(calendar_parse(STR("1978-02-29"), &day));
    assert_false(calendar_parse(STR("1978-13-01"), &day));
    assert_false(calendar_parse(STR("1978-9-17"), &day));
    assert_false(calendar_parse(STR("17.09.1978"), &day));
    assert_false(calendar_parse(STR(""), &day));
    calendar_print(calendar_day(1978, 9, 7), text);
    assert_string_equal(text, "1978-09-07");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days), cmocka_unit_test(test_every_day),   cmocka_unit_test(test_leap_years),
        cmocka_unit_test(test_weeks),      cmocka_unit_test(test_month_shift), cmocka_unit_test(test_parse),
    };
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
