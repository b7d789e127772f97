/* visit.h - when a reader was here before: kept in a cookie of the reader's browser, not in the record.
 *
 * Input: the cookie, the time, the last run of the record. Output: the run that the reader saw last before this visit,
 * and the cookie that tells it from now on. Invariant: a visit ends when nothing is asked for during half an hour. */
#ifndef WEB_VISIT_H
#define WEB_VISIT_H
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { VISIT_PAUSE = 30 * 60, VISIT_TEXT = 96 };

/* A visit: the last run of the record when it was made, and its last request in seconds since 1970; at 0: none. */
struct web_visit {
    int64_t run, at;
};
struct web_visits {
    struct web_visit before, now;
};

/* What the cookie's value tells; none where it is none of ours. */
struct web_visits visits_read(struct str value);

/* A request at `at`. */
void visits_note(struct web_visits *visits, int64_t run, int64_t at);

/* The cookie's value, NUL-ended. */
void visits_print(const struct web_visits *visits, char text[VISIT_TEXT]);
#endif
