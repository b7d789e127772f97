/* meeting_list.h - which meetings, or trips, the parameters of an address choose, and what they can be narrowed down
 * by.
 *
 * Input: a call with a story. Output: numbers (view/item.h) in order of time, facets with counts. Invariant: one that
 * is chosen passes the usual filters and every facet; it counts in a facet where it passes all others. */
#ifndef WEB_MEETING_LIST_H
#define WEB_MEETING_LIST_H
#include "base/map.h"
#include "view/item.h"
#include "web/facet.h"

enum { FACET_PARTY, FACET_MEDIATOR, FACET_PLACE, FACET_STATUS, FACET_MONTH, FACET_COUNT };

/* What meetings and trips have in common: pointers into the story. */
struct listed {
    struct str key;
    const char *kind;          /* "summit", "trip" */
    struct actor_list who;     /* participants, or who travels: not to be changed */
    const struct actor_list *mediators;
    const struct str *places;
    size_t place_count;
    struct item_days days;
    enum event_status status;
    const struct actor_list *reports;
    const struct story_history *history;
    const struct story_mark *mark; /* NULL: nothing can be decided of it */
    bool is_trip;
};

/* A part of a place's name between commas, "Maryland" of "Camp David, Maryland": the same however it is written. */
struct place_part {
    struct str folded, label; /* label: as it is written first, clean */
};

/* What stands under one name of a place. */
struct place_name {
    struct actor_list parts; /* numbers of place_part, each once */
    bool is_asked_for;
};

struct meeting_list {
    struct call *call;
    bool trips;
    struct item_numbers numbers; /* those that are chosen, oldest first; undated ones, then rejected ones, last */
    struct facet facets[FACET_COUNT];

    /* For those who make it. */
    uint32_t *seen[FACET_COUNT];          /* of each value: the last item that has it, from 1 */
    struct actor_list values[FACET_COUNT]; /* of the item that is looked at */
    struct str place_asked_for; /* folded */
    struct map names, parts;
    LIST(struct place_name) place_names;
    LIST(struct place_part) place_parts;
};

/* Filled in the call's arena. */
void meeting_list_make(struct call *call, struct meeting_list *list);
struct listed meeting_list_at(const struct meeting_list *list, uint32_t number);
#endif
