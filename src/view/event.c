/* event.c - see event.h. */
#include "view/event.h"

#include <stdlib.h>

#include "base/map.h"
#include "view/rows.h"
#include "view/text.h"
#include "view/value.h"

static void add_once(struct arena *arena, struct str_list *list, struct str item)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], item))
            return;
    *ARENA_PUSH(arena, *list) = item;
}

static void add_all_once(struct arena *arena, struct str_list *list, const struct str_list *items)
{
    for (size_t i = 0; i < items->count; i++)
        add_once(arena, list, items->items[i]);
}

static int compare_str(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static struct str names_key(struct arena *arena, const struct str_list *names)
{
    struct str_list folded = {0};
    for (size_t i = 0; i < names->count; i++)
        *ARENA_PUSH(arena, folded) = text_folded(arena, names->items[i]);
    if (folded.count)
        qsort(folded.items, folded.count, sizeof *folded.items, compare_str);
    return text_join(arena, &folded, "\x1f");
}

/* Where and when as the report has it, for what has no day: only one report, telling it twice, is joined then. */
static struct str undated_key(struct arena *arena, const struct event *event)
{
    return text_format(arena, "%.*s\x1e%.*s\x1e%.*s", STR_ARGS(event->when), STR_ARGS(event->sources.items[0]),
                       STR_ARGS(names_key(arena, &event->places)));
}

/* What two tellings of one event agree on; empty where that is too little to say so. */
static struct str event_key(struct arena *arena, const struct event *event)
{
    bool is_named = str_equal(event->event, STR("talks")) || str_equal(event->event, STR("proposal"));
    struct str who = names_key(arena, &event->actors), name = is_named ? text_folded(arena, event->what) : STR("");
    if (is_named ? !name.len : !who.len)
        return STR("");
    struct str when = event->from.len ? text_days(arena, event->from, event->to) : undated_key(arena, event);
    return text_format(arena, "%.*s\x1e%.*s\x1e%.*s\x1e%.*s\x1e%.*s", STR_ARGS(event->event),
                       STR_ARGS(event->status), STR_ARGS(who), STR_ARGS(name), STR_ARGS(when));
}

static struct event read_event(struct arena *arena, const struct row *row)
{
    struct event event = {.event = row_text(arena, row, "event"), .status = row_text(arena, row, "status"),
                          .what = row_text(arena, row, "what"), .from = row_text(arena, row, "from"),
                          .to = row_text(arena, row, "to"), .when = row_when(arena, row),
                          .quote = row_text(arena, row, "quote"),
                          .published = text_day(row_text(arena, row, "published"))};
    event.actors = value_items(arena, row_value(row, "actors"));
    event.mediators = value_items(arena, row_value(row, "mediators"));
    event.places = value_items(arena, row_value(row, "places"));
    *ARENA_PUSH(arena, event.sources) = row_source(arena, row);
    return event;
}

static void join_event(struct arena *arena, struct event *event, const struct event *other)
{
    add_all_once(arena, &event->mediators, &other->mediators);
    add_all_once(arena, &event->places, &other->places);
    add_all_once(arena, &event->sources, &other->sources);
    if (str_compare(other->published, event->published) > 0)
        event->published = other->published;
}

bool events_read(struct store *store, const struct filter *filter, struct arena *arena, struct event_list *events,
                 readout_error *error)
{
    struct rows *rows = rows_open(store, VIEW_TIMELINE, filter, error);
    struct map seen = {0};
    const struct row *row;
    while (rows && (row = rows_next(rows, error))) {
        struct event event = read_event(arena, row);
        struct str key = event_key(arena, &event);
        uint32_t at = key.len ? map_get(&seen, key) : (uint32_t)MAP_NONE;
        if (at != MAP_NONE) {
            join_event(arena, &events->items[at], &event);
            continue;
        }
        if (key.len)
            map_put(&seen, arena, key, (uint32_t)events->count);
        *ARENA_PUSH(arena, *events) = event;
    }
    rows_close(rows);
    return error->status == READOUT_OK;
}

/* Both parts with `between` where there are both. */
static struct str both(struct arena *arena, struct str a, const char *between, struct str b)
{
    return text_format(arena, "%.*s%s%.*s", STR_ARGS(a), a.len && b.len ? between : "", STR_ARGS(b));
}

struct str event_text(struct arena *arena, const struct event *event)
{
    struct str who = text_join(arena, &event->actors, ", ");
    struct str where = text_join(arena, &event->places, ", ");
    if (str_equal(event->event, STR("talks")))
        return event->what.len ? event->what : STR("talks");
    if (str_equal(event->event, STR("proposal")))
        return both(arena, event->what.len ? event->what : STR("proposal"), ", by ", who);
    if (str_equal(event->event, STR("trip")))
        return both(arena, who, " to ", where);
    struct str text = both(arena, who, ": ", both(arena, event->what, ", ", where));
    struct str mediators = text_join(arena, &event->mediators, ", ");
    return mediators.len ? text_format(arena, "%.*s (mediating: %.*s)", STR_ARGS(text), STR_ARGS(mediators)) : text;
}

struct str event_sources(struct arena *arena, const struct event *event)
{
    struct str sources = text_join(arena, &event->sources, "; ");
    return text_format(arena, "[%.*s]", STR_ARGS(sources));
}
