/* items.c - see items.h. */
#include "cli/items.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/error.h"

enum { MARGIN_DAYS = 31 };

/* The day `days` later, in `text`; NULL where `day` is NULL or no day of the calendar is so late. */
static const char *shifted(const char *day, int days, char text[11])
{
    long number;
    if (!day || !calendar_parse(str_of(day), &number) || number + days > calendar_day(9999, 12, 31) ||
        number + days < calendar_day(1, 1, 1))
        return NULL;
    calendar_print(number + days, text);
    return text;
}

bool shown_open(struct shown *shown, struct store *store, const struct options *options, enum shown_what what,
                readout_error *error)
{
    struct story_scope scope = merged_scope(options);
    struct filter filter = scope.filter;
    memset(shown, 0, sizeof *shown);
    scope.events_only = !(what & SHOWN_POSITIONS);
    scope.codings = what & SHOWN_EVENTS;
    if (!(what & SHOWN_POSITIONS)) /* an item keeps its voices, also those that name actor or place otherwise */
        scope.filter.actor = scope.filter.place = NULL;
    scope.filter.since = shifted(filter.since, -MARGIN_DAYS, shown->since);
    scope.filter.until = shifted(filter.until, MARGIN_DAYS, shown->until);
    if (!merged_open(&shown->merged, store, &scope, error))
        return false;
    if (arena_guard(&shown->merged.arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    shown->choice = choice_of(&shown->merged.arena, &shown->merged.story, &filter);
    return true;
}

void shown_close(struct shown *shown)
{
    buffer_free(&shown->scratch);
    merged_close(&shown->merged);
}

static struct items items_of(struct shown *shown)
{
    return (struct items){.arena = &shown->merged.arena, .story = &shown->merged.story, .choice = shown->choice,
                          .scratch = &shown->scratch};
}

static bool add_items(struct shown *shown, struct items *items, enum item_kind kind, readout_error *error)
{
    if (arena_guard(&shown->merged.arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    items_add(items, kind);
    return true;
}

bool shown_items(struct shown *shown, enum item_kind kind, struct item_list *list, readout_error *error)
{
    struct items items = items_of(shown);
    bool added = add_items(shown, &items, kind, error);
    *list = items.list;
    return added;
}

static bool print_chosen(struct shown *shown, struct items *items, struct item_printer *printer, readout_error *error)
{
    struct item_numbers numbers;
    if (arena_guard(&shown->merged.arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    items_choose(items, printer->kind, &numbers);
    return items_print_chosen(items, &numbers, printer, error);
}

bool shown_print(struct shown *shown, struct item_printer *printer, readout_error *error)
{
    struct items items = items_of(shown);
    if (items_have_numbers(printer->kind))
        return print_chosen(shown, &items, printer, error);
    bool printed = add_items(shown, &items, printer->kind, error) && items_print(printer, &items.list, error);
    items_print_end(printer);
    return printed;
}

static bool print_items(struct shown *shown, const struct options *options, enum item_kind kind,
                        const struct table_layout *layout, readout_error *error)
{
    struct item_list list;
    struct item_printer printer = {.out = stdout, .form = options->json ? ITEM_JSON : ITEM_CSV, .kind = kind};
    if (options->json || options->csv)
        return shown_print(shown, &printer, error);
    if (!shown_items(shown, kind, &list, error))
        return false;
    struct page page = page_open(stdout);
    if (arena_guard(&shown->merged.arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    items_print_table(&list, &page, layout, &shown->merged.arena);
    return true;
}

bool items_show(struct store *store, const struct options *options, enum item_kind kind,
                const struct table_layout *layout, readout_error *error)
{
    struct shown shown;
    enum shown_what what = kind == ITEM_CODED ? SHOWN_EVENTS : SHOWN_MEETINGS;
    bool printed = shown_open(&shown, store, options, what, error) &&
                   print_items(&shown, options, kind, layout, error);
    shown_close(&shown);
    return printed;
}
