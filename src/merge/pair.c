/* pair.c - see pair.h. Reports are looked up by the keys they have in common: the heaviest terms of their gists and the
 * smallest keys of their sketches. */
#include "merge/pair.h"

#include "base/sort.h"

enum {
    SHARED_HEADS = 2,  /* of GIST_HEADS, or the two are not compared */
    HEADS_SIMILAR = GIST_UNIT * 12 / 100, /* of the heaviest terms alone */
    SKETCH_HEADS = 24, /* keys of a sketch by which copies are looked for */
    RESEMBLES = 0x80   /* in struct finder's `shared`: they have one of these in common */
};

/* Which reports have a key: items of key and report, sorted by both. */
struct postings {
    uint64_t *items;
    size_t count;
};

struct finder {
    const struct compared *reports;
    uint32_t count, undated; /* the first `undated` reports have no day */
    struct postings terms, sequences;
    struct gist_table table, heads; /* of the report looked at: all its terms, the heaviest */
    uint8_t *shared; /* of every report: heads in common with the one looked at, RESEMBLES */
    uint32_t *met;   /* the reports where that is not 0 */
    uint32_t met_count;
};

static uint32_t sketch_heads(const struct sketch *sketch)
{
    return sketch->count < SKETCH_HEADS ? sketch->count : SKETCH_HEADS;
}

static void sort_postings(struct arena *arena, struct postings *postings)
{
    struct arena_place place = arena_here(arena);
    sort_items(postings->items, arena_take(arena, postings->count + 1, sizeof(uint64_t)), postings->count);
    arena_back(arena, place);
}

static void make_postings(struct arena *arena, struct finder *finder)
{
    finder->terms.items = arena_take(arena, (size_t)finder->count * GIST_HEADS + 1, sizeof(uint64_t));
    finder->sequences.items = arena_take(arena, (size_t)finder->count * SKETCH_HEADS + 1, sizeof(uint64_t));
    for (uint32_t r = 0; r < finder->count; r++) {
        const struct compared *report = &finder->reports[r];
        for (uint32_t i = 0; i < report->gist.head_count; i++)
            finder->terms.items[finder->terms.count++] = sort_item(report->gist.heads[i], r);
        for (uint32_t i = 0; i < sketch_heads(&report->sketch); i++)
            finder->sequences.items[finder->sequences.count++] = sort_item(report->sketch.keys[i], r);
    }
    sort_postings(arena, &finder->terms);
    sort_postings(arena, &finder->sequences);
}

/* The first item not below `item`. */
static size_t postings_find(const struct postings *postings, uint64_t item)
{
    size_t low = 0, high = postings->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (postings->items[middle] < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first report, from those with a day, whose day is not below `day`. */
static uint32_t find_day(const struct finder *finder, long day)
{
    uint32_t low = finder->undated, high = finder->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (finder->reports[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void meet(struct finder *finder, uint32_t report, bool sequence)
{
    uint8_t *shared = &finder->shared[report];
    if (!*shared)
        finder->met[finder->met_count++] = report;
    *shared = sequence ? *shared | RESEMBLES : (uint8_t)(*shared + 1);
}

/* Meet those of the reports [first, last) that have one of the keys of `report`. */
static void meet_between(struct finder *finder, const struct compared *report, uint32_t first, uint32_t last)
{
    const struct postings *terms = &finder->terms, *sequences = &finder->sequences;
    for (uint32_t i = 0; i < report->gist.head_count; i++) {
        uint64_t end = sort_item(report->gist.heads[i], last);
        for (size_t at = postings_find(terms, sort_item(report->gist.heads[i], first));
             at < terms->count && terms->items[at] < end; at++)
            meet(finder, sort_value(terms->items[at]), false);
    }
    for (uint32_t i = 0; i < sketch_heads(&report->sketch); i++) {
        uint64_t end = sort_item(report->sketch.keys[i], last);
        for (size_t at = postings_find(sequences, sort_item(report->sketch.keys[i], first));
             at < sequences->count && sequences->items[at] < end; at++)
            meet(finder, sort_value(sequences->items[at]), true);
    }
}

/* The heaviest terms alone. */
static struct gist gist_heads(const struct gist *gist)
{
    return (struct gist){.terms = gist->terms, .count = gist->head_count};
}

static void compare(const struct finder *finder, struct arena *arena, uint32_t a, uint32_t b, struct pair_list *out)
{
    const struct compared *left = &finder->reports[a], *right = &finder->reports[b];
    uint8_t shared = finder->shared[b];
    if (shared < SHARED_HEADS)
        return;
    bool copy = (shared & RESEMBLES) && sketch_resemblance(&left->sketch, &right->sketch) > PAIR_COPY;
    const struct gist right_heads = gist_heads(&right->gist);
    if (!(shared & RESEMBLES) && gist_table_similarity(&finder->heads, &right_heads) < HEADS_SIMILAR)
        return;
    uint32_t similarity = gist_table_similarity(&finder->table, &right->gist);
    if (copy || similarity >= PAIR_SIMILAR)
        *ARENA_PUSH(arena, *out) = (struct pair){a, b, similarity, copy};
}

static void find_pairs_of(struct finder *finder, struct arena *arena, uint32_t report, struct pair_list *out)
{
    const struct compared *of = &finder->reports[report];
    finder->met_count = 0;
    gist_tabulate(&finder->table, &of->gist);
    const struct gist heads = gist_heads(&of->gist);
    gist_tabulate(&finder->heads, &heads);
    if (of->day == NO_DAY) {
        meet_between(finder, of, 0, finder->count);
    } else {
        meet_between(finder, of, 0, finder->undated);
        meet_between(finder, of, find_day(finder, of->day - PAIR_DAYS), find_day(finder, of->day + PAIR_DAYS + 1));
    }
    for (uint32_t i = 0; i < finder->met_count; i++) {
        uint32_t other = finder->met[i];
        if (other > report || (other < report && !finder->reports[other].fresh))
            compare(finder, arena, report, other, out);
        finder->shared[other] = 0;
    }
}

void pair_find(struct arena *arena, const struct compared *reports, uint32_t count, struct pair_list *out)
{
    struct finder finder = {.reports = reports, .count = count};
    while (finder.undated < count && reports[finder.undated].day == NO_DAY)
        finder.undated++;
    finder.shared = ARENA_NEW(arena, uint8_t, count + 1);
    finder.met = arena_take(arena, count + 1, sizeof *finder.met);
    make_postings(arena, &finder);
    for (uint32_t r = 0; r < count; r++)
        if (reports[r].fresh)
            find_pairs_of(&finder, arena, r, out);
}
