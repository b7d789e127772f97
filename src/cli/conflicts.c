/* conflicts.c - `readout conflicts`: what reports contradict each other in. */
#include "view/conflict.h"

#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"

static void print_all(struct merged *merged, const struct options *options, struct buffer *out)
{
    struct page page = page_open(stdout);
    if (options->json)
        conflicts_put(out, &merged->story);
    else if (options->csv)
        conflicts_print_csv(stdout, &merged->story, &merged->arena);
    else
        conflicts_print(&page, &merged->story, &merged->arena);
}

static bool show(struct store *store, const struct options *options, readout_error *error)
{
    return merged_show(store, options, print_all, error);
}

static int run(int argc, char **argv)
{
    return show_command(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER,
                        show);
}

const struct command command_conflicts = {
    .name = "conflicts",
    .summary = "what reports, or those they cite, contradict each other in",
    .usage = "Usage: readout conflicts [OPTION...]\n\n"
             "Prints what cannot both be right, side by side, with the sources: where a meeting was, whether it was\n"
             "held, who takes part, the day of a proposal, the answer of a party, a number, how the talks stood, and\n"
             "what one denies and others tell. Which is right is not judged; where who said the one says the other\n"
             "later, it is told as revised. What changes over time is no conflict. --since, --until, --actor,\n"
             "--place and --process choose the reports.\n\n" HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER,
    .run = run,
};
