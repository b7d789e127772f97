/* web_guard_test.c - who is let in by the web server, by the headers of a request. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/guard.h"
#include "web/listen.h"

#define TOKEN "0123456789abcdef0123456789abcdef"
#define HOST "127.0.0.1:8417"

static const struct guard guard = {.names = {STR(HOST), STR("localhost:8417")}, .name_count = 2, .token = STR(TOKEN),
                                   .cookie = STR("readout-8417"), .feed_key = STR("feedkeyfeedkeyfeedkeyfeedkeyfeed")};

/* A request that is let in; each test takes one thing from it. */
static struct guard_request good(const char *method)
{
    return (struct guard_request){.method = str_of(method), .host = STR(HOST), .hosts = 1, .origin = STR(""),
                                  .fetch_site = STR(""), .cookie = STR("a=b; readout-8417=" TOKEN "; c=d"),
                                  .authorization = STR(""), .token = STR(""), .key = STR("")};
}

static struct guard_request posted(const char *origin, const char *site)
{
    struct guard_request request = good("POST");
    request.origin = str_of(origin);
    request.fetch_site = str_of(site);
    return request;
}

static void assert_result(struct guard_request request, enum guard_result expected)
{
    assert_int_equal(guard_check(&guard, &request), expected);
}

static void test_lets_in(void **state)
{
    (void)state;
    assert_result(good("GET"), GUARD_IN);
    assert_result(good("HEAD"), GUARD_IN);
    struct guard_request request = good("GET");
    request.host = STR("localhost:8417");
    assert_result(request, GUARD_IN);
}

static void test_host_is_exact(void **state)
{
    (void)state;
    static const char *const others[] = {"", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8417.", "evil.example:8417",
                                         "LOCALHOST:8417", "localhost:8417 ", "[::1]:8417", "127.0.0.1:08417"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct guard_request request = good("GET");
        request.host = str_of(others[i]);
        assert_result(request, GUARD_BAD_HOST);
    }
    struct guard_request twice = good("GET");
    twice.hosts = 2;
    assert_result(twice, GUARD_BAD_HOST);
}

