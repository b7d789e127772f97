/* page_date_test.c - dates found in what pages show, and in addresses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/page_date.h"

static void test_find(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"August 19, 2024 10:05 AM EDT", "2024-08-19T10:05-04:00"},
        {"Posted: 19 Aug. 2024 | 10:05 GMT", "2024-08-19T10:05+00:00"},
        {"Mon 19 Aug 2024 10.05 BST Last modified on Tue 20 Aug 2024 11.00 BST", "2024-08-19T10:05+01:00"},
        {"Published 11:11 PM EST Nov 19, 2019", "2019-11-19T23:11-05:00"},
        {"Updated 0339 GMT (1139 HKT) November 19, 2019", "2019-11-19T03:39+00:00"},
        {"Aug 19, 2024, 10:05 AM (GMT+3)", "2024-08-19T10:05+03:00"},
        {"Jane Doe \xe2\x80\x94 Aug. 19 2024 at 9 a.m. ET", "2024-08-19T09:00"},
        {"Le 19 ao\xc3\xbbt 2024 \xc3\xa0 10h05", "2024-08-19T10:05"},
        {"21:17 18.11.2019Get short URL", "2019-11-18T21:17"},
        {"19th August, 2024", "2024-08-19"},
        {"2024-08-19T10:05:11Z", "2024-08-19T10:05:11+00:00"},
        {"on 19/08/2024", "2024-08-19"},
        {"on 03/04/2024", ""}, /* two readings */
        {"In 2019 12 people died", ""},
        {"31 February 2024", ""},
        {"version 2024", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena arena;
        struct page_date date = {.iso = STR("")};
        arena_init(&arena, 0);
        assert_false(arena_guard(&arena));
        if (!page_date_find(&arena, str_of(texts[i][0]), &date))
            date.iso = STR("");
        if (!str_equal(date.iso, str_of(texts[i][1])))
            fail_msg("%s: \"%.*s\"", texts[i][0], STR_ARGS(date.iso));
        assert_true(date.start <= date.end && date.end <= strlen(texts[i][0]));
        arena_free(&arena);
    }
}

static void test_url(void **state)
{
    (void)state;
    static const char *const urls[][2] = {
        {"https://a.example/2024/08/19/talks", "2024-08-19"}, {"https://a.example/2024/aug/19/talks", "2024-08-19"},
        {"https://a.example/world/2024-08-19-talks", "2024-08-19"}, {"https://a.example/20240819talks", "2024-08-19"},
        {"https://a.example/2024/8/9/talks", "2024-08-09"}, {"https://a.example/2024/08/talks", "2024-08"},
        {"https://a.example/2024/13/19/talks", ""}, {"https://a.example/1202408191", ""}, {"https://a.example/", ""},
    };
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct arena arena;
        struct str iso;
        arena_init(&arena, 0);
        assert_false(arena_guard(&arena));
        page_date_url(&arena, str_of(urls[i][0]), &iso);
        if (!str_equal(iso, str_of(urls[i][1])))
            fail_msg("%s: \"%.*s\"", urls[i][0], STR_ARGS(iso));
        arena_free(&arena);
    }
}

static void test_order(void **state)
{
    (void)state;
    assert_true(page_date_later(STR("2024-08-21"), STR("2024-08-19T10:00Z")));
    assert_false(page_date_later(STR("2024-08-20"), STR("2024-08-19"))); /* another zone */
    assert_false(page_date_later(STR("2024-03-01"), STR("2024-02-29")));
    assert_false(page_date_later(STR("2024-09-01"), STR("")));
    assert_true(page_date_earlier(STR("2024-08-19T10:00+02:00"), STR("2024-08-19T10:00+00:00")));
    assert_false(page_date_earlier(STR("2024-08-19T10:00+02:00"), STR("2024-08-19T08:00+00:00")));
    assert_false(page_date_earlier(STR("2024-08-19T10:00+00:00"), STR("2024-08-19T20:00"))); /* which zone? */
    assert_true(page_date_earlier(STR("2024-08-18T01:00+00:00"), STR("2024-08-19T20:00")));
    assert_false(page_date_earlier(STR("2024-08-18"), STR("2024-08-19")));
    assert_true(page_date_earlier(STR("2024-08-18T21:24"), STR("2024-08-19T02:24")));
    assert_true(page_date_adds_zone(STR("2024-08-19T10:00:05+00:00"), STR("2024-08-19T10:00:05")));
    assert_false(page_date_adds_zone(STR("2024-08-19T10:01:05+00:00"), STR("2024-08-19T10:00:05")));
    assert_true(page_date_has_time(STR("2024-08-19T10:00")));
    assert_false(page_date_has_time(STR("2024-08-19T00:00:00Z")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_find), cmocka_unit_test(test_url),
                                       cmocka_unit_test(test_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
