/* show.c - the commands that print one view of the record: meetings, trips, statements, ...
 *
 * Input: the options, the database. Output: a table, JSON or CSV. Invariant: the database is not changed. */
#include "cli/show.h"

#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "view/rows.h"

enum { SHOWING = OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER | OPTIONS_REJECTED };

struct filter show_filter(const struct options *options)
{
    return (struct filter){.since = options->since, .until = options->until, .actor = options->actor,
                           .place = options->place, .process = options->process, .rejected = options->rejected};
}

bool show_open_rows(struct rows *rows, const struct options *options, const struct table_layout *layout,
                    readout_error *error)
{
    if (options->json)
        return rows_print_json(rows, stdout, error);
    if (options->csv)
        return rows_print_csv(rows, stdout, error);
    struct arena arena;
    struct page page = page_open(stdout);
    arena_init(&arena, 0);
    bool printed = arena_guard(&arena) ? error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out")
                                       : rows_print_table(rows, &page, layout, &arena, error);
    arena_free(&arena);
    return printed;
}

bool show_rows(struct store *store, enum store_view view, const struct options *options,
               const struct table_layout *layout, readout_error *error)
{
    struct filter filter = show_filter(options);
    struct rows *rows = rows_open(store, view, &filter, error);
    bool printed = rows && show_open_rows(rows, options, layout, error);
    rows_close(rows);
    return printed;
}

static int show(int argc, char **argv, enum store_view view, const struct table_layout *layout)
{
    struct options options;
    readout_error error = {0};
    int status = options_read(argc, argv, SHOWING, &options);
    if (status != -1)
        return status;
    struct store *store = store_open(options.database, STORE_SHOW, &error);
    bool shown = store && show_rows(store, view, &options, layout, &error);
    store_close(store);
    return shown ? EXIT_DONE : options_fail(&error);
}

/* One command: its name, summary, what its help tells besides, its view and the columns of its table. */
#define SHOW_COMMAND(NAME, VIEW, SUMMARY, TEXT, EVIDENCE, ...)                                                    \
    static int run_##NAME(int argc, char **argv)                                                                 \
    {                                                                                                            \
        static const struct table_layout layout = {.columns = {__VA_ARGS__}, .evidence = EVIDENCE};              \
        return show(argc, argv, VIEW, &layout);                                                                  \
    }                                                                                                            \
    const struct command command_##NAME = {                                                                      \
        .name = #NAME,                                                                                           \
        .summary = SUMMARY,                                                                                      \
        .usage = "Usage: readout " #NAME " [OPTION...]\n\n" TEXT "\n" HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER \
                 HELP_REJECTED,                                                                                  \
        .run = run_##NAME,                                                                                       \
    };

SHOW_COMMAND(meetings, VIEW_MEETINGS, "who met whom, or is to: when, where, held or not",
             "Prints every meeting, talks, call, summit, visit and briefing that a report tells of, in order of\n"
             "time, with the words that tell it, the report and the rule that read it.\n",
             true, "when", "status", "kind", "participants", "mediators", "place")
SHOW_COMMAND(trips, VIEW_TRIPS, "who travelled where, or is to",
             "Prints every journey that a report tells of, in order of time.\n", true, "when", "status", "traveller",
             "destinations", "ordinal")
SHOW_COMMAND(statements, VIEW_STATEMENTS, "who said what: every direct quotation",
             "Prints every direct quotation with its speaker, or the source as the report describes it.\n", true,
             "speaker", "party", "source", "addressee")
SHOW_COMMAND(proposals, VIEW_PROPOSALS, "what is on the table: by whom, terms, answers",
             "Prints every offer, plan and draft with who made it, its terms and who answered what.\n", true, "name",
             "by", "terms", "responses")
SHOW_COMMAND(talks, VIEW_TALKS, "what each report says of the state of the talks",
             "Prints what each report says of the state of the negotiation as a whole.\n", true, "name", "state")
SHOW_COMMAND(figures, VIEW_FIGURES, "quantities: people, money, goods, durations of a truce",
             "Prints every quantity of something, with the words around it.\n", true, "value", "unit", "qualifier")
