/* html.h - a web page as articles: what it says of itself and its body, without what stands round it. */
#ifndef INGEST_HTML_H
#define INGEST_HTML_H
#include <stdbool.h>

#include "ingest/article.h"
#include "ingest/limits.h"
#include "ingest/origin.h"
#include "readout.h"

/* Read a page in any encoding; one article, several of a live blog. Its text is empty where the page has none.
 * Everything lies in the arena, which the caller guards. False fills `error`: READOUT_TOO_LARGE (limits.h),
 * READOUT_BAD_INPUT (no text, by its bytes), READOUT_BAD_DATA (a file of data/web). Linear. */
bool html_read(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
               struct article_list *articles, readout_error *error);

/* The text of a piece of HTML, such as the content of a feed's item: all of it, as paragraphs parted by an empty line.
 * In the arena, which the caller guards. False fills `error`. */
bool html_fragment(struct arena *arena, struct str utf8, const struct limits *limits, const char *source,
                   struct str *text, readout_error *error);
#endif
