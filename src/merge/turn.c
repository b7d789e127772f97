/* turn.c - joins what reports say of the state of the talks (story_join_turns of story.h).
 *
 * Input: states as single reports give them. Output: turns: the talks came to be in a state. Two tellings are of one
 * turn where the state is the same, both reports are about one negotiation or tell of one event, and they stand within
 * two days of each other: at the day that their words give, else at that of the report. Invariant: that depends on the
 * two alone; a turn lasts as long as no such gap is in its reports. */
#include <stdlib.h>

#include "merge/internal.h"

enum { NEAR_DAYS = 2 /* between two reports */, PAST_DAYS = 7 /* what is over for longer is not told as news */ };

struct turns {
    struct arena *arena;
    struct story *story;
    const struct story_talk **told; /* by report and place */
    uint32_t count;
    struct cluster cluster;
    struct map keys;
};

/* The day a telling stands at: the one that its words give, the first of those long past, else that of the report. */
static long day_of(const struct turns *turns, const struct story_talk *told)
{
    long published = story_published(turns->story, told->source.report);
    bool past = told->to != STORY_NO_DAY && published != STORY_NO_DAY && told->to < published - PAST_DAYS;
    return told->from != STORY_NO_DAY && (told->from == told->to || past) ? told->from : published;
}

static void look(void *context, uint32_t a, uint32_t b)
{
    struct turns *turns = context;
    cluster_join(&turns->cluster, a, b);
}

/* Tellings in one block may be of one turn; `of` is an event or a process. */
static uint64_t turn_block(enum talk_state state, bool process, uint32_t of)
{
    return ((uint64_t)state << 1 | process) << 32 | of;
}

static void join_turns(struct turns *turns)
{
    struct block_list blocks = {0};
    for (uint32_t i = 0; i < turns->count; i++) {
        uint32_t at = turns->told[i]->source.report;
        const struct story_report *report = &turns->story->facts->reports.items[at];
        long day = day_of(turns, turns->told[i]);
        day = day == STORY_NO_DAY ? story_near_day(turns->story, at) : day;
        enum talk_state state = turns->told[i]->state;
        *ARENA_PUSH(turns->arena, blocks) = (struct block_entry){turn_block(state, false, report->event), day, i};
        if (report->process != STORY_NO_PROCESS)
            *ARENA_PUSH(turns->arena, blocks) = (struct block_entry){turn_block(state, true, report->process), day, i};
    }
    block_sort(&blocks);
    turns->cluster = cluster_new(turns->arena, turns->count);
    block_pairs(&blocks, NEAR_DAYS, turns, look);
}

/* The name that most give, the first in the alphabet of those. */
static struct str name_of(const struct turns *turns, const uint32_t *members, uint32_t count)
{
    struct str best = STR("");
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct str name = turns->told[members[i]]->name;
        uint32_t votes = 0;
        for (uint32_t j = 0; j < count; j++)
            votes += str_equal(turns->told[members[j]]->name, name);
        if (name.len && (votes > most || (votes == most && str_compare(name, best) < 0))) {
            most = votes;
            best = name;
        }
    }
    return best;
}

static void write_turn(struct turns *turns, const uint32_t *members, uint32_t count)
{
    struct story_turn turn = {.state = turns->told[members[0]]->state, .name = name_of(turns, members, count)};
    turn.from = turn.to = day_of(turns, turns->told[members[0]]);
    for (uint32_t i = 0; i < count; i++) {
        const struct story_source *source = &turns->told[members[i]]->source;
        long day = day_of(turns, turns->told[members[i]]);
        *ARENA_PUSH(turns->arena, turn.sources) = *source;
        set_add(turns->arena, &turn.reports, source->report);
        turn.from = day < turn.from ? day : turn.from;
        turn.to = day > turn.to ? day : turn.to;
    }
    turn.reason = count == 1 ? STR("told once")
                             : story_format(turns->arena,
                                            "%u tellings: same state, reports of one negotiation or event, "
                                                          "at most %d days from one to the next",
                                            (unsigned)count, NEAR_DAYS);
    struct str day = turn.from == STORY_NO_DAY ? STR("undated") : story_day(turns->arena, turn.from);
    turn.key = story_key(turns->arena, &turns->keys,
                         story_format(turns->arena, "%.*s-%s", STR_ARGS(day), talk_state_names[turn.state]));
    *ARENA_PUSH(turns->arena, turns->story->turns) = turn;
}

static int compare_talks(const void *a, const void *b)
{
    const struct story_talk *x = *(const struct story_talk *const *)a, *y = *(const struct story_talk *const *)b;
    int order = story_compare_sources(&x->source, &y->source);
    if (!order)
        order = (x->state > y->state) - (x->state < y->state);
    return order ? order : str_compare(x->name, y->name);
}

void story_join_turns(struct arena *arena, struct story *story)
{
    const struct story_talks *facts = &story->facts->talks;
    struct turns turns = {.arena = arena, .story = story, .count = (uint32_t)facts->count};
    turns.told = arena_take(arena, facts->count + 1, sizeof *turns.told);
    for (uint32_t i = 0; i < turns.count; i++)
        turns.told[i] = &facts->items[i];
    if (turns.count)
        qsort(turns.told, turns.count, sizeof *turns.told, compare_talks);
    join_turns(&turns);
    struct cluster_groups groups = cluster_groups(arena, &turns.cluster);
    for (uint32_t g = 0; g < groups.count; g++)
        write_turn(&turns, groups.items + groups.start[g], groups.start[g + 1] - groups.start[g]);
}
