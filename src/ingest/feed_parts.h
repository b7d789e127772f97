/* feed_parts.h - what feed.c, feed_xml.c and feed_json.c share, and nobody else uses. */
#ifndef INGEST_FEED_PARTS_H
#define INGEST_FEED_PARTS_H
#include "ingest/feed.h"
#include "ingest/xml.h"

/* Where a feed is read from, and what bounds it. */
struct feed_source {
    struct arena *arena;
    const struct limits *limits;
    const char *name; /* as errors name it */
    struct str url;   /* what addresses in it are relative to; may be empty */
};

/* Read a feed in XML: all of it, or up to the first fault (XML_BROKEN), or as mended. */
enum xml_result feed_xml_read(const struct feed_source *source, struct str utf8, bool repair, struct feed *feed,
                              readout_error *error);

/* Read a JSON Feed (https://www.jsonfeed.org/version/1.1/). */
bool feed_json_read(const struct feed_source *source, struct str utf8, struct feed *feed, readout_error *error);

/* The name in "name@example.org (Name)", "Name <name@example.org>"; else the text as it is. */
struct str feed_author_name(struct str text);

/* Put one more name behind those there are. */
void feed_add_author(struct arena *arena, struct str *authors, struct str name);
#endif
