/* coded_end.c - who is the same across the codings of all reports (coded.h).
 *
 * An end that the record of its report knows counts as its side, in its sector; one that is not known, and a person of
 * no known side, as the state whose code it has, in its sector, or as its code; without a code as its words. A side
 * itself and who governs it are one.
 * Invariant: the state of a code is the one that most codings name with it; of equals the first by key. */
#include <stdlib.h>

#include "merge/coded.h"

#define GOVERNING "GOV" /* PLOVER's sector of those who govern */

static bool is_rejected(const struct story *story, uint32_t who)
{
    return story->actors.items[who].mark.standing == STANDING_REJECTED;
}

/* A state that a coding names, with the code it has there. */
struct named_state {
    struct str code;
    uint32_t who;
};

struct state_order {
    struct named_state *items;
    size_t count, capacity;
};

static void add_states(const struct coded_ends *ends, struct state_order *states, const struct story_ends *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct story_end *end = &list->items[i];
        uint32_t who = end->mention == NO_ACTOR ? NO_ACTOR : ends->story->who[end->mention];
        if (who != NO_ACTOR && end->country.len && ends->story->actors.items[who].kind == ACTOR_STATE &&
            !story_is_delegate(ends->story, who) && !is_rejected(ends->story, who))
            *ARENA_PUSH(ends->arena, *states) = (struct named_state){end->country, who};
    }
}

static int compare_states(const void *a, const void *b)
{
    const struct named_state *x = a, *y = b;
    int order = str_compare(x->code, y->code);
    return order ? order : (x->who > y->who) - (x->who < y->who);
}

/* Of equals the first by key. */
static bool is_better(const struct coded_ends *ends, size_t votes, uint32_t who, size_t most, uint32_t best)
{
    const struct identity_list *actors = &ends->story->actors;
    return votes > most ||
           (votes == most && str_compare(actors->items[who].key, actors->items[best].key) < 0);
}

/* Of every code the state that most name with it. */
static void choose_states(struct coded_ends *ends, const struct state_order *states)
{
    size_t most = 0;
    uint32_t best = NO_ACTOR;
    for (size_t first = 0, last; first < states->count; first = last) {
        const struct named_state *state = &states->items[first];
        for (last = first; last < states->count && compare_states(&states->items[last], state) == 0;)
            last++;
        if (!first || !str_equal(state->code, states->items[first - 1].code))
            most = 0;
        if (is_better(ends, last - first, state->who, most, best)) {
            most = last - first;
            best = state->who;
            map_put(&ends->states, ends->arena, state->code, best);
        }
    }
}

void coded_ends_open(struct coded_ends *ends, struct arena *arena, const struct story *story)
{
    struct state_order states = {0};
    *ends = (struct coded_ends){.arena = arena, .story = story};
    *ARENA_PUSH(arena, ends->list) = (struct coded_end){.name = STR(""), .key = STR(""), .side = NO_ACTOR};
    for (size_t i = 0; i < story->facts->codings.count; i++)
        for (int side = 0; side < 2; side++)
            add_states(ends, &states, &story->facts->codings.items[i].ends[side]);
    if (states.count)
        qsort(states.items, states.count, sizeof *states.items, compare_states);
    choose_states(ends, &states);
}

/* "isr-mil": letters and digits in lower case, others as one "-". */
static struct str key_of(struct arena *arena, struct str name)
{
    struct str words = wording_folded(arena, name);
    char *key = arena_take(arena, words.len + 1, 1);
    for (size_t i = 0; i < words.len; i++)
        key[i] = words.ptr[i] == ' ' ? '-' : words.ptr[i];
    return str_make(key, words.len);
}

static uint32_t number_of(struct coded_ends *ends, struct str what, const struct coded_end *end)
{
    uint32_t number = map_get(&ends->numbers, what);
    if (number != MAP_NONE)
        return number;
    number = (uint32_t)ends->list.count;
    *ARENA_PUSH(ends->arena, ends->list) = *end;
    ends->list.items[number].number = number;
    map_put(&ends->numbers, ends->arena, what, number);
    return number;
}

/* The side in the sector. */
static uint32_t side_number(struct coded_ends *ends, uint32_t side, struct str sector)
{
    const struct identity *actor = &ends->story->actors.items[side];
    bool itself = !sector.len;
    struct str name = itself ? actor->name
                             : story_format(ends->arena, "%.*s %.*s", STR_ARGS(actor->name), STR_ARGS(sector));
    struct str key = itself ? actor->key
                            : story_format(ends->arena, "%.*s-%.*s", STR_ARGS(actor->key),
                                           STR_ARGS(key_of(ends->arena, sector)));
    struct str what = story_format(ends->arena, "side %u %.*s", (unsigned)side, STR_ARGS(sector));
    return number_of(ends, what, &(struct coded_end){.name = name, .key = key, .side = side});
}

static uint32_t code_number(struct coded_ends *ends, struct str country, struct str sector)
{
    struct str name = country;
    if (sector.len)
        name = story_format(ends->arena, "%.*s %.*s", STR_ARGS(country), STR_ARGS(sector));
    return number_of(ends, story_format(ends->arena, "code %.*s", STR_ARGS(name)),
                     &(struct coded_end){.name = name, .key = key_of(ends->arena, name), .side = NO_ACTOR});
}

static uint32_t words_number(struct coded_ends *ends, struct str words)
{
    struct str folded = wording_folded(ends->arena, words);
    if (!folded.len)
        return CODED_NOBODY;
    return number_of(ends, story_format(ends->arena, "words %.*s", STR_ARGS(folded)),
                     &(struct coded_end){.name = words, .key = key_of(ends->arena, words), .side = NO_ACTOR});
}

uint32_t coded_end_number(struct coded_ends *ends, const struct story_end *end)
{
    const struct story *story = ends->story;
    uint32_t who = end->mention == NO_ACTOR ? NO_ACTOR : story->who[end->mention];
    uint32_t state = end->country.len ? map_get(&ends->states, end->country) : (uint32_t)MAP_NONE;
    struct str sector = str_equal(end->sector, STR(GOVERNING)) ? STR("") : end->sector;
    if (who != NO_ACTOR && is_rejected(story, who))
        return CODED_NOBODY;
    if (who != NO_ACTOR && story_is_delegate(story, who))
        return side_number(ends, story_side(story, who), sector);
    if (who != NO_ACTOR && (story->actors.items[who].kind != ACTOR_PERSON || state == MAP_NONE))
        return side_number(ends, who, STR(""));
    if (state != MAP_NONE)
        return side_number(ends, state, sector);
    return end->country.len ? code_number(ends, end->country, sector) : words_number(ends, end->words);
}
