/* dating.c - `readout dating`: when the reports that come without a day were written, and which came first. */
#include "view/dating.h"

#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"

static void print_all(struct merged *merged, const struct options *options, struct buffer *out)
{
    struct page page = page_open(stdout);
    if (options->json)
        dating_put(out, &merged->story);
    else if (options->csv)
        dating_print_csv(stdout, &merged->story, &merged->arena);
    else
        dating_print(&page, &merged->story, &merged->arena);
}

static bool show(struct store *store, const struct options *options, readout_error *error)
{
    return merged_show(store, options, print_all, error);
}

static int run(int argc, char **argv)
{
    return show_command(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV, show);
}

const struct command command_dating = {
    .name = "dating",
    .summary = "reports without a day: when they were written, which came first",
    .usage = "Usage: readout dating [OPTION...]\n\n"
             "Prints for each report that came without a day of publication when it was written, as far as its own\n"
             "words and other reports tell, how sure that is, and each reason with the words it stands on. Below\n"
             "stands which report came before which, by visits and rounds that they number. Where nothing tells,\n"
             "that is said.\n\n" HELP_DATABASE HELP_JSON HELP_CSV,
    .run = run,
};
