/* timeline_drawing.h - the events of a story as a drawing (draw_timeline.h): which lanes there are, what is in each.
 *
 * Input: events of the merged record. Output: a figure at the end of call->out. Invariant: an event with a day is in
 * the lane of its negotiation; or, by parties, in that of every party with a lane that takes part, else in the last. */
#ifndef WEB_TIMELINE_DRAWING_H
#define WEB_TIMELINE_DRAWING_H
#include "view/event.h"
#include "web/call.h"

LIST_TYPE(event_pointers, const struct event *);

/* Whether the days are a whole week from Monday, or whole months or years: that is how what reports tell without a day,
 * "in August", is kept; it lies somewhere in them. */
bool timeline_is_vague(long first, long last);

/* What lies outside of the days from the year before the first report to the year behind the last is not drawn, but
 * counted, unless the reader asks for it by `since` or `until`. */
void timeline_draw(struct call *call, const struct event_pointers *events, bool by_party);
#endif
