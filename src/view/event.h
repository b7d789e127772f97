/* event.h - what happened or was planned: meetings, trips, states of the talks, proposals, as a page shows them.
 *
 * Input: the facts of single reports. Output: events in order of time, one a fact. Invariant: nothing is joined here;
 * the events of the merged record are those of story_event.h. */
#ifndef VIEW_EVENT_H
#define VIEW_EVENT_H
#include "base/arena.h"
#include "merge/story.h"
#include "read/record.h"
#include "store/query.h"

struct event {
    struct str event;          /* "meeting", "trip", "talks", "proposal" or, of the merged record, "answer" */
    struct str status, what;   /* what: kind of a meeting, name of talks or proposal */
    struct str from, to, when; /* days; `when` as people read it (rows.h) */
    struct str_list actors, mediators, places;
    struct str_list course;   /* of the merged record: the statuses up to that of now */
    struct str key, reason, process; /* of the merged record */
    struct str_list reports;  /* the same: all that tell it */
    struct actor_list told;   /* these, as numbers of the story's reports */
    uint32_t of, reply;       /* the same: its number among meetings, trips, proposals or turns; an answer's among those */
    struct str quote;         /* of the first source */
    struct str_list sources;  /* "outlet date · report" of each voice */
    struct str published;     /* newest day of publication; empty: none known */
    /* Of the merged record, by the numbers of the story: */
    long first, last;                  /* the days; STORY_NO_DAY */
    struct actor_list who, mediated_by; /* identities */
    enum standing standing;
};
LIST_TYPE(event_list, struct event);

bool events_read(struct store *store, const struct filter *filter, struct arena *arena, struct event_list *events,
                 readout_error *error);

/* "Carter, Begin, Sadat: summit, Camp David (mediating: ...)", "Vance to Cairo, Jerusalem" */
struct str event_text(struct arena *arena, const struct event *event);

/* "held", or the statuses up to that of now: "planned → held" */
struct str event_course(struct arena *arena, const struct event *event);

/* "[A 1978-09-18 · a1]", "[2 voices: A 1978-09-18 · a1; B 1978-09-19 · b7]" */
struct str event_sources(struct arena *arena, const struct event *event);
#endif
