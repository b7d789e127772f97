/* html_meta_test.c - what a page tells of its article besides the body: every source of it, and which one is believed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/html_meta.h"

struct wanted {
    const char *title, *outlet, *author, *published, *updated, *url, *language; /* NULL: not looked at */
};

static void same(const char *what, struct str found, const char *wanted, const char *page)
{
    if (wanted && !str_equal(found, str_of(wanted)))
        fail_msg("%s \"%.*s\" instead of \"%s\" in %.300s", what, STR_ARGS(found), wanted, page);
}

static void expect_at(const char *page, const char *url, const char *fetched, struct wanted wanted)
{
    struct arena arena;
    struct html_tree tree;
    struct article article = {0};
    struct limits limits = limits_usual();
    struct origin origin = {.url = str_of(url), .fetched = str_of(fetched)};
    readout_error error = {0};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    assert_true(html_tree_parse(&arena, str_of(page), &limits, "test", &tree, &error));
    meta_read(&arena, &tree, &origin, &article);
    same("title", article.title, wanted.title, page);
    same("outlet", article.outlet, wanted.outlet, page);
    same("author", article.author, wanted.author, page);
    same("published", article.published, wanted.published, page);
    same("updated", article.updated, wanted.updated, page);
    same("url", article.url, wanted.url, page);
    same("language", article.language, wanted.language, page);
    arena_free(&arena);
}

static void expect(const char *page, struct wanted wanted)
{
    expect_at(page, "https://www.herald.example/2024/08/19/talks", "", wanted);
}

static void test_title(void **state)
{
    (void)state;
    expect("<title>Talks resume in Cairo | The Herald</title><h1>Talks resume in Cairo</h1>",
           (struct wanted){.title = "Talks resume in Cairo", .outlet = "The Herald"});
    expect("<title>Talks resume in Cairo - World - Herald</title>",
           (struct wanted){.title = "Talks resume in Cairo - World"});
    expect("<title>Herald: Envoys leave Cairo early</title>", (struct wanted){.title = "Envoys leave Cairo early"});
    /* the headline as the page shows it */
    expect("<title>Cairo talks resume</title><meta property=og:title content='Talks resume in Cairo after a week'>"
           "<h1>News</h1><h1>Talks resume in Cairo after a whole week</h1>",
           (struct wanted){.title = "Talks resume in Cairo after a whole week"});
    expect("<meta property=og:title content='Talks resume in Cairo'><h1><span>Middle East</span> <span>Talks resume in "
           "Cairo</span></h1>", (struct wanted){.title = "Talks resume in Cairo"});
    expect(
        "<meta property=og:title content='The talks resume in Cairo'><meta name=twitter:title content='Talks resume in "
        "Cairo'><h1>The talks resume in Cairo</h1>",
        (struct wanted){.title = "The talks resume in Cairo"});
    /* what shares nothing with the page's title is of another article */
    expect(
        "<title>Talks resume in Cairo</title><script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
        "\"Ten recipes for summer\",\"datePublished\":\"2020-01-01\"}</script>",
        (struct wanted){.title = "Talks resume in Cairo", .published = "2024-08-19"});
    expect("<title>Envoys&amp;#8217; talks</title>", (struct wanted){.title = "Envoys\xe2\x80\x99 talks"});
    expect("<h1>Ver\xc2\xadhand\xc2\xadlungen in Kairo</h1>", (struct wanted){.title = "Verhandlungen in Kairo"});
    expect("<p>No title at all</p>", (struct wanted){.title = "", .author = ""});
    expect("<svg><title>Logo</title></svg><title>Talks resume</title>", (struct wanted){.title = "Talks resume"});
}

static void test_outlet(void **state)
{
    (void)state;
    expect(
        "<meta property=og:site_name content='The Herald | News of the day'><meta name=application-name content=App>",
        (struct wanted){.outlet = "The Herald"});
    expect("<title>Talks</title><script "
           "type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"Talks\",\"publisher\":"
           "{\"@type\":\"Organization\",\"name\":\"Daily Herald\"}}</script>",
           (struct wanted){.outlet = "Daily Herald"});
    expect("<meta property=og:site_name content=herald.example><meta name=application-name content='The Herald App'>",
           (struct wanted){.outlet = "The Herald App"});
    expect("<p>Nothing</p>", (struct wanted){.outlet = "herald.example"});
    expect("<meta property=og:site_name content='https://herald.example/'>",
           (struct wanted){.outlet = "herald.example"});
}

