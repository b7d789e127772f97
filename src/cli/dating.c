/* dating.c - `readout dating`: when the reports that come without a day were written, and which came first. */
#include "view/dating.h"

#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/show.h"
#include "cli/story.h"

static bool print_json(const struct story *story, readout_error *error)
{
    struct buffer out = {0};
    dating_put_all(&out, story);
    bool done = !out.failed;
    if (done)
        fwrite(out.ptr, 1, out.len, stdout); /* whether it arrived, main asks */
    buffer_free(&out);
    return done || error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
}

static bool print_page(const struct story *story, readout_error *error)
{
    struct page page = page_open(stdout);
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else
        dating_print(&page, story, &arena);
    arena_free(&arena);
    return error->status == READOUT_OK;
}

static bool show(struct store *store, const struct options *options, readout_error *error)
{
    struct story_scope scope = merged_scope(options);
    struct merged merged;
    bool shown = merged_open(&merged, store, &scope, error) &&
                 (options->json ? print_json(&merged.story, error) : print_page(&merged.story, error));
    merged_close(&merged);
    return shown;
}

static int run(int argc, char **argv)
{
    return show_command(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON, show);
}

const struct command command_dating = {
    .name = "dating",
    .summary = "reports without a day: when they were written, which came first",
    .usage = "Usage: readout dating [OPTION...]\n\n"
             "Prints for each report that came without a day of publication when it was written, as far as its own\n"
             "words and other reports tell, how sure that is, and each reason with the words it stands on. Below\n"
             "stands which report came before which, by visits and rounds that they number. Where nothing tells,\n"
             "that is said.\n\n" HELP_DATABASE HELP_JSON,
    .run = run,
};
