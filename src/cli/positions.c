/* positions.c - `readout positions`: where each side stands, issue by issue; with --each what single reports tell. */
#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"
#include "view/issue.h"

static void print_issues(struct merged *merged, const struct options *options, struct buffer *out)
{
    struct page page = page_open(stdout);
    struct story_issues issues = issues_of(&merged->arena, &merged->story, options->actor);
    if (options->json)
        issues_put(out, &merged->story, &issues);
    else if (options->csv)
        issues_print_csv(stdout, &merged->story, &issues, &merged->arena);
    else
        issues_print(&page, &merged->story, &issues, &merged->arena);
}

static bool show(struct store *store, const struct options *options, readout_error *error)
{
    static const struct table_layout layout = {.columns = {"holder", "party", "stance"}, .evidence = true};
    return options->each ? show_rows(store, VIEW_POSITIONS, options, &layout, error)
                         : merged_show(store, options, print_issues, error);
}

static int run(int argc, char **argv)
{
    return show_command(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_CSV | OPTIONS_FILTER | OPTIONS_EACH |
                        OPTIONS_REJECTED, show);
}

const struct command command_positions = {
    .name = "positions",
    .summary = "where each party stands, issue by issue, and how far apart they are",
    .usage = "Usage: readout positions [OPTION...]\n\n"
             "Prints what is wanted or refused, across all reports: for each issue where each party stands last, the\n"
             "words, the report, and what it held before; and whether the sides are apart, closer or agreed, with\n"
             "the reason. Where that is not told, nothing stands there. --actor keeps the issues on which the actor\n"
             "holds something; the other filters choose the reports.\n\n"
             "  --each         each position as a single report tells it\n"
             "  --rejected     with --each, also what a person rejected\n" HELP_DATABASE HELP_JSON HELP_CSV HELP_FILTER,
    .run = run,
};
