/* jobs.c - see jobs.h: one thread runs the jobs, one after another, and reads what they print. */
#include "web/jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"

const char *const job_state_names[JOB_STATE_COUNT] = {"waits", "runs", "done", "failed", "cancelled"};

enum { NAME_BYTES = 200, LINE_BYTES = 1 << 16, STOP_SECONDS = 10 };

/* Texts of which the oldest (keep_last) or the newest (keep_first) are let go when there are too many. */
struct texts {
    char *items[JOB_LINES];
    size_t count;
};

struct reading_job {
    struct reading_job *next; /* the one before it */
    unsigned number;
    enum job_state state;
    bool cancelled;
    char started[21];
    char *folder; /* of its files; NULL: none */
    char *arguments[JOB_INPUTS], *names[JOB_INPUTS];
    size_t inputs;
    pid_t process; /* 0: none */
    struct texts lines, reports, problems;
    size_t report_count, failures;
    double megabytes, of_megabytes;
    bool ended; /* it has printed its totals: it came to its end */
};

struct jobs {
    const struct server_options *options;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    pthread_t thread;
    bool ends;
    struct reading_job *newest;
    unsigned last;
};

static char *copied(struct str text)
{
    return strndup(text.ptr, text.len);
}

/* Keep the last texts. */
static void keep_last(struct texts *texts, char *text)
{
    if (!text)
        return;
    if (texts->count == JOB_LINES) {
        free(texts->items[0]);
        memmove(texts->items, texts->items + 1, (JOB_LINES - 1) * sizeof *texts->items);
        texts->count--;
    }
    texts->items[texts->count++] = text;
}

static void keep_first(struct texts *texts, char *text)
{
    if (text && texts->count < JOB_PROBLEMS)
        texts->items[texts->count++] = text;
    else
        free(text);
}

static void free_texts(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->items[i]);
}

/* The files of the job and their folders. */
static void remove_files(struct reading_job *job)
{
    for (size_t i = 0; job->folder && i < job->inputs; i++) {
        char *slash = strrchr(job->arguments[i], '/');
        if (strncmp(job->arguments[i], job->folder, strlen(job->folder)) != 0 || !slash)
            continue;
        unlink(job->arguments[i]);
        *slash = '\0';
        rmdir(job->arguments[i]);
        *slash = '/';
    }
    if (job->folder)
        rmdir(job->folder);
    free(job->folder);
    job->folder = NULL;
}

static void free_job(struct reading_job *job)
{
    remove_files(job);
    for (size_t i = 0; i < job->inputs; i++) {
        free(job->arguments[i]);
        free(job->names[i]);
    }
    free_texts(&job->lines);
    free_texts(&job->reports);
    free_texts(&job->problems);
    free(job);
}

/* With the mutex. */
static struct reading_job *find(const struct jobs *jobs, unsigned number)
{
    struct reading_job *job = jobs->newest;
    while (job && job->number != number)
        job = job->next;
    return job;
}

/* With the mutex: the oldest that waits. */
static struct reading_job *next_waiting(const struct jobs *jobs)
{
    struct reading_job *found = NULL;
    for (struct reading_job *job = jobs->newest; job; job = job->next)
        if (job->state == JOB_WAITS)
            found = job;
    return found;
}

/* A line of `readout read --json`: a report, or the totals. */
static void take_report(struct reading_job *job, const char *line)
{
    json_t *object = json_loads(line, 0, NULL);
    const char *report = json_string_value(json_object_get(object, "report"));
    const char *outcome = json_string_value(json_object_get(object, "outcome"));
    char text[512];
    if (report && outcome) {
        snprintf(text, sizeof text, "%s: %s", report, outcome);
        keep_last(&job->lines, strdup(text));
        keep_last(&job->reports, strdup(report));
        job->report_count++;
    } else if (json_object_get(object, "facts")) {
        job->ended = true;
    }
    json_decref(object);
}

/* Without the folder that the person's file was put into. */
static char *without_folder(const struct reading_job *job, const char *text)
{
    size_t length = job->folder ? strlen(job->folder) : 0;
    const char *found = length ? strstr(text, job->folder) : NULL;
    const char *behind = found ? strchr(found + length + 1, '/') : NULL; /* behind "FOLDER/N" */
    char *out;
    if (!behind || asprintf(&out, "%.*s%s", (int)(found - text), text, behind + 1) < 0)
        return strdup(text);
    return out;
}

