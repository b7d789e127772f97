/* visit.h - asks web servers as a guest should: robots.txt is obeyed, and between two requests to one server some time
 * goes by. What is known of a server stands in the database, so that it holds from call to call. */
#ifndef CLI_VISIT_H
#define CLI_VISIT_H
#include <stdbool.h>
#include <stdint.h>

#include "ingest/fetch.h"
#include "store/store.h"

enum {
    VISIT_HOUR = 60 * 60,
    VISIT_DAY = 24 * VISIT_HOUR,
    VISIT_DELAY = 5 /* seconds between two requests to one server, unless told otherwise */
};

enum visit_result {
    VISIT_ANSWER,  /* the server has answered, whatever it says */
    VISIT_REFUSED, /* its robots.txt does not allow it; `error` says so */
    VISIT_FAILED,  /* no answer, or no robots.txt; `error` says why */
    VISIT_BROKEN   /* the database or the machine failed; `error` */
};

struct visit;

/* `delay`: seconds between two requests; longer where robots.txt says so. The store must outlive the visit. NULL fills
 * `error`. */
struct visit *visit_open(struct store *store, const struct fetch_rules *rules, int64_t delay, readout_error *error);
void visit_close(struct visit *visit);

/* When the server of `url` may be asked next, in seconds since 1970; a time that is past: now. False fills `error`: the
 * database. */
bool visit_ready(struct visit *visit, struct str url, int64_t *at, readout_error *error);

/* Ask, without waiting. Where the server wants to be left alone (429, 503 with Retry-After), that is kept. */
enum visit_result visit_get(struct visit *visit, const struct fetch_request *request, struct fetch_answer *answer,
                            readout_error *error);
#endif
