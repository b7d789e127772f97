/* trip.c - journeys: frames trip(...) joined to one item a journey.
 *
 * Input: frames of data/en/rules/trip.txt. Output: record->trips. A traveller is a person or a delegation; a state
 * as such does not travel. Trips of one sentence with one traveller and status are one with several destinations. */
#include <stdlib.h>

#include "read/aspect.h"

/* Does the mention name people rather than a state or group as such? Then "delegations" may be sent, too. */
static bool can_travel(const struct reading *reading, const struct frame *frame, const struct capture *capture,
                       uint32_t actor)
{
    if (reading->record->actors.items[actor].kind == ACTOR_PERSON || frame_word(frame, "sent").len)
        return true;
    return capture->mention && reading_mark_over(reading, capture->mention->last - 1, SET_DELEGATION) != NULL;
}

static struct actor_list travellers_of(const struct reading *reading, const struct frame *frame)
{
    const struct capture *capture = frame_capture(frame, "traveller", 0);
    struct actor_list all = {0}, travellers = {0};
    if (capture)
        reading_actors(reading, capture->head, &all);
    for (size_t i = 0; i < all.count; i++)
        if (can_travel(reading, frame, capture, all.items[i]))
            *ARENA_PUSH(reading->arena, travellers) = all.items[i];
    return travellers;
}

static uint32_t ordinal_of(const struct frame *frame)
{
    const struct capture *capture = frame_capture(frame, "ordinal", 0);
    return capture && capture->mark ? (uint32_t)strtoul(capture->mark->entry->value.ptr, NULL, 10) : 0;
}

/* The place captured and those conjoined with it. */
static void add_destinations(const struct reading *reading, const struct frame *frame, struct trip *trip)
{
    const struct capture *place = frame_capture(frame, "place", 0);
    if (!place)
        return;
    *ARENA_PUSH(reading->arena, trip->destinations) = reading_text(reading, place->first, place->last);
    unsigned seen = 0;
    for (uint32_t child = reading->tree.first_child[place->head]; child != NO_TOKEN && seen++ < 16;
         child = reading->tree.next_child[child]) {
        const struct mention *mention = reading->document.tokens[child].relation == REL_CONJ
                                            ? mentions_over(&reading->mentions, MENTION_PLACE, child)
                                            : NULL;
        if (mention)
            *ARENA_PUSH(reading->arena, trip->destinations) = reading_text(reading, mention->first, mention->last);
    }
}

static bool shares_destination(const struct trip *a, const struct trip *b)
{
    for (size_t i = 0; i < a->destinations.count; i++)
        for (size_t j = 0; j < b->destinations.count; j++)
            if (str_equal(a->destinations.items[i], b->destinations.items[j]))
                return true;
    return false;
}

enum { MOST_COMPARED = 64 };

static bool same_trip(const struct trip *a, const struct trip *b)
{
    if (a->traveller != b->traveller || (a->ordinal && b->ordinal && a->ordinal != b->ordinal) ||
        !shares_destination(a, b))
        return false;
    return !a->when.from[0] || !b->when.from[0] || !strcmp(a->when.from, b->when.from);
}

static void add_trip(struct reading *reading, const struct trip *trip)
{
    size_t count = reading->record->trips.count;
    for (size_t i = count > MOST_COMPARED ? count - MOST_COMPARED : 0; i < count; i++) {
        struct trip *other = &reading->record->trips.items[i];
        if (!same_trip(other, trip))
            continue;
        if (!other->ordinal)
            other->ordinal = trip->ordinal;
        if (!other->when.from[0])
            other->when = trip->when;
        return;
    }
    *ARENA_PUSH(reading->arena, reading->record->trips) = *trip;
}

void trip_read(struct reading *reading)
{
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        if (!str_equal(frame->rule->frame, STR("trip")))
            continue;
        struct actor_list travellers = travellers_of(reading, frame);
        struct trip trip = {.when = reading_interval(reading, frame),
                            .ordinal = ordinal_of(frame),
                            .status = aspect_of_frame(reading, frame),
                            .evidence = reading_evidence(reading, frame->first, frame->last, frame->rule->name)};
        add_destinations(reading, frame, &trip);
        for (size_t t = 0; t < travellers.count; t++) {
            trip.traveller = travellers.items[t];
            add_trip(reading, &trip);
        }
    }
}
