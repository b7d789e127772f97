/* live.h - a live blog as its entries, each with its own time.
 *
 * Entries are those of JSON-LD (LiveBlogPosting.liveBlogUpdate); else, on a page that is called live in its title,
 * address or names (data/web/live.txt), blocks beside each other that each have a time and a text of their own. */
#ifndef INGEST_LIVE_H
#define INGEST_LIVE_H
#include "ingest/article.h"
#include "ingest/html_tree.h"
#include "ingest/limits.h"
#include "ingest/origin.h"
#include "readout.h"

/* Whether the page is a live blog; then `entries` receives its entries in the order of the page, at least two: key (the
 * anchor of the entry, else its number, counted from the oldest), text, title (its own, else the page's), published (a
 * bare clock time on the day of the page's date), url with the anchor; outlet, author and language as of the page.
 * `page` is the article as meta_read filled it. All in the arena, which the caller guards. Linear.
 *
 * Also false where it fails, which fills `error`: more than LIMIT_ITEMS entries, or the files of data/web. */
bool live_read(struct arena *arena, const struct html_tree *tree, const struct origin *origin,
               const struct limits *limits, const struct article *page, struct article_list *entries,
               readout_error *error);
#endif
