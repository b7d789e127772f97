/* html_meta.h - what a page tells of its article besides the body: title, outlet, authors, dates, address, language.
 *
 * It is told in JSON-LD (json_ld.h), in <meta>, in microdata and in what the page shows; each is checked against the
 * others and the page, and the headline is the one the page shows. Which names, classes and words tell what is data:
 * data/web/meta.txt, marks.txt, bylines.txt, schema.txt. */
#ifndef INGEST_HTML_META_H
#define INGEST_HTML_META_H
#include "ingest/article.h"
#include "ingest/html_tree.h"
#include "ingest/origin.h"

/* Fill title, outlet, author, published, updated, url and language of the article, as far as they are told; what the
 * origin tells stands in for what the page does not. A page that tells only of its last change is published then, and
 * the month in its address is better than nothing. A date behind origin->fetched is none. All is in the arena, which
 * the caller guards. Linear in the page. */
void meta_read(struct arena *arena, const struct html_tree *tree, const struct origin *origin,
               struct article *article);
#endif
