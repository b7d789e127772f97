/* find_test.c - words in short texts (web/find.h): whole words or beginnings, whatever the case and the marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/find.h"

static bool finds(const char *typed, const char *text)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct search_terms terms = search_terms_of(&arena, str_of(typed));
    struct find find = find_of(&arena, &terms);
    struct str texts[] = {str_of(text)};
    bool found = find_in(&find, texts, 1);
    arena_free(&arena);
    return found;
}

static void finds_words(void **state)
{
    (void)state;
    assert_true(finds("", "anything"));
    assert_true(finds("peace", "We want PEACE."));
    assert_true(finds("PEACE want", "We want peace."));
    assert_false(finds("peace war", "We want peace."));
    assert_false(finds("us", "Russia must"));
    assert_true(finds("us", "Russia and us"));
    assert_true(finds("us", "\u201cus\u201d"));
    assert_false(finds("peac", "peace"));
    assert_true(finds("peac*", "a peaceful end"));
    assert_false(finds("eace*", "a peaceful end"));
    assert_true(finds("\"want peace\"", "We want\n  peace"));
    assert_false(finds("\"peace want\"", "We want peace"));
    assert_false(finds("\"want peace\"", "want"));
    assert_true(finds("want", "unwanted want"));
    assert_false(finds("12", "120 and 312"));
    assert_true(finds("$12", "It cost $12."));
    assert_true(finds("a", "a"));
    assert_false(finds("a", ""));
}

static void looks_past_marks(void **state)
{
    (void)state;
    assert_true(finds("erdogan", "Recep Tayyip Erdo\u011fan"));
    assert_true(finds("Erdo\u011fan", "ERDO\u011eAN spoke"));
    assert_true(finds("Erdo\u011fan", "Erdo\u011fan"));
    assert_true(finds("\u043c\u0438\u0440", "\u041c\u0418\u0420"));
    assert_false(finds("\u043c\u0438\u0440", "\u041c\u0418\u0420\u0410"));
    assert_true(finds("\u043c\u0438\u0440*", "\u041c\u0418\u0420\u0410"));
    assert_true(finds("talks", "\u2014talks\u2014"));
    assert_false(finds("talk", "talk\u00e9"));
    assert_false(finds("alks", "\u0442alks"));
    assert_false(finds("talks", "\xff\xfe\xc3"));
    assert_true(finds("talks", "\xff talks \xc3"));
}

static void wants_each_term_somewhere(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    struct search_terms terms = search_terms_of(&arena, STR("vance geneva"));
    struct find find = find_of(&arena, &terms);
    struct str texts[] = {STR("Cyrus Vance"), STR("Geneva"), STR("Lagos")};
    assert_true(find_in(&find, texts, 2));
    assert_false(find_in(&find, texts, 1));
    assert_false(find_in(&find, texts + 1, 2));
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_words),
        cmocka_unit_test(looks_past_marks),
        cmocka_unit_test(wants_each_term_somewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
