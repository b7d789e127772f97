/* jobs.h - reading from the page: each job is this program itself, `readout read`, in a process of its own.
 *
 * Input: files, addresses. Output: how far it is, what was read, what could not be. Invariant: one job reads at a time,
 * the others wait in order; what a job was given is deleted when it ends, and what it has stored stays, however it
 * ends. */
#ifndef WEB_JOBS_H
#define WEB_JOBS_H
#include "base/buffer.h"
#include "readout.h"
#include "read/record.h"
#include "web/server.h"

enum { JOBS_WAITING = 20, JOBS_KEPT = 50, JOB_INPUTS = 100, JOB_LINES = 200, JOB_PROBLEMS = 200 };

enum job_state { JOB_WAITS, JOB_RUNS, JOB_DONE, JOB_FAILED, JOB_CANCELLED, JOB_STATE_COUNT };
extern const char *const job_state_names[JOB_STATE_COUNT];

/* A job as it is at a moment; its texts live in the arena that was given. */
struct job_view {
    unsigned number;
    enum job_state state;
    char started[21];
    struct str_list inputs;
    size_t reports, failures; /* so far */
    double megabytes, of_megabytes; /* of_: 0 where not known */
    struct str_list lines;    /* "ID: new": the last JOB_LINES */
    struct str_list reports_read; /* the ids of these */
    struct str_list problems; /* the first JOB_PROBLEMS */
};

/* An input: an address; a file, which becomes the job's; or bytes, of which the job makes a file. */
struct job_input {
    struct str name;  /* as the person calls it; of an address, itself */
    struct str file;  /* where it lies; empty: it is none */
    struct str bytes; /* empty: it is none */
};

struct jobs;
struct jobs *jobs_open(const struct server_options *options, readout_error *error);

/* Stops what runs, and waits for it. */
void jobs_close(struct jobs *jobs);

/* Begin to read; its number, or 0 and `error`. */
unsigned jobs_start(struct jobs *jobs, const struct job_input *inputs, size_t count, readout_error *error);

/* False where there is no such job (any more). */
bool jobs_look(struct jobs *jobs, unsigned number, struct arena *arena, struct job_view *view);
bool jobs_cancel(struct jobs *jobs, unsigned number);

/* The numbers of those that are kept, the newest first; returns how many. */
size_t jobs_list(struct jobs *jobs, unsigned numbers[JOBS_KEPT]);
#endif
