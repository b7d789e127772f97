/* alone.c - see alone.h. Input: bytes. Output: articles. Invariant: what the other process sends is believed in nothing
 * but as text: lengths are checked, and each string is UTF-8.
 *
 * It sends one record: whether it could read, problem or error, title, and the items; a string is its length (32 bits),
 * then its bytes. Both processes are one program: numbers are in the machine's order. */
#include "ingest/alone.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ingest/confine.h"
#include "ingest/feed.h"
#include "ingest/html.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED /* says what is wrong itself, on standard error */
#endif

enum { ARTICLE_STRINGS = 9, CHUNK = 64 * 1024, EXIT_MEMORY = 41, SPARE_SECONDS = 30 };

/* --- reading, in whatever process --- */

static bool read_page(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
                      struct alone_result *result, readout_error *error)
{
    struct article_list articles = {0};
    if (!html_read(arena, bytes, origin, limits, &articles, error))
        return false;
    for (size_t i = 0; i < articles.count; i++)
        *ARENA_PUSH(arena, result->items) = (struct alone_item){.article = articles.items[i]};
    return true;
}

static bool read_feed(struct arena *arena, struct str bytes, const struct origin *origin, const struct limits *limits,
                      struct alone_result *result, readout_error *error)
{
    struct feed feed;
    if (!feed_read(arena, bytes, origin, limits, &feed, error))
        return false;
    result->title = feed.title;
    result->problem = feed.problem;
    for (size_t i = 0; i < feed.items.count; i++) {
        struct alone_item *item = ARENA_PUSH(arena, result->items);
        *item = (struct alone_item){.whole = feed.items.items[i].content.value.len > 0};
        if (!feed_article(arena, &feed, &feed.items.items[i], limits, feed.problem.source, &item->article, NULL))
            item->article.text = STR("");
    }
    return true;
}

static bool read_here(struct arena *arena, enum alone_kind kind, struct str bytes, const struct origin *origin,
                      const struct limits *limits, struct alone_result *result, readout_error *error)
{
    *result = (struct alone_result){0};
    return kind == ALONE_FEED ? read_feed(arena, bytes, origin, limits, result, error)
                              : read_page(arena, bytes, origin, limits, result, error);
}

/* --- the record --- */

/* The strings of an article. */
static void strings_of(struct article *article, struct str *strings[ARTICLE_STRINGS])
{
    struct str *all[ARTICLE_STRINGS] = {
        &article->key,       &article->text,    &article->title, &article->outlet,  &article->author,
        &article->published, &article->updated, &article->url,   &article->language};
    memcpy(strings, all, sizeof all);
}

static void put_string(struct buffer *out, struct str text)
{
    uint32_t length = text.len < UINT32_MAX ? (uint32_t)text.len : 0;
    buffer_add(out, str_make((const char *)&length, sizeof length));
    buffer_add(out, str_make(text.ptr, length));
}

static void put_error(struct buffer *out, const readout_error *error)
{
    buffer_add(out, str_make((const char *)error, sizeof *error));
}

static void put_result(struct buffer *out, enum alone_kind kind, struct alone_result *result)
{
    put_string(out, result->title);
    for (size_t i = 0; i < result->items.count; i++) {
        struct alone_item *item = &result->items.items[i];
        struct str *strings[ARTICLE_STRINGS];
        strings_of(&item->article, strings);
        buffer_byte(out, item->whole ? 1 : 0);
        if (kind == ALONE_FEED && item->article.outlet.ptr == result->title.ptr)
            item->article.outlet = STR(""); /* not once more with each item */
        for (size_t s = 0; s < ARTICLE_STRINGS; s++)
            put_string(out, *strings[s]);
    }
}

static bool take_bytes(struct str *in, void *into, size_t size)
{
    if (in->len < size)
        return false;
    memcpy(into, in->ptr, size);
    *in = str_make(in->ptr + size, in->len - size);
    return true;
}

