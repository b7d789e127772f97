/* feed_json.c - JSON Feed (https://www.jsonfeed.org/version/1.1/). Input: UTF-8. Output: what the feed says of itself,
 * and items. Invariant: a member of another type than it should have counts as absent. */
#include "base/error.h"
#include "base/pull.h"
#include "ingest/feed_parts.h"
#include "ingest/url.h"
#include "ingest/web_date.h"

enum { URL_MOST = 2048, LANGUAGE_MOST = 64 };

/* The string that stands here; of what is no string, nothing. */
static struct str take_string(struct pull *in)
{
    struct str value = STR("");
    if (pull_peek(in) == '"')
        pull_string(in, &value);
    else
        pull_skip(in);
    return str_trim(value);
}

/* A string or a number, as it is written. */
static struct str take_key(struct pull *in)
{
    char first = pull_peek(in);
    if (first == '"' || first == '{' || first == '[')
        return take_string(in);
    size_t start = in->at;
    pull_skip(in);
    struct str key = str_make(in->text.ptr + start, in->at - start);
    return str_equal(key, STR("null")) ? STR("") : key;
}

static void take_text(struct pull *in, struct feed_text *text, bool html)
{
    struct str value = take_string(in);
    if (value.len)
        *text = (struct feed_text){.value = value, .html = html};
}

/* {"name": "…"} */
static void take_author(struct pull *in, struct feed_item *item)
{
    struct str key;
    if (pull_peek(in) != '{') {
        pull_skip(in);
        return;
    }
    pull_open(in, '{');
    while (pull_member(in, &key)) {
        if (str_equal(key, STR("name")))
            feed_add_author(in->arena, &item->author, take_string(in));
        else
            pull_skip(in);
    }
}

static void take_authors(struct pull *in, struct feed_item *item)
{
    if (pull_peek(in) != '[') {
        pull_skip(in);
        return;
    }
    item->author = STR("");
    pull_open(in, '[');
    while (pull_item(in))
        take_author(in, item);
}

static void take_date(struct pull *in, struct str *date)
{
    struct str iso;
    if (web_date_parse(in->arena, take_string(in), &iso))
        *date = iso;
}

static struct str take_language(struct pull *in)
{
    struct str language = take_string(in);
    return language.len <= LANGUAGE_MOST ? language : STR("");
}

static void take_url(struct pull *in, const struct feed_source *source, struct str *url)
{
    struct str link = take_string(in);
    if (link.len && link.len <= URL_MOST)
        *url = url_resolve(in->arena, source->url, link);
}

static void take_item_member(struct pull *in, const struct feed_source *source, struct str key,
                             struct feed_item *item, struct str *external)
{
    if (str_equal(key, STR("id")))
        item->key = take_key(in);
    else if (str_equal(key, STR("url")))
        take_url(in, source, &item->url);
    else if (str_equal(key, STR("external_url")))
        take_url(in, source, external);
    else if (str_equal(key, STR("title")))
        take_text(in, &item->title, false);
    else if (str_equal(key, STR("content_html")))
        take_text(in, &item->content, true);
    else if (str_equal(key, STR("content_text")) && !item->content.value.len)
        take_text(in, &item->content, false);
    else if (str_equal(key, STR("summary")))
        take_text(in, &item->summary, false);
    else if (str_equal(key, STR("date_published")))
        take_date(in, &item->published);
    else if (str_equal(key, STR("date_modified")))
        take_date(in, &item->updated);
    else if (str_equal(key, STR("authors")))
        take_authors(in, item);
    else if (str_equal(key, STR("author")) && !item->author.len)
        take_author(in, item);
    else if (str_equal(key, STR("language")))
        item->language = take_language(in);
    else
        pull_skip(in);
}

static bool take_items(struct pull *in, const struct feed_source *source, struct feed *feed, readout_error *error)
{
    pull_open(in, '[');
    while (pull_item(in)) {
        struct feed_item item = {0};
        struct str key, external = STR("");
        if (feed->items.count >= source->limits->most[LIMIT_ITEMS])
            return limit_fail(error, source->limits, LIMIT_ITEMS, source->name);
        pull_open(in, '{');
        while (pull_member(in, &key))
            take_item_member(in, source, key, &item, &external);
        if (!item.url.len)
            item.url = external.len ? external : url_is_web(item.key) ? item.key : STR("");
        if (!in->problem)
            *ARENA_PUSH(in->arena, feed->items) = item;
    }
    return true;
}

static bool take_member(struct pull *in, const struct feed_source *source, struct str key, struct feed *feed,
                        readout_error *error)
{
    struct feed_item *about = &feed->about;
    if (str_equal(key, STR("items")))
        return take_items(in, source, feed, error);
    if (str_equal(key, STR("title")))
        take_text(in, &about->title, false);
    else if (str_equal(key, STR("description")))
        take_text(in, &about->summary, false);
    else if (str_equal(key, STR("home_page_url")))
        take_url(in, source, &about->url);
    else if (str_equal(key, STR("feed_url")))
        about->key = take_string(in);
    else if (str_equal(key, STR("authors")))
        take_authors(in, about);
    else if (str_equal(key, STR("author")) && !about->author.len)
        take_author(in, about);
    else if (str_equal(key, STR("language")))
        about->language = take_language(in);
    else
        pull_skip(in);
    return true;
}

bool feed_json_read(const struct feed_source *source, struct str utf8, struct feed *feed, readout_error *error)
{
    struct pull in = {.text = utf8, .arena = source->arena};
    struct str key;
    pull_open(&in, '{');
    while (pull_member(&in, &key))
        if (!take_member(&in, source, key, feed, error))
            return false;
    if (!in.problem && !pull_end(&in))
        pull_fail(&in, "something stands behind its end");
    readout_error *told = feed->items.count ? &feed->problem : error;
    if (in.problem)
        error_set_at(told, READOUT_BAD_INPUT, source->name, 0, 0, in.at, "JSON broken at byte %zu: %s", in.at,
                     in.problem);
    return !in.problem || feed->items.count;
}
