/* workers.h - threads that read reports, each job in one of them, while the main thread takes in and writes out.
 *
 * Invariant: a job belongs to the workers from workers_give until workers_wait has returned for it. */
#ifndef CLI_WORKERS_H
#define CLI_WORKERS_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "ingest/input.h"
#include "readout.h"

enum { JOBS_MOST = 64 }; /* threads */

/* A file that was opened on the way to a report. */
struct job_file {
    struct input_mark mark; /* where it is read from */
    enum input_skip skip;
};

/* One report on its way from the input to what is made of it. */
struct job {
    readout_report report;  /* its strings stand in `arena` */
    struct str record;      /* or the line that `extract` wrote */
    const char *place;      /* "FILE:LINE" */
    readout_reader *reader; /* this job's alone until it is used; NULL for a record */
    const void *made;       /* NULL: not made, and `error` says why */
    size_t made_length;
    int outcome; /* for the command's use */
    readout_error error;
    struct arena arena;
    LIST(readout_error) problems; /* met on the way to this report; in `arena` */
    size_t told;                  /* how many more of them were told before */
    LIST(struct job_file) files;  /* opened on the way, too; in `arena`, where the task wants to know */
    struct input_mark mark;       /* behind this report; path NULL: none, or nobody wants to know */
    struct job *with;             /* the next of those that are made at once with it; given is the first */
    bool done;                    /* the workers' */
    struct job *next;
};

/* Make job->made, or fill job->error, of the job and those with it: in any thread. */
typedef void workers_make(void *context, struct job *job);

struct workers;

/* With `count` 1 there is no thread: workers_give makes the job at once. NULL and `error` where there are none to be
 * had. workers_stop waits for what was given. */
struct workers *workers_start(size_t count, workers_make *make, void *context, readout_error *error);
void workers_stop(struct workers *workers);
void workers_give(struct workers *workers, struct job *job);

/* Wait until the job is made; or only ask. */
void workers_wait(struct workers *workers, const struct job *job);
bool workers_made(struct workers *workers, const struct job *job);
#endif
