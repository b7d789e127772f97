/* timeline.c - `readout timeline`: what happened or was planned, in order of time. */
#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "view/timeline.h"

static bool print_timeline(struct store *store, const struct options *options, readout_error *error)
{
    struct filter filter = show_filter(options);
    struct page page = page_open(stdout);
    struct event_list events = {0};
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else if (events_read(store, &filter, &arena, &events, error))
        timeline_print(&page, &events, &arena);
    arena_free(&arena);
    return error->status == READOUT_OK;
}

static int run(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER, &options);
    if (status != -1)
        return status;
    struct store *store = store_open(options.database, STORE_SHOW, &error);
    bool is_text = !options.json && !options.csv;
    bool shown = store && (is_text ? print_timeline(store, &options, &error)
                                   : show_rows(store, VIEW_TIMELINE, &options, NULL, &error));
    store_close(store);
    return shown ? EXIT_DONE : options_fail(&error);
}

const struct command command_timeline = {
    .name = "timeline",
    .summary = "meetings, trips, proposals and states of the talks in order of time",
    .usage = "Usage: readout timeline [OPTION...]\n\n"
             "Prints one line for each meeting and trip, for each state of the talks and each proposal, in order\n"
             "of time; the last two stand at the day of their report. What reports agree on stands once, with all\n"
             "its sources. What has no day that could be resolved comes last, with the words of the report.\n\n"
             HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER,
    .run = run,
};
