/* read.c - `readout read`: reads reports into the record and prints what is new.
 * Invariant: a report that is printed is stored; the database is made only when there is a report to store. */
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/reports.h"
#include "cli/tally.h"
#include "pipeline.h"
#include "store/store.h"
#include "view/record_json.h"

enum { STORED_AT_ONCE = 256 };

struct arrival {
    const struct options *options;
    struct store *store; /* NULL until the first report */
    struct tally tally;
};

/* The record of a report, or that which another program read. */
static const void *make_record(const void *context, struct job *job, readout_error *error)
{
    (void)context;
    if (!job->record.len)
        return pipeline_read(job->reader, &job->report, error);
    struct record *record = ARENA_NEW(&job->arena, struct record, 1);
    return record_from_json(&job->arena, job->record, job->place, record, error) ? record : NULL;
}

/* Store what was made. */
static void store_jobs(void *context, struct job *const *jobs, size_t count)
{
    struct arrival *reading = context;
    struct addition additions[STORED_AT_ONCE];
    struct job *stored[STORED_AT_ONCE];
    for (size_t next = 0; next < count;) {
        size_t ready = 0;
        for (; next < count && ready < STORED_AT_ONCE; next++) {
            additions[ready] = (struct addition){.record = jobs[next]->made};
            stored[ready] = jobs[next];
            ready += jobs[next]->made != NULL;
        }
        if (ready && !reading->store)
            reading->store = store_open(reading->options->database, STORE_WRITE, &additions[0].error);
        if (ready && reading->store)
            store_add_all(reading->store, additions, ready, reading->options->again);
        for (size_t i = 0; i < ready; i++) {
            stored[i]->outcome = (int)additions[i].outcome;
            stored[i]->error = additions[reading->store ? i : 0].error;
        }
    }
}

static bool tell_stored(void *context, const struct job *job, struct progress *progress, readout_error *error)
{
    struct arrival *reading = context;
    const struct record *record = job->made;
    enum store_outcome outcome = (enum store_outcome)job->outcome;
    if (outcome != STORE_KNOWN && isatty(STDOUT_FILENO))
        progress_clear(progress);
    return tally_report(&reading->tally, record, outcome, reading->options->json, error);
}

static int run(int argc, char **argv)
{
    struct options options;
    struct arrival reading = {.options = &options};
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_INPUT | OPTIONS_AGAIN, &options);
    if (status != -1)
        return status;
    const struct reports_task task = {
        .make = make_record, .before = store_jobs, .use = tell_stored, .records = true, .context = &reading};
    status = reports_each(&options, &task);
    bool any = reading.store != NULL, grouped = !any || store_group(reading.store, &error);
    store_close(reading.store);
    if (!grouped)
        return options_fail(&error);
    if (any && !tally_totals(&reading.tally, options.json, &error))
        return options_fail(&error);
    return status;
}

const struct command command_read = {
    .name = "read",
    .summary = "read reports into the record; print what is new",
    .usage = "Usage: readout read [OPTION...] INPUT...\n\n"
             "Reads reports of negotiations into the record, a database that is made where missing, and prints\n"
             "what is new: a line for each report that was not known, then totals. Reading a report again\n"
             "changes nothing. A known id with a new text or new metadata makes a new version of the report;\n"
             "the old one is kept and no longer shown. A report that cannot be read stops no other.\n\n"
             HELP_REPORTS
             "A line that 'readout extract' printed is checked and stored as if its report had been read here.\n\n"
             HELP_DATABASE HELP_JSON
             "  --again        read also what is known anew, and replace its facts\n" HELP_INPUT,
    .run = run,
};
