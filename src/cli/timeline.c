/* timeline.c - `readout timeline`: what happened or was planned, in order of time. */
#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/items.h"
#include "cli/show.h"
#include "view/story_event.h"
#include "view/timeline.h"

static bool print_merged(struct shown *shown, const struct options *options, readout_error *error)
{
    struct arena *arena = &shown->merged.arena;
    struct page page = page_open(stdout);
    struct event_list events = {0};
    struct item_printer printer = {.out = stdout, .form = options->json ? ITEM_JSON : ITEM_CSV, .kind = ITEM_TIMELINE};
    if (options->json || options->csv)
        return shown_print(shown, &printer, error);
    if (arena_guard(arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    size_t left_out = events_of_story(arena, &shown->choice, &events);
    timeline_print(&page, &events, arena);
    if (left_out)
        printf("(%zu more that one voice alone tells: --all)\n", left_out);
    return true;
}

static bool show_merged(struct store *store, const struct options *options, readout_error *error)
{
    struct shown shown;
    bool printed = shown_open(&shown, store, options, SHOWN_MEETINGS, error);
    shown.choice.borne_out = !options->all;
    printed = printed && print_merged(&shown, options, error);
    shown_close(&shown);
    return printed;
}

static bool show_each(struct store *store, const struct options *options, readout_error *error)
{
    struct filter filter = show_filter(options);
    struct page page = page_open(stdout);
    struct event_list events = {0};
    struct arena arena;
    if (options->json || options->csv)
        return show_rows(store, VIEW_TIMELINE, options, NULL, error);
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else if (events_read(store, &filter, &arena, &events, error))
        timeline_print(&page, &events, &arena);
    arena_free(&arena);
    return error->status == READOUT_OK;
}

static bool show(struct store *store, const struct options *options, readout_error *error)
{
    return options->each ? show_each(store, options, error) : show_merged(store, options, error);
}

static int run(int argc, char **argv)
{
    return show_command(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER | OPTIONS_EACH |
                                        OPTIONS_ALL | OPTIONS_REJECTED,
                        show);
}

const struct command command_timeline = {
    .name = "timeline",
    .summary = "meetings, trips, proposals, answers and turns of the talks in order of time",
    .usage = "Usage: readout timeline [OPTION...]\n\n"
             "Prints one line an event, in order of time, however many reports tell of it: meetings and trips with\n"
             "how they went (\"planned → held\"), proposals, answers to them, and each time the talks came to be in\n"
             "another state. A proposal stands at the day that reports give it, else, as answers and states do, at\n"
             "the day of the first report. Copies of one text are one voice. What has no day that could be resolved\n"
             "comes last, with the words of the report. Where ten voices or more follow the talks, what one of them\n"
             "alone tells is left out, but for meetings and trips with a day.\n\n"
             "  --all          also that\n" HELP_EACH HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER
             HELP_REJECTED,
    .run = run,
};
