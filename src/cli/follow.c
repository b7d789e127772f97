/* follow.c - see follow.h. */
#include "cli/follow.h"

#include <stdio.h>
#include <time.h>

#include "base/error.h"
#include "ingest/agency.h"
#include "ingest/metadata.h"
#include "ingest/url.h"
#include "ingest/visible.h"
#include "pipeline.h"

enum { KEEP = 1024 * 1024, DOUBLINGS_MOST = 20 };

void follow_say(struct str feed, struct str what, const char *text)
{
    struct buffer line = {0};
    visible_add(&line, feed);
    if (what.len)
        buffer_add(&line, STR(": "));
    visible_add(&line, what);
    buffer_add(&line, STR(": "));
    visible_add(&line, str_of(text));
    fprintf(stderr, "readout: %.*s\n", STR_ARGS(buffer_str(&line)));
    buffer_free(&line);
}

static void complain(struct followers *all, const struct following *following, struct str what, const char *text)
{
    all->problems++;
    follow_say(following->feed.url, what, text);
}

static bool no_memory(readout_error *error)
{
    return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
}

bool follow_begin(struct following *following, const struct watched *feed)
{
    *following = (struct following){0};
    arena_init(&following->arena, 0);
    if (arena_guard(&following->arena)) {
        arena_free(&following->arena);
        return false;
    }
    struct arena *arena = &following->arena;
    following->feed = *feed;
    following->feed.url = str_copy(arena, feed->url);
    following->feed.title = str_copy(arena, feed->title);
    following->feed.etag = str_copy(arena, feed->etag);
    following->feed.last_modified = str_copy(arena, feed->last_modified);
    following->feed.problem = STR("");
    following->state = FOLLOWING_FEED;
    return true;
}

void follow_end(struct following *following)
{
    if (following->state != FOLLOWING_NONE)
        arena_free(&following->arena);
    following->state = FOLLOWING_NONE;
}

/* The feed is done for this round: keep what is known of it. */
static bool keep_feed(struct followers *all, struct following *following, readout_error *error)
{
    following->feed.checked_at = time(NULL);
    bool kept = store_feed_keep(all->store, &following->feed, error);
    follow_end(following);
    return kept;
}

/* --- the feed itself --- */

/* `every` seconds, doubled with each failure in a row, up to a day. */
static int64_t wait_after(int64_t every, int64_t failures)
{
    int64_t wait = every;
    for (int64_t i = 0; i < failures && i < DOUBLINGS_MOST && wait < VISIT_DAY; i++)
        wait *= 2;
    return wait < VISIT_DAY ? wait : VISIT_DAY;
}

/* The feed cannot be read: tell it, and when it is tried again. */
static bool fail_feed(struct followers *all, struct following *following, uint64_t retry_after, const char *text,
                      readout_error *error)
{
    struct watched *feed = &following->feed;
    int64_t wait = wait_after(all->every, ++feed->failures);
    if (retry_after > (uint64_t)wait)
        wait = retry_after < 30 * (uint64_t)VISIT_DAY ? (int64_t)retry_after : 30 * VISIT_DAY;
    feed->next_at = time(NULL) + wait;
    feed->problem = str_of(text);
    complain(all, following, STR(""), text);
    return keep_feed(all, following, error);
}

/* A permanent redirect to a feed: it is known by its new address. (What is no feed any more often leads elsewhere.) */
static bool move_feed(struct followers *all, struct following *following, struct str to, readout_error *error)
{
    if (!url_is_web(to) || str_equal(to, following->feed.url))
        return true;
    if (!store_feed_move(all->store, following->feed.url, to, error))
        return false;
    to = str_copy(&following->arena, to);
    follow_say(following->feed.url, to, "its address from now on");
    following->feed.url = to;
    return true;
}

