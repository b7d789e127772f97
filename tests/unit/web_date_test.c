/* web_date_test.c - dates of feeds and pages: every form that web_date.h names, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/embedded.h"
#include "ingest/web_date.h"

struct pair {
    const char *text, *iso; /* iso NULL: no date */
};

static void expect(const struct pair *pairs, size_t count)
{
    struct arena arena;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    for (size_t i = 0; i < count; i++) {
        struct str iso;
        bool good = web_date_parse(&arena, str_of(pairs[i].text), &iso);
        const char *got = good ? iso.ptr : "none", *wanted = pairs[i].iso ? pairs[i].iso : "none";
        if (strcmp(got, wanted) != 0)
            fail_msg("\"%s\" is %s, not %s", pairs[i].text, got, wanted);
    }
    arena_free(&arena);
}
#define EXPECT(pairs) expect((pairs), sizeof(pairs) / sizeof *(pairs))

static void iso_in_all_lengths(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"1978", "1978"},
        {"1978-09", "1978-09"},
        {"1978-09-17", "1978-09-17"},
        {" 1978-09-17\n", "1978-09-17"},
        {"19780917", "1978-09-17"},
        {"1978-260", "1978-09-17"},
        {"1978-09-17T20:31Z", "1978-09-17T20:31+00:00"},
        {"1978-09-17T20:31:07Z", "1978-09-17T20:31:07+00:00"},
        {"1978-09-17t20:31:07z", "1978-09-17T20:31:07+00:00"},
        {"1978-09-17T20:31:07", "1978-09-17T20:31:07"},
        {"1978-09-17T20:31:07.123-04:00", "1978-09-17T20:31:07-04:00"},
        {"1978-09-17T20:31:07,5+0530", "1978-09-17T20:31:07+05:30"},
        {"1978-09-17T20:31:07-04", "1978-09-17T20:31:07-04:00"},
        {"1978-09-17 20:31:07.0", "1978-09-17T20:31:07"},
        {"1978-09-17 20:31:07 -0400", "1978-09-17T20:31:07-04:00"},
        {"1978-09-17 20:31:07 +00:00", "1978-09-17T20:31:07+00:00"},
        {"19780917T203107Z", "1978-09-17T20:31:07+00:00"},
        {"19780917T2031", "1978-09-17T20:31"},
        {"19780917203107", "1978-09-17T20:31:07"},
        {"1978-09-17T24:00:00Z", "1978-09-18T00:00:00+00:00"},
        {"1978-12-31T24:00:00Z", "1979-01-01T00:00:00+00:00"},
        {"1978-12-31T23:59:60Z", "1978-12-31T23:59:59+00:00"},
        {"1978-9-7T9:05-05:00", "1978-09-07T09:05-05:00"},
    };
    EXPECT(pairs);
}

static void mail_dates_and_their_faults(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Sun, 17 Sep 1978 20:31:07 GMT", "1978-09-17T20:31:07+00:00"},
        {"Sun, 17 Sep 1978 20:31:07 -0400", "1978-09-17T20:31:07-04:00"},
        {"Sun, 17 Sep 78 20:31:07 EDT", "1978-09-17T20:31:07-04:00"},
        {"5 Mar 24 9:05 +0200", "2024-03-05T09:05+02:00"},
        {"05 March 2024 09:05:00 PST", "2024-03-05T09:05:00-08:00"},
        {"Tuesday, 5 March 2024", "2024-03-05"},
        {"Mon,5 Mar 2024 09:05:00 Z", "2024-03-05T09:05:00+00:00"},
        {"Tue, 5 Mar, 2024 09:05:00 UTC", "2024-03-05T09:05:00+00:00"},
        {"Tue, 5 Mar 2024 09:05:00 GMT-01:30", "2024-03-05T09:05:00-01:30"},
        {"Tue, 5 Mar 2024 09:05:00 Etc/GMT", "2024-03-05T09:05:00+00:00"},
        {"Tue, 5 Mar 2024 09:05:00 Europe/Oslo", "2024-03-05T09:05:00"},
        {"Tue, 5 Mar 2024 09:05:00 XYZT", "2024-03-05T09:05:00"},
        {"Tue, 5 Mar 2024 09:05:00 +9900", "2024-03-05T09:05:00"},
        {"Tue, 5 Mar 2024 9:5:7:99 GMT", "2024-03-05T09:05:07+00:00"},
        {"5-Mar-2024 09:05", "2024-03-05T09:05"},
        {"Tue, 2024/03/05 09:05:00 EST", "2024-03-05T09:05:00-05:00"},
        {"Tue Mar  5 09:05:00 2024", "2024-03-05T09:05:00"},
        {"Tue Mar  5 09:05:00 PST 2024", "2024-03-05T09:05:00-08:00"},
        {"Tue Mar 05 09:05:00 +0000 2024", "2024-03-05T09:05:00+00:00"},
        {"TueMar 05 2024 09:05:00 +0100", "2024-03-05T09:05:00+01:00"},
        {"Tue Mar 05 2024 09:05:00 GMT+0100 (Central European Time)", "2024-03-05T09:05:00+01:00"},
        {"Tue, 5 Mar 124 09:05:00 GMT", "2024-03-05T09:05:00+00:00"},
    };
    EXPECT(pairs);
}

