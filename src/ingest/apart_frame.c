/* apart_frame.c - see apart_frame.h. Input: reports, or bytes of a worker. Output: the other. Invariant: nothing that
 * is read points outside the body. */
#include "ingest/apart_frame.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/uio.h>

const size_t report_strings[] = {
    offsetof(readout_report, id),
    offsetof(readout_report, outlet),
    offsetof(readout_report, published),
    offsetof(readout_report, title),
    offsetof(readout_report, url),
    offsetof(readout_report, updated),
    offsetof(readout_report, author),
    offsetof(readout_report, language),
    offsetof(readout_report, agency),
    offsetof(readout_report, dateline),
    offsetof(readout_report, source),
    offsetof(readout_report, target),
};
_Static_assert(sizeof report_strings / sizeof *report_strings == REPORT_STRINGS, "each string of a report is sent");
_Static_assert(sizeof(readout_report) == REPORT_STRINGS * sizeof(char *) + sizeof(char *) + sizeof(size_t),
               "a report is its strings and its text");

/* Behind the strings come the place, the record and the text. */
enum { PLACE = REPORT_STRINGS, RECORD, TEXT, PIECES };

/* The body of a report begins with this; then the pieces, each with a NUL behind it. */
struct report_body {
    uint64_t offset, items, marked, bytes;
    uint64_t sizes[PIECES]; /* with the NUL; 0: the piece is NULL */
};

struct problem_body {
    readout_error error;
    uint32_t counted;
};

/* Before the path and its NUL. */
struct file_body {
    uint64_t size, modified, offset, items, skip;
};

uint64_t frame_most(const struct limits *limits)
{
    enum { BESIDES = 1024 * 1024 }; /* strings besides the text */
    uint64_t size = limits->most[LIMIT_SIZE];
    return size < UINT64_MAX / 8 ? 4 * size + BESIDES : UINT64_MAX / 2; /* a byte of Windows-1252 becomes up to three */
}

/* Write all of the pieces, which are used up. */
static bool send_all(int pipe, struct iovec *pieces, int count)
{
    while (count > 0) {
        ssize_t sent = writev(pipe, pieces, count);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return false;
        size_t left = (size_t)sent;
        for (; count > 0 && left >= pieces->iov_len; count--, pieces++)
            left -= pieces->iov_len;
        if (count > 0) {
            pieces->iov_base = (char *)pieces->iov_base + left;
            pieces->iov_len -= left;
        }
    }
    return true;
}

static struct iovec piece(const void *bytes, size_t length)
{
    return (struct iovec){.iov_base = (void *)(uintptr_t)bytes, .iov_len = length};
}

bool frame_send(int pipe, enum frame_kind kind, const void *body, size_t length)
{
    const struct frame_head head = {.kind = (uint32_t)kind, .check = FRAME_CHECK, .length = length};
    struct iovec pieces[] = {piece(&head, sizeof head), piece(body, length)};
    return send_all(pipe, pieces, 2);
}

/* The pieces of a report, PIECES of them. */
static void list_pieces(const struct parcel *parcel, struct str *pieces)
{
    readout_report report = parcel->report;
    for (size_t i = 0; i < REPORT_STRINGS; i++) {
        const char *string = *report_string(&report, i);
        pieces[i] = string ? str_of(string) : str_make(NULL, 0);
    }
    pieces[PLACE] = str_of(parcel->place);
    pieces[RECORD] = parcel->record.len ? parcel->record : str_make(NULL, 0);
    pieces[TEXT] = str_make(report.text, report.text ? report.text_length : 0);
}

uint64_t frame_report_length(const struct parcel *parcel)
{
    struct str pieces[PIECES];
    uint64_t length = sizeof(struct report_body);
    list_pieces(parcel, pieces);
    for (size_t i = 0; i < PIECES; i++)
        length += pieces[i].ptr ? pieces[i].len + 1 : 0;
    return length;
}

