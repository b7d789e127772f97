/* warc.c - see warc.h. Input: a stream of records. Output: the documents in them. Invariant: between two calls the
 * stream stands in the bytes of the record, `left` of which are to come, or between records. */
#include "ingest/warc.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "ingest/http_message.h"
#include "ingest/unpack.h"
#include "ingest/visible.h"
#include "ingest/warc_record.h"

enum { START = 6, KEEP = 64 * 1024 };

struct warc {
    struct stream *stream;
    const struct limits *limits;
    const struct container *unpack; /* NULL: the stream is not unpacked from another */
    bool arc;
    bool lost;     /* the next record is to be searched for */
    bool wrong;    /* this record's length is */
    bool told;     /* what is wrong with the rest of this record was told */
    bool finished; /* nothing can be read further, and the error was told */
    struct buffer head, http_head, name, url;
    struct record record;
    uint64_t start;  /* of the record, in the stream */
    uint64_t offset; /* the same in the file, packed or not; OFFSET_NONE: not known */
    uint64_t block;  /* where its bytes start, in the stream */
    uint64_t left;   /* bytes of the record that are to come */
    char label[512]; /* the record as errors name it */
    bool http;
    struct http_message message;
    struct http_body body;
    readout_error problem; /* that `read` has met in this record */
    uint64_t read_again; /* bytes */
    uint64_t records; /* met */
};

static const char wrong_length[] = "its length is wrong";

/* A record starts here: how errors name it. */
static void note_start(struct warc *warc)
{
    warc->told = warc->lost = warc->wrong = false;
    warc->records++;
    warc->offset = warc->unpack ? unpack_offset(warc->unpack, warc->start) : warc->start;
    bool known = warc->offset != OFFSET_NONE;
    snprintf(warc->label, sizeof warc->label, "%.400s: record %" PRIu64 " at byte %" PRIu64 "%s", warc->stream->name,
             warc->records, known ? warc->offset : warc->start, known ? "" : " unpacked");
}

static bool fail(struct warc *warc, readout_error *error, const char *what)
{
    return error_set(error, READOUT_BAD_INPUT, warc->label, "%s", what);
}

static enum entry_result bad(struct warc *warc, readout_error *error, const char *what)
{
    fail(warc, error, what);
    warc->told = true;
    return ENTRY_BAD;
}

/* An error of the stream, which is told once: the end, or behind damage the place from which to search. */
static enum entry_result failed(struct warc *warc, readout_error *error)
{
    bool told = warc->told;
    warc->finished = !warc->unpack || !unpack_resume(warc->unpack);
    warc->lost = true;
    warc->left = 0;
    if (told)
        error_clear(error);
    else if (!warc->finished)
        return bad(warc, error, "");
    return !told ? ENTRY_FAILED : warc->finished ? ENTRY_END : ENTRY_OK;
}

/* Whether the next record starts here, within this one: so the file says that is compressed record by record. */
static bool is_overrun(struct warc *warc)
{
    struct str front;
    readout_error later = {0};
    uint64_t at = stream_at(warc->stream);
    return warc->left && warc->unpack && stream_peek(warc->stream, START, &front, &later) == STREAM_OK &&
           warc_starts(front) && unpack_offset(warc->unpack, at) != OFFSET_NONE;
}

/* Bytes of the record: 0 at its end. Where the stream or the record ends before it, -1 and an error. */
static long read_block(void *context, char *into, size_t size, readout_error *error)
{
    struct warc *warc = context;
    size_t most = size < warc->left ? size : (size_t)warc->left;
    bool overrun = is_overrun(warc);
    long got = most && !overrun ? stream_read(warc->stream, into, most, error) : 0;
    if (got == 0 && most) {
        fail(warc, error, overrun ? wrong_length : "broken off");
        return -1;
    }
    warc->left -= got > 0 ? (uint64_t)got : 0;
    return got;
}

