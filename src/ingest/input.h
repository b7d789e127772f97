/* input.h - the reports that the INPUT arguments of a command name, one after another.
 *
 * An argument is a file, a folder (walk.h) or "-". A file whose first line starts an object, {"..., is JSON lines,
 * one report a line (jsonl.h), read in the memory of one line; any other is one plain text (text/decode.h). What
 * cannot be read is told to `problems` and counted there, and the next report is read.
 *
 * The id of a report is that of its JSON line, else "FILE:LINE"; of a text the file's name without its ending. */
#ifndef INGEST_INPUT_H
#define INGEST_INPUT_H
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"
#include "ingest/problem.h"
#include "readout.h"

enum { INPUT_MAX_SIZE = 8 * 1024 * 1024 }; /* the limit unless another is given */

struct input_options {
    char *const *arguments;
    size_t count;
    const char *metadata; /* file, see metadata.h; NULL: none */
    size_t max_size;      /* most bytes of one text or one line */
    bool records;         /* lines that `extract` wrote are handed out as they are: input_record */
};

struct input;

/* The options and `problems` must outlive the input. NULL, and fills `error`, where the metadata cannot be read or
 * memory runs out. */
struct input *input_open(const struct input_options *options, struct problem_sink *problems, readout_error *error);
void input_close(struct input *input);

/* The next report, in UTF-8, valid until the next call. False at the end, and where memory runs out, which fills
 * `error`. A date of publication that is none is told to `problems`, and the report read without it. */
bool input_next(struct input *input, readout_report *report, readout_error *error);

/* Where the report returned last stands: "FILE" or "FILE:LINE". */
const char *input_place(const struct input *input);

/* The line of the report returned last, where it is one that `extract` wrote: the report is then empty, and what is
 * known from metadata is not put into it. Else empty. Valid until the next call. */
struct str input_record(const struct input *input);

/* Whether the next report is yet to come: a pipe that holds no whole line now. */
bool input_waits(const struct input *input);

/* Bytes read so far, of all files. */
uint64_t input_bytes(const struct input *input);
#endif