/* A line of its messages: "readout: 39 reports, 38/s, 0.3 of 1.5 MB, ...", or what is wrong with what. */
static void take_message(struct reading_job *job, const char *line)
{
    static const char mark[] = "readout: ";
    double megabytes, of = 0;
    unsigned long reports;
    if (strncmp(line, mark, sizeof mark - 1) == 0)
        line += sizeof mark - 1;
    int got = sscanf(line, "%lu reports, %*f/s, %lf of %lf MB", &reports, &megabytes, &of);
    if (got >= 2) {
        job->megabytes = megabytes;
        job->of_megabytes = of;
        return;
    }
    job->failures++;
    keep_first(&job->problems, without_folder(job, line));
}

/* What comes from a pipe, cut into lines. */
struct source_pipe {
    int file;
    struct buffer line;
    void (*take)(struct reading_job *job, const char *line);
};

static void take_bytes(struct jobs *jobs, struct reading_job *job, struct source_pipe *from, struct str bytes)
{
    while (bytes.len) {
        const char *end = memchr(bytes.ptr, '\n', bytes.len);
        size_t length = end ? (size_t)(end - bytes.ptr) : bytes.len;
        if (from->line.len < LINE_BYTES)
            buffer_add(&from->line, str_make(bytes.ptr, length));
        bytes = str_make(bytes.ptr + length + (end != NULL), bytes.len - length - (end != NULL));
        if (!end)
            return;
        buffer_byte(&from->line, '\0');
        pthread_mutex_lock(&jobs->mutex);
        if (!from->line.failed && from->line.len > 1)
            from->take(job, from->line.ptr);
        pthread_mutex_unlock(&jobs->mutex);
        buffer_clear(&from->line, LINE_BYTES);
    }
}

/* Until both pipes end. */
static void follow(struct jobs *jobs, struct reading_job *job, struct source_pipe pipes[2])
{
    char bytes[8192];
    for (int open = 2; open > 0;) {
        struct pollfd polled[2] = {{pipes[0].file, POLLIN, 0}, {pipes[1].file, POLLIN, 0}};
        if (poll(polled, 2, -1) < 0 && errno != EINTR)
            return;
        for (int i = 0; i < 2; i++) {
            if (pipes[i].file < 0 || !polled[i].revents)
                continue;
            ssize_t length = read(pipes[i].file, bytes, sizeof bytes);
            if (length > 0) {
                take_bytes(jobs, job, &pipes[i], str_make(bytes, (size_t)length));
            } else if (length == 0 || errno != EINTR) {
                close(pipes[i].file);
                pipes[i].file = -1;
                open--;
            }
        }
    }
}