enum skipped { SKIPPED, SKIP_OVERRUN, SKIP_BROKEN_OFF, SKIP_FAILED };

/* Read past what is left of the record, with an error unless SKIPPED. */
static enum skipped skip_block(struct warc *warc, readout_error *error)
{
    while (warc->left) {
        struct str held;
        if (is_overrun(warc)) {
            warc->left = 0;
            fail(warc, error, wrong_length);
            return SKIP_OVERRUN;
        }
        enum stream_result result = stream_peek(warc->stream, 1, &held, error);
        if (result == STREAM_END)
            fail(warc, error, "broken off");
        if (result != STREAM_OK)
            return result == STREAM_END ? SKIP_BROKEN_OFF : SKIP_FAILED;
        size_t count = held.len < warc->left ? held.len : (size_t)warc->left;
        stream_skip(warc->stream, count);
        warc->left -= count;
    }
    return SKIPPED;
}

/* Read past line ends; `*rest` is what stands there then: at least START bytes, unless the stream ends. */
static enum stream_result skip_lines(struct warc *warc, struct str *rest, readout_error *error)
{
    for (;;) {
        enum stream_result result = stream_peek(warc->stream, START, rest, error);
        size_t count = 0;
        while (result == STREAM_OK && count < rest->len && (rest->ptr[count] == '\n' || rest->ptr[count] == '\r'))
            count++;
        if (count == 0)
            return result;
        stream_skip(warc->stream, count);
    }
}

/* The file ends within the first bytes of a record. */
static bool is_cut_start(struct str rest)
{
    return rest.len < START && str_starts(STR("WARC/"), rest);
}

/* Whether a record, or the end, follows the one that has been read. Of ARC files the next line tells, once it is
 * read. */
static bool check_end(struct warc *warc, readout_error *error)
{
    struct str rest;
    readout_error later = {0};
    if (skip_lines(warc, &rest, &later) != STREAM_OK || warc->arc || warc->lost)
        return true;
    warc->wrong = warc->lost = !warc_starts(rest) && !is_cut_start(rest);
    return !warc->lost || fail(warc, error, wrong_length);
}

/* The length of this record is wrong: others may have been taken for a part of it. Search from its first byte on, where
 * the stream can go back; never more bytes are read again than have been read, so that the time stays linear. */
static bool go_back(struct warc *warc)
{
    uint64_t at = stream_at(warc->stream), again = at - warc->block;
    if (warc->arc || warc->read_again + again > at || !stream_back(warc->stream, warc->block))
        return false;
    warc->read_again += again;
    return warc->lost = true;
}

/* Go behind the record that was handed out or passed over. */
static enum entry_result finish_record(struct warc *warc, readout_error *error)
{
    enum skipped skipped = skip_block(warc, error);
    if (skipped == SKIP_FAILED)
        return failed(warc, error);
    bool good = skipped == SKIPPED && !warc->wrong && check_end(warc, error);
    bool back = !good && skipped != SKIP_OVERRUN && go_back(warc);
    warc->finished = skipped == SKIP_BROKEN_OFF && !back;
    warc->left = 0;
    if (!good && !warc->told) {
            return ENTRY_BAD;
    }
    error_clear(error);
    return warc->finished ? ENTRY_END : ENTRY_OK;
}

/* Find the next line that starts a record, from the start of a line on. */
static enum stream_result find_record(struct warc *warc, struct str *rest, readout_error *error)
{
    for (bool line = true;;) {
        enum stream_result result = stream_peek(warc->stream, START + 1, rest, error);
        if (result != STREAM_OK || (line && warc_starts(*rest)))
            return result;
        const char *next = memmem(rest->ptr, rest->len, "\nWARC/", START);
        line = next != NULL;
        size_t count = next ? (size_t)(next - rest->ptr) + 1 : rest->len > START ? rest->len - START : rest->len;
        stream_skip(warc->stream, count);
    }
}

