/* decision.c - what a person decided, applied to the facts (story_take_out) and to what is made of them (story_decide).
 *
 * Input: the facts, each with its standing, and what a person said of items. Output: facts without the tellings that a
 * person rejected one by one; items with their marks, those rejected in lists of their own. A decision is of the item
 * that holds most of its places: of several, the one that was called so, then the first. Invariant: a pure function of
 * facts and decisions. */
#include <stdlib.h>

#include "merge/internal.h"

const char *const decision_kind_names[DECISION_KIND_COUNT] = {"merge", "split",    "confirm", "reject",
                                                              "note",  "add", "withdraw"};
const char *const standing_names[STANDING_COUNT] = {"machine",   "confirmed", "rejected",
                                                      "hand-made", "confirmed", "rejected"};

struct str story_mark_text(const struct story_mark *mark)
{
    return mark->kept ? STR("confirmed; no longer read by the program") : str_of(standing_names[mark->standing]);
}

static bool is_out(const struct story_source *source)
{
    return source->standing == STANDING_OUT;
}

/* Keep the items of the list that are not out. */
#define KEEP(list)                                                                                                \
    do {                                                                                                          \
        size_t kept = 0;                                                                                          \
        for (size_t i = 0; i < (list).count; i++)                                                                 \
            if (!is_out(&(list).items[i].source))                                                                 \
                (list).items[kept++] = (list).items[i];                                                           \
        (list).count = kept;                                                                                      \
    } while (0)

void story_take_out(struct story_facts *facts)
{
    KEEP(facts->contacts);
    KEEP(facts->journeys);
    KEEP(facts->talks);
    KEEP(facts->figures);
    KEEP(facts->offers);
    KEEP(facts->stands);
    KEEP(facts->codings);
    for (size_t o = 0; o < facts->offers.count; o++)
        KEEP(facts->offers.items[o].answers);
}

/* An item of the story as decisions see it. */
struct decided {
    const struct story_source *sources;
    size_t count;
    struct str key;
    struct story_mark *mark;
};

/* Where an item is told; all of one subject, in order. */
struct telling_place {
    struct story_source source;
    uint32_t item;
};

struct deciding {
    struct arena *arena;
    struct story *story;
    LIST(struct decided) items;
    LIST(struct telling_place) places;
    uint32_t *held; /* of every item: places of the decision at hand */
};

static int compare_places(const void *a, const void *b)
{
    const struct telling_place *x = a, *y = b;
    int order = story_compare_sources(&x->source, &y->source);
    return order ? order : (x->item > y->item) - (x->item < y->item);
}

static void add_item(struct deciding *deciding, const struct story_source *sources, size_t count, struct str key,
                     struct story_mark *mark)
{
    for (size_t i = 0; i < count; i++)
        *ARENA_PUSH(deciding->arena, deciding->places) =
            (struct telling_place){sources[i], (uint32_t)deciding->items.count};
    *ARENA_PUSH(deciding->arena, deciding->items) = (struct decided){sources, count, key, mark};
}

/* The sources of a meeting are in its history. */
static void add_meeting(struct deciding *deciding, struct story_meeting *meeting)
{
    size_t count = meeting->history.count;
    struct story_source *sources = arena_take(deciding->arena, count + 1, sizeof *sources);
    for (size_t i = 0; i < count; i++)
        sources[i] = meeting->history.items[i].source;
    add_item(deciding, sources, count, meeting->key, &meeting->mark);
}

static void add_actor(struct deciding *deciding, struct identity *actor)
{
    struct story_source *sources = arena_take(deciding->arena, actor->mentions.count + 1, sizeof *sources);
    for (size_t i = 0; i < actor->mentions.count; i++)
        sources[i] = deciding->story->facts->mentions.items[actor->mentions.items[i]].source;
    add_item(deciding, sources, actor->mentions.count, actor->key, &actor->mark);
}

#define ADD_ITEMS(deciding, list, sources)                                                                       \
    for (size_t i = 0; i < (list).count; i++)                                                                    \
        add_item(deciding, (list).items[i].sources.items, (list).items[i].sources.count, (list).items[i].key,    \
                 &(list).items[i].mark)

