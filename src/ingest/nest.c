/* nest.c - see nest.h. Input: a file or bytes. Output: levels. */
#include "ingest/nest.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "ingest/tar.h"
#include "ingest/unpack.h"
#include "ingest/warc.h"

void nest_free(struct nest *nest)
{
    while (nest->depth)
        nest_leave(nest);
    for (size_t i = 0; i < nest->held; i++) {
        stream_free(&nest->levels[i]->stream);
        buffer_free(&nest->levels[i]->place);
        free(nest->levels[i]);
    }
    free(nest->levels);
    *nest = (struct nest){.limits = nest->limits};
}

struct nest_level *nest_top(const struct nest *nest)
{
    return nest->depth ? nest->levels[nest->depth - 1] : NULL;
}

void nest_leave(struct nest *nest)
{
    struct nest_level *level = nest->levels[--nest->depth];
    if (level->container.state)
        level->container.close(level->container.state);
    level->container = (struct container){0};
    stream_close(&level->stream);
}

bool nest_in_crawl(const struct nest *nest)
{
    for (size_t i = 0; i + 1 < nest->depth; i++)
        if (nest->levels[i]->kind == KIND_CRAWL)
            return true;
    return false;
}

uint64_t nest_bytes(const struct nest *nest)
{
    return nest->depth ? nest->levels[0]->stream.total : 0;
}

/* A level more that has nothing open; NULL if memory runs out. */
static struct nest_level *add_level(struct nest *nest)
{
    if (nest->depth == nest->held) {
        struct nest_level **levels = realloc(nest->levels, (nest->held + 1) * sizeof(struct nest_level *));
        if (!levels)
            return NULL;
        nest->levels = levels;
        nest->levels[nest->held] = calloc(1, sizeof(struct nest_level));
        if (!nest->levels[nest->held])
            return NULL;
        nest->held++;
    }
    struct nest_level *level = nest->levels[nest->depth];
    level->kind = KIND_TEXT;
    level->entries = 0;
    buffer_clear(&level->place, 4096);
    return level;
}

static bool no_memory(readout_error *error, struct str place)
{
    return error_set(error, READOUT_NO_MEMORY, NULL, "%.*s: no memory to read it", STR_ARGS(place));
}

/* "PARENT:NAME"; the parent's alone where no name is told. */
static bool set_place(struct nest_level *level, struct str parent, struct str name)
{
    buffer_add(&level->place, parent);
    if (parent.len && name.len)
        buffer_byte(&level->place, ':');
    buffer_add(&level->place, name);
    buffer_byte(&level->place, 0);
    return !level->place.failed;
}

/* As much of the front as tells the kind: KIND_PEEK bytes; of JSON lines the first is enough, so that nobody who
 * sends them slowly waits for more. */
static enum stream_result peek_front(struct stream *stream, struct str *front, readout_error *error)
{
    for (size_t least = 1;; least = front->len + 1) {
        enum stream_result result = stream_peek(stream, least, front, error);
        bool is_line = front->len && front->ptr[0] == '{' && memchr(front->ptr, '\n', front->len);
        if (result != STREAM_OK || is_line || front->len < least || front->len >= KIND_PEEK)
            return result;
    }
}

/* Tell the level's kind, and open it as an archive where it is one. */
static bool open_kind(struct nest *nest, struct nest_level *level, readout_error *error)
{
    static container_open *const opens[] = {
        [KIND_TEXT] = NULL,
        [KIND_PACKED] = unpack_open,
        [KIND_TAR] = tar_open,
        [KIND_CRAWL] = warc_open,
    };
    struct str front = STR("");
    if (peek_front(&level->stream, &front, error) == STREAM_FAILED)
        return false;
    level->kind = kind_of(front, level->origin.type);
    if (level->kind >= sizeof opens / sizeof *opens || !opens[level->kind])
        return true;
    if (nest->depth > nest->limits->most[LIMIT_NESTING])
        return limit_fail(error, nest->limits, LIMIT_NESTING, level->place.ptr);
    if (!opens[level->kind](&level->container, &level->stream, nest->limits, error))
        return false;
    const struct nest_level *outside = nest->depth > 1 ? nest->levels[nest->depth - 2] : NULL;
    if (level->kind == KIND_CRAWL && outside && outside->kind == KIND_PACKED)
        warc_packed(&level->container, &outside->container);
    return true;
}

/* The same; what cannot be opened is left. */
static bool tell_kind(struct nest *nest, struct nest_level *level, readout_error *error)
{
    if (open_kind(nest, level, error))
        return true;
    nest_leave(nest);
    return false;
}

bool nest_open_file(struct nest *nest, const char *path, uint64_t offset, readout_error *error)
{
    struct nest_level *level = add_level(nest);
    if (!level || !set_place(level, STR(""), str_of(strcmp(path, "-") == 0 ? "standard input" : path)))
        return no_memory(error, str_of(path));
    if (!stream_open(&level->stream, path, error))
        return false;
    nest->depth++;
    nest->offset = offset;
    level->origin = (struct origin){.name = str_of(level->place.ptr)};
    if (offset && !stream_seek(&level->stream, offset, error)) {
        nest_leave(nest);
        return false;
    }
    return tell_kind(nest, level, error);
}

static long read_memory(void *context, char *into, size_t size, readout_error *error)
{
    (void)error;
    struct nest_level *level = context;
    size_t count = level->memory.len < size ? level->memory.len : size;
    memcpy(into, level->memory.ptr, count);
    level->memory = str_make(level->memory.ptr + count, level->memory.len - count);
    return (long)count;
}

bool nest_open_bytes(struct nest *nest, const struct origin *origin, struct str bytes, readout_error *error)
{
    struct nest_level *level = add_level(nest);
    if (!level || !set_place(level, STR(""), origin->name))
        return no_memory(error, origin->name);
    level->memory = bytes;
    level->origin = *origin;
    stream_over(&level->stream, level->place.ptr, read_memory, level);
    nest->depth++;
    nest->offset = 0;
    return tell_kind(nest, level, error);
}

static long read_entry(void *context, char *into, size_t size, readout_error *error)
{
    struct nest_level *outside = context;
    return outside->container.read(outside->container.state, into, size, error);
}

/* Where reading could start again: the entry's own place where nothing but compression is outside. */
static void keep_offset(struct nest *nest, const struct nest_level *outside, const struct entry *entry)
{
    bool plain = nest->depth == 1 || (nest->depth == 2 && nest->levels[0]->kind == KIND_PACKED);
    if (plain && outside->kind == KIND_CRAWL && entry->offset != OFFSET_NONE)
        nest->offset = entry->offset;
}

enum entry_result nest_enter(struct nest *nest, readout_error *error)
{
    struct nest_level *outside = nest_top(nest);
    struct entry entry = {0};
    enum entry_result result = outside->container.next(outside->container.state, &entry, error);
    if (result != ENTRY_OK)
        return result;
    outside->entries++;
    keep_offset(nest, outside, &entry);
    struct nest_level *level = add_level(nest);
    bool packed = outside->kind == KIND_PACKED;
    struct str parent = str_make(outside->place.ptr, outside->place.len - 1);
    if (!level || !set_place(level, parent, packed ? STR("") : entry.origin.name)) {
        no_memory(error, parent);
        return ENTRY_FAILED;
    }
    level->origin = entry.origin;
    if (packed) {
        level->origin = outside->origin;
        level->origin.name = entry.origin.name;
    }
    stream_over(&level->stream, level->place.ptr, read_entry, outside);
    nest->depth++;
    return tell_kind(nest, level, error) ? ENTRY_OK : ENTRY_BAD;
}
