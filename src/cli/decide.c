/* decide.c - `readout confirm`, `reject`, `note`: what a person decides of what was read; `readout decisions` lists
 * that. Invariant: either all that was asked for is decided or nothing. */
#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/story.h"
#include "view/decision_print.h"
#include "view/item_find.h"

/* What ITEM is, as a paragraph of the usage text. */
#define HELP_ITEM                                                                                                 \
    "ITEM is the key of an actor, meeting, proposal, position, conflict or event of 'readout export --story', or a\n"  \
    "fact of one report, REPORT:START-END, by the bytes that 'readout export' prints for it; where several facts\n" \
    "stand there, REPORT:START-END:KIND, or REPORT:START-END:KIND:ACTOR.\n"

struct deciding {
    const struct options *options;
    enum decision_kind kind;
    int items; /* of the words of the command line, the first so many */
    struct arena arena;
    struct decision_list decisions;
    readout_error *error;
};

/* Find what the words name, before anything is changed. */
static bool find_all(struct deciding *deciding, struct store *store, const struct merged *merged)
{
    const struct options *options = deciding->options;
    const char *text = deciding->kind == DECISION_NOTE ? options->inputs[1] : options->because;
    if (arena_guard(&deciding->arena))
        return error_set(deciding->error, READOUT_NO_MEMORY, NULL, "memory ran out");
    for (int i = 0; i < deciding->items; i++) {
        struct decision decision = {.kind = deciding->kind, .text = str_of(text)};
        if (!item_find(store, &merged->story, &deciding->arena, str_of(options->inputs[i]), &decision, deciding->error))
            return false;
        *ARENA_PUSH(&deciding->arena, deciding->decisions) = decision;
    }
    return true;
}

static void print_decided(const struct decision *decision, int64_t number)
{
    printf("%lld: %s %.*s %.*s, told at %zu place%s\n", (long long)number, decision_kind_names[decision->kind],
           STR_ARGS(decision->subject), STR_ARGS(decision->key), decision->places.count,
           decision->places.count == 1 ? "" : "s");
}

static bool keep_all(struct deciding *deciding, struct store *store)
{
    for (size_t i = 0; i < deciding->decisions.count; i++) {
        int64_t number;
        if (!store_decide(store, &deciding->decisions.items[i], &number, deciding->error))
            return false;
        print_decided(&deciding->decisions.items[i], number);
    }
    return true;
}

static bool decide(struct deciding *deciding)
{
    struct story_scope all = {.codings = true};
    struct merged merged;
    struct store *store = store_open(deciding->options->database, STORE_CHANGE, deciding->error);
    if (!store)
        return false;
    arena_init(&deciding->arena, 0);
    bool done = merged_open(&merged, store, &all, deciding->error) && find_all(deciding, store, &merged) &&
                keep_all(deciding, store);
    arena_free(&deciding->arena);
    merged_close(&merged);
    store_close(store);
    return done;
}

static int run(int argc, char **argv, enum decision_kind kind)
{
    struct options options;
    readout_error error = {0};
    struct deciding deciding = {.options = &options, .kind = kind, .error = &error};
    unsigned groups = OPTIONS_DATABASE | OPTIONS_WORDS | (kind == DECISION_NOTE ? 0 : OPTIONS_BECAUSE);
    int status = options_read(argc, argv, groups, &options);
    if (status != -1)
        return status;
    deciding.items = kind == DECISION_NOTE ? 1 : options.input_count;
    if (options.input_count < 1 || (kind == DECISION_NOTE && options.input_count != 2)) {
        fprintf(stderr, "readout %s: %s; see 'readout %s --help'\n", argv[0],
                kind == DECISION_NOTE ? "takes an ITEM and a TEXT" : "no ITEM is named", argv[0]);
        return EXIT_USAGE;
    }
    return decide(&deciding) ? EXIT_DONE : options_fail(&error);
}

static int run_confirm(int argc, char **argv)
{
    return run(argc, argv, DECISION_CONFIRM);
}

static int run_reject(int argc, char **argv)
{
    return run(argc, argv, DECISION_REJECT);
}

static int run_note(int argc, char **argv)
{
    return run(argc, argv, DECISION_NOTE);
}

static bool print_list(const struct decision_list *list, const struct options *options, struct arena *arena,
                       readout_error *error)
{
    if (options->json)
        return decisions_print_json(list, stdout, error);
    if (options->csv)
        decisions_print_csv(list, stdout, arena);
    else if (!list->count)
        puts("none");
    for (size_t i = 0; !options->csv && i < list->count; i++)
        decision_print_line(&list->items[i], stdout, arena);
    return true;
}

static bool list(struct store *store, const struct options *options, readout_error *error)
{
    struct decision_list list = {0};
    struct arena arena;
    arena_init(&arena, 0);
    bool done = arena_guard(&arena)
                    ? error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out")
                    : store_decisions(store, &arena, &list, error) && print_list(&list, options, &arena, error);
    arena_free(&arena);
    return done;
}

static bool undo(struct store *store, const struct options *options, readout_error *error)
{
    bool found;
    if (!store_undo(store, (int64_t)options->undo, &found, error))
        return false;
    if (!found)
        return error_set(error, READOUT_BAD_USAGE, NULL, "no decision %lu; 'readout decisions' lists them",
                         options->undo);
    return store_group(store, error);
}

static int run_decisions(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_UNDO, &options);
    if (status != -1)
        return status;
    struct store *store = store_open(options.database, options.undo ? STORE_CHANGE : STORE_SHOW, &error);
    bool done = store && (options.undo ? undo(store, &options, &error) : list(store, &options, &error));
    store_close(store);
    return done ? EXIT_DONE : options_fail(&error);
}

const struct command command_confirm = {
    .name = "confirm",
    .summary = "say that an item or fact is right; it stays whatever is read anew",
    .usage = "Usage: readout confirm [OPTION...] ITEM...\n\n"
             "Marks what was read as confirmed by a person. It stays so when reports are read again, and is kept even\n"
             "where the program then no longer reads it, as long as a report still has the words.\n" HELP_ITEM "\n"
             HELP_DATABASE HELP_BECAUSE,
    .run = run_confirm,
};
const struct command command_reject = {
    .name = "reject",
    .summary = "say that an item or fact is wrong; it is no longer shown",
    .usage = "Usage: readout reject [OPTION...] ITEM...\n\n"
             "Marks what was read as rejected by a person: it is left out of what is shown, and 'readout export' says\n"
             "so. A fact of one report is taken out of the item it is part of; the others of that item stay.\n"
             HELP_ITEM "\n" HELP_DATABASE HELP_BECAUSE,
    .run = run_reject,
};
const struct command command_note = {
    .name = "note",
    .summary = "add a note to an item",
    .usage = "Usage: readout note [OPTION...] ITEM TEXT\n\n"
             "Adds a person's words to an item of the merged record, or to a fact.\n" HELP_ITEM "\n" HELP_DATABASE,
    .run = run_note,
};
const struct command command_decisions = {
    .name = "decisions",
    .summary = "what persons confirmed, rejected, noted, added; take it back",
    .usage = "Usage: readout decisions [OPTION...]\n\n"
             "Prints what persons decided, with its number, its day, what it is on, at how many of its places it is\n"
             "still found, and the person's words; with --json all of it.\n\n"
             HELP_DATABASE HELP_JSON HELP_CSV
             "  --undo N       take decision N back, as if it had never been\n",
    .run = run_decisions,
};
