/* change_match.c - see change_match.h. */
#include "merge/change_match.h"

#include <stdlib.h>

#include "base/map.h"
#include "merge/internal.h"

static const struct story_facts *facts_of(const struct both *both, int side)
{
    return both->story[side]->facts;
}

static void join_reports(struct both *both)
{
    struct map names = {0};
    for (int side = THEN; side <= NOW; side++) {
        size_t count = facts_of(both, side)->reports.count;
        both->other[side] = arena_take(both->arena, count + 1, sizeof **both->other);
        for (size_t i = 0; i < count; i++)
            both->other[side][i] = NO_ITEM;
    }
    for (uint32_t i = 0; i < facts_of(both, THEN)->reports.count; i++)
        map_put(&names, both->arena, facts_of(both, THEN)->reports.items[i].id, i);
    for (uint32_t i = 0; i < facts_of(both, NOW)->reports.count; i++) {
        uint32_t then = map_get(&names, facts_of(both, NOW)->reports.items[i].id);
        if (then == MAP_NONE)
            continue;
        both->other[NOW][i] = then;
        both->other[THEN][then] = i;
    }
}

/* The same mention in both: its key in the record of a report that both have. */
static struct str mention_key(const struct both *both, int side, const struct story_mention *mention)
{
    uint32_t report = side == NOW ? mention->source.report : both->other[THEN][mention->source.report];
    return story_format(both->arena, "%u\n%.*s", (unsigned)report, STR_ARGS(mention->key));
}

static void join_identities(struct both *both)
{
    struct map mentions = {0}, keys = {0};
    const struct story *then = both->story[THEN], *now = both->story[NOW];
    both->identity = arena_take(both->arena, then->actors.count + 1, sizeof *both->identity);
    for (uint32_t i = 0; i < now->actors.count; i++)
        map_put(&keys, both->arena, now->actors.items[i].key, i);
    for (uint32_t i = 0; i < then->actors.count; i++)
        both->identity[i] = map_get(&keys, then->actors.items[i].key);
    for (uint32_t i = 0; i < now->facts->mentions.count; i++)
        map_put(&mentions, both->arena, mention_key(both, NOW, &now->facts->mentions.items[i]), now->who[i]);
    for (size_t i = then->facts->mentions.count; i > 0; i--) { /* the first counts */
        uint32_t who = map_get(&mentions, mention_key(both, THEN, &then->facts->mentions.items[i - 1]));
        if (who != MAP_NONE)
            both->identity[then->who[i - 1]] = who;
    }
}

void both_open(struct arena *arena, const struct story *then, const struct story *now, struct both *both)
{
    *both = (struct both){.arena = arena, .story = {then, now}};
    join_reports(both);
    join_identities(both);
}

bool both_same_version(const struct both *both, int side, uint32_t report)
{
    uint32_t other = both->other[side][report];
    return other != NO_ITEM && facts_of(both, side)->reports.items[report].version ==
                                   facts_of(both, !side)->reports.items[other].version;
}

struct actor_list both_actors_now(const struct both *both, const struct actor_list *then)
{
    struct actor_list now = {0};
    for (size_t i = 0; i < then->count; i++)
        if (both->identity[then->items[i]] != NO_ITEM)
            set_add(both->arena, &now, both->identity[then->items[i]]);
    return now;
}

/* A telling by what makes it the same in both: its place, or in a report of two versions its words, and which of those
 * it is. */
struct mark {
    uint32_t report; /* number of now; those gone come behind */
    uint64_t what;
    uint32_t nth;
    uint32_t start;
    int side;
    uint32_t item, telling;
};
LIST_TYPE(marks, struct mark);

static struct mark make_mark(const struct both *both, int side, const struct story_source *source)
{
    uint32_t other = both->other[side][source->report], now_count = (uint32_t)facts_of(both, NOW)->reports.count;
    struct mark mark = {.start = source->start, .side = side};
    mark.report = side == NOW ? source->report : other != NO_ITEM ? other : now_count + source->report;
    mark.what = both_same_version(both, side, source->report) ? (uint64_t)source->start << 32 | source->end
                                                              : str_hash(source->quote);
    return mark;
}

#define COMPARE(x, y, field) \
    if ((x)->field != (y)->field) \
    return (x)->field < (y)->field ? -1 : 1

static int compare_by_side(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    COMPARE(x, y, report);
    COMPARE(x, y, what);
    COMPARE(x, y, side);
    COMPARE(x, y, start);
    COMPARE(x, y, item);
    COMPARE(x, y, telling);
    return 0;
}

static int compare_marks(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    COMPARE(x, y, report);
    COMPARE(x, y, what);
    COMPARE(x, y, nth);
    return compare_by_side(a, b);
}

static bool same_words(const struct mark *a, const struct mark *b)
{
    return a->report == b->report && a->what == b->what;
}

static void collect_marks(struct matching *matching, struct marks *marks)
{
    for (int side = THEN; side <= NOW; side++)
        for (uint32_t i = 0; i < matching->items[side].count; i++)
            for (uint32_t t = 0; t < matching->items[side].items[i].tellings.count; t++) {
                struct mark mark =
                    make_mark(matching->both, side, &matching->items[side].items[i].tellings.items[t].source);
                mark.item = i;
                mark.telling = t;
                *ARENA_PUSH(matching->both->arena, *marks) = mark;
            }
}

