/* change_items.c - see change_items.h. */
#include "merge/change_items.h"

#include "merge/internal.h"

struct str change_names(struct arena *arena, const struct story *story, const struct actor_list *actors)
{
    struct str text = STR("");
    for (size_t i = 0; i < actors->count; i++) {
        struct str name = story->actors.items[actors->items[i]].name;
        text = i ? story_format(arena, "%.*s, %.*s", STR_ARGS(text), STR_ARGS(name)) : name;
    }
    return text;
}

struct str change_days(struct arena *arena, long from, long to)
{
    struct str first = story_day(arena, from), last = story_day(arena, to);
    return from == to || to == STORY_NO_DAY ? first
                                            : story_format(arena, "%.*s/%.*s", STR_ARGS(first), STR_ARGS(last));
}

/* Both with a comma between them, or the one that is not empty. */
static struct str both_parts(struct arena *arena, struct str a, struct str b)
{
    return !a.len ? b : !b.len ? a : story_format(arena, "%.*s, %.*s", STR_ARGS(a), STR_ARGS(b));
}

static void add_telling(struct arena *arena, struct item *item, const struct story_source *source)
{
    *ARENA_PUSH(arena, item->tellings) = (struct item_telling){.source = *source, .from = STORY_NO_DAY};
}

static struct item meeting_item(struct arena *arena, const struct story *story, const struct story_meeting *meeting)
{
    struct item item = {.key = meeting->key, .place = meeting->place};
    for (size_t i = 0; i < meeting->history.count; i++) {
        const struct story_told *told = &meeting->history.items[i];
        *ARENA_PUSH(arena, item.tellings) = (struct item_telling){.source = told->source, .status = told->status,
                                                                  .place = told->place, .from = told->from};
    }
    set_add_all(arena, &item.who, &meeting->participants);
    set_add_all(arena, &item.who, &meeting->mediators);
    struct str who = both_parts(arena, change_names(arena, story, &meeting->participants),
                                change_names(arena, story, &meeting->mediators));
    struct str what = both_parts(arena, who, meeting->place), day = change_days(arena, meeting->from, meeting->to);
    item.about = day.len ? story_format(arena, "%.*s (%.*s)", STR_ARGS(what), STR_ARGS(day)) : what;
    return item;
}

static struct item proposal_item(struct arena *arena, const struct story *story, const struct story_proposal *proposal)
{
    struct item item = {.key = proposal->key};
    for (size_t i = 0; i < proposal->offers.count; i++)
        add_telling(arena, &item, &story->facts->offers.items[proposal->offers.items[i]].source);
    set_add_all(arena, &item.who, &proposal->by);
    for (size_t i = 0; i < proposal->answers.count; i++)
        set_add(arena, &item.who, proposal->answers.items[i].party);
    struct str by = change_names(arena, story, &proposal->by);
    item.about = by.len ? story_format(arena, "%.*s (%.*s)", STR_ARGS(proposal->name), STR_ARGS(by)) : proposal->name;
    return item;
}

static struct item position_item(struct arena *arena, const struct story *story, const struct story_position *position)
{
    struct item item = {.key = position->key};
    for (size_t i = 0; i < position->sources.count; i++)
        add_telling(arena, &item, &position->sources.items[i]);
    set_add(arena, &item.who, position->party);
    item.about = story_format(arena, "%.*s %s: %.*s", STR_ARGS(story->actors.items[position->party].name),
                              stance_names[position->stance], STR_ARGS(position->quote));
    return item;
}

static struct item issue_item(struct arena *arena, const struct story_issue *issue)
{
    struct item item = {.key = issue->key, .about = issue->name};
    for (size_t r = 0; r < issue->rows.count; r++) {
        const struct story_row *row = &issue->rows.items[r];
        set_add(arena, &item.who, row->side);
        for (size_t i = 0; i < row->holds.count; i++)
            add_telling(arena, &item, &row->holds.items[i].source);
    }
    return item;
}

static struct item conflict_item(const struct story_conflict *conflict, struct arena *arena)
{
    struct item item = {.key = conflict->key, .about = conflict->about};
    for (size_t i = 0; i < conflict->claims.count; i++)
        add_telling(arena, &item, &conflict->claims.items[i]);
    return item;
}

/* `make` may use i. */
#define ITEMS_OF(list, make)                       \
    for (size_t i = 0; i < story->list.count; i++) \
        *ARENA_PUSH(arena, items) = make

struct item_list change_items(struct arena *arena, const struct story *story, enum change_subject subject)
{
    struct item_list items = {0};
    switch (subject) {
    case CHANGE_MEETING: ITEMS_OF(meetings, meeting_item(arena, story, &story->meetings.items[i])); break;
    case CHANGE_PROPOSAL: ITEMS_OF(proposals, proposal_item(arena, story, &story->proposals.items[i])); break;
    case CHANGE_POSITION: ITEMS_OF(positions, position_item(arena, story, &story->positions.items[i])); break;
    case CHANGE_ISSUE: ITEMS_OF(issues, issue_item(arena, &story->issues.items[i])); break;
    default: ITEMS_OF(conflicts, conflict_item(&story->conflicts.items[i], arena)); break;
    }
    return items;
}
