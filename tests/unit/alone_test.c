/* alone_test.c - documents read in a process of their own: the same as in this one, and what happens when it ends
 * otherwise than it should. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "arena_fixture.h"
#include "base/buffer.h"
#include "ingest/alone.h"

static const char feed_text[] =
    "<rss><channel><title>Harbour Wire</title><language>en</language>\n"
    "<item><guid>1</guid><title>One & more</title><link>http://a.example/1</link>"
    "<description>&lt;p&gt;A &lt;/p&gt;&lt;p&gt;B\xc3\xa9&lt;/p&gt;</description></item>"
    "<item><guid>2</guid><source>Other News</source>"
    "<author>desk@a.example (The Desk)</author><fullitem>Whole</fullitem></item></channel></rss>";
static const char page_text[] =
    "<html lang=\"en\"><head><title>Talks go on</title></head><body><article><h1>Talks go on</h1>"
    "<p>The two delegations met for three hours on Monday, and they will meet again, officials said.</p>"
    "<p>They had not met since the spring, when the last round of talks ended without an agreement.</p>"
    "</article></body></html>";

static bool read_it(enum alone_kind kind, struct str bytes, const struct limits *limits, bool in_process,
                    struct alone_result *result, readout_error *error)
{
    struct limits usual = limits_usual();
    struct origin origin = {.name = STR("test"), .url = STR("http://a.example/feed")};
    *error = (readout_error){0};
    if (arena_guard(&arena))
        fail();
    return alone_read(&arena, kind, bytes, &origin, limits ? limits : &usual, in_process, result, error);
}

static void expect_same(struct str a, struct str b)
{
    assert_string_equal(arena_copy(&arena, a.ptr, a.len), arena_copy(&arena, b.ptr, b.len));
}

static void expect_same_result(enum alone_kind kind, const char *text)
{
    struct alone_result here, there;
    readout_error error;
    assert_true(read_it(kind, str_of(text), NULL, true, &here, &error));
    assert_true(read_it(kind, str_of(text), NULL, false, &there, &error));
    expect_same(there.title, here.title);
    assert_memory_equal(&there.problem, &here.problem, sizeof here.problem);
    assert_int_equal(there.items.count, here.items.count);
    assert_true(here.items.count > 0);
    for (size_t i = 0; i < here.items.count; i++) {
        const struct article *a = &there.items.items[i].article, *b = &here.items.items[i].article;
        const struct str mine[] = {a->key, a->text, a->title, a->outlet, a->author, a->published, a->url, a->language};
        const struct str other[] = {b->key, b->text, b->title, b->outlet, b->author, b->published, b->url, b->language};
        for (size_t s = 0; s < sizeof mine / sizeof *mine; s++)
            expect_same(mine[s], other[s]);
        assert_int_equal(there.items.items[i].whole, here.items.items[i].whole);
    }
}

static void the_same_as_here(void **state)
{
    (void)state;
    expect_same_result(ALONE_FEED, feed_text);
    expect_same_result(ALONE_PAGE, page_text);
    struct alone_result result;
    readout_error error;
    assert_true(read_it(ALONE_FEED, str_of(feed_text), NULL, false, &result, &error));
    assert_int_equal(result.problem.status, READOUT_BAD_INPUT); /* the & */
    expect_same(result.items.items[0].article.outlet, STR("Harbour Wire"));
    expect_same(result.items.items[0].article.text, STR("A\n\nB\xc3\xa9"));
    assert_false(result.items.items[0].whole);
    assert_true(result.items.items[1].whole);
}

static void errors_come_back(void **state)
{
    (void)state;
    struct alone_result result;
    readout_error error;
    assert_false(read_it(ALONE_FEED, STR("<html/>"), NULL, false, &result, &error));
    assert_int_equal(error.status, READOUT_BAD_INPUT);
    assert_string_equal(error.text, "no feed: its outermost element is <html>");
    assert_string_equal(error.source, "test");
}

/* Dates, each of which takes as long as it can. */
static struct str slow_feed(void)
{
    struct buffer buffer = {0};
    buffer_add(&buffer, STR("<rss><channel><item>"));
    for (size_t i = 0; i < 200000; i++)
        buffer_add(&buffer, STR("<pubDate>Tue, 5 Mar 2024 10:05 XYZ nowhere</pubDate>"));
    buffer_add(&buffer, STR("</item></channel></rss>"));
    struct str copy = str_copy(&arena, buffer_str(&buffer));
    buffer_free(&buffer);
    return copy;
}

static void overruns_are_told(void **state)
{
    (void)state;
    struct alone_result result;
    readout_error error;
    struct limits limits = limits_usual();
    if (arena_guard(&arena))
        fail();
    limits.most[LIMIT_SIZE] = 64 * 1024 * 1024;
    limits.most[LIMIT_SECONDS] = 1;
    assert_false(read_it(ALONE_FEED, slow_feed(), &limits, false, &result, &error));
    assert_int_equal(error.status, READOUT_TOO_LARGE);
    assert_string_equal(error.text, "more than 1 seconds (--limit seconds)");
    assert_string_equal(error.source, "test");
    assert_true(read_it(ALONE_FEED, str_of(feed_text), &limits, false, &result, &error));
}

/* A process that sends a signal to all other children of this one, some time from now; false where none can be made. */
static bool start_killer(int number)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)getpid(), (int)getpid());
    if (access(path, R_OK) != 0)
        return false;
    pid_t killer = fork();
    if (killer != 0)
        return killer > 0;
    for (int tries = 0; tries < 100; tries++) {
        FILE *children = fopen(path, "r");
        usleep(50000);
        for (int child; children && fscanf(children, "%d", &child) == 1;)
            if (child != getpid() && kill(child, number) == 0)
                _exit(0);
        if (children)
            fclose(children);
    }
    _exit(1);
}

static void crashes_are_told(void **state)
{
    (void)state;
    struct alone_result result;
    readout_error error;
    struct limits limits = limits_usual();
    if (arena_guard(&arena))
        fail();
    limits.most[LIMIT_SIZE] = 64 * 1024 * 1024;
    struct str slow = slow_feed();
    if (!start_killer(SIGSYS))
        skip();
    assert_false(read_it(ALONE_FEED, slow, &limits, false, &result, &error));
    assert_int_equal(error.status, READOUT_BAD_INPUT);
    assert_string_equal(error.text, "the process that read it crashed (Bad system call)");
    wait(NULL); /* the killer */
    if (!start_killer(SIGKILL))
        skip();
    assert_false(read_it(ALONE_FEED, slow, &limits, false, &result, &error));
    assert_string_equal(error.text, "the process that read it ended before it was done");
    wait(NULL);
}

int main(void)
{
#define test(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {test(the_same_as_here), test(errors_come_back), test(overruns_are_told),
                                       test(crashes_are_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
