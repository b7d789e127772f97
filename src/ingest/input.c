/* input.c - see input.h. Input: arguments. Output: reports. Invariant: one file is open at a time, and one report is
 * held at a time. */
#include "ingest/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "ingest/jsonl.h"
#include "ingest/metadata.h"
#include "ingest/stream.h"
#include "ingest/walk.h"
#include "text/decode.h"

enum { PEEK = 64, ARENA_KEEP = 1024 * 1024 };

enum file_kind { FILE_TEXT, FILE_LINES, FILE_DOCUMENT };

struct input {
    const struct input_options *options;
    struct problem_sink *problems;
    struct arena lasting, arena; /* the metadata's; one report's */
    struct metadata metadata;
    struct stat metadata_about;
    struct walk walk;
    struct walk_file file;
    struct stream stream; /* open while stream.name is set */
    enum file_kind kind;
    size_t line;
    json_t *root;      /* what the last report from JSON stands in */
    struct str record; /* the last report's line, where `extract` wrote it */
    uint64_t bytes;
    char *place;
};

/* What a call has come to: a report, none yet, or the machine failed. */
enum step { STEP_REPORT, STEP_NEXT, STEP_FAILED };

/* Read the file of --meta, where one is given. */
static bool open_metadata(struct input *input, readout_error *error)
{
    const char *path = input->options->metadata;
    if (arena_guard(&input->lasting))
        return error_set(error, READOUT_NO_MEMORY, path, "no memory to read it");
    if (!path)
        return true;
    if (stat(path, &input->metadata_about) != 0)
        return error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    return metadata_open(&input->metadata, &input->lasting, path, error);
}

struct input *input_open(const struct input_options *options, struct problem_sink *problems, readout_error *error)
{
    struct input *input = calloc(1, sizeof *input);
    if (!input) {
        error_set(error, READOUT_NO_MEMORY, NULL, "no memory to read reports");
        return NULL;
    }
    input->options = options;
    input->problems = problems;
    input->walk = (struct walk){.arguments = options->arguments, .count = options->count};
    arena_init(&input->lasting, 0);
    arena_init(&input->arena, 0);
    if (open_metadata(input, error))
        return input;
    input_close(input);
    return NULL;
}

void input_close(struct input *input)
{
    if (!input)
        return;
    json_decref(input->root);
    metadata_close(&input->metadata);
    stream_free(&input->stream);
    walk_close(&input->walk);
    arena_free(&input->arena);
    arena_free(&input->lasting);
    free(input);
}

const char *input_place(const struct input *input)
{
    return input->place;
}

struct str input_record(const struct input *input)
{
    return input->record;
}

bool input_waits(const struct input *input)
{
    return input->stream.name && input->kind == FILE_LINES && stream_waits(&input->stream);
}

uint64_t input_bytes(const struct input *input)
{
    return input->bytes + (input->stream.name ? input->stream.total : 0);
}

/* Tell a problem that costs a report or a file. Memory that ran out is no problem of the input. */
static enum step give_up(struct input *input, const readout_error *problem, readout_error *error)
{
    if (problem->status == READOUT_NO_MEMORY) {
        *error = *problem;
        return STEP_FAILED;
    }
    problem_fail(input->problems, problem);
    return STEP_NEXT;
}

static void close_file(struct input *input)
{
    input->bytes += input->stream.total;
    stream_close(&input->stream);
}

/* What the first bytes say: JSON lines open an object and its first key in one line; a JSON document that is spread
 * over lines, or an array of objects, holds no reports. */
static enum file_kind kind_of(struct str front)
{
    if (str_starts(front, STR("\xef\xbb\xbf")))
        front = str_make(front.ptr + 3, front.len - 3);
    front = str_trim(front);
    if (front.len < 2 || (front.ptr[0] != '{' && front.ptr[0] != '['))
        return FILE_TEXT;
    struct str rest = str_make(front.ptr + 1, front.len - 1);
    struct str inside = str_trim(rest);
    char first = inside.len ? inside.ptr[0] : ' ';
    if (front.ptr[0] == '[')
        return first == '{' ? FILE_DOCUMENT : FILE_TEXT;
    bool spread = memchr(rest.ptr, '\n', rest.len - inside.len) != NULL;
    return first != '"' ? FILE_TEXT : spread ? FILE_DOCUMENT : FILE_LINES;
}

/* Open the file the walk stands at and find out what it is. */
static enum step open_file(struct input *input, readout_error *error)
{
    readout_error problem = {0};
    struct str front;
    input->line = 0;
    if (!stream_open(&input->stream, input->file.path, &problem))
        return give_up(input, &problem, error);
    if (stream_peek(&input->stream, PEEK, &front, &problem) != STREAM_FAILED) {
        input->kind = kind_of(front);
        if (input->kind != FILE_DOCUMENT)
            return STEP_NEXT;
        error_set(&problem, READOUT_BAD_INPUT, input->stream.name,
                  "a JSON document; reports come as JSON lines, one object a line");
    }
    close_file(input);
    return give_up(input, &problem, error);
}

static bool is_metadata(const struct input *input)
{
    return !input->file.named && input->options->metadata &&
           input->file.about.st_dev == input->metadata_about.st_dev &&
           input->file.about.st_ino == input->metadata_about.st_ino;
}

static void fail_size(readout_error *problem, const struct input *input, const char *what)
{
    error_set_at(problem, READOUT_TOO_LARGE, input->stream.name, input->line, 0, 0,
                 "%s of more than %zu bytes (--max-size)", what, input->options->max_size);
}

