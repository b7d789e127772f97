/* read.c - `readout read`: reads reports into the record and prints what is new.
 * Invariant: a report that is printed is stored; the database is made only when there is a report to store. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/reports.h"
#include "cli/resume.h"
#include "pipeline.h"
#include "store/store.h"
#include "text/language.h"
#include "view/record_json.h"
#include "view/text.h"
#include "view/value.h"

enum { COUNT_COUNT = 7, STORED_AT_ONCE = 256 };
static const char *const count_names[COUNT_COUNT] = {"meetings", "trips", "statements", "proposals",
                                                     "positions", "talks", "figures"};

struct arrival {
    const struct options *options;
    struct store *store; /* NULL until the first report */
    struct resume resume;
    uint64_t outcomes[STORE_OUTCOME_COUNT];
    uint64_t counts[COUNT_COUNT]; /* of the facts of reports that were not known */
    uint64_t unread;              /* of these reports */
};

static void count_facts(const struct record *record, uint64_t counts[COUNT_COUNT])
{
    const size_t found[COUNT_COUNT] = {record->meetings.count,  record->trips.count,     record->statements.count,
                                       record->proposals.count, record->positions.count, record->talks.count,
                                       record->figures.count};
    for (size_t i = 0; i < COUNT_COUNT; i++)
        counts[i] = found[i];
}

static void print_counts(const uint64_t counts[COUNT_COUNT])
{
    const char *between = " ";
    for (size_t i = 0; i < COUNT_COUNT; i++) {
        if (!counts[i])
            continue;
        int letters = (int)strlen(count_names[i]) - (counts[i] == 1); /* "1 meeting" */
        printf("%s%" PRIu64 " %.*s", between, counts[i], letters, count_names[i]);
        between = ", ";
    }
    puts(between[0] == ' ' ? " no facts" : "");
}

static bool put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

static bool put_counts(json_t *object, const char *const *names, const uint64_t *counts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!put(object, names[i], json_integer((json_int_t)counts[i])))
            return false;
    return true;
}

/* Print the object on a line, if all of it was made, and give it back. */
static bool print_json(json_t *object, bool made, readout_error *error)
{
    bool printed = made && json_dumpf(object, stdout, JSON_COMPACT) == 0;
    json_decref(object);
    if (!printed)
        return error_set(error, READOUT_NO_MEMORY, NULL, "a line of JSON could not be printed");
    putchar('\n');
    return true;
}

static bool print_report_json(const struct record *record, enum store_outcome outcome, readout_error *error)
{
    uint64_t counts[COUNT_COUNT];
    count_facts(record, counts);
    json_t *object = json_object();
    bool made = put(object, "report", text_json(store_report_id(record))) &&
                put(object, "outlet", text_json(record->outlet)) &&
                put(object, "published", text_json(record->published)) &&
                put(object, "outcome", json_string(store_outcome_names[outcome])) &&
                put_counts(object, count_names, counts, COUNT_COUNT);
    if (record->unread)
        made = made && put(object, "language", text_json(record->language)) &&
               put(object, "unread", json_string(unread_names[record->unread]));
    return print_json(object, made, error);
}

/* What was read from it, or why nothing was. */
static void print_yield(const struct record *record)
{
    uint64_t counts[COUNT_COUNT];
    if (record->unread && record->language.len) {
        printf(" in %.*s, not read\n", STR_ARGS(language_name(record->language)));
    } else if (record->unread) {
        puts(" not in English, not read");
    } else {
        count_facts(record, counts);
        print_counts(counts);
    }
}

/* "new: camp-david-3 (Associated Press 1978-09-18): 2 meetings, 5 statements" */
static bool print_report(const struct record *record, enum store_outcome outcome, readout_error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    bool failed = arena_guard(&arena);
    if (!failed) {
        struct str id = text_clean(&arena, store_report_id(record)), outlet = text_clean(&arena, record->outlet);
        struct str day = record->published.len ? text_day(record->published) : STR("undated");
        printf("%s: %.*s (%.*s%s%.*s):", store_outcome_names[outcome], STR_ARGS(id), STR_ARGS(outlet),
               outlet.len ? " " : "", STR_ARGS(day));
        print_yield(record);
    }
    arena_free(&arena);
    return !failed || error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
}

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
    uint64_t counts[COUNT_COUNT];
    reading->outcomes[outcome]++;
    if (outcome == STORE_KNOWN)
        return true;
    reading->unread += record->unread != UNREAD_NOT;
    count_facts(record, counts);
    for (size_t i = 0; i < COUNT_COUNT; i++)
        reading->counts[i] += counts[i];
    if (isatty(STDOUT_FILENO))
        progress_clear(progress);
    bool printed = reading->options->json ? print_report_json(record, outcome, error)
                                          : print_report(record, outcome, error);
    return printed && (fflush(stdout) == 0 || error_set(error, READOUT_NO_FILE, "standard output", "cannot write"));
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

static void print_totals(const struct arrival *reading)
{
    uint64_t reports = 0;
    for (size_t i = 0; i < STORE_OUTCOME_COUNT; i++)
        reports += reading->outcomes[i];
    printf("%" PRIu64 " report%s:", reports, reports == 1 ? "" : "s");
    const char *between = " ";
    for (size_t i = 0; i < STORE_OUTCOME_COUNT; i++) {
        if (!reading->outcomes[i])
            continue;
        printf("%s%" PRIu64 " %s", between, reading->outcomes[i], store_outcome_names[i]);
        between = ", ";
    }
    if (reading->outcomes[STORE_KNOWN] == reports) {
        putchar('\n');
        return;
    }
    fputs(";", stdout);
    if (reading->unread)
        printf(" %" PRIu64 " not in English, not read;", reading->unread);
    print_counts(reading->counts);
}

static bool print_totals_json(const struct arrival *arrival, readout_error *error)
{
    json_t *object = json_object(), *reports = json_object(), *facts = json_object();
    bool made = put(object, "reports", reports);
    made = put(object, "facts", facts) && made; /* both are put, so that both are given back */
    made = made && put_counts(reports, store_outcome_names, arrival->outcomes, STORE_OUTCOME_COUNT) &&
           put(reports, "unread", json_integer((json_int_t)arrival->unread)) &&
           put_counts(facts, count_names, arrival->counts, COUNT_COUNT);
    return print_json(object, made, error);
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
    if (reading->store && options->json && !print_totals_json(reading, error))
        return options_fail(error);
    if (reading->store && !options->json)
        print_totals(reading);
    return status;
}

static int run(int argc, char **argv)
{
    struct options options;
    struct arrival reading = {.options = &options};
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_DATABASE | OPTIONS_JSON | OPTIONS_INPUT | OPTIONS_AGAIN, &options);
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
             "the old one is kept and no longer shown. A report that cannot be read stops no other.\n"
             "A call that was cut off is gone on with where it stopped by the same call again.\n\n"
             HELP_REPORTS
             "A line that 'readout extract' printed is checked and stored as if its report had been read here.\n\n"
             HELP_DATABASE HELP_JSON
             "  --again        read also what is known anew, and replace its facts\n" HELP_INPUT,
    .run = run,
};
