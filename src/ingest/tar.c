/* tar.c - see tar.h. Input: a stream of blocks. Output: its regular files. Invariant: memory does not grow with what
 * headers say of sizes; libarchive reads the format, and it alone. */
#include "ingest/tar.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/error.h"
#include "ingest/visible.h"

enum { CHUNK = 64 * 1024, BLOCK = 512, SUM_AT = 148, SUM_LENGTH = 8, KEEP = 64 * 1024 };

struct tar {
    struct stream *stream;
    const struct limits *limits;
    struct archive *archive;
    struct buffer name;
    uint64_t first, members;
    struct str block;  /* bytes of the file that libarchive has handed out, and not yet we */
    uint64_t hole;     /* zeros before them */
    uint64_t position; /* bytes of the file handed out */
    bool ended;
    bool passing; /* what is damaged, up to the next head of a file */
    readout_error stream_problem; /* why libarchive got no more bytes */
    readout_error problem;        /* once met, reading this entry ends with it */
    char in[CHUNK];
};

bool tar_sniff(struct str bytes)
{
    unsigned sum = SUM_LENGTH * ' ', told = 0;
    if (bytes.len < BLOCK || bytes.ptr[0] == 0)
        return false;
    for (size_t i = 0; i < BLOCK; i++)
        sum += i < SUM_AT || i >= SUM_AT + SUM_LENGTH ? (unsigned char)bytes.ptr[i] : 0;
    for (size_t i = SUM_AT; i < SUM_AT + SUM_LENGTH; i++)
        if (bytes.ptr[i] >= '0' && bytes.ptr[i] <= '7')
            told = told << 3 | (unsigned)(bytes.ptr[i] - '0');
    return sum == told;
}

static la_ssize_t give_bytes(struct archive *archive, void *context, const void **bytes)
{
    struct tar *tar = context;
    long got = stream_read(tar->stream, tar->in, CHUNK, &tar->stream_problem);
    *bytes = tar->in;
    if (got < 0)
        archive_set_error(archive, EIO, "%s", tar->stream_problem.text);
    return got < 0 ? ARCHIVE_FATAL : got;
}

/* What libarchive says is wrong; that the stream has failed counts more. */
static void fill_error(struct tar *tar, readout_error *error)
{
    const char *why = archive_error_string(tar->archive);
    if (tar->stream_problem.status && !error->status)
        *error = tar->stream_problem;
    else
        error_set(error, READOUT_BAD_INPUT, tar->stream->name, "tar file broken at byte %" PRIu64 ": %s",
                  stream_at(tar->stream), why ? why : "it cannot be read");
}

static bool is_file(struct archive_entry *member)
{
    return archive_entry_filetype(member) == AE_IFREG && !archive_entry_hardlink(member) &&
           !archive_entry_symlink(member);
}

static enum entry_result describe_entry(struct tar *tar, struct archive_entry *member, struct entry *entry,
                                        readout_error *error)
{
    buffer_clear(&tar->name, KEEP);
    visible_add(&tar->name, str_of(archive_entry_pathname(member)));
    if (tar->name.failed) {
        error_set(error, READOUT_NO_MEMORY, tar->stream->name, "no memory to read it");
        return ENTRY_FAILED;
    }
    uint64_t at = tar->first + (uint64_t)archive_read_header_position(tar->archive);
    *entry = (struct entry){.origin.name = buffer_str(&tar->name), .offset = at};
    return ENTRY_OK;
}

static enum entry_result tar_end(struct tar *tar, enum entry_result result)
{
    tar->ended = true;
    return result;
}

static enum entry_result tar_next(void *state, struct entry *entry, readout_error *error)
{
    struct tar *tar = state;
    bool told = tar->problem.status != READOUT_OK;
    while (!tar->ended) {
        struct archive_entry *member;
        int status = archive_read_next_header(tar->archive, &member);
        if (status == ARCHIVE_EOF || (status < ARCHIVE_WARN && told))
            return tar_end(tar, ENTRY_END);
        if (status < ARCHIVE_WARN) {
            fill_error(tar, error);
            return tar_end(tar, ENTRY_FAILED);
        }
        if (status == ARCHIVE_RETRY && tar->passing)
            continue;
        tar->passing = status == ARCHIVE_RETRY;
        if (tar->passing) {
            error_set(error, READOUT_BAD_INPUT, tar->stream->name,
                      "tar file damaged at byte %" PRIu64 ": no head of a file",
                      tar->first + (uint64_t)archive_read_header_position(tar->archive));
            return ENTRY_BAD;
        }
        if (++tar->members > tar->limits->most[LIMIT_MEMBERS]) {
            limit_fail(error, tar->limits, LIMIT_MEMBERS, tar->stream->name);
            return tar_end(tar, ENTRY_FAILED);
        }
        error_clear(&tar->problem);
        tar->block = STR("");
        tar->hole = tar->position = 0;
        if (is_file(member))
            return describe_entry(tar, member, entry, error);
    }
    return ENTRY_END;
}

/* Come to the next bytes of the file. Holes of sparse files have none. False at its end, and on a problem. */
static bool next_block(struct tar *tar)
{
    const void *block;
    size_t length;
    la_int64_t offset;
    int status = archive_read_data_block(tar->archive, &block, &length, &offset);
    if (status < ARCHIVE_WARN)
        fill_error(tar, &tar->problem);
    if (status < ARCHIVE_WARN || status == ARCHIVE_EOF)
        return false;
    tar->block = str_make(block, length);
    tar->hole = (uint64_t)offset > tar->position ? (uint64_t)offset - tar->position : 0;
    return true;
}

/* libarchive's own function to copy bytes forgets those before a break. */
static long tar_read(void *state, char *into, size_t size, readout_error *error)
{
    struct tar *tar = state;
    while (!tar->problem.status && tar->block.len == 0 && tar->hole == 0)
        if (!next_block(tar))
            break;
    if (tar->problem.status && !error->status)
        *error = tar->problem;
    uint64_t held = tar->hole ? tar->hole : tar->block.len;
    size_t count = held < size ? (size_t)held : size;
    if (count && tar->hole) {
        memset(into, 0, count);
        tar->hole -= count;
    } else if (count) {
        memcpy(into, tar->block.ptr, count);
        tar->block = str_make(tar->block.ptr + count, tar->block.len - count);
    }
    tar->position += count;
    return count || !tar->problem.status ? (long)count : -1;
}

static void tar_close(void *state)
{
    struct tar *tar = state;
    archive_read_free(tar->archive);
    buffer_free(&tar->name);
    free(tar);
}

bool tar_open(struct container *container, struct stream *stream, const struct limits *limits, readout_error *error)
{
    struct tar *tar = calloc(1, sizeof *tar);
    if (tar) {
        tar->stream = stream;
        tar->limits = limits;
        tar->first = stream_at(stream);
        tar->archive = archive_read_new();
    }
    if (!tar || !tar->archive || archive_read_support_format_tar(tar->archive) != ARCHIVE_OK) {
        if (tar)
            tar_close(tar);
        return error_set(error, READOUT_NO_MEMORY, stream->name, "no memory to read it");
    }
    if (archive_read_open(tar->archive, tar, NULL, give_bytes, NULL) != ARCHIVE_OK) {
        fill_error(tar, error);
        tar_close(tar);
        return false;
    }
    *container = (struct container){tar, tar_next, tar_read, tar_close};
    return true;
}
