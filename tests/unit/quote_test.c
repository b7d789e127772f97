/* quote_test.c - which stretches of a text stand in quotation marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "text/quote.h"
#include "cut.h"

#define OPEN "\xe2\x80\x9c"
#define CLOSE "\xe2\x80\x9d"
#define SINGLE_OPEN "\xe2\x80\x98"
#define SINGLE_CLOSE "\xe2\x80\x99"

static void read_document(struct arena *arena, struct str text, struct document *document)
{
    *document = cut_document(arena, cut_words(arena), text);
    quote_find(document);
}

/* The quotations of `text`, in [ ]. */
static void expect_quotations(const char *text, const char *expected)
{
    struct arena arena;
    struct document document;
    char found[1024] = "";
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    read_document(&arena, str_of(text), &document);
    for (uint32_t q = 0; q < document.quotation_count; q++) {
        const struct quotation *quotation = &document.quotations[q];
        size_t used = strlen(found);
        snprintf(found + used, sizeof found - used, "[%.*s]",
                 STR_ARGS(document_slice(&document, quotation->start, quotation->end)));
    }
    assert_string_equal(found, expected);
    arena_free(&arena);
}

static void test_double_marks(void **state)
{
    (void)state;
    expect_quotations("He called it " OPEN "a start" CLOSE ".", "[a start]");
    expect_quotations("\"A start,\" he said. \"No more.\"", "[A start,][No more.]");
    expect_quotations("He said nothing.", "");
    expect_quotations("\xc2\xab" "A start\xc2\xbb, he said.", "[A start]");
}

static void test_single_marks(void **state)
{
    (void)state;
    expect_quotations("He called it " SINGLE_OPEN "a start" SINGLE_CLOSE " of sorts.", "[a start]");
    expect_quotations("'A start,' he said.", "[A start,]");
    expect_quotations("The delegates" SINGLE_CLOSE " demands and Egypt" SINGLE_CLOSE "s answer.", "");
    expect_quotations("The delegates' demands weren't met.", "");
    expect_quotations(OPEN "Get to " SINGLE_OPEN "yes" SINGLE_CLOSE ", please" CLOSE ", he said.",
                      "[Get to " SINGLE_OPEN "yes" SINGLE_CLOSE ", please]");
}

static void test_wrong_marks(void **state)
{
    (void)state;
    /* a mark turned the wrong way, one doubled from single ones, one that lost its partner */
    expect_quotations("He left on Friday." OPEN " We tried," CLOSE " he said.", "[We tried,]");
    expect_quotations(OPEN "We tried," SINGLE_CLOSE SINGLE_CLOSE " the post said.", "[We tried,]");
    expect_quotations("We tried," CLOSE " he said.", "[We tried,]");
    expect_quotations("We tried,\" he said.", "[We tried,]");
    expect_quotations("The table was 5\" wide.", "");
    expect_quotations(OPEN "We tried." OPEN "We failed," CLOSE " he said.", "[We tried.][We failed,]");
}

static void test_missing_blanks(void **state)
{
    (void)state;
    expect_quotations("The talks ended.\"We tried,\" he said.", "[We tried,]");
    expect_quotations("He said:" OPEN "We tried." CLOSE OPEN "We failed." CLOSE, "[We tried.][We failed.]");
}

static void test_paragraphs(void **state)
{
    (void)state;
    expect_quotations(OPEN "We tried.\n" OPEN "We failed," CLOSE " he said.", "[We tried.][We failed,]");
    expect_quotations("\"We tried.\n\"We failed,\" he said.", "[We tried.][We failed,]");
    expect_quotations("He said: \"We tried hard.\nThe talks ended.", "[We tried hard.]");
    expect_quotations("It was 5 \" wide.\nThe talks ended.", "");
}

static double seconds_for(size_t repeats, const char *piece)
{
    struct arena arena;
    struct document document;
    size_t length = strlen(piece);
    char *text = malloc(repeats * length);
    for (size_t i = 0; i < repeats; i++)
        memcpy(text + i * length, piece, length);
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    clock_t start = clock();
    read_document(&arena, str_make(text, repeats * length), &document);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    arena_free(&arena);
    free(text);
    return seconds;
}

/* Time is linear in the text: eight times the text may take at most some twenty times as long. */
static void test_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"\"", "' a ", OPEN " a ", SINGLE_OPEN "a ", "a\" ", "\"a b\" "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        double small = seconds_for(4000, pieces[i]), large = seconds_for(32000, pieces[i]);
        if (large > 0.05 && large > 20 * small)
            fail_msg("%s: %.3f s, then %.3f s", pieces[i], small, large);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_double_marks),    cmocka_unit_test(test_single_marks), cmocka_unit_test(test_wrong_marks),
        cmocka_unit_test(test_missing_blanks), cmocka_unit_test(test_paragraphs),   cmocka_unit_test(test_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
