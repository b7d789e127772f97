/* group.c - see group.h.
 *
 * One text in versions is one voice, and so on from pair to pair. Two reports of a pair tell of one event if what is
 * round the one is like what is round the other: N(i) are report i and those similar to it, and the mean similarity over
 * N(i) × N(j) must reach EVENT_MEAN. So a report that lies between two events does not join them. With g the gists as
 * vectors, that mean is Σ_{b in N(j)} (Σ_{a in N(i)} g_a)·g_b / (|N(i)|·|N(j)|). */
#include "merge/group.h"

#include "base/sort.h"

static const uint64_t EVENT_MEAN = (uint64_t)GIST_UNIT * GIST_UNIT * 30 / 100;

struct grouper {
    const struct grouped *reports;
    uint32_t count;
    uint32_t *start, *near; /* N(i) less i: near[start[i]] to near[start[i + 1]]; of reports that are inside */
    uint32_t *first_term;   /* of every report: where its terms stand in term_ids */
    uint32_t *term_ids;     /* terms as numbers from 0 */
    uint64_t *around;       /* of every term: its weight in the sum of the gists round the report looked at */
    uint64_t *product;      /* of every report: that sum times its gist, where `known` is the report looked at + 1 */
    uint32_t *known;
};

/* The first report of the group: a tree of each group, its root the first (union-find). */
static uint32_t find_first(uint32_t *parents, uint32_t report)
{
    while (parents[report] != report) {
        parents[report] = parents[parents[report]];
        report = parents[report];
    }
    return report;
}

static void join(uint32_t *parents, uint32_t a, uint32_t b)
{
    uint32_t left = find_first(parents, a), right = find_first(parents, b);
    if (left < right)
        parents[right] = left;
    else
        parents[left] = right;
}

static void list_neighbours(struct arena *arena, struct grouper *grouper, const struct pair_list *pairs)
{
    uint32_t *start = grouper->start = ARENA_NEW(arena, uint32_t, grouper->count + 2);
    grouper->near = arena_take(arena, 2 * pairs->count + 1, sizeof(uint32_t));
    for (size_t i = 0; i < pairs->count; i++)
        if (pairs->items[i].similarity >= PAIR_SIMILAR) {
            start[pairs->items[i].a + 2]++;
            start[pairs->items[i].b + 2]++;
        }
    for (uint32_t r = 0; r < grouper->count; r++)
        start[r + 2] += start[r + 1];
    for (size_t i = 0; i < pairs->count; i++)
        if (pairs->items[i].similarity >= PAIR_SIMILAR) {
            grouper->near[start[pairs->items[i].a + 1]++] = pairs->items[i].b;
            grouper->near[start[pairs->items[i].b + 1]++] = pairs->items[i].a;
        }
}

/* Give the terms of all gists numbers. */
static void number_terms(struct arena *arena, struct grouper *grouper)
{
    uint32_t *first = grouper->first_term = arena_take(arena, grouper->count + 1, sizeof *first), total = 0, ids = 0;
    for (uint32_t r = 0; r < grouper->count; total += grouper->reports[r++].gist.count)
        first[r] = total;
    grouper->term_ids = arena_take(arena, total + 1, sizeof(uint32_t));
    struct arena_place place = arena_here(arena);
    uint64_t *items = arena_take(arena, total + 1, sizeof *items), *spare = arena_take(arena, total + 1, sizeof *spare);
    for (uint32_t r = 0; r < grouper->count; r++)
        for (uint32_t i = 0; i < grouper->reports[r].gist.count; i++)
            items[first[r] + i] = sort_item(grouper->reports[r].gist.terms[i].key, first[r] + i);
    sort_items(items, spare, total);
    for (uint32_t i = 0; i < total; i++) {
        ids += i && sort_key(items[i]) != sort_key(items[i - 1]);
        grouper->term_ids[sort_value(items[i])] = ids;
    }
    arena_back(arena, place);
    grouper->around = ARENA_NEW(arena, uint64_t, ids + 1);
}

