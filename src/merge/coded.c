/* coded.c - joins what reports tell of one political event (story_join_codings of story.h).
 *
 * Input: the codings of single reports. Output: events across reports. A coding tells of one event for each pair of its
 * ends. Two tellings are one where both ends are the same (coded_end.c), the event is, the class of status is (past and
 * ongoing are one), and the day is: the one that the words give, or the first of three at most; of what is past or
 * ongoing and has no words for it, the day of the report; of all else, apart from those that have a day, the day of the
 * report too. Who does it to whom must be the
 * same unless some telling of the pair has it as reciprocal. Invariant: all is equality of keys, so that neither order
 * nor number matters; the work is that of sorting. */
#include "merge/coded.h"

#include <stdlib.h>

const char *const coded_basis_names[CODED_BASIS_COUNT] = {NULL, "told", "report"};

enum { MOST_DAYS = 3 /* "last month" is no day */ };

#define BEFORE_ALL (LONG_MIN / 2) /* a day; reports without one stand together by their event from here on */

struct joining_coded {
    struct arena *arena;
    struct story *story;
    struct coded_ends ends;
    struct coded_tellings tellings;
};

static enum coded_class class_of(enum coding_status status)
{
    switch (status) {
    case CODING_PAST:
    case CODING_ONGOING: return CODED_DONE;
    case CODING_PLANNED: return CODED_PLANNED;
    case CODING_HYPOTHETICAL: return CODED_HYPOTHETICAL;
    default: return CODED_DENIED;
    }
}

/* Class, day and basis of what the coding tells. */
static struct coded_telling telling_of(const struct joining_coded *joining, uint32_t at)
{
    const struct story_coding *coding = &joining->story->facts->codings.items[at];
    long told = coding->from != STORY_NO_DAY ? coding->from : coding->to;
    bool wide = told != STORY_NO_DAY && coding->to != STORY_NO_DAY && coding->to - told >= MOST_DAYS;
    bool vague = wide || (told == STORY_NO_DAY && coding->when.len);
    long day = story_published(joining->story, coding->source.report);
    struct coded_telling telling = {.coding = at, .class = class_of(coding->status), .at = told, .basis = CODED_TOLD};
    if (told != STORY_NO_DAY && !wide)
        return telling;
    bool of_report = telling.class == CODED_DONE && day != STORY_NO_DAY && !vague;
    telling.basis = of_report ? CODED_OF_REPORT : CODED_UNDATED;
    telling.at = day != STORY_NO_DAY
                     ? day : BEFORE_ALL + (long)joining->story->facts->reports.items[coding->source.report].event;
    return telling;
}

/* An end with its number. */
struct numbered {
    const struct story_end *end;
    uint32_t number;
};

/* Those of the list that somebody is, each number once. */
static size_t number_ends(struct joining_coded *joining, const struct story_ends *list,
                          struct numbered found[CODED_MOST_ENDS])
{
    size_t count = 0;
    for (size_t i = 0; i < list->count && i < CODED_MOST_ENDS; i++) {
        struct numbered one = {&list->items[i], coded_end_number(&joining->ends, &list->items[i])};
        bool known = one.number == CODED_NOBODY;
        for (size_t k = 0; k < count && !known; k++)
            known = found[k].number == one.number;
        if (!known)
            found[count++] = one;
    }
    return count;
}

static void add_telling(struct joining_coded *joining, struct coded_telling telling, const struct numbered *source,
                        const struct numbered *target)
{
    telling.ends[0] = source ? source->number : CODED_NOBODY;
    telling.ends[1] = target ? target->number : CODED_NOBODY;
    telling.as[0] = source ? source->end : NULL;
    telling.as[1] = target ? target->end : NULL;
    *ARENA_PUSH(joining->arena, joining->tellings) = telling;
}

/* One telling for each source and target; where several did it with each other, for each two of these. */
static void add_tellings(struct joining_coded *joining, uint32_t at)
{
    const struct story_coding *coding = &joining->story->facts->codings.items[at];
    struct coded_telling telling = telling_of(joining, at);
    struct numbered sources[CODED_MOST_ENDS], targets[CODED_MOST_ENDS];
    size_t source_count = number_ends(joining, &coding->ends[0], sources);
    size_t target_count = number_ends(joining, &coding->ends[1], targets);
    bool among = coding->reciprocal && !target_count && source_count > 1;
    for (size_t i = 0; i < source_count; i++)
        for (size_t j = among ? i + 1 : 0; j < (among ? source_count : target_count); j++)
            add_telling(joining, telling, &sources[i], among ? &sources[j] : &targets[j]);
    for (size_t i = 0; !target_count && !among && i < source_count; i++)
        add_telling(joining, telling, &sources[i], NULL);
    for (size_t i = 0; !source_count && i < target_count; i++)
        add_telling(joining, telling, NULL, &targets[i]);
}

static uint32_t lower(const struct coded_telling *telling)
{
    return telling->ends[0] < telling->ends[1] ? telling->ends[0] : telling->ends[1];
}

