/* withdraw.c - `readout withdraw`: takes reports out of the record again.
 * Invariant: every report is withdrawn in one transaction; the groups of reports are those of the others alone. */
#include <stdio.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/options.h"
#include "store/store.h"

/* To forget a report that has been withdrawn already is no mistake. */
static bool withdraw_one(struct store *store, const struct options *options, const char *report, readout_error *error)
{
    bool done = store_withdraw(store, report, options->because, readout_version(), error);
    if (!done && options->forget && error->status == READOUT_BAD_USAGE) {
        error_clear(error);
        return true;
    }
    if (done)
        printf("withdrawn: %s\n", report);
    return done;
}

static bool forget_all(struct store *store, const struct options *options, readout_error *error)
{
    for (int i = 0; i < options->input_count; i++) {
        if (!store_forget(store, options->inputs[i], error))
            return false;
        printf("forgotten: %s\n", options->inputs[i]);
    }
    return store_wipe(store, error);
}

/* What was withdrawn before one that is unknown stays withdrawn. */
static bool withdraw_all(struct store *store, const struct options *options, readout_error *error)
{
    bool done = true;
    readout_error later = {0};
    for (int i = 0; done && i < options->input_count; i++)
        done = withdraw_one(store, options, options->inputs[i], error);
    bool grouped = store_group(store, &later);
    if (done && !grouped)
        *error = later;
    return done && grouped && (!options->forget || forget_all(store, options, error));
}

static int run(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    unsigned groups = OPTIONS_DATABASE | OPTIONS_WORDS | OPTIONS_BECAUSE | OPTIONS_FORGET;
    int status = options_read(argc, argv, groups, &options);
    if (status != -1)
        return status;
    if (options.input_count < 1) {
        fputs("readout withdraw: no REPORT is named; see 'readout withdraw --help'\n", stderr);
        return EXIT_USAGE;
    }
    struct store *store = store_open(options.database, STORE_CHANGE, &error);
    bool done = store && withdraw_all(store, &options, &error);
    store_close(store);
    return done ? EXIT_DONE : options_fail(&error);
}

const struct command command_withdraw = {
    .name = "withdraw",
    .summary = "take reports out of the record: retracted, or read by mistake",
    .usage = "Usage: readout withdraw [OPTION...] REPORT...\n\n"
             "Takes reports out of the record, by the names that 'readout reports' prints. What only they say is no\n"
             "longer shown, and reports are grouped as if they had never been read. They are kept, so that what the\n"
             "record said before can be told; reading one again, or 'readout decisions --undo N', brings it back.\n\n"
             HELP_DATABASE HELP_BECAUSE
             "  --forget       delete the reports from the file, with all versions, what was read in them, what\n"
             "                 persons' decisions keep of their words, and texts that no other report has\n",
    .run = run,
};