/* Number the tellings; each item gets the set of its own, each telling its items. */
static void number_tellings(struct matching *matching)
{
    struct arena *arena = matching->both->arena;
    struct marks marks = {0};
    collect_marks(matching, &marks);
    if (marks.count)
        qsort(marks.items, marks.count, sizeof *marks.items, compare_by_side);
    for (size_t i = 1; i < marks.count; i++) {
        const struct mark *before = &marks.items[i - 1];
        struct mark *mark = &marks.items[i];
        if (same_words(before, mark) && before->side == mark->side)
            mark->nth = before->nth + (mark->start != before->start);
    }
    if (marks.count)
        qsort(marks.items, marks.count, sizeof *marks.items, compare_marks);
    for (int side = THEN; side <= NOW; side++)
        matching->holders[side] = ARENA_NEW(arena, struct actor_list, marks.count + 1);
    for (size_t i = 0; i < marks.count; i++) {
        const struct mark *mark = &marks.items[i];
        bool same = i && same_words(mark, &marks.items[i - 1]) && mark->nth == marks.items[i - 1].nth;
        matching->token_count += !same;
        uint32_t token = matching->token_count - 1;
        struct item *item = &matching->items[mark->side].items[mark->item];
        item->tellings.items[mark->telling].token = token;
        set_add(arena, &item->tokens, token);
        set_add(arena, &matching->holders[mark->side][token], mark->item);
    }
}

struct candidate {
    uint32_t then, now, shared;
};
LIST_TYPE(candidates, struct candidate);

static int compare_pairs(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    COMPARE(x, y, then);
    COMPARE(x, y, now);
    return 0;
}

/* Those that share most first. */
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    COMPARE(y, x, shared);
    return compare_pairs(a, b);
}

static void add_candidates(struct matching *matching, uint32_t token, struct candidates *candidates)
{
    const struct actor_list *then = &matching->holders[THEN][token], *now = &matching->holders[NOW][token];
    for (size_t i = 0; i < then->count; i++)
        for (size_t j = 0; j < now->count; j++)
            *ARENA_PUSH(matching->both->arena, *candidates) = (struct candidate){then->items[i], now->items[j], 1};
}

/* Each two once, with how many tellings they share. */
static void count_shared(struct candidates *candidates)
{
    size_t kept = 0;
    if (candidates->count)
        qsort(candidates->items, candidates->count, sizeof *candidates->items, compare_pairs);
    for (size_t i = 0; i < candidates->count; i++)
        if (kept && compare_pairs(&candidates->items[kept - 1], &candidates->items[i]) == 0)
            candidates->items[kept - 1].shared++;
        else
            candidates->items[kept++] = candidates->items[i];
    candidates->count = kept;
    if (kept)
        qsort(candidates->items, kept, sizeof *candidates->items, compare_candidates);
}

static void pair(struct matching *matching, uint32_t then, uint32_t now)
{
    struct item *a = &matching->items[THEN].items[then], *b = &matching->items[NOW].items[now];
    if (a->pair != NO_ITEM || b->pair != NO_ITEM)
        return;
    a->pair = now;
    b->pair = then;
}

static void pair_by_tellings(struct matching *matching)
{
    struct candidates candidates = {0};
    for (uint32_t token = 0; token < matching->token_count; token++)
        add_candidates(matching, token, &candidates);
    count_shared(&candidates);
    for (size_t i = 0; i < candidates.count; i++)
        pair(matching, candidates.items[i].then, candidates.items[i].now);
}

static void pair_by_key(struct matching *matching)
{
    struct map keys = {0};
    for (uint32_t i = 0; i < matching->items[NOW].count; i++)
        map_put(&keys, matching->both->arena, matching->items[NOW].items[i].key, i);
    for (uint32_t i = 0; i < matching->items[THEN].count; i++) {
        uint32_t now = map_get(&keys, matching->items[THEN].items[i].key);
        if (now != MAP_NONE)
            pair(matching, i, now);
    }
}

/* Reports of now that have another version then, each with the unpaired items it tells. */
static struct actor_list *items_of_revised(struct matching *matching)
{
    const struct both *both = matching->both;
    struct actor_list *items = ARENA_NEW(both->arena, struct actor_list, facts_of(both, NOW)->reports.count + 1);
    for (uint32_t i = 0; i < matching->items[NOW].count; i++) {
        const struct item *item = &matching->items[NOW].items[i];
        for (size_t t = 0; item->pair == NO_ITEM && t < item->tellings.count; t++) {
            uint32_t report = item->tellings.items[t].source.report;
            if (both->other[NOW][report] != NO_ITEM && !both_same_version(both, NOW, report))
                set_add(both->arena, &items[report], i);
        }
    }
    return items;
}

static void pair_by_likeness(struct matching *matching, bool alike(const struct both *, uint32_t, uint32_t))
{
    const struct both *both = matching->both;
    const struct actor_list *items = items_of_revised(matching);
    for (uint32_t i = 0; i < matching->items[THEN].count; i++) {
        const struct item *item = &matching->items[THEN].items[i];
        for (size_t t = 0; item->pair == NO_ITEM && t < item->tellings.count; t++) {
            uint32_t report = both->other[THEN][item->tellings.items[t].source.report];
            for (size_t c = 0; report != NO_ITEM && c < items[report].count; c++)
                if (alike(both, i, items[report].items[c]))
                    pair(matching, i, items[report].items[c]);
        }
    }
}

void match_items(struct matching *matching, bool alike(const struct both *both, uint32_t then, uint32_t now))
{
    for (int side = THEN; side <= NOW; side++)
        for (size_t i = 0; i < matching->items[side].count; i++)
            matching->items[side].items[i].pair = NO_ITEM;
    number_tellings(matching);
    pair_by_tellings(matching);
    pair_by_key(matching);
    if (alike)
        pair_by_likeness(matching, alike);
}
