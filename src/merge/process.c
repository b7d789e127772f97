/* process.c - see process.h.
 *
 * A report goes with the pair and field for which pair² · field³ · L · F · M³ · E is greatest, L = 1 + log2(1 +
 * pair_votes), F = (1 + votes) / (1 + pair_votes), M = (1 + pair_votes) / (1 + pair_votes + against), E = 1 +
 * EVENT_FACTOR · event_votes / (1 + event): what it is about by itself counts more than what those near it are about.
 * Members are one process where no two that follow each other in time lie more than PROCESS_GAP_DAYS apart; those
 * without a day go where most of their event are, else to the largest. */
#include "merge/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

enum {
    EVENT_FACTOR = 4,
    MOST_MEDIATORS = 5,
    MEDIATOR_SHARE = 10,  /* a mediator is told by a tenth of the reports, and by two where there are so many */
    MOST_MATTERS = 2,
    MATTER_SHARE = 3,     /* the second matter has a third of the weight of the first */
    LONGEST_KEY = 200
};

/* The logarithm is taken in halves: no function of a library, and so the same on every machine. */
static double worth(const struct process_choice *choice)
{
    uint64_t votes = 1 + (uint64_t)choice->pair_votes;
    unsigned halves = 0;
    for (uint64_t square = votes * votes; square > 1; square >>= 1)
        halves++;
    double pair = choice->pair, field = choice->field, party = (double)votes / (double)(votes + choice->against);
    double event = 1.0 + (double)(EVENT_FACTOR * (uint64_t)choice->event_votes) / (1.0 + choice->event);
    return pair * pair * field * field * field * (2 + halves) * (1.0 + choice->votes) / (double)votes * party * party *
           party * event;
}

size_t process_choose(const struct process_choice *choices, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (worth(&choices[i]) > worth(&choices[best]))
            best = i;
    return best;
}

struct counted {
    struct str name;
    uint64_t count;
};
LIST_TYPE(counted_list, struct counted);

static void count_name(struct arena *arena, struct counted_list *list, struct str name, uint64_t count)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].name, name)) {
            list->items[i].count += count;
            return;
        }
    *ARENA_PUSH(arena, *list) = (struct counted){name, count};
}

static int compare_counted(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return str_compare(x->name, y->name);
}

/* The first names of the list by their counts, `most` at most, each with `least` at least. */
static struct str_list take_names(struct arena *arena, struct counted_list *list, size_t most, uint64_t least)
{
    struct str_list names = {0};
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_counted);
    for (size_t i = 0; i < list->count && i < most && list->items[i].count >= least; i++)
        *ARENA_PUSH(arena, names) = list->items[i].name;
    return names;
}

static int compare_days(const void *a, const void *b)
{
    const struct process_member *const *x = a, *const *y = b;
    return ((*x)->day > (*y)->day) - ((*x)->day < (*y)->day);
}

/* Number the times that pauses part; returns how many there are. */
static uint32_t part_times(struct process_member **dated, size_t count)
{
    uint32_t times = 0;
    for (size_t i = 0; i < count; i++) {
        times += i == 0 || dated[i]->day - dated[i - 1]->day > PROCESS_GAP_DAYS;
        dated[i]->process = times - 1;
    }
    return times;
}

/* Where most of the report's event are, else the time of most reports; the later one at a tie. */
static uint32_t time_of_undated(const struct process_member *member, struct process_member **dated, size_t count,
                                uint32_t times, uint32_t *scratch)
{
    memset(scratch, 0, times * sizeof *scratch);
    for (size_t i = 0; i < count; i++)
        scratch[dated[i]->process] += dated[i]->event == member->event ? (uint32_t)count + 1 : 1;
    uint32_t best = 0;
    for (uint32_t t = 0; t < times; t++)
        best = scratch[t] >= scratch[best] ? t : best;
    return best;
}

static uint32_t find_times(struct arena *arena, struct process_member *members, size_t count)
{
    struct process_member **dated = arena_take(arena, count + 1, sizeof *dated);
    size_t dated_count = 0;
    for (size_t i = 0; i < count; i++)
        if (members[i].day != PROCESS_NO_DAY)
            dated[dated_count++] = &members[i];
    if (dated_count)
        qsort(dated, dated_count, sizeof *dated, compare_days);
    uint32_t times = part_times(dated, dated_count);
    uint32_t *scratch = ARENA_NEW(arena, uint32_t, times + 1);
    for (size_t i = 0; i < count; i++)
        if (members[i].day == PROCESS_NO_DAY)
            members[i].process = times ? time_of_undated(&members[i], dated, dated_count, times, scratch) : 0;
    return times ? times : 1;
}

