/* actor_rows.c - see actor_rows.h. */
#include "view/actor_rows.h"

#include "base/calendar.h"
#include "merge/cluster.h"
#include "view/story_json.h"

enum { LIST_ALIASES, LIST_REPORTS, LIST_OFFICES, LIST_MENTIONS, LIST_COUNT };

static void count_tellings(struct actor_rows *rows)
{
    const struct story *story = rows->story;
    rows->meetings = ARENA_NEW(rows->arena, uint32_t, story->actors.count + 1);
    rows->statements = ARENA_NEW(rows->arena, uint32_t, story->actors.count + 1);
    for (size_t i = 0; i < story->facts->mentions.count; i++)
        rows->statements[story->who[i]] += story->facts->mentions.items[i].statements;
    for (size_t i = 0; i < story->facts->contacts.count; i++) {
        const struct story_contact *contact = &story->facts->contacts.items[i];
        struct actor_list actors = {0};
        for (size_t j = 0; j < contact->participants.count && !contact->journey; j++)
            set_add(rows->arena, &actors, story->who[contact->participants.items[j]]);
        for (size_t j = 0; j < contact->mediators.count && !contact->journey; j++)
            set_add(rows->arena, &actors, story->who[contact->mediators.items[j]]);
        for (size_t j = 0; j < actors.count; j++)
            rows->meetings[actors.items[j]]++;
    }
}

/* Whether a report that names the actor is of the days, and one of the place. */
static bool is_wanted(const struct actor_rows *rows, uint32_t actor, const struct filter *filter, const bool *there)
{
    const struct identity *identity = &rows->story->actors.items[actor];
    long since = STORY_NO_DAY, until = STORY_NO_DAY;
    bool from = !filter->since, to = !filter->until, place = !there;
    if (filter->since)
        calendar_parse(str_of(filter->since), &since);
    if (filter->until)
        calendar_parse(str_of(filter->until), &until);
    for (size_t i = 0; i < identity->reports.count; i++) {
        long day = rows->story->facts->reports.items[identity->reports.items[i]].day;
        from = from || (day != STORY_NO_DAY && day >= since);
        to = to || (day != STORY_NO_DAY && day <= until);
        place = place || there[identity->reports.items[i]];
    }
    return identity->named && from && to && place &&
           (!filter->actor || story_actor_is(rows->arena, rows->story, actor, str_of(filter->actor)));
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a < b) - (a > b);
}

/* Whether `a` goes before `b`: the more is told of it the earlier. */
static int compare_actors(const struct actor_rows *rows, uint32_t a, uint32_t b)
{
    const struct identity *x = &rows->story->actors.items[a], *y = &rows->story->actors.items[b];
    int order = compare_numbers((uint64_t)rows->meetings[a] + rows->statements[a],
                                (uint64_t)rows->meetings[b] + rows->statements[b]);
    if (!order)
        order = compare_numbers(x->reports.count, y->reports.count);
    if (!order)
        order = str_compare(x->name, y->name);
    return order ? order : str_compare(x->key, y->key);
}

/* Merge sort, as qsort has no context. */
static void sort_actors(const struct actor_rows *rows, uint32_t *items, uint32_t *spare, size_t count)
{
    if (count < 2)
        return;
    size_t half = count / 2;
    sort_actors(rows, items, spare, half);
    sort_actors(rows, items + half, spare, count - half);
    for (size_t i = 0, j = half, k = 0; k < count; k++)
        spare[k] = j == count || (i < half && compare_actors(rows, items[i], items[j]) <= 0) ? items[i++] : items[j++];
    memcpy(items, spare, count * sizeof *items);
}

void actor_rows_choose(struct actor_rows *rows, struct arena *arena, const struct story *story,
                       const struct filter *filter, const bool *there)
{
    *rows = (struct actor_rows){.arena = arena, .story = story};
    count_tellings(rows);
    for (uint32_t i = 0; i < story->actors.count; i++)
        if (is_wanted(rows, i, filter, there))
            *ARENA_PUSH(arena, rows->shown) = i;
    sort_actors(rows, rows->shown.items, arena_take(arena, rows->shown.count + 1, sizeof(uint32_t)), rows->shown.count);
}

static struct value text_value(struct str text)
{
    return (struct value){.kind = text.len ? VALUE_TEXT : VALUE_NONE, .text = text};
}

static struct value number_value(uint32_t number)
{
    return (struct value){.kind = VALUE_NUMBER, .number = number};
}

static const char *const row_names[] = {"key",      "name",       "kind",    "party",   "role",    "aliases",
                                        "meetings", "statements", "reports", "offices", "mentions"};

static void fill_lists(struct actor_rows *rows, const struct identity *actor)
{
    for (size_t i = 0; i < LIST_COUNT; i++)
        buffer_clear(&rows->lists[i], 1 << 20);
    story_put_list(&rows->lists[LIST_ALIASES], NULL, &actor->aliases);
    story_put_reports(&rows->lists[LIST_REPORTS], NULL, rows->story, &actor->reports);
    story_put_offices(&rows->lists[LIST_OFFICES], NULL, rows->story, &actor->offices);
    story_put_mentions(&rows->lists[LIST_MENTIONS], NULL, rows->story, &actor->mentions);
}

static bool next_actor(void *context, struct row *row)
{
    struct actor_rows *rows = context;
    if (rows->next == rows->shown.count)
        return false;
    uint32_t at = rows->shown.items[rows->next++];
    const struct identity *actor = &rows->story->actors.items[at];
    fill_lists(rows, actor);
    struct value lists[LIST_COUNT];
    for (size_t i = 0; i < LIST_COUNT; i++) {
        if (rows->lists[i].failed)
            arena_fail(rows->arena);
        lists[i] = (struct value){.kind = VALUE_LIST, .text = buffer_str(&rows->lists[i])};
    }
    const struct value values[] = {
        text_value(actor->key), text_value(actor->name), text_value(str_of(actor_kind_names[actor->kind])),
        text_value(actor->party), text_value(actor->offices.count ? actor->offices.items[0].role : STR("")),
        lists[LIST_ALIASES], number_value(rows->meetings[at]), number_value(rows->statements[at]), lists[LIST_REPORTS],
        lists[LIST_OFFICES], lists[LIST_MENTIONS]};
    memcpy(row->values, values, sizeof values);
    return true;
}

struct rows *actor_rows_open(struct actor_rows *rows, readout_error *error)
{
    return rows_made(row_names, sizeof row_names / sizeof *row_names, next_actor, rows, error);
}

void actor_rows_free(struct actor_rows *rows)
{
    for (size_t i = 0; i < LIST_COUNT; i++)
        buffer_free(&rows->lists[i]);
}