static bool is_text(struct str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t at = 0, size; at < text.len; at += size) {
        size = bytes[at] < 0x80 ? bytes[at] != 0 : utf8_multibyte_length(bytes, at, text.len);
        if (!size)
            return false;
    }
    return true;
}

static bool take_string(struct str *in, struct str *text)
{
    uint32_t length;
    if (!take_bytes(in, &length, sizeof length) || length > in->len)
        return false;
    *text = str_make(in->ptr, length);
    *in = str_make(in->ptr + length, in->len - length);
    return is_text(*text);
}

static bool take_error(struct str *in, readout_error *error)
{
    if (!take_bytes(in, error, sizeof *error) || (unsigned)error->status > READOUT_DATABASE)
        return false;
    error->source[sizeof error->source - 1] = 0;
    error->text[sizeof error->text - 1] = 0;
    return true;
}

static bool take_result(struct arena *arena, struct str in, enum alone_kind kind, struct alone_result *result)
{
    if (!take_string(&in, &result->title))
        return false;
    while (in.len) {
        struct alone_item *item = ARENA_PUSH(arena, result->items);
        struct str *strings[ARTICLE_STRINGS];
        char whole;
        *item = (struct alone_item){0};
        strings_of(&item->article, strings);
        if (!take_bytes(&in, &whole, 1))
            return false;
        item->whole = whole == 1;
        for (size_t s = 0; s < ARTICLE_STRINGS; s++)
            if (!take_string(&in, strings[s]))
                return false;
        if (kind == ALONE_FEED && !item->article.outlet.len)
            item->article.outlet = result->title;
    }
    return true;
}

/* --- the other process --- */

static void leave_behind(int pipe)
{
    enum { CALL_CLOSE_RANGE = 436 };
    static const int signals[] = {
        SIGPROF, SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGSYS,
#ifndef SANITIZED
        SIGSEGV, SIGBUS,  SIGILL, SIGFPE,  SIGABRT,
#endif
    };
    sigset_t none;
    sigemptyset(&none);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
#ifndef SANITIZED
    dup2(nothing, STDERR_FILENO);
#endif
    if (pipe > STDERR_FILENO + 1)
        syscall(CALL_CLOSE_RANGE, STDERR_FILENO + 1, (unsigned)pipe - 1, 0);
    syscall(CALL_CLOSE_RANGE, (unsigned)pipe + 1, UINT_MAX, 0);
}

/* Read, send the record, and end. */
static _Noreturn void run(enum alone_kind kind, struct str bytes, const struct origin *origin,
                          const struct limits *limits, int pipe)
{
    const struct confinement confinement = {.memory = limits->most[LIMIT_MEMORY]};
    uint64_t seconds = limits->most[LIMIT_SECONDS];
    const struct itimerval timer = {.it_value.tv_sec = seconds < INT_MAX ? (time_t)seconds : INT_MAX};
    struct arena arena;
    struct alone_result result;
    struct buffer out = {0};
    readout_error error = {0};
    leave_behind(pipe);
    confine_process(&confinement);
    setitimer(ITIMER_PROF, &timer, NULL);
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        _exit(EXIT_MEMORY);
    bool read = read_here(&arena, kind, bytes, origin, limits, &result, &error);
    buffer_byte(&out, read ? 1 : 0);
    put_error(&out, read ? &result.problem : &error);
    if (read)
        put_result(&out, kind, &result);
    for (size_t at = 0; !out.failed && at < out.len;) {
        ssize_t sent = write(pipe, out.ptr + at, out.len - at);
        if (sent < 0 && errno != EINTR)
            _exit(1);
        at += sent > 0 ? (size_t)sent : 0;
    }
    _exit(out.failed ? EXIT_MEMORY : 0);
}

/* --- this process --- */

