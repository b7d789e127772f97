/* fetch.h - had over HTTP: one web address, with bounds on everything its server may do (on libcurl).
 *
 * http and https only, also after redirects; certificates and host names are checked, TLS 1.2 at least. The address
 * that is connected to must be public (address.h), whatever a name resolves to and wherever a redirect leads. No proxy,
 * no cookies, no passwords are used, whatever the environment says. What the limits bound: LIMIT_SIZE the body once it
 * is unpacked, LIMIT_RATIO how much it grows by that, LIMIT_HEADERS the headers, LIMIT_REDIRECTS, and LIMIT_WAIT the
 * time of all. A server that is slower than FETCH_SLOW for half of that time is given up before.
 *
 * The program calls curl_global_init once before it starts threads. Handles share nothing: one a thread. */
#ifndef INGEST_FETCH_H
#define INGEST_FETCH_H
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"
#include "ingest/limits.h"
#include "readout.h"

#define FETCH_AGENT "Readout/" READOUT_VERSION " (reads news reports of negotiations)" /* unless the user says else */

enum {
    FETCH_SLOW = 100,      /* bytes a second: less is as good as nothing */
    FETCH_URL_MOST = 8192, /* bytes of an address */
    FETCH_WAIT_MOST = 366 * 24 * 60 * 60
};

/* What holds for all that one handle fetches. Strings are copied. */
struct fetch_rules {
    struct limits limits;
    const char *agent;       /* User-Agent: who we are, and where to complain */
    bool allow_private;      /* addresses that are not public too: for tests, and networks of one's own */
    const char *authorities; /* a file of PEM certificates to trust instead of the system's; NULL: the system's */
};

struct fetch_request {
    struct str url;
    struct str etag;          /* of what we have: the server then answers 304 where it is the same; may be empty */
    struct str last_modified; /* the same, as the server wrote it; may be empty */
};

/* The strings are the handle's, valid until its next call; empty where nothing is told. */
struct fetch_answer {
    long status;              /* 200, 304, 404, ...: an answer, whatever it says */
    struct str url;           /* what was fetched in the end, after redirects */
    struct str permanent_url; /* where the address asked for has moved for good (301, 308): what to ask for now */
    struct str type;          /* media type in small letters, without parameters: "text/html" */
    struct str charset;       /* its parameter, in small letters */
    struct str etag;
    struct str last_modified;
    struct str fetched;   /* when, ISO 8601, in UTC */
    uint64_t retry_after; /* seconds to wait before asking again, told as seconds or as a date, FETCH_WAIT_MOST at most;
                           * 0: not told */
    struct str body;      /* unpacked */
    uint64_t received;    /* bytes of the body as they came, packed */
    unsigned redirects;
};

struct fetch;

/* NULL, and `error`, without memory. A handle keeps its connections open for what is fetched next. */
struct fetch *fetch_open(const struct fetch_rules *rules, readout_error *error);
void fetch_close(struct fetch *fetch);

/* Fetch one address. False, and `error` with the address asked for as its source, where there is no whole answer: what
 * the rules forbid, a limit, a connection that fails or breaks off. */
bool fetch_get(struct fetch *fetch, const struct fetch_request *request, struct fetch_answer *answer,
               readout_error *error);
#endif
