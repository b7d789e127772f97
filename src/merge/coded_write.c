/* coded_write.c - makes one political event of what reports tell of it (coded_write of coded.h), and finds which are
 * disputed (story_find_disputes of story.h).
 *
 * What tellings differ in goes by voices: copies of one text have one vote. Invariant: of as many votes the first told
 * counts, in the order of the reports. */
#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "merge/coded.h"

/* One item while it is written. */
struct writing {
    struct coded_writer *writer;
    const struct coded_telling *tellings;
    size_t count;
    struct story_coded item;
};

static int compare_ballots(const void *a, const void *b)
{
    const struct ballot *x = a, *y = b;
    int order = str_compare(x->value, y->value);
    if (!order)
        order = (x->voice > y->voice) - (x->voice < y->voice);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static int compare_rows(const void *a, const void *b)
{
    const struct tally_row *x = a, *y = b;
    if (x->votes != y->votes)
        return x->votes > y->votes ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

/* The values by how many voices give them, in writer->rows; returns how many. The ballots are used up. */
static size_t count_votes(struct coded_writer *writer)
{
    writer->rows.count = 0;
    if (writer->ballots.count)
        qsort(writer->ballots.items, writer->ballots.count, sizeof *writer->ballots.items, compare_ballots);
    for (size_t i = 0; i < writer->ballots.count; i++) {
        const struct ballot *it = &writer->ballots.items[i];
        bool same = i && str_equal(it->value, it[-1].value);
        if (!same)
            *ARENA_PUSH(writer->arena, writer->rows) = (struct tally_row){it->value, 0, it->at};
        struct tally_row *row = &writer->rows.items[writer->rows.count - 1];
        row->votes += !same || it->voice != it[-1].voice;
        row->first = it->at < row->first ? it->at : row->first;
    }
    if (writer->rows.count)
        qsort(writer->rows.items, writer->rows.count, sizeof *writer->rows.items, compare_rows);
    writer->ballots.count = 0;
    return writer->rows.count;
}

static struct str most_told(struct writing *writing)
{
    return count_votes(writing->writer) ? writing->writer->rows.items[0].value : STR("");
}

static const struct story_coding *coding_at(const struct writing *writing, size_t i)
{
    return &writing->writer->story->facts->codings.items[writing->tellings[i].coding];
}

static void vote(struct writing *writing, size_t i, struct str value)
{
    const struct story_facts *facts = writing->writer->story->facts;
    if (value.len)
        *ARENA_PUSH(writing->writer->arena, writing->writer->ballots) =
            (struct ballot){value, facts->reports.items[coding_at(writing, i)->source.report].voice, (uint32_t)i};
}

#define VOTE_OF(writing, field)                                       \
    do {                                                              \
        for (size_t i = 0; i < (writing)->count; i++)                 \
            vote(writing, i, coding_at(writing, i)->field);           \
        (writing)->item.field = most_told(writing);                   \
    } while (0)

static void set_contexts(struct writing *writing)
{
    for (size_t i = 0; i < writing->count; i++)
        for (size_t c = 0; c < coding_at(writing, i)->contexts.count; c++)
            vote(writing, i, coding_at(writing, i)->contexts.items[c]);
    size_t count = count_votes(writing->writer);
    const struct tally_row *rows = writing->writer->rows.items;
    for (size_t i = 0; i < count && 2 * rows[i].votes >= rows[0].votes; i++)
        *ARENA_PUSH_ONE(writing->writer->arena, writing->item.contexts) = rows[i].value;
}

/* The end of the telling that is the end of the item; NULL: nobody. */
static const struct story_end *end_as(const struct coded_telling *telling, const struct coded_end *end, int slot)
{
    if (telling->ends[slot] == end->number)
        return telling->as[slot];
    return telling->as[!slot];
}

static void set_end(struct writing *writing, int slot)
{
    struct coded_end *end = &writing->item.ends[slot];
    const struct story *story = writing->writer->story;
    for (size_t i = 0; i < writing->count; i++) {
        const struct story_end *as = end_as(&writing->tellings[i], end, slot);
        if (as && as->mention != NO_ACTOR && !end->who.count)
            *ARENA_PUSH_ONE(writing->writer->arena, end->who) = story->who[as->mention];
        else if (as && as->mention != NO_ACTOR)
            set_add(writing->writer->arena, &end->who, story->who[as->mention]);
        vote(writing, i, as ? as->country : STR(""));
    }
    end->country = most_told(writing);
    for (size_t i = 0; i < writing->count; i++) {
        const struct story_end *as = end_as(&writing->tellings[i], end, slot);
        vote(writing, i, as ? as->sector : STR(""));
    }
    end->sector = most_told(writing);
}

/* Source and target as the first telling has them; where reciprocal, by key. */
static void set_ends(struct writing *writing)
{
    const struct coded_telling *first = &writing->tellings[0];
    struct coded_end *ends = writing->item.ends;
    for (int slot = 0; slot < 2; slot++)
        ends[slot] = writing->writer->ends->list.items[first->ends[slot]];
    for (size_t i = 0; i < writing->count; i++)
        writing->item.reciprocal = writing->item.reciprocal || coding_at(writing, i)->reciprocal;
    bool both = ends[0].number != CODED_NOBODY && ends[1].number != CODED_NOBODY;
    if (writing->item.reciprocal && both && str_compare(ends[0].key, ends[1].key) > 0) {
        struct coded_end other = ends[0];
        ends[0] = ends[1];
        ends[1] = other;
    }
    set_end(writing, 0);
    set_end(writing, 1);
}

/* Status, day and its basis. */
static void set_when(struct writing *writing)
{
    const struct coded_telling *first = &writing->tellings[0];
    struct story_coded *item = &writing->item;
    item->status = coding_at(writing, 0)->status;
    item->basis = first->basis;
    for (size_t i = 1; i < writing->count; i++) {
        if (coding_at(writing, i)->status == CODING_PAST)
            item->status = CODING_PAST;
        if (writing->tellings[i].basis == CODED_TOLD)
            item->basis = CODED_TOLD;
    }
    item->day = item->basis == CODED_UNDATED ? STORY_NO_DAY : first->at;
    item->told = item->basis != CODED_UNDATED
                     ? first->at : story_published(writing->writer->story, coding_at(writing, 0)->source.report);
    if (item->basis == CODED_UNDATED)
        VOTE_OF(writing, when);
}

/* A coding that names one end in two ways tells it once. */
static void add_sources(struct writing *writing)
{
    struct arena *arena = writing->writer->arena;
    struct story_coded *item = &writing->item;
    for (size_t i = 0; i < writing->count; i++) {
        const struct story_coding *coding = coding_at(writing, i);
        if (i && writing->tellings[i].coding == writing->tellings[i - 1].coding)
            continue;
        *ARENA_PUSH_ONE(arena, item->codings) = writing->tellings[i].coding;
        *ARENA_PUSH_ONE(arena, item->sources) = coding->source;
        item->confidence = coding->confidence > item->confidence ? coding->confidence : item->confidence;
        if (!item->reports.count || item->reports.items[item->reports.count - 1] != coding->source.report)
            *ARENA_PUSH_ONE(arena, item->reports) = coding->source.report;
    }
}

/* What goes with the CAMEO code that was chosen; without one, what the first telling has. */
static void set_scores(struct writing *writing)
{
    size_t best = 0;
    while (best < writing->count && !str_equal(coding_at(writing, best)->cameo, writing->item.cameo))
        best++;
    const struct story_coding *coding = coding_at(writing, best < writing->count ? best : 0);
    writing->item.goldstein = writing->item.cameo.len ? coding->goldstein : NAN;
    writing->item.penta = coding->penta;
}

static struct str lower_case(struct arena *arena, const char *name)
{
    struct str text = str_of(name);
    char *bytes = arena_copy(arena, text.ptr, text.len);
    for (size_t i = 0; i < text.len; i++)
        bytes[i] = ascii_lower(bytes[i]);
    return str_make(bytes, text.len);
}

/* "1978-09-05-consult-egypt-israel"; of what did not happen with its status behind it. */
static struct str key_of(struct writing *writing)
{
    struct arena *arena = writing->writer->arena;
    const struct story_coded *item = &writing->item;
    struct str day = item->told == STORY_NO_DAY ? STR("undated") : story_day(arena, item->told);
    struct str key = story_format(arena, "%.*s-%.*s", STR_ARGS(day),
                                  STR_ARGS(lower_case(arena, plover_event_names[item->event])));
    for (int slot = 0; slot < 2; slot++)
        if (item->ends[slot].key.len)
            key = story_format(arena, "%.*s-%.*s", STR_ARGS(key), STR_ARGS(item->ends[slot].key));
    if (item->status != CODING_PAST && item->status != CODING_ONGOING)
        key = story_format(arena, "%.*s-%s", STR_ARGS(key), coding_status_names[item->status]);
    return story_key(arena, &writing->writer->keys, key);
}

static struct str reason_of(const struct writing *writing)
{
    size_t given = 0;
    const struct story_coded *item = &writing->item;
    for (size_t i = 0; i < writing->count; i++)
        given += writing->tellings[i].basis == CODED_TOLD &&
                 (!i || writing->tellings[i].coding != writing->tellings[i - 1].coding);
    if (item->codings.count == 1)
        return STR("told once");
    return story_format(writing->writer->arena,
                        "%zu tellings, %zu with days: same %s, event and class of status, one day%s",
                        item->codings.count, given, item->reciprocal ? "pair" : "source and target",
                        item->basis == CODED_UNDATED ? " of reports" : "");
}

void coded_write(struct coded_writer *writer, const struct coded_telling *tellings, size_t count)
{
    struct writing writing = {.writer = writer, .tellings = tellings, .count = count};
    struct story_coded *item = &writing.item;
    item->event = coding_at(&writing, 0)->event;
    set_ends(&writing);
    set_when(&writing);
    VOTE_OF(&writing, mode);
    VOTE_OF(&writing, cameo);
    VOTE_OF(&writing, place);
    set_contexts(&writing);
    set_scores(&writing);
    add_sources(&writing);
    item->reason = reason_of(&writing);
    item->key = key_of(&writing);
    *ARENA_PUSH(writer->arena, writer->story->coded) = *item;
}

/* What was done, for what is denied to be found by. */
static int compare_done(const struct story_coded *a, const struct story_coded *b)
{
    uint32_t low_a = a->ends[0].number < a->ends[1].number ? a->ends[0].number : a->ends[1].number;
    uint32_t low_b = b->ends[0].number < b->ends[1].number ? b->ends[0].number : b->ends[1].number;
    uint32_t high_a = a->ends[0].number + a->ends[1].number - low_a;
    uint32_t high_b = b->ends[0].number + b->ends[1].number - low_b;
    if (low_a != low_b)
        return low_a < low_b ? -1 : 1;
    if (high_a != high_b)
        return high_a < high_b ? -1 : 1;
    if (a->event != b->event)
        return a->event < b->event ? -1 : 1;
    return (a->told > b->told) - (a->told < b->told);
}

static int compare_pointers(const void *a, const void *b)
{
    const struct story_coded *const *x = a, *const *y = b;
    int order = compare_done(*x, *y);
    return order ? order : (*x > *y) - (*x < *y);
}

struct disputing {
    struct arena *arena;
    struct story *story;
    struct story_coded **done; /* in order of compare_done */
    size_t count;
};

/* Whether the two are told by more than one voice, or by one that cites others for it. */
static bool differ_in_voice(const struct story_facts *facts, const struct story_coded *a, const struct story_coded *b)
{
    const struct story_coding *first = &facts->codings.items[a->codings.items[0]];
    const struct story_coded *both[2] = {a, b};
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < both[side]->codings.count; i++) {
            const struct story_coding *coding = &facts->codings.items[both[side]->codings.items[i]];
            if (facts->reports.items[coding->source.report].voice != facts->reports.items[first->source.report].voice ||
                !str_equal(coding->cited, first->cited))
                return true;
        }
    return false;
}

static bool same_direction(const struct story_coded *a, const struct story_coded *b)
{
    return a->reciprocal || b->reciprocal || a->ends[0].number == b->ends[0].number;
}

static size_t find_done(const struct disputing *disputing, const struct story_coded *wanted)
{
    size_t low = 0, high = disputing->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_done(disputing->done[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A denial without a day of its own denies what is told of the day of its report, or of the day before. */
static void find_denied(struct disputing *disputing, uint32_t at)
{
    struct story_coded *denial = &disputing->story->coded.items[at], wanted = *denial;
    for (int back = denial->day == STORY_NO_DAY; back >= 0; back--) {
        wanted.told = denial->told - back;
        for (size_t i = find_done(disputing, &wanted);
             i < disputing->count && compare_done(disputing->done[i], &wanted) == 0; i++) {
            struct story_coded *done = disputing->done[i];
            if (!same_direction(denial, done) || !differ_in_voice(disputing->story->facts, denial, done))
                continue;
            *ARENA_PUSH(disputing->arena, done->disputes) = at;
            *ARENA_PUSH(disputing->arena, denial->disputes) = (uint32_t)(done - disputing->story->coded.items);
        }
    }
}

void story_find_disputes(struct arena *arena, struct story *story)
{
    struct disputing disputing = {.arena = arena, .story = story};
    disputing.done = arena_take(arena, story->coded.count + 1, sizeof *disputing.done);
    for (size_t i = 0; i < story->coded.count; i++) {
        struct story_coded *item = &story->coded.items[i];
        if (item->day != STORY_NO_DAY && (item->status == CODING_PAST || item->status == CODING_ONGOING))
            disputing.done[disputing.count++] = item;
    }
    if (disputing.count)
        qsort(disputing.done, disputing.count, sizeof *disputing.done, compare_pointers);
    for (uint32_t i = 0; i < story->coded.count; i++)
        if (story->coded.items[i].status == CODING_DENIED && story->coded.items[i].told != STORY_NO_DAY)
            find_denied(&disputing, i);
}
