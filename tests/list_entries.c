/* list_entries.c - the documents in a file, for tests: compressed, WARC, ARC and tar files, one in the other.
 *
 * Call: list_entries FILE [OFFSET], or list_entries - with the names of files, one a line. A line "NAME TAB URL TAB TYPE TAB FETCHED TAB OFFSET TAB BYTES TAB HASH" for each,
 * and lines "! ERROR". With LIST_QUIET set, only how many and how many bytes. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "ingest/kind.h"
#include "ingest/tar.h"
#include "ingest/unpack.h"
#include "ingest/warc.h"

static void tell(const readout_error *error)
{
    char line[1200];
    printf("! %s\n", error_line(error, line, sizeof line));
}

struct opened {
    struct container container;
    struct entry entry;
};

struct totals {
    uint64_t count, bytes;
    bool quiet; /* print these alone */
};

static long read_entry(void *context, char *into, size_t size, readout_error *error)
{
    struct opened *opened = context;
    return opened->container.read(opened->container.state, into, size, error);
}

static void list_entry(struct opened *opened, struct totals *totals)
{
    char bytes[65536];
    uint64_t size = 0, hash = 14695981039346656037u;
    readout_error error = {0};
    long got;
    while ((got = read_entry(opened, bytes, sizeof bytes, &error)) > 0) {
        for (long i = 0; i < got && !totals->quiet; i++)
            hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
        size += (uint64_t)got;
    }
    const struct origin *o = &opened->entry.origin;
    if (!totals->quiet)
        printf("%.*s\t%.*s\t%.*s%s%.*s\t%.*s\t%" PRId64 "\t%" PRIu64 "\t%016" PRIx64 "\n", STR_ARGS(o->name),
               STR_ARGS(o->url), STR_ARGS(o->type), o->charset.len ? ";" : "", STR_ARGS(o->charset),
               STR_ARGS(o->fetched), (int64_t)opened->entry.offset, size, hash);
    if (got < 0)
        tell(&error);
    totals->count++;
    totals->bytes += size;
}

static void list_entries(struct opened *opened, struct totals *totals)
{
    for (;;) {
        readout_error error = {0};
        enum entry_result result = opened->container.next(opened->container.state, &opened->entry, &error);
        if (result == ENTRY_OK)
            list_entry(opened, totals);
        else if (result == ENTRY_END)
            return;
        else
            tell(&error);
        if (result == ENTRY_FAILED)
            return;
    }
}

static void list_stream(struct stream *stream, const struct container *unpack, const struct limits *limits,
                        struct totals *totals)
{
    struct str front;
    struct stream inner = {0};
    struct opened opened = {0};
    readout_error error = {0};
    stream_peek(stream, 512, &front, &error);
    enum kind kind = kind_of(front, STR(""));
    container_open *open = kind == KIND_PACKED ? unpack_open : kind == KIND_TAR ? tar_open : warc_open;
    if (!open(&opened.container, stream, limits, &error)) {
        tell(&error);
        return;
    }
    if (open == unpack_open) {
        char name[4096];
        opened.container.next(opened.container.state, &opened.entry, &error);
        snprintf(name, sizeof name, "%.*s", STR_ARGS(opened.entry.origin.name));
        stream_over(&inner, name, read_entry, &opened);
        list_stream(&inner, &opened.container, limits, totals);
        stream_free(&inner);
    } else {
        if (unpack && open == warc_open)
            warc_packed(&opened.container, unpack);
        list_entries(&opened, totals);
    }
    opened.container.close(opened.container.state);
}

/* False if the file cannot be opened. */
static bool list_file(const char *path, uint64_t offset)
{
    struct stream stream = {0};
    struct limits limits = limits_usual();
    readout_error error = {0};
    struct totals totals = {.quiet = getenv("LIST_QUIET") != NULL};
    if (!stream_open(&stream, path, &error) || (offset && !stream_seek(&stream, offset, &error)))
        return false;
    list_stream(&stream, NULL, &limits, &totals);
    stream_free(&stream);
    if (totals.quiet)
        printf("%" PRIu64 " entries, %" PRIu64 " bytes\n", totals.count, totals.bytes);
    return true;
}

int main(int argc, char **argv)
{
    char path[4096];
    if (argc < 2)
        return 2;
    if (strcmp(argv[1], "-") != 0)
        return list_file(argv[1], argc > 2 ? strtoull(argv[2], NULL, 10) : 0) ? 0 : 2;
    while (scanf("%4095s", path) == 1)
        if (!list_file(path, 0))
            return 2;
    return 0;
}
