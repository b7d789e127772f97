/* event.h - what happened or was planned, across reports: meetings, trips, states of the talks, proposals.
 *
 * Input: the record. Output: events in order of time. Invariant: two reports tell of one event only where they agree
 * on what kind of thing it was, who took part, the days and the status; nothing else is joined here. What has no day is
 * joined only within its report. */
#ifndef VIEW_EVENT_H
#define VIEW_EVENT_H
#include "base/arena.h"
#include "read/record.h"
#include "store/query.h"

struct event {
    struct str event;          /* "meeting", "trip", "talks" or "proposal" */
    struct str status, what;   /* what: kind of a meeting, name of talks or proposal */
    struct str from, to, when; /* days; `when` as people read it (rows.h) */
    struct str_list actors, mediators, places;
    struct str quote;         /* of the first source */
    struct str_list sources;  /* "outlet date · report", each once */
    struct str published;     /* newest day of publication; empty: none known */
};
LIST_TYPE(event_list, struct event);

bool events_read(struct store *store, const struct filter *filter, struct arena *arena, struct event_list *events,
                 readout_error *error);

/* "Carter, Begin, Sadat: summit, Camp David (mediating: ...)", "Vance to Cairo, Jerusalem" */
struct str event_text(struct arena *arena, const struct event *event);

/* "[A 1978-09-18 · a1; B 1978-09-19 · b7]" */
struct str event_sources(struct arena *arena, const struct event *event);
#endif
