/* issue.c - writes an issue of what is told of it (stands_write_issue of stand.h): where each side stands, what it held
 * before, and whether the sides are apart, closer or agreed.
 *
 * Input: tellings of one issue. Output: one struct story_issue. A side stands where its latest telling puts it. Agreed:
 * two sides that take part in meetings accept it, or one does and another such side, which never mediates, wants it,
 * and none refuses it or makes conditions. Closer: such a side has come from refusing it, or from conditions, to
 * accepting or offering it, and none refused it later. Apart: one wants it and another refuses it. What is set against
 * each other must be alike itself, not only by what links it. Invariant: all else is unknown. */
#include <stdlib.h>

#include "merge/stand.h"

const char *const issue_state_names[ISSUE_STATE_COUNT] = {"", "apart", "closer", "agreed"};

enum { SAME = 350, ACCEPTED = 500 /* likeness of what is accepted to what is wanted, in 1/1000 */ };

struct issue {
    struct stands *stands;
    struct story_issue *out;
};

static struct story_row *row_of(const struct issue *issue, uint32_t side)
{
    struct story_rows *rows = &issue->out->rows;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].side == side)
            return &rows->items[i];
    struct story_row *row = ARENA_PUSH(issue->stands->arena, *rows);
    *row = (struct story_row){.side = side};
    return row;
}

static void add_hold(const struct issue *issue, const struct told_stand *told)
{
    struct story_row *row = row_of(issue, told->side);
    for (size_t i = 0; i < row->holds.count; i++) {
        const struct story_hold *hold = &row->holds.items[i];
        if (!story_compare_sources(&hold->source, &told->source) && hold->stance == told->stance)
            return;
    }
    *ARENA_PUSH(issue->stands->arena, row->holds) =
        (struct story_hold){told->source, story_published(issue->stands->story, told->source.report), told->who,
                            told->stance, told->text, told->whole, told->proposal};
}

/* What has no day (STORY_NO_DAY, the least number) counts as older than all else; and what a side says of the issue
 * itself as later than what it says of a proposal on the same day. */
static int compare_holds(const void *a, const void *b)
{
    const struct story_hold *x = a, *y = b;
    bool answers = x->proposal != NO_ACTOR, also = y->proposal != NO_ACTOR;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (answers != also)
        return answers ? -1 : 1;
    int order = story_compare_sources(&x->source, &y->source);
    return order ? order : (x->stance > y->stance) - (x->stance < y->stance);
}

/* The side most is told of first; sides of which as much is told, by their reports. */
static int compare_rows(const void *a, const void *b)
{
    const struct story_row *x = a, *y = b;
    if (x->holds.count != y->holds.count)
        return x->holds.count > y->holds.count ? -1 : 1;
    return (x->side > y->side) - (x->side < y->side);
}

static void sort_rows(struct story_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        qsort(rows->items[i].holds.items, rows->items[i].holds.count, sizeof(struct story_hold), compare_holds);
    if (rows->count)
        qsort(rows->items, rows->count, sizeof *rows->items, compare_rows);
}

static const struct story_hold *latest(const struct story_row *row)
{
    return &row->holds.items[row->holds.count - 1];
}

static bool takes_part(const struct issue *issue, const struct story_row *row)
{
    return set_has(&issue->stands->meeting, row->side);
}

static bool wants(enum stance stance)
{
    return stance == STANCE_DEMANDS || stance == STANCE_OFFERS || stance == STANCE_ACCEPTS;
}

static bool grants(enum stance stance)
{
    return stance == STANCE_OFFERS || stance == STANCE_ACCEPTS;
}

/* "Israel rejects it (2024-08-20)" */
static struct str tell(const struct issue *issue, const struct story_row *row, const struct story_hold *hold)
{
    struct arena *arena = issue->stands->arena;
    struct str day = story_day(arena, hold->day), name = issue->stands->story->actors.items[row->side].name;
    return story_format(arena, "%.*s %s it (%.*s)", STR_ARGS(name), stance_names[hold->stance],
                        STR_ARGS(day.len ? day : STR("undated")));
}

