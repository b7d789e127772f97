/* html_body.c - see html_body.h. */
#include "ingest/html_body.h"

struct str html_body(struct arena *arena, const struct html_tree *tree)
{
    return html_text(arena, tree, 0);
}

struct str html_body_all(struct arena *arena, const struct html_tree *tree)
{
    return html_text(arena, tree, 0);
}
