/* html.c - see html.h. Input: a page. Output: articles. Invariant: what the articles say stands in the page. */
#include "ingest/html.h"

#include "base/error.h"
#include "ingest/charset.h"
#include "ingest/html_body.h"
#include "ingest/html_meta.h"
#include "ingest/html_tree.h"
#include "ingest/live.h"

bool html_read(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
               struct article_list *articles, readout_error *error)
{
    const char *source = arena_copy(arena, origin->name.ptr ? origin->name.ptr : "", origin->name.len);
    struct str utf8;
    struct html_tree tree;
    struct article article = {0};
    if (bytes.len > limits->most[LIMIT_SIZE])
        return limit_fail(error, limits, LIMIT_SIZE, source);
    if (!charset_decode(arena, bytes, origin->charset, true, source, &utf8, error) ||
        !html_tree_parse(arena, utf8, limits, source, &tree, error))
        return false;
    meta_read(arena, &tree, origin, &article);
    if (live_read(arena, &tree, origin, limits, &article, articles, error))
        return true;
    if (error->status || !html_body(arena, &tree, &article.text, error))
        return false;
    *ARENA_PUSH(arena, *articles) = article;
    return true;
}

bool html_fragment(struct arena *arena, struct str utf8, const struct limits *limits, const char *source,
                   struct str *text, readout_error *error)
{
    struct html_tree tree;
    if (!html_tree_parse(arena, utf8, limits, source, &tree, error))
        return false;
    *text = html_body_all(arena, &tree);
    return true;
}
