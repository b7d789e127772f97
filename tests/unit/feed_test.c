/* feed_test.c - feeds of every kind as lists of items, what is broken, what is over a limit, and OPML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "arena_fixture.h"
#include "base/buffer.h"
#include "ingest/feed.h"
#include "ingest/opml.h"

#define expect_str(got, wanted) assert_string_equal(arena_copy(&arena, (got).ptr, (got).len), (wanted))

static bool try_feed(struct str bytes, struct feed *feed, const struct limits *limits, readout_error *error)
{
    struct limits usual = limits_usual();
    struct origin origin = {.name = STR("test"), .url = STR("https://news.example/feeds/main.xml")};
    *error = (readout_error){0};
    if (arena_guard(&arena))
        fail();
    return feed_read(&arena, bytes, &origin, limits ? limits : &usual, feed, error);
}

static struct feed read_feed(const char *text)
{
    struct feed feed;
    readout_error error;
    if (!try_feed(str_of(text), &feed, NULL, &error))
        fail_msg("%s", error.text);
    if (feed.problem.status != READOUT_OK)
        fail_msg("%s", feed.problem.text);
    return feed;
}

static readout_error expect_error(struct str bytes, const struct limits *limits, readout_status status,
                                  const char *text)
{
    struct feed feed;
    readout_error error;
    assert_false(try_feed(bytes, &feed, limits, &error));
    assert_int_equal(error.status, status);
    if (!strstr(error.text, text))
        fail_msg("\"%s\" does not say \"%s\"", error.text, text);
    assert_string_equal(error.source, "test");
    return error;
}

static void rss_2(void **state)
{
    (void)state;
    struct feed feed = read_feed(
        "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'\n"
        " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:atom='http://www.w3.org/2005/Atom'>\n"
        "<channel><title>Harbour &amp; Wire</title><link>https://news.example/</link><language>en_GB</language>\n"
        "<atom:link rel='self' href='https://news.example/feeds/main.xml'/><description>All of it</description>\n"
        "<lastBuildDate>Tue, 05 Mar 2024 09:05:00 GMT</lastBuildDate>\n"
        "<image><title>No title</title><link>https://other.example/</link></image>\n"
        "<item><title>Envoys &lt;i&gt;meet&lt;/i&gt; again</title><link> /a/1 </link>\n"
        "<guid isPermaLink='false'>id-1</guid><pubDate>Tue, 5 Mar 24 10:05 +0100</pubDate>\n"
        "<dc:creator>A. Reporter</dc:creator><dc:creator>B. Writer</dc:creator>\n"
        "<description>Short.</description>\n"
        "<content:encoded><![CDATA[<p>The envoys met.</p><p>They &eacute;t ended.</p>]]></content:encoded></item>\n"
        "<item><guid>https://news.example/a/2</guid><description>Second</description>\n"
        "<author>desk@news.example (The Desk)</author></item></channel></rss>");
    expect_str(feed.title, "Harbour & Wire");
    expect_str(feed.about.url, "https://news.example/");
    expect_str(feed.about.language, "en-GB");
    expect_str(feed.about.summary.value, "All of it");
    expect_str(feed.about.updated, "2024-03-05T09:05:00+00:00");
    assert_int_equal(feed.items.count, 2);
    const struct feed_item *first = &feed.items.items[0], *second = &feed.items.items[1];
    expect_str(first->url, "https://news.example/a/1");
    expect_str(first->key, "id-1");
    expect_str(first->published, "2024-03-05T10:05+01:00");
    expect_str(first->author, "A. Reporter; B. Writer");
    expect_str(first->summary.value, "Short.");
    assert_true(first->content.html);
    expect_str(second->url, "https://news.example/a/2");
    expect_str(second->author, "The Desk");
}

static void articles_of_a_feed(void **state)
{
    (void)state;
    struct feed feed = read_feed(
        "<rss><channel><title>Wire</title><language>en</language>"
        "<item><guid>1</guid><title>Envoys &lt;i&gt;meet&lt;/i&gt;\n again</title><description>short</description>"
        "<source url='http://h.example/feed'>Harbour News</source>"
        "<fullitem>&lt;p>One &amp;amp; two.&lt;/p>&lt;p>Three.&lt;/p></fullitem></item>"
        "<item><title>Alone</title></item>"
        "<item><title>AT&amp;amp;T &lt; all</title><description>Text</description></item></channel></rss>");
    struct limits limits = limits_usual();
    struct article_list articles = {0};
    struct problem_sink problems = {0};
    feed_articles(&arena, &feed, &limits, "test", &articles, &problems);
    assert_int_equal(problems.failures, 0);
    assert_int_equal(articles.count, 2);
    expect_str(articles.items[0].text, "One & two.\n\nThree.");
    expect_str(articles.items[0].title, "Envoys meet again");
    expect_str(articles.items[0].outlet, "Harbour News");
    expect_str(articles.items[1].outlet, "Wire");
    expect_str(articles.items[0].key, "1");
    expect_str(articles.items[0].language, "en");
    expect_str(articles.items[1].title, "AT&T < all");
    expect_str(articles.items[1].key, "AT&amp;T < all");
}

static void rss_1_and_090(void **state)
{
    (void)state;
    struct feed feed = read_feed(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/'"
        " xmlns='http://purl.org/rss/1.0/'><channel rdf:about='https://n.example/rss'><title>Old wire</title>"
        "<link>https://n.example/</link></channel><image><title>Logo</title></image>"
        "<item rdf:about='https://n.example/1'><title>One</title><link>https://n.example/1?from=rss</link>"
        "<dc:date>2004-05-06T07:08Z</dc:date><dc:language>fr</dc:language></item>"
        "<item rdf:about='https://n.example/2'><title>Two</title></item></rdf:RDF>");
    expect_str(feed.title, "Old wire");
    assert_int_equal(feed.items.count, 2);
    expect_str(feed.items.items[0].key, "https://n.example/1");
    expect_str(feed.items.items[0].url, "https://n.example/1?from=rss");
    expect_str(feed.items.items[0].updated, "2004-05-06T07:08+00:00");
    expect_str(feed.items.items[0].language, "fr");
    expect_str(feed.items.items[1].url, "https://n.example/2");
    feed = read_feed("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
                     " xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>Older</title></channel>"
                     "<item><title>Three</title><link>http://n.example/3</link></item></rdf:RDF>");
    expect_str(feed.title, "Older");
    expect_str(feed.items.items[0].url, "http://n.example/3");
    feed = read_feed("<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN'"
                     " 'http://my.netscape.com/publish/formats/rss-0.91.dtd'><rss version='0.91'><channel>"
                     "<item><title>caf&eacute;&nbsp;talks</title></item></channel></rss>");
    expect_str(feed.items.items[0].title.value, "caf\xc3\xa9\xc2\xa0talks");
}

static void atom(void **state)
{
    (void)state;
    struct feed feed = read_feed(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en' xml:base='https://a.example/x/'>"
        "<title>A &lt;b&gt; feed</title><link rel='self' href='feed.atom'/><link href='/'/>"
        "<id>tag:a.example</id><updated>2024-03-05T09:05:00Z</updated><author><name>Desk</name></author>"
        "<entry><id>tag:1</id><title type='html'>One &amp;amp; two</title>"
        "<link rel='enclosure' href='sound.mp3'/><link rel='alternate' type='application/json' href='1.json'/>"
        "<link rel='alternate' type='text/html' href='1.html'/><published>2024-03-05T08:00:00+02:00</published>"
        "<author><email>d@a.example</email><name>D. Writer</name><uri>http://d.example</uri></author>"
        "<source><title>Elsewhere</title><id>no</id></source>"
        "<summary xml:lang='de'>Kurz</summary>"
        "<content type='xhtml' xml:base='y/'><div xmlns='http://www.w3.org/1999/xhtml'><p>a &lt; b<br/>c</p></div>"
        "</content></entry>"
        "<entry xml:base='y/'><link href='2'/><content type='image/png'>iVBO</content></entry>"
        "<entry><content type='application/octet-stream'>PHA+VGFsa3M8L3A+</content></entry></feed>");
    expect_str(feed.title, "A <b> feed");
    expect_str(feed.about.url, "https://a.example/");
    assert_int_equal(feed.items.count, 3);
    const struct feed_item *one = &feed.items.items[0];
    expect_str(one->url, "https://a.example/x/1.html");
    expect_str(one->key, "tag:1");
    expect_str(one->published, "2024-03-05T08:00:00+02:00");
    expect_str(one->author, "D. Writer");
    expect_str(one->title.value, "One &amp; two");
    expect_str(one->summary.language, "de");
    expect_str(one->content.language, "en");
    expect_str(one->content.value, "<div><p>a &lt; b<br>c</p></div>");
    expect_str(feed.items.items[1].url, "https://a.example/x/y/2");
    expect_str(feed.items.items[1].content.value, "");
    expect_str(feed.items.items[2].content.value, "<p>Talks</p>");
    feed = read_feed("<feed version='0.3' xmlns='http://purl.org/atom/ns#'><tagline>T</tagline><entry>"
                     "<issued>2004-01-02T03:04:05Z</issued><modified>2004-01-03</modified>"
                     "<title mode='escaped' type='text/html'>&lt;b>x&lt;/b></title></entry></feed>");
    expect_str(feed.about.summary.value, "T");
    expect_str(feed.items.items[0].published, "2004-01-02T03:04:05+00:00");
    expect_str(feed.items.items[0].updated, "2004-01-03");
    assert_true(feed.items.items[0].title.html);
}

static void json_feed_and_cdf(void **state)
{
    (void)state;
    struct feed feed = read_feed(
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"J\", \"home_page_url\": \"/home\","
        "\"language\": \"en\", \"authors\": [{\"name\": \"Desk\"}], \"items\": ["
        "{\"id\": 12, \"url\": \"a\", \"content_text\": \"t\", \"content_html\": \"<p>h</p>\", \"tags\": [\"x\", {}],"
        "\"date_published\": \"2024-03-05T09:05:00-05:00\", \"authors\": [{\"name\": \"A\"}, {\"name\": \"B\"}, null]},"
        "{\"id\": \"two\", \"external_url\": \"https://o.example/2\", \"title\": null, \"author\": {\"name\": \"C\"},"
        "\"content_text\": \"a < b & c\"}]}");
    expect_str(feed.title, "J");
    expect_str(feed.about.url, "https://news.example/home");
    const struct feed_item *one = &feed.items.items[0];
    expect_str(one->key, "12");
    expect_str(one->url, "https://news.example/feeds/a");
    expect_str(one->content.value, "<p>h</p>");
    expect_str(one->author, "A; B");
    expect_str(one->published, "2024-03-05T09:05:00-05:00");
    expect_str(feed.items.items[1].url, "https://o.example/2");
    assert_false(feed.items.items[1].content.html);
    feed = read_feed("<CHANNEL HREF='https://c.example/'><TITLE>C</TITLE>"
                     "<ITEM HREF='1' LASTMOD='2004-04-06T23:05-05:00'><TITLE>One</TITLE>"
                     "<ABSTRACT>Said</ABSTRACT></ITEM></CHANNEL>");
    expect_str(feed.items.items[0].updated, "2004-04-06T23:05-05:00");
    expect_str(feed.items.items[0].summary.value, "Said");
}

static struct feed read_broken(const char *text, const char *problem)
{
    struct feed feed;
    readout_error error;
    if (!try_feed(str_of(text), &feed, NULL, &error))
        fail_msg("%s", error.text);
    assert_int_equal(feed.problem.status, READOUT_BAD_INPUT);
    if (!strstr(feed.problem.text, problem))
        fail_msg("\"%s\" does not say \"%s\"", feed.problem.text, problem);
    return feed;
}

static void broken_feeds_are_mended(void **state)
{
    (void)state;
    struct feed feed = read_broken("<rss><channel>\n<item><title>R&D talks</title>"
                                   "<link>http://a.example/?a=1&b=2</link></item>"
                                   "<item><title>\x01 Two &mdash; &foo; &#X41;</title></item></channel></rss>",
                                   "not well-formed");
    assert_int_equal(feed.problem.line, 2);
    assert_int_equal(feed.items.count, 2);
    expect_str(feed.items.items[0].title.value, "R&D talks");
    expect_str(feed.items.items[0].url, "http://a.example/?a=1&b=2");
    expect_str(feed.items.items[1].title.value, "Two \xe2\x80\x94 &foo; A");
    feed = read_broken("<rss><channel><item><title>One</title></item><item><title>Tw", "not well-formed");
    assert_int_equal(feed.items.count, 1);
    feed = read_broken("<rss><channel><item><title>One<link>http://a.example/1</link></item>"
                       "<item><title>Two</title></item></channel></rss>", "mismatch");
    assert_int_equal(feed.items.count, 2);
    feed = read_broken("Warning: no cache\n<?xml version='1.0'?><rss><channel><item><title>One</title></item>"
                       "</channel></rss>", "not well-formed");
    assert_int_equal(feed.items.count, 1);
    feed = read_broken("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"a\"}, {\"id\": ",
                       "JSON broken");
    assert_int_equal(feed.items.count, 1);
}

static void what_is_no_feed(void **state)
{
    (void)state;
    expect_error(STR("<html><body/></html>"), NULL, READOUT_BAD_INPUT, "outermost element is <html>");
    expect_error(STR(""), NULL, READOUT_BAD_INPUT, "");
    expect_error(STR("   "), NULL, READOUT_BAD_INPUT, "");
    expect_error(STR("plain text"), NULL, READOUT_BAD_INPUT, "not well-formed");
    expect_error(STR("{\"items\": 5}"), NULL, READOUT_BAD_INPUT, "JSON broken at byte 10");
}

static void entities_of_its_own(void **state)
{
    (void)state;
    readout_error error = expect_error(
        STR("<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'>]>\n"
            "<rss><channel><title>&b;</title></channel></rss>"),
        NULL, READOUT_BAD_INPUT, "&b; is an entity that the document declares itself");
    assert_int_equal(error.line, 2);
    expect_error(STR("<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel a='&a;'/></rss>"), NULL,
                 READOUT_BAD_INPUT, "&a; is an entity");
    expect_error(STR("<!DOCTYPE rss [<!ATTLIST item a CDATA 'x'>]><rss/>"), NULL, READOUT_BAD_INPUT,
                 "declares attributes");
    struct feed feed = read_feed("<!DOCTYPE rss [<!ENTITY nbsp 'evil'><!ENTITY own 'x'>]>"
                                 "<rss><channel><title>a&nbsp;b</title></channel></rss>");
    expect_str(feed.about.title.value, "a\xc2\xa0" "b");
}

/* `front`, `middle` many times, `back`. */
static struct str repeat(const char *front, const char *middle, size_t times, const char *back)
{
    struct buffer buffer = {0};
    buffer_add(&buffer, str_of(front));
    for (size_t i = 0; i < times; i++)
        buffer_add(&buffer, str_of(middle));
    buffer_add(&buffer, str_of(back));
    struct str copy = str_copy(&arena, buffer_str(&buffer));
    buffer_free(&buffer);
    return copy;
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct limits limits = limits_usual();
    if (arena_guard(&arena))
        fail();
    limits.most[LIMIT_ITEMS] = 5;
    struct str six = repeat("<rss><channel>", "<item><title>t</title></item>", 6, "</channel></rss>");
    expect_error(six, &limits, READOUT_TOO_LARGE, "--limit items");
    expect_error(repeat("{\"items\": [{\"id\": 1}", ", {\"id\": 1}", 5, "]}"), &limits, READOUT_TOO_LARGE,
                 "--limit items");
    limits.most[LIMIT_ITEMS] = 6;
    struct feed feed;
    readout_error error;
    assert_true(try_feed(six, &feed, &limits, &error));
    limits.most[LIMIT_DEPTH] = 20;
    expect_error(repeat("<rss>", "<a>", 20, ""), &limits, READOUT_TOO_LARGE, "--limit depth");
    limits.most[LIMIT_TAGS] = 100;
    expect_error(repeat("<rss>", "<a/>", 100, "</rss>"), &limits, READOUT_TOO_LARGE, "--limit tags");
    limits.most[LIMIT_ATTRIBUTES] = 10;
    expect_error(repeat("<rss><a ", "b='>' ", 11, "/></rss>"), &limits, READOUT_TOO_LARGE, "--limit attributes");
    expect_error(repeat("<rss>", "<a xmlns:b='c'>", 11, ""), &limits, READOUT_TOO_LARGE, "--limit attributes");
    struct str fine = repeat("<rss><channel><title>", "a=\"b\" ", 11, "</title></channel></rss>");
    assert_true(try_feed(fine, &feed, &limits, &error));
    limits.most[LIMIT_SIZE] = fine.len - 1;
    expect_error(fine, &limits, READOUT_TOO_LARGE, "--limit size");
}

