/* journey.c - joins what reports tell of one journey (story_join_trips of story.h).
 *
 * Input: journeys as single reports tell them. Output: trips. Two tellings that give days are of one trip where the
 * traveller can be the same, a stop is, and the days meet or follow each other; or both count it by the same ordinal.
 * One that gives no day goes to the trip whose traveller and stop fit and that is nearest among the days it can mean.
 * What is left is joined among itself within days. Invariant: each step depends on the set of tellings only; candidates
 * are of one side and lie within a month. */
#include <stdlib.h>

#include "merge/internal.h"

enum {
    MOST_DAYS = 30,         /* between two tellings that are compared */
    NEAR_DAYS = 4,          /* between two reports that give no day */
    AHEAD = 10, BEHIND = 7  /* days that a report may look without giving one */
};

struct told_journey {
    const struct story_journey *journey;
    uint32_t who;
    long at, from, to; /* at: the day it is looked for by */
    struct str_list *stops; /* the words of each stop */
};

struct journeys {
    struct arena *arena;
    struct story *story;
    struct told_journey *told;
    uint32_t count;
    struct cluster cluster;
    struct map keys;
};

static bool is_dated(const struct told_journey *told)
{
    return told->from != STORY_NO_DAY;
}

static void prepare(const struct journeys *journeys, struct told_journey *told, const struct story_journey *journey)
{
    long from = journey->from, to = journey->to;
    *told = (struct told_journey){.journey = journey, .who = journeys->story->who[journey->traveller]};
    told->from = from == STORY_NO_DAY ? to : from;
    told->to = to == STORY_NO_DAY || to < told->from ? told->from : to;
    told->at = is_dated(told) ? told->from : story_near_day(journeys->story, journey->source.report);
    told->stops = arena_take(journeys->arena, journey->places.count + 1, sizeof *told->stops);
    for (size_t i = 0; i < journey->places.count; i++)
        told->stops[i] = wording_words(journeys->arena, journey->places.items[i]);
}

static bool travellers_fit(const struct story *story, const struct told_journey *a, const struct told_journey *b)
{
    uint32_t side = story_side(story, a->who);
    return a->who == b->who || (side == story_side(story, b->who) && (a->who == side || b->who == side));
}

static bool share_stop(const struct told_journey *a, const struct told_journey *b)
{
    for (size_t i = 0; i < a->journey->places.count; i++)
        for (size_t j = 0; j < b->journey->places.count; j++)
            if (story_same_place(&a->stops[i], &b->stops[j]) > 0)
                return true;
    return false;
}

/* 1 the same ordinal, -1 another, 0 not both are known. */
static int compare_ordinals(const struct told_journey *a, const struct told_journey *b)
{
    uint32_t x = a->journey->ordinal, y = b->journey->ordinal;
    return !x || !y ? 0 : x == y ? 1 : -1;
}

/* Whether two tellings, both with days or both without, are of one trip. */
static bool are_one(const struct story *story, const struct told_journey *a, const struct told_journey *b)
{
    int ordinals = compare_ordinals(a, b);
    if (!travellers_fit(story, a, b) || ordinals < 0)
        return false;
    if (ordinals > 0 && a->who == b->who)
        return true;
    if (!share_stop(a, b) || is_dated(a) != is_dated(b))
        return false;
    if (!is_dated(a))
        return labs(a->at - b->at) <= NEAR_DAYS;
    return story_days_between(a->from, a->to, b->from, b->to) <= 1;
}

static void look(void *context, uint32_t a, uint32_t b)
{
    struct journeys *journeys = context;
    if (cluster_first(&journeys->cluster, a) != cluster_first(&journeys->cluster, b) &&
        are_one(journeys->story, &journeys->told[a], &journeys->told[b]))
        cluster_join(&journeys->cluster, a, b);
}

/* How far the dated telling lies from the report of the one without a day; -1 where that cannot mean it. */
static long distance(const struct journeys *journeys, const struct told_journey *undated,
                     const struct told_journey *dated)
{
    long day = story_published(journeys->story, undated->journey->source.report);
    enum event_status status = undated->journey->status;
    long ahead = status == STATUS_HELD ? 0 : AHEAD;
    long behind = status == STATUS_PLANNED || status == STATUS_POSSIBLE ? 0 : BEHIND;
    if (day == STORY_NO_DAY || dated->from > day + ahead || dated->to < day - behind)
        return -1;
    return dated->from > day ? dated->from - day : day > dated->to ? day - dated->to : 0;
}

