/* web_address_test.c - addresses of the web server: what they ask for, how they are written, and HTML of hostile text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/html.h"
#include "web/query.h"
#include "web/routes.h"
#include "web/visit.h"

static struct arena arena;
static struct buffer out;

static void assert_written(const char *expected)
{
    buffer_byte(&out, '\0');
    assert_false(out.failed);
    assert_string_equal(out.ptr, expected);
    buffer_clear(&out, 1 << 16);
}

static void test_escapes(void **state)
{
    (void)state;
    web_text(&out, STR("<script>alert('x')</script> & \"y\""));
    assert_written("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;");
    web_attribute(&out, "title", STR("\" onload=\"x"));
    assert_written(" title=\"&quot; onload=&quot;x\"");
    web_bdi(&out, STR("\xd7\x91\xd7\x92\xd7\x99\xd7\x9f"));
    assert_written("<bdi>\xd7\x91\xd7\x92\xd7\x99\xd7\x9f</bdi>");
}

static void test_leaves_out_what_steers(void **state)
{
    (void)state;
    web_text(&out, STR("a\x01\x7f\x1b[31mb\xe2\x80\xae" "c\xe2\x81\xa6" "d\n\te\xc2\x9b" "f"));
    assert_written("a[31mbcd\n\tef");
    web_text(&out, STR("x\xff\xfey\xc3"));
    assert_written("x\xef\xbf\xbd\xef\xbf\xbdy\xef\xbf\xbd");
    web_text(&out, STR(""));
    assert_written("");
}

static void test_classes_are_words(void **state)
{
    (void)state;
    web_class(&out, "state", STR("not-endorsed"));
    assert_written(" class=\"state-not-endorsed\"");
    web_class(&out, "state", STR("\"><b X"));
    assert_written(" class=\"state-b\"");
}

static void test_numbers(void **state)
{
    (void)state;
    web_number(&out, 1500);
    assert_written("1500");
    web_number(&out, 2.5);
    assert_written("2.5");
    web_number(&out, 20000);
    assert_written("20,000");
    web_number(&out, -1234567);
    assert_written("-1,234,567");
    web_measure(&out, "x", 1.23456);
    assert_written(" x=\"1.23\"");
    web_count(&out, 1, "report", "reports");
    assert_written("1 report");
    web_count(&out, 0, "report", "reports");
    assert_written("0 reports");
}

static void test_writes_addresses(void **state)
{
    (void)state;
    struct query query = {0};
    query.values[PARAM_ACTOR] = STR("A & B/\xc3\xa9");
    query.values[PARAM_PAGE] = STR("3");
    query_put(&out, STR("/meetings"), &query);
    assert_written("/meetings?actor=A%20%26%20B%2F%C3%A9&page=3");
    query_href(&out, STR("/meetings"), &query);
    assert_written(" href=\"/meetings?actor=A%20%26%20B%2F%C3%A9&amp;page=3\"");
    query_put_segment(&out, STR("http://x/a?b#\"c:1-2"));
    assert_written("http:%2F%2Fx%2Fa%3Fb%23%22c:1-2");
    struct query other = query_with(&query, PARAM_STATUS, STR("held"));
    query_put(&out, STR("/meetings"), &other);
    assert_written("/meetings?actor=A%20%26%20B%2F%C3%A9&status=held");
    other = query_scope(&other);
    query_put(&out, STR("/"), &other);
    assert_written("/?actor=A%20%26%20B%2F%C3%A9");
}

static void test_numbers_of_pages(void **state)
{
    (void)state;
    struct query query = {0};
    static const struct {
        const char *text;
        size_t number;
    } cases[] = {{"1", 1}, {"999999999", 999999999}, {"0", 7}, {"", 7}, {"-1", 7}, {"1e3", 7}, {"1000000000", 7},
                 {"18446744073709551617", 7}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        query.values[PARAM_PAGE] = str_of(cases[i].text);
        assert_int_equal(query_number(&query, PARAM_PAGE, 7), cases[i].number);
    }
}

static void test_checks_days(void **state)
{
    (void)state;
    struct query query = {0};
    readout_error error = {0};
    query.values[PARAM_SINCE] = STR("1978-09-05");
    assert_true(query_check(&query, &error));
    query.values[PARAM_UNTIL] = STR("1978-13-05");
    assert_false(query_check(&query, &error));
    assert_non_null(strstr(error.text, "until"));
}

/* The path that an address finds, with form and rest; NULL: none. */
static const char *found(const char *raw, const char *expected_rest, enum form expected_form)
{
    struct str rest;
    enum form form;
    const struct route *route = route_find(&arena, str_of(raw), &rest, &form);
    if (!route)
        return NULL;
    assert_true(str_equal(rest, str_of(expected_rest)));
    assert_int_equal(form, expected_form);
    return route->path;
}

