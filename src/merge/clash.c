/* clash.c - finds what reports contradict each other in (story_find_clashes of story.h): who takes part in talks,
 * whether a meeting was held, how the talks stand. Numbers: figure.c.
 *
 * Input: facts, meetings and actors. Output: conflicts. Two tellings are set against each other where they are of one
 * event, near in time, of different voices, and cannot both be right; what has no day is not. Invariant: copies of one
 * text are one voice; the same reports make the same conflicts. */
#include "merge/clash.h"

#include <stdlib.h>

#include "merge/named.h"

enum { NEAR_DAYS = 3, ALIKE = 200 /* in 1/1000 */ };

bool clash_parted(const struct heard *a, const struct heard *b)
{
    return a->value != b->value && (a->voice != b->voice || !str_equal(a->who, b->who));
}

static int compare_heard(const void *a, const void *b)
{
    const struct heard *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    int order = story_compare_sources(&x->source, &y->source);
    return order ? order : (x->value > y->value) - (x->value < y->value);
}

/* Who said something says the same again? One source, or one outlet. */
static bool is_same_speaker(const struct clashes *clashes, const struct heard *a, const struct heard *b)
{
    const struct story_report *reports = clashes->story->facts->reports.items;
    struct str left = reports[a->source.report].outlet, right = reports[b->source.report].outlet;
    if (a->who.len || b->who.len)
        return str_equal(a->who, b->who);
    return left.len && str_equal(left, right);
}

/* Where from some day on all say the same, one of those who said otherwise among them, that is a revision. */
static void find_revision(const struct clashes *clashes, struct story_conflict *conflict,
                          const struct heard_list *heard)
{
    size_t first = heard->count;
    double last = heard->items[heard->count - 1].value;
    while (first && heard->items[first - 1].value == last)
        first--;
    if (!first || heard->items[first].day <= heard->items[first - 1].day)
        return;
    for (size_t i = first; i < heard->count; i++)
        for (size_t j = 0; j < first; j++)
            if (heard->items[j].value != last && is_same_speaker(clashes, &heard->items[i], &heard->items[j])) {
                conflict->revised = true;
                conflict->revision = heard->items[i].source;
                return;
            }
}

void clash_write(struct clashes *clashes, struct story_conflict conflict, struct heard_list *heard)
{
    qsort(heard->items, heard->count, sizeof *heard->items, compare_heard);
    for (size_t i = 0; i < heard->count; i++)
        story_claim(clashes->arena, &conflict, &heard->items[i].source, heard->items[i].says);
    find_revision(clashes, &conflict, heard);
    conflict.key = story_key(clashes->arena, &clashes->keys,
                             story_format(clashes->arena, "%s-%08x", conflict_kind_names[conflict.kind],
                                          (unsigned)(str_hash(conflict.about) & 0xffffffff)));
    *ARENA_PUSH(clashes->arena, clashes->story->conflicts) = conflict;
}

static bool any_parted(const struct heard_list *heard)
{
    for (size_t i = 0; i < heard->count; i++)
        for (size_t j = 0; j < i; j++)
            if (clash_parted(&heard->items[i], &heard->items[j]))
                return true;
    return false;
}

/* One telling that a side takes part, or does not. */
struct attending {
    uint64_t group; /* event and side */
    uint32_t side;
    struct heard heard;
};
LIST_TYPE(attending_list, struct attending);

static int compare_attending(const void *a, const void *b)
{
    const struct attending *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return compare_heard(&x->heard, &y->heard);
}

static void add_attending(struct clashes *clashes, struct attending_list *list, const struct story_source *source,
                          struct str who, uint32_t side, bool there)
{
    long day = story_published(clashes->story, source->report);
    uint64_t event = clashes->story->facts->reports.items[source->report].event;
    if (side == NO_ACTOR || day == STORY_NO_DAY)
        return;
    struct heard heard = {*source, who, there ? STR("takes part") : STR("does not take part"), there, day,
                          clashes->voices[source->report]};
    *ARENA_PUSH(clashes->arena, *list) = (struct attending){event << 32 | side, side, heard};
}

