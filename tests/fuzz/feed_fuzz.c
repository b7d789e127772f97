/* feed_fuzz.c - fuzz target: any bytes as a feed (ingest/feed.h), and all its items as articles; and as OPML. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "ingest/feed.h"
#include "ingest/opml.h"
#include "fuzz.h"

static void read_feed(struct arena *arena, struct str bytes, const struct limits *limits)
{
    struct origin origin = {.name = STR("fuzz"), .url = STR("http://example.org/feed")};
    struct problem_sink problems = {0};
    struct article_list articles = {0};
    struct feed feed;
    readout_error error = {0};
    if (!feed_read(arena, bytes, &origin, limits, &feed, &error)) {
        assert(error.status != READOUT_OK && error.text[0]);
        return;
    }
    assert(feed.items.count <= limits->most[LIMIT_ITEMS]);
    feed_articles(arena, &feed, limits, "fuzz", &articles, &problems);
    assert(articles.count + problems.failures <= feed.items.count);
    for (size_t i = 0; i < articles.count; i++)
        assert(memchr(articles.items[i].text.ptr, 0, articles.items[i].text.len) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str text = str_make((const char *)bytes, length);
    struct limits limits = limits_usual();
    struct opml_list list;
    struct arena arena;
    readout_error error = {0};
    limits.most[LIMIT_DEPTH] = 40;
    limits.most[LIMIT_ITEMS] = 50;
    arena_init(&arena, 64 * 1024 * 1024);
    assert(!arena_guard(&arena));
    read_feed(&arena, text, &limits);
    assert(opml_read(&arena, text, "fuzz", &limits, &list, &error) || error.status != READOUT_OK);
    arena_free(&arena);
    return 0;
}
