/* near.c - see near.h. Invariant: a link with flags stands on both sides, NEAR_MINE of one being NEAR_THEIRS of the
 * other; a link without flags does not stand. */
#include "merge/near.h"

static struct near_link *find_link(const struct near_report *report, uint32_t other)
{
    for (size_t i = 0; i < report->links.count; i++)
        if (report->links.items[i].other == other)
            return &report->links.items[i];
    return NULL;
}

static void set_flag(struct arena *arena, struct near_report *report, uint32_t other, uint32_t similarity, unsigned flag)
{
    struct near_link *link = find_link(report, other);
    if (!link) {
        link = ARENA_PUSH(arena, report->links);
        *link = (struct near_link){.other = other};
    }
    link->similarity = (uint16_t)similarity;
    link->flags = (uint8_t)(link->flags | flag);
    report->changed = true;
}

static void drop_flags(struct near_report *report, uint32_t other, unsigned flags)
{
    struct near_link *link = find_link(report, other);
    if (!link)
        return;
    link->flags = (uint8_t)(link->flags & ~flags);
    if (!link->flags)
        *link = report->links.items[--report->links.count];
    report->changed = true;
}

/* Whether `a` is nearer than `b`. */
static bool is_nearer(const struct near_report *reports, const struct near_link *a, const struct near_link *b)
{
    if (a->similarity != b->similarity)
        return a->similarity > b->similarity;
    return reports[a->other].tie < reports[b->other].tie;
}

/* The farthest of a report's nearest, and how many they are. */
static const struct near_link *find_farthest(const struct near_report *reports, uint32_t report, size_t *count)
{
    const struct near_link *farthest = NULL;
    *count = 0;
    for (size_t i = 0; i < reports[report].links.count; i++) {
        const struct near_link *link = &reports[report].links.items[i];
        if (!(link->flags & NEAR_MINE))
            continue;
        ++*count;
        if (!farthest || is_nearer(reports, farthest, link))
            farthest = link;
    }
    return farthest;
}

uint32_t near_farthest(const struct near_report *reports, uint32_t report)
{
    size_t count;
    const struct near_link *farthest = find_farthest(reports, report, &count);
    return count == NEAR_MOST ? farthest->other : NEAR_NONE;
}

/* Make `other` one of the nearest of `report`, if it is. */
static void draw_near(struct arena *arena, struct near_report *reports, uint32_t report, uint32_t other,
                      uint32_t similarity)
{
    const struct near_link *known = find_link(&reports[report], other);
    const struct near_link link = {.other = other, .similarity = (uint16_t)similarity};
    size_t count;
    const struct near_link *farthest = find_farthest(reports, report, &count);
    if ((known && (known->flags & NEAR_MINE)) || (count == NEAR_MOST && !is_nearer(reports, &link, farthest)))
        return;
    if (count == NEAR_MOST) {
        uint32_t out = farthest->other;
        drop_flags(&reports[report], out, NEAR_MINE);
        drop_flags(&reports[out], report, NEAR_THEIRS);
    }
    set_flag(arena, &reports[report], other, similarity, NEAR_MINE);
    set_flag(arena, &reports[other], report, similarity, NEAR_THEIRS);
}

void near_connect(struct arena *arena, struct near_report *reports, const struct pair *pair)
{
    if (pair->similarity >= PAIR_SIMILAR) {
        draw_near(arena, reports, pair->a, pair->b, pair->similarity);
        draw_near(arena, reports, pair->b, pair->a, pair->similarity);
    }
    if (pair->copy) {
        set_flag(arena, &reports[pair->a], pair->b, pair->similarity, NEAR_COPY);
        set_flag(arena, &reports[pair->b], pair->a, pair->similarity, NEAR_COPY);
    }
}

void near_remove(struct near_report *reports, uint32_t report)
{
    for (size_t i = 0; i < reports[report].links.count; i++) {
        const struct near_link *link = &reports[report].links.items[i];
        struct near_report *other = &reports[link->other];
        size_t count;
        find_farthest(reports, link->other, &count);
        other->lacking = other->lacking || ((link->flags & NEAR_THEIRS) && count == NEAR_MOST);
        drop_flags(other, report, NEAR_MINE | NEAR_THEIRS | NEAR_COPY);
    }
    reports[report].links.count = 0;
    reports[report].changed = true;
    reports[report].lacking = false;
}

void near_forget(struct near_report *reports, uint32_t report)
{
    struct near_report *from = &reports[report];
    for (size_t i = from->links.count; i-- > 0;) {
        uint32_t other = from->links.items[i].other;
        if (!(from->links.items[i].flags & NEAR_MINE))
            continue;
        drop_flags(&reports[other], report, NEAR_THEIRS);
        drop_flags(from, other, NEAR_MINE);
    }
    from->lacking = false;
}
