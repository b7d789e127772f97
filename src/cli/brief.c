/* brief.c - `readout brief`: one page on where the talks stand. */
#include "view/brief.h"

#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "store/run.h"

static void print_brief(const struct brief *brief, const struct options *options, struct arena *arena,
                        readout_error *error)
{
    struct page page = page_open(stdout);
    if (options->json)
        brief_print_json(brief, stdout, error);
    else
        brief_print(brief, &page, arena);
}

static bool show_brief(struct store *store, const struct options *options, readout_error *error)
{
    struct filter filter = show_filter(options);
    struct brief brief;
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else if (brief_read(store, &filter, &arena, &brief, error))
        print_brief(&brief, options, &arena, error);
    arena_free(&arena);
    return error->status == READOUT_OK;
}

static int run(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_FILTER, &options);
    if (status != -1)
        return status;
    struct store *store = store_open(options.database, STORE_SHOW, &error);
    bool shown = store && show_brief(store, &options, &error);
    if (shown && !options.since && !options.until && !options.actor && !options.place)
        store_note_brief(store, options.process);
    store_close(store);
    return shown ? EXIT_DONE : options_fail(&error);
}

const struct command command_brief = {
    .name = "brief",
    .summary = "one page: where the talks stand, what is planned, who holds what",
    .usage = "Usage: readout brief [OPTION...]\n\n"
             "Prints one page on the record: where the talks stand, what is planned, what was held last, what is\n"
             "on the table, who holds what, who said what lately, and figures that reports give differently.\n"
             "Each line ends with its source: [outlet, date of publication, report]. What lies ahead is judged\n"
             "by the newest report, not by today. That it was shown is noted, where the database can be written, for\n"
             "'readout diff --since brief'; a brief that is cut by more than --process is not.\n\n"
             HELP_DATABASE HELP_JSON HELP_FILTER,
    .run = run,
};