/* The server has sent the feed: read it, and go on to its items. */
static bool take_feed(struct followers *all, struct following *following, const struct fetch_answer *answer,
                      readout_error *error)
{
    struct arena *arena = &following->arena;
    struct origin origin = {.name = following->feed.url,
                            .url = str_copy(arena, answer->url),
                            .type = str_copy(arena, answer->type),
                            .charset = str_copy(arena, answer->charset)};
    readout_error problem = {0};
    struct str bytes = str_copy(arena, answer->body); /* the next answer takes its place */
    following->etag = str_copy(arena, answer->etag);
    following->last_modified = str_copy(arena, answer->last_modified);
    if (!alone_read(arena, ALONE_FEED, bytes, &origin, &all->limits, all->in_process, &following->read, &problem))
        return fail_feed(all, following, 0, problem.text, error);
    if (following->read.problem.status != READOUT_OK)
        follow_say(following->feed.url, STR(""), following->read.problem.text);
    following->feed.title = following->read.title;
    following->left = following->read.items.count;
    following->state = FOLLOWING_ITEMS;
    return move_feed(all, following, answer->permanent_url, error);
}

static bool end_feed(struct followers *all, struct following *following, readout_error *error)
{
    following->feed.failures = 0;
    following->feed.next_at = 0;
    return keep_feed(all, following, error);
}

static bool gone(struct followers *all, struct following *following, readout_error *error)
{
    following->feed.gone = true;
    following->feed.problem = STR("gone (410)");
    complain(all, following, STR(""), "gone (410); it is no longer followed");
    return keep_feed(all, following, error);
}

static bool take_answer(struct followers *all, struct following *following, const struct fetch_answer *answer,
                        readout_error *error)
{
    char text[80];
    following->feed.status = answer->status;
    if (answer->status == 410)
        return gone(all, following, error);
    if (answer->status != 200 && answer->status != 304) {
        snprintf(text, sizeof text, "the server answers with status %ld", answer->status);
        return fail_feed(all, following, answer->retry_after, text, error);
    }
    if (answer->status == 200)
        return take_feed(all, following, answer, error);
    return move_feed(all, following, answer->permanent_url, error) && end_feed(all, following, error);
}

static bool ask_for_feed(struct followers *all, struct following *following, readout_error *error)
{
    const struct watched *feed = &following->feed;
    struct fetch_request request = {.url = feed->url, .etag = feed->etag, .last_modified = feed->last_modified};
    struct fetch_answer answer;
    readout_error problem = {0};
    following->feed.status = 0;
    switch (visit_get(all->visit, &request, &answer, &problem)) {
    case VISIT_ANSWER: return take_answer(all, following, &answer, error);
    case VISIT_BROKEN: *error = problem; return false;
    default: return fail_feed(all, following, 0, problem.text, error);
    }
}

/* --- its items --- */

static const struct alone_item *next_item(const struct following *following)
{
    return &following->read.items.items[following->left - 1];
}

/* Pass over the items that are known. */
static bool pass_known(struct followers *all, struct following *following, readout_error *error)
{
    bool known = true;
    while (following->left && known) {
        struct str key = next_item(following)->article.key;
        if (key.len && !store_item_known(all->store, following->feed.url, key, &known, error))
            return false;
        following->left -= known;
    }
    return true;
}

/* What has come of asking for an item's page. */
enum page { PAGE_READ, PAGE_NEVER, PAGE_LATER };

/* An answer other than the page: for now, or for good? */
static enum page judge_status(long status, readout_error *problem)
{
    bool later = status == 408 || status == 429 || status >= 500;
    error_set(problem, READOUT_NO_FILE, NULL, "the server answers with status %ld", status);
    return later ? PAGE_LATER : PAGE_NEVER;
}

