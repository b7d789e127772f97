/* weights.c - see weights.h. Reads the header and the table of the model file (models/FORMAT.md).
 *
 * Input: the bytes of the file. Output: a table of its chunks. Invariant: nothing is looked at before the bounds that
 * hold it have been checked, and no byte of the file is left unchecked: what lies between two chunks is zeros. */
#include "model/weights.h"

#include <sodium.h>

#include "base/error.h"
#include "base/utf8.h"

enum {
    HEADER_SIZE = 64, ENTRY_SIZE = 80, ALIGNMENT = 64, NAME_SIZE = 24, SUM_SIZE = 16, VERSION = 1, CHUNK_MOST = 1024,
    AT_VERSION = 8, AT_COUNT = 12, AT_SIZE = 16, AT_ZEROS = 24, /* in the header */
    AT_TYPE = 24, AT_ROWS = 28, AT_COLUMNS = 32, AT_ZERO = 36, AT_OFFSET = 40, AT_BYTES = 48, AT_SUM = 56,
    AT_REST = 72 /* in an entry of the table */
};

static const unsigned char magic[8] = {0x89, 'R', 'M', 'O', 'D', 'E', 'L', '\n'};

/* Where a chunk lies, to look at what is between them. */
struct extent {
    size_t start, end;
};

struct reader {
    struct str bytes;
    const char *path;
    bool verify;
    readout_error *error;
    size_t chunks_from; /* behind the table */
};

static bool broken(const struct reader *reader, size_t byte, const char *what)
{
    return error_set_at(reader->error, READOUT_BAD_DATA, reader->path, 0, 0, byte, "%s", what);
}

static bool broken_chunk(const struct reader *reader, size_t byte, const struct chunk *chunk, const char *what)
{
    return error_set_at(reader->error, READOUT_BAD_DATA, reader->path, 0, 0, byte, "chunk '%.*s': %s",
                        STR_ARGS(chunk->name), what);
}

static const unsigned char *bytes_at(const struct reader *reader, size_t offset)
{
    return (const unsigned char *)reader->bytes.ptr + offset;
}

static uint32_t read_u32(const struct reader *reader, size_t offset)
{
    const unsigned char *at = bytes_at(reader, offset);
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static uint64_t read_u64(const struct reader *reader, size_t offset)
{
    return read_u32(reader, offset) | (uint64_t)read_u32(reader, offset + 4) << 32;
}

/* Are the bytes [start, end) zeros? If not, `start` moves to the first that is not. */
static bool is_zero(const struct reader *reader, size_t *start, size_t end)
{
    while (*start < end && reader->bytes.ptr[*start] == 0)
        ++*start;
    return *start == end;
}

static bool check_zeros(const struct reader *reader, size_t start, size_t end)
{
    return is_zero(reader, &start, end) || broken(reader, start, "zeros expected");
}

static bool read_header(struct reader *reader, uint32_t *count)
{
    size_t size = reader->bytes.len;
    if (size < HEADER_SIZE)
        return broken(reader, size, "cut off in the header");
    if (memcmp(reader->bytes.ptr, magic, sizeof magic) != 0)
        return broken(reader, 0, "not a model");
    if (read_u32(reader, AT_VERSION) != VERSION)
        return broken(reader, AT_VERSION, "version not supported");
    *count = read_u32(reader, AT_COUNT);
    if (*count == 0 || *count > CHUNK_MOST || *count > (size - HEADER_SIZE) / ENTRY_SIZE)
        return broken(reader, AT_COUNT, "number of chunks out of range");
    if (read_u64(reader, AT_SIZE) != size)
        return broken(reader, AT_SIZE, "cut off or too long");
    reader->chunks_from = HEADER_SIZE + (size_t)*count * ENTRY_SIZE;
    return check_zeros(reader, AT_ZEROS, HEADER_SIZE);
}

static bool read_name(const struct reader *reader, size_t entry, struct chunk *chunk)
{
    const char *name = reader->bytes.ptr + entry;
    chunk->name = str_make(name, strnlen(name, NAME_SIZE));
    size_t behind = entry + chunk->name.len;
    if (!chunk->name.len || !is_zero(reader, &behind, entry + NAME_SIZE))
        return broken(reader, behind, "name empty, or not padded with zeros");
    return true;
}

/* The number of lines, the last with or without its end. */
static size_t count_lines(struct str text)
{
    size_t count = text.len && text.ptr[text.len - 1] != '\n';
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '\n';
    return count;
}

static bool is_utf8(struct str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t at = 0, size; at < text.len; at += size) {
        size = bytes[at] < 0x80 ? 1 : utf8_multibyte_length(bytes, at, text.len);
        if (!size)
            return false;
    }
    return true;
}

/* rows * columns * size of the type = bytes, without a product that could overflow. */
static bool shape_fits(const struct chunk *chunk)
{
    static const size_t sizes[] = {[CHUNK_I8] = 1, [CHUNK_F32] = 4, [CHUNK_U64] = 8};
    uint64_t items = (uint64_t)chunk->rows * chunk->columns;
    return items > 0 && chunk->bytes.len % sizes[chunk->type] == 0 && chunk->bytes.len / sizes[chunk->type] == items;
}

static bool check_shape(const struct reader *reader, size_t entry, const struct chunk *chunk)
{
    size_t offset = (size_t)(chunk->bytes.ptr - reader->bytes.ptr);
    if (chunk->type != CHUNK_TEXT)
        return shape_fits(chunk) || broken_chunk(reader, entry + AT_ROWS, chunk, "size is not that of its shape");
    if (chunk->columns != 0)
        return broken_chunk(reader, entry + AT_COLUMNS, chunk, "text with columns");
    if (count_lines(chunk->bytes) != chunk->rows)
        return broken_chunk(reader, offset, chunk, "not the number of lines it should have");
    return is_utf8(chunk->bytes) || broken_chunk(reader, offset, chunk, "not UTF-8");
}

