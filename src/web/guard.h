/* guard.h - who may ask: by the headers of a request alone, before anything of it is looked at.
 *
 * Input: what the request says of itself. Output: whether it is let in, as what, or the status to refuse it with.
 * Invariant: a request is let in only where its Host is exactly one of the server's names (so that no other name that a
 * browser is led to by DNS will do), it knows the token, and, where it would change something, its browser says that it
 * comes from a page of this server (Sec-Fetch-Site, else Origin). */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* What the server is called, and what is asked of those who call. */
struct guard {
    struct str names[64]; /* "127.0.0.1:8417", "localhost:8417" */
    size_t name_count;
    struct str token;     /* empty: whoever asks is let in */
    struct str cookie;    /* the name of the cookie that holds it */
    struct str feed_key;  /* lets in to feeds alone */
};

/* What a request says; empty: nothing. */
struct guard_request {
    struct str method, host;
    size_t hosts;           /* how many Host headers it has */
    struct str origin, fetch_site, cookie, authorization;
    struct str token, key;  /* of its address */
    bool feed;              /* it asks for a feed */
};

enum guard_result {
    GUARD_IN,
    GUARD_TOKEN,       /* it came with the token in its address: to be told the cookie and sent on */
    GUARD_BAD_HOST,    /* 421 */
    GUARD_BAD_METHOD,  /* 405 */
    GUARD_FOREIGN,     /* 403: a change asked for by a page of somebody else */
    GUARD_NO_TOKEN     /* 403 */
};

enum guard_result guard_check(const struct guard *guard, const struct guard_request *request);

/* The value of the cookie of that name in a Cookie header; empty: none. */
struct str guard_cookie(struct str header, struct str name);
#endif
