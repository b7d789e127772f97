/* extract.c - `readout extract`: the record of each report as one line of JSON, without a database.
 * Invariant: a line is written whole, in the order of the input, as soon as its report is read. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/reports.h"

static bool print_record(void *context, readout_reader *reader, const readout_report *report,
                         struct progress *progress, readout_error *error)
{
    (void)context;
    size_t length;
    const char *json = readout_extract(reader, report, &length, error);
    if (!json)
        return false;
    if (isatty(STDOUT_FILENO))
        progress_clear(progress);
    if (fwrite(json, 1, length, stdout) != length || putchar('\n') == EOF || fflush(stdout) != 0)
        return error_set(error, READOUT_NO_FILE, "standard output", "%s", strerror(errno));
    return true;
}

static int run(int argc, char **argv)
{
    struct options options;
    int status = options_read(argc, argv, OPTIONS_INPUT, &options);
    return status != -1 ? status : reports_each(&options, print_record, NULL);
}

const struct command command_extract = {
    .name = "extract",
    .summary = "print the record of each report as one line of JSON; no database",
    .usage = "Usage: readout extract [OPTION...] INPUT...\n\n"
             "Reads reports of negotiations and prints the record of each as one line of JSON, which\n"
             "docs/record.schema.json describes.\n\n" HELP_REPORTS "\n" HELP_INPUT,
    .run = run,
};