/* The dated telling that the one without a day is of; MAP_NONE where none is. */
static uint32_t nearest(const struct journeys *journeys, const struct block_list *blocks, uint32_t at)
{
    const struct told_journey *undated = &journeys->told[at];
    uint64_t side = story_side(journeys->story, undated->who);
    uint32_t best = MAP_NONE;
    long least = LONG_MAX;
    for (size_t i = block_find(blocks, side, undated->at - MOST_DAYS); i < blocks->count; i++) {
        const struct block_entry *entry = &blocks->items[i];
        if (entry->block != side || entry->at > undated->at + AHEAD)
            break;
        const struct told_journey *dated = &journeys->told[entry->item];
        if (!is_dated(dated) || !travellers_fit(journeys->story, undated, dated) || !share_stop(undated, dated) ||
            compare_ordinals(undated, dated) < 0)
            continue;
        long days = distance(journeys, undated, dated);
        if (days >= 0 && (days < least || (days == least && entry->item < best))) {
            least = days;
            best = entry->item;
        }
    }
    return best;
}

/* Tellings by side and day. */
static struct block_list blocks_of(const struct journeys *journeys, const bool *placed)
{
    struct block_list blocks = {0};
    for (uint32_t i = 0; i < journeys->count; i++)
        if (!placed[i])
            *ARENA_PUSH(journeys->arena, blocks) =
                (struct block_entry){story_side(journeys->story, journeys->told[i].who), journeys->told[i].at, i};
    block_sort(&blocks);
    return blocks;
}

static void join_journeys(struct journeys *journeys)
{
    bool *placed = ARENA_NEW(journeys->arena, bool, journeys->count + 1);
    struct block_list blocks = blocks_of(journeys, placed);
    journeys->cluster = cluster_new(journeys->arena, journeys->count);
    for (uint32_t i = 0; i < journeys->count; i++) {
        uint32_t dated = is_dated(&journeys->told[i]) ? (uint32_t)MAP_NONE : nearest(journeys, &blocks, i);
        if (dated == MAP_NONE)
            continue;
        cluster_join(&journeys->cluster, i, dated);
        placed[i] = true;
    }
    blocks = blocks_of(journeys, placed);
    block_pairs(&blocks, MOST_DAYS, journeys, look);
}

/* One trip while it is written. */
struct trip_writer {
    struct journeys *journeys;
    const uint32_t *members;
    uint32_t count;
    struct story_trip trip;
};

static const struct told_journey *member(const struct trip_writer *writer, uint32_t i)
{
    return &writer->journeys->told[writer->members[i]];
}

/* The person, where one is named, else the side; the first of those told most. */
static void set_traveller(struct trip_writer *writer)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < writer->count; i++) {
        uint32_t who = member(writer, i)->who, votes = 0;
        for (uint32_t j = 0; j < writer->count; j++)
            votes += member(writer, j)->who == who;
        votes += story_is_delegate(writer->journeys->story, who) ? writer->count : 0;
        if (votes > most) {
            most = votes;
            writer->trip.traveller = who;
        }
    }
}

/* All stops, each once, in the order they are told in. */
static void set_stops(struct trip_writer *writer)
{
    LIST(const struct str_list *) kept = {0};
    for (uint32_t i = 0; i < writer->count; i++)
        for (size_t s = 0; s < member(writer, i)->journey->places.count; s++) {
            const struct str_list *stop = &member(writer, i)->stops[s];
            bool known = false;
            for (size_t k = 0; k < kept.count; k++)
                known = known || story_same_place(kept.items[k], stop) > 0;
            if (known)
                continue;
            *ARENA_PUSH(writer->journeys->arena, kept) = stop;
            *ARENA_PUSH(writer->journeys->arena, writer->trip.places) = member(writer, i)->journey->places.items[s];
        }
}

/* The first day most give, the last any does, and the ordinal most give. */
static void set_days(struct trip_writer *writer)
{
    struct story_trip *trip = &writer->trip;
    uint32_t most = 0, most_ordinal = 0;
    trip->from = trip->to = STORY_NO_DAY;
    for (uint32_t i = 0; i < writer->count; i++) {
        const struct told_journey *told = member(writer, i);
        uint32_t votes = 0, ordinals = 0;
        for (uint32_t j = 0; j < writer->count; j++) {
            votes += member(writer, j)->from == told->from;
            ordinals += member(writer, j)->journey->ordinal == told->journey->ordinal;
        }
        if (is_dated(told) && (votes > most || (votes == most && told->from < trip->from))) {
            most = votes;
            trip->from = told->from;
        }
        if (is_dated(told) && told->to > trip->to)
            trip->to = told->to;
        if (told->journey->ordinal && ordinals > most_ordinal) {
            most_ordinal = ordinals;
            trip->ordinal = told->journey->ordinal;
        }
    }
}

