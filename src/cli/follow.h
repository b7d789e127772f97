/* follow.h - one feed that is asked once and, item by item, read into the record.
 *
 * A feed is followed in steps, each with one request at most, so that several can be followed in turn while the
 * servers of others are left alone. Invariant: what a step has done is in the database when it ends; an item is dealt
 * with once, and a feed is not asked "what is new since" before all its items are dealt with. */
#ifndef CLI_FOLLOW_H
#define CLI_FOLLOW_H
#include <stdbool.h>
#include <stdint.h>

#include "cli/tally.h"
#include "cli/visit.h"
#include "ingest/alone.h"
#include "readout.h"
#include "store/feed.h"

enum { FOLLOW_WAIT_MOST = 10 * 60 }; /* seconds for which items wait for a server; beyond, for the next round */

/* What all feeds share. */
struct followers {
    struct store *store;
    struct visit *visit;
    readout_reader *reader;
    struct limits limits;
    int64_t every; /* seconds between two rounds; the wait after a failure starts from it */
    bool json, in_process;
    struct tally tally;
    struct arena scratch; /* of one step */
    size_t problems;      /* feeds and items that could not be read */
    bool stored;          /* something was, since it was grouped last */
};

enum following_state { FOLLOWING_NONE, FOLLOWING_FEED, FOLLOWING_ITEMS };

struct following {
    enum following_state state;
    struct arena arena;   /* lasts until the feed is done */
    struct watched feed;  /* as it will be kept */
    struct alone_result read;
    size_t left;          /* items not looked at; the last, which is the oldest, comes first */
    struct str etag, last_modified; /* of what is being read; kept once all items are dealt with */
    bool later;           /* an item is left for the next round */
};

/* Follow the feed from now on. False: memory. */
bool follow_begin(struct following *following, const struct watched *feed);
void follow_end(struct following *following);

/* When the next step can be made, in seconds since 1970. Items that are known are passed over. False fills `error`: the
 * database. */
bool follow_ready(struct followers *all, struct following *following, int64_t *at, readout_error *error);

/* Make the next step; following->state is FOLLOWING_NONE when the feed is done. What cannot be read is told on standard
 * error. False fills `error`: the database, memory or standard output. */
bool follow_step(struct followers *all, struct following *following, readout_error *error);

/* Leave what is left for the next round, not before `at`. */
bool follow_leave(struct followers *all, struct following *following, int64_t at, readout_error *error);

/* Print "readout: FEED: WHAT: text" on standard error, whatever bytes they have; `what` may be empty. */
void follow_say(struct str feed, struct str what, const char *text);
#endif