/* Start `readout read` with its output going into the pipes; 0 where that cannot be done. */
static pid_t spawn(const struct jobs *jobs, const struct reading_job *job, int out, int messages)
{
    char *arguments[JOB_INPUTS + 8] = {"readout", "read", "--db", (char *)jobs->options->database, "--json",
                                       "--progress=1", "--"};
    size_t count = 7;
    pid_t process = 0;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    for (size_t i = 0; i < job->inputs; i++)
        arguments[count++] = job->arguments[i];
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    extern char **environ;
    if (posix_spawn(&process, jobs->options->program, &actions, &attributes, arguments, environ) != 0)
        process = 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

/* A pipe of which the end to write is let go once the job has it. */
static pid_t spawn_with_pipes(const struct jobs *jobs, const struct reading_job *job, struct source_pipe pipes[2])
{
    int ends[2][2] = {{-1, -1}, {-1, -1}};
    pid_t process = 0;
    if (pipe2(ends[0], O_CLOEXEC) == 0 && pipe2(ends[1], O_CLOEXEC) == 0)
        process = spawn(jobs, job, ends[0][1], ends[1][1]);
    for (int i = 0; i < 2; i++) {
        if (ends[i][1] >= 0)
            close(ends[i][1]);
        if (!process && ends[i][0] >= 0)
            close(ends[i][0]);
        pipes[i].file = process ? ends[i][0] : -1;
    }
    return process;
}

/* Until it has ended; its number stays its own, so that nobody else gets a signal that is meant for it. */
static void wait_for_end(pid_t process)
{
    siginfo_t info;
    while (waitid(P_PID, (id_t)process, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR)
        ;
}

/* With the mutex, which is let go while it runs. */
static void run(struct jobs *jobs, struct reading_job *job)
{
    struct source_pipe pipes[2] = {{.take = take_report}, {.take = take_message}};
    int status = 0;
    job->process = spawn_with_pipes(jobs, job, pipes);
    job->state = JOB_RUNS;
    if (!job->process) {
        keep_first(&job->problems, strdup("the program could not be started"));
        job->state = JOB_FAILED;
        return;
    }
    pthread_mutex_unlock(&jobs->mutex);
    follow(jobs, job, pipes);
    wait_for_end(job->process);
    buffer_free(&pipes[0].line);
    buffer_free(&pipes[1].line);
    pthread_mutex_lock(&jobs->mutex);
    waitpid(job->process, &status, 0);
    job->process = 0;
    bool whole = WIFEXITED(status) && WEXITSTATUS(status) <= 1 && (job->ended || !job->failures);
    job->state = job->cancelled ? JOB_CANCELLED : whole ? JOB_DONE : JOB_FAILED;
    if (WIFSIGNALED(status) && !job->cancelled)
        keep_first(&job->problems, strdup("reading was ended by a signal"));
}

/* With the mutex: of those that have ended, the last JOBS_KEPT stay. */
static void forget_old(struct jobs *jobs)
{
    size_t count = 0;
    for (struct reading_job **at = &jobs->newest; *at;) {
        struct reading_job *job = *at;
        if (++count > JOBS_KEPT && job->state > JOB_RUNS) {
            *at = job->next;
            free_job(job);
        } else {
            at = &job->next;
        }
    }
}

static void *work(void *context)
{
    struct jobs *jobs = context;
    pthread_mutex_lock(&jobs->mutex);
    while (!jobs->ends) {
        struct reading_job *job = next_waiting(jobs);
        if (!job) {
            pthread_cond_wait(&jobs->changed, &jobs->mutex);
            continue;
        }
        run(jobs, job);
        remove_files(job);
        forget_old(jobs);
    }
    pthread_mutex_unlock(&jobs->mutex);
    return NULL;
}

struct jobs *jobs_open(const struct server_options *options, readout_error *error)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    if (jobs) {
        jobs->options = options;
        pthread_mutex_init(&jobs->mutex, NULL);
        pthread_cond_init(&jobs->changed, NULL);
        if (pthread_create(&jobs->thread, NULL, work, jobs) == 0)
            return jobs;
    }
    free(jobs);
    error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    return NULL;
}

/* With the mutex. */
static void stop(struct reading_job *job)
{
    if (job->state == JOB_WAITS)
        job->state = JOB_CANCELLED;
    job->cancelled = true;
    if (job->process)
        kill(-job->process, SIGTERM);
}

void jobs_close(struct jobs *jobs)
{
    if (!jobs)
        return;
    pthread_mutex_lock(&jobs->mutex);
    jobs->ends = true;
    for (struct reading_job *job = jobs->newest; job; job = job->next)
        if (job->state <= JOB_RUNS)
            stop(job);
    pthread_cond_signal(&jobs->changed);
    pthread_mutex_unlock(&jobs->mutex);
    pthread_join(jobs->thread, NULL);
    for (struct reading_job *job = jobs->newest, *next; job; job = next) {
        next = job->next;
        free_job(job);
    }
    pthread_mutex_destroy(&jobs->mutex);
    pthread_cond_destroy(&jobs->changed);
    free(jobs);
}

/* A name that a file can have here: what the person calls it, without folders and what steers. */
static void file_name(struct str name, char out[NAME_BYTES + 1])
{
    size_t length = 0;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == '/' || name.ptr[i] == '\\')
            length = 0;
        else if (length < NAME_BYTES && (unsigned char)name.ptr[i] >= ' ' && name.ptr[i] != 0x7f)
            out[length++] = name.ptr[i];
    out[length] = '\0';
    if (out[0] == '.' || !out[0])
        memcpy(out, length ? "_" : "pasted", length ? 1 : sizeof "pasted");
}

static bool write_file(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "wxe");
    bool written = file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
    return file && fclose(file) == 0 && written;
}

static bool open_folder(struct reading_job *job)
{
    const char *base = getenv("TMPDIR");
    char *folder = NULL;
    if (job->folder)
        return true;
    if (asprintf(&folder, "%s/readout-job-XXXXXX", base && *base ? base : "/tmp") < 0)
        return false;
    if (mkdtemp(folder)) {
        job->folder = folder;
        return true;
    }
    free(folder);
    return false;
}

/* The job's own folder, and one in it for the file. */
static bool take_file(struct reading_job *job, const struct job_input *input, char **argument)
{
    char name[NAME_BYTES + 1], *path = NULL;
    file_name(input->name, name);
    if (!open_folder(job) || asprintf(&path, "%s/%zu/%s", job->folder, job->inputs, name) < 0)
        return false;
    *argument = path;
    char *slash = strrchr(path, '/');
    *slash = '\0';
    bool made = mkdir(path, 0700) == 0;
    *slash = '/';
    return made && (input->file.len ? rename(input->file.ptr, path) == 0 : write_file(path, input->bytes));
}