enum head_result { HEAD_OK, HEAD_INTERRUPTED, HEAD_CUT, HEAD_LONG, HEAD_FAILED };

/* Copy the head that the next `most` bytes start with, without taking it from the stream. Where they end before it
 * does, HEAD_CUT, and where it is too long, HEAD_LONG, what was looked at is copied; HEAD_INTERRUPTED: up to a line
 * that starts with `mark`. */
static enum head_result read_head(struct warc *warc, uint64_t most, struct str mark, struct buffer *into,
                                  readout_error *error)
{
    struct str held = {"", 0};
    size_t searched = 0, end = 0, limit = (size_t)warc->limits->most[LIMIT_HEADERS];
    for (bool all = false; !all && end == 0 && held.len <= limit;) {
        size_t least = held.len + 1;
        if (stream_peek(warc->stream, least, &held, error) == STREAM_FAILED)
            return HEAD_FAILED;
        all = held.len < least || held.len >= most;
        held.len = held.len < most ? held.len : (size_t)most;
        end = http_head_end(held, mark, &searched);
    }
    buffer_clear(into, KEEP);
    buffer_add(into, str_make(held.ptr, end ? end : held.len));
    if (into->failed) {
        error_set(error, READOUT_NO_MEMORY, warc->stream->name, "no memory to read it");
        return HEAD_FAILED;
    }
    bool whole = str_ends(buffer_str(into), STR("\n\n")) || str_ends(buffer_str(into), STR("\n\r\n"));
    return into->len > limit ? HEAD_LONG : !end ? HEAD_CUT : whole ? HEAD_OK : HEAD_INTERRUPTED;
}

static enum entry_result bad_head(struct warc *warc, readout_error *error, const char *what)
{
    warc->lost = true;
    return bad(warc, error, what);
}

static enum entry_result long_head(struct warc *warc, readout_error *error)
{
    limit_fail(error, warc->limits, LIMIT_HEADERS, warc->label);
    return bad(warc, error, "");
}

/* The head of a WARC record, at whose first byte the stream stands. One that breaks off may be followed by the next
 * record at once. */
static enum entry_result read_warc_head(struct warc *warc, readout_error *error)
{
    struct buffer *head = &warc->head;
    struct str rest;
    enum head_result result = read_head(warc, UINT64_MAX, STR("WARC/"), head, error);
    if (result == HEAD_FAILED)
        return failed(warc, error);
    stream_skip(warc->stream, result == HEAD_LONG ? START : head->len);
    if (result == HEAD_CUT && stream_peek(warc->stream, 1, &rest, error) == STREAM_FAILED)
        return failed(warc, error);
    warc->lost = result == HEAD_LONG;
    if (result == HEAD_LONG)
        return long_head(warc, error);
    const char *problem =
        result != HEAD_OK ? "its head is broken off" : warc_parse(head->ptr, head->len, &warc->record);
    return problem ? bad_head(warc, error, problem) : ENTRY_OK;
}

/* Come to the next record of a WARC file and read its head. */
static enum entry_result begin_warc(struct warc *warc, readout_error *error)
{
    struct str rest;
    enum stream_result found = warc->lost ? find_record(warc, &rest, error) : skip_lines(warc, &rest, error);
    if (found != STREAM_OK)
        return found == STREAM_FAILED ? failed(warc, error) : ENTRY_END;
    warc->start = stream_at(warc->stream);
    note_start(warc);
    if (warc_starts(rest) || is_cut_start(rest))
        return read_warc_head(warc, error);
    return bad_head(warc, error, "it does not start with WARC/");
}