/* The articles of the page, a live blog has several. */
static enum page read_page(struct followers *all, const struct article *told, const struct fetch_answer *answer,
                           struct alone_result *page, readout_error *problem)
{
    struct str type = answer->type;
    bool html = !type.len || str_equal(type, STR("text/html")) || str_equal(type, STR("application/xhtml+xml"));
    struct origin origin = {.name = str_copy(&all->scratch, told->url), .url = answer->url, .type = type,
                            .charset = answer->charset, .fetched = answer->fetched, .outlet = told->outlet,
                            .title = told->title, .published = told->published, .author = told->author};
    if (answer->status != 200)
        return judge_status(answer->status, problem);
    if (!html) {
        error_set(problem, READOUT_BAD_INPUT, NULL, "no page: %.*s", STR_ARGS(type));
        return PAGE_NEVER;
    }
    bool read = alone_read(&all->scratch, ALONE_PAGE, answer->body, &origin, &all->limits, all->in_process, page,
                           problem);
    return read && page->items.count ? PAGE_READ : PAGE_NEVER;
}

static enum visit_result ask_for_page(struct followers *all, const struct article *told, struct alone_result *read,
                                      enum page *page, readout_error *problem)
{
    struct fetch_request request = {.url = told->url};
    struct fetch_answer answer;
    enum visit_result result = visit_get(all->visit, &request, &answer, problem);
    if (result == VISIT_ANSWER)
        *page = read_page(all, told, &answer, read, problem);
    else
        *page = result == VISIT_REFUSED ? PAGE_NEVER : PAGE_LATER;
    return result;
}

/* Put in what the feed says and the page does not. */
static void complete(struct article *article, const struct article *told)
{
    struct str *mine[] = {&article->title, &article->outlet, &article->author, &article->published, &article->url,
                          &article->language};
    const struct str theirs[] = {told->title, told->outlet, told->author, told->published, told->url, told->language};
    for (size_t i = 0; i < sizeof mine / sizeof *mine; i++)
        if (!mine[i]->len)
            *mine[i] = theirs[i];
}

/* Whether an address is that of a site, not of a page: as canonical address of an article it is a mistake. */
static bool is_front(struct str url)
{
    struct url parts = url_split(url);
    return parts.path.len <= 1 && !parts.query.len;
}

/* What the item is read from: the articles of its page, or what the feed holds of it where that is more. */
static void choose(struct alone_item_list *items, const struct article *told, struct arena *arena)
{
    bool more = items->count == 1 && told->text.len > items->items[0].article.text.len;
    if (told->text.len && !items->count)
        *ARENA_PUSH(arena, *items) = (struct alone_item){.article = *told};
    else if (more)
        items->items[0].article.text = told->text;
    for (size_t i = 0; i < items->count; i++) {
        struct article *article = &items->items[i].article;
        if (told->url.len && is_front(article->url) && !is_front(told->url))
            article->url = told->url;
        complete(article, told);
    }
}

static const char *known(struct arena *arena, struct str text)
{
    return text.len ? arena_copy(arena, text.ptr, text.len) : NULL;
}

/* The id of an article: its page's address; of one of several, behind that its own key; where there is no page, the
 * item's key behind the feed's address. */
static struct str article_id(struct arena *arena, const struct following *following, const struct article *article,
                             bool several, struct str key)
{
    struct str front = article->url.len ? article->url : following->feed.url;
    struct str back = several ? article->key : article->url.len ? STR("") : key;
    if (url_is_web(back) || !back.len)
        return back.len ? back : front;
    char *id = arena_take(arena, front.len + back.len + 2, 1);
    int length = snprintf(id, front.len + back.len + 2, "%.*s#%.*s", STR_ARGS(front), STR_ARGS(back));
    return str_make(id, (size_t)length);
}

static const char *date_of(struct arena *arena, struct str date)
{
    const char *text = known(arena, date);
    return text && published_kind(text) != PUBLISHED_BAD ? text : NULL;
}

static readout_report make_report(struct arena *arena, const struct article *article, struct str id)
{
    readout_report report = {.id = known(arena, id), .outlet = known(arena, article->outlet),
                             .published = date_of(arena, article->published), .title = known(arena, article->title),
                             .url = known(arena, article->url), .text = article->text.ptr,
                             .text_length = article->text.len, .updated = date_of(arena, article->updated),
                             .author = known(arena, article->author), .language = known(arena, article->language)};
    agency_read(arena, &report);
    return report;
}