/* Is it told of the same side as the one before it, within days? */
static bool follows(const struct attending_list *list, size_t at)
{
    const struct attending *it = &list->items[at], *before = &list->items[at - 1];
    return it->group == before->group && it->heard.day - before->heard.day <= NEAR_DAYS;
}

static void find_attendance(struct clashes *clashes)
{
    const struct story_facts *facts = clashes->story->facts;
    struct attending_list list = {0};
    struct names_told told = names_make(clashes->arena, clashes->story);
    for (size_t i = 0; i < facts->sayings.count; i++) {
        const struct story_saying *saying = &facts->sayings.items[i];
        if (saying->attendance == ATTENDANCE_UNTOLD)
            continue;
        uint32_t side = names_last(&told, saying->attending);
        side = side == NO_ACTOR ? names_last(&told, saying->who) : side;
        add_attending(clashes, &list, &saying->source, saying->who, side, saying->attendance == ATTENDANCE_THERE);
    }
    for (size_t i = 0; i < facts->stands.count; i++) {
        const struct story_stand *stand = &facts->stands.items[i];
        bool there = stand->stance == STANCE_ACCEPTS || stand->stance == STANCE_OFFERS;
        if (stand->attends && stand->holder != NO_ACTOR && (there || stand->stance == STANCE_REJECTS))
            add_attending(clashes, &list, &stand->source, STR(""),
                          story_side(clashes->story, clashes->story->who[stand->holder]), there);
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, compare_attending);
    for (size_t first = 0, last; first < list.count; first = last) {
        struct heard_list heard = {0};
        for (last = first; last < list.count && (last == first || follows(&list, last)); last++)
            *ARENA_PUSH(clashes->arena, heard) = list.items[last].heard;
        struct str side = clashes->story->actors.items[list.items[first].side].name;
        if (any_parted(&heard))
            clash_write(clashes, (struct story_conflict){.kind = CONFLICT_ATTENDANCE,
                                 .about = story_format(clashes->arena, "whether %.*s takes part", STR_ARGS(side)),
                                 .reason = STR("one side, told within days to take part and not to")}, &heard);
    }
}

/* Does the report of the telling also tell the other of held and called off? Then it tells how that came. */
static bool tells_other(const struct story_meeting *meeting, const struct story_told *told)
{
    for (size_t i = 0; i < meeting->history.count; i++) {
        const struct story_told *other = &meeting->history.items[i];
        bool settled = other->status == STATUS_HELD || other->status == STATUS_CANCELLED;
        if (other->source.report == told->source.report && settled && other->status != told->status)
            return true;
    }
    return false;
}

/* Held and called off are told of one meeting, both within days of when it was due; called off behind that day. */
static void find_held(struct clashes *clashes, const struct story_meeting *meeting)
{
    struct heard_list heard = {0};
    for (size_t i = 0; i < meeting->history.count; i++) {
        const struct story_told *told = &meeting->history.items[i];
        long day = story_published(clashes->story, told->source.report);
        bool held = told->status == STATUS_HELD;
        if (day == STORY_NO_DAY || meeting->from == STORY_NO_DAY || day < meeting->from + !held ||
            day > meeting->from + NEAR_DAYS || (!held && told->status != STATUS_CANCELLED) ||
            tells_other(meeting, told))
            continue;
        *ARENA_PUSH(clashes->arena, heard) =
            (struct heard){told->source, STR(""), str_of(event_status_names[told->status]), held, day,
                           clashes->voices[told->source.report]};
    }
    if (any_parted(&heard))
        clash_write(clashes, (struct story_conflict){.kind = CONFLICT_HELD,
                             .about = story_format(clashes->arena, "whether held: %.*s", STR_ARGS(meeting->key)),
                             .reason = STR("one meeting, told to have been held and not to")}, &heard);
}

/* 1 the talks got somewhere, -1 they failed, 0 it is neither. */
static int direction(enum talk_state state)
{
    switch (state) {
    case TALK_STARTED:
    case TALK_RESUMED:
    case TALK_AGREEMENT: return 1;
    case TALK_COLLAPSED:
    case TALK_ENDED_WITHOUT_AGREEMENT: return -1;
    default: return 0;
    }
}

