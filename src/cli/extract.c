/* extract.c - `readout extract`: the record of each report as one line of JSON, without a database.
 * Invariant: a line is written whole, in the order of the input, as soon as its report is read. */
#include "cli/command.h"
#include "cli/reports.h"

static const void *make_record(const void *context, struct job *job, readout_error *error)
{
    (void)context;
    return readout_extract(job->reader, &job->report, &job->made_length, error);
}

static bool print_record(void *context, const struct job *job, struct progress *progress, readout_error *error)
{
    (void)context;
    return reports_print(progress, job->made, job->made_length, "\n", error);
}

static int run(int argc, char **argv)
{
    struct options options;
    int status = options_read(argc, argv, OPTIONS_INPUT | OPTIONS_ACTORS, &options);
    const struct reports_task task = {.make = make_record, .use = print_record};
    return status != -1 ? status : reports_each(&options, &task);
}

const struct command command_extract = {
    .name = "extract",
    .summary = "print the record of each report as one line of JSON; no database",
    .usage = "Usage: readout extract [OPTION...] INPUT...\n\n"
             "Reads reports of negotiations and prints the record of each as one line of JSON, which\n"
             "docs/record.schema.json describes. 'readout read' takes these lines as it takes reports.\n\n"
             HELP_REPORTS "\n" HELP_ACTORS HELP_INPUT,
    .run = run,
};
