/* telling.c - contacts and journeys as single reports tell them, and how like two of them are (internal.h).
 *
 * Input: the facts, identities. Output: tellings in order. A journey to a state is a contact of the traveller and that
 * state; so is a contact of one actor at a place that is a state. Invariant: whether two tellings are alike depends on
 * these two and on who their actors are. */
#include <stdlib.h>

#include "merge/internal.h"
#include "merge/wording.h"

enum { PRECISE_DAYS = 3, LEAST_ALIKE = 600, WHOLE = 1000 /* in 1/1000 */ };

struct collector {
    struct contacts *contacts;
    struct map states; /* identities of states by folded name */
};

static void map_states(struct collector *collector)
{
    const struct story *story = collector->contacts->story;
    for (uint32_t i = 0; i < story->actors.count; i++) {
        const struct identity *identity = &story->actors.items[i];
        if (identity->named && identity->kind == ACTOR_STATE && identity->side == i)
            map_put(&collector->states, collector->contacts->arena, identity->folded, i);
    }
}

static void set_place(struct collector *collector, struct telling *telling, struct str place, uint32_t *state)
{
    telling->place = place;
    telling->place_words = wording_words(collector->contacts->arena, place);
    *state = place.len ? map_get(&collector->states, wording_folded(collector->contacts->arena, place))
                       : (uint32_t)MAP_NONE;
    telling->place_is_actor = *state != MAP_NONE;
}

static void add_sides(struct arena *arena, const struct story *story, struct telling *telling)
{
    set_add_all(arena, &telling->all, &telling->participants);
    set_add_all(arena, &telling->all, &telling->mediators);
    for (size_t i = 0; i < telling->all.count; i++) {
        uint32_t who = telling->all.items[i];
        set_add(arena, &telling->sides, story_side(story, who));
        if (story_is_delegate(story, who))
            set_add(arena, &telling->delegates, who);
    }
    for (size_t i = 0; i < telling->participants.count; i++)
        set_add(arena, &telling->participant_sides, story_side(story, telling->participants.items[i]));
}

static void add_actors(struct collector *collector, const struct story_contact *contact, struct telling *telling)
{
    struct arena *arena = collector->contacts->arena;
    const struct story *story = collector->contacts->story;
    for (size_t i = 0; i < contact->participants.count; i++)
        set_add(arena, &telling->participants, story->who[contact->participants.items[i]]);
    for (size_t i = 0; i < contact->mediators.count; i++)
        if (!set_has(&telling->participants, story->who[contact->mediators.items[i]]))
            set_add(arena, &telling->mediators, story->who[contact->mediators.items[i]]);
}

/* What has begun lasts until the day of the report, as far as that knows. */
static void set_days(const struct story *story, struct telling *telling, const struct story_contact *contact)
{
    telling->from = contact->from;
    telling->to = contact->to;
    if (telling->from == STORY_NO_DAY && telling->to == STORY_NO_DAY)
        telling->from = telling->to = dating_day_meant(story, &contact->source);
    if (telling->from == STORY_NO_DAY)
        telling->from = telling->to;
    if (telling->to == STORY_NO_DAY)
        telling->to = telling->from != STORY_NO_DAY && telling->published > telling->from ? telling->published
                                                                                         : telling->from;
    if (telling->from > telling->to)
        telling->to = telling->from;
    telling->precise = telling->from != STORY_NO_DAY && telling->to - telling->from < PRECISE_DAYS;
}

