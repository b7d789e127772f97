/* live_test.c - live blogs are cut into entries; teasers, comments and articles are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/html_meta.h"
#include "ingest/live.h"
#include "ingest/live_time.h"

#define TEXT                                                                                                           \
    "The envoys went back into the hall after a break of two hours, and the mediators said that a text was on the "    \
    "table which both sides were reading. Nobody wanted to say when the next round would begin."

struct page {
    struct arena arena;
    struct article article;
    struct article_list entries;
    readout_error error;
    bool live;
};

static void read_page(struct page *page, const char *html, const char *url, const struct limits *limits)
{
    struct html_tree tree;
    struct origin origin = {.name = STR("test"), .url = str_of(url)};
    *page = (struct page){.live = false};
    arena_init(&page->arena, 0);
    if (arena_guard(&page->arena))
        fail_msg("no memory");
    assert_true(html_tree_parse(&page->arena, str_of(html), limits, "test", &tree, &page->error));
    meta_read(&page->arena, &tree, &origin, &page->article);
    page->live = live_read(&page->arena, &tree, &origin, limits, &page->article, &page->entries, &page->error);
}

static void expect_entry(const struct page *page, size_t i, const char *key, const char *published, const char *title,
                         const char *url)
{
    assert_true(i < page->entries.count);
    const struct article *entry = &page->entries.items[i];
    if (!str_equal(entry->key, str_of(key)) || !str_equal(entry->published, str_of(published)) ||
        !str_equal(entry->title, str_of(title)) || !str_equal(entry->url, str_of(url)))
        fail_msg("%zu: %.*s | %.*s | %.*s | %.*s", i, STR_ARGS(entry->key), STR_ARGS(entry->published),
                 STR_ARGS(entry->title), STR_ARGS(entry->url));
    assert_true(entry->text.len > 0);
}

static void test_json(void **state)
{
    (void)state;
    struct page page;
    struct limits limits = limits_usual();
    read_page(
        &page,
        "<title>Talks in Cairo</title><script type=application/ld+json>{\"@type\":\"LiveBlogPosting\",\"headline\":"
        "\"Talks in Cairo\",\"liveBlogUpdate\":[{\"@type\":\"BlogPosting\",\"headline\":\"Envoys &amp; "
        "hosts\",\"articleBody\":"
        "\"<p>" TEXT
        "</p><p>More.</p>\",\"datePublished\":\"2024-08-19T12:00:00Z\",\"url\":\"https://h.example/x#e2\"},"
        "{\"articleBody\":\"" TEXT
        "\",\"datePublished\":\"2024-08-19T10:00:00Z\"},{\"headline\":\"no text\"}]}</script>",
        "https://h.example/x", &limits);
    assert_true(page.live);
    assert_int_equal(page.entries.count, 2);
    expect_entry(&page, 0, "e2", "2024-08-19T12:00:00+00:00", "Envoys & hosts", "https://h.example/x#e2");
    expect_entry(&page, 1, "1", "2024-08-19T10:00:00+00:00", "Talks in Cairo", "https://h.example/x");
    assert_true(str_equal(page.entries.items[0].text, STR(TEXT "\n\nMore.")));
    arena_free(&page.arena);
}

static void test_blocks(void **state)
{
    (void)state;
    struct page page;
    struct limits limits = limits_usual();
    read_page(&page, "<title>Talks in Cairo: live updates</title><h1>Talks in Cairo: live updates</h1>"
              "<time datetime=2024-08-19T09:00>19 August</time><p>Summary.</p><div>"
              "<article id=p4><time>00:20</time><h2>After midnight</h2><p>" TEXT "</p></article>"
              "<article id=p3><time>23:50</time><p>" TEXT "</p><p>Second.</p></article>"
              "<article id=p2><time>15:30 BST</time><p>" TEXT "</p></article>"
              "<article id=p1><time datetime=2024-08-19T10:00:00Z>10:00</time><p>" TEXT "</p></article></div>",
              "https://h.example/x", &limits);
    assert_true(page.live);
    assert_int_equal(page.entries.count, 4);
    expect_entry(&page, 0, "p4", "2024-08-20T00:20", "After midnight", "https://h.example/x#p4");
    expect_entry(&page, 1, "p3", "2024-08-19T23:50", "Talks in Cairo: live updates", "https://h.example/x#p3");
    expect_entry(&page, 2, "p2", "2024-08-19T15:30+01:00", "Talks in Cairo: live updates", "https://h.example/x#p2");
    expect_entry(&page, 3, "p1", "2024-08-19T10:00:00+00:00", "Talks in Cairo: live updates", "https://h.example/x#p1");
    assert_true(str_equal(page.entries.items[1].text, STR(TEXT "\n\nSecond.")));
    arena_free(&page.arena);
}

static void test_numbers_from_the_oldest(void **state)
{
    (void)state;
    struct page page;
    struct limits limits = limits_usual();
    read_page(&page,
              "<title>Talks</title><ul class=liveblog><li>19 Aug 2024 12:00<p>" TEXT "</p><li>19 Aug 2024 11:00<p>" TEXT
              "</p><li>19 Aug 2024 10:00<p>" TEXT "</p></ul>",
              "", &limits);
    assert_true(page.live);
    expect_entry(&page, 0, "3", "2024-08-19T12:00", "Talks", "");
    expect_entry(&page, 2, "1", "2024-08-19T10:00", "Talks", "");
    arena_free(&page.arena);
}

static void test_no_live_blogs(void **state)
{
    (void)state;
    static const char *const pages[] = {
        /* nothing calls it live */
        "<title>Talks</title><div><div><time datetime=2024-08-19T12:00>x</time><p>" TEXT "</p></div><div><time "
        "datetime=2024-08-19T11:00>x</time><p>" TEXT "</p></div><div><time datetime=2024-08-19T10:00>x</time><p>" TEXT
        "</p></div></div>",
        /* teasers: their headings lead elsewhere */
        "<title>Live news</title><div><div><time datetime=2024-08-19T12:00>x</time><h3><a href=/a>One</a></h3><p>" TEXT
        "</p></div><div><time datetime=2024-08-19T11:00>x</time><h3><a href=/b>Two</a></h3><p>" TEXT
        "</p></div><div><time datetime=2024-08-19T10:00>x</time><h3><a href=/c>Three</a></h3><p>" TEXT
        "</p></div></div>",
        /* comments */
        "<title>How to live</title><p>" TEXT
        "</p><div class=comments><div class=comment><time datetime=2024-08-19T10:00>x</time><p>" TEXT
        "</p></div><div class=comment><time datetime=2024-08-19T11:00>x</time><p>" TEXT
        "</p></div><div class=comment><time "
        "datetime=2024-08-19T12:00>x</time><p>" TEXT "</p></div></div>",
        /* too little */
        "<title>Live updates</title><ul><li>10:00 <p>One</p><li>10:05 <p>Two</p><li>10:10 <p>Three</p></ul>",
        /* one text with times in it */
        "<title>Live updates</title><p>At <time>10:00</time> " TEXT "</p><p>" TEXT "</p><p>At <time>11:00</time> " TEXT
        "</p>",
        "<title>Live</title>",
    };
    struct limits limits = limits_usual();
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct page page;
        read_page(&page, pages[i], "https://h.example/x", &limits);
        if (page.live)
            fail_msg("taken for a live blog of %zu entries: %.100s", page.entries.count, pages[i]);
        assert_int_equal(page.error.status, READOUT_OK);
        arena_free(&page.arena);
    }
}

