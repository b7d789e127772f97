/* query.h - what an address asks for: its parameters, and addresses made of them.
 *
 * Input: the parameters of a request. Output: the same, known ones alone, in one order, so that what is asked for in
 * two ways has one address. Invariant: an unknown parameter is left out, an empty one is as if it were not there. */
#ifndef WEB_QUERY_H
#define WEB_QUERY_H
#include "base/arena.h"
#include "base/buffer.h"
#include "readout.h"

/* The first five mean what the options of the command line of that name mean. */
enum param {
    PARAM_PROCESS, PARAM_SINCE, PARAM_UNTIL, PARAM_ACTOR, PARAM_PLACE, PARAM_REJECTED,
    PARAM_PARTY, PARAM_MEDIATOR, PARAM_STATUS, PARAM_MONTH, PARAM_KIND, PARAM_OUTLET, PARAM_UNIT, PARAM_ISSUE,
    PARAM_ALL,    /* timeline: also what one voice alone tells */
    PARAM_LANES,  /* timeline: "process" or "party" */
    PARAM_WHEN,   /* changes: what `readout diff --since` takes */
    PARAM_WORDS,  /* search */
    PARAM_LIST,   /* fact view: the page it was come to from; its filters stand beside */
    PARAM_SOURCE, /* fact view: which of its tellings the text is shown of, from 1 */
    PARAM_FORM,   /* what a form of corrections is of */
    PARAM_ITEMS,  /* briefing: keys and names of facts, parted by blanks */
    PARAM_OUT,    /* briefing: the item to leave out */
    PARAM_SORT,
    PARAM_PAGE,   /* from 1 */
    PARAM_TOKEN, PARAM_KEY,
    PARAM_COUNT
};
extern const char *const param_names[PARAM_COUNT];

struct query {
    struct str values[PARAM_COUNT]; /* empty: not given */
};

/* The parameter of that name; -1: none. */
int param_of(struct str name);

/* The same with another value; where that is not the page, the first page. An empty value takes it out. */
struct query query_with(const struct query *query, enum param param, struct str value);

/* Only the process and what the command line calls filters: what goes with the reader from page to page. */
struct query query_scope(const struct query *query);

/* Whether it asks for less than all of the process: a filter of the command line. */
bool query_narrows(const struct query *query);

/* "PATH?since=...&page=2": percent-encoded (RFC 3986). `path` is plain text, its slashes part its segments. */
void query_put(struct buffer *out, struct str path, const struct query *query);

/* The same as an attribute, ` href="..."`; `query` NULL: none. */
void query_href(struct buffer *out, struct str path, const struct query *query);

/* Both, of what stands behind the path: "/item/" and a key, one segment whatever it holds. */
void query_put_under(struct buffer *out, struct str path, struct str rest, const struct query *query);
void query_href_under(struct buffer *out, struct str path, struct str rest, const struct query *query);

/* A form's hidden fields for all that is given but `except` (up to PARAM_COUNT; ends with PARAM_COUNT). */
void query_fields(struct buffer *out, const struct query *query, const enum param *except);

/* One segment of a path, with its slashes encoded too. */
void query_put_segment(struct buffer *out, struct str segment);

/* The whole number from 1 that the text, or the value, is; `otherwise` where it is none or over a billion. */
size_t query_whole(struct str text, size_t otherwise);
size_t query_number(const struct query *query, enum param param, size_t otherwise);

/* Whether every value is one of its parameter; false: `error` names the one that is not (a day that is no day). */
bool query_check(const struct query *query, readout_error *error);
#endif