/* The next line of an ARC file that starts a record; others are passed over where the place is lost. */
static enum entry_result begin_arc(struct warc *warc, readout_error *error)
{
    for (;;) {
        struct str line;
        enum stream_result found = skip_lines(warc, &line, error);
        if (found != STREAM_OK)
            return found == STREAM_FAILED ? failed(warc, error) : ENTRY_END;
        warc->start = stream_at(warc->stream);
        found = stream_line(warc->stream, (size_t)warc->limits->most[LIMIT_HEADERS], &line, error);
        if (found == STREAM_FAILED)
            return failed(warc, error);
        buffer_clear(&warc->head, KEEP);
        buffer_add(&warc->head, found == STREAM_OK ? line : STR(" "));
        if (warc->head.failed) {
            error_set(error, READOUT_NO_MEMORY, warc->stream->name, "no memory to read it");
            return failed(warc, error);
        }
        bool is_line = false;
        const char *problem = arc_parse(warc->head.ptr, warc->head.len, &warc->record, &is_line);
        if (!is_line && warc->lost)
            continue;
        note_start(warc);
        return problem ? bad_head(warc, error, problem) : ENTRY_OK;
    }
}

/* The HTTP message in the record: ENTRY_OK where it is one of a document, ENTRY_END where it is to be passed over. */
static enum entry_result open_message(struct warc *warc, readout_error *error)
{
    struct buffer *head = &warc->http_head;
    enum head_result result = read_head(warc, warc->left, STR(""), head, error);
    if (result == HEAD_FAILED)
        return failed(warc, error);
    if (result == HEAD_LONG)
        return long_head(warc, error);
    stream_skip(warc->stream, head->len);
    warc->left -= head->len;
    if (result == HEAD_CUT && warc->left)
        return bad(warc, error, "broken off");
    if (!http_message_parse(head->ptr, head->len, &warc->message))
        return bad(warc, error, "its HTTP message has no status");
    if (warc->message.status != 200)
        return ENTRY_END;
    warc->http = true;
    warc->record.type = warc->message.type;
    warc->record.charset = warc->message.charset;
    bool opened = http_body_open(&warc->body, &warc->message, warc->record.cut, warc->label, read_block, warc,
                                 warc->limits, error);
    return opened ? ENTRY_OK : bad(warc, error, "");
}

/* What the record holds: ENTRY_OK where it is a document, ENTRY_END where it is to be passed over. */
static enum entry_result open_document(struct warc *warc, readout_error *error)
{
    static const char http[] = "HTTP/";
    struct record *record = &warc->record;
    struct str front = {"", 0};
    if (record->kind == RECORD_OTHER)
        return ENTRY_END;
    bool declared = str_equal(record->type, STR("application/http"));
    bool may_be = record->kind == RECORD_RESPONSE || declared;
    if (may_be && stream_peek(warc->stream, strlen(http), &front, error) == STREAM_FAILED)
        return failed(warc, error);
    if (may_be && warc->left >= strlen(http) && str_starts(front, str_of(http)))
        return open_message(warc, error);
    if (declared)
        return bad(warc, error, "no HTTP message is in it");
    bool known = record->kind == RECORD_RESOURCE || (warc->arc && !str_starts(record->url, STR("dns:")));
    return known ? ENTRY_OK : ENTRY_END;
}

static enum entry_result describe_entry(struct warc *warc, struct entry *entry, readout_error *error)
{
    char number[32];
    snprintf(number, sizeof number, "record %" PRIu64, warc->records);
    buffer_clear(&warc->url, KEEP);
    buffer_clear(&warc->name, KEEP);
    visible_add(&warc->url, warc->record.url);
    buffer_add(&warc->name, str_of(number));
    if (warc->url.len) {
        buffer_add(&warc->name, STR(" ("));
        buffer_add(&warc->name, buffer_str(&warc->url));
        buffer_add(&warc->name, STR(")"));
    }
    if (warc->url.failed || warc->name.failed) {
        error_set(error, READOUT_NO_MEMORY, warc->stream->name, "no memory to read it");
        return failed(warc, error);
    }
    *entry = (struct entry){.origin = {.name = buffer_str(&warc->name),
                                       .url = buffer_str(&warc->url),
                                       .type = warc->record.type,
                                       .charset = warc->record.charset,
                                       .fetched = str_of(warc->record.fetched)},
                            .offset = warc->arc ? OFFSET_NONE : warc->offset}; /* only its first line says it is ARC */
    return ENTRY_OK;
}

