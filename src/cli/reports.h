/* reports.h - what the commands share that read reports: the loop over INPUT, in one thread or several (--jobs).
 *
 * Invariant: what is made of the reports is used in the order of the input, whatever the number of threads. */
#ifndef CLI_REPORTS_H
#define CLI_REPORTS_H
#include <stdbool.h>
#include <stddef.h>

#include "cli/options.h"
#include "cli/progress.h"
#include "cli/workers.h"
#include "readout.h"

enum { REPORTS_TOGETHER = 32 };

/* What is done with the reports. */
struct reports_task {
    /* Make what the command wants of a report, in any thread: a pure function of the job. NULL fills `error`. It lives
     * until the job is used, in the job's reader or its arena, which is guarded by the caller. */
    const void *(*make)(const void *context, struct job *job, readout_error *error);

    /* Make it of several jobs at once, 2 to `together`, with the reader of the first: for reports so short that this is
     * faster. Each is guarded when its result is kept (reports_keep). NULL: they are made one by one. */
    void (*make_all)(const void *context, struct job *const *jobs, size_t count);
    size_t together; /* 1 to REPORTS_TOGETHER */

    /* Before the jobs [0, count) are used: what can be done for all at once. It may fill a job's error. NULL:
     * nothing. */
    void (*before)(void *context, struct job *const *jobs, size_t count);

    /* Use what was made. False fills `error`; the other reports are read all the same, unless its status is
     * READOUT_DATABASE or standard output is broken. What it prints on a terminal stands behind progress_clear. */
    bool (*use)(void *context, const struct job *job, struct progress *progress, readout_error *error);

    /* From where a regular file is read (input_options.skip), called in the process that reads; and told, in this one,
     * that it was opened. NULL: all from the front, and jobs have neither files nor marks. */
    enum input_skip (*skip)(void *context, const struct input_mark *file, struct input_mark *from);
    void (*opened)(void *context, const struct input_mark *file, enum input_skip skip, struct progress *progress);

    bool records; /* lines that `extract` wrote are taken as they are: job->record; else the report in them is read */
    bool unread;  /* the reports are not read: no job has a reader, no words are loaded */
    void *context;
};

/* Read all reports that the options (OPTIONS_INPUT) name. Says on standard error what cannot be read. Returns the exit
 * status. */
int reports_each(const struct options *options, const struct reports_task *task);

/* The bytes become job->made, copied into its arena. */
void reports_keep(struct job *job, const char *bytes, size_t length);

/* Print bytes that are a report's output, and `end` behind them. */
bool reports_print(struct progress *progress, const char *bytes, size_t length, const char *end, readout_error *error);
#endif