static void test_limit(void **state)
{
    (void)state;
    struct page page;
    struct limits limits = limits_usual();
    limits.most[LIMIT_ITEMS] = 2;
    read_page(&page,
              "<title>Live updates</title><ul><li>10:00<p>" TEXT "</p><li>11:00<p>" TEXT "</p><li>12:00<p>" TEXT
              "</p></ul>",
              "https://h.example/2024/08/19/x", &limits);
    assert_false(page.live);
    assert_int_equal(page.error.status, READOUT_TOO_LARGE);
    assert_non_null(strstr(page.error.text, "items"));
    arena_free(&page.arena);
}

static void test_times(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int clock;
    } texts[] = {
        {"10:05", 605},     {"10.05am", 605}, {"10:05 PM ET", 1325}, {"14h05", 845}, {"9 am", 540}, {"10:05 BST", 605},
        {"25:00", -2},      {"10", -2},       {"10 people", -2},     {"1:0", -2},    {"", -2},      {"text", -2},
        {"5.4 million", -2}};
    struct arena arena;
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct live_time time;
        int found = live_time_of_text(&arena, str_of(texts[i].text), &time) ? time.clock : -2;
        if (found != texts[i].clock)
            fail_msg("%s: %d", texts[i].text, found);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json), cmocka_unit_test(test_blocks), cmocka_unit_test(test_numbers_from_the_oldest),
        cmocka_unit_test(test_no_live_blogs), cmocka_unit_test(test_limit), cmocka_unit_test(test_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
