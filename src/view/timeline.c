/* timeline.c - see timeline.h. */
#include "view/timeline.h"

#include "view/text.h"

static bool is_dated(const struct event *event)
{
    return event->from.len || event->to.len;
}

static void print_event(const struct page *page, const struct event *event, struct arena *arena)
{
    struct str text = event_text(arena, event), course = event_course(arena, event);
    struct str line = text_format(arena, "%.*s%s%.*s%s%.*s: %.*s", STR_ARGS(event->when), event->when.len ? "  " : "",
                                  STR_ARGS(event->event), course.len ? " " : "", STR_ARGS(course), STR_ARGS(text));
    page_line(page, 0, line, event_sources(arena, event));
}

static void print_half(const struct page *page, const struct event_list *events, bool dated, struct arena *arena)
{
    for (size_t i = 0; i < events->count; i++)
        if (is_dated(&events->items[i]) == dated)
            print_event(page, &events->items[i], arena);
}

void timeline_print(const struct page *page, const struct event_list *events, struct arena *arena)
{
    size_t undated = 0;
    for (size_t i = 0; i < events->count; i++)
        undated += !is_dated(&events->items[i]);
    print_half(page, events, true, arena);
    if (undated)
        page_heading(page, STR("undated"));
    print_half(page, events, false, arena);
    if (!events->count)
        page_line(page, 0, STR("none"), STR(""));
}