static void add_history(struct trip_writer *writer)
{
    struct arena *arena = writer->journeys->arena;
    for (uint32_t i = 0; i < writer->count; i++) {
        const struct told_journey *told = member(writer, i);
        const struct story_journey *journey = told->journey;
        struct story_told entry = {.source = journey->source, .status = journey->status, .journey = true,
                                   .when = journey->when,
                                   .from = told->from, .to = told->to};
        set_add(arena, &entry.participants, told->who);
        for (size_t s = 0; s < journey->places.count; s++)
            entry.place = s ? story_format(arena, "%.*s, %.*s", STR_ARGS(entry.place),
                                           STR_ARGS(journey->places.items[s]))
                            : journey->places.items[s];
        *ARENA_PUSH(arena, writer->trip.history) = entry;
        set_add(arena, &writer->trip.reports, journey->source.report);
    }
}

static struct str key_of(const struct trip_writer *writer)
{
    struct arena *arena = writer->journeys->arena;
    const struct story *story = writer->journeys->story;
    const struct story_trip *trip = &writer->trip;
    long from = trip->from != STORY_NO_DAY ? trip->from : story_published(story, trip->reports.items[0]);
    struct str day = from == STORY_NO_DAY ? STR("undated") : story_day(arena, from);
    struct str_list words = trip->places.count ? wording_words(arena, trip->places.items[0]) : (struct str_list){0};
    struct str key = story_format(arena, "%.*s-%.*s-to", STR_ARGS(day),
                                  STR_ARGS(story->actors.items[trip->traveller].key));
    for (size_t i = 0; i < words.count; i++)
        key = story_format(arena, "%.*s-%.*s", STR_ARGS(key), STR_ARGS(words.items[i]));
    return story_key(arena, &writer->journeys->keys, key);
}

static void write_trip(struct trip_writer *writer)
{
    struct journeys *journeys = writer->journeys;
    uint32_t dated = 0;
    add_history(writer);
    if (story_is_background(journeys->story, &writer->trip.history))
        return;
    set_traveller(writer);
    set_stops(writer);
    set_days(writer);
    for (uint32_t i = 0; i < writer->count; i++)
        dated += is_dated(member(writer, i));
    writer->trip.status = story_status(journeys->story, &writer->trip.history, writer->trip.to);
    writer->trip.key = key_of(writer);
    writer->trip.reason =
        writer->count == 1
            ? STR("told once")
            : story_format(journeys->arena,
                           "%u tellings, %u with days: same traveller, a stop in common, days that meet",
                           (unsigned)writer->count, (unsigned)dated);
    *ARENA_PUSH(journeys->arena, journeys->story->trips) = writer->trip;
}

static int compare_journeys(const void *a, const void *b)
{
    const struct told_journey *x = a, *y = b;
    int order = story_compare_sources(&x->journey->source, &y->journey->source);
    if (!order)
        order = (x->at > y->at) - (x->at < y->at);
    if (!order)
        order = (x->who > y->who) - (x->who < y->who);
    if (!order && x->journey->places.count && y->journey->places.count)
        order = str_compare(x->journey->places.items[0], y->journey->places.items[0]);
    return order;
}

void story_join_trips(struct arena *arena, struct story *story)
{
    const struct story_journeys *facts = &story->facts->journeys;
    struct journeys journeys = {.arena = arena, .story = story, .count = (uint32_t)facts->count};
    journeys.told = arena_take(arena, facts->count + 1, sizeof *journeys.told);
    for (uint32_t i = 0; i < journeys.count; i++)
        prepare(&journeys, &journeys.told[i], &facts->items[i]);
    if (journeys.count)
        qsort(journeys.told, journeys.count, sizeof *journeys.told, compare_journeys);
    join_journeys(&journeys);
    struct cluster_groups groups = cluster_groups(arena, &journeys.cluster);
    for (uint32_t g = 0; g < groups.count; g++) {
        struct trip_writer writer = {.journeys = &journeys, .members = groups.items + groups.start[g],
                                     .count = groups.start[g + 1] - groups.start[g]};
        write_trip(&writer);
    }
}
