/* process.c - `readout processes` and `readout rounds`: which negotiations the reports are about, and their rounds. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"
#include "view/round.h"
#include "view/value.h"

enum { SHOWING = OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER };

/* Those of the view, and the number of rounds. */
enum { KEY = 0, PARTIES = 2, MEDIATORS = 3, ROUNDS = 9, PROCESS_VALUES = 10 };
static const char *const process_names[PROCESS_VALUES] = {"key",  "name", "parties", "mediators", "matters",
                                                          "from", "to",   "reports", "voices",    "rounds"};

struct process_row {
    struct value values[PROCESS_VALUES];
};
struct round_row {
    struct value values[ROUND_VALUES];
};

struct showing {
    struct store *store;
    const struct options *options;
    struct arena arena;
    LIST(struct process_row) processes;
    LIST(struct round_row) rounds;
    struct merged merged; /* of one process after the other */
    size_t next; /* row to print */
    readout_error *error;
};

static bool load_processes(struct showing *showing)
{
    struct filter filter = show_filter(showing->options);
    struct rows *rows = rows_open(showing->store, VIEW_PROCESSES, &filter, showing->error);
    const struct row *row;
    while (rows && (row = rows_next(rows, showing->error))) {
        struct process_row *kept = ARENA_PUSH(&showing->arena, showing->processes);
        *kept = (struct process_row){0};
        for (size_t i = 0; i < ROUNDS; i++) {
            kept->values[i] = row->values[i];
            if (row->values[i].kind == VALUE_TEXT || row->values[i].kind == VALUE_LIST)
                kept->values[i].text = str_copy(&showing->arena, row->values[i].text);
        }
    }
    rows_close(rows);
    return showing->error->status == READOUT_OK;
}

/* Add the rounds of a process; its row gets their number. */
static void add_rounds(struct showing *showing, const struct merged *merged, struct process_row *process)
{
    struct arena *arena = &showing->arena;
    struct round_list rounds = {0};
    struct str_list parties = value_items(arena, &process->values[PARTIES]);
    struct str_list mediators = value_items(arena, &process->values[MEDIATORS]);
    rounds_find(arena, &merged->story, &parties, &mediators, &merged->words, &rounds);
    for (size_t i = 0; i < rounds.count; i++)
        round_values(arena, &merged->story, process->values[KEY].text, &rounds.items[i],
                     ARENA_PUSH(arena, showing->rounds)->values);
    process->values[ROUNDS] = (struct value){.kind = VALUE_NUMBER, .number = (double)rounds.count};
}

static bool load_rounds(struct showing *showing)
{
    bool loaded = true;
    for (size_t i = 0; loaded && i < showing->processes.count; i++) {
        struct process_row *process = &showing->processes.items[i];
        const struct story_scope scope = {.filter = {.process = process->values[KEY].text.ptr}, .events_only = true};
        loaded = (i ? merged_reopen : merged_open)(&showing->merged, showing->store, &scope, showing->error);
        if (loaded)
            add_rounds(showing, &showing->merged, process);
    }
    return loaded;
}

static bool load(struct showing *showing)
{
    return load_processes(showing) && load_rounds(showing);
}

static bool next_process(void *context, struct row *row)
{
    struct showing *showing = context;
    if (showing->next == showing->processes.count)
        return false;
    memcpy(row->values, showing->processes.items[showing->next++].values, sizeof(struct process_row));
    return true;
}

static bool next_round(void *context, struct row *row)
{
    struct showing *showing = context;
    if (showing->next == showing->rounds.count)
        return false;
    memcpy(row->values, showing->rounds.items[showing->next++].values, sizeof(struct round_row));
    return true;
}

static bool print(struct showing *showing, struct rows *rows, const struct table_layout *layout)
{
    bool printed = rows && show_open_rows(rows, showing->options, layout, showing->error);
    rows_close(rows);
    return printed;
}

static bool print_processes(struct showing *showing)
{
    static const struct table_layout layout = {
        .columns = {"name", "when", "reports", "voices", "rounds"}, .below = {"key", "mediators"}};
    return print(showing, rows_made(process_names, PROCESS_VALUES, next_process, showing, showing->error), &layout);
}

static bool print_rounds(struct showing *showing)
{
    static const struct table_layout layout = {
        .columns = {"when", "number", "status", "place", "participants", "mediators", "reports"},
        .below = {"process"}};
    return print(showing, rows_made(round_names, ROUND_VALUES, next_round, showing, showing->error), &layout);
}

static bool show(struct store *store, const struct options *options, bool print_what(struct showing *showing),
                 readout_error *error)
{
    struct showing showing = {.store = store, .options = options, .error = error};
    arena_init(&showing.arena, 0);
    bool shown = arena_guard(&showing.arena) ? error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out")
                                             : load(&showing) && print_what(&showing);
    merged_close(&showing.merged);
    arena_free(&showing.arena);
    return shown;
}

static bool show_processes(struct store *store, const struct options *options, readout_error *error)
{
    return show(store, options, print_processes, error);
}

static bool show_rounds(struct store *store, const struct options *options, readout_error *error)
{
    return show(store, options, print_rounds, error);
}

static int run_processes(int argc, char **argv)
{
    return show_command(argc, argv, SHOWING, show_processes);
}

static int run_rounds(int argc, char **argv)
{
    return show_command(argc, argv, SHOWING, show_rounds);
}

const struct command command_processes = {
    .name = "processes",
    .summary = "the negotiations that the reports are about",
    .usage = "Usage: readout processes [OPTION...]\n\n"
             "Prints the negotiations that the reports are about, those of most reports first: between whom and\n"
             "about what, who mediates, the first and last day of its reports, how many reports and voices (versions\n"
             "of one text are one voice) tell of it, and how many rounds of talks. The key stands for it wherever\n"
             "--process is asked for.\n\n"
             HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER,
    .run = run_processes,
};

const struct command command_rounds = {
    .name = "rounds",
    .summary = "the rounds of talks of each negotiation",
    .usage = "Usage: readout rounds [OPTION...]\n\n"
             "Prints each round of talks once, whatever number of reports tells of it: days, place, who took part and\n"
             "who mediated, and the number that reports give it (\"the sixth round\"). --process KEY asks for those\n"
             "of one negotiation; 'readout processes' prints the keys.\n\n"
             HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER,
    .run = run_rounds,
};