/* Does the report tell of the other direction too? Then it tells what came before. */
static bool tells_both(const struct story_talks *talks, size_t at)
{
    const struct story_talk *it = &talks->items[at];
    for (size_t i = at; i < talks->count && talks->items[i].source.report == it->source.report; i++)
        if (direction(talks->items[i].state) == -direction(it->state))
            return true;
    for (size_t i = at; i-- > 0 && talks->items[i].source.report == it->source.report;)
        if (direction(talks->items[i].state) == -direction(it->state))
            return true;
    return false;
}

/* Keep what is told in like words of the other direction: else it may be of other talks. */
static void keep_alike(const struct clashes *clashes, struct heard_list *heard)
{
    struct heard_list all = *heard;
    *heard = (struct heard_list){0};
    for (size_t i = 0; i < all.count; i++) {
        bool alike = false;
        struct wording left = wording_of(clashes->arena, clashes->story->rarity, all.items[i].source.quote);
        for (size_t j = 0; j < all.count && !alike; j++) {
            struct wording right = wording_of(clashes->arena, clashes->story->rarity, all.items[j].source.quote);
            alike = clash_parted(&all.items[i], &all.items[j]) && wording_likeness(&left, &right) >= ALIKE;
        }
        if (alike)
            *ARENA_PUSH(clashes->arena, *heard) = all.items[i];
    }
}

/* How the talks stand, told differently on one day by reports of one event. */
static void find_states(struct clashes *clashes)
{
    const struct story_talks *talks = &clashes->story->facts->talks;
    struct attending_list list = {0};
    for (size_t i = 0; i < talks->count; i++) {
        const struct story_talk *state = &talks->items[i];
        long day = story_published(clashes->story, state->source.report);
        uint64_t event = clashes->story->facts->reports.items[state->source.report].event;
        if (!direction(state->state) || day == STORY_NO_DAY || tells_both(talks, i))
            continue;
        struct heard heard = {state->source, STR(""), str_of(talk_state_names[state->state]),
                              direction(state->state), day, clashes->voices[state->source.report]};
        *ARENA_PUSH(clashes->arena, list) = (struct attending){event << 32 | (uint32_t)(day & 0xffffffff), 0, heard};
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, compare_attending);
    for (size_t first = 0, last; first < list.count; first = last) {
        struct heard_list heard = {0};
        for (last = first; last < list.count && list.items[last].group == list.items[first].group; last++)
            *ARENA_PUSH(clashes->arena, heard) = list.items[last].heard;
        struct str day = story_day(clashes->arena, heard.items[0].day);
        keep_alike(clashes, &heard);
        if (any_parted(&heard))
            clash_write(clashes, (struct story_conflict){.kind = CONFLICT_STATE,
                                 .about = story_format(clashes->arena, "how the talks stood on %.*s", STR_ARGS(day)),
                                 .reason = STR("told differently on one day")}, &heard);
    }
}

/* Reports that are one text have one voice. */
static void find_voices(struct clashes *clashes)
{
    const struct story_facts *facts = clashes->story->facts;
    clashes->voices = arena_take(clashes->arena, facts->reports.count + 1, sizeof *clashes->voices);
    for (uint32_t i = 0; i < facts->reports.count; i++)
        clashes->voices[i] = i;
    for (size_t c = 0; c < facts->copies.count; c++)
        for (size_t i = 0; i < facts->copies.items[c].count; i++)
            clashes->voices[facts->copies.items[c].items[i]] = facts->copies.items[c].items[0];
}

void story_find_clashes(struct arena *arena, struct story *story)
{
    struct clashes clashes = {.arena = arena, .story = story};
    find_voices(&clashes);
    find_attendance(&clashes);
    for (size_t i = 0; i < story->meetings.count; i++)
        find_held(&clashes, &story->meetings.items[i]);
    find_states(&clashes);
    clash_find_figures(&clashes);
}