static void test_author(void **state)
{
    (void)state;
    static const char *const pages[][2] = {
        {"<meta name=author content='Jane Doe'>", "Jane Doe"},
        {"<meta name=author content='By Jane Doe and Richard Roe'>", "Jane Doe; Richard Roe"},
        {"<meta name=author content='Jane Doe, Diplomatic Editor'>", "Jane Doe"},
        {"<meta name=author content='The Herald'><meta property=og:site_name content='The Herald'>", ""},
        {"<meta property=article:author content='https://social.example/jane'>", ""},
        {"<meta name=author content=admin><h1>Talks</h1><p>By Jane Doe in Cairo</p>", "Jane Doe"},
        {"<h1>Talks</h1><div class=byline>By <a>JANE DOE</a>, <a>Richard Roe</a> and <a>Ana de Souza</a></div>",
         "JANE DOE; Richard Roe; Ana de Souza"},
        {"<h1>Talks</h1><p>By</p><p>Jane Doe</p>", "Jane Doe"},
        {"<h1>Talks</h1><a rel=author href=/jane>Jane Doe</a> <a rel=author href=/r>Richard Roe</a>",
         "Jane Doe; Richard Roe"},
        {"<h1>Talks</h1><span itemprop=author><span itemprop=name>Jane Doe</span></span>", "Jane Doe"},
        {"<h1>Talks</h1><div class=author>World</div><p>By Jane Doe January 18, 2017 11:00 PM</p>", "Jane Doe"},
        {"<h1>Talks</h1><div class=author>Associated Press</div>", "Associated Press"},
        {"<h1>Talks</h1><div class=author>NOVEMBER 20, 2019 10:43</div>", ""},
        {"<h1>Talks</h1><p>By Monday the envoys had left, and nobody knew when they would be back.</p>", ""},
        {"<h1>Talks</h1><p>Text</p><div class=comments><div class=author>Joe Bloggs</div></div>"
         "<ul class=related><li class=byline>By Someone Else</li></ul>",
         NULL},
        {"<script "
         "type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[{\"@type\":\"Person\",\"name\":\"Jane Doe\"},"
         "{\"name\":\"Richard Roe\"},\"Third One\"]}</script>",
         "Jane Doe; Richard Roe; Third One"},
        {"<script "
         "type=application/ld+json>{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#jane\"}},{\"@type\":"
         "\"Person\",\"@id\":\"#jane\",\"name\":\"Jane Doe\"}]}</script>",
         "Jane Doe"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        expect(pages[i][0], (struct wanted){.author = pages[i][1]});
}

static void test_dates(void **state)
{
    (void)state;
    static const char *const pages[][3] = {
        {"<meta property=article:published_time content=2024-08-19T10:05:00+02:00>"
         "<meta property=article:modified_time content=2024-08-20T11:00:00Z>",
         "2024-08-19T10:05:00+02:00", "2024-08-20T11:00:00+00:00"},
        {"<h1>Talks</h1><time datetime=2024-08-18T10:05Z>Sunday</time>", "2024-08-18T10:05+00:00", ""},
        {"<h1>Talks</h1><p>Published 18 Aug 2024 10:05 GMT</p><p>Updated 19 Aug 2024</p>", "2024-08-18T10:05+00:00",
         ""},
        {"<h1>Talks</h1><p>January 3, 2020</p>", "2024-08-19", ""}, /* the day in the address */
        {"<h1>Talks</h1><p>Last updated 18 Aug 2024</p>", "2024-08-19", "2024-08-18"},
        {"<h1>Talks</h1><p>The war began on 18 August 2023, and nobody in the town of a few thousand people has "
         "forgotten the"
         " day since then.</p>",
         "2024-08-19", ""},
        {"<meta name=date content=2024-08-18><h1>Talks</h1><p>18 August 2024, 10:05 BST</p>", "2024-08-18T10:05+01:00",
         ""},
        {"<meta name=date content=0001-01-01T00:00:00Z>", "2024-08-19", ""},
        {"<span itemprop=datePublished content=2024-08-17>yesterday</span>", "2024-08-17", ""},
        {"<meta itemprop=datePublished content=2024-08-17>", "2024-08-17", ""},
        {"<h1>Talks</h1><p>10:31 pm CST, Aug 18, 2024</p><meta name=date content=2024-08-19T10:31:00-06:00>",
         "2024-08-18T22:31-06:00", ""}, /* what the page shows is earlier than what it tells */
        {"<p>Nothing</p>", "2024-08-19", ""},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        expect(pages[i][0], (struct wanted){.published = pages[i][1], .updated = pages[i][2]});
    expect_at("<meta name=date content=2025-08-19>", "https://herald.example/talks", "2024-08-20T00:00:00Z",
              (struct wanted){.published = ""});
    /* A sentence that names a day does not date the page. */
    expect_at("<h1>Talks</h1><p>They had signed it in Geneva on 3 April 2015.</p>"
              "<p>Another round will be held in Vienna on 12 May 2016, and both sides will come.</p>",
              "https://herald.example/talks", "", (struct wanted){.published = ""});
    expect_at("<h1>Talks</h1><p>Published on 3 April 2015 by the press office.</p>", "https://herald.example/talks", "",
              (struct wanted){.published = "2015-04-03"});
    expect_at("<meta name=last-modified content=2024-08-18>", "https://herald.example/talks", "",
              (struct wanted){.published = "2024-08-18", .updated = "2024-08-18"});
    expect_at("<p>Nothing</p>", "https://herald.example/2024/08/talks", "", (struct wanted){.published = "2024-08"});
}

static void test_address_and_language(void **state)
{
    (void)state;
    expect("<html lang=en_gb><link rel=canonical href=/2024/talks>",
           (struct wanted){.url = "https://www.herald.example/2024/talks", .language = "en-GB"});
    expect("<meta property=og:url content=https://herald.example/x><meta property=og:locale content=pt_BR>",
           (struct wanted){.url = "https://herald.example/x", .language = "pt-BR"});
    expect("<html lang=English><link rel=canonical href=https://www.herald.example/>"
           "<meta http-equiv=content-language content='de, en'>",
           (struct wanted){.url = "https://www.herald.example/2024/08/19/talks", .language = "de"});
    expect_at("<link rel=canonical href='javascript:alert(1)'>", "", "", (struct wanted){.url = ""});
    expect_at("<link rel=canonical href=/x>", "", "", (struct wanted){.url = ""});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_title), cmocka_unit_test(test_outlet), cmocka_unit_test(test_author),
        cmocka_unit_test(test_dates), cmocka_unit_test(test_address_and_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
