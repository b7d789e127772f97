/* read.c - `readout read`: reads reports into the record and prints what is new.
 * Invariant: a report that is printed is stored; the database is made only when there is a report to store. */
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/reports.h"
#include "cli/resume.h"
#include "cli/tally.h"
#include "pipeline.h"
#include "store/store.h"
#include "view/record_json.h"

enum { STORED_AT_ONCE = 256 };

struct arrival {
    const struct options *options;
    struct store *store; /* NULL until the first report */
    struct resume resume;
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
            resume_take(&reading->resume, jobs[next]);
        }
        if (ready && !reading->store)
            reading->store = store_open(reading->options->database, STORE_WRITE, &additions[0].error);
        if (ready && reading->store) {
            struct file_mark_list marks = resume_marks(&reading->resume);
            store_add_all(reading->store, additions, ready, reading->options->again, marks.items, marks.count);
            resume_stored(&reading->resume);
        }
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

static enum input_skip skip(void *context, const struct input_mark *file, struct input_mark *from)
{
    const struct arrival *reading = context;
    return resume_skip(&reading->resume, file, from);
}

static void opened(void *context, const struct input_mark *file, enum input_skip skipped, struct progress *progress)
{
    struct arrival *reading = context;
    resume_say(&reading->resume, file, skipped, progress);
}

/* All is read: make the groups; nothing is left to go on with. */
static bool finish(struct arrival *reading, bool whole, readout_error *error)
{
    bool used = whole && resume_has_used(&reading->resume);
    if (!reading->store && used)
        reading->store = store_open(reading->options->database, STORE_CHANGE, error);
    if (!reading->store)
        return !used;
    return store_group(reading->store, error) && (!whole || resume_end(&reading->resume, reading->store, error));
}

/* Read all and print what has become of it. */
static int read_all(struct arrival *reading, readout_error *error)
{
    const struct options *options = reading->options;
    const struct reports_task task = {.make = make_record, .before = store_jobs, .use = tell_stored, .skip = skip,
                                      .opened = opened, .records = true, .context = reading};
    int status = reports_each(options, &task);
    if (!finish(reading, status == EXIT_DONE || status == EXIT_SOME_UNREAD, error))
        return options_fail(error);
    if (reading->store && !tally_totals(&reading->tally, options->json, error))
        return options_fail(error);
    return status;
}

static int run(int argc, char **argv)
{
    struct options options;
    struct arrival reading = {.options = &options};
    readout_error error = {0};
    unsigned groups = OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_INPUT | OPTIONS_AGAIN | OPTIONS_ACTORS;
    int status = options_read(argc, argv, groups, &options);
    if (status != -1)
        return status;
    status = resume_open(&reading.resume, &options, &error) ? read_all(&reading, &error) : options_fail(&error);
    store_close(reading.store);
    resume_close(&reading.resume);
    return status;
}

const struct command command_read = {
    .name = "read",
    .summary = "read reports into the record; print what is new",
    .usage = "Usage: readout read [OPTION...] INPUT...\n\n"
             "Reads reports of negotiations into the record, a database that is made where missing, and prints\n"
             "what is new: a line for each report that was not known, then totals. Reading a report again\n"
             "changes nothing. A known id with a new text or new metadata makes a new version of the report;\n"
             "the old one is kept and no longer shown. A report that cannot be read stops no other. One that is\n"
             "surely not in English is stored and marked, with its language, and nothing is read from it.\n"
             "A call that was cut off is gone on with where it stopped by the same call again.\n\n"
             HELP_REPORTS
             "A line that 'readout extract' printed is checked and stored as if its report had been read here.\n\n"
             HELP_DATABASE HELP_JSON
             "  --again        read also what is known anew, and replace its facts\n" HELP_ACTORS HELP_INPUT,
    .run = run,
};
