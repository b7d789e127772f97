/* alone.h - reads one page or feed in a process that is forked for it alone and can do nothing else (confine.h), for
 * whoever fetches documents one by one. (Whole inputs are read so by apart.h.) */
#ifndef INGEST_ALONE_H
#define INGEST_ALONE_H
#include "ingest/article.h"
#include "ingest/limits.h"
#include "ingest/origin.h"
#include "readout.h"

enum alone_kind { ALONE_PAGE, ALONE_FEED };

struct alone_item {
    struct article article; /* of a feed's item the text may be empty */
    bool whole;             /* of a feed: the text is the item's content, not its summary alone */
};
LIST_TYPE(alone_item_list, struct alone_item);

struct alone_result {
    struct str title;             /* of a feed */
    struct alone_item_list items; /* of a page: its article, or those of a live blog; of a feed: all */
    readout_error problem;        /* it was read all the same */
};

/* Read the document; what comes of it lies in the arena, which the caller guards. `in_process`: in this process after
 * all; so it is, too, where no other can be made. False fills `error`: what html_read and feed_read say; or the process
 * crashed, or took more than --limit seconds or memory allow. */
bool alone_read(struct arena *arena, enum alone_kind kind, struct str bytes, const struct origin *origin,
                const struct limits *limits, bool in_process, struct alone_result *result, readout_error *error);

/* What the record says that such a process sends, whatever it has become. For tests; false as above. */
bool alone_take(struct arena *arena, enum alone_kind kind, struct str record, struct alone_result *result,
                readout_error *error);
#endif