static void collect(struct collector *collector, const struct story_contact *contact)
{
    struct contacts *contacts = collector->contacts;
    struct telling telling = {.source = contact->source, .status = contact->status, .kind = contact->kind,
                              .journey = contact->journey, .when = contact->when,
                              .published = story_published(contacts->story, contact->source.report)};
    uint32_t state;
    telling.inferred = telling.published != contacts->story->facts->reports.items[contact->source.report].day;
    set_days(contacts->story, &telling, contact);
    set_place(collector, &telling, contact->place, &state);
    add_actors(collector, contact, &telling);
    const struct actor_list *those = telling.participants.count ? &telling.participants : &telling.mediators;
    if (telling.participants.count + telling.mediators.count == 0)
        return;
    bool alone = telling.participants.count + telling.mediators.count == 1;
    bool at_home = state != MAP_NONE && story_side(contacts->story, those->items[0]) == state;
    if (contact->journey && at_home)
        return;
    if (alone && state != MAP_NONE && !at_home)
        set_add(contacts->arena, &telling.participants, state);
    add_sides(contacts->arena, contacts->story, &telling);
    *ARENA_PUSH(contacts->arena, contacts->tellings) = telling;
}

static int compare_tellings(const void *a, const void *b)
{
    const struct telling *x = a, *y = b;
    int order = story_compare_sources(&x->source, &y->source);
    if (!order)
        order = (x->journey > y->journey) - (x->journey < y->journey);
    return order ? order : str_compare(x->place, y->place);
}

void contacts_collect(struct contacts *contacts)
{
    struct collector collector = {.contacts = contacts};
    const struct story_contacts *told = &contacts->story->facts->contacts;
    map_states(&collector);
    for (size_t i = 0; i < told->count; i++)
        collect(&collector, &told->items[i]);
    if (contacts->tellings.count)
        qsort(contacts->tellings.items, contacts->tellings.count, sizeof(struct telling), compare_tellings);
}

/* Whether those who act for each side of both may be the same; strict: more than half of them are. */
static bool delegates_fit(const struct story *story, const struct telling *a, const struct telling *b, bool strict)
{
    for (size_t s = 0; s < a->sides.count; s++) {
        uint32_t side = a->sides.items[s];
        size_t left = 0, right = 0, both = 0;
        if (!set_has(&b->sides, side))
            continue;
        for (size_t i = 0; i < a->delegates.count; i++)
            if (story_side(story, a->delegates.items[i]) == side) {
                left++;
                both += set_has(&b->delegates, a->delegates.items[i]);
            }
        for (size_t i = 0; i < b->delegates.count; i++)
            right += story_side(story, b->delegates.items[i]) == side;
        if (left && right && !both)
            return false;
        if (strict && left + right && 2 * both <= left + right - both)
            return false;
    }
    return true;
}

uint32_t telling_who(const struct story *story, const struct telling *a, const struct telling *b, bool strict)
{
    if (a->participants.count && b->participants.count && !set_shared(&a->participant_sides, &b->participant_sides))
        return 0; /* those who mediate for the others met by themselves */
    uint32_t all = set_likeness(&a->sides, &b->sides), part = 0;
    if (a->participant_sides.count > 1 && b->participant_sides.count > 1)
        part = set_likeness(&a->participant_sides, &b->participant_sides);
    uint32_t alike = all > part ? all : part;
    bool of_two = a->sides.count == 2 || b->sides.count == 2;
    return alike >= (of_two ? WHOLE : LEAST_ALIKE) && delegates_fit(story, a, b, strict) ? alike : 0;
}

static bool words_within(const struct str_list *inner, const struct str_list *outer)
{
    for (size_t i = 0; i < inner->count; i++) {
        bool found = false;
        for (size_t j = 0; j < outer->count; j++)
            found = found || str_equal(inner->items[i], outer->items[j]);
        if (!found)
            return false;
    }
    return true;
}

int story_same_place(const struct str_list *a, const struct str_list *b)
{
    if (!a->count || !b->count)
        return 0;
    return words_within(a, b) || words_within(b, a) ? 1 : -1;
}

int telling_place(const struct telling *a, const struct telling *b)
{
    return story_same_place(&a->place_words, &b->place_words);
}

bool telling_kinds_fit(const struct telling *a, const struct telling *b)
{
    const struct telling *call = a->kind == MEETING_CALL ? a : b, *other = call == a ? b : a;
    return call->kind != MEETING_CALL ||
           !(other->kind == MEETING_MEETING || other->kind == MEETING_SUMMIT || other->kind == MEETING_VISIT);
}
