/* robots.h - what a server's /robots.txt lets us fetch (RFC 9309). Nothing is kept: each question reads the file anew,
 * once from front to end. */
#ifndef INGEST_ROBOTS_H
#define INGEST_ROBOTS_H
#include <stdbool.h>
#include "base/str.h"

enum {
    ROBOTS_SIZE = 500 * 1024,     /* bytes of the file that are read; a line that is cut there is not */
    ROBOTS_WORK = 50 * 1000 * 1000, /* steps of matching after which nothing is allowed; real files need some 1,000 */
    ROBOTS_DELAY_MOST = 24 * 60 * 60
};

/* What the answer to a request for /robots.txt means (RFC 9309, 2.3.1). */
enum robots_answer {
    ROBOTS_READ, /* 2xx: its body says */
    ROBOTS_ALL,  /* 4xx: there are no rules, all is allowed; also after too many redirects, which end as 3xx */
    ROBOTS_NONE  /* 5xx, 429, or 0 for no answer at all: nothing is allowed until there is one */
};
enum robots_answer robots_answer(long status);

/* Whether `target`, the path and query of an address (url_target), may be fetched by whom `agent` names, the product
 * token alone ("Readout"), by the rules in `file`. Those of all groups that name it hold, in any case of letters, else
 * those for "*". Of the rules that fit the longest wins, of two as long Allow. /robots.txt itself is always allowed. */
bool robots_allows(struct str file, struct str agent, struct str target);

/* Seconds to wait between two requests, as Crawl-delay of the same groups says (no part of the RFC, but in use); 0: not
 * told. ROBOTS_DELAY_MOST at most. */
double robots_delay(struct str file, struct str agent);
#endif