static void add_items(struct deciding *deciding, struct str subject)
{
    struct story *story = deciding->story;
    if (str_equal(subject, STR("actor")))
        for (size_t i = 0; i < story->actors.count; i++)
            add_actor(deciding, &story->actors.items[i]);
    if (str_equal(subject, STR("meeting")))
        for (size_t i = 0; i < story->meetings.count; i++)
            add_meeting(deciding, &story->meetings.items[i]);
    if (str_equal(subject, STR("proposal")))
        ADD_ITEMS(deciding, story->proposals, sources);
    if (str_equal(subject, STR("position")))
        ADD_ITEMS(deciding, story->positions, sources);
    if (str_equal(subject, STR("conflict")))
        ADD_ITEMS(deciding, story->conflicts, claims);
    if (str_equal(subject, STR("event")))
        ADD_ITEMS(deciding, story->coded, sources);
}

/* Of two places in one text: whether half of the shorter is in both. */
static bool overlap(const struct story_source *a, const struct story_source *b)
{
    uint32_t start = a->start > b->start ? a->start : b->start, end = a->end < b->end ? a->end : b->end;
    uint32_t left = a->end - a->start, right = b->end - b->start, shorter = left < right ? left : right;
    return a->report == b->report && end > start && 2 * (end - start) >= shorter;
}

