/* container.h - what holds documents one after another: an archive, a crawl, a compressed file.
 *
 * A container reads the bytes of a stream (stream.h) and hands out entries. Each kind (tar.c, warc.c, unpack.c) fills
 * `struct container` in its own open function; whoever opened it closes it, and the stream outlives it. */
#ifndef INGEST_CONTAINER_H
#define INGEST_CONTAINER_H
#include "base/arena.h"
#include "ingest/limits.h"
#include "ingest/origin.h"
#include "ingest/problem.h"
#include "ingest/stream.h"

enum entry_result {
    ENTRY_OK,     /* an entry; its bytes are read with `read` until the next call of `next` */
    ENTRY_END,
    ENTRY_BAD,    /* one entry cannot be read; `error` is filled; the next may be */
    ENTRY_FAILED  /* the container cannot be read further; `error` is filled */
};

struct entry {
    struct origin origin; /* origin.name: the entry's own, "MEMBER" or "record 12"; valid until the next call of next */
    uint64_t offset;      /* of the stream, from which this entry can be read without what stands before it: the stream
                           * begins there as a file of this kind does; OFFSET_NONE: only from the front */
};
#define OFFSET_NONE UINT64_MAX

struct container {
    void *state; /* NULL: none is open */
    enum entry_result (*next)(void *state, struct entry *entry, readout_error *error);
    /* Bytes of the entry: how many, 0 at its end, -1 where no more can be had, which fills `error`. What is broken off
     * is handed out up to the break, and -1 comes then. */
    long (*read)(void *state, char *into, size_t size, readout_error *error);
    void (*close)(void *state);
};

/* How every kind opens. `stream` stands at the front of the container's bytes. False fills `error`. */
typedef bool container_open(struct container *container, struct stream *stream, const struct limits *limits,
                            readout_error *error);
#endif
