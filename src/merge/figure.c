/* figure.c - finds numbers of one thing that cannot both be right (clash_find_figures of clash.h).
 *
 * Input: figures with the words around them. Output: conflicts. Two figures are of one thing where their unit is the
 * same, the reports of one event within 3 days, and the sentences round them alike (45 %, in three telling words). They
 * are set against each other where neither report gives the other number too, what qualifies them leaves no room for
 * both, and the one does not simply follow the other: a count that moves from day to day is no conflict. Invariant:
 * which two are of one thing depends on these alone. */
#include <math.h>
#include <stdlib.h>

#include "merge/clash.h"

enum { NEAR_DAYS = 3, SAME = 450 /* in 1/1000 */, LEAST_SHARED = 3, HEADS = 6 };

struct told_figure {
    const struct story_figure *figure;
    struct heard heard;
    struct wording wording;
};

struct figures {
    struct clashes *clashes;
    LIST(struct told_figure) told;
    struct cluster cluster;
};

/* From the last end of a sentence before the figure to the first behind it. Without the number itself. */
static struct wording wording_around(struct clashes *clashes, const struct story_figure *figure)
{
    struct str context = figure->context, quote = figure->source.quote;
    const char *at = quote.len && context.len ? memmem(context.ptr, context.len, quote.ptr, quote.len) : NULL;
    if (!at)
        return (struct wording){0};
    const char *from = at, *to = at + quote.len, *end = context.ptr + context.len;
    while (from > context.ptr && from[-1] != '\n' && !(from - context.ptr > 1 && from[-1] == ' ' && from[-2] == '.'))
        from--;
    while (to < end && *to != '\n' && !(*to == '.' && (to + 1 == end || to[1] == ' ' || to[1] == '\n')))
        to++;
    const char *behind = at + quote.len;
    struct str words = story_format(clashes->arena, "%.*s %.*s", (int)(at - from), from, (int)(to - behind), behind);
    return wording_of(clashes->arena, clashes->story->rarity, words);
}

/* Is what is counted named with the number, "32 hostages" or "$2,000", and not only understood: "120 were hurt"? */
static bool names_unit(const struct story_figure *figure)
{
    enum { BEGINNING = 4 };
    char folded[TOKEN_FOLD_SIZE];
    struct str quote = figure->source.quote, word, unit = figure->unit;
    unit.len = unit.len > BEGINNING ? BEGINNING : unit.len;
    for (size_t at = 0; (word = wording_next(quote, &at, folded)).len;)
        if (str_starts(word, unit))
            return true;
    for (size_t i = 0; i < quote.len; i++)
        if (quote.ptr[i] == '$' || (unsigned char)quote.ptr[i] >= 0x80)
            return true;
    return false;
}

/* Does the sentence count the same again, "16 in Oslo and 24 in Bergen"? Then each is of something more. */
static bool is_one_of_several(const struct story_figures *facts, size_t at)
{
    enum { NEAR_BYTES = 100 };
    const struct story_figure *it = &facts->items[at];
    for (size_t i = at ? at - 1 : 0; i <= at + 1 && i < facts->count; i++) {
        const struct story_figure *other = &facts->items[i];
        if (i != at && other->source.report == it->source.report && str_equal(other->unit, it->unit) &&
            other->value != it->value && names_unit(other) &&
            labs((long)other->source.start - (long)it->source.start) <= NEAR_BYTES)
            return true;
    }
    return false;
}

static void take_figures(struct figures *figures)
{
    struct clashes *clashes = figures->clashes;
    const struct story_figures *facts = &clashes->story->facts->figures;
    for (size_t i = 0; i < facts->count; i++) {
        const struct story_figure *figure = &facts->items[i];
        long day = story_published(clashes->story, figure->source.report);
        struct told_figure told = {.figure = figure,
                                   .heard = {figure->source, STR(""), figure->source.quote, figure->value, day,
                                             clashes->voices[figure->source.report]}};
        if (day == STORY_NO_DAY || !names_unit(figure) || is_one_of_several(facts, i))
            continue;
        told.wording = wording_around(clashes, figure);
        if (told.wording.telling >= LEAST_SHARED)
            *ARENA_PUSH(clashes->arena, figures->told) = told;
    }
}

static uint32_t shared_telling(const struct wording *a, const struct wording *b)
{
    uint32_t count = 0;
    for (size_t i = 0; i < a->keys.count; i++)
        count += a->weights[i] >= WORDING_TELLING && set_has(&b->keys, a->keys.items[i]);
    return count;
}

static bool are_one(const struct figures *figures, const struct told_figure *a, const struct told_figure *b)
{
    const struct story_report *reports = figures->clashes->story->facts->reports.items;
    return str_equal(a->figure->unit, b->figure->unit) &&
           reports[a->heard.source.report].event == reports[b->heard.source.report].event &&
           wording_likeness(&a->wording, &b->wording) >= SAME &&
           shared_telling(&a->wording, &b->wording) >= LEAST_SHARED;
}

