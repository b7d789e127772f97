/* routes.h - which address is which page.
 *
 * Input: a call. Output: its answer. Invariant: a row of the table in routes.c for every page; what no row has is not
 * there (404). */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H
#include "web/call.h"

enum route_need {
    ROUTE_STORY = 1 << 0, /* the story of the scope, and what the filters choose of it */
    ROUTE_STORE = 1 << 1, /* the database */
    ROUTE_REST = 1 << 2,  /* something stands behind the route: the key of an item */
    ROUTE_POST = 1 << 3,  /* it changes something */
    ROUTE_GET = 1 << 4,   /* besides ROUTE_POST: it is looked at, too */
    ROUTE_UPLOAD = 1 << 5 /* files may come with it */
};

struct route {
    const char *path;   /* "/meetings" */
    page_make *make;
    const char *title;  /* in the list of pages; NULL: not there */
    unsigned forms;     /* 1 << FORM_... */
    unsigned needs;
};
extern const struct route routes[];
extern const size_t route_count;
extern const struct route route_nowhere; /* what no row has */

/* The route that the raw path of an address ("/item.json/KEY%20x") means, with rest and form, in the arena; NULL: none.
 */
const struct route *route_find(struct arena *arena, struct str raw, struct str *rest, enum form *form);

/* Percent-decoded, in the arena; where `form`, a plus is a blank, as forms are sent. False where it is wrong, or has a
 * NUL: other control characters stand in names and ids of reports. */
bool route_decode(struct arena *arena, struct str raw, bool form, struct str *decoded);

/* Fill in what the route needs, make the page, give back what it needed. Where that fails, the answer says why. */
void route_answer(struct call *call, const struct route *route);

/* For pages that need it only at times: fill in the story that the parameters choose, as for ROUTE_STORY. False, and
 * call->error; with a status of 503 where it is not made yet. */
bool route_story(struct call *call);
#endif
