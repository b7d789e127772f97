/* warc_fuzz.c - fuzz target: any bytes as a WARC or ARC file (ingest/warc.h), compressed or not. What is read from an
 * entry's offset on starts with that entry, however the bytes come in. */
#include <assert.h>
#include <stdlib.h>

#include "../unit/memory_source.h"
#include "base/error.h"
#include "fuzz.h"
#include "ingest/kind.h"
#include "ingest/unpack.h"
#include "ingest/warc.h"

enum { MOST_DEEP = 8 };

struct reading {
    struct memory_source memory;
    struct stream stream;
    struct limits limits;
    struct container container;
    struct container unpack; /* what `packed` comes from, where the bytes are compressed */
    struct stream packed;
};

/* Unpack the stream, so that `packed` becomes what there is to read. */
static bool begin_unpacking(struct reading *reading, readout_error *error)
{
    struct entry entry;
    reading->packed = reading->stream;
    reading->stream = (struct stream){0};
    if (!unpack_open(&reading->unpack, &reading->packed, &reading->limits, error))
        return false;
    enum entry_result result = reading->unpack.next(reading->unpack.state, &entry, error);
    assert(result == ENTRY_OK);
    (void)result;
    stream_over(&reading->stream, "fuzz", memory_read_entry, &reading->unpack);
    return true;
}

static bool is_packed(struct str bytes)
{
    return kind_of(bytes, STR("")) == KIND_PACKED;
}

/* False: it fails before anything can be unpacked. */
static bool begin(struct reading *reading, struct str bytes, size_t piece)
{
    readout_error error = {0};
    *reading = (struct reading){.memory = {.bytes = bytes, .piece = piece}, .limits = limits_usual()};
    reading->limits.most[LIMIT_HEADERS] = 4096;
    reading->limits.most[LIMIT_UNPACKED] = 1 << 20;
    reading->limits.most[LIMIT_MEMORY] = 16 << 20;
    stream_over(&reading->stream, "fuzz", memory_read, &reading->memory);
    bool packed = is_packed(bytes);
    if (packed && !begin_unpacking(reading, &error))
        return false;
    bool opened = warc_open(&reading->container, &reading->stream, &reading->limits, &error);
    assert(opened || (packed && error.status));
    if (opened && packed)
        warc_packed(&reading->container, &reading->unpack);
    return opened;
}

static void end(struct reading *reading)
{
    if (reading->container.state)
        reading->container.close(reading->container.state);
    stream_free(&reading->stream);
    if (reading->unpack.state)
        reading->unpack.close(reading->unpack.state);
    stream_free(&reading->packed);
}

/* Read an entry whole: how many bytes, and a hash of them and of what is known. */
static uint64_t hash_entry(struct reading *reading, const struct entry *entry)
{
    char bytes[999];
    readout_error error = {0};
    uint64_t hash = str_hash(entry->origin.url) ^ str_hash(entry->origin.type) * 3;
    long got;
    while ((got = reading->container.read(reading->container.state, bytes, sizeof bytes, &error)) > 0)
        for (long i = 0; i < got; i++)
            hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    assert(got == 0 || error.status != READOUT_OK);
    return hash * 2 + (got < 0);
}

static void check_offset(struct str bytes, uint64_t offset, uint64_t hash)
{
    struct reading again;
    struct entry entry;
    readout_error error = {0};
    assert(offset <= bytes.len);
    /* Of a damaged block libzstd hands out more where it comes in pieces. */
    bool begun = begin(&again, str_make(bytes.ptr + offset, bytes.len - offset), is_packed(bytes) ? 0 : 7);
    assert(begun);
    enum entry_result result = again.container.next(again.container.state, &entry, &error);
    assert(result == ENTRY_OK && entry.offset == 0);
    uint64_t found = hash_entry(&again, &entry);
    assert(found == hash);
    (void)begun;
    (void)result;
    (void)found;
    (void)hash;
    end(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct reading reading;
    struct str all = str_make((const char *)bytes, length);
    bool begun = begin(&reading, all, 0);
    for (size_t count = 0; begun; count++) {
        struct entry entry;
        readout_error error = {0};
        enum entry_result result = reading.container.next(reading.container.state, &entry, &error);
        assert((error.status != READOUT_OK) == (result == ENTRY_BAD || result == ENTRY_FAILED));
        assert(count <= length + 1 || reading.unpack.state);
        if (result == ENTRY_END || result == ENTRY_FAILED)
            break;
        if (result == ENTRY_OK && count < MOST_DEEP && entry.offset != OFFSET_NONE)
            check_offset(all, entry.offset, hash_entry(&reading, &entry));
    }
    end(&reading);
    return 0;
}
