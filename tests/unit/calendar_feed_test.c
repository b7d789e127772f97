/* calendar_feed_test.c - lines of iCalendar (web/calendar.h): folding at 75 octets without cutting a character, and what
 * is escaped in a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "web/calendar.h"

/* The physical lines are at most 75 octets of whole characters; joined again they are `whole`. */
static void expect_lines(const struct buffer *out, struct str whole)
{
    struct buffer joined = {0};
    size_t start = 0;
    while (start < out->len) {
        const char *end = memmem(out->ptr + start, out->len - start, "\r\n", 2);
        assert_non_null(end);
        size_t length = (size_t)(end - out->ptr) - start, first = start > 0;
        assert_true(length <= 75);
        assert_true(start == 0 || out->ptr[start] == ' ');
        assert_true(length <= first || ((unsigned char)out->ptr[start + first] & 0xc0) != 0x80);
        buffer_add(&joined, str_make(out->ptr + start + first, length - first));
        start += length + 2;
    }
    assert_true(str_equal(buffer_str(&joined), whole));
    buffer_free(&joined);
}

static void folds(void **state)
{
    (void)state;
    static const char *const characters[] = {"a", "é", "…", "🕊"};
    for (size_t kind = 0; kind < sizeof characters / sizeof *characters; kind++)
        for (size_t count = 0; count < 160; count++) {
            struct buffer value = {0}, out = {0}, whole = {0};
            buffer_add(&value, STR("x"));
            for (size_t i = 0; i < count; i++)
                buffer_add(&value, str_of(characters[kind]));
            calendar_line(&out, "SUMMARY", buffer_str(&value));
            buffer_add(&whole, STR("SUMMARY:"));
            buffer_add(&whole, buffer_str(&value));
            assert_false(out.failed);
            expect_lines(&out, buffer_str(&whole));
            buffer_free(&value);
            buffer_free(&out);
            buffer_free(&whole);
        }
}

/* 75 octets are one line, 76 are two. */
static void folds_late(void **state)
{
    (void)state;
    struct buffer out = {0};
    char text[74];
    memset(text, 'y', sizeof text);
    calendar_line(&out, "X", str_make(text, 73));
    assert_true(str_ends(buffer_str(&out), STR("y\r\n")));
    assert_int_equal(out.len, 77);
    buffer_clear(&out, out.capacity);
    calendar_line(&out, "X", str_make(text, 74));
    assert_true(str_ends(buffer_str(&out), STR("y\r\n y\r\n")));
    buffer_free(&out);
}

static void expect_escaped(struct str text, struct str escaped)
{
    struct buffer out = {0};
    calendar_escape(&out, text);
    assert_true(str_equal(buffer_str(&out), escaped));
    buffer_free(&out);
}

static void escapes(void **state)
{
    (void)state;
    expect_escaped(STR("a, b; c\\d\ne:\"f\""), STR("a\\, b\\; c\\\\d\\ne:\"f\""));
    expect_escaped(STR("a\r\nEND:VEVENT\x01\x7f\t"), STR("a\\nEND:VEVENT"));
    expect_escaped(STR("\xff\xc3"), STR("\xef\xbf\xbd\xef\xbf\xbd"));
    expect_escaped(STR("\xe2\x80\xae" "evil\xc2\x85"), STR("evil"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(folds), cmocka_unit_test(folds_late),
                                       cmocka_unit_test(escapes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
