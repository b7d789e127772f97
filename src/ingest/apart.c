/* apart.c - see apart.h. Input: what workers and their keeper send. Output: reports. Invariant: all that is handed out
 * was checked, and stands in `bytes`. */
#include "ingest/apart.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "ingest/apart_frame.h"
#include "ingest/apart_keeper.h"

enum { CHUNK = 256 * 1024, KEEP = 4 * 1024 * 1024, PATIENCE = 50 /* milliseconds */ };

const struct input_way input_way_usual = {input_open,   input_close, input_next,  input_place,
                                          input_record, input_mark,  input_waits, input_bytes};

struct apart {
    struct apart_options options;
    const struct input_way *way;
    struct problem_sink *problems;
    struct input *input;      /* read in this process; NULL: in another */
    struct input_options here; /* for that, with skip_here */
    struct worker_page *page; /* NULL: none */
    pid_t keeper;             /* 0: none */
    int socket, pipe;         /* -1: none */
    struct buffer bytes;      /* come from the worker, used up to `at`; the report returned last ends there */
    size_t at;
    struct parcel parcel;     /* the report returned last */
    struct buffer path;       /* of the file it is from, with a NUL */
    struct input_mark file;
    uint64_t passed;          /* bytes of files passed over in this process */
    bool opened, ended;
    bool any; /* a report is there that was not handed out yet */
};

struct frame {
    enum frame_kind kind;
    struct str body;
};

static enum input_skip skip_here(void *context, const struct input_mark *file, struct input_mark *from)
{
    struct apart *apart = context;
    const struct input_options *asked = &apart->options.input;
    enum input_skip skip = asked->skip ? asked->skip(asked->context, file, from) : INPUT_FROM_FRONT;
    struct input_mark told = *file;
    if (skip == INPUT_FROM_MARK) {
        told.offset = from->offset;
        told.items = from->items;
    }
    apart->passed += skip == INPUT_PASS_OVER ? file->size : 0;
    if (apart->options.opened)
        apart->options.opened(apart->options.context, &told, skip);
    return skip;
}

/* Read in this process. */
static bool open_here(struct apart *apart, readout_error *error)
{
    apart->here = apart->options.input;
    apart->here.skip = skip_here;
    apart->here.context = apart;
    apart->input = apart->way->open(&apart->here, apart->problems, error);
    return apart->input != NULL;
}

