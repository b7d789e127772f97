/* apart_worker.c - see apart_worker.h. Input: outside bytes. Output: frames. Invariant: the process is confined before
 * the first outside byte is read, and the page says what is read before it is read. */
#include "ingest/apart_worker.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "ingest/apart_frame.h"
#include "ingest/confine.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED /* says what is wrong itself */
#endif

struct worker {
    const struct apart_options *options;
    const struct input_way *way;
    struct input_options input; /* the group's, with the worker's own hooks */
    struct problem_sink problems;
    struct worker_page *page;
    struct worker_spot from, now;
    uint64_t passed; /* bytes of files of this group that were not opened */
    size_t told;     /* failures */
    bool opened;     /* the first worker's input was opened, and that was told */
    int pipe;
};

/* Nobody reads what is sent: the process that it was for is gone, or wants no more. */
static void check(bool sent)
{
    if (!sent)
        _exit(WORKER_DONE);
}

/* A file, a folder, or nothing at all, which is told as a problem. */
static bool is_whole(const char *argument)
{
    struct stat about;
    if (strcmp(argument, "-") == 0 || strstr(argument, "://"))
        return false;
    return stat(argument, &about) != 0 || S_ISREG(about.st_mode) || S_ISDIR(about.st_mode);
}

size_t worker_group(const struct input_options *input, size_t first, bool *whole)
{
    size_t count = 0;
    *whole = is_whole(input->arguments[first]);
    while (*whole && first + count < input->count && is_whole(input->arguments[first + count]))
        count++;
    return *whole ? count : 1;
}

/* Say where reading is to go on where it breaks off now. */
static void publish(struct worker *worker)
{
    struct worker_page *page = worker->page;
    uint32_t other = 1 - (atomic_load(&page->spot) & 1);
    page->spots[other] = worker->now;
    atomic_store(&page->spot, other);
}

static void note_name(char name[SPOT_NAME], const char *text)
{
    size_t length = strnlen(text, SPOT_NAME - 1);
    memcpy(name, text, length);
    name[length] = 0;
}

/* Start to count the processor's time anew; 0 seconds: do not count. */
static void arm(uint64_t seconds)
{
    const struct itimerval timer = {.it_value.tv_sec = seconds < INT_MAX ? (time_t)seconds : INT_MAX};
    setitimer(ITIMER_PROF, &timer, NULL);
}

/* A document begins. */
static void begin_document(void *context, const char *place, const struct input_mark *behind)
{
    struct worker *worker = context;
    note_name(worker->page->place, place);
    if (behind->path) {
        worker->now.offset = behind->offset;
        worker->now.items = behind->items;
    }
    worker->now.begun = behind->path != NULL;
    publish(worker);
    arm(worker->input.limits.most[LIMIT_SECONDS]);
}

/* What an earlier worker had come to of the file that is opened now. False: it is new. */
static bool is_begun(const struct worker *worker, struct input_mark *from, enum input_skip *skip)
{
    const struct worker_spot *begun = &worker->from;
    if (worker->now.group != begun->group || worker->now.file > begun->file)
        return false;
    *from = (struct input_mark){.offset = begun->offset, .items = begun->items};
    *skip = worker->now.file < begun->file || begun->give_up ? INPUT_PASS_OVER : INPUT_FROM_MARK;
    return true;
}

static enum input_skip open_file(void *context, const struct input_mark *file, struct input_mark *from)
{
    struct worker *worker = context;
    const struct input_options *asked = &worker->options->input;
    enum input_skip skip = INPUT_FROM_FRONT;
    arm(0);
    worker->now.file++;
    worker->now.begun = false;
    if (!is_begun(worker, from, &skip)) {
        if (asked->skip)
            skip = asked->skip(asked->context, file, from);
        struct input_mark told = *file;
        told.offset = skip == INPUT_FROM_MARK ? from->offset : 0;
        told.items = skip == INPUT_FROM_MARK ? from->items : 0;
        check(frame_send_file(worker->pipe, &told, skip));
    }
    worker->passed += skip == INPUT_PASS_OVER ? file->size : 0;
    worker->now.offset = skip == INPUT_FROM_MARK ? from->offset : 0;
    worker->now.items = skip == INPUT_FROM_MARK ? from->items : 0;
    note_name(worker->page->place, file->path);
    note_name(worker->page->path, file->path);
    publish(worker);
    return skip;
}

static void send_problem(void *context, const readout_error *error)
{
    struct worker *worker = context;
    bool counted = worker->problems.failures != worker->told;
    worker->told = worker->problems.failures;
    check(frame_send_problem(worker->pipe, FRAME_PROBLEM, error, counted));
}

static void send_report(struct worker *worker, struct input *input, const readout_report *report)
{
    const struct input_way *way = worker->way;
    struct input_mark mark = way->mark(input);
    const struct parcel parcel = {.report = *report, .place = way->place(input), .record = way->record(input),
                                  .offset = mark.offset, .items = mark.items, .marked = mark.path != NULL,
                                  .bytes = worker->now.bytes + worker->passed + way->bytes(input)};
    if (frame_report_length(&parcel) <= frame_most(&worker->input.limits)) {
        check(frame_send_report(worker->pipe, &parcel));
        return;
    }
    readout_error problem = {0};
    limit_fail(&problem, &worker->input.limits, LIMIT_SIZE, parcel.place);
    problem_fail(&worker->problems, &problem);
}

