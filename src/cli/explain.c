/* explain.c - `readout explain`: why a report was read as it was. */
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/reports.h"
#include "pipeline.h"
#include "view/explain.h"

static const void *make_reading(const void *context, struct job *job, readout_error *error)
{
    (void)context;
    return pipeline_reading(job->reader, &job->report, true, error);
}

static bool print_why(void *context, const struct job *job, struct progress *progress, readout_error *error)
{
    const struct options *options = context;
    const struct reading *reading = job->made;
    progress_clear(progress);
    uint32_t sentence = (uint32_t)options->sentence;
    if (options->json ? explain_print_json(reading, sentence, stdout) : explain_print(reading, sentence, stdout))
        return fflush(stdout) == 0 || error_set(error, READOUT_NO_FILE, "standard output", "%s", strerror(errno));
    return error_set(error, READOUT_BAD_INPUT, job->report.id, "it has %u sentences, not %u",
                     reading->document.sentence_count, sentence);
}

static int run(int argc, char **argv)
{
    struct options options;
    int status = options_read(argc, argv, OPTIONS_INPUT | OPTIONS_JSON | OPTIONS_SENTENCE | OPTIONS_ACTORS, &options);
    const struct reports_task task = {.make = make_reading, .use = print_why, .context = &options};
    return status != -1 ? status : reports_each(&options, &task);
}

const struct command command_explain = {
    .name = "explain",
    .summary = "why: the tree, the mentions, every rule tried and where it stopped",
    .usage =
        "Usage: readout explain [OPTION...] INPUT...\n\n"
        "Reads reports and shows, sentence by sentence, what led to each fact: words with their parts of\n"
        "speech and tree, entities, mentions of actors, places and dates with what they mean, and each rule\n"
        "tried, with its file and line, what it captured or the condition at which it stopped.\n\n" HELP_REPORTS "\n"
        "  --sentence N   only the N-th sentence of each report\n" HELP_JSON HELP_ACTORS HELP_INPUT,
    .run = run,
};
