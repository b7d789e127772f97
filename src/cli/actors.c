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
#include "merge/cluster.h"
#include "merge/wording.h"
#include "store/decision.h"
#include "view/actor_rows.h"

enum { NEAREST = 3, CANDIDATES = 8 };

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

static struct identity *actor_at(const struct call *call, uint32_t actor)
{
    return &call->merged.story.actors.items[actor];
}

static void print_nobody(struct call *call, const char *name)
{
    struct str nearest[NEAREST];
    size_t count = story_nearest_names(&call->merged.arena, &call->merged.story, str_of(name), NEAREST, nearest);
    fprintf(stderr, "readout actors: nobody is called '%s'", name);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s'%.*s'", i ? ", " : "; did you mean ", STR_ARGS(nearest[i]));
    fputs(count ? "?\n" : "\n", stderr);
}

static void print_candidates(const struct call *call, const char *name, const struct actor_list *found)
{
    fprintf(stderr, "readout actors: '%s' could be any of these; give the name or key of one:\n", name);
    for (size_t i = 0; i < found->count && i < CANDIDATES; i++) {
        const struct identity *actor = actor_at(call, found->items[i]);
        fprintf(stderr, "  %.*s (%.*s%s%.*s)\n", STR_ARGS(actor->key), STR_ARGS(actor->name),
                actor->party.len ? ", " : "", STR_ARGS(actor->party));
    }
    if (found->count > CANDIDATES)
        fprintf(stderr, "  and %zu more\n", found->count - CANDIDATES);
}

/* The one actor of the name or key; says why there is none. */
static bool find_actor(struct call *call, const char *name, uint32_t *actor)
{
    struct actor_list found;
    story_actors_named(&call->merged.arena, &call->merged.story, str_of(name), &found);
    if (found.count == 1)
        *actor = found.items[0];
    else if (found.count)
        print_candidates(call, name, &found);
    else
        print_nobody(call, name);
    return found.count == 1;
}

static void add_place(struct call *call, uint32_t mention, uint32_t side)
{
    const struct story_source *source = &call->merged.facts.mentions.items[mention].source;
    *ARENA_PUSH(&call->merged.arena, call->decision.places) = (struct decision_place){
        .report = call->merged.facts.reports.items[source->report].id, .start = source->start, .end = source->end,
        .kind = STR("actor"), .side = side};
}

static int decide_merge(struct call *call)
{
    uint32_t actors[2];
    char **names = call->options->inputs;
    for (uint32_t i = 0; i < 2; i++)
        if (!find_actor(call, names[i], &actors[i]))
            return EXIT_USAGE;
    const struct identity *one = actor_at(call, actors[0]), *other = actor_at(call, actors[1]);
    if (actors[0] == actors[1]) {
        printf("'%s' and '%s' are one already: %.*s\n", names[0], names[1], STR_ARGS(one->key));
        return EXIT_DONE;
    }
    if ((one->kind == ACTOR_PERSON) != (other->kind == ACTOR_PERSON)) {
        fprintf(stderr, "readout actors: a person and a body cannot be one: '%s', '%s'\n", names[0], names[1]);
        return EXIT_USAGE;
    }
    call->decision = (struct decision){.kind = DECISION_MERGE, .subject = STR("actor"), .key = one->key,
                                       .other = other->key};
    for (uint32_t side = 0; side < 2; side++)
        for (size_t i = 0; i < actor_at(call, actors[side])->mentions.count; i++)
            add_place(call, actor_at(call, actors[side])->mentions.items[i], side);
    return EXIT_DONE;
}

/* Whether the mention goes by the name, or by `form` has it among its forms. */
static bool mention_is(struct call *call, uint32_t mention, struct str folded, bool form)
{
    const struct story_facts *facts = &call->merged.facts;
    const struct story_mention *it = &facts->mentions.items[mention];
    if (str_equal(wording_folded(&call->merged.arena, it->name), folded))
        return true;
    for (uint32_t i = 0; form && i < it->alias_count; i++)
        if (str_equal(wording_folded(&call->merged.arena, facts->aliases.items[it->alias_first + i].text), folded))
            return true;
    return false;
}

/* The mentions of the actor that go by the name; by a form, where none does. */
static struct actor_list mentions_named(struct call *call, const struct identity *actor, const char *name)
{
    struct str folded = wording_folded(&call->merged.arena, str_of(name));
    struct actor_list found = {0};
    for (int form = 0; form < 2 && !found.count; form++)
        for (size_t i = 0; i < actor->mentions.count; i++)
            if (mention_is(call, actor->mentions.items[i], folded, form))
                *ARENA_PUSH(&call->merged.arena, found) = actor->mentions.items[i];
    return found;
}

/* The mentions of the actor in the reports that stand behind its name. */
static struct actor_list mentions_in(struct call *call, const struct identity *actor)
{
    const struct story_facts *facts = &call->merged.facts;
    struct actor_list found = {0};
    for (size_t i = 0; i < actor->mentions.count; i++) {
        struct str report = facts->reports.items[facts->mentions.items[actor->mentions.items[i]].source.report].id;
        for (int j = 1; j < call->options->input_count; j++)
            if (str_equal(report, str_of(call->options->inputs[j])))
                set_add(&call->merged.arena, &found, actor->mentions.items[i]);
    }
    return found;
}

/* Leave `stays` as the mentions that are not to go: those of the first name, or all that are left. */
static struct actor_list mentions_staying(struct call *call, const struct identity *actor,
                                          const struct actor_list *leaves, bool by_name)
{
    struct actor_list stays = {0}, named = {0};
    if (by_name)
        named = mentions_named(call, actor, call->options->inputs[0]);
    const struct actor_list *all = named.count ? &named : &actor->mentions;
    for (size_t i = 0; i < all->count; i++)
        if (!set_has(leaves, all->items[i]))
            *ARENA_PUSH(&call->merged.arena, stays) = all->items[i];
    return stays;
}

static int decide_split(struct call *call)
{
    uint32_t actor;
    char **names = call->options->inputs;
    if (!find_actor(call, names[0], &actor))
        return EXIT_USAGE;
    const struct identity *one = actor_at(call, actor);
    struct actor_list leaves = {0};
    if (call->options->input_count == 2)
        leaves = mentions_named(call, one, names[1]);
    bool by_name = leaves.count;
    if (!by_name)
        leaves = mentions_in(call, one);
    struct actor_list stays = mentions_staying(call, one, &leaves, by_name);
    if (!leaves.count || !stays.count) {
        fprintf(stderr, "readout actors: '%s' is %s of '%s' (%.*s)\n", names[1],
                leaves.count ? "what all reports call it, no other name" : "no name and no report", names[0],
                STR_ARGS(one->key));
        return EXIT_USAGE;
    }
    call->decision = (struct decision){.kind = DECISION_SPLIT, .subject = STR("actor"), .key = one->key,
                                       .other = str_of(names[1])};
    for (size_t i = 0; i < stays.count; i++)
        add_place(call, stays.items[i], 0);
    for (size_t i = 0; i < leaves.count; i++)
        add_place(call, leaves.items[i], 1);
    return EXIT_DONE;
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
    if (options->merge)
        return decide_merge(call);
    if (options->split)
        return decide_split(call);
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
