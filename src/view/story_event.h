/* story_event.h - what happened or was planned by the merged record, in order of time (struct event of event.h).
 *
 * Input: a story, which of it is chosen. Output: each meeting and trip once, each proposal at the day it was made or
 * first told, each answer of a side, and each time the talks came to be in another state; what has no day comes last.
 * */
#ifndef VIEW_STORY_EVENT_H
#define VIEW_STORY_EVENT_H
#include "view/choice.h"
#include "view/event.h"

/* Returns how many events are left out because one voice alone tells them (choice->borne_out). */
size_t events_of_story(struct arena *arena, const struct choice *choice, struct event_list *events);

/* Of those: whether so many voices tell of the story (of who is asked for) that what one alone tells is left out; and
 * whether the event is told by more, or is a meeting or trip with a day. */
bool events_have_many_voices(struct arena *arena, const struct choice *choice);
bool event_is_borne_out(const struct event *event);

/* The same from all events of the story, where the choice is not narrowed down to what is borne out: without making
 * them anew. */
void events_chosen(struct arena *arena, const struct choice *choice, const struct event_list *all,
                   struct event_list *events);
#endif
