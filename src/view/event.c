/* event.c - see event.h. */
#include "view/event.h"

#include "view/rows.h"
#include "view/text.h"
#include "view/value.h"
#include "view/voice.h"

enum { MOST_SOURCES = 3 /* named on a page */ };

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

bool events_read(struct store *store, const struct filter *filter, struct arena *arena, struct event_list *events,
                 readout_error *error)
{
    struct rows *rows = rows_open(store, VIEW_TIMELINE, filter, error);
    const struct row *row;
    while (rows && (row = rows_next(rows, error)))
        *ARENA_PUSH(arena, *events) = read_event(arena, row);
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
    if (str_equal(event->event, STR("answer")))
        return both(arena, who, " to ", event->what.len ? event->what : STR("proposal"));
    if (str_equal(event->event, STR("proposal")))
        return both(arena, event->what.len ? event->what : STR("proposal"), ", by ", who);
    if (str_equal(event->event, STR("trip")))
        return both(arena, who, " to ", where);
    struct str text = both(arena, who, ": ", both(arena, event->what, ", ", where));
    struct str mediators = text_join(arena, &event->mediators, ", ");
    return mediators.len ? text_format(arena, "%.*s (mediating: %.*s)", STR_ARGS(text), STR_ARGS(mediators)) : text;
}

struct str event_course(struct arena *arena, const struct event *event)
{
    return event->course.count > 1 ? text_join(arena, &event->course, " → ") : event->status;
}

struct str event_sources(struct arena *arena, const struct event *event)
{
    return voices_text(arena, &event->sources, MOST_SOURCES);
}