/* Add the gist of a report to `around`, or set its terms there to 0. */
static void add_gist(struct grouper *grouper, uint32_t report, bool clear)
{
    const struct gist *gist = &grouper->reports[report].gist;
    const uint32_t *ids = grouper->term_ids + grouper->first_term[report];
    for (uint32_t i = 0; i < gist->count; i++)
        grouper->around[ids[i]] = clear ? 0 : grouper->around[ids[i]] + gist->terms[i].weight;
}

static void look_around(struct grouper *grouper, uint32_t report, bool clear)
{
    add_gist(grouper, report, clear);
    for (uint32_t i = grouper->start[report]; i < grouper->start[report + 1]; i++)
        add_gist(grouper, grouper->near[i], clear);
}

/* What is round the report looked at, times the gist of `other`. */
static uint64_t product_with(struct grouper *grouper, uint32_t looked_at, uint32_t other)
{
    if (grouper->known[other] == looked_at + 1)
        return grouper->product[other];
    const struct gist *gist = &grouper->reports[other].gist;
    const uint32_t *ids = grouper->term_ids + grouper->first_term[other];
    uint64_t sum = 0;
    for (uint32_t i = 0; i < gist->count; i++)
        sum += grouper->around[ids[i]] * gist->terms[i].weight;
    grouper->known[other] = looked_at + 1;
    return grouper->product[other] = sum;
}

static bool is_one_event(struct grouper *grouper, uint32_t looked_at, uint32_t other)
{
    const uint32_t *start = grouper->start;
    uint64_t sum = product_with(grouper, looked_at, other);
    for (uint32_t i = start[other]; i < start[other + 1]; i++)
        sum += product_with(grouper, looked_at, grouper->near[i]);
    uint64_t pairs = (uint64_t)(start[looked_at + 1] - start[looked_at] + 1) * (start[other + 1] - start[other] + 1);
    return sum >= pairs * EVENT_MEAN;
}

/* Join the report with those behind it that tell of the same event. */
static void join_events(struct grouper *grouper, uint32_t report, uint32_t *events)
{
    bool looked = false;
    for (uint32_t i = grouper->start[report]; i < grouper->start[report + 1]; i++) {
        uint32_t other = grouper->near[i];
        if (other < report || !grouper->reports[other].inside ||
            find_first(events, report) == find_first(events, other))
            continue;
        if (!looked)
            look_around(grouper, report, false);
        looked = true;
        if (is_one_event(grouper, report, other))
            join(events, report, other);
    }
    if (looked)
        look_around(grouper, report, true);
}

static void join_copies(const struct grouped *reports, const struct pair_list *pairs, uint32_t *voices)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (pairs->items[i].copy && reports[pairs->items[i].a].inside && reports[pairs->items[i].b].inside)
            join(voices, pairs->items[i].a, pairs->items[i].b);
}

void group_reports(struct arena *arena, struct grouped *reports, uint32_t count, const struct pair_list *pairs)
{
    struct grouper grouper = {.reports = reports, .count = count};
    uint32_t *voices = arena_take(arena, count + 1, sizeof *voices);
    uint32_t *events = arena_take(arena, count + 1, sizeof *events);
    grouper.product = arena_take(arena, count + 1, sizeof *grouper.product);
    grouper.known = ARENA_NEW(arena, uint32_t, count + 1);
    list_neighbours(arena, &grouper, pairs);
    number_terms(arena, &grouper);
    for (uint32_t r = 0; r < count; r++)
        voices[r] = r;
    join_copies(reports, pairs, voices);
    for (uint32_t r = 0; r < count; r++)
        events[r] = voices[r];
    for (uint32_t r = 0; r < count; r++)
        if (reports[r].inside)
            join_events(&grouper, r, events);
    for (uint32_t r = 0; r < count; r++) {
        reports[r].voice = find_first(voices, r);
        reports[r].event = find_first(events, r);
    }
}
