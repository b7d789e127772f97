/* brief.c - `readout brief`: one page on where the talks stand. */
#include "view/brief.h"

#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/items.h"
#include "cli/show.h"
#include "store/run.h"

/* A brief while it is made; what it holds lives in `arena` and in that of `shown`. */
struct briefing {
    struct store *store;
    struct options options;
    struct arena arena;
    struct shown shown;
    struct brief brief;
    struct brief_processes processes;
};

/* Of several negotiations the one with the most voices lately, unless --process names another; a single one is what all
 * reports are about, as far as they are about any. */
static bool choose_newest(struct briefing *briefing, readout_error *error)
{
    struct filter all = show_filter(&briefing->options);
    const char *wanted = briefing->options.process;
    all.process = NULL;
    if (arena_guard(&briefing->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    if (!brief_processes_read(&briefing->arena, briefing->store, &all, &briefing->processes, error))
        return false;
    const struct brief_process *chosen = NULL;
    for (size_t i = 0; i < briefing->processes.count && !chosen; i++)
        if (!wanted || str_equal(briefing->processes.items[i].key, str_of(wanted)))
            chosen = &briefing->processes.items[i];
    if (!chosen || (!wanted && briefing->processes.count == 1))
        return true;
    briefing->options.process = arena_copy(&briefing->arena, chosen->key.ptr, chosen->key.len);
    briefing->brief.key = chosen->key;
    briefing->brief.name = chosen->name;
    return true;
}

static bool make(struct briefing *briefing, readout_error *error)
{
    if (!choose_newest(briefing, error) ||
        !shown_open(&briefing->shown, briefing->store, &briefing->options, SHOWN_POSITIONS, error))
        return false;
    if (arena_guard(&briefing->shown.merged.arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    brief_make(&briefing->shown.merged.arena, &briefing->shown.choice, NULL, &briefing->brief);
    brief_add_others(&briefing->shown.merged.arena, &briefing->processes, &briefing->brief);
    return true;
}

static bool print(struct briefing *briefing, readout_error *error)
{
    struct page page = page_open(stdout);
    if (briefing->options.json)
        return brief_print_json(&briefing->brief, stdout, error);
    if (arena_guard(&briefing->shown.merged.arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    brief_print(&briefing->brief, &page, &briefing->shown.merged.arena);
    return true;
}

static bool show(struct store *store, const struct options *options, readout_error *error)
{
    struct briefing briefing = {.store = store, .options = *options};
    arena_init(&briefing.arena, 0);
    bool shown = make(&briefing, error) && print(&briefing, error);
    if (shown && !options->since && !options->until && !options->actor && !options->place)
        store_note_brief(store, briefing.options.process);
    shown_close(&briefing.shown);
    arena_free(&briefing.arena);
    return shown;
}

static int run(int argc, char **argv)
{
    return show_command(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_FILTER, show);
}

const struct command command_brief = {
    .name = "brief",
    .summary = "one page: where the talks stand, what is planned, who holds what",
    .usage = "Usage: readout brief [OPTION...]\n\n"
             "Prints one page on a negotiation: where the talks stand, what is planned, what was held last, what is\n"
             "on the table and who answered what, who holds what, what reports contradict each other in, figures\n"
             "they give differently, and what is not known. Each line ends with its voices: [outlet, date of\n"
             "publication, report]; copies of one text are one voice. What lies ahead is judged by the newest\n"
             "report, not by today. Of several negotiations it shows that with the most voices in the 30 days\n"
             "before the newest report, and lists the others. That it was shown is noted, where the database can be\n"
             "written, for 'readout diff --since brief'; a brief that is cut by more than --process is not.\n\n"
             HELP_DATABASE HELP_JSON HELP_FILTER,
    .run = run,
};
