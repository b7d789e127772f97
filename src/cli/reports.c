/* reports.c - see reports.h. Jobs go round a ring: filled from the input, made by the workers, used, filled again.
 *
 * Invariants: what goes wrong with one report stops no other; what is held does not grow with the number of reports;
 * nobody waits for input while there is something to be used. */
#include "cli/reports.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/command.h"
#include "ingest/apart.h"
#include "ingest/apart_frame.h"
#include "ingest/walk.h"
#include "pipeline.h"

enum {
    RING = 256,                   /* jobs */
    HELD_MOST = 8 * 1024 * 1024,  /* bytes of input in the ring, or one report */
    KEPT_MEMORY = 64 * 1024,      /* bytes a job keeps between reports */
    READERS_A_THREAD = 2,         /* so that none waits for what is used */
    SHORT_MOST = 4 * 1024,        /* bytes of a report that is made with others */
    PROBLEMS_MOST = 64            /* that wait for the report behind them */
};

/* The work and what it has come to. */
struct work {
    const struct reports_task *task;
    struct apart *input;
    struct problem_sink problems;
    struct progress progress;
    struct workers *workers;
    readout_library *library;
    readout_reader *readers[JOBS_MOST * READERS_A_THREAD]; /* those no job has */
    size_t reader_count;
    struct job *jobs;
    size_t first, count; /* in the ring */
    size_t held;         /* bytes of input in the ring */
    struct job *group;   /* the first of short reports that are given at once, when they are enough; NULL: none wait */
    struct job *group_last;
    size_t group_count;
    size_t done;
    uint64_t bytes;  /* of the input, with the report taken in last */
    bool passing;    /* what comes next was read before */
    bool machine_failed;
    bool broken; /* no other report can be tried */
};

static void tell(struct work *work, const readout_error *error)
{
    progress_clear(&work->progress);
    options_tell(error);
}

static struct job *job_at(const struct work *work, size_t number)
{
    return &work->jobs[(work->first + number) % RING];
}

/* A file was opened, which those who keep marks hear in its turn. */
static void keep_file(void *context, const struct input_mark *file, enum input_skip skip)
{
    struct work *work = context;
    struct job *job = job_at(work, work->count);
    work->passing = work->passing || skip != INPUT_FROM_FRONT;
    if (!work->task->opened)
        return;
    work->task->opened(work->task->context, file, skip, &work->progress);
    if (skip == INPUT_PASS_OVER || arena_guard(&job->arena))
        return;
    struct job_file *kept = ARENA_PUSH(&job->arena, job->files);
    *kept = (struct job_file){.mark = *file, .skip = skip};
    kept->mark.path = arena_copy(&job->arena, file->path, strlen(file->path));
}

static bool is_machine(readout_status status)
{
    return status == READOUT_NO_MEMORY || status == READOUT_DATABASE;
}

/* One report went wrong; false if no other can be tried. */
static bool use_failed(struct work *work, const struct job *job, readout_error *error)
{
    bool broken = error->status == READOUT_DATABASE || ferror(stdout);
    if (!broken)
        snprintf(error->source, sizeof error->source, "%s", job->place);
    work->problems.failures++;
    tell(work, error);
    work->machine_failed = work->machine_failed || broken || is_machine(error->status);
    return !broken;
}

static size_t job_size(const struct job *job)
{
    return job->record.len + job->report.text_length;
}

void reports_keep(struct job *job, const char *bytes, size_t length)
{
    if (arena_guard(&job->arena)) {
        error_set(&job->error, READOUT_NO_MEMORY, job->place, "memory ran out");
        return;
    }
    job->made = arena_copy(&job->arena, bytes, length);
    job->made_length = length;
}

static void make_group(const struct work *work, struct job *first)
{
    struct job *jobs[REPORTS_TOGETHER];
    size_t count = 0;
    for (struct job *job = first; job; job = job->with)
        jobs[count++] = job;
    work->task->make_all(work->task->context, jobs, count);
}

static void make(void *context, struct job *job)
{
    const struct work *work = context;
    if (job->with) {
        make_group(work, job);
        return;
    }
    if (arena_guard(&job->arena))
        error_set(&job->error, READOUT_NO_MEMORY, job->place, "memory ran out");
    else
        job->made = work->task->make(work->task->context, job, &job->error);
}

