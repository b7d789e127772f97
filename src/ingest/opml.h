/* opml.h - the feeds that an OPML document lists (http://opml.org/spec2.opml), the exchange format of feed readers. */
#ifndef INGEST_OPML_H
#define INGEST_OPML_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "ingest/limits.h"
#include "readout.h"

struct opml_feed {
    struct str url;   /* as it is written */
    struct str title; /* its title, else its text; may be empty */
};
LIST_TYPE(opml_feed_list, struct opml_feed);

struct opml_list {
    struct opml_feed_list feeds; /* in the order of the document, however deep they stand; no address twice */
    readout_error problem;       /* it is not well-formed, but was read; READOUT_OK: none */
};

/* Read the document, in any encoding. The strings lie in the arena, which the caller guards. False fills `error`: no
 * OPML, nothing in it that can be read, or a limit (limits.h: size, depth, tags, attributes, items for the feeds). */
bool opml_read(struct arena *arena, struct str bytes, const char *source, const struct limits *limits,
               struct opml_list *list, readout_error *error);
#endif