bool frame_send_report(int pipe, const struct parcel *parcel)
{
    struct str pieces[PIECES];
    struct iovec sent[2 + 2 * PIECES];
    struct report_body body = {.offset = parcel->offset, .items = parcel->items, .marked = parcel->marked,
                               .bytes = parcel->bytes};
    struct frame_head head = {.kind = FRAME_REPORT, .check = FRAME_CHECK, .length = frame_report_length(parcel)};
    int count = 2;
    list_pieces(parcel, pieces);
    sent[0] = piece(&head, sizeof head);
    sent[1] = piece(&body, sizeof body);
    for (size_t i = 0; i < PIECES; i++) {
        if (!pieces[i].ptr)
            continue;
        body.sizes[i] = pieces[i].len + 1;
        sent[count++] = piece(pieces[i].ptr, pieces[i].len);
        sent[count++] = piece("", 1);
    }
    return send_all(pipe, sent, count);
}

bool frame_send_problem(int pipe, enum frame_kind kind, const readout_error *error, bool counted)
{
    struct problem_body body;
    memset(&body, 0, sizeof body);
    body.error = *error;
    body.counted = counted;
    return frame_send(pipe, kind, &body, sizeof body);
}

bool frame_send_file(int pipe, const struct input_mark *file, enum input_skip skip)
{
    const struct file_body body = {.size = file->size, .modified = file->modified, .offset = file->offset,
                                   .items = file->items, .skip = (uint64_t)skip};
    size_t size = strlen(file->path) + 1;
    const struct frame_head head = {.kind = FRAME_FILE, .check = FRAME_CHECK, .length = sizeof body + size};
    struct iovec pieces[] = {piece(&head, sizeof head), piece(&body, sizeof body), piece(file->path, size)};
    return send_all(pipe, pieces, 3);
}

/* Cut the next piece of `size` bytes, which ends with a NUL. */
static bool take_piece(struct str *rest, uint64_t size, struct str *taken)
{
    *taken = str_make(NULL, 0);
    if (size == 0)
        return true;
    if (size > rest->len || rest->ptr[size - 1] != 0)
        return false;
    *taken = str_make(rest->ptr, (size_t)size - 1);
    *rest = str_make(rest->ptr + size, rest->len - (size_t)size);
    return true;
}

static bool is_string(struct str piece)
{
    return !piece.len || !memchr(piece.ptr, 0, piece.len);
}

bool frame_read_report(struct str body, struct parcel *parcel)
{
    struct report_body about;
    struct str pieces[PIECES];
    if (body.len < sizeof about)
        return false;
    memcpy(&about, body.ptr, sizeof about);
    struct str rest = str_make(body.ptr + sizeof about, body.len - sizeof about);
    for (size_t i = 0; i < PIECES; i++)
        if (!take_piece(&rest, about.sizes[i], &pieces[i]) || (i <= PLACE && !is_string(pieces[i])))
            return false;
    if (rest.len || !pieces[PLACE].ptr || about.marked > 1 || (!pieces[TEXT].ptr && !pieces[RECORD].len))
        return false;
    *parcel = (struct parcel){.place = pieces[PLACE].ptr, .record = pieces[RECORD], .offset = about.offset,
                              .items = about.items, .marked = about.marked == 1, .bytes = about.bytes};
    for (size_t i = 0; i < REPORT_STRINGS; i++)
        *report_string(&parcel->report, i) = pieces[i].ptr;
    parcel->report.text = pieces[TEXT].ptr;
    parcel->report.text_length = pieces[TEXT].len;
    return true;
}

bool frame_read_problem(struct str body, readout_error *error, bool *counted)
{
    struct problem_body about;
    if (body.len != sizeof about)
        return false;
    memcpy(&about, body.ptr, sizeof about);
    int status = (int)about.error.status;
    about.error.source[sizeof about.error.source - 1] = 0;
    about.error.text[sizeof about.error.text - 1] = 0;
    *error = about.error;
    *counted = about.counted != 0;
    return status > READOUT_OK && status <= READOUT_NO_MEMORY;
}

bool frame_read_file(struct str body, struct input_mark *file, enum input_skip *skip)
{
    struct file_body about;
    struct str path;
    if (body.len <= sizeof about)
        return false;
    memcpy(&about, body.ptr, sizeof about);
    struct str rest = str_make(body.ptr + sizeof about, body.len - sizeof about);
    if (!take_piece(&rest, rest.len, &path) || !is_string(path) || about.skip > INPUT_PASS_OVER)
        return false;
    *file = (struct input_mark){.path = path.ptr, .size = about.size, .modified = about.modified,
                                .offset = about.offset, .items = about.items};
    *skip = (enum input_skip)about.skip;
    return true;
}