static enum entry_result warc_next(void *state, struct entry *entry, readout_error *error)
{
    struct warc *warc = state;
    while (!warc->finished) {
        enum entry_result result = finish_record(warc, error);
        warc->http = warc->told = warc->wrong = false;
        error_clear(&warc->problem);
        if (result == ENTRY_OK)
            result = warc->arc ? begin_arc(warc, error) : begin_warc(warc, error);
        if (result != ENTRY_OK)
            return result;
        warc->left = warc->record.length;
        warc->block = stream_at(warc->stream);
        if (warc->records > warc->limits->most[LIMIT_MEMBERS]) {
            limit_fail(error, warc->limits, LIMIT_MEMBERS, warc->stream->name);
            return failed(warc, error);
        }
        result = open_document(warc, error);
        if (result == ENTRY_OK)
            return describe_entry(warc, entry, error);
        if (result != ENTRY_END)
            return result;
    }
    return ENTRY_END;
}

static long warc_read(void *state, char *into, size_t size, readout_error *error)
{
    struct warc *warc = state;
    struct readout_error *problem = &warc->problem;
    long got = -1;
    if (!problem->status)
        got = warc->http ? http_body_read(&warc->body, into, size, problem) : read_block(warc, into, size, problem);
    if (got > 0 || size == 0)
        return got;
    bool whole = warc->http && http_body_whole(&warc->body);
    if (whole || (got == 0 && skip_block(warc, problem) == SKIPPED && check_end(warc, problem)))
        return 0;
    warc->told = true;
    if (!error->status)
        *error = *problem;
    return -1;
}

static void warc_close(void *state)
{
    struct warc *warc = state;
    http_body_close(&warc->body);
    buffer_free(&warc->head);
    buffer_free(&warc->http_head);
    buffer_free(&warc->name);
    buffer_free(&warc->url);
    free(warc);
}

/* Whether the first line starts a record of an ARC file. */
static bool starts_arc(struct stream *stream, size_t limit, readout_error *error)
{
    struct str front = {"", 0};
    struct record record;
    struct buffer line = {0};
    const char *feed = NULL;
    bool is_line = false, all = false;
    while (!all && !feed && front.len <= limit) {
        size_t least = front.len + 1;
        if (stream_peek(stream, least, &front, error) != STREAM_OK || warc_starts(front))
            return false;
        feed = memchr(front.ptr, '\n', front.len);
        all = front.len < least;
    }
    buffer_add(&line, str_make(front.ptr, feed ? (size_t)(feed - front.ptr) : all ? front.len : 0));
    if (line.len)
        arc_parse(line.ptr, line.len, &record, &is_line);
    if (line.failed)
        error_set(error, READOUT_NO_MEMORY, stream->name, "no memory to read it");
    buffer_free(&line);
    return is_line;
}

bool warc_open(struct container *container, struct stream *stream, const struct limits *limits, readout_error *error)
{
    bool arc = starts_arc(stream, (size_t)limits->most[LIMIT_HEADERS], error);
    if (error->status)
        return false;
    struct warc *warc = calloc(1, sizeof *warc);
    if (!warc)
        return error_set(error, READOUT_NO_MEMORY, stream->name, "no memory to read it");
    warc->stream = stream;
    warc->limits = limits;
    warc->arc = arc;
    *container = (struct container){warc, warc_next, warc_read, warc_close};
    return true;
}

void warc_packed(struct container *container, const struct container *unpack)
{
    struct warc *warc = container->state;
    warc->unpack = unpack;
}
