/* process.c - `readout processes` and `readout rounds`: which negotiations the reports are about, and their rounds. */
#include <jansson.h>
#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"
#include "view/round.h"
#include "view/value.h"

enum { SHOWING = OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER };

struct showing {
    struct store *store;
    const struct options *options;
    struct arena arena;
    struct row_list processes, rounds;
    readout_error *error;
};

/* A row whose texts outlive what it was made of; its names do not. */
static struct row copy_row(struct arena *arena, const struct row *row)
{
    struct row copy = *row;
    for (size_t i = 0; i < row->count; i++)
        if (row->values[i].kind == VALUE_TEXT || row->values[i].kind == VALUE_LIST)
            copy.values[i].text = str_copy(arena, row->values[i].text);
    return copy;
}

/* The names of the values of a process's row: those of the view, and the number of its rounds. */
static struct row process_names(void)
{
    static const char *const names[] = {"key", "name", "parties", "mediators", "matters",
                                        "from", "to", "reports", "voices", "rounds"};
    struct row row = {.count = sizeof names / sizeof names[0]};
    for (size_t i = 0; i < row.count; i++)
        row.names[i] = names[i];
    return row;
}

static bool load_processes(struct showing *showing)
{
    struct filter filter = show_filter(showing->options);
    struct rows *rows = rows_open(showing->store, VIEW_PROCESSES, &filter, showing->error);
    const struct row *row;
    while (rows && (row = rows_next(rows, showing->error))) {
        const struct row copy = copy_row(&showing->arena, row);
        struct row *kept = ARENA_PUSH(&showing->arena, showing->processes);
        *kept = process_names();
        for (size_t i = 0; i < copy.count; i++)
            kept->values[i] = copy.values[i];
    }
    rows_close(rows);
    return showing->error->status == READOUT_OK;
}

/* Add the rounds of a process; its row gets their number. */
static bool add_rounds(struct showing *showing, struct row *process)
{
    struct arena *arena = &showing->arena;
    struct str key = row_value(process, "key")->text;
    const struct story_scope scope = {.filter = {.process = key.ptr}};
    struct merged merged;
    struct round_list rounds = {0};
    bool made = merged_open(&merged, showing->store, &scope, showing->error);
    if (made) {
        struct str_list parties = value_items(arena, row_value(process, "parties"));
        struct str_list mediators = value_items(arena, row_value(process, "mediators"));
        rounds_find(arena, &merged.story, &parties, &mediators, &merged.words, &rounds);
    }
    for (size_t i = 0; i < rounds.count; i++) {
        struct row row = round_row(arena, &merged.story, key, &rounds.items[i]);
        *ARENA_PUSH(arena, showing->rounds) = copy_row(arena, &row);
    }
    process->values[process->count - 1] = (struct value){.kind = VALUE_NUMBER, .number = (double)rounds.count};
    merged_close(&merged);
    return made;
}

static bool load(struct showing *showing)
{
    bool loaded = load_processes(showing);
    for (size_t i = 0; loaded && i < showing->processes.count; i++)
        loaded = add_rounds(showing, &showing->processes.items[i]);
    return loaded;
}

static bool print(struct showing *showing, const struct row_list *rows, const struct row *names,
                  const struct table_layout *layout)
{
    if (showing->options->json)
        return row_list_print_json(rows, stdout, showing->error);
    struct page page = page_open(stdout);
    if (showing->options->csv)
        row_list_print_csv(rows, names, stdout, &showing->arena);
    else
        row_list_print_table(rows, &page, layout, &showing->arena);
    return true;
}

static bool print_processes(struct showing *showing)
{
    static const struct table_layout layout = {
        .columns = {"name", "when", "reports", "voices", "rounds"}, .below = {"key", "mediators"}};
    const struct row names = process_names();
    return print(showing, &showing->processes, &names, &layout);
}

static bool print_rounds(struct showing *showing)
{
    static const struct table_layout layout = {
        .columns = {"when", "number", "status", "place", "participants", "mediators"},
        .below = {"process", "reports"}};
    const struct row names = round_names();
    return print(showing, &showing->rounds, &names, &layout);
}

static bool show(struct showing *showing, bool print_what(struct showing *showing))
{
    if (arena_guard(&showing->arena))
        return error_set(showing->error, READOUT_NO_MEMORY, NULL, "memory ran out");
    return load(showing) && print_what(showing);
}

static int run(int argc, char **argv, bool print_what(struct showing *showing))
{
    struct options options;
    readout_error error = {0};
    int status = options_read(argc, argv, SHOWING, &options);
    if (status != -1)
        return status;
    struct showing showing = {.options = &options, .error = &error};
    showing.store = store_open(options.database, STORE_SHOW, &error);
    arena_init(&showing.arena, 0);
    bool shown = showing.store && show(&showing, print_what);
    arena_free(&showing.arena);
    store_close(showing.store);
    return shown ? EXIT_DONE : options_fail(&error);
}

static int run_processes(int argc, char **argv)
{
    return run(argc, argv, print_processes);
}

static int run_rounds(int argc, char **argv)
{
    return run(argc, argv, print_rounds);
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
             "who mediated, and the number that reports give it (\"the sixth round\"). --process KEY asks for those of\n"
             "one negotiation; 'readout processes' prints the keys.\n\n"
             HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER,
    .run = run_rounds,
};
