/* change_items.c - see change_items.h. */
#include "merge/change_items.h"

#include <stdlib.h>

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

static int compare_contacts(const void *a, const void *b)
{
    const struct story_contact *const *x = a, *const *y = b;
    return story_compare_sources(&(*x)->source, &(*y)->source);
}

/* The contacts of the facts by their places. */
struct contact_index {
    const struct story_contact **contacts;
    size_t count;
};

static struct contact_index index_contacts(struct arena *arena, const struct story *story)
{
    const struct story_contacts *contacts = &story->facts->contacts;
    struct contact_index index = {arena_take(arena, contacts->count + 1, sizeof *index.contacts), contacts->count};
    for (size_t i = 0; i < contacts->count; i++)
        index.contacts[i] = &contacts->items[i];
    if (index.count)
        qsort(index.contacts, index.count, sizeof *index.contacts, compare_contacts);
    return index;
}

/* Of several contacts told in the same words any will do: they differ in place alone, and the item has one of them. */
static void add_meeting_telling(struct arena *arena, struct item *item, const struct story_told *told,
                                const struct contact_index *index)
{
    struct story_contact wanted = {.source = told->source};
    const struct story_contact *key = &wanted;
    const struct story_contact **found = index->count ? bsearch(&key, index->contacts, index->count,
                                                                sizeof *index->contacts, compare_contacts) : NULL;
    add_telling(arena, item, &told->source);
    struct item_telling *telling = &item->tellings.items[item->tellings.count - 1];
    telling->status = told->status;
    if (!found)
        return;
    telling->place = (*found)->place;
    telling->from = (*found)->from;
}

static struct item meeting_item(struct arena *arena, const struct story *story, const struct story_meeting *meeting,
                                const struct contact_index *index)
{
    struct item item = {.key = meeting->key, .place = meeting->place};
    for (size_t i = 0; i < meeting->history.count; i++)
        add_meeting_telling(arena, &item, &meeting->history.items[i], index);
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
    struct contact_index index = {0};
    if (subject == CHANGE_MEETING)
        index = index_contacts(arena, story);
    switch (subject) {
    case CHANGE_MEETING: ITEMS_OF(meetings, meeting_item(arena, story, &story->meetings.items[i], &index)); break;
    case CHANGE_PROPOSAL: ITEMS_OF(proposals, proposal_item(arena, story, &story->proposals.items[i])); break;
    case CHANGE_POSITION: ITEMS_OF(positions, position_item(arena, story, &story->positions.items[i])); break;
    case CHANGE_ISSUE: ITEMS_OF(issues, issue_item(arena, &story->issues.items[i])); break;
    default: ITEMS_OF(conflicts, conflict_item(&story->conflicts.items[i], arena)); break;
    }
    return items;
}
