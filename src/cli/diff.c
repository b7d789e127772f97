/* diff.c - `readout diff`: what changed in the record since a run, a day or the last brief.
 *
 * Input: the options, the database. Output: a page, JSON or CSV. Invariant: the database is not changed. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/revision.h"
#include "cli/show.h"
#include "cli/story.h"
#include "store/run.h"
#include "view/change_print.h"

/* What --since comes to. */
struct moment {
    struct story_scope then;
    struct change_since since;
    struct brief_shown shown;
};

static bool bad_moment(const char *when, const char *why, readout_error *error)
{
    return error_set(error, READOUT_BAD_USAGE, NULL, "--since %s: %s", when, why);
}

static void compare_with_run(struct moment *moment, int64_t run)
{
    moment->since.run = run;
    moment->then.as_of = run > 0 ? run : -1;
}

static void compare_with_published(struct moment *moment, const char *day)
{
    moment->since.published_before = str_of(day);
    moment->then.published_before = day;
}

static bool find_run(struct store *store, const char *when, const char *number, struct moment *moment,
                     readout_error *error)
{
    char *end;
    bool has;
    long long run = number[0] >= '1' && number[0] <= '9' ? strtoll(number, &end, 10) : 0;
    if (run <= 0 || *end)
        return bad_moment(when, "not a run; 'readout runs' lists them", error);
    if (!store_has_run(store, run, &has, error))
        return false;
    compare_with_run(moment, run);
    return has || bad_moment(when, "there is no such run; 'readout runs' lists them", error);
}

static bool find_brief(struct store *store, const char *process, struct moment *moment, readout_error *error)
{
    if (!store_brief_shown(store, process, &moment->shown, error))
        return false;
    if (!moment->shown.at[0])
        return bad_moment("brief", "no brief was shown yet that could be noted", error);
    compare_with_run(moment, moment->shown.run);
    moment->since.shown_at = str_of(moment->shown.at);
    return true;
}

/* The record as it was before the day; where it is younger than that, what had been published before. */
static bool find_day(struct store *store, const char *when, struct moment *moment, readout_error *error)
{
    int64_t run;
    if (!options_is_day(when))
        return bad_moment(when, "not a day YYYY-MM-DD, published:DAY, run:N or brief", error);
    if (!store_last_run(store, when, &run, error))
        return false;
    if (run)
        compare_with_run(moment, run);
    else
        compare_with_published(moment, when);
    return true;
}

static bool find_moment(struct store *store, const struct options *options, struct moment *moment, readout_error *error)
{
    static const char by_run[] = "run:", by_published[] = "published:";
    const char *when = options->since;
    *moment = (struct moment){.then.filter = {.until = options->until, .process = options->process}};
    if (strcmp(when, "brief") == 0)
        return find_brief(store, options->process, moment, error);
    if (when[0] == '#')
        return find_run(store, when, when + 1, moment, error);
    if (strncmp(when, by_run, sizeof by_run - 1) == 0)
        return find_run(store, when, when + sizeof by_run - 1, moment, error);
    if (strncmp(when, by_published, sizeof by_published - 1) != 0)
        return find_day(store, when, moment, error);
    compare_with_published(moment, when + sizeof by_published - 1);
    return options_is_day(moment->then.published_before) || bad_moment(when, "not a day YYYY-MM-DD", error);
}

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
    if (!find_moment(store, options, &moment, error))
        return false;
    struct story_scope scope = {.filter = moment.then.filter};
    bool shown = merged_open(&then, store, &moment.then, error);
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
