/* html_test.c - pages as trees (html_tree.h), and what of them is the body of the article (html.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "ingest/html.h"
#include "ingest/html_link.h"
#include "ingest/html_tree.h"

struct sample {
    struct arena arena;
    struct limits limits;
    struct html_tree tree;
    readout_error error;
};

static void begin(struct sample *sample)
{
    memset(sample, 0, sizeof *sample);
    arena_init(&sample->arena, 0);
    if (arena_guard(&sample->arena))
        abort();
    sample->limits = limits_usual();
}

static void end(struct sample *sample)
{
    arena_free(&sample->arena);
}

static void parse(struct sample *sample, struct str page)
{
    begin(sample);
    if (!html_tree_parse(&sample->arena, page, &sample->limits, "test", &sample->tree, &sample->error))
        fail_msg("%s", sample->error.text);
}

static void expect_str(struct str found, const char *expected)
{
    char *text = strndup(found.ptr ? found.ptr : "(none)", found.ptr ? found.len : 6);
    assert_string_equal(text, expected);
    free(text);
}

/* The elements as brackets: "p[a[#]#]", # being a text. */
static void outline(const struct html_tree *tree, uint32_t node, struct buffer *out)
{
    static const char *const names[] = {"root", "#", "?",
#define X(tag, name) name,
                                        HTML_TAGS(X)
#undef X
    };
    const struct html_node *here = &tree->nodes[node];
    buffer_add(out, str_of(names[here->tag]));
    if (here->tag == HTML_TEXT)
        return;
    buffer_byte(out, '[');
    for (uint32_t child = node + 1; child < here->end; child = tree->nodes[child].end)
        outline(tree, child, out);
    buffer_byte(out, ']');
}

static void expect_outline(const char *page, const char *expected)
{
    struct sample sample;
    struct buffer out = {0};
    parse(&sample, str_of(page));
    outline(&sample.tree, 0, &out);
    expect_str(buffer_str(&out), expected);
    buffer_free(&out);
    end(&sample);
}

static void test_tree_has_what_the_page_nests(void **state)
{
    (void)state;
    expect_outline("", "root[]");
    expect_outline("a", "root[p[#]]");
    expect_outline("<div>a<b>b</b>c</div>", "root[div[#b[#]#]]");
    expect_outline("<p>a<p>b<div>c</div>", "root[p[#]p[#]div[#]]");
    expect_outline("<ul><li>a<li>b</ul>", "root[ul[li[#]li[#]]]");
    expect_outline("<div>a<br>b<img src=x>c<source src=y>d</div>", "root[div[#br[]#img[]#source[]#]]");
    expect_outline("<div>one wo<wbr>rd</div>", "root[div[#]]");
    expect_outline("<article><section>a</section></article><foo>b</foo>", "root[article[section[#]]?[#]]");
    expect_outline("<DIV><P>a</P></DIV>", "root[div[p[#]]]");
    expect_outline("<div/><a name=x /><foo/>b", "root[div[a[?[]#]]]");
}

static void test_what_is_no_text_is_left_out(void **state)
{
    (void)state;
    expect_outline("<!-- a --><!doctype html><?php a ?></><![CDATA[a]]>", "root[]");
    expect_outline("<div><!-->a<!--->b<!-- > -- -->c</div>", "root[div[#]]");
    expect_outline("<div><script>if (a</p>) '</div>'</script><style>a</style>b</div>", "root[div[script[]style[]#]]");
    expect_outline("<div><svg><p>a</p></svg><iframe><p>a</iframe><textarea><p></textarea>b</div>",
                   "root[div[svg[]iframe[]textarea[]#]]");
    expect_outline("<div><noscript><div></noscript>a</div>", "root[div[noscript[]#]]");
    expect_outline("<div>a<script>b</div>", "root[div[#script[]]]");
}

/* The text of the first `tag`. */
static void expect_text(struct str page, enum html_tag tag, const char *expected)
{
    struct sample sample;
    parse(&sample, page);
    uint32_t node = html_find(&sample.tree, tag, 0, sample.tree.count);
    assert_int_not_equal(node, HTML_NONE);
    expect_str(html_text(&sample.arena, &sample.tree, node), expected);
    end(&sample);
}

