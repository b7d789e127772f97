/* input.h - the reports that the INPUT arguments of a command name, one after another.
 *
 * An argument is a file, a folder (walk.h), a URL (fetch.h) or "-". What it holds is told by its bytes (kind.h): plain
 * text, JSON lines, a page, a feed; or an archive of these: tar, WARC, ARC; each perhaps packed (gzip, zstd, xz), and
 * one inside the other (nest.h). What cannot be read is told to `problems` and counted there, and the next report is
 * read. A document is what gives reports at once: a line, a text, a page, a feed.
 *
 * The id of a report is that of its JSON line, else "FILE:LINE"; of a text or page the file's name without its
 * ending, in a crawl and of a URL its address; of one of several in a document its own key, where it is an address,
 * else behind that of the document: "FILE#KEY". */
#ifndef INGEST_INPUT_H
#define INGEST_INPUT_H
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"
#include "ingest/limits.h"
#include "ingest/problem.h"
#include "readout.h"

/* A place in a file of the input, from which reading can go on. */
struct input_mark {
    const char *path;  /* the file, as it is named or found in a folder; NULL: no regular file */
    uint64_t size;     /* bytes, and */
    uint64_t modified; /* nanoseconds since 1970, of the file when it was opened */
    uint64_t offset;   /* byte from which it can be read like a file of its kind; 0: from the front */
    uint64_t items;    /* documents from there on that are behind */
};

enum input_skip { INPUT_FROM_FRONT, INPUT_FROM_MARK, INPUT_PASS_OVER };

struct input_options {
    char *const *arguments;
    size_t count;
    const char *metadata; /* file, see metadata.h; NULL: none */
    struct limits limits;
    bool records;         /* lines that `extract` wrote are handed out as they are: input_record */
    bool allow_private;   /* URLs of addresses that are not public, too */
    const char *agent;    /* as which URLs are asked for; NULL: the usual */

    /* Told before each document is read: where it stands, and the mark behind it. NULL: nobody wants to know. */
    void (*at)(void *context, const char *place, const struct input_mark *behind);

    /* Asked when a regular file is opened, whose path, size and time stand in `file`: whether to read it, and from
     * which `offset` and `items`. NULL: all from the front. */
    enum input_skip (*skip)(void *context, const struct input_mark *file, struct input_mark *from);
    void *context;
};

struct input;

/* The options and `problems` must outlive the input. NULL, and fills `error`, where the metadata cannot be read or
 * memory runs out. */
struct input *input_open(const struct input_options *options, struct problem_sink *problems, readout_error *error);
void input_close(struct input *input);

/* The next report, in UTF-8, valid until the next call. False at the end, and where memory runs out, which fills
 * `error`. A date of publication that is none is told to `problems`, and the report read without it. */
bool input_next(struct input *input, readout_report *report, readout_error *error);

/* Where the report returned last stands: "FILE", "FILE:LINE", "FILE:MEMBER". */
const char *input_place(const struct input *input);

/* The line of the report returned last, where it is one that `extract` wrote: the report is then empty, and what is
 * known from metadata is not put into it. Else empty. Valid until the next call. */
struct str input_record(const struct input *input);

/* Where reading could go on behind the report returned last, or, before others of its document, at that document again.
 * The path is valid until the next call. */
struct input_mark input_mark(const struct input *input);

/* Whether the next report is yet to come: a pipe that holds no whole line now. */
bool input_waits(const struct input *input);

/* Bytes read so far, of all files, as they are packed. */
uint64_t input_bytes(const struct input *input);
#endif
