/* html_body.h - the body of the article in a page. */
#ifndef INGEST_HTML_BODY_H
#define INGEST_HTML_BODY_H
#include "ingest/html_tree.h"

/* The body: paragraphs, headings, list items and quotations parted by an empty line; "" where there is none. In the
 * arena, which the caller guards. False fills `error`: READOUT_BAD_DATA, the files of data/web. Linear. */
bool html_body(struct arena *arena, const struct html_tree *tree, struct str *text, readout_error *error);

/* All text of a tree as paragraphs, the same way. */
struct str html_body_all(struct arena *arena, const struct html_tree *tree);
#endif
