/* actors.c - `readout actors`: who appears in the reports, each once; and what persons decide of who is one.
 *
 * Input: the options, the database. Output: a table, JSON or CSV; or a decision, kept. Invariant: without --merge and
 * --split the database is not changed; a name that could mean several actors decides nothing. */
#include <stdio.h>

#include "base/error.h"
#include "cli/choose.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"
#include "view/actor_decide.h"
#include "view/actor_rows.h"

/* What one call works with. */
struct call {
    struct options *options;
    struct store *store;
    struct arena arena; /* of the options' */
    struct merged merged;
    struct decision decision; /* what is decided; without places: nothing */
    readout_error error;
};

/* Of every report of the story whether it tells of --place; NULL where that is not given or fails. */
static bool *reports_there(struct call *call)
{
    const struct story_facts *facts = &call->merged.facts;
    struct filter filter = {.place = call->options->place};
    struct map at = {0};
    bool *there = ARENA_NEW(&call->merged.arena, bool, facts->reports.count + 1);
    for (uint32_t i = 0; i < facts->reports.count; i++)
        map_put(&at, &call->merged.arena, facts->reports.items[i].id, i);
    struct rows *rows = rows_open(call->store, VIEW_REPORTS, &filter, &call->error);
    for (const struct row *row; rows && (row = rows_next(rows, &call->error));) {
        uint32_t report = map_get(&at, row_value(row, "report")->text);
        if (report != MAP_NONE)
            there[report] = true;
    }
    rows_close(rows);
    return call->error.status == READOUT_OK ? there : NULL;
}

static bool show_actors(struct call *call)
{
    static const struct table_layout layout = {
        .columns = {"name", "kind", "party", "role", "meetings", "statements", "reports"}};
    struct filter filter = show_filter(call->options);
    struct actor_rows actors = {0};
    bool *there = filter.place ? reports_there(call) : NULL;
    if (filter.place && !there)
        return false;
    actor_rows_choose(&actors, &call->merged.arena, &call->merged.story, &filter, there);
    struct rows *rows = actor_rows_open(&actors, &call->error);
    bool shown = rows && show_open_rows(rows, call->options, &layout, &call->error);
    rows_close(rows);
    actor_rows_free(&actors);
    return shown;
}

/* Fill the decision, or say why there is none. */
static int decide_who(struct call *call)
{
    char **names = call->options->inputs;
    struct str message = STR("");
    bool decided;
    if (call->options->merge) {
        decided = actor_merge(&call->merged.arena, &call->merged.story, str_of(names[0]), str_of(names[1]),
                              &call->decision, &message);
    } else {
        struct str_list others = {0};
        for (int i = 1; i < call->options->input_count; i++)
            *ARENA_PUSH(&call->merged.arena, others) = str_of(names[i]);
        decided = actor_split(&call->merged.arena, &call->merged.story, str_of(names[0]), &others, &call->decision,
                              &message);
    }
    if (!decided)
        fprintf(stderr, "readout actors: %.*s\n", STR_ARGS(message));
    else if (message.len)
        printf("%.*s\n", STR_ARGS(message));
    return decided ? EXIT_DONE : EXIT_USAGE;
}

/* All that is done with the merged record; what is to be kept stands in `decision`. */
static int work(struct call *call)
{
    const struct options *options = call->options;
    struct story_scope scope = {.filter = {.process = options->process}, .statements = true};
    if (!merged_open(&call->merged, call->store, &scope, &call->error))
        return options_fail(&call->error);
    if (arena_guard(&call->merged.arena)) {
        error_set(&call->error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return options_fail(&call->error);
    }
    if (options->merge || options->split)
        return decide_who(call);
    return show_actors(call) ? EXIT_DONE : options_fail(&call->error);
}

/* The database is opened for writing only once there is something to write. */
static int keep(struct call *call)
{
    store_close(call->store);
    call->store = store_open(call->options->database, STORE_CHANGE, &call->error);
    int64_t number;
    if (!call->store || !store_decide(call->store, &call->decision, &number, &call->error))
        return options_fail(&call->error);
    bool merge = call->options->merge;
    printf("decision %lld: %.*s and %.*s are %s\n", (long long)number, STR_ARGS(call->decision.key),
           STR_ARGS(call->decision.other), merge ? "one" : "not one");
    return EXIT_DONE;
}

static int decide(struct call *call)
{
    call->store = store_open(call->options->database, STORE_SHOW, &call->error);
    if (!call->store || !choose_process(call->store, call->options, &call->arena, &call->error))
        return options_fail(&call->error);
    int status = work(call);
    return status == EXIT_DONE && call->decision.places.count ? keep(call) : status;
}

static int wrong_words(const char *what)
{
    fprintf(stderr, "readout actors: %s; see 'readout actors --help'\n", what);
    return EXIT_USAGE;
}

/* Whether the words behind the options are as many as these ask for; -1: they are. */
static int check_words(const struct options *options)
{
    if (options->merge && options->split)
        return wrong_words("one of --merge, --split at a time");
    if (options->merge && options->input_count != 2)
        return wrong_words("--merge takes two names or keys");
    if (options->split && options->input_count < 2)
        return wrong_words("--split takes two names, or a name and reports");
    if (!options->merge && !options->split && options->input_count)
        return wrong_words("takes no input");
    return -1;
}

static int run(int argc, char **argv)
{
    struct options options;
    struct call call = {.options = &options};
    unsigned showing = OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER;
    int status = options_read(argc, argv, showing | OPTIONS_IDENTITY | OPTIONS_WORDS, &options);
    if (status == -1)
        status = check_words(&options);
    if (status != -1)
        return status;
    arena_init(&call.arena, 0);
    arena_init(&call.merged.arena, 0);
    status = decide(&call);
    store_close(call.store);
    merged_close(&call.merged);
    arena_free(&call.arena);
    return status;
}

const struct command command_actors = {
    .name = "actors",
    .summary = "people, states, groups and organisations, each once, and how often each appears",
    .usage =
        "Usage: readout actors [OPTION...]\n"
        "       readout actors [--db FILE] --merge A B\n"
        "       readout actors [--db FILE] --split A B | --split A REPORT...\n\n"
        "Prints the actors of all reports, each once: the name that most reports use, its latest role, how many\n"
        "meetings and statements are told of it, how many reports name it. --json adds the offices, each with the\n"
        "first and last day of the reports that give it and one source, and every report's own name for it. Counts\n"
        "are those of the whole record, or of --process.\n\n"
        "Where two actors are one, or one is two, say so: it holds for what is read later, too. A and B are names or\n"
        "keys.\n\n"
        "  --merge        A and B are one\n"
        "  --split        B is another than A; or A is another in these reports than in all others\n"
        HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER,
    .run = run,
};
