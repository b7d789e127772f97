/* dating_series.c - reports that number the same thing (dating.h): visits of one person to one part of the world,
 * rounds of talks of the same sides.
 *
 * A place that is not named ("the region") is the other's where both reports tell of two sides more, or of one and of
 * one event. Rounds are compared only between reports that are like each other. Of each series a report counts with its
 * highest number. Invariant: whether two are of one series depends on these two reports. */
#include <stdlib.h>

#include "merge/dating.h"
#include "merge/internal.h"

enum { SAME_DAYS = 7 /* from a report of the same journey */, SHARED_SIDES = 2, MOST_EVIDENCE = 2 };

/* What a report numbers. */
struct count {
    uint32_t report, clue; /* in the facts */
    struct str key;        /* what is counted, and whose */
    struct str place;      /* folded */
    uint32_t number;
};
LIST_TYPE(count_list, struct count);

struct counter {
    struct arena *arena;
    const struct story *story;
    struct dating *dating;
    struct count_list counts;
    uint64_t *sides; /* report and side of whatever it tells, sorted */
    size_t side_count;
};

static const struct story_clue *clue_of(const struct counter *counter, const struct count *count)
{
    return &counter->story->facts->clues.items[count->clue];
}

static bool is_journey(const struct story_clue *clue)
{
    return str_equal(clue->counted, STR("journey"));
}

/* --- the sides that a report tells of */