static int compare_voices(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static uint32_t count_different(int64_t *numbers, size_t count)
{
    uint32_t different = 0;
    if (count)
        qsort(numbers, count, sizeof *numbers, compare_voices);
    for (size_t i = 0; i < count; i++)
        different += i == 0 || numbers[i] != numbers[i - 1];
    return different;
}

/* Put the words of the text behind the key, in lower case, with a hyphen between. */
static void put_slug(char key[LONGEST_KEY + 1], struct str text)
{
    size_t length = strlen(key);
    bool apart = length > 0;
    for (size_t i = 0; i < text.len && length + 1 < LONGEST_KEY; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (!letter) {
            apart = length > 0;
            continue;
        }
        if (apart)
            key[length++] = '-';
        apart = false;
        key[length++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    key[length] = 0;
}

static int year_of(long day)
{
    char text[11];
    calendar_print(day, text);
    return atoi(text);
}

/* "israel-hamas-ceasefire-2023": the sides, the first matter, the year of the first report. */
static void set_key(struct arena *arena, const struct str sides[2], struct process_item *process)
{
    char key[LONGEST_KEY + 1] = "", year[12];
    put_slug(key, sides[0]);
    put_slug(key, sides[1]);
    if (process->matters.count)
        put_slug(key, process->matters.items[0]);
    if (process->first != PROCESS_NO_DAY) {
        snprintf(year, sizeof year, "%d", year_of(process->first));
        put_slug(key, str_of(year));
    }
    process->key = str_copy(arena, str_of(key));
}

static struct str join(struct arena *arena, struct str a, struct str between, struct str b)
{
    char *text = arena_take(arena, a.len + between.len + b.len + 1, 1);
    memcpy(text, a.ptr, a.len);
    memcpy(text + a.len, between.ptr, between.len);
    memcpy(text + a.len + between.len, b.ptr, b.len);
    return str_make(text, a.len + between.len + b.len);
}

/* "Israel–Hamas: ceasefire and hostages"; with its year where the sides had several for one matter. */
static void set_name(struct arena *arena, const struct str sides[2], struct process_item *process, bool several)
{
    struct str name = join(arena, sides[0], STR("–"), sides[1]);
    for (size_t i = 0; i < process->matters.count; i++)
        name = join(arena, name, i ? STR(" and ") : STR(": "), process->matters.items[i]);
    if (several && process->first != PROCESS_NO_DAY) {
        char years[32];
        int first = year_of(process->first), last = year_of(process->last);
        snprintf(years, sizeof years, first == last ? " (%d" : " (%d–%d", first, last);
        name = join(arena, name, str_of(years), STR(")"));
    }
    process->name = name;
}

static void see_day(struct process_item *process, long day)
{
    if (day == PROCESS_NO_DAY)
        return;
    if (process->first == PROCESS_NO_DAY || day < process->first)
        process->first = day;
    if (process->last == PROCESS_NO_DAY || day > process->last)
        process->last = day;
}

/* What the members that belong to process number `number` tell of it. */
static struct process_item sum_up(struct arena *arena, const struct process_member *members, size_t count,
                                  uint32_t number)
{
    struct process_item process = {.first = PROCESS_NO_DAY, .last = PROCESS_NO_DAY};
    struct counted_list mediators = {0}, matters = {0};
    int64_t *voices = arena_take(arena, count + 1, sizeof *voices);
    for (size_t i = 0; i < count; i++) {
        const struct process_member *member = &members[i];
        if (member->process != number)
            continue;
        see_day(&process, member->day);
        voices[process.reports++] = member->voice;
        for (size_t m = 0; m < member->mediators.count; m++)
            count_name(arena, &mediators, member->mediators.items[m], 1);
        for (size_t m = 0; m < member->matters.count; m++)
            count_name(arena, &matters, member->matters.items[m].name, member->matters.items[m].weight);
    }
    process.voices = count_different(voices, process.reports);
    uint32_t least = process.reports / MEDIATOR_SHARE + 1;
    process.mediators = take_names(arena, &mediators, MOST_MEDIATORS, process.reports > 2 && least < 2 ? 2 : least);
    uint64_t most = 0;
    for (size_t i = 0; i < matters.count; i++)
        most = matters.items[i].count > most ? matters.items[i].count : most;
    process.matters = take_names(arena, &matters, MOST_MATTERS, (most + MATTER_SHARE - 1) / MATTER_SHARE);
    return process;
}

void process_make(struct arena *arena, const struct str sides[2], struct process_member *members, size_t count,
                  struct process_items *out)
{
    uint32_t times = count ? find_times(arena, members, count) : 0;
    for (uint32_t t = 0; t < times; t++) {
        struct process_item process = sum_up(arena, members, count, t);
        set_key(arena, sides, &process);
        set_name(arena, sides, &process, times > 1);
        *ARENA_PUSH(arena, *out) = process;
    }
}
