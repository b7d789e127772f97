/* add.c - `readout add`: facts that a person reads in a report and the program does not.
 * Invariant: either all that was given is added or nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/story.h"
#include "view/fact_make.h"

struct adding {
    const struct options *options;
    struct store *store;
    struct merged merged;
    struct arena arena;
    struct decision_list decisions;
    readout_error *error;
};

/* Check the object and keep it for later. */
static bool take(struct adding *adding, json_t *object)
{
    struct decision decision = {0};
    struct str report = str_of(json_string_value(json_object_get(object, "report"))), text;
    if (!store_text(adding->store, report, &adding->arena, &text, adding->error))
        return false;
    if (!text.len)
        return error_set(adding->error, READOUT_BAD_USAGE, NULL, "no report '%.*s' in the record", STR_ARGS(report));
    if (!fact_decide(object, &adding->merged.story, text, FACT_ONCE, &adding->arena, &decision, adding->error))
        return false;
    *ARENA_PUSH(&adding->arena, adding->decisions) = decision;
    return true;
}

static bool put_words(struct adding *adding, json_t *object)
{
    const struct options *options = adding->options;
    const char *kind = options->inputs[0];
    json_object_set_new(object, "fact", json_string(kind));
    json_object_set_new(object, "report", json_string(options->report));
    json_object_set_new(object, "quote", json_string(options->quote));
    for (int i = 1; i < options->input_count; i++)
        if (!fact_put(object, kind, options->inputs[i], adding->error))
            return false;
    return take(adding, object);
}

static bool take_words(struct adding *adding)
{
    json_t *object = json_object();
    bool taken = put_words(adding, object);
    json_decref(object);
    return taken;
}

static bool take_line(struct adding *adding, const char *line, size_t length, size_t number)
{
    json_error_t wrong;
    if (!str_trim(str_make(line, length)).len)
        return true;
    json_t *object = json_loadb(line, length, JSON_REJECT_DUPLICATES, &wrong);
    bool taken = object ? take(adding, object) : error_set(adding->error, READOUT_BAD_USAGE, NULL, "%s", wrong.text);
    json_decref(object);
    if (!taken) {
        snprintf(adding->error->source, sizeof adding->error->source, "standard input");
        adding->error->line = number;
    }
    return taken;
}

/* JSON lines on standard input. */
static bool take_lines(struct adding *adding)
{
    char *line = NULL;
    size_t capacity = 0, number = 0;
    ssize_t length;
    bool taken = true;
    while (taken && (length = getline(&line, &capacity, stdin)) >= 0)
        taken = take_line(adding, line, (size_t)length, ++number);
    free(line);
    return taken;
}

static bool keep_all(struct adding *adding)
{
    for (size_t i = 0; i < adding->decisions.count; i++) {
        const struct decision *decision = &adding->decisions.items[i];
        const struct decision_place *place = &decision->places.items[0];
        int64_t number;
        if (!store_decide(adding->store, decision, &number, adding->error))
            return false;
        printf("%lld: add %.*s %.*s:%u-%u\n", (long long)number, STR_ARGS(place->kind), STR_ARGS(place->report),
               (unsigned)place->start, (unsigned)place->end);
    }
    return true;
}

static bool add_all(struct adding *adding)
{
    bool lines = strcmp(adding->options->inputs[0], "-") == 0;
    if (arena_guard(&adding->arena))
        return error_set(adding->error, READOUT_NO_MEMORY, NULL, "memory ran out");
    return (lines ? take_lines(adding) : take_words(adding)) && keep_all(adding);
}

static bool add(struct adding *adding)
{
    struct story_scope all = {0};
    adding->store = store_open(adding->options->database, STORE_CHANGE, adding->error);
    if (!adding->store)
        return false;
    arena_init(&adding->arena, 0);
    bool added = merged_open(&adding->merged, adding->store, &all, adding->error) && add_all(adding);
    arena_free(&adding->arena);
    merged_close(&adding->merged);
    store_close(adding->store);
    return added;
}

static int run(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    struct adding adding = {.options = &options, .error = &error};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_WORDS | OPTIONS_FACT, &options);
    if (status != -1)
        return status;
    bool lines = options.input_count == 1 && strcmp(options.inputs[0], "-") == 0;
    if (options.input_count < 1 || (!lines && (!options.report || !options.quote))) {
        fputs("readout add: takes KIND, --report and --quote, or - for standard input; see 'readout add --help'\n",
              stderr);
        return EXIT_USAGE;
    }
    return add(&adding) ? EXIT_DONE : options_fail(&error);
}

const struct command command_add = {
    .name = "add",
    .summary = "add a fact that the program did not read, with the words that tell it",
    .usage = "Usage: readout add [OPTION...] KIND [KEY=VALUE...]\n"
             "       readout add [OPTION...] -\n\n"
             "Adds a fact by hand. The words of --quote must stand in the report once; the fact is evidenced by\n"
             "them, takes part in the merged record as any other, and is marked as hand-made. KIND is meeting,\n"
             "trip, statement, proposal, position, talk, figure or coding (a political event; reciprocal=1 for true);\n"
             "KEYs are the fields that docs/record.md lists for it. Items of a list have ; between them. Actors are\n"
             "named by key, name or alias; one that is new, NAME|KIND|PARTY. terms=ISSUE:WORDS and\n"
             "responses=ACTOR:RESPONSE:WORDS are those of a proposal, with words of the report. With - facts come\n"
             "from standard input, one JSON object a line, with \"fact\" (KIND), \"report\", \"quote\" and the\n"
             "fields.\n\n"
             HELP_DATABASE
             "  --report ID    the report that says it\n"
             "  --quote WORDS  the words that say it, exactly\n",
    .run = run,
};
