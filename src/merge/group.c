/* group.c - see group.h.
 *
 * One text in versions is one voice, and so on from link to link. Two reports of which one is near the other tell of
 * one event if what is round the one is like what is round the other: N(i) are report i and its nearest, and the mean
 * similarity over N(i) × N(j) must reach EVENT_MEAN; two that are not linked count as not similar, a report and itself
 * as 1. So a report that lies between two events does not join them. With s(b) = Σ_{a in N(i)} similarity(a, b) that
 * mean is Σ_{b in N(j)} s(b) / (|N(i)|·|N(j)|), and s is spread from i over two links. */
#include "merge/group.h"

static const uint64_t EVENT_MEAN = (uint64_t)GIST_UNIT * 25 / 100;

struct grouper {
    const struct near_report *reports;
    const uint32_t *order, *rank;
    uint64_t *around;              /* of every report: s */
    uint32_t *met, met_count;      /* those where that is not 0; one more may be written */
    uint32_t nearest;              /* |N(i)| */
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

static void meet(struct grouper *grouper, uint32_t report, uint64_t similarity)
{
    grouper->met[grouper->met_count] = report;
    grouper->met_count += !grouper->around[report];
    grouper->around[report] += similarity;
}

/* Add what is similar to the report, itself included, to s. */
static void spread(struct grouper *grouper, uint32_t report)
{
    const struct near_report *from = &grouper->reports[report];
    meet(grouper, report, GIST_UNIT);
    for (size_t i = 0; i < from->links.count; i++)
        if (from->links.items[i].flags & (NEAR_MINE | NEAR_THEIRS))
            meet(grouper, from->links.items[i].other, from->links.items[i].similarity);
    grouper->nearest++;
}

static void look_around(struct grouper *grouper, uint32_t report)
{
    const struct near_report *from = &grouper->reports[report];
    spread(grouper, report);
    for (size_t i = 0; i < from->links.count; i++)
        if (from->links.items[i].flags & NEAR_MINE)
            spread(grouper, from->links.items[i].other);
}

static void look_away(struct grouper *grouper)
{
    for (uint32_t i = 0; i < grouper->met_count; i++)
        grouper->around[grouper->met[i]] = 0;
    grouper->met_count = 0;
    grouper->nearest = 0;
}

/* Whether the report looked at and this one tell of one event. */
static bool is_one_event(const struct grouper *grouper, uint32_t report)
{
    const struct near_report *to = &grouper->reports[report];
    uint64_t sum = grouper->around[report], nearest = 1;
    for (size_t i = 0; i < to->links.count; i++)
        if (to->links.items[i].flags & NEAR_MINE) {
            sum += grouper->around[to->links.items[i].other];
            nearest++;
        }
    return sum >= grouper->nearest * nearest * EVENT_MEAN;
}

/* Join report number `at` with those behind it that tell of the same event. */
static void join_events(struct grouper *grouper, uint32_t at, uint32_t *events)
{
    uint32_t report = grouper->order[at];
    const struct near_report *from = &grouper->reports[report];
    for (size_t i = 0; i < from->links.count; i++) {
        const struct near_link *link = &from->links.items[i];
        uint32_t other = grouper->rank[link->other];
        if (!(link->flags & (NEAR_MINE | NEAR_THEIRS)) || other == NOT_INSIDE || other < at ||
            find_first(events, at) == find_first(events, other))
            continue;
        if (!grouper->nearest)
            look_around(grouper, report);
        if (is_one_event(grouper, link->other))
            join(events, at, other);
    }
    look_away(grouper);
}

static void join_copies(const struct grouper *grouper, uint32_t at, uint32_t *voices)
{
    const struct near_report *from = &grouper->reports[grouper->order[at]];
    for (size_t i = 0; i < from->links.count; i++) {
        uint32_t other = grouper->rank[from->links.items[i].other];
        if ((from->links.items[i].flags & NEAR_COPY) && other != NOT_INSIDE)
            join(voices, at, other);
    }
}

void group_reports(struct arena *arena, const struct near_report *reports, uint32_t report_count, const uint32_t *order,
                   uint32_t count, const uint32_t *rank, uint32_t *events, uint32_t *voices)
{
    struct grouper grouper = {.reports = reports, .order = order, .rank = rank,
                              .around = ARENA_NEW(arena, uint64_t, report_count + 1),
                              .met = arena_take(arena, report_count + 1, sizeof *grouper.met)};
    for (uint32_t i = 0; i < count; i++)
        voices[i] = i;
    for (uint32_t i = 0; i < count; i++)
        join_copies(&grouper, i, voices);
    for (uint32_t i = 0; i < count; i++)
        events[i] = voices[i];
    for (uint32_t i = 0; i < count; i++)
        join_events(&grouper, i, events);
    for (uint32_t i = 0; i < count; i++) {
        voices[i] = find_first(voices, i);
        events[i] = find_first(events, i);
    }
}
