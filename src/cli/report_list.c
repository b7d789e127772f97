/* report_list.c - `readout reports`: the reports read, those without a day with the one inferred (merge/dating.h).
 *
 * Input: the options, the database. Output: a table, JSON or CSV. Invariant: an inferred day stands in a column of its
 * own, never as `published`. Where all reports have a day nothing is put together. */
#include <stdio.h>

#include "base/error.h"
#include "base/map.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"
#include "view/dating.h"
#include "view/text.h"

struct listing {
    struct merged merged;
    struct arena arena; /* of what follows */
    struct map at;      /* reports without a day, by name */
    LIST(struct str) days;
    struct rows *rows;
    readout_error *error;
};

/* The days of each report that came without one, as text. */
static bool find_days(struct listing *listing)
{
    const struct story *story = &listing->merged.story;
    struct arena *arena = &listing->arena;
    if (arena_guard(arena))
        return error_set(listing->error, READOUT_NO_MEMORY, NULL, "memory ran out");
    for (uint32_t i = 0; i < story->dating->count; i++) {
        const struct dated *dated = &story->dating->reports[i];
        if (dated->given || dated->confidence == DATING_OPEN)
            continue;
        map_put(&listing->at, arena, story->facts->reports.items[i].id, (uint32_t)listing->days.count);
        bool between = dated->from != STORY_NO_DAY && dated->to != STORY_NO_DAY;
        *ARENA_PUSH(arena, listing->days) =
            text_format(arena, "%s%.*s (%s)", between ? "~" : "", STR_ARGS(dating_days(arena, dated)),
                        dating_confidence_names[dated->confidence]);
    }
    return true;
}

static bool next_report(void *context, struct row *row)
{
    struct listing *listing = context;
    const struct row *read = rows_next(listing->rows, listing->error);
    if (!read)
        return false;
    for (size_t i = 0; i < read->count; i++)
        row->values[i] = read->values[i];
    uint32_t at = listing->at.count ? map_get(&listing->at, row_value(read, "report")->text) : (uint32_t)MAP_NONE;
    row->values[read->count] = at == MAP_NONE ? (struct value){.kind = VALUE_NONE}
                                              : (struct value){.kind = VALUE_TEXT, .text = listing->days.items[at]};
    return true;
}

static bool print_reports(struct listing *listing, struct store *store, const struct options *options)
{
    static const struct table_layout layout = {
        .columns = {"report", "published", "dated", "outlet", "title", "unread", "event", "voice", "meetings",
                    "statements", "figures"}};
    const char *names[ROW_SIZE];
    struct filter filter = show_filter(options);
    listing->rows = rows_open(store, VIEW_REPORTS, &filter, listing->error);
    if (!listing->rows)
        return false;
    const struct row *read = rows_row(listing->rows);
    for (size_t i = 0; i < read->count; i++)
        names[i] = read->names[i];
    names[read->count] = "dated";
    struct rows *rows = rows_made(names, read->count + 1, next_report, listing, listing->error);
    bool shown = rows && show_open_rows(rows, options, &layout, listing->error);
    rows_close(rows);
    rows_close(listing->rows);
    return shown && listing->error->status == READOUT_OK;
}

static bool show(struct store *store, const struct options *options, readout_error *error)
{
    struct listing listing = {.error = error};
    struct story_scope whole = {.events_only = true};
    struct coverage coverage = {0};
    arena_init(&listing.arena, 0);
    bool ready = store_coverage(store, &coverage, error);
    if (ready && coverage.undated)
        ready = merged_open(&listing.merged, store, &whole, error) && find_days(&listing);
    bool shown = ready && print_reports(&listing, store, options);
    if (coverage.undated)
        merged_close(&listing.merged);
    arena_free(&listing.arena);
    return shown;
}

static int run(int argc, char **argv)
{
    return show_command(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER |
                        OPTIONS_REJECTED, show);
}

const struct command command_reports = {
    .name = "reports",
    .summary = "the reports read, what event each tells of, and how many facts",
    .usage = "Usage: readout reports [OPTION...]\n\n"
             "Prints the reports read, each in its newest version. Reports that tell of one event have the same\n"
             "event, versions of one text the same voice, by the name of the first of them; in the table a report's\n"
             "own name is left out there. Where a report came without a day, \"dated\" has the days that are\n"
             "inferred, with ~ before them or as a bound; 'readout dating' says why.\n\n"
             HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER HELP_REJECTED,
    .run = run,
};