static void rest_on(const struct issue *issue, const struct story_hold *hold)
{
    *ARENA_PUSH(issue->stands->arena, issue->out->grounds) = hold->source;
}

/* Are the two about the same? Two answers to one proposal as a whole are. */
static bool are_alike(const struct issue *issue, const struct story_hold *a, const struct story_hold *b, uint32_t least)
{
    struct stands *stands = issue->stands;
    if (a->whole && b->whole)
        return true;
    struct wording left = story_wording(stands->arena, stands->story, a->source.report, a->text);
    struct wording right = story_wording(stands->arena, stands->story, b->source.report, b->text);
    return wording_likeness(&left, &right) >= least;
}

/* The last hold of the row that refuses, or makes conditions, before the row came to grant; NULL where it did not. */
static const struct story_hold *came_from(const struct issue *issue, const struct story_row *row)
{
    const struct story_hold *now = latest(row);
    for (size_t i = row->holds.count; grants(now->stance) && i-- > 0;) {
        const struct story_hold *hold = &row->holds.items[i];
        bool against = hold->stance == STANCE_REJECTS || hold->stance == STANCE_CONDITIONS;
        if (against && hold->day < now->day && hold->day != STORY_NO_DAY && are_alike(issue, hold, now, ACCEPTED))
            return hold;
    }
    return NULL;
}

/* Two sides that are apart, those told of last: one wants it, the other refuses it. */
struct gap {
    const struct story_row *wanting, *refusing;
};
static void look_at_gap(const struct issue *issue, struct gap *gap, const struct story_row *a,
                        const struct story_row *b)
{
    const struct story_hold *wanting = latest(a), *refusing = latest(b);
    bool apart = wants(wanting->stance) && refusing->stance == STANCE_REJECTS && takes_part(issue, a) &&
                 takes_part(issue, b);
    bool later = !gap->wanting || refusing->day > latest(gap->refusing)->day ||
                 (refusing->day == latest(gap->refusing)->day && wanting->day > latest(gap->wanting)->day);
    if (apart && later && are_alike(issue, wanting, refusing, SAME))
        *gap = (struct gap){a, b};
}

static struct gap find_gap(const struct issue *issue)
{
    struct gap gap = {0};
    const struct story_rows *rows = &issue->out->rows;
    for (size_t i = 0; i < rows->count; i++)
        for (size_t j = 0; j < rows->count; j++)
            if (i != j)
                look_at_gap(issue, &gap, &rows->items[i], &rows->items[j]);
    return gap;
}

/* Does the row accept what another row wants that never mediates, or accepts? */
static bool meets_another(const struct issue *issue, const struct story_row *row)
{
    const struct story_rows *rows = &issue->out->rows;
    for (size_t i = 0; i < rows->count && latest(row)->stance == STANCE_ACCEPTS; i++) {
        const struct story_row *other = &rows->items[i];
        bool side = other != row && takes_part(issue, other) && wants(latest(other)->stance);
        bool party = latest(other)->stance == STANCE_ACCEPTS || !set_has(&issue->stands->mediating, other->side);
        if (side && party && are_alike(issue, latest(row), latest(other), ACCEPTED))
            return true;
    }
    return false;
}

static bool is_agreed(const struct issue *issue)
{
    const struct story_rows *rows = &issue->out->rows;
    bool met = false;
    for (size_t i = 0; i < rows->count; i++) {
        if (!takes_part(issue, &rows->items[i]))
            continue;
        if (!wants(latest(&rows->items[i])->stance))
            return false;
        met = met || meets_another(issue, &rows->items[i]);
    }
    return met;
}

static void set_agreed(const struct issue *issue)
{
    struct story_issue *out = issue->out;
    out->state = ISSUE_AGREED;
    for (size_t i = 0; i < out->rows.count; i++) {
        const struct story_row *row = &out->rows.items[i];
        if (!takes_part(issue, row))
            continue;
        struct str told = tell(issue, row, latest(row));
        out->state_reason = out->state_reason.len ? story_format(issue->stands->arena, "%.*s, %.*s",
                                                                 STR_ARGS(out->state_reason), STR_ARGS(told)) : told;
        rest_on(issue, latest(row));
    }
}