/* The machine failed, as far as the worker can tell. */
static _Noreturn void give_up(struct worker *worker, const readout_error *error)
{
    if (error->status == READOUT_NO_MEMORY && worker->opened)
        _exit(WORKER_MEMORY);
    check(frame_send_problem(worker->pipe, FRAME_FAILED, error, true));
    _exit(WORKER_DONE);
}

static void read_group(struct worker *worker)
{
    readout_error error = {0};
    readout_report report;
    struct input *input = worker->way->open(&worker->input, &worker->problems, &error);
    if (!input)
        give_up(worker, &error);
    if (!worker->opened)
        check(frame_send(worker->pipe, FRAME_OPENED, NULL, 0));
    worker->opened = true;
    for (;;) {
        atomic_store(&worker->page->waits, worker->way->waits(input));
        bool any = worker->way->next(input, &report, &error);
        atomic_store(&worker->page->waits, 0);
        if (!any)
            break;
        send_report(worker, input, &report);
    }
    if (error.status)
        give_up(worker, &error);
    worker->now.bytes += worker->passed + worker->way->bytes(input);
    worker->way->close(input);
}

static void read_groups(struct worker *worker)
{
    const struct input_options *all = &worker->options->input;
    bool whole;
    for (size_t first = 0, count; first < all->count; first += count, worker->now.group++) {
        count = worker_group(all, first, &whole);
        bool is_first = worker->now.group == worker->from.group;
        if (worker->now.group < worker->from.group || (is_first && worker->from.give_up && !worker->from.file))
            continue;
        worker->input.arguments = all->arguments + first;
        worker->input.count = count;
        worker->now = (struct worker_spot){.group = worker->now.group, .bytes = worker->now.bytes};
        worker->passed = 0;
        const char *name = strcmp(all->arguments[first], "-") == 0 ? "standard input" : all->arguments[first];
        note_name(worker->page->place, name);
        note_name(worker->page->path, name);
        publish(worker);
        read_group(worker);
    }
}

/* The descriptor that an argument names, "/dev/fd/63"; -1: none. */
static int named_descriptor(const char *argument)
{
    static const char *const fronts[] = {"/dev/fd/", "/proc/self/fd/"};
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        size_t length = strlen(fronts[i]);
        if (strncmp(argument, fronts[i], length) == 0)
            return atoi(argument + length);
    }
    return -1;
}

/* Close all that the program was started with, but what is read and written. */
static void close_others(const struct input_options *input, int pipe)
{
    enum { CALL_CLOSE_RANGE = 436 };
    for (unsigned next = STDERR_FILENO + 1;;) {
        unsigned kept = (unsigned)pipe >= next ? (unsigned)pipe : UINT_MAX;
        for (size_t i = 0; i < input->count; i++) {
            int named = named_descriptor(input->arguments[i]);
            if (named >= 0 && (unsigned)named >= next && (unsigned)named < kept)
                kept = (unsigned)named;
        }
        if (kept > next)
            syscall(CALL_CLOSE_RANGE, next, kept == UINT_MAX ? UINT_MAX : kept - 1, 0);
        if (kept == UINT_MAX)
            return;
        next = kept + 1;
    }
}

/* Standard input where it is an input, standard error only for what a sanitizer says. */
static void set_standard_files(bool reads_standard)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0)
        return;
    if (!reads_standard)
        dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
#ifndef SANITIZED
    dup2(nothing, STDERR_FILENO);
#endif
    if (nothing > STDERR_FILENO)
        close(nothing);
}

static void reset_signals(void)
{
    static const int ours[] = {
        SIGPROF, SIGPIPE, SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGXFSZ,
#ifndef SANITIZED
        SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT,
#endif
    };
    sigset_t none;
    sigemptyset(&none);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        signal(ours[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void confine(const struct input_options *input, int pipe)
{
    bool network = false, devices = false, standard = false;
    for (size_t i = 0; i < input->count; i++) {
        const char *argument = input->arguments[i];
        network = network || strstr(argument, "://");
        devices = devices || strncmp(argument, "/dev/", 5) == 0 || strncmp(argument, "/proc/", 6) == 0;
        standard = standard || strcmp(argument, "-") == 0;
    }
    set_standard_files(standard || devices);
    close_others(input, pipe);
    if (!devices) /* /dev/fd could not be read any more */
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    const struct confinement confinement = {.paths = input->arguments, .count = input->count, .also = input->metadata,
                                            .network = network, .memory = input->limits.most[LIMIT_MEMORY]};
    if (!confine_process(&confinement))
        _exit(WORKER_MEMORY);
}

void worker_run(const struct apart_options *options, const struct worker_spot *from, struct worker_page *page, int pipe,
                int keeper)
{
    struct worker worker = {.options = options, .way = options->way ? options->way : &input_way_usual,
                            .input = options->input, .page = page, .from = *from, .pipe = pipe};
    reset_signals();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper)
        _exit(WORKER_DONE);
    worker.input.at = begin_document;
    worker.input.skip = open_file;
    worker.input.context = &worker;
    worker.problems = (struct problem_sink){.tell = send_problem, .context = &worker};
    worker.opened = from->group || from->file || from->give_up;
    worker.now.bytes = from->bytes;
    confine(&options->input, pipe);
    read_groups(&worker);
    check(frame_send(pipe, FRAME_END, NULL, 0));
    _exit(WORKER_DONE);
}
