/* kind.h - what the bytes of a file, an entry or an answer are: told by how they begin, not by a file's name. */
#ifndef INGEST_KIND_H
#define INGEST_KIND_H
#include "base/str.h"

enum kind {
    KIND_TEXT,    /* one plain text, also where nothing else can be told */
    KIND_LINES,   /* JSON lines */
    KIND_JSON,    /* a JSON document that is no feed */
    KIND_PAGE,    /* HTML */
    KIND_FEED,    /* RSS, Atom, RDF, CDF, JSON Feed */
    KIND_XML,     /* XML that is neither page nor feed */
    KIND_PACKED,  /* gzip, zstd, xz */
    KIND_TAR,
    KIND_CRAWL,   /* WARC, ARC */
    KIND_OTHER    /* what its media type says is no document: a picture, a script */
};

enum { KIND_PEEK = 4096 }; /* bytes that are enough to tell */

/* `front` is how the bytes begin; `type` the media type that came with them, or empty. */
enum kind kind_of(struct str front, struct str type);
#endif