/* Fork the keeper; false where that cannot be done. */
static bool fork_keeper(struct apart *apart)
{
    int ends[2];
    pid_t self = getpid();
    void *page = mmap(NULL, sizeof *apart->page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return false;
    apart->page = page;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    apart->keeper = fork();
    if (apart->keeper == 0) {
        close(ends[0]);
        keeper_run(&apart->options, apart->page, ends[1], self);
    }
    close(ends[1]);
    apart->socket = ends[0];
    return apart->keeper > 0;
}

static void close_file(int *file)
{
    if (*file >= 0)
        close(*file);
    *file = -1;
}

/* The worker sends what is no frame: nothing more of it is looked at. */
static void refuse(struct apart *apart)
{
    close_file(&apart->pipe);
    buffer_clear(&apart->bytes, KEEP);
    apart->at = 0;
    keeper_refuse(apart->socket);
}

/* Take the next frame, if all of it is there. */
static bool take_frame(struct apart *apart, struct frame *frame)
{
    struct frame_head head;
    size_t held = apart->bytes.len - apart->at;
    if (held < sizeof head)
        return false;
    memcpy(&head, apart->bytes.ptr + apart->at, sizeof head);
    if (head.check != FRAME_CHECK || head.length > frame_most(&apart->options.input.limits)) {
        refuse(apart);
        return false;
    }
    if (held - sizeof head < head.length)
        return false;
    *frame = (struct frame){.kind = (enum frame_kind)head.kind,
                            .body = str_make(apart->bytes.ptr + apart->at + sizeof head, (size_t)head.length)};
    apart->at += sizeof head + (size_t)head.length;
    return true;
}

/* Read what the worker has sent. False where memory runs out. */
static bool receive_bytes(struct apart *apart, readout_error *error)
{
    struct buffer *bytes = &apart->bytes;
    bytes->len -= apart->at;
    if (apart->at && bytes->len)
        memmove(bytes->ptr, bytes->ptr + apart->at, bytes->len);
    apart->at = 0;
    if (!bytes->len)
        buffer_clear(bytes, KEEP);
    if (!buffer_reserve(bytes, CHUNK))
        return error_set(error, READOUT_NO_MEMORY, NULL, "no memory to read reports");
    ssize_t got = read(apart->pipe, bytes->ptr + bytes->len, bytes->capacity - bytes->len);
    if (got > 0)
        bytes->len += (size_t)got;
    else if (got == 0 || errno != EINTR)
        close_file(&apart->pipe);
    return true;
}

/* Hear what the keeper says. False where the machine failed. */
static bool receive_notice(struct apart *apart, readout_error *error)
{
    struct notice notice;
    int pipe;
    if (!notice_receive(apart->socket, &notice, &pipe))
        return error_set(error, READOUT_NO_MEMORY, NULL, "the process that reads the input is gone");
    close_file(&apart->pipe);
    buffer_clear(&apart->bytes, KEEP); /* a frame that was cut off */
    apart->at = 0;
    apart->pipe = pipe;
    if (notice.kind == NOTICE_WORKER)
        return true;
    if (notice.kind == NOTICE_END) {
        apart->ended = true;
        error_set(&notice.error, READOUT_BAD_INPUT, NULL, "the reader ended before the input did");
    }
    if (!apart->opened || notice.error.status == READOUT_NO_MEMORY) /* nothing can be read, or nothing more */
        return error_set(error, READOUT_NO_MEMORY, notice.error.source, "%s", notice.error.text);
    problem_fail(apart->problems, &notice.error);
    return true;
}

/* Wait for more from the worker or, once all it sent is taken, from the keeper. */
static bool receive(struct apart *apart, readout_error *error)
{
    struct pollfd wanted[] = {{.fd = apart->pipe, .events = POLLIN}, {.fd = apart->socket, .events = POLLIN}};
    if (poll(wanted, 2, -1) < 0)
        return true;
    if (wanted[0].revents)
        return receive_bytes(apart, error);
    return !wanted[1].revents || receive_notice(apart, error);
}

static bool take_problem(struct apart *apart, struct str body)
{
    readout_error problem;
    bool counted;
    if (!frame_read_problem(body, &problem, &counted))
        return false;
    if (counted)
        problem_fail(apart->problems, &problem);
    else
        problem_tell(apart->problems, &problem);
    return true;
}

static bool take_file(struct apart *apart, struct str body)
{
    enum input_skip skip;
    if (!frame_read_file(body, &apart->file, &skip))
        return false;
    buffer_clear(&apart->path, KEEP);
    buffer_add(&apart->path, str_make(apart->file.path, strlen(apart->file.path) + 1));
    apart->file.path = apart->path.failed ? NULL : apart->path.ptr;
    if (apart->options.opened && apart->file.path)
        apart->options.opened(apart->options.context, &apart->file, skip);
    return true;
}

static bool take_report(struct apart *apart, struct str body)
{
    apart->any = frame_read_report(body, &apart->parcel);
    return apart->any;
}

/* The worker says that the machine failed. */
static bool take_failure(struct str body, readout_error *error)
{
    readout_error problem;
    bool counted;
    if (!frame_read_problem(body, &problem, &counted))
        return false;
    *error = problem;
    return true;
}

/* Use a frame. False, and `error`, where the machine failed. */
static bool use_frame(struct apart *apart, const struct frame *frame, readout_error *error)
{
    bool sound = false;
    switch (frame->kind) {
    case FRAME_OPENED: sound = !frame->body.len; break;
    case FRAME_FILE: sound = take_file(apart, frame->body); break;
    case FRAME_REPORT: sound = take_report(apart, frame->body); break;
    case FRAME_PROBLEM: sound = take_problem(apart, frame->body); break;
    case FRAME_END: sound = apart->ended = !frame->body.len; break;
    case FRAME_FAILED:
        if (take_failure(frame->body, error))
            return false;
    }
    if (sound)
        apart->opened = true;
    else
        refuse(apart);
    return true;
}

/* Go on until `*wanted` is set. False, and `error` where the machine failed. */
static bool go_on(struct apart *apart, const bool *wanted, readout_error *error)
{
    struct frame frame;
    while (!*wanted && !apart->ended)
        if (take_frame(apart, &frame) ? !use_frame(apart, &frame, error) : !receive(apart, error))
            return false;
    return *wanted;
}

static bool open_apart(struct apart *apart, readout_error *error)
{
    if (apart->options.in_process || !fork_keeper(apart))
        return open_here(apart, error);
    return go_on(apart, &apart->opened, error) || (apart->ended && !error->status);
}

struct apart *apart_open(const struct apart_options *options, struct problem_sink *problems, readout_error *error)
{
    struct apart *apart = calloc(1, sizeof *apart);
    if (!apart) {
        error_set(error, READOUT_NO_MEMORY, NULL, "no memory to read reports");
        return NULL;
    }
    apart->options = *options;
    apart->way = options->way ? options->way : &input_way_usual;
    apart->problems = problems;
    apart->socket = apart->pipe = -1;
    if (open_apart(apart, error))
        return apart;
    apart_close(apart);
    return NULL;
}

void apart_close(struct apart *apart)
{
    if (!apart)
        return;
    apart->way->close(apart->input);
    close_file(&apart->pipe);
    close_file(&apart->socket); /* the keeper ends, and its worker */
    while (apart->keeper > 0 && waitpid(apart->keeper, NULL, 0) < 0 && errno == EINTR)
        continue;
    if (apart->page)
        munmap(apart->page, sizeof *apart->page);
    buffer_free(&apart->bytes);
    buffer_free(&apart->path);
    free(apart);
}

bool apart_next(struct apart *apart, readout_report *report, readout_error *error)
{
    if (apart->input)
        return apart->way->next(apart->input, report, error);
    apart->any = false;
    if (!go_on(apart, &apart->any, error))
        return false;
    *report = apart->parcel.report;
    return true;
}

const char *apart_place(const struct apart *apart)
{
    return apart->input ? apart->way->place(apart->input) : apart->parcel.place;
}

struct str apart_record(const struct apart *apart)
{
    return apart->input ? apart->way->record(apart->input) : apart->parcel.record;
}

struct input_mark apart_mark(const struct apart *apart)
{
    struct input_mark mark = apart->file;
    if (apart->input)
        return apart->way->mark(apart->input);
    mark.offset = apart->parcel.offset;
    mark.items = apart->parcel.items;
    return apart->parcel.marked ? mark : (struct input_mark){0};
}

bool apart_waits(struct apart *apart)
{
    if (apart->input)
        return apart->way->waits(apart->input);
    if (apart->bytes.len > apart->at || apart->ended)
        return false;
    struct pollfd wanted[] = {{.fd = apart->pipe, .events = POLLIN}, {.fd = apart->socket, .events = POLLIN}};
    return poll(wanted, 2, atomic_load(&apart->page->waits) ? 0 : PATIENCE) == 0;
}

uint64_t apart_bytes(const struct apart *apart)
{
    return apart->input ? apart->passed + apart->way->bytes(apart->input) : apart->parcel.bytes;
}
