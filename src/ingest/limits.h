/* limits.h - how much outside bytes may ask for. Every limit has a name, a default and a unit; whoever meets one
 * reports it by that name (limit_fail), so that the user knows what to raise: --limit NAME=VALUE. */
#ifndef INGEST_LIMITS_H
#define INGEST_LIMITS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "readout.h"

enum limit {
    LIMIT_SIZE,       /* bytes of one document as it is read: a page, a text, a line, a feed (--max-size too) */
    LIMIT_UNPACKED,   /* bytes that one compressed file may unpack to */
    LIMIT_RATIO,      /* bytes unpacked for one packed, once LIMIT_RATIO_FROM bytes are unpacked */
    LIMIT_NESTING,    /* archives in archives, compression included */
    LIMIT_MEMBERS,    /* members of one archive */
    LIMIT_DEPTH,      /* elements in elements of a page or feed; objects in objects of JSON-LD */
    LIMIT_TAGS,       /* tags of one page or feed */
    LIMIT_ATTRIBUTES, /* attributes of one tag */
    LIMIT_LINKS,      /* links of one page; `watch` follows none behind them */
    LIMIT_ITEMS,      /* items of one feed, entries of one live blog */
    LIMIT_WORDS,      /* words and marks of a report that is read: they take up to 4 KiB of memory each */
    LIMIT_HEADERS,    /* bytes of the headers of an HTTP message or of a record of an archive */
    LIMIT_REDIRECTS,  /* one after another */
    LIMIT_SECONDS,    /* of processor time for one document */
    LIMIT_WAIT,       /* seconds for one request to be answered whole */
    LIMIT_MEMORY,     /* bytes for the process that reads outside bytes */
    LIMIT_COUNT
};
enum { LIMIT_RATIO_FROM = 8 * 1024 * 1024 };

struct limits {
    uint64_t most[LIMIT_COUNT];
};

struct limit_about {
    const char *name; /* "size", ... as in --limit size=8M */
    const char *unit; /* "bytes", "seconds", or what is counted */
    uint64_t most;    /* unless another is given */
    const char *what; /* for the help text */
};
extern const struct limit_about limit_abouts[LIMIT_COUNT];

/* All as limit_abouts say. */
struct limits limits_usual(void);

/* Set one from "NAME=VALUE"; VALUE is a whole number from 1 on, for bytes also with K, M or G behind it. */
bool limits_set(struct limits *limits, const char *setting);

/* Fill `error`: "more than 8388608 bytes (--limit size)", READOUT_TOO_LARGE. Returns false. */
bool limit_fail(readout_error *error, const struct limits *limits, enum limit limit, const char *source);
#endif
