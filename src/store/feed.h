/* feed.h - what `readout watch` keeps between its calls: the feeds it follows, the items it has dealt with, and of each
 * server its robots.txt and when it may be asked again.
 *
 * Times are seconds since 1970; 0: none. Every function is one transaction of its own, so that a program that is killed
 * has lost no more than what it was at. False fills `error`. */
#ifndef STORE_FEED_H
#define STORE_FEED_H
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/store.h"

struct watched {
    struct str url;
    struct str title;
    struct str etag, last_modified; /* as the server gave them; empty: none */
    int64_t checked_at;             /* when it was asked last */
    int64_t next_at;                /* not to be asked before */
    int64_t failures;               /* in a row */
    int64_t status;                 /* of HTTP, of the last answer; 0: none */
    struct str problem;             /* why it failed last; empty: it did not */
    bool gone;                      /* not to be asked again */
};
LIST_TYPE(watched_list, struct watched);

/* Follow a feed from now on, where it is not followed already. */
bool store_feed_add(struct store *store, struct str url, struct str title, readout_error *error);

/* The feeds with these addresses, in their order; all, by address, where `count` is 0. In the arena, whose owner guards
 * it. */
bool store_feeds(struct store *store, struct arena *arena, const struct str *urls, size_t count,
                 struct watched_list *feeds, readout_error *error);

/* Keep what is known of the feed with this address now. */
bool store_feed_keep(struct store *store, const struct watched *feed, readout_error *error);

/* The feed has moved for good: it and its items are known by the new address. Where that is followed already, the two
 * become one. */
bool store_feed_move(struct store *store, struct str from, struct str to, readout_error *error);

/* Whether an item has been dealt with. */
bool store_item_known(struct store *store, struct str feed, struct str key, bool *known, readout_error *error);

/* It has: `report` is the id of what became of it, empty: nothing. */
bool store_item_keep(struct store *store, struct str feed, struct str key, struct str report, readout_error *error);

struct server {
    struct str name;   /* url_origin */
    struct str robots; /* its robots.txt, as far as that counts */
    int64_t robots_at; /* when that was fetched; 0: it is not known */
    int64_t next_at;   /* not to be asked before */
};

/* What is known of the server server->name; all else is filled, its strings in the arena. */
bool store_server(struct store *store, struct arena *arena, struct server *server, readout_error *error);
bool store_server_keep(struct store *store, const struct server *server, readout_error *error);
#endif
