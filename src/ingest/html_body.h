/* html_body.h - the body of the article in a page. */
#ifndef INGEST_HTML_BODY_H
#define INGEST_HTML_BODY_H
#include "ingest/html_tree.h"

/* The body: paragraphs, headings, list items and quotations parted by an empty line; "" where there is none. */
struct str html_body(struct arena *arena, const struct html_tree *tree);

/* All text of a tree as paragraphs. */
struct str html_body_all(struct arena *arena, const struct html_tree *tree);
#endif
