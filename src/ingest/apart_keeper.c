/* apart_keeper.c - see apart_keeper.h. Input: the options, and the page that each worker leaves. Output: notices.
 * Invariants: one worker lives at a time; each begins behind the place where the one before it died. */
#include "ingest/apart_keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"

enum {
    DEATHS_A_FILE = 20, /* then the rest of the file is given up */
    DEATHS_MOST = 1000, /* then all is: every new worker walks the folders again */
    PIPE_SIZE = 1024 * 1024
};

struct keeper {
    const struct apart_options *options;
    struct worker_page *page;
    struct worker_spot from; /* of the worker */
    unsigned deaths, deaths_here;
    pid_t worker;
    int socket, children; /* `children` is readable when one has died */
    bool refused;         /* what the worker sends is no frame */
};

static _Noreturn void leave(const struct keeper *keeper)
{
    if (keeper->worker > 0) {
        kill(keeper->worker, SIGKILL);
        waitpid(keeper->worker, NULL, 0);
    }
    _exit(0);
}

static void notify(const struct keeper *keeper, const struct notice *notice, int pipe)
{
    struct iovec body = {.iov_base = (void *)(uintptr_t)notice, .iov_len = sizeof *notice};
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } with = {.bytes = {0}};
    struct msghdr message = {.msg_iov = &body, .msg_iovlen = 1};
    if (pipe >= 0) {
        with.head = (struct cmsghdr){.cmsg_len = CMSG_LEN(sizeof pipe), .cmsg_level = SOL_SOCKET,
                                     .cmsg_type = SCM_RIGHTS};
        memcpy(CMSG_DATA(&with.head), &pipe, sizeof pipe);
        message.msg_control = with.bytes;
        message.msg_controllen = sizeof with.bytes;
    }
    ssize_t sent;
    do
        sent = sendmsg(keeper->socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0)
        leave(keeper);
}

bool notice_receive(int socket, struct notice *notice, int *pipe)
{
    struct iovec body = {.iov_base = notice, .iov_len = sizeof *notice};
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } with = {.bytes = {0}};
    struct msghdr message = {.msg_iov = &body, .msg_iovlen = 1, .msg_control = with.bytes,
                             .msg_controllen = sizeof with.bytes};
    ssize_t got;
    do
        got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    const struct cmsghdr *head = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    *pipe = -1;
    if (head && head->cmsg_type == SCM_RIGHTS && head->cmsg_len == CMSG_LEN(sizeof *pipe))
        memcpy(pipe, CMSG_DATA(head), sizeof *pipe);
    return got == sizeof *notice;
}

void keeper_refuse(int socket)
{
    while (send(socket, "r", 1, MSG_NOSIGNAL) < 0 && errno == EINTR)
        continue;
}

static _Noreturn void end(struct keeper *keeper, readout_error *error)
{
    struct notice notice = {.kind = NOTICE_END};
    if (error)
        notice.error = *error;
    notify(keeper, &notice, -1);
    leave(keeper);
}

/* Fork the next worker and say so. */
static void start(struct keeper *keeper)
{
    struct notice notice = {.kind = NOTICE_WORKER};
    pid_t self = getpid();
    int ends[2] = {-1, -1};
    atomic_store(&keeper->page->waits, 0);
    keeper->page->spots[0] = keeper->page->spots[1] = keeper->from;
    keeper->refused = false;
    keeper->worker = pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;
    if (keeper->worker == 0) {
        close(ends[0]);
        worker_run(keeper->options, &keeper->from, keeper->page, ends[1], self);
    }
    if (keeper->worker < 0) {
        readout_error error = {0};
        error_set(&error, READOUT_NO_MEMORY, NULL, "no process can be made to read in: %s", strerror(errno));
        end(keeper, &error);
    }
    close(ends[1]);
    fcntl(ends[0], F_SETPIPE_SZ, PIPE_SIZE); /* where that is too much it stays as it is */
    notify(keeper, &notice, ends[0]);
    close(ends[0]);
}

/* Wait until the worker has died; returns its status. */
static int wait_for_death(struct keeper *keeper)
{
    int status;
    for (;;) {
        struct pollfd wanted[] = {{.fd = keeper->children, .events = POLLIN}, {.fd = keeper->socket, .events = POLLIN}};
        if (poll(wanted, 2, -1) < 0)
            continue;
        char asked;
        if (wanted[1].revents) {
            if (recv(keeper->socket, &asked, 1, 0) <= 0)
                leave(keeper);
            keeper->refused = true;
            kill(keeper->worker, SIGKILL);
        }
        struct signalfd_siginfo about;
        if (wanted[0].revents && read(keeper->children, &about, sizeof about) > 0 &&
            waitpid(keeper->worker, &status, WNOHANG) == keeper->worker) {
            keeper->worker = 0;
            return status;
        }
    }
}