static int compare_numbers(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void add_side(struct counter *counter, uint32_t report, uint32_t mention)
{
    uint32_t side = story_side(counter->story, counter->story->who[mention]);
    counter->sides[counter->side_count++] = (uint64_t)report << 32 | side;
}

static void find_sides(struct counter *counter)
{
    const struct story_facts *facts = counter->story->facts;
    size_t most = facts->stands.count, kept = 0;
    for (size_t i = 0; i < facts->contacts.count; i++)
        most += facts->contacts.items[i].participants.count + facts->contacts.items[i].mediators.count;
    counter->sides = arena_take(counter->arena, most + 1, sizeof *counter->sides);
    for (size_t i = 0; i < facts->contacts.count; i++) {
        const struct story_contact *contact = &facts->contacts.items[i];
        for (size_t j = 0; j < contact->participants.count; j++)
            add_side(counter, contact->source.report, contact->participants.items[j]);
        for (size_t j = 0; j < contact->mediators.count; j++)
            add_side(counter, contact->source.report, contact->mediators.items[j]);
    }
    for (size_t i = 0; i < facts->stands.count; i++)
        add_side(counter, facts->stands.items[i].source.report, facts->stands.items[i].holder);
    if (counter->side_count)
        qsort(counter->sides, counter->side_count, sizeof *counter->sides, compare_numbers);
    for (size_t i = 0; i < counter->side_count; i++)
        if (!kept || counter->sides[kept - 1] != counter->sides[i])
            counter->sides[kept++] = counter->sides[i];
    counter->side_count = kept;
}

static size_t sides_from(const struct counter *counter, uint32_t report)
{
    size_t low = 0, high = counter->side_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (counter->sides[middle] < (uint64_t)report << 32)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many sides both tell of, but for `own`. */
static unsigned shared_sides(const struct counter *counter, uint32_t a, uint32_t b, uint32_t own)
{
    unsigned shared = 0;
    size_t i = sides_from(counter, a), j = sides_from(counter, b);
    while (i < counter->side_count && j < counter->side_count && counter->sides[i] >> 32 == a &&
           counter->sides[j] >> 32 == b) {
        uint32_t x = (uint32_t)counter->sides[i], y = (uint32_t)counter->sides[j];
        shared += x == y && x != own;
        i += x <= y;
        j += y <= x;
    }
    return shared;
}

/* --- what is of one series */

static int compare_counts(const void *a, const void *b)
{
    const struct count *x = a, *y = b;
    int order = str_compare(x->key, y->key);
    if (!order)
        order = (x->number > y->number) - (x->number < y->number);
    if (!order)
        order = (x->report > y->report) - (x->report < y->report);
    return order ? order : (x->clue > y->clue) - (x->clue < y->clue);
}

/* Whose the number is: of a journey one traveller, else all sides; empty where it cannot be told. */
static struct str key_of(const struct counter *counter, const struct story_clue *clue)
{
    const struct story *story = counter->story;
    struct actor_list sides = {0};
    struct str key = clue->counted;
    if (is_journey(clue))
        return clue->actors.count == 1
                   ? story_format(counter->arena, "%.*s %u", STR_ARGS(key), (unsigned)story->who[clue->actors.items[0]])
                   : STR("");
    for (size_t i = 0; i < clue->actors.count; i++)
        set_add(counter->arena, &sides, story_side(story, story->who[clue->actors.items[i]]));
    for (size_t i = 0; i < sides.count; i++)
        key = story_format(counter->arena, "%.*s %u", STR_ARGS(key), (unsigned)sides.items[i]);
    return sides.count > 1 ? key : STR("");
}

static void collect(struct counter *counter)
{
    const struct story_facts *facts = counter->story->facts;
    for (size_t i = 0; i < facts->clues.count; i++) {
        const struct story_clue *clue = &facts->clues.items[i];
        struct str key = clue->kind == CLUE_ORDINAL ? key_of(counter, clue) : STR("");
        if (key.len)
            *ARENA_PUSH(counter->arena, counter->counts) = (struct count){
                clue->source.report, (uint32_t)i, key, wording_folded(counter->arena, clue->place), clue->ordinal};
    }
    if (counter->counts.count)
        qsort(counter->counts.items, counter->counts.count, sizeof(struct count), compare_counts);
}

static bool is_like(const struct counter *counter, uint32_t a, uint32_t b)
{
    const struct story_likes *likes = &counter->story->facts->likes;
    size_t low = 0, high = likes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct story_like *like = &likes->items[middle];
        if (like->report < a || (like->report == a && like->other < b))
            low = middle + 1;
        else
            high = middle;
    }
    return low < likes->count && likes->items[low].report == a && likes->items[low].other == b;
}

static bool same_series(const struct counter *counter, const struct count *a, const struct count *b)
{
    const struct story_clue *clue = clue_of(counter, a);
    if (a->report == b->report || !str_equal(a->key, b->key))
        return false;
    if (!is_journey(clue))
        return is_like(counter, a->report, b->report) || is_like(counter, b->report, a->report);
    if (a->place.len && b->place.len)
        return str_equal(a->place, b->place);
    uint32_t own = story_side(counter->story, counter->story->who[clue->actors.items[0]]);
    const struct story_report *reports = counter->story->facts->reports.items;
    bool event = reports[a->report].event == reports[b->report].event;
    return shared_sides(counter, a->report, b->report, own) >= (event ? 1 : SHARED_SIDES);
}

/* Whether the report gives a higher number of the same. */
static bool is_surpassed(const struct counter *counter, size_t at)
{
    const struct count_list *counts = &counter->counts;
    for (size_t i = at + 1; i < counts->count && str_equal(counts->items[i].key, counts->items[at].key); i++)
        if (counts->items[i].report == counts->items[at].report && counts->items[i].number > counts->items[at].number)
            return true;
    return false;
}

static void drop_surpassed(struct counter *counter)
{
    struct count_list kept = {0};
    for (size_t i = 0; i < counter->counts.count; i++)
        if (!is_surpassed(counter, i))
            *ARENA_PUSH(counter->arena, kept) = counter->counts.items[i];
    counter->counts = kept;
}

/* --- what follows */

static bool is_given(const struct counter *counter, uint32_t report)
{
    return counter->dating->reports[report].given;
}

static struct str report_id(const struct counter *counter, uint32_t report)
{
    return counter->story->facts->reports.items[report].id;
}

/* What the report of `own` learns from that of `other`, whose day is given. */
static void claim_bound(const struct counter *counter, const struct count *own, const struct count *other)
{
    const struct story_clue *clue = clue_of(counter, own), *beside = clue_of(counter, other);
    struct dated *dated = &counter->dating->reports[own->report];
    long day = counter->dating->reports[other->report].day;
    struct dating_reason reason = {.kind = DATING_NUMBER, .from = STORY_NO_DAY,
                                   .to = STORY_NO_DAY, .best = STORY_NO_DAY,
                                   .confidence = is_journey(clue) ? DATING_LIKELY : DATING_POSSIBLE};
    if (own->number < other->number)
        reason.to = day;
    else if (own->number > other->number)
        reason.from = day;
    else
        reason = (struct dating_reason){.kind = DATING_NUMBER, .confidence = DATING_POSSIBLE, .from = day - SAME_DAYS,
                                        .to = day + SAME_DAYS, .best = day};
    const char *word = own->number < other->number ? "before" : own->number > other->number ? "after" : "that of";
    reason.text = story_format(counter->arena, "“%.*s” is %s “%.*s” of %.*s", STR_ARGS(clue->source.quote),
                               word, STR_ARGS(beside->source.quote), STR_ARGS(report_id(counter, other->report)));
    *ARENA_PUSH(counter->arena, reason.evidence) = clue->source;
    *ARENA_PUSH(counter->arena, reason.evidence) = beside->source;
    dating_claim(counter->arena, dated, &reason);
}

/* Of the dated reports of its series the nearest before and behind it, and the first of the same number. */
static void claim_bounds(const struct counter *counter, size_t at)
{
    const struct count *own = &counter->counts.items[at], *before = NULL, *behind = NULL, *same = NULL;
    size_t first = at;
    while (first && str_equal(counter->counts.items[first - 1].key, own->key))
        first--;
    for (size_t i = first; i < counter->counts.count && str_equal(counter->counts.items[i].key, own->key); i++) {
        const struct count *other = &counter->counts.items[i];
        if (!is_given(counter, other->report) || !same_series(counter, own, other))
            continue;
        long day = counter->dating->reports[other->report].day;
        const struct count **place = other->number < own->number   ? &before
                                     : other->number > own->number ? &behind : &same;
        long best = *place ? counter->dating->reports[(*place)->report].day : 0;
        if (!*place || (place == &before ? day > best : day < best))
            *place = other;
    }
    if (before)
        claim_bound(counter, own, before);
    if (behind)
        claim_bound(counter, own, behind);
    if (same)
        claim_bound(counter, own, same);
}

static void link_two(const struct counter *counter, const struct count *before, const struct count *after)
{
    const struct story_clue *first = clue_of(counter, before), *second = clue_of(counter, after);
    struct dating_link link = {.before = before->report, .after = after->report,
                               .confidence = is_journey(first) ? DATING_LIKELY : DATING_POSSIBLE,
                               .evidence = {first->source, second->source}};
    struct str name = is_journey(first) ? counter->story->actors.items[counter->story->who[first->actors.items[0]]].name
                                        : first->counted;
    link.text = story_format(counter->arena, "%.*s: “%.*s” (%u) comes before “%.*s” (%u)", STR_ARGS(name),
                             STR_ARGS(first->source.quote), (unsigned)before->number, STR_ARGS(second->source.quote),
                             (unsigned)after->number);
    *ARENA_PUSH(counter->arena, counter->dating->links) = link;
}

/* The next higher number of the series of `at`, where one of the two lacks a day; with it all reports that give it. */
static void link_next(const struct counter *counter, size_t at)
{
    const struct count *own = &counter->counts.items[at];
    uint32_t next = 0;
    for (size_t i = at + 1; i < counter->counts.count; i++) {
        const struct count *other = &counter->counts.items[i];
        if (!str_equal(other->key, own->key) || (next && other->number > next))
            return;
        if (other->number == own->number || (is_given(counter, own->report) && is_given(counter, other->report)) ||
            !same_series(counter, own, other))
            continue;
        next = other->number;
        link_two(counter, own, other);
    }
}

void dating_number(struct arena *arena, const struct story *story, struct dating *dating)
{
    struct counter counter = {.arena = arena, .story = story, .dating = dating};
    collect(&counter);
    drop_surpassed(&counter);
    find_sides(&counter);
    for (size_t i = 0; i < counter.counts.count; i++) {
        link_next(&counter, i);
        if (!is_given(&counter, counter.counts.items[i].report))
            claim_bounds(&counter, i);
    }
}

/* What one end of a link, its day inferred, tells of the other. */
static void follow(struct arena *arena, const struct story *story, struct dating *dating,
                   const struct dating_link *link, bool forward)
{
    uint32_t of = forward ? link->after : link->before, by = forward ? link->before : link->after;
    struct dated *dated = &dating->reports[of];
    const struct dated *known = &dating->reports[by];
    long bound = forward ? known->from : known->to;
    bool tells = bound != STORY_NO_DAY && (forward ? dated->from == STORY_NO_DAY || dated->from < bound
                                                   : dated->to == STORY_NO_DAY || dated->to > bound);
    if (dated->given || known->given || !tells)
        return;
    struct dating_reason reason = {.kind = DATING_NUMBER, .from = forward ? bound : STORY_NO_DAY,
                                   .to = forward ? STORY_NO_DAY : bound, .best = STORY_NO_DAY,
                                   .confidence = link->confidence < known->confidence ? link->confidence
                                                                                      : known->confidence};
    reason.text = story_format(arena, "%.*s, which is not %s than that: %.*s",
                               STR_ARGS(story->facts->reports.items[by].id), forward ? "earlier" : "later",
                               STR_ARGS(link->text));
    for (int i = 0; i < MOST_EVIDENCE; i++)
        *ARENA_PUSH(arena, reason.evidence) = link->evidence[i];
    dating_narrow(dated, &reason);
    dating_claim(arena, dated, &reason);
}

void dating_follow(struct arena *arena, const struct story *story, struct dating *dating)
{
    for (size_t i = 0; i < dating->links.count; i++) /* in the order of their numbers */
        follow(arena, story, dating, &dating->links.items[i], true);
    for (size_t i = dating->links.count; i-- > 0;)
        follow(arena, story, dating, &dating->links.items[i], false);
}
