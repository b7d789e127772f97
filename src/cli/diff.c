/* diff.c - `readout diff`: what changed in the record since a run, a day or the last brief.
 *
 * Input: the options, the database. Output: a page, JSON or CSV. Invariant: the database is not changed. */
#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/revision.h"
#include "cli/show.h"
#include "cli/story.h"
#include "view/moment.h"

static void print_json(const struct change_report *report, readout_error *error)
{
    struct buffer out = {0};
    change_put(&out, report);
    show_buffer(&out, error);
    buffer_free(&out);
}

static void compare(struct change_report *report, const struct options *options, struct arena *arena,
                    readout_error *error)
{
    struct page page = page_open(stdout);
    change_find_reports(arena, report->then, report->now, &report->reports);
    change_find(arena, report->then, report->now, options->process != NULL, &report->changes);
    change_filter(arena, &report->changes, options->actor, options->place);
    if (options->json)
        print_json(report, error);
    else if (options->csv)
        change_print_csv(report, stdout, arena);
    else
        change_print(report, &page, arena);
}

static bool compare_stories(const struct moment *moment, const struct merged *then, const struct merged *now,
                            const struct options *options, readout_error *error)
{
    struct change_report report = {.then = &then->story, .now = &now->story, .since = moment->since};
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else
        compare(&report, options, &arena, error);
    arena_free(&arena);
    return error->status == READOUT_OK;
}

static bool show_changes(struct store *store, const struct options *options, readout_error *error)
{
    struct moment moment;
    struct merged then, now;
    if (!moment_find(store, "--since", options->since, options->process, &moment, error))
        return false;
    struct story_scope scope = {.filter = {.until = options->until, .process = options->process}}, before = scope;
    before.as_of = moment.as_of;
    before.published_before = moment.published_before.len ? moment.published_before.ptr : NULL;
    bool shown = merged_open(&then, store, &before, error);
    shown = merged_open(&now, store, &scope, error) && shown &&
            compare_stories(&moment, &then, &now, options, error);
    merged_close(&then);
    merged_close(&now);
    return shown;
}

static bool show(struct store *store, const struct options *options, readout_error *error)
{
    return options->since ? show_changes(store, options, error) : show_revision(store, options, error);
}

/* Wrong usage, which is printed; else NULL. */
static const char *find_fault(const struct options *options)
{
    bool filtered = options->until || options->actor || options->place || options->process;
    if (!options->since && !options->input_count)
        return "--since WHEN, or a report, is missing";
    if (options->since && options->input_count)
        return "either --since or reports";
    if (options->input_count > 2)
        return "more than two reports";
    if (options->input_count && (options->csv || filtered))
        return "--csv, --until, --actor, --place and --process go with --since alone";
    return NULL;
}

static int run(int argc, char **argv)
{
    struct options options;
    unsigned groups =
        OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER | OPTIONS_WHEN | OPTIONS_WORDS;
    int status = options_read(argc, argv, groups, &options);
    if (status != -1)
        return status;
    const char *fault = find_fault(&options);
    if (fault) {
        fprintf(stderr, "readout diff: %s; see 'readout diff --help'\n", fault);
        return EXIT_USAGE;
    }
    return show_with(&options, show);
}

const struct command command_diff = {
    .name = "diff",
    .summary = "what changed: new, revised, held, called off, answered, contradicted, withdrawn",
    .usage = "Usage: readout diff --since WHEN [OPTION...]\n"
             "       readout diff REPORT [REPORT] [OPTION...]\n\n"
             "Prints what changed in the merged record (readout export --story): meetings held and called off,\n"
             "answers, positions that moved, what was revised (old → new), newly contradicted or no longer, what is\n"
             "new, and what no report tells any more; each with the words that tell it, and their reports.\n"
             "Or compares two reports, or a report with its version before: sentences changed, added, removed and\n"
             "moved, and the facts that came or went with them. REPORT is an id, or ID@N for its version N.\n\n"
             "  --since WHEN   compare with: YYYY-MM-DD, the record before that day (UTC); where it is younger than\n"
             "                 that, what had been published before that day; published:YYYY-MM-DD, always the\n"
             "                 latter; run:N or #N, the record after that run ('readout runs'); brief, the record\n"
             "                 when 'readout brief' was last shown\n"
             "  --until DATE   of reports published up to this day alone\n"
             "  --actor NAME   only what this actor, or someone of this party, takes part in, makes or holds\n"
             "  --place NAME   only meetings at this place\n"
             HELP_PROCESS HELP_DATABASE HELP_JSON HELP_CSV,
    .run = run,
};

static bool show_runs(struct store *store, const struct options *options, readout_error *error)
{
    static const struct table_layout layout = {
        .columns = {"run", "started", "engine", "new", "new_version", "withdrawn"}};
    return show_rows(store, VIEW_RUNS, options, &layout, error);
}

static int run_runs(int argc, char **argv)
{
    return show_command(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV, show_runs);
}

const struct command command_runs = {
    .name = "runs",
    .summary = "when the record was changed, and by how many reports",
    .usage = "Usage: readout runs [OPTION...]\n\n"
             "Prints each call of the program that changed the record: its number, when it started (UTC), the version\n"
             "of the program, and how many reports were new, came in a new version or were withdrawn.\n\n"
             HELP_DATABASE HELP_JSON HELP_CSV,
    .run = run_runs,
};
