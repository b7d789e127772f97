/* fact_text_test.c - marks in the text of a report: exactly the bytes of the spans, whatever these are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/fact_text.h"

static void put(struct buffer *out, struct str text, const struct fact_span *spans, size_t count)
{
    struct fact_spans list = {(struct fact_span *)(uintptr_t)spans, count, count};
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        fail();
    fact_text_put(out, &arena, text, &list);
    arena_free(&arena);
}

static void check(const char *text, const struct fact_span *spans, size_t count, const char *wanted)
{
    struct buffer out = {0};
    put(&out, str_of(text), spans, count);
    buffer_byte(&out, '\0');
    assert_false(out.failed);
    assert_string_equal(out.ptr, wanted);
    buffer_free(&out);
}

#define SPANS(...)                                                                                                \
    (const struct fact_span[]){__VA_ARGS__},                                                                       \
        sizeof((const struct fact_span[]){__VA_ARGS__}) / sizeof(struct fact_span)

static void marks_exactly_the_bytes(void **state)
{
    (void)state;
    check("Ana met Bo.", SPANS({4, 7, true}), "<p>Ana <mark id=\"told\" class=\"told\">met</mark> Bo.</p>\n");
    check("Zürich, Köln", SPANS({9, 14, true}), "<p>Zürich, <mark id=\"told\" class=\"told\">Köln</mark></p>\n");
    check("a<b & \"c\"", SPANS({1, 3, false}), "<p>a<mark class=\"other\">&lt;b</mark> &amp; &quot;c&quot;</p>\n");
}

/* "ü" is bytes 1 and 2, "€" bytes 4 to 6. */
static void cuts_no_character(void **state)
{
    (void)state;
    check("aüb€c", SPANS({2, 3, true}), "<p>a<mark id=\"told\" class=\"told\">ü</mark>b€c</p>\n");
    check("aüb€c", SPANS({3, 5, true}), "<p>aü<mark id=\"told\" class=\"told\">b€</mark>c</p>\n");
    check("aüb€c", SPANS({5, 6, true}), "<p>aüb<mark id=\"told\" class=\"told\">€</mark>c</p>\n");
}

static void spans_that_mark_nothing(void **state)
{
    (void)state;
    check("abc", SPANS({2, 2, true}, {3, 1, true}, {3, 9, true}, {UINT32_MAX, UINT32_MAX, false}), "<p>abc</p>\n");
    check("abc", SPANS({1, UINT32_MAX, true}), "<p>a<mark id=\"told\" class=\"told\">bc</mark></p>\n");
    check("", SPANS({0, 4, true}), "");
    check(" \n \n", SPANS({0, 4, true}), "");
    check("abc", NULL, 0, "<p>abc</p>\n");
}

static void spans_that_overlap(void **state)
{
    (void)state;
    check("abcdef", SPANS({0, 4, false}, {2, 6, true}),
          "<p><mark class=\"other\">ab</mark><mark id=\"told\" class=\"told\">cdef</mark></p>\n");
    check("abcdef", SPANS({2, 4, true}, {0, 6, false}, {1, 3, false}, {0, 6, false}),
          "<p><mark class=\"other\">ab</mark><mark id=\"told\" class=\"told\">cd</mark><mark class=\"other\">ef</mark></p>\n");
    check("abcdef", SPANS({4, 5, false}, {1, 2, false}),
          "<p>a<mark class=\"other\">b</mark>cd<mark class=\"other\">e</mark>f</p>\n");
}

/* The id is given once, and a mark ends with its paragraph. */
static void spans_over_paragraphs(void **state)
{
    (void)state;
    check("One two.\n\nThree four.\n", SPANS({4, 15, true}),
          "<p>One <mark id=\"told\" class=\"told\">two.</mark></p>\n"
          "<p><mark class=\"told\">Three</mark> four.</p>\n");
    check("A line that is broken in the middle of\nwhat it says to all.\n\nAnother line that is broken in the middle\n"
          "too.", SPANS({33, 43, true}),
          "<p>A line that is broken in the midd<mark id=\"told\" class=\"told\">le of\nwhat</mark> it says to all.</p>\n"
          "<p>Another line that is broken in the middle\ntoo.</p>\n");
}

static uint32_t next_number(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Every mark is closed before the next is opened and before its paragraph ends. */
static void assert_sound(const struct buffer *out)
{
    int open = 0, paragraph = 0;
    for (size_t i = 0; i < out->len; i++) {
        struct str rest = str_make(out->ptr + i, out->len - i);
        open += str_starts(rest, STR("<mark")) - str_starts(rest, STR("</mark>"));
        paragraph += str_starts(rest, STR("<p>")) - str_starts(rest, STR("</p>"));
        assert_in_range(open, 0, paragraph);
        assert_in_range(paragraph, 0, 1);
    }
    assert_int_equal(open, 0);
    assert_int_equal(paragraph, 0);
}

/* Any bytes, any spans. */
static void hostile_spans(void **state)
{
    static const char bytes[] = "ab \n<&\xc3\xbc\xe2\x82\xac\x80\xff\xf0\x9f\x98\x80.";
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct buffer out = {0};
        struct fact_span spans[6];
        char text[40];
        size_t length = next_number(&seed) % sizeof text, count = next_number(&seed) % 7;
        for (size_t i = 0; i < length; i++)
            text[i] = bytes[next_number(&seed) % (sizeof bytes - 1)];
        for (size_t i = 0; i < count; i++)
            spans[i] = (struct fact_span){next_number(&seed) % 48, next_number(&seed) % 48, next_number(&seed) % 2};
        put(&out, str_make(text, length), spans, count);
        assert_sound(&out);
        buffer_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_exactly_the_bytes), cmocka_unit_test(cuts_no_character),
        cmocka_unit_test(spans_that_mark_nothing), cmocka_unit_test(spans_that_overlap),
        cmocka_unit_test(spans_over_paragraphs),   cmocka_unit_test(hostile_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