/* A name as an id: the part behind the last '/', in UTF-8 whatever its bytes. */
static struct str name_id(struct input *input, const char *name)
{
    const char *slash = strrchr(name, '/');
    struct str base = str_of(slash && slash[1] ? slash + 1 : name), id;
    if (text_decode(&input->arena, base, NULL, &id, NULL))
        return id;
    char *plain = arena_copy(&input->arena, base.ptr, base.len);
    for (size_t i = 0; i < base.len; i++)
        if ((unsigned char)plain[i] >= 0x80)
            plain[i] = '?';
    return str_make(plain, base.len);
}

static const char *text_id(struct input *input)
{
    struct str id = name_id(input, input->stream.name);
    size_t length = id.len;
    while (length > 0 && id.ptr[length - 1] != '.')
        length--;
    return arena_copy(&input->arena, id.ptr, length > 1 ? length - 1 : id.len);
}

/* "NAME:LINE" */
static char *line_place(struct input *input, struct str name)
{
    char *place = ARENA_NEW(&input->arena, char, name.len + 32);
    memcpy(place, name.ptr, name.len);
    snprintf(place + name.len, 32, ":%zu", input->line);
    return place;
}

static void check_date(struct input *input, const char *key, const char **date)
{
    readout_error problem = {0};
    if (!*date || published_kind(*date) != PUBLISHED_BAD)
        return;
    error_set(&problem, READOUT_BAD_INPUT, input->place, "\"%s\": no date: \"%s\"; read without it", key, *date);
    problem_tell(input->problems, &problem);
    *date = NULL;
}

/* The report is read; put in what is known about it. */
static void complete(struct input *input, readout_report *report)
{
    metadata_apply(&input->metadata, report);
    check_date(input, "published", &report->published);
    check_date(input, "updated", &report->updated);
}

static enum step next_text(struct input *input, readout_report *report, readout_error *error)
{
    readout_error problem = {0};
    struct str bytes, text;
    bool regular = S_ISREG(input->file.about.st_mode);
    if (regular && (uint64_t)input->file.about.st_size > input->options->max_size) {
        fail_size(&problem, input, "a text");
        return give_up(input, &problem, error);
    }
    enum stream_result result = stream_all(&input->stream, input->options->max_size, &bytes, &problem);
    if (result == STREAM_TOO_LARGE)
        fail_size(&problem, input, "a text");
    if (result != STREAM_OK || !text_decode(&input->arena, bytes, input->stream.name, &text, &problem))
        return give_up(input, &problem, error);
    input->place = arena_copy(&input->arena, input->stream.name, strlen(input->stream.name));
    *report = (readout_report){.id = text_id(input), .text = text.ptr, .text_length = text.len};
    complete(input, report);
    return STEP_REPORT;
}

static enum step read_line(struct input *input, struct str line, readout_report *report, readout_error *error)
{
    readout_error problem = {0};
    *report = (readout_report){0};
    if (input->options->records && jsonl_is_record(line)) {
        input->place = line_place(input, str_of(input->stream.name));
        input->record = line;
        return STEP_REPORT;
    }
    if (!jsonl_read(line, input->stream.name, input->line, &input->root, report, &problem))
        return give_up(input, &problem, error);
    input->place = line_place(input, str_of(input->stream.name));
    if (!report->id)
        report->id = line_place(input, name_id(input, input->stream.name));
    complete(input, report);
    return STEP_REPORT;
}

static enum step next_line(struct input *input, readout_report *report, readout_error *error)
{
    readout_error problem = {0};
    struct str line;
    enum stream_result result = stream_line(&input->stream, input->options->max_size, &line, &problem);
    if (result == STREAM_END || result == STREAM_FAILED) {
        enum step step = result == STREAM_END ? STEP_NEXT : give_up(input, &problem, error);
        close_file(input);
        return step;
    }
    input->line++;
    if (result == STREAM_TOO_LARGE) {
        fail_size(&problem, input, "a line");
        return give_up(input, &problem, error);
    }
    if (input->line == 1 && str_starts(line, STR("\xef\xbb\xbf")))
        line = str_make(line.ptr + 3, line.len - 3);
    return str_trim(line).len ? read_line(input, line, report, error) : STEP_NEXT;
}

/* One step: open the next file, or take the next report of the open one. */
static enum step step(struct input *input, readout_report *report, readout_error *error)
{
    if (input->stream.name && input->kind == FILE_LINES)
        return next_line(input, report, error);
    enum step done = next_text(input, report, error);
    close_file(input);
    return done;
}

static void forget_report(struct input *input)
{
    json_decref(input->root);
    input->root = NULL;
    input->record = STR("");
    input->place = NULL;
    arena_reset(&input->arena, ARENA_KEEP);
}

bool input_next(struct input *input, readout_report *report, readout_error *error)
{
    if (arena_guard(&input->arena))
        return error_set(error, READOUT_NO_MEMORY, input->file.path, "no memory to read it");
    for (;;) {
        forget_report(input);
        if (input->stream.name) {
            enum step done = step(input, report, error);
            if (done != STEP_NEXT)
                return done == STEP_REPORT;
        } else if (!walk_next(&input->walk, &input->file, input->problems, error)) {
            return false;
        } else if (!is_metadata(input) && open_file(input, error) == STEP_FAILED) {
            return false;
        }
    }
}
