/* timeline.h - events in order of time, one line an event; those without a day come last, with their words. */
#ifndef VIEW_TIMELINE_H
#define VIEW_TIMELINE_H
#include "view/event.h"
#include "view/page.h"

void timeline_print(const struct page *page, const struct event_list *events, struct arena *arena);
#endif