static void set_closer(const struct issue *issue, const struct story_row *row, const struct story_hold *before)
{
    struct arena *arena = issue->stands->arena;
    struct str day = story_day(arena, before->day), told = tell(issue, row, latest(row));
    issue->out->state = ISSUE_CLOSER;
    issue->out->state_reason = story_format(arena, "%.*s; before, it %s it (%.*s)", STR_ARGS(told),
                                            stance_names[before->stance], STR_ARGS(day));
    rest_on(issue, before);
    rest_on(issue, latest(row));
}

static void set_apart(const struct issue *issue, const struct gap *gap)
{
    struct str wanting = tell(issue, gap->wanting, latest(gap->wanting));
    struct str refusing = tell(issue, gap->refusing, latest(gap->refusing));
    issue->out->state = ISSUE_APART;
    issue->out->state_reason = story_format(issue->stands->arena, "%.*s, %.*s", STR_ARGS(wanting), STR_ARGS(refusing));
    rest_on(issue, latest(gap->wanting));
    rest_on(issue, latest(gap->refusing));
}

/* The side that came last to grant it. */
static const struct story_row *find_move(const struct issue *issue)
{
    const struct story_row *best = NULL;
    for (size_t i = 0; i < issue->out->rows.count; i++) {
        const struct story_row *row = &issue->out->rows.items[i];
        if (takes_part(issue, row) && came_from(issue, row) && (!best || latest(row)->day > latest(best)->day))
            best = row;
    }
    return best;
}

static void find_state(const struct issue *issue)
{
    struct gap gap = find_gap(issue);
    const struct story_row *move = find_move(issue);
    if (is_agreed(issue))
        set_agreed(issue);
    else if (move && (!gap.refusing || latest(gap.refusing)->day <= latest(move)->day))
        set_closer(issue, move, came_from(issue, move));
    else if (gap.wanting && gap.refusing)
        set_apart(issue, &gap);
}

/* An issue that is a proposal goes by its name, another by the position whose wording is most like all others. */
static void name_issue(const struct issue *issue, const uint32_t *members, uint32_t count)
{
    struct stands *stands = issue->stands;
    struct story_issue *out = issue->out;
    const struct told_stand *first = &stands->told.items[members[0]];
    uint32_t positions = 0;
    while (positions < count && members[positions] < stands->positions)
        positions++;
    out->name = first->whole ? stands->story->proposals.items[first->proposal].name
                             : stands_middle(stands, members, positions)->text;
    out->reason = count == 1   ? STR("told once")
                  : first->whole ? story_format(stands->arena, "%u tellings: one proposal", (unsigned)count)
                                 : story_format(stands->arena, "%u tellings: like words", (unsigned)count);
    out->key = story_key(stands->arena, &stands->issue_keys,
                         story_format(stands->arena, "issue-%08x", (unsigned)(str_hash(out->name) & 0xffffffff)));
}

static bool is_answered(const struct story_issue *issue)
{
    for (size_t i = 0; i < issue->rows.count; i++)
        for (size_t h = 0; h < issue->rows.items[i].holds.count; h++)
            if (issue->rows.items[i].holds.items[h].stance != STANCE_OFFERS)
                return true;
    return false;
}

void stands_write_issue(struct stands *stands, const uint32_t *members, uint32_t count, bool standing)
{
    struct story_issue out = {0};
    struct issue issue = {stands, &out};
    const struct told_stand *first = &stands->told.items[members[0]];
    for (uint32_t i = 0; i < count; i++) {
        const struct told_stand *told = &stands->told.items[members[i]];
        add_hold(&issue, told);
        set_add(stands->arena, &out.reports, told->source.report);
    }
    if (!first->whole && !standing && (first->proposal != NO_ACTOR || out.rows.count < 2 || out.reports.count < 2))
        return;
    if (first->whole && !is_answered(&out))
        return;
    sort_rows(&out.rows);
    find_state(&issue);
    name_issue(&issue, members, count);
    *ARENA_PUSH(stands->arena, stands->story->issues) = out;
}