static void test_finds_routes(void **state)
{
    (void)state;
    assert_string_equal(found("/", "", FORM_HTML), "/");
    assert_string_equal(found("/meetings", "", FORM_HTML), "/meetings");
    assert_string_equal(found("/meetings.json", "", FORM_JSON), "/meetings");
    assert_string_equal(found("/item/a%2Fb:1-2", "a/b:1-2", FORM_HTML), "/item");
    assert_string_equal(found("/item.json/x.csv", "x.csv", FORM_JSON), "/item");
    assert_string_equal(found("/report/http:/x/y", "http:/x/y", FORM_HTML), "/report");
    assert_string_equal(found("/report/a%0Ab+%1B", "a\nb+\x1b", FORM_HTML), "/report");
}

static void test_refuses_routes(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "meetings", "//meetings", "/meetings/", "/meetings/x", "/item", "/item/",
                                        "/item/%", "/item/%4", "/item/%zz", "/item/a%00b", "/brief.csv",
                                        "/../meetings", "/%6deetings", "/meetings.exe", "http://x/meetings", "*"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (found(wrong[i], "", FORM_HTML))
            fail_msg("'%s' is a route", wrong[i]);
}

static void test_decodes_forms(void **state)
{
    (void)state;
    struct str decoded;
    assert_true(route_decode(&arena, STR("a+b%2B%0D%0A"), true, &decoded));
    assert_true(str_equal(decoded, STR("a b+\r\n")));
    assert_true(route_decode(&arena, STR("a+b"), false, &decoded));
    assert_true(str_equal(decoded, STR("a+b")));
    assert_false(route_decode(&arena, STR("%00"), true, &decoded));
}

static void test_visits(void **state)
{
    (void)state;
    char text[VISIT_TEXT];
    struct web_visits visits = visits_read(STR("no visit"));
    assert_int_equal(visits.now.at, 0);
    visits_note(&visits, 3, 1000);
    assert_int_equal(visits.before.at, 0);
    visits_note(&visits, 4, 1000 + VISIT_PAUSE);
    assert_int_equal(visits.before.at, 0); /* still the same visit */
    visits_note(&visits, 5, 1001 + 2 * VISIT_PAUSE);
    assert_int_equal(visits.before.run, 4);
    assert_int_equal(visits.before.at, 1000 + VISIT_PAUSE);
    visits_print(&visits, text);
    visits = visits_read(str_of(text));
    assert_int_equal(visits.before.run, 4);
    assert_int_equal(visits.now.run, 5);
    visits = visits_read(STR("1.2.3.99999999999999999999"));
    assert_int_equal(visits.before.run, 0);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 0);
    return arena_guard(&arena) ? -1 : 0;
}

static int take_down(void **state)
{
    (void)state;
    arena_free(&arena);
    buffer_free(&out);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_leaves_out_what_steers),
        cmocka_unit_test(test_classes_are_words),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_writes_addresses),
        cmocka_unit_test(test_numbers_of_pages),
        cmocka_unit_test(test_checks_days),
        cmocka_unit_test(test_finds_routes),
        cmocka_unit_test(test_refuses_routes),
        cmocka_unit_test(test_decodes_forms),
        cmocka_unit_test(test_visits),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
