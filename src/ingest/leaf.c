/* leaf.c - see leaf.h. Input: the bytes of a document. Output: articles. Invariant: every article has a text. */
#include "ingest/leaf.h"

#include "base/error.h"
#include "ingest/charset.h"
#include "ingest/feed.h"
#include "ingest/html.h"
#include "text/decode.h"

static bool read_text(struct arena *arena, struct str bytes, const struct origin *origin, struct article_list *articles,
                      readout_error *error)
{
    struct article article = {.url = origin->url, .title = origin->title, .outlet = origin->outlet,
                              .author = origin->author, .published = origin->published};
    bool decoded = origin->charset.len
                       ? charset_decode(arena, bytes, origin->charset, false, origin->name.ptr, &article.text, error)
                       : text_decode(arena, bytes, origin->name.ptr, &article.text, error);
    if (decoded)
        *ARENA_PUSH(arena, *articles) = article;
    return decoded;
}

static bool read_feed(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
                      struct article_list *articles, struct problem_sink *problems, readout_error *error)
{
    struct feed feed = {0};
    if (!feed_read(arena, bytes, origin, limits, &feed, error))
        return false;
    if (feed.problem.status)
        problem_tell(problems, &feed.problem);
    feed_articles(arena, &feed, limits, origin->name.ptr, articles, problems);
    return true;
}

static bool read_page(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
                      struct article_list *articles, readout_error *error)
{
    if (!html_read(arena, bytes, origin, limits, articles, error))
        return false;
    return articles->items[0].text.len ||
           error_set(error, READOUT_BAD_INPUT, origin->name.ptr, "no text of an article is found in the page");
}

static bool refuse(enum kind kind, const struct origin *origin, readout_error *error)
{
    const char *what = kind == KIND_JSON  ? "a JSON document; reports come as JSON lines, one object a line"
                       : kind == KIND_XML ? "XML that is neither a page nor a feed"
                                          : "no document, by its media type";
    return error_set(error, READOUT_BAD_INPUT, origin->name.ptr, "%s", what);
}

bool leaf_read(struct arena *arena, enum kind kind, struct str bytes, const struct origin *origin,
               const struct limits *limits, struct article_list *articles, struct problem_sink *problems,
               readout_error *error)
{
    switch (kind) {
    case KIND_TEXT: return read_text(arena, bytes, origin, articles, error);
    case KIND_PAGE: return read_page(arena, bytes, origin, limits, articles, error);
    case KIND_FEED: return read_feed(arena, bytes, origin, limits, articles, problems, error);
    default: return refuse(kind, origin, error);
    }
}