static void test_text_is_one_line(void **state)
{
    (void)state;
    expect_text(STR("<div> a \n b&nbsp;&nbsp;c<p>d</p>e<b>f</b>g<br>h</div>"), HTML_DIV, "a b c d efg h");
    expect_text(STR("<div><p><b>a</b></p>b</div>"), HTML_DIV, "a b");
    expect_text(STR("<title>a <b> &amp; c</title>"), HTML_TITLE, "a <b> & c");
    expect_text(STR("<p>1 < 2 &lt; 3 & 4 &foo; &eacute;&#233;&#xe9;"), HTML_P,
                "1 < 2 < 3 & 4 &foo; \xc3\xa9\xc3\xa9\xc3\xa9");
}

static void test_any_bytes_are_text(void **state)
{
    (void)state;
    expect_text(STR("<p>a\0b\001c"), HTML_P, "a b c");
    expect_text(STR("<p>a\xff\xed\xa0\x80z"), HTML_P, "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
    expect_text(STR("<p>&#147;a&#x94; &#150; \xc2\x85"), HTML_P,
                "\xe2\x80\x9c" "a\xe2\x80\x9d \xe2\x80\x93 \xe2\x80\xa6");
    expect_text(STR("<p>a\xe2\x80\xae" "b&shy;c&#x200b;d\xe2\x80\x9d\xe2\x80"), HTML_P,
                "abcd\xe2\x80\x9d\xef\xbf\xbd\xef\xbf\xbd");
}

static void test_attributes_are_read(void **state)
{
    (void)state;
    struct sample sample;
    parse(&sample, STR("<a CLASS='x \"Y\"' href=/a?b&amp;c hidden onclick=no data-Date=\"1 < 2\" id=\"\">a</a>"));
    uint32_t a = html_find(&sample.tree, HTML_A, 0, sample.tree.count);
    expect_str(html_attribute(&sample.tree, a, HTML_AT_CLASS), "x \"Y\"");
    expect_str(html_attribute(&sample.tree, a, HTML_AT_HREF), "/a?b&c");
    expect_str(html_attribute(&sample.tree, a, HTML_AT_HIDDEN), "");
    expect_str(html_attribute(&sample.tree, a, HTML_AT_ID), "");
    expect_str(html_attribute(&sample.tree, a, HTML_AT_REL), "(none)");
    expect_str(html_data_attribute(&sample.tree, a, "data-date"), "1 < 2");
    assert_true(html_attribute_has(&sample.tree, a, HTML_AT_CLASS, "X"));
    assert_false(html_attribute_has(&sample.tree, a, HTML_AT_CLASS, "Y"));
    assert_int_equal(sample.tree.nodes[a].count, 5);
    end(&sample);
}

static void test_an_open_quote_ends_with_its_tag(void **state)
{
    (void)state;
    expect_text(STR("<p>a<a href=\"x>b</a>c"), HTML_P, "abc");
    expect_outline("<a href='x\">a</a> b", "root[a[#]p[#]]");
}

static void test_json_ld_is_kept(void **state)
{
    (void)state;
    struct sample sample;
    parse(&sample, STR("<script>a</script><script type='application/ld+json; x'>{\"a\": \"</p>\"}</script>"));
    uint32_t script = html_find(&sample.tree, HTML_SCRIPT, 0, sample.tree.count);
    expect_str(html_script_text(&sample.tree, script), "");
    script = html_find(&sample.tree, HTML_SCRIPT, script + 1, sample.tree.count);
    expect_str(html_script_text(&sample.tree, script), "{\"a\": \"</p>\"}");
    expect_str(html_text(&sample.arena, &sample.tree, 0), "");
    end(&sample);
}

static void expect_limit(enum limit limit, uint64_t most, const char *within, const char *over, const char *text)
{
    struct sample sample;
    begin(&sample);
    sample.limits.most[limit] = most;
    assert_true(html_tree_parse(&sample.arena, str_of(within), &sample.limits, "t", &sample.tree, &sample.error));
    assert_false(html_tree_parse(&sample.arena, str_of(over), &sample.limits, "t", &sample.tree, &sample.error));
    assert_int_equal(sample.error.status, READOUT_TOO_LARGE);
    assert_string_equal(sample.error.text, text);
    end(&sample);
}

static void test_limits_are_named(void **state)
{
    (void)state;
    expect_limit(LIMIT_DEPTH, 3, "<div><div><div>", "<div><div><div><div>",
                 "more than 3 elements in elements (--limit depth)");
    expect_limit(LIMIT_TAGS, 3, "<b>a</b><b>", "<b>a</b><b></b>", "more than 3 tags (--limit tags)");
    expect_limit(LIMIT_ATTRIBUTES, 2, "<b a=1 b>", "<b a=1 b c>", "more than 2 attributes (--limit attributes)");
    expect_limit(LIMIT_LINKS, 1, "<a href=x>a</a><a>", "<a href=x>a</a><a href=y>",
                 "more than 1 links (--limit links)");
    expect_limit(LIMIT_SIZE, 4, "<b>a", "<b>ab", "more than 4 bytes (--limit size)");
}

static void expect_body(const char *page, const char *expected)
{
    struct sample sample;
    struct article_list articles = {0};
    struct origin origin = {.name = STR("test")};
    begin(&sample);
    if (!html_read(&sample.arena, str_of(page), &origin, &sample.limits, &articles, &sample.error))
        fail_msg("%s", sample.error.text);
    assert_int_equal(articles.count, 1);
    expect_str(articles.items[0].text, expected);
    end(&sample);
}

#define ONE "The foreign ministers of both countries met in Geneva on Monday, officials said after the talks."
#define TWO "They agreed to exchange drafts of the text before the end of the month, and to meet again then."
#define THREE "The mediator, who had carried proposals for weeks, said that the differences were small by now."
#define PROSE "<p>" ONE "</p><p>" TWO "</p><p>" THREE "</p>"
#define PROSE_TEXT ONE "\n\n" TWO "\n\n" THREE

static void test_body_is_found_by_its_text(void **state)
{
    (void)state;
    expect_body("<body><div><a href=/>Home</a> <a href=/w>World</a></div><div>" PROSE "</div><div>A footer</div>",
                PROSE_TEXT);
    expect_body("<body>" ONE "<br><br>" TWO "<br>\n<br/>" THREE, PROSE_TEXT);
    expect_body("<table><tr><td><ul><li><a href=a>One</a><li><a href=b>Two</a></ul><td>" PROSE "</table>", PROSE_TEXT);
    expect_body("<main>" PROSE "</main><main><p>" ONE "</p></main>", PROSE_TEXT "\n\n" ONE);
    expect_body("", "");
    expect_body("<p>", "");
}

static void test_body_is_found_by_its_name(void **state)
{
    (void)state;
    expect_body("<div><div class='lead-in'><p>" ONE "</p></div><div class=articleBody>" PROSE "</div></div>",
                PROSE_TEXT);
    expect_body("<div itemprop=articleBody>" PROSE "</div><div><p>" ONE "</p></div>", PROSE_TEXT);
    expect_body("<article><p class='post-text'>" ONE "</p>"
                "<p class=ad>Buy these shoes now, they are the best of all shoes.</p>"
                "<p class='post-text'>" TWO "</p><p class='post-text'>" THREE "</p></article>", PROSE_TEXT);
}

static void test_what_stands_round_is_left_out(void **state)
{
    (void)state;
    expect_body("<nav><p>" ONE "</p></nav><article>" PROSE "</article><aside><p>" TWO "</p></aside>", PROSE_TEXT);
    expect_body("<div>" PROSE "<div class='related-stories'><p>" ONE "</p></div></div>", PROSE_TEXT);
    expect_body("<div>" PROSE "<div id=comments><p>" ONE "</p><p>" TWO "</p></div></div>", PROSE_TEXT);
    expect_body("<div>" PROSE "<div style='display: none'><p>" ONE "</p></div><p hidden>" TWO "</p></div>", PROSE_TEXT);
    expect_body("<div>" PROSE "<figure><img src=a><figcaption>" ONE "</figcaption></figure></div>", PROSE_TEXT);
    expect_body("<div><h1>Talks resume</h1><div class=byline>By A. Writer</div><div>Nov 20, 2019</div>" PROSE "</div>",
                PROSE_TEXT);
    expect_body("<div>" PROSE "<p><a href=/x>Other talks end without a result</a></p>"
                "<ul><li><a href=/y>One thing</a><li><a href=/z>Another thing</a></ul></div>", PROSE_TEXT);
    expect_body("<div>" PROSE "<p>Sign up for our newsletter and get the news of the day every morning.</p>"
                "<p>Advertisement</p><p>Follow us on <a href=/t>Twitter</a></p></div>", PROSE_TEXT);
    expect_body("<div>" PROSE "<h3>More on this</h3><ul><li><a href=/y>One thing</a></ul></div>", PROSE_TEXT);
}

static void test_what_belongs_is_kept(void **state)
{
    (void)state;
    expect_body("<div>" PROSE "<h2>What is next</h2><ul><li>A draft is due on Friday.<li>A round is due in May."
                "</ul><p>" ONE "</p></div>",
                PROSE_TEXT "\n\nWhat is next\n\nA draft is due on Friday.\n\nA round is due in May.\n\n" ONE);
    expect_body("<div>" PROSE "<blockquote class='twitter-tweet social'><p>We welcome this.</p></blockquote>"
                "<p>" ONE "</p></div>",
                PROSE_TEXT "\n\nWe welcome this.\n\n" ONE);
    expect_body("<div>" PROSE "<table><tr><th>Round<th>Day<tr><td>1<td>Monday</table><p>" ONE "</p></div>",
                PROSE_TEXT "\n\nRound\tDay\n1\tMonday\n\n" ONE);
    expect_body("<div>" PROSE "<figure><table><tr><td>a<td>b</table><figcaption>c</figcaption></figure>"
                "<p>" ONE "</p></div>",
                PROSE_TEXT "\n\na\tb\n\n" ONE);
    expect_body("<title>Talks resume in Geneva - The Herald</title><div><h2>Talks resume in Geneva</h2>"
                "<p>By A. Writer</p><p>GENEVA</p>" PROSE "</div>", "GENEVA\n\n" PROSE_TEXT);
    expect_body("<div class=comments>" PROSE "</div>", PROSE_TEXT);
    expect_body("<div class='category-comments has-sidebar'>" PROSE "</div>", PROSE_TEXT);
    expect_body("<div><p>" ONE " <a href=/x>" TWO "</a></p><p>" THREE "</p></div>", ONE " " TWO "\n\n" THREE);
    expect_body("<div><p>" ONE " <span class=tooltip>What?</span>So.</p><p>" THREE "</p></div>", ONE " So.\n\n" THREE);
}

static void test_sources_elsewhere_are_kept(void **state)
{
    (void)state;
#define SITE "<link rel=canonical href=https://www.example.co.uk/news/1>"
    expect_body(SITE "<div>" PROSE "<p><a href=https://treaties.example.org/t>The text of the draft</a></p></div>",
                PROSE_TEXT "\n\nThe text of the draft");
    expect_body(SITE "<div>" PROSE "<p><a href=https://live.example.co.uk/t>The text of the draft</a></p></div>",
                PROSE_TEXT);
    assert_true(html_leads_out(STR("example.com"), STR("//t.co/x")));
    assert_false(html_leads_out(STR("example.com"), STR("http://a.EXAMPLE.com:80/x")));
    assert_false(html_leads_out(STR("example.com"), STR("/x")));
    assert_false(html_leads_out(STR(""), STR("https://t.co/x")));
}

static void test_fragment_is_all_text(void **state)
{
    (void)state;
    struct sample sample;
    struct str text;
    begin(&sample);
    assert_true(html_fragment(&sample.arena,
                STR("a <b>b</b><p>c<br>d<ul><li><a href=x>e</a></ul><div class=comments>f"),
                              &sample.limits, "test", &text, &sample.error));
    expect_str(text, "a b\n\nc\nd\n\ne\n\nf");
    end(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree_has_what_the_page_nests),
        cmocka_unit_test(test_what_is_no_text_is_left_out),
        cmocka_unit_test(test_text_is_one_line),
        cmocka_unit_test(test_any_bytes_are_text),
        cmocka_unit_test(test_attributes_are_read),
        cmocka_unit_test(test_an_open_quote_ends_with_its_tag),
        cmocka_unit_test(test_json_ld_is_kept),
        cmocka_unit_test(test_limits_are_named),
        cmocka_unit_test(test_body_is_found_by_its_text),
        cmocka_unit_test(test_body_is_found_by_its_name),
        cmocka_unit_test(test_what_stands_round_is_left_out),
        cmocka_unit_test(test_what_belongs_is_kept),
        cmocka_unit_test(test_sources_elsewhere_are_kept),
        cmocka_unit_test(test_fragment_is_all_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