/* Read one article into the record. False: the database, memory or standard output; another problem is told. */
static bool store_article(struct followers *all, const struct following *following, const struct article *article,
                          struct str id, readout_error *error)
{
    readout_report report = make_report(&all->scratch, article, id);
    enum store_outcome outcome;
    readout_error problem = {0};
    const struct record *record = pipeline_read(all->reader, &report, &problem);
    if (!record && problem.status != READOUT_NO_MEMORY) {
        complain(all, following, id, problem.text);
        return true;
    }
    if (!record) {
        *error = problem;
        return false;
    }
    if (!store_add(all->store, record, false, &outcome, error))
        return false;
    all->stored = all->stored || outcome != STORE_KNOWN;
    return tally_report(&all->tally, record, outcome, all->json, error);
}

static bool store_articles(struct followers *all, const struct following *following,
                           const struct alone_item_list *items, struct str key, readout_error *error)
{
    struct str id = STR("");
    for (size_t i = 0; i < items->count; i++) {
        const struct article *article = &items->items[i].article;
        id = article_id(&all->scratch, following, article, items->count > 1, key);
        if (!store_article(all, following, article, id, error))
            return false;
    }
    return store_item_keep(all->store, following->feed.url, key, id, error);
}

/* Deal with the next item, which is new. */
static bool take_item(struct followers *all, struct following *following, readout_error *error)
{
    const struct alone_item *item = next_item(following);
    const struct article *told = &item->article;
    struct alone_result read = {0};
    readout_error problem = {0};
    enum page page = PAGE_NEVER;
    bool web = url_is_web(told->url);
    following->left--;
    if (web && ask_for_page(all, told, &read, &page, &problem) == VISIT_BROKEN) {
        *error = problem;
        return false;
    }
    bool later = page == PAGE_LATER && !(item->whole && told->text.len);
    if (page != PAGE_READ && web)
        follow_say(following->feed.url, told->url, problem.text);
    choose(&read.items, told, &all->scratch);
    if (later || !read.items.count)
        all->problems++;
    if (later) {
        following->later = true;
        return true;
    }
    if (!read.items.count && !web)
        follow_say(following->feed.url, told->key, "an item with neither a page nor a text");
    return store_articles(all, following, &read.items, told->key, error);
}

/* All items are dealt with: from now on only what is new since is asked for; unless some are left. */
static bool end_items(struct followers *all, struct following *following, readout_error *error)
{
    if (!following->later) {
        following->feed.etag = following->etag;
        following->feed.last_modified = following->last_modified;
    }
    return end_feed(all, following, error);
}

/* --- steps --- */

bool follow_ready(struct followers *all, struct following *following, int64_t *at, readout_error *error)
{
    *at = 0;
    if (following->state == FOLLOWING_FEED)
        return visit_ready(all->visit, following->feed.url, at, error);
    if (!pass_known(all, following, error))
        return false;
    if (!following->left || !url_is_web(next_item(following)->article.url))
        return true;
    return visit_ready(all->visit, next_item(following)->article.url, at, error);
}

bool follow_step(struct followers *all, struct following *following, readout_error *error)
{
    arena_reset(&all->scratch, KEEP);
    if (arena_guard(&all->scratch) || arena_guard(&following->arena))
        return no_memory(error);
    if (following->state == FOLLOWING_FEED)
        return ask_for_feed(all, following, error);
    if (!pass_known(all, following, error))
        return false;
    return following->left ? take_item(all, following, error) : end_items(all, following, error);
}

bool follow_leave(struct followers *all, struct following *following, int64_t at, readout_error *error)
{
    if (arena_guard(&following->arena))
        return no_memory(error);
    follow_say(following->feed.url, STR(""), "its server wants to be left alone; the rest in a later round");
    following->feed.next_at = at;
    if (following->state == FOLLOWING_ITEMS)
        following->feed.failures = 0;
    return keep_feed(all, following, error);
}
