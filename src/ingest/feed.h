/* feed.h - a feed as the list of its items: RSS 0.90 to 2.0, RSS 1.0, Atom 0.3 and 1.0, CDF, JSON Feed 1 and 1.1.
 *
 * What an element means follows from its namespace and from where it stands: children of an item tell of the item,
 * those of the channel of the feed, everything else is passed over. A feed that is not well-formed is mended as well as
 * can be, and `problem` tells so. */
#ifndef INGEST_FEED_H
#define INGEST_FEED_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "ingest/article.h"
#include "ingest/limits.h"
#include "ingest/origin.h"
#include "ingest/problem.h"
#include "readout.h"

struct feed_text {
    struct str value;    /* as it is written; of XHTML, the elements written out again */
    bool html;           /* it is HTML, or may be; else plain text */
    struct str language; /* BCP 47, as the feed declares it */
};

/* An item, or what a feed says of itself. All strings are UTF-8, in the arena; empty where nothing is told. */
struct feed_item {
    struct str key;       /* guid, id, rdf:about: as it is written */
    struct str url;       /* its page, absolute where the feed tells or origin.url is known */
    struct str published; /* ISO 8601, as precise as told (web_date.h) */
    struct str updated;
    struct str author;    /* names, several parted by "; " */
    struct str outlet;    /* of an item: whom it is from, where the feed gathers what others publish */
    struct str language;
    struct feed_text title;
    struct feed_text summary; /* of a feed: its description */
    struct feed_text content;
};
LIST_TYPE(feed_item_list, struct feed_item);

struct feed {
    struct feed_item about;
    struct str title;            /* of `about`, as one line of plain text */
    struct feed_item_list items; /* in the feed's order */
    readout_error problem;       /* it was read all the same; READOUT_OK: none */
};

/* Read a feed in any encoding. Everything lies in the arena, which the caller guards. False fills `error`:
 * READOUT_TOO_LARGE (limits.h: depth, tags, attributes, items), READOUT_BAD_INPUT: no feed, or nothing can be read of
 * it, or it defines entities of its own. Linear. */
bool feed_read(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
               struct feed *feed, readout_error *error);

/* The text that `text` comes to, without markup. */
bool feed_plain(struct arena *arena, const struct feed_text *text, const struct limits *limits, const char *source,
                struct str *plain, readout_error *error);

/* What tells an item from the others of its feed: its key, else its address, else its title. */
struct str feed_item_key(const struct feed_item *item);

/* One item as an article: its content, else its summary, as text, which may be empty; outlet is its own, else the
 * feed's title; key feed_item_key. */
bool feed_article(struct arena *arena, const struct feed *feed, const struct feed_item *item,
                  const struct limits *limits, const char *source, struct article *article, readout_error *error);

/* All items as articles, those without any text left out; what cannot be read of one is told. */
void feed_articles(struct arena *arena, const struct feed *feed, const struct limits *limits, const char *source,
                   struct article_list *articles, struct problem_sink *problems);
#endif
