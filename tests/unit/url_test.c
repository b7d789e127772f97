/* url_test.c - addresses: resolved as RFC 3986 has it (the examples of its 5.4), one spelling for one address, odd
 * ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "arena_fixture.h"
#include "base/buffer.h"
#include "ingest/url.h"

static void expect(struct str actual, const char *expected)
{
    if (!str_equal(actual, str_of(expected)))
        fail_msg("\"%.*s\", not \"%s\"", STR_ARGS(actual), expected);
}

static void expect_all(const char *base, const char *const (*pairs)[2], size_t count)
{
    assert_false(arena_guard(&arena));
    for (size_t i = 0; i < count; i++)
        expect(url_resolve(&arena, str_of(base), str_of(pairs[i][0])), pairs[i][1]);
}

#define EXPECT_ALL(base, pairs) expect_all(base, pairs, sizeof(pairs) / sizeof *(pairs))

static void test_examples_of_the_standard(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g#s/./x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http:g", "http://a/b/c/g"}, /* as browsers have it */
    };
    EXPECT_ALL("http://a/b/c/d;p?q", pairs);
}

static void test_what_pages_write(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"  /news\t/to\nday \r\n", "https://example.org/news/today"},
        {"https:/talks", "https://example.org/talks"},
        {"http:talks", "http:talks"},
        {"HTTP://Example.ORG/A/../B", "HTTP://Example.ORG/B"},
        {"mailto:desk@example.org", "mailto:desk@example.org"},
        {"javascript:void(0)", "javascript:void(0)"},
        {"a b", "https://example.org/a b"},
        {"?", "https://example.org?"},
        {"#", "https://example.org#"},
        {"1:2", "https://example.org/1:2"},
        {"/a//b/../c", "https://example.org/a//c"},
        {"//", "https://"},
    };
    static const char *const unfounded[][2] = {{"a/b", "a/b"}, {"/a/../b", "/b"}, {"http://a", "http://a"}, {"", ""}};
    static const char *const relative[][2] = {{"x", "/feeds/x"}, {"../x", "/x"}, {"http://a/", "http://a/"}};
    EXPECT_ALL("https://example.org", pairs);
    EXPECT_ALL("", unfounded);
    EXPECT_ALL("/feeds/news.xml", relative);
}

static void test_origin_and_target(void **state)
{
    (void)state;
    assert_false(arena_guard(&arena));
    expect(url_origin(&arena, STR("HTTPS://Example.org:443/a/b?c")), "https://example.org");
    expect(url_origin(&arena, STR("http://[2001:DB8::1]:8080")), "http://[2001:db8::1]:8080");
    expect(url_origin(&arena, STR("file:///a")), "");
    expect(url_target(&arena, STR("https://example.org")), "/");
    expect(url_target(&arena, STR("https://example.org?x")), "/?x");
    expect(url_target(&arena, STR("https://example.org/a/b?c=d#e")), "/a/b?c=d");
}

static void test_arguments(void **state)
{
    (void)state;
    assert_true(url_is_web(STR("http://a")));
    assert_true(url_is_web(STR("HTTPS://a/b")));
    assert_false(url_is_web(STR("http://")));
    assert_false(url_is_web(STR("http:a")));
    assert_false(url_is_web(STR("ftp://a")));
    assert_false(url_is_web(STR("talks.html")));
    assert_false(url_is_web(STR("")));
    assert_true(url_is_address(STR("ftp://a")));
    assert_true(url_is_address(STR("file:///a")));
    assert_false(url_is_address(STR("C:\\talks")));
    assert_false(url_is_address(STR("//talks")));
    assert_false(url_is_address(STR("./http://a")));
}

static void test_parts(void **state)
{
    (void)state;
    struct url url = url_split(STR("http://a?#"));
    assert_true(url.query.ptr && url.query.len == 0);
    assert_int_equal(url.path.len, 0);
    url = url_split(STR("a:b"));
    expect(url.scheme, "a");
    assert_null(url.authority.ptr);
    assert_null(url.query.ptr);
    url = url_split((struct str){0});
    assert_non_null(url.path.ptr);
}

/* Many folders and as many ways up: what would be quadratic takes minutes. */
static void test_long_paths(void **state)
{
    (void)state;
    enum { TIMES = 400000 };
    struct buffer path = {0};
    for (int i = 0; i < TIMES; i++)
        buffer_add(&path, STR("/a"));
    for (int i = 0; i < TIMES; i++)
        buffer_add(&path, STR("/.."));
    assert_false(path.failed);
    assert_false(arena_guard(&arena));
    expect(url_resolve(&arena, STR("http://a/"), buffer_str(&path)), "http://a/");
    expect(url_resolve(&arena, buffer_str(&path), STR("b")), "/a/b");
    buffer_free(&path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples_of_the_standard),
        cmocka_unit_test(test_what_pages_write),
        cmocka_unit_test(test_origin_and_target),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_long_paths),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