static bool add_input(struct reading_job *job, const struct job_input *input)
{
    char *argument = NULL;
    bool is_file = input->file.len || input->bytes.len;
    bool added = is_file ? take_file(job, input, &argument) : (argument = copied(input->name)) != NULL;
    char *name = copied(input->name);
    if (argument && name) {
        job->arguments[job->inputs] = argument;
        job->names[job->inputs++] = name;
        return added;
    }
    free(argument);
    free(name);
    return false;
}

static struct reading_job *new_job(const struct job_input *inputs, size_t count)
{
    struct reading_job *job = calloc(1, sizeof *job);
    time_t moment = time(NULL);
    struct tm utc;
    bool good = job != NULL;
    for (size_t i = 0; good && i < count && i < JOB_INPUTS; i++)
        good = add_input(job, &inputs[i]);
    if (!good) {
        if (job)
            free_job(job);
        return NULL;
    }
    gmtime_r(&moment, &utc);
    strftime(job->started, sizeof job->started, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return job;
}

static size_t count_waiting(const struct jobs *jobs)
{
    size_t count = 0;
    for (const struct reading_job *job = jobs->newest; job; job = job->next)
        count += job->state == JOB_WAITS;
    return count;
}

unsigned jobs_start(struct jobs *jobs, const struct job_input *inputs, size_t count, readout_error *error)
{
    pthread_mutex_lock(&jobs->mutex);
    bool full = count_waiting(jobs) >= JOBS_WAITING;
    struct reading_job *job = full ? NULL : new_job(inputs, count);
    unsigned number = 0;
    if (job) {
        job->number = number = ++jobs->last;
        job->next = jobs->newest;
        jobs->newest = job;
        pthread_cond_signal(&jobs->changed);
    }
    pthread_mutex_unlock(&jobs->mutex);
    if (full)
        error_set(error, READOUT_BAD_USAGE, NULL, "%d readings wait already; try again later", JOBS_WAITING);
    else if (!job)
        error_set(error, READOUT_NO_FILE, NULL, "what was sent could not be kept");
    return number;
}

/* Texts as they are now, in the arena. */
static struct str_list copy_texts(struct arena *arena, char *const *items, size_t count)
{
    struct str_list list = {0};
    for (size_t i = 0; i < count; i++)
        *ARENA_PUSH(arena, list) = str_copy(arena, str_of(items[i]));
    return list;
}

static void look(const struct reading_job *job, struct arena *arena, struct job_view *view)
{
    *view = (struct job_view){.number = job->number, .state = job->state, .reports = job->report_count,
                              .failures = job->failures, .megabytes = job->megabytes,
                              .of_megabytes = job->of_megabytes};
    memcpy(view->started, job->started, sizeof view->started);
    view->inputs = copy_texts(arena, job->names, job->inputs);
    view->lines = copy_texts(arena, job->lines.items, job->lines.count);
    view->reports_read = copy_texts(arena, job->reports.items, job->reports.count);
    view->problems = copy_texts(arena, job->problems.items, job->problems.count);
}

/* Memory that runs out must not be told to the arena's owner while the mutex is held. */
static bool look_guarded(const struct reading_job *job, struct arena *arena, struct job_view *view)
{
    if (arena_guard(arena))
        return false;
    look(job, arena, view);
    return true;
}

bool jobs_look(struct jobs *jobs, unsigned number, struct arena *arena, struct job_view *view)
{
    jmp_buf owner;
    memcpy(owner, arena->failure, sizeof owner);
    pthread_mutex_lock(&jobs->mutex);
    const struct reading_job *job = find(jobs, number);
    bool looked = !job || look_guarded(job, arena, view);
    pthread_mutex_unlock(&jobs->mutex);
    memcpy(arena->failure, owner, sizeof owner);
    if (!looked)
        arena_fail(arena);
    return job != NULL;
}

bool jobs_cancel(struct jobs *jobs, unsigned number)
{
    pthread_mutex_lock(&jobs->mutex);
    struct reading_job *job = find(jobs, number);
    if (job && job->state <= JOB_RUNS)
        stop(job);
    pthread_mutex_unlock(&jobs->mutex);
    return job != NULL;
}

size_t jobs_list(struct jobs *jobs, unsigned numbers[JOBS_KEPT])
{
    size_t count = 0;
    pthread_mutex_lock(&jobs->mutex);
    for (const struct reading_job *job = jobs->newest; job && count < JOBS_KEPT; job = job->next)
        numbers[count++] = job->number;
    pthread_mutex_unlock(&jobs->mutex);
    return count;
}
