/* robots_test.c - robots.txt as RFC 9309 has it: groups, the longest rule, wildcards, escapes, sizes, odd files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "ingest/robots.h"

static bool allows(const char *file, const char *target)
{
    return robots_allows(str_of(file), STR("Readout"), str_of(target));
}

static void test_groups(void **state)
{
    (void)state;
    const char *file = "User-agent: *\nDisallow: /all\n\n"
                       "User-agent: other\nUser-agent: READOUT/2.0 (x)\nDisallow: /own\n\n"
                       "user-agent : other\ndisallow: /other\n\n"
                       "USER-AGENT:readout # a second group\nDISALLOW:/more\n";
    assert_true(allows(file, "/all"));
    assert_false(allows(file, "/own"));
    assert_true(allows(file, "/other"));
    assert_false(allows(file, "/more/of/it"));
    assert_false(robots_allows(str_of(file), STR("Somebody"), STR("/all")));
    assert_true(robots_allows(str_of(file), STR("Somebody"), STR("/own")));
    assert_true(robots_allows(str_of(file), STR("Read"), STR("/own")));
}

/* A group of its own without rules allows all; other lines part no groups. */
static void test_bounds_of_groups(void **state)
{
    (void)state;
    assert_true(allows("User-agent: *\nDisallow: /\nUser-agent: readout\nDisallow:\n", "/a"));
    assert_false(allows("User-agent: readout\nSitemap: http://a/\n\nUser-agent: other\nDisallow: /\n", "/a"));
    assert_true(allows("User-agent: other\nDisallow: /\n", "/a"));
    assert_true(allows("Disallow: /\nUser-agent: x\n", "/a"));
    assert_true(allows("", "/a"));
    assert_true(allows("<html><body>User-agent: *</body></html>\nDisallow: /", "/a"));
}

