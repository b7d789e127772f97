/* html.c - see html.h. Input: a page. Output: articles. Invariant: what the articles say stands in the page. */
#include "ingest/html.h"

#include "base/error.h"
#include "ingest/html_body.h"
#include "ingest/html_tree.h"

bool html_read(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
               struct article_list *articles, readout_error *error)
{
    const char *source = arena_copy(arena, origin->name.ptr ? origin->name.ptr : "", origin->name.len);
    struct html_tree tree;
    if (!html_tree_parse(arena, bytes, limits, source, &tree, error))
        return false;
    struct article article = {0};
    uint32_t title = html_find(&tree, HTML_TITLE, 0, tree.count);
    article.title = title == HTML_NONE ? STR("") : html_text(arena, &tree, title);
    if (!html_body(arena, &tree, &article.text, error))
        return false;
    *ARENA_PUSH(arena, *articles) = article;
    return true;
}

bool html_fragment(struct arena *arena, struct str utf8, const struct limits *limits, const char *source,
                   struct str *text, readout_error *error)
{
    struct html_tree tree;
    return html_tree_parse(arena, utf8, limits, source, &tree, error) && html_body_all(arena, &tree, text, error);
}
