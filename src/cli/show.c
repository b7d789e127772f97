/* show.c - the commands that print one view of the record: meetings, trips, statements, ...
 *
 * Input: the options, the database. Output: a table, JSON or CSV. Invariant: the database is not changed. */
#include "cli/show.h"

#include <stdio.h>

#include "base/error.h"
#include "cli/choose.h"
#include "cli/command.h"
#include "cli/items.h"
#include "view/rows.h"

enum { SHOWING = OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER | OPTIONS_REJECTED };

struct filter show_filter(const struct options *options)
{
    return (struct filter){.since = options->since, .until = options->until, .actor = options->actor,
                           .place = options->place, .process = options->process, .rejected = options->rejected};
}

int show_with(struct options *options, show_use *use)
{
    struct arena arena;
    readout_error error = {0};
    struct store *store = store_open(options->database, STORE_SHOW, &error);
    arena_init(&arena, 0);
    bool shown = store && choose_process(store, options, &arena, &error) && use(store, options, &error);
    arena_free(&arena);
    store_close(store);
    return shown ? EXIT_DONE : options_fail(&error);
}

int show_command(int argc, char **argv, unsigned groups, show_use *use)
{
    struct options options;
    int status = options_read(argc, argv, groups, &options);
    return status != -1 ? status : show_with(&options, use);
}

bool show_buffer(const struct buffer *out, readout_error *error)
{
    if (out->failed)
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    if (out->len)
        fwrite(out->ptr, 1, out->len, stdout);
    return true;
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

/* One command: its name, summary, what its help tells besides, its view and the columns of its table. */
#define SHOW_COMMAND(NAME, VIEW, SUMMARY, TEXT, EVIDENCE, ...)                                                    \
    static bool show_##NAME(struct store *store, const struct options *options, readout_error *error)            \
    {                                                                                                            \
        static const struct table_layout layout = {.columns = {__VA_ARGS__}, .evidence = EVIDENCE};              \
        return show_rows(store, VIEW, options, &layout, error);                                                  \
    }                                                                                                            \
    static int run_##NAME(int argc, char **argv)                                                                 \
    {                                                                                                            \
        return show_command(argc, argv, SHOWING, show_##NAME);                                                   \
    }                                                                                                            \
    const struct command command_##NAME = {                                                                      \
        .name = #NAME,                                                                                           \
        .summary = SUMMARY,                                                                                      \
        .usage = "Usage: readout " #NAME " [OPTION...]\n\n" TEXT "\n" HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER \
                 HELP_REJECTED,                                                                                  \
        .run = run_##NAME,                                                                                       \
    };

/* The same for what the merged record puts together: its kind of item, the columns of its table, and of --each. */
#define COLUMNS(...) {.columns = {__VA_ARGS__}, .evidence = true}
#define ITEM_COMMAND(NAME, KIND, VIEW, SUMMARY, TEXT, MERGED, EACH)                                              \
    static bool show_##NAME(struct store *store, const struct options *options, readout_error *error)            \
    {                                                                                                            \
        static const struct table_layout layout = MERGED, each = EACH;                                           \
        return options->each ? show_rows(store, VIEW, options, &each, error)                                     \
                             : items_show(store, options, KIND, &layout, error);                                 \
    }                                                                                                            \
    static int run_##NAME(int argc, char **argv)                                                                 \
    {                                                                                                            \
        return show_command(argc, argv, SHOWING | OPTIONS_EACH, show_##NAME);                                    \
    }                                                                                                            \
    const struct command command_##NAME = {                                                                      \
        .name = #NAME,                                                                                           \
        .summary = SUMMARY,                                                                                      \
        .usage = "Usage: readout " #NAME " [OPTION...]\n\n" TEXT "\n" HELP_EACH HELP_DATABASE HELP_JSON     \
                 HELP_CSV HELP_FILTER HELP_REJECTED,                                                             \
        .run = run_##NAME,                                                                                       \
    };

ITEM_COMMAND(meetings, ITEM_MEETING, VIEW_MEETINGS, "who met whom, or is to: when, where, held or not",
             "Prints every meeting, talks, call, summit, visit and briefing once, however many reports tell of it,\n"
             "in order of time: the words of one of them, its voices, how it went from planned to held or called\n"
             "off, and where sources differ in who took part. Copies of one text are one voice.\n",
             COLUMNS("when", "status", "kind", "participants", "mediators", "place"),
             COLUMNS("when", "status", "kind", "participants", "mediators", "place"))
ITEM_COMMAND(trips, ITEM_TRIP, VIEW_TRIPS, "who travelled where, or is to",
             "Prints every journey once, however many reports tell of it, in order of time, with its voices and\n"
             "how it went from planned to held or called off.\n",
             COLUMNS("when", "status", "traveller", "destinations", "ordinal"),
             COLUMNS("when", "status", "traveller", "destinations", "ordinal"))
SHOW_COMMAND(statements, VIEW_STATEMENTS, "who said what: every direct quotation",
             "Prints every direct quotation with its speaker, or the source as the report describes it.\n", true,
             "speaker", "party", "source", "addressee")
ITEM_COMMAND(proposals, ITEM_PROPOSAL, VIEW_PROPOSALS, "what is on the table: by whom, terms, answers",
             "Prints every offer, plan and draft once: who made it, its terms as last told, what terms were before\n"
             "their numbers changed, and who answered what over time, each with days and voices.\n",
             COLUMNS("first_told", "name", "by", "terms"), COLUMNS("name", "by", "terms", "responses"))
ITEM_COMMAND(talks, ITEM_TALKS, VIEW_TALKS, "how the talks stand, over time",
             "Prints each time the talks came to be in another state, with the days of the first and the last\n"
             "report that tells it, and its voices.\n",
             COLUMNS("when", "state", "name"), COLUMNS("name", "state"))
SHOW_COMMAND(figures, VIEW_FIGURES, "quantities: people, money, goods, durations of a truce",
             "Prints every quantity of something, with the words around it.\n", true, "value", "unit", "qualifier")
ITEM_COMMAND(events, ITEM_CODED, VIEW_CODINGS, "political events: who did what to whom, coded as PLOVER and CAMEO",
             "Prints political events in the terms of PLOVER and CAMEO, in order of time: one a day for each source,\n"
             "target, event and class of status (past and ongoing are one; planned, hypothetical and denied stand by\n"
             "themselves), however many reports tell it, with its voices, whom they cite, and what is disputed. What\n"
             "is past and told without a day stands at the day of its report (day_basis: report). Reports that tell\n"
             "of one happening, the column event of 'readout reports', are another thing.\n",
             COLUMNS("day", "status", "event", "cameo", "source", "target", "place"),
             COLUMNS("when", "status", "event", "cameo", "source_names", "target_names", "place"))
