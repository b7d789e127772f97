/* draw_timeline.h - events over time in lanes.
 *
 * Input: events in any order, lanes in theirs. Output: a figure (draw.h); where events stand too close, one mark with
 * their count stands for them and leads to the span of days it covers. Invariant: every event with a day is in exactly
 * one mark; what is written depends on the set of events, not on their order. */
#ifndef WEB_DRAW_TIMELINE_H
#define WEB_DRAW_TIMELINE_H
#include "read/record.h"
#include "web/draw.h"

/* How well the days are known: from DAYS_SOME on, the event lies somewhere from `from` to `to`. */
enum event_days { DAYS_EXACT, DAYS_SOME };

enum event_kind { EVENT_MEETING, EVENT_TRIP, EVENT_TALKS, EVENT_PROPOSAL, EVENT_ANSWER, EVENT_KIND_COUNT };
extern const char *const event_kind_names[EVENT_KIND_COUNT];

struct draw_event {
    long from, to; /* days since 1970; DRAW_NO_DAY: not known; `to` DRAW_OPEN: not ended */
    enum event_days days;
    enum event_kind kind;
    enum event_status status;
    uint32_t lane; /* of lanes; beyond those that are drawn: "other" */
    struct str label, href;
    struct str state; /* said instead of the status where that is not the word: "endorsed"; empty: the status is */
};

struct draw_timeline {
    struct draw_head head;
    const struct draw_event *events;
    size_t event_count;
    const struct str *lanes; /* their names; TIMELINE_LANES of them are drawn, the rest is one lane */
    size_t lane_count;
    struct draw_span span;
    long today; /* a line is drawn there; DRAW_NO_DAY: none */
};
enum { TIMELINE_LANES = 20 };

/* Time: n log n in the events. */
void draw_timeline(struct arena *arena, struct buffer *out, const struct draw_timeline *timeline);
#endif