/* All that is sent until the other process is done. False: it is too much, or too late. */
static bool receive(int pipe, const struct limits *limits, struct buffer *bytes)
{
    uint64_t most = 16 * limits->most[LIMIT_SIZE] + 64 * 1024 * 1024;
    uint64_t seconds = limits->most[LIMIT_SECONDS] < INT_MAX / 8 ? limits->most[LIMIT_SECONDS] * 4 : INT_MAX / 2;
    time_t end = time(NULL) + (time_t)seconds + SPARE_SECONDS; /* others may have the processor, too */
    struct pollfd wanted = {.fd = pipe, .events = POLLIN};
    while (bytes->len <= most && time(NULL) < end && buffer_reserve(bytes, CHUNK)) {
        if (poll(&wanted, 1, 1000) <= 0)
            continue;
        ssize_t got = read(pipe, bytes->ptr + bytes->len, CHUNK);
        if (got == 0)
            return true;
        if (got < 0 && errno != EINTR)
            return false;
        bytes->len += got > 0 ? (size_t)got : 0;
    }
    return false;
}

/* Why the process ended other than it should. */
static bool tell_end(int status, const struct limits *limits, const char *source, readout_error *error)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
        return limit_fail(error, limits, LIMIT_SECONDS, source);
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_MEMORY)
        return limit_fail(error, limits, LIMIT_MEMORY, source);
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
        return error_set(error, READOUT_BAD_INPUT, source, "the process that read it crashed (%s)",
                         strsignal(WTERMSIG(status)));
    return error_set(error, READOUT_BAD_INPUT, source, "the process that read it ended before it was done");
}

bool alone_take(struct arena *arena, enum alone_kind kind, struct str record, struct alone_result *result,
                readout_error *error)
{
    readout_error told;
    char read;
    *result = (struct alone_result){0};
    record = str_copy(arena, record);
    if (!take_bytes(&record, &read, 1) || !take_error(&record, &told))
        return error_set(error, READOUT_BAD_INPUT, NULL, "the process that read it sent something else");
    if (read != 1)
        return error_set_at(error, told.status ? told.status : READOUT_BAD_INPUT, told.source, told.line, told.column,
                            told.byte, "%s", told.text);
    result->problem = told;
    return take_result(arena, record, kind, result) ||
           error_set(error, READOUT_BAD_INPUT, NULL, "the process that read it sent something else");
}

/* The same where `bytes` must be given back whatever happens. */
static bool use_buffer(struct arena *arena, struct buffer *bytes, enum alone_kind kind, struct alone_result *result,
                       readout_error *error)
{
    jmp_buf outside;
    memcpy(&outside, &arena->failure, sizeof outside);
    if (arena_guard(arena)) {
        buffer_free(bytes);
        memcpy(&arena->failure, &outside, sizeof outside);
        arena_fail(arena);
    }
    bool used = alone_take(arena, kind, buffer_str(bytes), result, error);
    buffer_free(bytes);
    memcpy(&arena->failure, &outside, sizeof outside);
    return used;
}

bool alone_read(struct arena *arena, enum alone_kind kind, struct str bytes, const struct origin *origin,
                const struct limits *limits, bool in_process, struct alone_result *result, readout_error *error)
{
    const char *source = arena_copy(arena, origin->name.ptr, origin->name.len);
    struct buffer record = {0};
    int ends[2], status = 0;
    if (in_process || pipe2(ends, O_CLOEXEC) != 0)
        return read_here(arena, kind, bytes, origin, limits, result, error);
    pid_t child = fork();
    if (child == 0)
        run(kind, bytes, origin, limits, ends[1]);
    close(ends[1]);
    bool sent = child > 0 && receive(ends[0], limits, &record);
    close(ends[0]);
    if (child < 0)
        return read_here(arena, kind, bytes, origin, limits, result, error);
    if (!sent)
        kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (sent && WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return use_buffer(arena, &record, kind, result, error);
    buffer_free(&record);
    return tell_end(status, limits, source, error);
}