static void test_methods(void **state)
{
    (void)state;
    static const char *const others[] = {"PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_result(good(others[i]), GUARD_BAD_METHOD);
}

static void test_token(void **state)
{
    (void)state;
    static const char *const cookies[] = {"", "readout-8417=", "readout-8417=" TOKEN "0", "readout-8418=" TOKEN,
                                          "xreadout-8417=" TOKEN, "readout-8417 =" TOKEN};
    for (size_t i = 0; i < sizeof cookies / sizeof *cookies; i++) {
        struct guard_request request = good("GET");
        request.cookie = str_of(cookies[i]);
        assert_result(request, GUARD_NO_TOKEN);
        request.token = STR(TOKEN);
        assert_result(request, GUARD_TOKEN);
    }
    struct guard_request bearer = good("GET");
    bearer.cookie = STR("");
    bearer.authorization = STR("Bearer " TOKEN);
    assert_result(bearer, GUARD_IN);
    bearer.authorization = STR("Bearer");
    assert_result(bearer, GUARD_NO_TOKEN);
}

/* The key of feeds opens feeds alone, and the token in an address changes nothing. */
static void test_feed_key(void **state)
{
    (void)state;
    struct guard_request request = good("GET");
    request.cookie = STR("");
    request.key = guard.feed_key;
    assert_result(request, GUARD_NO_TOKEN);
    request.feed = true;
    assert_result(request, GUARD_IN);
    request.method = STR("POST");
    assert_result(request, GUARD_FOREIGN);
    struct guard_request posts = posted("", "");
    posts.cookie = STR("");
    posts.token = STR(TOKEN);
    assert_result(posts, GUARD_NO_TOKEN);
}

static void test_changes_come_from_own_pages(void **state)
{
    (void)state;
    assert_result(posted("http://" HOST, "same-origin"), GUARD_IN);
    assert_result(posted("http://" HOST, ""), GUARD_IN);
    assert_result(posted("", "same-origin"), GUARD_IN);
    assert_result(posted("", ""), GUARD_FOREIGN);
    assert_result(posted("http://" HOST, "cross-site"), GUARD_FOREIGN);
    assert_result(posted("http://" HOST, "same-site"), GUARD_FOREIGN);
    assert_result(posted("http://" HOST, "none"), GUARD_FOREIGN);
    assert_result(posted("http://localhost:8417", "same-origin"), GUARD_FOREIGN);
    assert_result(posted("http://evil.example", ""), GUARD_FOREIGN);
    assert_result(posted("null", "same-origin"), GUARD_FOREIGN);
    assert_result(posted("http://" HOST ".evil.example", ""), GUARD_FOREIGN);
}

/* A program that knows the token by itself is no page of somebody else. */
static void test_programs_may_change(void **state)
{
    (void)state;
    struct guard_request request = posted("", "");
    request.cookie = STR("");
    request.authorization = STR("Bearer " TOKEN);
    assert_result(request, GUARD_IN);
    request.origin = STR("http://evil.example");
    assert_result(request, GUARD_FOREIGN);
}

static void test_without_token(void **state)
{
    (void)state;
    struct guard open = guard;
    open.token = open.feed_key = STR("");
    struct guard_request request = good("GET");
    request.cookie = STR("");
    assert_int_equal(guard_check(&open, &request), GUARD_IN);
    request = posted("", "");
    request.authorization = STR("Bearer ");
    assert_int_equal(guard_check(&open, &request), GUARD_FOREIGN);
    request = posted("http://" HOST, "");
    assert_int_equal(guard_check(&open, &request), GUARD_IN);
}

/* Whether requests may call by that name a server that listens there. */
static bool is_called(const char *listen, unsigned port, const char *host, const char *name)
{
    struct arena arena;
    struct guard named = {.token = STR("")};
    struct sockaddr_storage address;
    const struct server_options options = {.listen = listen, .hosts = &host, .host_count = host ? 1 : 0};
    struct guard_request request = good("GET");
    bool loopback;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        fail();
    assert_true(listen_parse(listen, port, &address, &loopback));
    listen_names(&arena, &options, port, loopback, &named);
    request.host = str_of(name);
    bool called = guard_check(&named, &request) == GUARD_IN;
    arena_free(&arena);
    return called;
}

static void test_names(void **state)
{
    (void)state;
    assert_true(is_called("127.0.0.1", 8417, NULL, "127.0.0.1:8417"));
    assert_true(is_called("127.0.0.1", 8417, NULL, "localhost:8417"));
    assert_false(is_called("127.0.0.1", 8417, NULL, "127.0.0.1"));
    assert_true(is_called("127.0.0.1", 80, NULL, "127.0.0.1")); /* browsers leave the usual port out */
    assert_true(is_called("127.0.0.1", 80, NULL, "localhost"));
    assert_true(is_called("0:0:0:0:0:0:0:1", 8417, NULL, "[::1]:8417")); /* however it was written */
    assert_true(is_called("2001:DB8::0:5", 8417, NULL, "[2001:db8::5]:8417"));
    assert_false(is_called("2001:db8::5", 8417, NULL, "localhost:8417"));
    assert_true(is_called("0:0::0", 8417, NULL, "127.0.0.1:8417"));
    assert_false(is_called("0:0::0", 8417, NULL, "0.0.0.0:8417"));
    assert_true(is_called("127.0.0.1", 8417, "Talks.Example.ORG", "talks.example.org"));
    assert_true(is_called("127.0.0.1", 8417, "Talks.Example.ORG", "talks.example.org:8417"));
    assert_true(is_called("0.0.0.0", 8417, "talks.example:8443", "talks.example:8443"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lets_in),
        cmocka_unit_test(test_host_is_exact),
        cmocka_unit_test(test_methods),
        cmocka_unit_test(test_token),
        cmocka_unit_test(test_feed_key),
        cmocka_unit_test(test_changes_come_from_own_pages),
        cmocka_unit_test(test_programs_may_change),
        cmocka_unit_test(test_without_token),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
