/* export.c - `readout export`: the whole record. With --story what all reports together say, as one JSON object. */
#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"
#include "view/story_json.h"

static bool print_buffer(const struct buffer *out, readout_error *error)
{
    if (out->failed)
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    fwrite(out->ptr, 1, out->len, stdout); /* whether it arrived, main asks */
    return true;
}

static bool print_story(struct store *store, const struct options *options, readout_error *error)
{
    struct story_scope scope = merged_scope(options);
    scope.as_of = (int64_t)options->as_of;
    struct merged merged;
    struct buffer out = {0};
    bool printed = merged_open(&merged, store, &scope, error);
    if (printed) {
        story_put(&out, &merged.story, options->rejected);
        printed = print_buffer(&out, error);
    }
    buffer_free(&out);
    merged_close(&merged);
    return printed;
}

static bool print_facts(struct store *store, const struct options *options, readout_error *error)
{
    static const enum store_view views[] = {VIEW_REPORTS, VIEW_ACTORS, VIEW_MEETINGS, VIEW_TRIPS, VIEW_STATEMENTS,
                                            VIEW_PROPOSALS, VIEW_POSITIONS, VIEW_TALKS, VIEW_FIGURES};
    static const char *const kinds[] = {"report", "actor", "meeting", "trip", "statement", "proposal", "position",
                                        "talk", "figure"};
    struct filter filter = show_filter(options);
    filter.rejected = true; /* it says so */
    for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
        struct rows *rows = rows_open(store, views[i], &filter, error);
        bool printed = rows && rows_print_lines(rows, kinds[i], stdout, error);
        rows_close(rows);
        if (!printed)
            return false;
    }
    return true;
}

static int run(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_FILTER | OPTIONS_STORY | OPTIONS_REJECTED, &options);
    if (status != -1)
        return status;
    struct store *store = store_open(options.database, STORE_SHOW, &error);
    bool shown = store && (options.story ? print_story(store, &options, &error) : print_facts(store, &options, &error));
    store_close(store);
    return shown ? EXIT_DONE : options_fail(&error);
}

const struct command command_export = {
    .name = "export",
    .summary = "the whole record: every fact, or what all reports together say",
    .usage = "Usage: readout export [OPTION...]\n\n"
             "Prints every fact of the current reports as JSON lines: each with its kind, its report, where it\n"
             "stands in the text and the fields that the commands of its kind print; \"standing\" is \"machine\", or what a\n"
             "person made of it: \"confirmed\", \"rejected\", \"hand-made\".\n"
             "With --story it prints one JSON object of what all reports together say: each actor, meeting,\n"
             "proposal and position once, with the reports that tell it and why they were put together, what\n"
             "the reports contradict each other in, and which are copies. --since, --until, --actor, --place and\n"
             "--process choose facts; with --story the reports that it is made of.\n\n"
             "  --story        what all reports together say, one JSON object\n"
             "  --as-of RUN    with --story: the reports as they were after this run ('readout runs'), in the groups\n"
             "                 of now; --actor and --place are not asked for then\n"
             HELP_REJECTED HELP_DATABASE HELP_FILTER,
    .run = run,
};
