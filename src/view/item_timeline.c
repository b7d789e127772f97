/* item_timeline.c - the timeline of the merged record as rows (item.h). */
#include "view/item.h"
#include "view/item_maker.h"
#include "view/story_event.h"
#include "view/text.h"

void items_make_event(struct items *items, const struct event *event)
{
    struct item *item = items_new(items);
    item_text(item, "event", event->event);
    item_text(item, "key", event->key);
    item_text(item, "from", event->from);
    item_text(item, "to", event->to);
    item_text(item, "date_text", event->from.len ? STR("") : event->when);
    item_text(item, "status", event->status);
    item_list(items, item, "course", &event->course);
    item_text(item, "what", event->what);
    item_list(items, item, "actors", &event->actors);
    item_list(items, item, "mediators", &event->mediators);
    item_list(items, item, "places", &event->places);
    item_text(item, "quote", event->quote);
    item_number(item, "voices", (double)event->sources.count);
    item_list(items, item, "reports", &event->reports);
    item_list(items, item, "sources", &event->sources);
    item_text(item, "process", event->process);
    item_text(item, "reason", event->reason);
}

void items_add_timeline(struct items *items)
{
    struct event_list events = {0};
    events_of_story(items->arena, &items->choice, &events);
    for (size_t i = 0; i < events.count; i++)
        items_make_event(items, &events.items[i]);
}