static uint32_t upper(const struct coded_telling *telling)
{
    return telling->ends[0] < telling->ends[1] ? telling->ends[1] : telling->ends[0];
}

static int compare_numbers(long a, long b)
{
    return (a > b) - (a < b);
}

static const struct story_coding *coding_at(const struct story_facts *facts, const struct coded_telling *telling)
{
    return &facts->codings.items[telling->coding];
}

/* Tellings with their events, for sorting. */
struct sorted_telling {
    struct coded_telling telling;
    enum plover_event event;
    bool undated;
};

/* 0: of one pair, event, class and day. */
static int compare_blocks(const struct sorted_telling *a, const struct sorted_telling *b)
{
    const struct coded_telling *x = &a->telling, *y = &b->telling;
    int order = compare_numbers(lower(x), lower(y));
    order = order ? order : compare_numbers(upper(x), upper(y));
    order = order ? order : compare_numbers(a->event, b->event);
    order = order ? order : compare_numbers(x->class, y->class);
    order = order ? order : compare_numbers(a->undated, b->undated);
    return order ? order : compare_numbers(x->at, y->at);
}

static int compare_tellings(const void *a, const void *b)
{
    const struct sorted_telling *x = a, *y = b;
    int order = compare_blocks(x, y);
    order = order ? order : compare_numbers(x->telling.coding, y->telling.coding);
    return order ? order : compare_numbers(x->telling.ends[0], y->telling.ends[0]);
}

/* Write the tellings of a block whose source is `source`; MAP_NONE: all. */
static void write_some(struct coded_writer *writer, const struct sorted_telling *block, size_t count, uint32_t source)
{
    writer->some.count = 0;
    for (size_t i = 0; i < count; i++)
        if (source == MAP_NONE || block[i].telling.ends[0] == source)
            *ARENA_PUSH(writer->arena, writer->some) = block[i].telling;
    if (writer->some.count)
        coded_write(writer, writer->some.items, writer->some.count);
}

static void write_block(struct coded_writer *writer, const struct sorted_telling *block, size_t count)
{
    bool reciprocal = false;
    for (size_t i = 0; i < count; i++)
        reciprocal = reciprocal || coding_at(writer->story->facts, &block[i].telling)->reciprocal;
    uint32_t low = lower(&block->telling), high = upper(&block->telling);
    if (reciprocal || low == high) {
        write_some(writer, block, count, MAP_NONE);
        return;
    }
    write_some(writer, block, count, low);
    write_some(writer, block, count, high);
}

static struct sorted_telling *sort_tellings(const struct joining_coded *joining)
{
    size_t count = joining->tellings.count;
    struct sorted_telling *sorted = arena_take(joining->arena, count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        const struct coded_telling *telling = &joining->tellings.items[i];
        sorted[i] = (struct sorted_telling){*telling, coding_at(joining->story->facts, telling)->event,
                                            telling->basis == CODED_UNDATED};
    }
    if (count)
        qsort(sorted, count, sizeof *sorted, compare_tellings);
    return sorted;
}

/* Room for all items, but for pairs told in both directions on one day. */
static void reserve_items(const struct joining_coded *joining, const struct sorted_telling *sorted)
{
    struct story_coded_list *items = &joining->story->coded;
    size_t blocks = 0;
    for (size_t i = 0; i < joining->tellings.count; i++)
        blocks += !i || compare_blocks(&sorted[i - 1], &sorted[i]);
    items->items = arena_take(joining->arena, blocks + 1, sizeof *items->items);
    items->capacity = blocks + 1;
}

/* In order of time, undated ones last; then by key. */
static int compare_items(const void *a, const void *b)
{
    const struct story_coded *x = a, *y = b;
    bool undated = x->day == STORY_NO_DAY;
    if (undated != (y->day == STORY_NO_DAY))
        return undated ? 1 : -1;
    int order = compare_numbers(x->told, y->told);
    return order ? order : str_compare(x->key, y->key);
}

void story_join_codings(struct arena *arena, struct story *story)
{
    struct joining_coded joining = {.arena = arena, .story = story};
    struct coded_writer writer = {.arena = arena, .story = story, .ends = &joining.ends};
    if (!story->facts->codings.count)
        return;
    coded_ends_open(&joining.ends, arena, story);
    for (uint32_t i = 0; i < story->facts->codings.count; i++)
        if (story->facts->codings.items[i].event != PLOVER_STATEMENT)
            add_tellings(&joining, i);
    const struct sorted_telling *sorted = sort_tellings(&joining);
    reserve_items(&joining, sorted);
    for (size_t first = 0, last; first < joining.tellings.count; first = last) {
        for (last = first; last < joining.tellings.count && !compare_blocks(&sorted[first], &sorted[last]);)
            last++;
        write_block(&writer, &sorted[first], last - first);
    }
    if (story->coded.count)
        qsort(story->coded.items, story->coded.count, sizeof *story->coded.items, compare_items);
}