static void memory_that_runs_out_is_told(void **state)
{
    (void)state;
    struct str large = repeat("<rss><channel><item><title>", "0123456789", 100000, "</title></item></channel></rss>");
    struct arena small;
    struct limits limits = limits_usual();
    struct origin origin = {.name = STR("test")};
    struct feed feed;
    readout_error error = {0};
    arena_init(&small, 256 * 1024);
    if (arena_guard(&small)) {
        arena_free(&small); /* what libxml2 held is free: the sanitizers tell otherwise */
        return;
    }
    feed_read(&small, large, &origin, &limits, &feed, &error);
    fail_msg("a feed of 1 MB in 256 KB");
}

static void opml(void **state)
{
    (void)state;
    static const char text[] = "<opml version='2.0'><head><title>Mine</title></head><body>\n"
                               "<outline text='Folder'><outline type='rss' text='One' title='The One' "
                               "xmlUrl=' https://a.example/feed '/>\n"
                               "<outline text='Deep'><outline text='Two' xmlurl='https://b.example/?a=1&amp;b=2'/>"
                               "</outline></outline>\n<outline text='Again' xmlUrl='https://a.example/feed'/>"
                               "</body></opml>";
    struct opml_list list;
    struct limits limits = limits_usual();
    readout_error error = {0};
    if (arena_guard(&arena))
        fail();
    assert_true(opml_read(&arena, str_of(text), "test", &limits, &list, &error));
    assert_int_equal(list.problem.status, READOUT_OK);
    assert_int_equal(list.feeds.count, 2);
    expect_str(list.feeds.items[0].url, "https://a.example/feed");
    expect_str(list.feeds.items[0].title, "The One");
    expect_str(list.feeds.items[1].url, "https://b.example/?a=1&b=2");
    expect_str(list.feeds.items[1].title, "Two");
    assert_true(
        opml_read(&arena, STR("<opml><body><outline xmlUrl='http://a/?a&b'/>"), "test", &limits, &list, &error));
    assert_int_equal(list.problem.status, READOUT_BAD_INPUT);
    assert_int_equal(list.feeds.count, 1);
    assert_false(opml_read(&arena, STR("<rss/>"), "test", &limits, &list, &error));
    assert_string_equal(error.text, "no OPML: its outermost element is <rss>");
}

int main(void)
{
#define test(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        test(rss_2), test(articles_of_a_feed), test(rss_1_and_090), test(atom), test(json_feed_and_cdf),
        test(broken_feeds_are_mended), test(what_is_no_feed), test(entities_of_its_own), test(limits_are_kept),
        test(memory_that_runs_out_is_told), test(opml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