static void look(void *context, uint32_t a, uint32_t b)
{
    struct figures *figures = context;
    if (cluster_first(&figures->cluster, a) != cluster_first(&figures->cluster, b) &&
        are_one(figures, &figures->told.items[a], &figures->told.items[b]))
        cluster_join(&figures->cluster, a, b);
}

static void join_figures(struct figures *figures)
{
    struct block_list blocks = {0};
    for (uint32_t i = 0; i < figures->told.count; i++) {
        const struct told_figure *told = &figures->told.items[i];
        uint32_t heads[HEADS];
        size_t count = wording_heads(&told->wording, HEADS, heads);
        for (size_t h = 0; h < count; h++)
            *ARENA_PUSH(figures->clashes->arena, blocks) =
                (struct block_entry){str_hash(told->figure->unit) ^ heads[h], told->heard.day, i};
    }
    block_sort(&blocks);
    figures->cluster = cluster_new(figures->clashes->arena, (uint32_t)figures->told.count);
    block_pairs(&blocks, NEAR_DAYS, figures, look);
}

/* One cluster while it is looked at: its figures are told.items[members[..]]. */
struct counted {
    struct figures *figures;
    const uint32_t *members;
    uint32_t count;
};

static const struct told_figure *member(const struct counted *counted, uint32_t i)
{
    return &counted->figures->told.items[counted->members[i]];
}

bool figures_leave_room(const struct story_figure *a, const struct story_figure *b)
{
    double room = a->qualifier.len || b->qualifier.len ? 0.25 : 0.005;
    return fabs(a->value - b->value) <= room * fmax(fabs(a->value), fabs(b->value));
}

bool figure_is_given(const struct story *story, uint32_t report, const struct story_figure *other)
{
    const struct story_figures *facts = &story->facts->figures;
    size_t low = 0, high = facts->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (facts->items[middle].source.report < report)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i < facts->count && facts->items[i].source.report == report; i++)
        if (facts->items[i].value == other->value && str_equal(facts->items[i].unit, other->unit))
            return true;
    return false;
}

/* Is the one number told from some day on, and the other not after that? Then it has changed. */
static bool follows(const struct counted *counted, double earlier, double later)
{
    long last = LONG_MIN, first = LONG_MAX;
    for (uint32_t i = 0; i < counted->count; i++) {
        const struct heard *heard = &member(counted, i)->heard;
        if (heard->value == earlier && heard->day > last)
            last = heard->day;
        if (heard->value == later && heard->day < first)
            first = heard->day;
    }
    return last < first;
}

static bool contradict(const struct counted *counted, const struct told_figure *a, const struct told_figure *b)
{
    const struct story *story = counted->figures->clashes->story;
    return clash_parted(&a->heard, &b->heard) && !figures_leave_room(a->figure, b->figure) &&
           !figure_is_given(story, a->heard.source.report, b->figure) &&
           !figure_is_given(story, b->heard.source.report, a->figure) &&
           !follows(counted, a->heard.value, b->heard.value) && !follows(counted, b->heard.value, a->heard.value);
}

static void look_through(const struct counted *counted)
{
    struct clashes *clashes = counted->figures->clashes;
    struct heard_list heard = {0};
    for (uint32_t i = 0; i < counted->count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < counted->count && !found; j++)
            found = contradict(counted, member(counted, i), member(counted, j));
        if (found)
            *ARENA_PUSH(clashes->arena, heard) = member(counted, i)->heard;
    }
    struct str unit = member(counted, 0)->figure->unit;
    struct story_conflict conflict = {
        .kind = CONFLICT_FIGURE, .about = story_format(clashes->arena, "number of %.*s", STR_ARGS(unit)),
        .reason = STR("one thing, told in like words within days to be of different numbers")};
    if (heard.count > 1)
        clash_write(clashes, conflict, &heard);
}

static void note_counted(const struct counted *counted)
{
    struct clashes *clashes = counted->figures->clashes;
    struct actor_list facts = {0};
    for (uint32_t i = 0; i < counted->count; i++)
        set_add(clashes->arena, &facts,
                (uint32_t)(member(counted, i)->figure - clashes->story->facts->figures.items));
    *ARENA_PUSH(clashes->arena, clashes->story->counted) = facts;
}

void clash_find_figures(struct clashes *clashes)
{
    struct figures figures = {.clashes = clashes};
    take_figures(&figures);
    join_figures(&figures);
    struct cluster_groups groups = cluster_groups(clashes->arena, &figures.cluster);
    for (uint32_t g = 0; g < groups.count; g++) {
        struct counted counted = {&figures, groups.items + groups.start[g], groups.start[g + 1] - groups.start[g]};
        if (counted.count < 2)
            continue;
        note_counted(&counted);
        look_through(&counted);
    }
}
