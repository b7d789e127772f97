/* charset_test.c - bytes of pages and feeds become UTF-8: what declares an encoding, what overrules it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/charset.h"
#include "ingest/charset_label.h"
#include "ingest/web_data.h"

static void expect(struct str bytes, struct str header, bool html, struct str expected)
{
    struct arena arena;
    struct str text;
    readout_error error = {0};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    char *exact = malloc(bytes.len + 1); /* so that a byte read behind the end is seen */
    memcpy(exact, bytes.ptr, bytes.len);
    exact = realloc(exact, bytes.len ? bytes.len : 1);
    if (!charset_decode(&arena, str_make(exact, bytes.len), header, html, "test", &text, &error))
        fail_msg("%s", error.text);
    if (!str_equal(text, expected))
        fail_msg("\"%.*s\" instead of \"%.*s\"", STR_ARGS(text), STR_ARGS(expected));
    free(exact);
    arena_free(&arena);
}

static void expect_html(struct str bytes, const char *header, struct str expected)
{
    expect(bytes, str_of(header), true, expected);
}

static void expect_xml(struct str bytes, const char *header, struct str expected)
{
    expect(bytes, str_of(header), false, expected);
}

static void test_mark_comes_first(void **state)
{
    (void)state;
    expect_html(STR("\xef\xbb\xbf<p>caf\xc3\xa9"), "iso-8859-2", STR("<p>caf\xc3\xa9"));
    expect_html(STR("\xff\xfe<\0p\0>\0\xe9\0"), "utf-8", STR("<p>\xc3\xa9"));
    expect_html(STR("\xfe\xff\0<\0p\0>\0\xe9"), "", STR("<p>\xc3\xa9"));
    expect_xml(STR("\xff\xfe\0\0<\0\0\0\xe9\0\0\0"), "", STR("<\xc3\xa9"));
}

static void test_header_before_meta(void **state)
{
    (void)state;
    expect_html(STR("<meta charset=koi8-r><p>\xe8"), "iso-8859-2", STR("<meta charset=koi8-r><p>\xc4\x8d"));
    expect_html(STR("<meta charset=koi8-r><p>\xe8"), "no-such", STR("<meta charset=koi8-r><p>\xd0\xa5"));
    expect_html(STR("<p>\x93quoted\x94"), " ISO-8859-1 ", STR("<p>\xe2\x80\x9cquoted\xe2\x80\x9d"));
}