static bool check_sum(const struct reader *reader, size_t entry, const struct chunk *chunk)
{
    unsigned char sum[SUM_SIZE];
    if (!reader->verify)
        return true;
    crypto_generichash(sum, sizeof sum, (const unsigned char *)chunk->bytes.ptr, chunk->bytes.len, NULL, 0);
    return memcmp(sum, bytes_at(reader, entry + AT_SUM), SUM_SIZE) == 0 ||
           broken_chunk(reader, (size_t)(chunk->bytes.ptr - reader->bytes.ptr), chunk, "damaged: wrong sum");
}

/* The place of a chunk: [offset, offset + size) behind the table and in the file. */
static bool read_place(const struct reader *reader, size_t entry, struct chunk *chunk)
{
    uint64_t offset = read_u64(reader, entry + AT_OFFSET), size = read_u64(reader, entry + AT_BYTES);
    if (offset % ALIGNMENT)
        return broken_chunk(reader, entry + AT_OFFSET, chunk, "not at a multiple of 64 bytes");
    if (offset < reader->chunks_from || offset > reader->bytes.len)
        return broken_chunk(reader, entry + AT_OFFSET, chunk, "starts outside the file or in the table");
    if (size > reader->bytes.len - offset)
        return broken_chunk(reader, entry + AT_BYTES, chunk, "ends outside the file");
    chunk->bytes = str_make(reader->bytes.ptr + offset, (size_t)size);
    return true;
}

static bool read_chunk(const struct reader *reader, size_t entry, struct chunk *chunk)
{
    uint32_t type = read_u32(reader, entry + AT_TYPE);
    if (!read_name(reader, entry, chunk))
        return false;
    if (type > CHUNK_U64)
        return broken_chunk(reader, entry + AT_TYPE, chunk, "unknown type");
    chunk->type = (enum chunk_type)type;
    chunk->rows = read_u32(reader, entry + AT_ROWS);
    chunk->columns = read_u32(reader, entry + AT_COLUMNS);
    return check_zeros(reader, entry + AT_ZERO, entry + AT_OFFSET) &&
           check_zeros(reader, entry + AT_REST, entry + ENTRY_SIZE) && read_place(reader, entry, chunk) &&
           check_shape(reader, entry, chunk) && check_sum(reader, entry, chunk);
}

static bool check_names(const struct reader *reader, const struct chunk *chunks, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (str_equal(chunks[i].name, chunks[j].name))
                return broken_chunk(reader, HEADER_SIZE + (size_t)i * ENTRY_SIZE, &chunks[i], "name given twice");
    return true;
}

/* The places of the chunks in the order of the file; `extents` has room for `count`. */
static void sort_extents(const struct reader *reader, const struct chunk *chunks, uint32_t count,
                         struct extent *extents)
{
    for (uint32_t i = 0; i < count; i++) {
        size_t start = (size_t)(chunks[i].bytes.ptr - reader->bytes.ptr);
        uint32_t at = i;
        for (; at > 0 && extents[at - 1].start > start; at--)
            extents[at] = extents[at - 1];
        extents[at] = (struct extent){start, start + chunks[i].bytes.len};
    }
}

/* Chunks do not overlap, and what is between them is less than 64 zeros. */
static bool check_gaps(const struct reader *reader, const struct extent *extents, uint32_t count)
{
    size_t end = reader->chunks_from;
    for (uint32_t i = 0; i <= count; i++) {
        size_t start = i < count ? extents[i].start : reader->bytes.len;
        if (start < end)
            return broken(reader, start, "chunks overlap");
        if (start - end >= ALIGNMENT)
            return broken(reader, end, "bytes that belong to no chunk");
        if (!check_zeros(reader, end, start))
            return false;
        end = i < count ? extents[i].end : start;
    }
    return true;
}

static bool check_places(struct arena *arena, const struct reader *reader, const struct chunk *chunks, uint32_t count)
{
    struct arena_place place = arena_here(arena);
    struct extent *extents = ARENA_NEW(arena, struct extent, count);
    sort_extents(reader, chunks, count, extents);
    bool fine = check_gaps(reader, extents, count);
    arena_back(arena, place);
    return fine;
}

const struct weights *weights_read(struct arena *arena, struct str bytes, const char *path, bool verify,
                                   readout_error *error)
{
    struct reader reader = {.bytes = bytes, .path = path, .verify = verify, .error = error};
    uint32_t count = 0;
    if (!read_header(&reader, &count))
        return NULL;
    struct chunk *chunks = ARENA_NEW(arena, struct chunk, count);
    for (uint32_t i = 0; i < count; i++)
        if (!read_chunk(&reader, HEADER_SIZE + (size_t)i * ENTRY_SIZE, &chunks[i]))
            return NULL;
    if (!check_names(&reader, chunks, count) || !check_places(arena, &reader, chunks, count))
        return NULL;
    struct weights *weights = ARENA_NEW(arena, struct weights, 1);
    *weights = (struct weights){path, VERSION, bytes.len, chunks, count};
    return weights;
}

const struct chunk *weights_find(const struct weights *weights, const char *name)
{
    for (uint32_t i = 0; i < weights->chunk_count; i++)
        if (str_equal(weights->chunks[i].name, str_of(name)))
            return &weights->chunks[i];
    return NULL;
}
