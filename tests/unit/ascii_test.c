/* ascii_test.c - letters, digits and case of ASCII: every byte, and what stands at the ends of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/ascii.h"
#include "base/utf8.h"

static void test_bytes(void **state)
{
    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        bool upper = i && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", i), lower = i && strchr("abcdefghijklmnopqrstuvwxyz", i);
        bool digit = i && strchr("0123456789", i);
        assert_int_equal(ascii_is_upper(c), upper);
        assert_int_equal(ascii_is_lower(c), lower);
        assert_int_equal(ascii_is_letter(c), upper || lower);
        assert_int_equal(ascii_is_digit(c), digit);
        assert_int_equal(ascii_is_alphanumeric(c), upper || lower || digit);
        assert_int_equal(ascii_is_blank(c), i == ' ' || i == '\t');
        assert_int_equal(ascii_is_gap(c), i <= ' ');
        assert_int_equal(ascii_lower(c), (char)(upper ? i + 32 : i));
        assert_int_equal(ascii_hex(c) >= 0, digit || (i && strchr("abcdefABCDEF", i)));
    }
    assert_int_equal(ascii_hex('f') * 16 + ascii_hex('A'), 0xfa);
}

static void test_words(void **state)
{
    (void)state;
    assert_true(ascii_same(STR("Content-TYPE"), STR("content-type")));
    assert_false(ascii_same(STR("a"), STR("ab")));
    assert_false(ascii_same(STR("@"), STR("`"))); /* which differ as letters of two cases do */
    assert_true(ascii_starts(STR("WWW.a"), STR("www.")) && !ascii_starts(STR("ww"), STR("www.")));
    assert_true(ascii_ends(STR("a/XML"), STR("/xml")) && !ascii_ends(STR("l"), STR("/xml")));
    assert_int_equal(ascii_find(STR("abcBC"), STR("bC")), 1);
    assert_int_equal(ascii_find(STR("abcab"), STR("abd")), 5);
    assert_int_equal(ascii_find(STR("ab"), STR("abc")), 2);
    assert_int_equal(ascii_find(STR("ab"), STR("")), 0);
}

static void test_numbers(void **state)
{
    (void)state;
    assert_int_equal(ascii_number(STR("2024-08"), 0, 4), 2024);
    assert_int_equal(ascii_number(STR("2024-08"), 5, 2), 8);
    assert_int_equal(ascii_number(STR("2024-08"), 4, 2), -1);
    assert_int_equal(ascii_number(STR("2024-08"), 6, 2), -1);
    assert_int_equal(ascii_number(STR("2024-08"), 99, 2), -1);
    assert_int_equal(ascii_number(STR(""), 0, 2), -1);
}

/* Wherever one byte that counts stands, the run ends with the word before it. */
static void test_plain_runs(void **state)
{
    (void)state;
    static const unsigned char least[] = {1, '\t', ' '};
    for (size_t k = 0; k < sizeof least; k++)
        for (int byte = 0; byte < 256; byte++)
            for (size_t at = 0; at < 24; at++) {
                unsigned char text[27];
                memset(text, 'a', sizeof text);
                text[at] = (unsigned char)byte;
                bool plain = byte >= least[k] && byte < 128;
                assert_int_equal(utf8_plain_run(text, 0, sizeof text, least[k]), plain ? 24 : at / 8 * 8);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_bytes), cmocka_unit_test(test_words),
                                       cmocka_unit_test(test_numbers), cmocka_unit_test(test_plain_runs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
