/* url.h - web addresses: taken apart, resolved against where they stand, compared (RFC 3986).
 *
 * Odd input is taken as it is, never refused: pages and feeds are full of it. Time is linear. What is fetched is judged
 * by fetch.h, on the parts that libcurl itself will use. */
#ifndef INGEST_URL_H
#define INGEST_URL_H
#include "base/arena.h"
#include "base/str.h"

/* The parts as they are written, without the marks between them; a part that is absent has no ptr, which is not the
 * same as one that is there and empty ("http://a?"). The path is always there. */
struct url {
    struct str scheme;    /* "https" */
    struct str authority; /* "user@example.org:8080" */
    struct str path;
    struct str query;
    struct str fragment;
};
struct url url_split(struct str text);

/* What an argument on the command line is: "http://…" or "https://…", in any case of letters, is a web address;
 * "WORD://…" is an address of some kind, so no file name. */
bool url_is_web(struct str text);
bool url_is_address(struct str text);

/* `reference` as it is meant at `base` (RFC 3986, 5.2), without blanks at its ends and line ends inside: absolute where
 * one of the two is. "http:page" at a base of the same scheme is relative, as browsers have it. In the arena. */
struct str url_resolve(struct arena *arena, struct str base, struct str reference);

/* Whose robots.txt and whose delay is meant: "https://example.org:8443", in small letters, without the default port
 * or a user; "" of what is no web address. In the arena. */
struct str url_origin(struct arena *arena, struct str url);

/* What is asked of the server, for robots.h: path and query, "/" where both are absent. A slice of `url`, or in the
 * arena. */
struct str url_target(struct arena *arena, struct str url);
#endif