static const char *signal_name(int number, char name[24])
{
    static const struct { int number; const char *name; } known[] = {
        {SIGSEGV, "SIGSEGV"}, {SIGBUS, "SIGBUS"}, {SIGILL, "SIGILL"},   {SIGFPE, "SIGFPE"},
        {SIGABRT, "SIGABRT"}, {SIGSYS, "SIGSYS"}, {SIGKILL, "SIGKILL"}, {SIGXFSZ, "SIGXFSZ"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].number == number)
            return known[i].name;
    snprintf(name, 24, "signal %d", number);
    return name;
}

/* What the worker died of. */
static void tell_death(const struct keeper *keeper, int status, const char *place, readout_error *error)
{
    const struct limits *limits = &keeper->options->input.limits;
    char name[24];
    if (keeper->refused)
        error_set(error, READOUT_BAD_INPUT, place, "the reader sent what is no report");
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
        error_set(error, READOUT_TOO_LARGE, place,
                  "took more than %" PRIu64 " seconds of processor time (--limit seconds)",
                  limits->most[LIMIT_SECONDS]);
    else if (WIFSIGNALED(status))
        error_set(error, READOUT_BAD_INPUT, place, "the reader crashed (%s)", signal_name(WTERMSIG(status), name));
    else if (WEXITSTATUS(status) == WORKER_MEMORY)
        error_set(error, READOUT_TOO_LARGE, place, "needs more than %" PRIu64 " bytes of memory (--limit memory)",
                  limits->most[LIMIT_MEMORY]);
    else
        error_set(error, READOUT_BAD_INPUT, place, "the reader crashed (status %d)", WEXITSTATUS(status));
}

/* A name out of the worker's page, ended whatever it left there. */
static void copy_name(char name[SPOT_NAME], const char *from)
{
    size_t length = strnlen(from, SPOT_NAME - 1);
    memcpy(name, from, length);
    name[length] = 0;
}

/* Set where the next worker begins. True where something is given up for it. */
static bool go_on(struct keeper *keeper)
{
    const struct worker_spot *from = &keeper->from;
    struct worker_spot spot = keeper->page->spots[atomic_load(&keeper->page->spot) & 1];
    if (spot.group < from->group || (spot.group == from->group && spot.file < from->file))
        spot = *from; /* a worker that lies */
    bool same = spot.group == from->group && spot.file == from->file;
    keeper->deaths_here = same ? keeper->deaths_here + 1 : 1;
    bool again = same && from->give_up;
    bool stuck = !spot.begun || keeper->deaths_here >= DEATHS_A_FILE;
    if (stuck && again && !spot.file)
        spot.group++;
    if (stuck && again)
        spot.file = 0;
    spot.give_up = stuck;
    spot.begun = false;
    keeper->from = spot;
    return stuck;
}

/* The worker has died before its time. */
static void follow(struct keeper *keeper, int status)
{
    struct notice notice = {.kind = NOTICE_PROBLEM};
    char place[SPOT_NAME], path[SPOT_NAME];
    copy_name(place, keeper->page->place);
    copy_name(path, keeper->page->path);
    tell_death(keeper, status, place, &notice.error);
    notify(keeper, &notice, -1);
    error_clear(&notice.error);
    if (go_on(keeper) && !strstr(path, "://")) { /* of an address there is no rest */
        error_set(&notice.error, READOUT_BAD_INPUT, path, "given up; what is left of it is not read");
        notify(keeper, &notice, -1);
    }
    if (++keeper->deaths < DEATHS_MOST)
        return;
    error_clear(&notice.error);
    error_set(&notice.error, READOUT_BAD_INPUT, path, "the reader crashed %u times; what is left is not read",
              keeper->deaths);
    notify(keeper, &notice, -1);
    end(keeper, NULL);
}

static void watch_children(struct keeper *keeper)
{
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
    sigprocmask(SIG_BLOCK, &watched, NULL);
    keeper->children = signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
}

void keeper_run(const struct apart_options *options, struct worker_page *page, int socket, pid_t parent)
{
    struct keeper keeper = {.options = options, .page = page, .socket = socket};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    watch_children(&keeper);
    for (;;) {
        start(&keeper);
        int status = wait_for_death(&keeper);
        bool done = WIFEXITED(status) && WEXITSTATUS(status) == WORKER_DONE && !keeper.refused;
        if (done || (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE && !keeper.refused))
            end(&keeper, NULL);
        follow(&keeper, status);
    }
}
