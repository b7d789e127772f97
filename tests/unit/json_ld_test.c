/* json_ld_test.c - JSON-LD as pages write it, with its usual faults, and what is asked of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/json_ld.h"

/* The "headline" of the first object that has one. */
static void expect(const char *text, const char *wanted)
{
    struct arena arena;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    struct json_ld ld = json_ld_parse(&arena, str_of(text));
    struct str found = STR("");
    for (uint32_t node = 0; node < ld.count && found.len == 0; node++) {
        assert_true(ld.nodes[node].end > node && ld.nodes[node].end <= ld.count);
        found = json_ld_string(&ld, node, "headline");
    }
    if (!str_equal(found, str_of(wanted)))
        fail_msg("\"%.*s\" of %s", STR_ARGS(found), text);
    arena_free(&arena);
}

static void test_faults(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"headline\": \"a b\"}",
        "[{\"x\": 1}, {\"headline\": \"a b\"}]",
        "<!-- {\"headline\": \"a b\"} -->",
        "//<![CDATA[\n{\"headline\": \"a b\"}\n//]]>",
        "/* <![CDATA[ */ {\"headline\": \"a b\"} /* ]]> */",
        "{\"x\": []} {\"headline\": \"a b\"}",
        "{\"x\": []}, {\"headline\": \"a b\"};",
        "{\"x\": [1, 2,], \"headline\": \"a b\",}",
        "{\"headline\": \"a\tb\", \"x\": \"\n\"}",
        "{\"headline\": \"a b\", \"x\": \"it\\'s \\ud83d \\u0000\"}",
        "{\"headline\": \" a b \", \"x\": \"no end",
        "{\"headline\": {\"@value\": \"a b\"}}",
        "{\"headline\": [\"a b\", \"c\"]}",
        "{\"headline\": \"a b\", \"x\": NaN, \"y\": undefined}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect(texts[i], "a b");
    expect("", "");
    expect("nothing of the kind", "");
    expect("{\"headline\": 5}", "");
    expect("{", "");
    expect("[,,,", "");
}

static void test_types_and_references(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    struct json_ld ld =
        json_ld_parse(&arena, STR("{\"@graph\": [{\"@type\": [\"x\", \"https://schema.org/NewsArticle\"], \"author\": "
                                  "{\"@id\": \"#a\"}, \"publisher\": "
                                  "{\"@id\": \"#none\"}, \"articleBody\": \"text\"}, {\"@id\": \"#a\", \"@type\": "
                                  "\"Person\", \"name\": \"Jane\"}]}"));
    uint32_t article = 3;
    assert_true(json_ld_is(&ld, article, "article"));
    assert_false(json_ld_is(&ld, article, "live"));
    assert_false(json_ld_is(&ld, 1, "article"));
    assert_true(str_equal(json_ld_string(&ld, article, "author"), STR("Jane")));
    assert_true(str_equal(json_ld_string(&ld, article, "publisher"), STR("")));
    assert_true(str_equal(json_ld_body(&ld, article), STR("text")));
    assert_int_equal(json_ld_member(&ld, article, "none"), JSON_LD_NONE);
    assert_int_equal(json_ld_first(&ld, JSON_LD_NONE), JSON_LD_NONE);
    arena_free(&arena);
}

/* Brackets in brackets, far beyond what is looked at. */
static void test_depth(void **state)
{
    (void)state;
    enum { DEPTH = 100000 };
    char *text = malloc(DEPTH + 1);
    memset(text, '[', DEPTH);
    text[DEPTH] = 0;
    expect(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults), cmocka_unit_test(test_types_and_references),
                                       cmocka_unit_test(test_depth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
