/* code.c - `readout code`: the political events of each report, without a database.
 * Invariant: what a report gives is written whole, in the order of the input, as soon as it is read; a table has one
 * head, before all rows. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/reports.h"
#include "pipeline.h"

/* What is asked for, and whether the head of the table is printed. */
struct task {
    struct code_options wanted;
    bool headed;
};

/* The formats of --format, and the table in which each is with --csv. */
static const struct format {
    const char *name;
    enum code_form form;
    enum coding_table table;
} formats[] = {{"json", CODE_JSON, CODING_TABLE_PLOVER},
               {"plover", CODE_PLOVER, CODING_TABLE_PLOVER},
               {"phoenix", CODE_TABLE, CODING_TABLE_PHOENIX},
               {"icews", CODE_TABLE, CODING_TABLE_ICEWS}};

static const void *make_events(const void *context, struct job *job, readout_error *error)
{
    const struct task *task = context;
    return pipeline_code(job->reader, &job->report, &task->wanted, &job->made_length, error);
}

struct group {
    struct job *const *jobs;
};

static void keep_events(void *context, size_t number, const char *text, size_t length, const readout_error *error)
{
    struct job *job = ((const struct group *)context)->jobs[number];
    if (text)
        reports_keep(job, text, length);
    else
        job->error = *error;
}

static void make_all_events(const void *context, struct job *const *jobs, size_t count)
{
    const struct task *task = context;
    const readout_report *reports[CODE_TOGETHER];
    struct group group = {jobs};
    const struct code_sink sink = {keep_events, &group};
    for (size_t i = 0; i < count; i++)
        reports[i] = &jobs[i]->report;
    pipeline_code_all(jobs[0]->reader, reports, count, &task->wanted, &sink);
}

/* Once, before the first row, and where there is none. */
static bool print_head(struct task *task, struct progress *progress, readout_error *error)
{
    struct buffer head = {0};
    if (task->headed || task->wanted.form != CODE_TABLE)
        return true;
    task->headed = true;
    bool made = coding_table_head(&task->wanted.layout, &head) ||
                error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    bool printed = made && reports_print(progress, head.ptr, head.len, "", error);
    buffer_free(&head);
    return printed;
}

static bool print_events(void *context, const struct job *job, struct progress *progress, readout_error *error)
{
    struct task *task = context;
    const char *end = task->wanted.form == CODE_JSON ? "\n" : "";
    return print_head(task, progress, error) && reports_print(progress, job->made, job->made_length, end, error);
}

/* What the options ask for. False, with a message, where they do not go together. */
static bool choose(const struct options *options, struct code_options *wanted)
{
    size_t at = 0, count = sizeof formats / sizeof *formats;
    const char *name = options->format ? options->format : options->csv ? "plover" : "json";
    while (at < count && strcmp(formats[at].name, name) != 0)
        at++;
    if (at == count) {
        fprintf(stderr, "readout code: not one of json, plover, phoenix, icews: %s\n", name);
        return false;
    }
    *wanted = (struct code_options){formats[at].form, options->explain, {formats[at].table, options->csv}};
    if (options->csv && wanted->form == CODE_PLOVER)
        wanted->form = CODE_TABLE;
    bool json = wanted->form == CODE_JSON;
    if ((options->csv && json) || (options->explain && !json)) {
        fprintf(stderr, "readout code: --%s does not go with --format %s\n", options->csv && json ? "csv" : "explain",
                name);
        return false;
    }
    return true;
}

static int run(int argc, char **argv)
{
    struct options options;
    struct task wanted = {0};
    int status = options_read(argc, argv, OPTIONS_INPUT | OPTIONS_CSV | OPTIONS_CODE | OPTIONS_ACTORS, &options);
    if (status != -1)
        return status;
    if (!choose(&options, &wanted.wanted))
        return EXIT_USAGE;
    const struct reports_task task = {.make = make_events, .make_all = make_all_events, .together = CODE_TOGETHER,
                                      .use = print_events, .context = &wanted};
    struct progress none = {0};
    readout_error error = {0};
    status = reports_each(&options, &task);
    return status == EXIT_USAGE || print_head(&wanted, &none, &error) ? status : options_fail(&error);
}

const struct command command_code = {
    .name = "code",
    .summary = "print the political events of each report (PLOVER, CAMEO); no database",
    .usage = "Usage: readout code [OPTION...] INPUT...\n\n"
             "Reads reports, or single sentences, and prints who did what to whom, one line of JSON a report:\n"
             "root and event of the surest one, its penta class, and all \"events\" with source, target, mode,\n"
             "context, CAMEO code, Goldstein score, place, date and status (docs/events.md). In JSON lines \"source\"\n"
             "and \"target\" together name the pair to be coded, as words of the text.\n\n" HELP_REPORTS "\n"
             "  --format F     json (as above); plover: a line of JSON an event, as PLOVER's manual has it;\n"
             "                 phoenix or icews: a table with tabs between, a row for each source and target\n"
             "  --csv          the tables as comma-separated values (RFC 4180); PLOVER's where no format is named\n"
             "  --explain      json: also why the other sentences tell no event\n" HELP_ACTORS HELP_INPUT,
    .run = run,
};
