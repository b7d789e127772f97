/* memory_source.h - bytes in memory as a stream, handed out in pieces of any size. */
#ifndef MEMORY_SOURCE_H
#define MEMORY_SOURCE_H
#include <string.h>
#include "ingest/container.h"

struct memory_source {
    struct str bytes;
    size_t at;
    size_t piece; /* most bytes handed out at once; 0: as many as are wanted */
};

static inline long memory_read(void *context, char *into, size_t size, readout_error *error)
{
    struct memory_source *memory = context;
    size_t count = memory->bytes.len - memory->at;
    (void)error;
    count = count > size ? size : count;
    count = memory->piece && count > memory->piece ? memory->piece : count;
    if (count)
        memcpy(into, memory->bytes.ptr + memory->at, count);
    memory->at += count;
    return (long)count;
}

/* The entry that a container is in, as the source of a stream. */
static inline long memory_read_entry(void *context, char *into, size_t size, readout_error *error)
{
    struct container *container = context;
    return container->read(container->state, into, size, error);
}
#endif