/* The examples of RFC 9309, 5.2 and 2.2.2, and what follows from them. */
static void test_longest_rule(void **state)
{
    (void)state;
    const char *file = "User-Agent: readout\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
    assert_true(allows(file, "/example/page/"));
    assert_true(allows(file, "/example/page/allowed.gif"));
    assert_false(allows(file, "/example/page/disallowed.gif"));
    assert_true(allows("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a"));
    assert_true(allows("User-agent: *\nAllow: /a\nDisallow: /a\n", "/a"));
    assert_false(allows("User-agent: *\nAllow: /\nDisallow: /a\n", "/a/b"));
    assert_true(allows("User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b"));
    assert_true(allows("User-agent: *\nDisallow: /Talks\n", "/talks"));
    assert_true(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
    assert_false(allows("User-agent: *\nDisallow: /\n", "/robots.txt?x"));
    assert_false(allows("User-agent: *\nDisallow: /\n", ""));
}

static void expect_fit(const char *rule, const char *target, bool fits)
{
    char file[256];
    snprintf(file, sizeof file, "User-agent: *\nDisallow: %s\n", rule);
    if (allows(file, target) == fits)
        fail_msg("%s %s %s", rule, fits ? "does not fit" : "fits", target);
}

static void test_wildcards(void **state)
{
    (void)state;
    expect_fit("/fish", "/fish.html", true);
    expect_fit("/fish", "/fishheads/x", true);
    expect_fit("/fish", "/catfish", false);
    expect_fit("/fish*", "/fish", true);
    expect_fit("/fish/", "/fish", false);
    expect_fit("/*.php", "/folder/file.php?x", true);
    expect_fit("/*.php$", "/folder/file.php", true);
    expect_fit("/*.php$", "/folder/file.php?x", false);
    expect_fit("/*.php$", "/a.php.php", true);
    expect_fit("*.gif$", "/a.gif", true);
    expect_fit("/a*b*c", "/a-b-b-d-c-x", true);
    expect_fit("/a*b*c$", "/abcbd", false);
    expect_fit("/a**b", "/ab", true);
    expect_fit("/$", "/", true);
    expect_fit("/$", "/a", false);
    expect_fit("/*?", "/a?b", true);
    expect_fit("/*?", "/a", false);
    expect_fit("$", "/", false);
    expect_fit("*", "/a", true);
    expect_fit("fish", "/fish", false);
}

static void test_escapes(void **state)
{
    (void)state;
    expect_fit("/foo/bar?baz=http://foo.bar", "/foo/bar?baz=http://foo.bar", true);
    expect_fit("/foo/bar/\xe3\x83\x84", "/foo/bar/%E3%83%84", true);
    expect_fit("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true);
    expect_fit("/foo/bar/%62%61%7A", "/foo/bar/baz", true);
    expect_fit("/foo/%62ar", "/foo/b%61r", true);
    expect_fit("/a%2Fb", "/a/b", false);
    expect_fit("/a%2Fb", "/a%2fb", true);
    expect_fit("/a%2A", "/a*", true);
    expect_fit("/a%2A", "/ab", false);
    expect_fit("/a%24", "/a$b", true);
    expect_fit("/a$b", "/a$b", true);
    expect_fit("/100%", "/100%", true);
    expect_fit("/100%2", "/100%2", true);
}

static void test_lines(void **state)
{
    (void)state;
    assert_false(allows("\xef\xbb\xbfUser-agent: *\rDisallow: /a\r", "/a"));
    assert_false(allows("User-agent: *\r\n\r\n  Disallow \t:\t/a  # why\r\n", "/a"));
    assert_true(allows("User-agent: *\nDisallow /a\n", "/a"));
    assert_false(allows("User-agent: * all of you\nDisallow: /a", "/a"));
    assert_true(robots_allows(str_make("User-agent: *\nDisallow: /a\0b\n", 29), STR("Readout"), STR("/a")));
}

static void test_delay(void **state)
{
    (void)state;
    const char *file = "User-agent: *\nCrawl-delay: 3\nAllow: /\nUser-agent: slow\nCrawl-delay: 2.5\nDisallow:\n"
                       "User-agent: never\nCrawl-delay: 1e9\nAllow: /\n"
                       "User-agent: long\nCrawl-delay: 99999999999999999999\n";
    assert_true(robots_delay(str_of(file), STR("Readout")) == 3.0);
    assert_true(robots_delay(str_of(file), STR("slow")) == 2.5);
    assert_true(robots_delay(str_of(file), STR("never")) == 0.0);
    assert_true(robots_delay(str_of(file), STR("long")) == ROBOTS_DELAY_MOST);
    assert_true(robots_delay(STR(""), STR("Readout")) == 0.0);
}

static void test_statuses(void **state)
{
    (void)state;
    assert_int_equal(robots_answer(200), ROBOTS_READ);
    assert_int_equal(robots_answer(302), ROBOTS_ALL);
    assert_int_equal(robots_answer(404), ROBOTS_ALL);
    assert_int_equal(robots_answer(401), ROBOTS_ALL);
    assert_int_equal(robots_answer(429), ROBOTS_NONE);
    assert_int_equal(robots_answer(500), ROBOTS_NONE);
    assert_int_equal(robots_answer(0), ROBOTS_NONE);
}

static struct str filled(struct buffer *buffer, size_t size, char c)
{
    while (buffer->len < size)
        buffer_byte(buffer, c);
    assert_false(buffer->failed);
    return buffer_str(buffer);
}

/* What stands behind the size that is read counts for nothing, nor does the line that is cut there. */
static void test_size(void **state)
{
    (void)state;
    struct buffer file = {0};
    buffer_add(&file, STR("User-agent: *\nDisallow: /first\n#"));
    filled(&file, ROBOTS_SIZE - 16, 'x'); /* the next rule is cut to "Allow: /first/c" */
    buffer_add(&file, STR("\nAllow: /first/cut\nDisallow: /last\n"));
    assert_false(robots_allows(buffer_str(&file), STR("Readout"), STR("/first")));
    assert_false(robots_allows(buffer_str(&file), STR("Readout"), STR("/first/cut")));
    assert_true(robots_allows(buffer_str(&file), STR("Readout"), STR("/last")));
    file.len = ROBOTS_SIZE;
    assert_false(robots_allows(buffer_str(&file), STR("Readout"), STR("/first/cut")));
    buffer_free(&file);
}

/* Rules and an address made to be tried in all ways: the answer comes soon, and is no. */
static void test_hostile(void **state)
{
    (void)state;
    struct buffer file = {0}, target = {0};
    buffer_add(&file, STR("User-agent: *\nAllow: /\n"));
    for (int i = 0; i < 100; i++) {
        buffer_add(&file, STR("Disallow: /*"));
        filled(&file, file.len + 2000, 'a');
        buffer_add(&file, STR("b\n"));
    }
    buffer_byte(&target, '/');
    filled(&target, 8000, 'a');
    clock_t start = clock();
    assert_false(robots_allows(buffer_str(&file), STR("Readout"), buffer_str(&target)));
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
    assert_true(robots_allows(buffer_str(&file), STR("Readout"), STR("/aaaaaaaaab")));
    buffer_free(&file);
    buffer_free(&target);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_bounds_of_groups),
        cmocka_unit_test(test_longest_rule),
        cmocka_unit_test(test_wildcards),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_delay),
        cmocka_unit_test(test_statuses),
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