static const char *keep(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

/* Keep what the input forgets when it goes on. */
static bool fill_job(struct work *work, struct job *job, const readout_report *report)
{
    struct arena *arena = &job->arena;
    struct str record = apart_record(work->input);
    if (arena_guard(arena))
        return error_set(&job->error, READOUT_NO_MEMORY, apart_place(work->input), "memory ran out");
    job->place = keep(arena, apart_place(work->input));
    job->record = str_copy(arena, record);
    job->report = *report;
    for (size_t i = 0; i < REPORT_STRINGS; i++)
        *report_string(&job->report, i) = keep(arena, *report_string(&job->report, i));
    if (work->task->opened) {
        job->mark = apart_mark(work->input);
        job->mark.path = keep(arena, job->mark.path);
    }
    if (!record.len)
        job->report.text = arena_copy(arena, report->text, report->text_length);
    return true;
}

/* How far the input is read. What was passed over is no part of the rate. */
static void count_bytes(struct work *work)
{
    uint64_t before = work->bytes, now = apart_bytes(work->input);
    work->bytes = now > before ? now : before;
    if (work->passing)
        progress_pass(&work->progress, work->bytes - before);
    work->passing = false;
}

/* The short reports that wait go to the workers. */
static void give_group(struct work *work)
{
    struct job *first = work->group;
    work->group = NULL;
    work->group_count = 0;
    if (first)
        workers_give(work->workers, first);
}

static bool is_short(const struct work *work, const struct job *job)
{
    return work->task->make_all && !job->record.len && job->report.text_length <= SHORT_MOST;
}

/* The job goes to the workers, a short one with others. */
static void give_job(struct work *work, struct job *job)
{
    if (!is_short(work, job)) {
        give_group(work);
        workers_give(work->workers, job);
        return;
    }
    if (work->group)
        work->group_last->with = job;
    else
        work->group = job;
    work->group_last = job;
    if (++work->group_count == work->task->together)
        give_group(work);
}

static bool use(struct work *work);

/* A job that is made alone, or the first of a group, has a reader until it is used. False if no other report can be
 * tried. */
static bool give_reader(struct work *work, struct job *job)
{
    bool joins = work->group && is_short(work, job);
    if (joins || job->record.len || work->task->unread)
        return true;
    while (!work->reader_count && !work->broken)
        work->broken = !use(work); /* a group was waiting, which this one does not join */
    if (!work->broken)
        job->reader = work->readers[--work->reader_count];
    return !work->broken;
}

/* Take in the next report. False at the end, and where the machine failed, which fills `error`. */
static bool fill(struct work *work, readout_error *error)
{
    struct job *job = job_at(work, work->count);
    readout_report report;
    if (!apart_next(work->input, &report, error))
        return false;
    if (!fill_job(work, job, &report)) {
        *error = job->error;
        return false;
    }
    if (!give_reader(work, job))
        return false;
    count_bytes(work);
    work->count++;
    work->held += job_size(job);
    give_job(work, job);
    return true;
}

static void tell_problems(struct work *work, struct job *job)
{
    for (size_t i = 0; i < job->problems.count; i++)
        tell(work, &job->problems.items[i]);
    job->told += job->problems.count;
    job->problems.count = 0;
}

/* Make the job ready to be filled again. */
static void clear(struct work *work, struct job *job)
{
    if (job->reader)
        work->readers[work->reader_count++] = job->reader;
    struct arena arena = job->arena;
    arena_reset(&arena, KEPT_MEMORY);
    *job = (struct job){.arena = arena};
}

/* False if no other can be tried. */
static bool use_one(struct work *work, struct job *job)
{
    const struct reports_task *task = work->task;
    tell_problems(work, job);
    if (!job->error.status && task->use(task->context, job, &work->progress, &job->error)) {
        work->done++;
        return true;
    }
    return use_failed(work, job, &job->error);
}

/* Use the first job and what is made behind it. False if no other can be tried. */
static bool use(struct work *work)
{
    struct job *batch[RING];
    size_t count = 0;
    bool going = true;
    give_group(work);
    workers_wait(work->workers, job_at(work, 0));
    while (count < work->count && workers_made(work->workers, job_at(work, count))) {
        batch[count] = job_at(work, count);
        count++;
    }
    if (work->task->before)
        work->task->before(work->task->context, batch, count);
    for (size_t i = 0; i < count; i++) {
        going = going && use_one(work, batch[i]);
        work->held -= job_size(batch[i]);
        clear(work, batch[i]);
    }
    work->first = (work->first + count) % RING;
    work->count -= count;
    progress_step(&work->progress, work->done, work->problems.failures, work->bytes);
    return going;
}

/* Whether what is in the ring has to go before more is taken in. One place stays free, for problems that are met before
 * the next report. */
static bool is_full(const struct work *work)
{
    bool taken = !work->reader_count && !work->task->unread && !work->group;
    return work->count == RING - 1 || work->held >= HELD_MOST || taken || (work->count && apart_waits(work->input));
}

/* A problem of the input is told in its turn, with the report that comes next. Where there are many, the reports before
 * them are used first, so that what is held does not grow with them. */
static void keep_problem(void *context, const readout_error *error)
{
    struct work *work = context;
    struct job *job = job_at(work, work->count);
    if (job->problems.count == PROBLEMS_MOST) {
        while (work->count && !work->broken)
            work->broken = !use(work);
        tell_problems(work, job);
    }
    if (arena_guard(&job->arena))
        tell(work, error);
    else
        *ARENA_PUSH(&job->arena, job->problems) = *error;
}

static void read_all(struct work *work)
{
    readout_error error = {0};
    bool more = true;
    while (!work->broken && (more || work->count)) {
        if (work->count && (!more || is_full(work)))
            work->broken = !use(work);
        else
            more = fill(work, &error);
    }
    if (!work->broken)
        tell_problems(work, job_at(work, 0));
    if (!work->broken && error.status) {
        problem_fail(&work->problems, &error);
        tell_problems(work, job_at(work, 0));
        work->machine_failed = true;
    }
}

static int work_status(const struct work *work)
{
    return work->machine_failed ? EXIT_FAILED : work->problems.failures ? EXIT_SOME_UNREAD : EXIT_DONE;
}

static bool open_readers(struct work *work, const struct options *options, size_t jobs, readout_error *error)
{
    const readout_library_options library_options = {.data_directory = options->data,
                                                     .data_alone = options->data_alone,
                                                     .model = options->model,
                                                     .events_model = options->events_model,
                                                     .actors = options->actors,
                                                     .actors_count = options->actors_count,
                                                     .analysis_only = options->analysis};
    work->library = readout_library_open_with(&library_options, error);
    if (!work->library)
        return false;
    size_t count = jobs == 1 ? 1 : jobs * READERS_A_THREAD;
    while (work->reader_count < count) {
        readout_reader *reader = readout_reader_open(work->library, error);
        if (!reader)
            return false;
        pipeline_limit(reader, &options->limits);
        work->readers[work->reader_count++] = reader;
    }
    return true;
}

static bool open_jobs(struct work *work, readout_error *error)
{
    work->jobs = calloc(RING, sizeof *work->jobs);
    if (!work->jobs)
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    for (size_t i = 0; i < RING; i++)
        arena_init(&work->jobs[i].arena, 0);
    return true;
}

static void close_work(struct work *work)
{
    workers_stop(work->workers);
    for (size_t i = 0; work->jobs && i < RING; i++) {
        clear(work, &work->jobs[i]);
        arena_free(&work->jobs[i].arena);
    }
    free(work->jobs);
    apart_close(work->input);
    while (work->reader_count)
        readout_reader_close(work->readers[--work->reader_count]);
    readout_library_close(work->library);
}

static bool open_work(struct work *work, const struct options *options, const struct apart_options *wanted,
                      readout_error *error)
{
    size_t jobs = options->jobs ? options->jobs : 1;
    if (!open_jobs(work, error))
        return false;
    work->input = apart_open(wanted, &work->problems, error); /* it forks, so it comes before what is large */
    if (work->input && (work->task->unread || open_readers(work, options, jobs, error)))
        work->workers = workers_start(jobs, make, work, error);
    return work->workers != NULL;
}

int reports_each(const struct options *options, const struct reports_task *task)
{
    struct work work = {.task = task, .problems = {.tell = keep_problem, .context = &work}};
    const struct input_options input = {
        .arguments = options->inputs, .count = (size_t)options->input_count, .metadata = options->meta,
        .limits = options->limits, .records = task->records, .allow_private = options->allow_private,
        .agent = options->agent, .skip = task->skip, .context = task->context};
    const struct apart_options wanted = {
        .input = input, .in_process = options->in_process, .opened = keep_file, .context = &work};
    readout_error error = {0};
    if (input.count == 0) {
        fprintf(stderr, "readout: no INPUT is named; - is standard input\n");
        return EXIT_USAGE;
    }
    bool shown = progress_is_seen(options->progress);
    progress_start(&work.progress, shown, shown ? walk_measure(input.arguments, input.count) : 0,
                   options->progress_every);
    bool open = open_work(&work, options, &wanted, &error);
    if (open)
        read_all(&work);
    else
        tell(&work, &error);
    int status = open ? work_status(&work) : is_machine(error.status) ? EXIT_FAILED : EXIT_USAGE;
    progress_clear(&work.progress);
    close_work(&work);
    return status;
}

bool reports_print(struct progress *progress, const char *bytes, size_t length, const char *end, readout_error *error)
{
    if (isatty(STDOUT_FILENO))
        progress_clear(progress);
    if (fwrite(bytes, 1, length, stdout) == length && fputs(end, stdout) != EOF && fflush(stdout) == 0)
        return true;
    return error_set(error, READOUT_NO_FILE, "standard output", "%s", strerror(errno));
}