/* Every shape of <meta>: what stands before it, and the label found. */
static void test_meta(void **state)
{
    (void)state;
    static const char *const pages[][2] = {
        {"<meta charset='greek'>", "greek"},
        {"<META CharSet = \"greek\" />", "greek"},
        {"<meta/charset=greek>", "greek"},
        {"<meta http-equiv=Content-Type content='text/html; CHARSET = greek ; x'>", "greek"},
        {"<meta content='text/html;charset=\"greek\"' http-equiv=content-type>", "greek"},
        {"<meta content='text/html;charset=greek'>", ""},
        {"<!-- <meta charset=greek> --><meta charset=koi8-r>", "koi8-r"},
        {"<!--><meta charset=greek>", "greek"},
        {"<a title='<meta charset=greek>'><meta charset=koi8-r>", "koi8-r"},
        {"<metadata charset=greek><meta charset=koi8-r>", "koi8-r"},
        {"<meta charset=no-such><meta charset=koi8-r>", "koi8-r"},
        {"</a title='<meta charset=greek>'>", ""},
        {"<?php <meta charset=greek>", ""},
        {"<?xml version='1.0' encoding='greek'?>", "greek"},
        {"<meta charset=greek", "greek"},
        {"<meta charset='greek", "greek"},
        {"<meta charset=", ""},
        {"<meta", ""},
        {"<!--", ""},
        {"<!", ""},
        {"<", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct str label = charset_of_html(str_of(pages[i][0]));
        if (!str_equal(label, str_of(pages[i][1])))
            fail_msg("%s: \"%.*s\"", pages[i][0], STR_ARGS(label));
    }
}

static void test_xml(void **state)
{
    (void)state;
    expect_xml(STR("<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><a>\xe8"), "",
               STR("<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><a>\xc4\x8d"));
    expect_xml(STR("<\0?\0x\0m\0l\0?\0>\0\xe9\0"), "", STR("<?xml?>\xc3\xa9"));
    expect_xml(STR("\0<\0?\0x\0m\0l\0?\0>\0\xe9"), "", STR("<?xml?>\xc3\xa9"));
    expect_xml(STR("\0\0\0<\0\0\0?\0\0\0x\0\0\0\xe9"), "", STR("<?x\xc3\xa9"));
    expect_xml(STR("<meta charset=koi8-r>caf\xe9s, \xe0 l'\xe9t\xe9"), "",
               STR("<meta charset=koi8-r>caf\xc3\xa9s, \xc3\xa0 l'\xc3\xa9t\xc3\xa9"));
}

static void test_overruled(void **state)
{
    (void)state;
    struct str utf8 = STR("<meta charset=latin1><p>caf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d");
    expect_html(utf8, "iso-8859-1", utf8);
    expect_html(utf8, "gb2312", utf8);
    expect_html(STR("<meta charset=utf-8><p>it\x92s \x93quoted\x94"), "utf-8",
                STR("<meta charset=utf-8><p>it\xe2\x80\x99s \xe2\x80\x9cquoted\xe2\x80\x9d"));
    expect_html(STR("<meta charset=utf-16le><p>\xc3\xa9"), "", STR("<meta charset=utf-16le><p>\xc3\xa9"));
    expect_html(STR("<p>plain"), "utf-16", STR("<p>plain"));
}

static void test_bad_bytes(void **state)
{
    (void)state;
    expect_html(STR("<p>\xc3\xa9\xc3\xa8\xc3\xa0 \xe9 \xe2\x80"), "utf-8",
                STR("<p>\xc3\xa9\xc3\xa8\xc3\xa0 \xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd"));
    expect_html(STR("<p>a\0b</p>"), "", STR("<p>a\xef\xbf\xbd" "b</p>"));
    expect_html(STR("\xff\xfe<\0\x00\xd8<\0a"), "", STR("<\xef\xbf\xbd<\xef\xbf\xbd"));
    expect_html(STR("<p>\x83\x65\x83\x58\x83\x67\x82"), "shift_jis",
                STR("<p>\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88\xef\xbf\xbd"));
}

static void test_detected(void **state)
{
    (void)state;
    /* "Переговоры прошли в Москве, сообщило министерство иностранных дел." in Windows-1251 */
    expect_html(
        STR("<p>\xcf\xe5\xf0\xe5\xe3\xee\xe2\xee\xf0\xfb \xef\xf0\xee\xf8\xeb\xe8 \xe2 \xcc\xee\xf1\xea\xe2\xe5, "
            "\xf1\xee\xee\xe1\xf9\xe8\xeb\xee \xec\xe8\xed\xe8\xf1\xf2\xe5\xf0\xf1\xf2\xe2\xee"),
        "",
        STR("<p>\xd0\x9f\xd0\xb5\xd1\x80\xd0\xb5\xd0\xb3\xd0\xbe\xd0\xb2\xd0\xbe\xd1\x80\xd1\x8b "
            "\xd0\xbf\xd1\x80\xd0\xbe\xd1\x88\xd0\xbb\xd0\xb8 \xd0\xb2 "
            "\xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb5, "
            "\xd1\x81\xd0\xbe\xd0\xbe\xd0\xb1\xd1\x89\xd0\xb8\xd0\xbb\xd0\xbe "
            "\xd0\xbc\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x81\xd1\x82\xd0\xb5\xd1\x80\xd1\x81\xd1\x82\xd0\xb2\xd0\xbe"));
    expect_html(STR("<p>\x80 5 \x97 it\x92s"), "", STR("<p>\xe2\x82\xac 5 \xe2\x80\x94 it\xe2\x80\x99s"));
    expect_html(STR("<p>plain"), "", STR("<p>plain"));
    expect_html(STR(""), "", STR(""));
}

static void test_no_text(void **state)
{
    (void)state;
    struct arena arena;
    struct str text;
    readout_error error = {0};
    char bytes[4096];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 % 256 < 32 ? 0 : i * 7 % 256);
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    assert_false(charset_decode(&arena, str_make(bytes, sizeof bytes), STR(""), true, "test", &text, &error));
    assert_int_equal(error.status, READOUT_BAD_INPUT);
    assert_non_null(strstr(error.text, "control characters"));
    arena_free(&arena);
}

/* Every line of the table: a converter's name that fits, a kind, labels in small letters. */
static void test_table(void **state)
{
    (void)state;
    struct str rest = web_data("encodings"), line, word;
    size_t labels = 0;
    while (web_line(&rest, &line)) {
        web_word(&line);
        web_word(&line);
        for (; (word = web_word(&line)).len; labels++) {
            struct charset found = charset_find(word);
            if (found.kind == CHARSET_NONE || !found.converter[0])
                fail_msg("%.*s", STR_ARGS(word));
            expect(STR("x"), word, false, STR("x"));
        }
    }
    assert_true(labels > 200);
    assert_int_equal(charset_find(STR("replacement")).kind, CHARSET_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mark_comes_first),
        cmocka_unit_test(test_header_before_meta),
        cmocka_unit_test(test_meta),
        cmocka_unit_test(test_xml),
        cmocka_unit_test(test_overruled),
        cmocka_unit_test(test_bad_bytes),
        cmocka_unit_test(test_detected),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
