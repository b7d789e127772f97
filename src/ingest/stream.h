/* stream.h - a file, standard input or what another reader hands out, read once from front to end, whole or line by
 * line, in bounded memory. */
#ifndef INGEST_STREAM_H
#define INGEST_STREAM_H
#include <stdbool.h>
#include <stdint.h>
#include "base/buffer.h"
#include "readout.h"

/* Where bytes come from that are no file: how many were read into `into`, 0 at the end, -1 on failure, which fills
 * `error`; asked again it fails again. */
typedef long stream_source(void *context, char *into, size_t size, readout_error *error);

struct stream {
    const char *name;      /* as errors name it */
    int file;              /* descriptor; 0 is standard input and stays open */
    stream_source *source; /* NULL: `file` is read */
    void *context;         /* the source's */
    bool ended;
    struct buffer bytes; /* read and not yet handed out, from `at` */
    size_t at;
    uint64_t total; /* bytes read so far */
};

enum stream_result {
    STREAM_OK,
    STREAM_END,
    STREAM_TOO_LARGE, /* more than `limit` bytes; a line is read past, of a whole file nothing more is read */
    STREAM_FAILED     /* fills `error` */
};

/* Open `path`, "-" for standard input. The name stays the caller's. A stream may be opened again after it was closed
 * and then uses the same memory; stream_free gives that back. */
bool stream_open(struct stream *stream, const char *path, readout_error *error);

/* Read what `source` hands out. */
void stream_over(struct stream *stream, const char *name, stream_source *source, void *context);

/* Go to the byte `offset` of an open file, nothing of which has been read. */
bool stream_seek(struct stream *stream, uint64_t offset, readout_error *error);

/* Go back to the byte `offset`, which has been handed out. False where that cannot be: it is held no longer, and
 * what is read is no file, or a pipe. */
bool stream_back(struct stream *stream, uint64_t offset);
void stream_close(struct stream *stream);
void stream_free(struct stream *stream);

/* What stands at the front, without taking it: at least `least` bytes unless the file is shorter or breaks off. */
enum stream_result stream_peek(struct stream *stream, size_t least, struct str *bytes, readout_error *error);

/* Pass over `count` bytes that stream_peek has shown. */
void stream_skip(struct stream *stream, size_t count);

/* Whether the next line is yet to come: none is held whole, and there is nothing to be read now. */
bool stream_waits(const struct stream *stream);

/* The next line, without its line feed; valid until the next call. */
enum stream_result stream_line(struct stream *stream, size_t limit, struct str *line, readout_error *error);

/* Up to `size` bytes; 0 at the end, -1 on failure, which fills `error`. */
long stream_read(struct stream *stream, char *into, size_t size, readout_error *error);

/* Bytes handed out so far: where in the file the next one stands. */
uint64_t stream_at(const struct stream *stream);

/* All that is left; valid until the next call. */
enum stream_result stream_all(struct stream *stream, size_t limit, struct str *bytes, readout_error *error);
#endif
