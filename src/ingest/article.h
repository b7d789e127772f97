/* article.h - what a page or a feed gives: articles, one for a page, several for a live blog or a feed.
 *
 * All strings are UTF-8, in the arena of the call that made them; empty where nothing is known. */
#ifndef INGEST_ARTICLE_H
#define INGEST_ARTICLE_H
#include "base/arena.h"
#include "base/str.h"

struct article {
    struct str key;       /* tells articles of one document apart: an item's own id, an entry's anchor; "" of a page */
    struct str text;      /* the body: paragraphs, headings, list items, quoted blocks, parted by "\n\n" */
    struct str title;
    struct str outlet;
    struct str author;    /* several parted by "; " */
    struct str published; /* ISO 8601, with the time and zone as far as they are told: "2024-08-19T10:05:00+02:00" */
    struct str updated;
    struct str url;       /* canonical */
    struct str language;  /* as the page declares it, BCP 47: "en", "en-GB" */
};

LIST_TYPE(article_list, struct article);
#endif
