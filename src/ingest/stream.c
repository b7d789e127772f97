/* stream.c - see stream.h. Invariant: no more is held than the longest piece asked for and one CHUNK. */
#include "ingest/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"

enum { CHUNK = 64 * 1024, KEEP = 1024 * 1024 };

bool stream_open(struct stream *stream, const char *path, readout_error *error)
{
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    buffer_clear(&stream->bytes, KEEP);
    *stream = (struct stream){.name = standard ? "standard input" : path, .file = file, .bytes = stream->bytes};
    return true;
}

void stream_over(struct stream *stream, const char *name, stream_source *source, void *context)
{
    buffer_clear(&stream->bytes, KEEP);
    *stream = (struct stream){
        .name = name, .file = -1, .source = source, .context = context, .bytes = stream->bytes};
}

bool stream_seek(struct stream *stream, uint64_t offset, readout_error *error)
{
    if (lseek(stream->file, (off_t)offset, SEEK_SET) < 0)
        return error_set(error, READOUT_NO_FILE, stream->name, "%s", strerror(errno));
    stream->total = offset;
    return true;
}

bool stream_back(struct stream *stream, uint64_t offset)
{
    uint64_t back = stream_at(stream) - offset;
    if (back <= stream->at) {
        stream->at -= back;
        return true;
    }
    if (stream->source || lseek(stream->file, (off_t)offset, SEEK_SET) < 0)
        return false;
    stream->bytes.len = stream->at = 0;
    stream->total = offset;
    stream->ended = false;
    return true;
}

void stream_close(struct stream *stream)
{
    if (stream->name && !stream->source && stream->file != STDIN_FILENO)
        close(stream->file);
    stream->name = NULL;
}

void stream_free(struct stream *stream)
{
    stream_close(stream);
    buffer_free(&stream->bytes);
}

static ssize_t read_file(const struct stream *stream, char *into, size_t size, readout_error *error)
{
    ssize_t got;
    do
        got = read(stream->file, into, size);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        error_set(error, READOUT_NO_FILE, stream->name, "%s", strerror(errno));
    return got;
}

/* Read one chunk behind what is held. */
static enum stream_result fill(struct stream *stream, readout_error *error)
{
    if (!buffer_reserve(&stream->bytes, CHUNK)) {
        error_set(error, READOUT_NO_MEMORY, stream->name, "no memory to read it");
        return STREAM_FAILED;
    }
    char *end = stream->bytes.ptr + stream->bytes.len;
    ssize_t got = stream->source ? stream->source(stream->context, end, CHUNK, error)
                                 : read_file(stream, end, CHUNK, error);
    if (got < 0)
        return STREAM_FAILED;
    stream->ended = got == 0;
    stream->bytes.len += (size_t)got;
    stream->total += (uint64_t)got;
    return stream->ended ? STREAM_END : STREAM_OK;
}

static struct str held(const struct stream *stream)
{
    struct str bytes = buffer_str(&stream->bytes);
    return str_make(bytes.ptr + stream->at, bytes.len - stream->at);
}

/* Move what is held to the front of the buffer. */
static void move_up(struct stream *stream)
{
    if (stream->at == 0)
        return;
    stream->bytes.len -= stream->at;
    memmove(stream->bytes.ptr, stream->bytes.ptr + stream->at, stream->bytes.len);
    stream->at = 0;
}

enum stream_result stream_peek(struct stream *stream, size_t least, struct str *bytes, readout_error *error)
{
    readout_error problem = {0};
    while (held(stream).len < least && !stream->ended && !problem.status) {
        move_up(stream);
        fill(stream, &problem);
    }
    *bytes = held(stream);
    if (bytes->len || !problem.status)
        return bytes->len ? STREAM_OK : STREAM_END;
    *error = problem;
    return STREAM_FAILED;
}

void stream_skip(struct stream *stream, size_t count)
{
    stream->at += count;
}

bool stream_waits(const struct stream *stream)
{
    struct str bytes = held(stream);
    struct pollfd wanted = {.fd = stream->file, .events = POLLIN};
    bool line = bytes.len && memchr(bytes.ptr, '\n', bytes.len);
    return !stream->source && !stream->ended && !line && poll(&wanted, 1, 0) == 0;
}

/* Read on to behind the next line feed, keeping nothing. */
static enum stream_result skip_line(struct stream *stream, readout_error *error)
{
    for (;;) {
        struct str rest = held(stream);
        const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
        if (end) {
            stream->at += (size_t)(end - rest.ptr) + 1;
            return STREAM_TOO_LARGE;
        }
        stream->bytes.len = stream->at = 0;
        if (stream->ended)
            return STREAM_TOO_LARGE;
        if (fill(stream, error) == STREAM_FAILED)
            return STREAM_FAILED;
    }
}

enum stream_result stream_line(struct stream *stream, size_t limit, struct str *line, readout_error *error)
{
    for (size_t searched = 0;;) {
        struct str rest = held(stream);
        const char *end = rest.len > searched ? memchr(rest.ptr + searched, '\n', rest.len - searched) : NULL;
        size_t length = end ? (size_t)(end - rest.ptr) : rest.len;
        if (length > limit)
            return skip_line(stream, error);
        if (end || stream->ended) {
            *line = str_make(rest.ptr, length);
            stream->at += length + (end != NULL);
            return end || length ? STREAM_OK : STREAM_END;
        }
        searched = rest.len;
        move_up(stream);
        if (fill(stream, error) == STREAM_FAILED)
            return STREAM_FAILED;
    }
}

long stream_read(struct stream *stream, char *into, size_t size, readout_error *error)
{
    if (held(stream).len == 0) {
        stream->bytes.len = stream->at = 0;
        if (!stream->ended && fill(stream, error) == STREAM_FAILED)
            return -1;
    }
    struct str bytes = held(stream);
    size_t count = bytes.len < size ? bytes.len : size;
    if (count)
        memcpy(into, bytes.ptr, count);
    stream->at += count;
    return (long)count;
}

uint64_t stream_at(const struct stream *stream)
{
    return stream->total - held(stream).len;
}

enum stream_result stream_all(struct stream *stream, size_t limit, struct str *bytes, readout_error *error)
{
    while (!stream->ended && held(stream).len <= limit)
        if (fill(stream, error) == STREAM_FAILED)
            return STREAM_FAILED;
    *bytes = held(stream);
    stream->at = stream->bytes.len;
    return bytes->len > limit ? STREAM_TOO_LARGE : STREAM_OK;
}
