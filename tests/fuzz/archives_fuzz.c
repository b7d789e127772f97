/* archives_fuzz.c - fuzz target: any bytes as compressed files and tar files in each other (ingest/unpack.h, tar.h). */
#include <assert.h>
#include <stdlib.h>

#include "../unit/memory_source.h"
#include "fuzz.h"
#include "ingest/kind.h"
#include "ingest/tar.h"
#include "ingest/unpack.h"

enum { DEPTH = 3, MEMBERS = 200 };

static void read_all(struct stream *stream, const struct limits *limits, int depth);

/* Read the entry, as an archive itself where it is one. */
static void read_entry(struct container *container, const struct limits *limits, int depth)
{
    struct stream inner = {0};
    stream_over(&inner, "fuzz.gz", memory_read_entry, container);
    read_all(&inner, limits, depth + 1);
    stream_free(&inner);
}

static void read_bytes(struct stream *stream, const struct limits *limits)
{
    char bytes[3001];
    readout_error error = {0};
    uint64_t total = 0;
    long got;
    while ((got = stream_read(stream, bytes, sizeof bytes, &error)) > 0 && total < 2 * limits->most[LIMIT_UNPACKED])
        total += (uint64_t)got;
    assert(got >= 0 || error.status != READOUT_OK);
}

static void read_all(struct stream *stream, const struct limits *limits, int depth)
{
    struct str front;
    struct container container = {0};
    readout_error error = {0};
    if (stream_peek(stream, 512, &front, &error) != STREAM_OK)
        return;
    enum kind kind = kind_of(front, STR(""));
    container_open *open = kind == KIND_PACKED ? unpack_open : kind == KIND_TAR ? tar_open : NULL;
    if (depth >= DEPTH || !open || !open(&container, stream, limits, &error)) {
        read_bytes(stream, limits);
        return;
    }
    for (size_t count = 0; count < MEMBERS; count++) {
        struct entry entry;
        readout_error problem = {0};
        enum entry_result result = container.next(container.state, &entry, &problem);
        assert((problem.status != READOUT_OK) == (result == ENTRY_BAD || result == ENTRY_FAILED));
        if (result == ENTRY_END || result == ENTRY_FAILED)
            break;
        if (result == ENTRY_OK)
            read_entry(&container, limits, depth);
    }
    container.close(container.state);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct memory_source memory = {.bytes = str_make((const char *)bytes, length)};
    struct stream stream = {0};
    struct limits limits = limits_usual();
    limits.most[LIMIT_UNPACKED] = 1 << 18;
    limits.most[LIMIT_MEMORY] = 16 << 20;
    limits.most[LIMIT_MEMBERS] = 100;
    stream_over(&stream, "fuzz.gz", memory_read, &memory);
    read_all(&stream, &limits, 0);
    stream_free(&stream);
    return 0;
}
