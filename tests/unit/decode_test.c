/* decode_test.c - bytes become text: every encoding that is known, and what is no text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "text/decode.h"

static void expect_text(struct str bytes, struct str expected)
{
    struct arena arena;
    struct str text;
    readout_error error = {0};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    if (!text_decode(&arena, bytes, "test", &text, &error))
        fail_msg("%s", error.text);
    assert_int_equal(text.len, expected.len);
    assert_memory_equal(text.ptr, expected.ptr, expected.len);
    arena_free(&arena);
}

static void expect_error(struct str bytes, const char *words, size_t line, size_t column, size_t byte)
{
    struct arena arena;
    struct str text;
    readout_error error = {0};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    assert_false(text_decode(&arena, bytes, "test", &text, &error));
    assert_int_equal(error.status, READOUT_BAD_INPUT);
    assert_string_equal(error.text, words);
    assert_string_equal(error.source, "test");
    assert_int_equal(error.line, line);
    assert_int_equal(error.column, column);
    assert_int_equal(error.byte, byte);
    arena_free(&arena);
}

static void test_utf8_stays(void **state)
{
    (void)state;
    struct str text = STR("Sadat\xe2\x80\x99s caf\xc3\xa9 \xf0\x9f\x95\x8a \xf4\x8f\xbf\xbf\x1b ends here, is long");
    expect_text(text, text);
    expect_text(STR("\xef\xbb\xbf" "with a mark"), STR("with a mark"));
}

static void test_windows_1252(void **state)
{
    (void)state;
    expect_text(STR("caf\xe9 \x93quoted\x94 \x80\x35 \xa3 \xff"),
                STR("caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d \xe2\x82\xac\x35 \xc2\xa3 \xc3\xbf"));
}

static void test_utf16(void **state)
{
    (void)state;
    expect_text(STR("\xff\xfeH\0\xe9\0\x1c\x20\x3d\xd8\x4a\xdd"), STR("H\xc3\xa9\xe2\x80\x9c\xf0\x9f\x95\x8a"));
    expect_text(STR("\xfe\xff\0H\0\xe9\x20\x1c\xd8\x3d\xdd\x4a"), STR("H\xc3\xa9\xe2\x80\x9c\xf0\x9f\x95\x8a"));
    expect_error(STR("\xff\xfeH\0\x3d\xd8"), "UTF-16 breaks off at byte 4", 1, 5, 4);
    expect_error(STR("\xff\xfeH\0\x4a\xddH\0"), "UTF-16 breaks off at byte 4", 1, 5, 4);
    expect_error(STR("\xff\xfeH\0i"), "UTF-16 breaks off at byte 4", 1, 5, 4);
    expect_error(STR("\xff\xfe\0\0"), "not a text: NUL at byte 2", 1, 3, 2);
}

static void test_no_text(void **state)
{
    (void)state;
    const char *mixed = "neither UTF-8 nor Windows-1252: invalid byte at byte ";
    char words[128];
    expect_error(STR(""), "empty: nothing to read", 0, 0, 0);
    expect_error(STR("\xef\xbb\xbf \r\n\t"), "empty: nothing to read", 0, 0, 0);
    expect_error(STR("first line\nab\0cd, and more text"), "not a text: NUL at byte 13", 2, 3, 13);
    expect_error(STR("\xff\xd8\xff\xe0\0\x10JFIF"), "not a text: NUL at byte 4", 1, 5, 4);
    snprintf(words, sizeof words, "%s4", mixed);
    expect_error(STR("\xc3\xa9 a\xe9"), words, 1, 5, 4);
    expect_error(STR("abcd\x81"), words, 1, 5, 4); /* undefined in Windows-1252 */
    expect_error(STR("a\x01" "bc\xe9"), words, 1, 5, 4); /* a control character */
    snprintf(words, sizeof words, "%s5", mixed);
    expect_error(STR("\xef\xbb\xbf" "ab\xe9"), words, 1, 6, 5); /* marked as UTF-8 */
}

/* Overlong forms, surrogates, above U+10FFFF, cut off: none is UTF-8. Each is put before a valid character, so that it
 * is no Windows-1252 either. */
static void test_ill_formed_utf8(void **state)
{
    (void)state;
    static const char *const forms[] = {"\xc0\xaf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                                        "\xf4\x90\x80\x80", "\xf8\x88\x80\x80", "\x80", "\xe2\x82", "\xf0\x9f\x95"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        char bytes[32];
        int length = snprintf(bytes, sizeof bytes, "%s \xc3\xa9", forms[i]);
        expect_error(str_make(bytes, (size_t)length), "neither UTF-8 nor Windows-1252: invalid byte at byte 0",
                     1, 1, 0);
    }
}

/* A bad byte is found wherever it stands among the words of eight bytes that are looked at together. */
static void test_every_offset(void **state)
{
    (void)state;
    for (size_t at = 0; at < 40; at++) {
        char bytes[40], words[64];
        memset(bytes, 'a', sizeof bytes);
        bytes[at] = 0;
        snprintf(words, sizeof words, "not a text: NUL at byte %zu", at);
        expect_error(str_make(bytes, sizeof bytes), words, 1, at + 1, at);
    }
}

static void test_too_large(void **state)
{
    (void)state;
    struct arena arena;
    struct str text;
    readout_error error = {0};
    arena_init(&arena, 0);
    assert_false(text_decode(&arena, str_make("", 5000000000), "test", &text, &error)); /* is not looked at */
    assert_int_equal(error.status, READOUT_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_stays),      cmocka_unit_test(test_windows_1252),
        cmocka_unit_test(test_utf16),           cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_ill_formed_utf8), cmocka_unit_test(test_every_offset),
        cmocka_unit_test(test_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