/* Count, for every item, the places of the decision that it holds. */
static void count_held(struct deciding *deciding, const struct story_source *place)
{
    size_t low = 0, high = deciding->places.count;
    while (low < high) { /* the first of its report */
        size_t middle = low + (high - low) / 2;
        if (deciding->places.items[middle].source.report < place->report)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t last = MAP_NONE;
    for (; low < deciding->places.count && deciding->places.items[low].source.report == place->report; low++) {
        const struct telling_place *telling = &deciding->places.items[low];
        if (overlap(&telling->source, place) && telling->item != last)
            deciding->held[last = telling->item]++;
    }
}

/* The item that the decision is of; NULL: none holds any of its places. */
static const struct decided *find_item(struct deciding *deciding, const struct story_judgement *decision)
{
    const struct decided *best = NULL;
    uint32_t most = 0;
    memset(deciding->held, 0, deciding->items.count * sizeof *deciding->held);
    for (size_t i = 0; i < decision->places.count; i++)
        count_held(deciding, &decision->places.items[i]);
    for (size_t i = 0; i < deciding->items.count; i++) {
        const struct decided *item = &deciding->items.items[i];
        if (deciding->held[i] > most || (most && deciding->held[i] == most && str_equal(item->key, decision->key))) {
            most = deciding->held[i];
            best = item;
        }
    }
    return best;
}

static void apply(struct deciding *deciding, const struct story_judgement *decision)
{
    const struct decided *item = find_item(deciding, decision);
    if (!item)
        return;
    if (decision->kind == DECISION_CONFIRM)
        item->mark->standing = STANDING_CONFIRMED;
    if (decision->kind == DECISION_REJECT)
        item->mark->standing = STANDING_REJECTED;
    if (decision->kind == DECISION_NOTE || (decision->text.len && decision->kind != DECISION_ADD))
        *ARENA_PUSH(deciding->arena, item->mark->notes) = decision->text;
}

/* What is made of hand-made tellings alone is hand-made; of tellings of which the program reads none any more, kept. */
static void mark_by_tellings(const struct decided *item)
{
    size_t made = 0, kept = 0;
    for (size_t i = 0; i < item->count; i++) {
        made += item->sources[i].standing == STANDING_HAND_MADE;
        kept += item->sources[i].standing == STANDING_KEPT;
    }
    if (made && made + kept == item->count && item->mark->standing == STANDING_MACHINE)
        item->mark->standing = STANDING_HAND_MADE;
    if (!kept || kept != item->count)
        return;
    item->mark->kept = true;
    if (item->mark->standing == STANDING_MACHINE)
        item->mark->standing = STANDING_CONFIRMED;
}

static void decide_subject(struct arena *arena, struct story *story, const char *subject)
{
    struct deciding deciding = {.arena = arena, .story = story};
    add_items(&deciding, str_of(subject));
    if (deciding.places.count)
        qsort(deciding.places.items, deciding.places.count, sizeof *deciding.places.items, compare_places);
    deciding.held = ARENA_NEW(arena, uint32_t, deciding.items.count + 1);
    for (size_t i = 0; i < story->facts->judgements.count; i++)
        if (str_equal(story->facts->judgements.items[i].subject, str_of(subject)))
            apply(&deciding, &story->facts->judgements.items[i]);
    for (size_t i = 0; i < deciding.items.count; i++)
        mark_by_tellings(&deciding.items.items[i]);
}

/* Move what is rejected to the other list. */
#define PART(arena, list, out)                                                                                   \
    do {                                                                                                         \
        size_t kept = 0;                                                                                         \
        for (size_t i = 0; i < (list).count; i++)                                                                \
            if ((list).items[i].mark.standing == STANDING_REJECTED)                                              \
                *ARENA_PUSH(arena, out) = (list).items[i];                                                       \
            else                                                                                                 \
                (list).items[kept++] = (list).items[i];                                                          \
        (list).count = kept;                                                                                     \
    } while (0)

/* Offers know their proposals by number. */
static void part_proposals(struct arena *arena, struct story *story)
{
    uint32_t *moved = arena_take(arena, story->proposals.count + 1, sizeof *moved), left = 0;
    for (size_t i = 0; i < story->proposals.count; i++)
        moved[i] = story->proposals.items[i].mark.standing == STANDING_REJECTED ? NO_ACTOR : left++;
    for (size_t i = 0; i < story->facts->offers.count; i++)
        if (story->proposal_of[i] != NO_ACTOR)
            story->proposal_of[i] = moved[story->proposal_of[i]];
    PART(arena, story->proposals, story->rejected.proposals);
}

static bool is_rejected(const struct story *story, uint32_t mention)
{
    return mention != NO_ACTOR && story->actors.items[story->who[mention]].mark.standing == STANDING_REJECTED;
}

/* The mentions that are of no rejected actor. */
static struct actor_list without_rejected(struct arena *arena, const struct story *story, const struct actor_list *from)
{
    struct actor_list left = {0};
    for (size_t i = 0; i < from->count; i++)
        if (!is_rejected(story, from->items[i]))
            *ARENA_PUSH(arena, left) = from->items[i];
    return left;
}

/* From here on the story has facts of its own, in which rejected actors take no part. */
static void drop_actors(struct arena *arena, struct story *story)
{
    struct story_facts *facts = ARENA_NEW(arena, struct story_facts, 1);
    bool any = false;
    for (size_t i = 0; i < story->actors.count; i++)
        any = any || story->actors.items[i].mark.standing == STANDING_REJECTED;
    if (!any)
        return;
    *facts = *story->facts;
    facts->contacts = (struct story_contacts){0};
    facts->stands = (struct story_stands){0};
    facts->offers = (struct story_offers){0};
    for (size_t i = 0; i < story->facts->contacts.count; i++) {
        struct story_contact contact = story->facts->contacts.items[i];
        contact.participants = without_rejected(arena, story, &contact.participants);
        contact.mediators = without_rejected(arena, story, &contact.mediators);
        *ARENA_PUSH(arena, facts->contacts) = contact;
    }
    for (size_t i = 0; i < story->facts->stands.count; i++)
        if (!is_rejected(story, story->facts->stands.items[i].holder))
            *ARENA_PUSH(arena, facts->stands) = story->facts->stands.items[i];
    for (size_t i = 0; i < story->facts->offers.count; i++) {
        struct story_offer offer = story->facts->offers.items[i];
        offer.by = without_rejected(arena, story, &offer.by);
        offer.answers = (struct story_answers){0};
        for (size_t a = 0; a < story->facts->offers.items[i].answers.count; a++)
            if (!is_rejected(story, story->facts->offers.items[i].answers.items[a].party))
                *ARENA_PUSH(arena, offer.answers) = story->facts->offers.items[i].answers.items[a];
        *ARENA_PUSH(arena, facts->offers) = offer;
    }
    story->facts = facts;
}

void story_decide(struct arena *arena, struct story *story, const char *subject)
{
    decide_subject(arena, story, subject);
    if (strcmp(subject, "actor") == 0)
        drop_actors(arena, story);
    else if (strcmp(subject, "meeting") == 0)
        PART(arena, story->meetings, story->rejected.meetings);
    else if (strcmp(subject, "proposal") == 0)
        part_proposals(arena, story);
    else if (strcmp(subject, "position") == 0)
        PART(arena, story->positions, story->rejected.positions);
    else if (strcmp(subject, "event") == 0)
        PART(arena, story->coded, story->rejected.coded);
    else
        PART(arena, story->conflicts, story->rejected.conflicts);
}