static void dates_of_pages(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"March 5, 2024", "2024-03-05"},
        {"Published March 5th, 2024 at 9:05 p.m. EST", "2024-03-05T21:05-05:00"},
        {"Mar. 5, 2024, 12:05 AM", "2024-03-05T00:05"},
        {"5 March 2024 12:05PM", "2024-03-05T12:05"},
        {"Sept 5 2024 9:05\xe2\x80\xafPM GMT+2", "2024-09-05T21:05+02:00"},
        {"5. M\xc3\xa4rz 2024 um 09:05 Uhr", "2024-03-05T09:05"},
        {"Dienstag, am 5. M\xc3\x84RZ 2024, 12:05", "2024-03-05T12:05"},
        {"le 5 ao\xc3\xbbt 2024 \xc3\xa0 9h05", "2024-08-05T09:05"},
        {"5 \xd0\xb0\xd0\xb2\xd0\xb3\xd1\x83\xd1\x81\xd1\x82\xd0\xb0 2024 \xc2\xb7 09:05", "2024-08-05T09:05"},
        {"2024\xeb\x85\x84 05\xec\x9b\x94 28\xec\x9d\xbc 01:31:15", "2024-05-28T01:31:15"},
        {"2024-05-28 \xec\x98\xa4\xed\x9b\x84 11:23:17", "2024-05-28T23:23:17"},
        {"2024\xe5\xb9\xb4" "5\xe6\x9c\x88" "28\xe6\x97\xa5", "2024-05-28"},
        {"05.03.2024 09:05", "2024-03-05T09:05"},
        {"05.03.24", "2024-03-05"},
        {"31/12/2024", "2024-12-31"},
        {"12/31/2024 9:05 pm", "2024-12-31T21:05"},
        {"August 2024", "2024-08"},
        {"1709629500", "2024-03-05T09:05:00+00:00"},
        {"1709629500123", "2024-03-05T09:05:00+00:00"},
    };
    EXPECT(pairs);
}

static void no_dates(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"", NULL},
        {" ", NULL},
        {"0", NULL},
        {"0000-00-00", NULL},
        {"yesterday", NULL},
        {"Tue, 31 Jun 2024 09:05:00 GMT", NULL},
        {"2023-02-29", NULL},
        {"2024-13-01", NULL},
        {"2024-03-05T25:00:00Z", NULL},
        {"2024-03-05T09:65:00Z", NULL},
        {"2024-03-05T24:00:01Z", NULL},
        {"2023-366", NULL},
        {"03/04/2024", NULL},
        {"5 March", NULL},
        {"09:05", NULL},
        {"5 6 March 2024", NULL},
        {"5 March 2024 2025", NULL},
        {"99999999999999999999999", NULL},
        {"2024-03-05T1x:05:00", NULL},
        {"5 March 2024 in three parts", NULL},
        {"\xff\xfe", NULL},
        {"2024 \xe2\x80", NULL},
    };
    EXPECT(pairs);
}

/* Every line of the words is one that the reader knows: a word it does not understand would never be found. */
static void words_are_in_their_form(void **state)
{
    (void)state;
    static const char *const kinds[] = {"month ", "zone ", "half ", "unit ", "clock:", "pass:"};
    struct str rest = STR("");
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(embedded_files[i].name, "web/dates.txt") == 0)
            rest = str_make((const char *)embedded_files[i].bytes, embedded_files[i].length);
    assert_true(rest.len > 0);
    while (rest.len) {
        struct str line = str_cut(&rest, '\n');
        bool known = line.len == 0 || line.ptr[0] == '#';
        for (size_t i = 0; !known && i < sizeof kinds / sizeof *kinds; i++)
            known = str_starts(line, str_of(kinds[i])) && memmem(line.ptr, line.len, ": ", 2);
        if (!known)
            fail_msg("no kind of line: %.*s", STR_ARGS(line));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(iso_in_all_lengths), cmocka_unit_test(mail_dates_and_their_faults),
        cmocka_unit_test(dates_of_pages), cmocka_unit_test(no_dates), cmocka_unit_test(words_are_in_their_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
