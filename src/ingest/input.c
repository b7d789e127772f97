/* input.c - see input.h. Input: arguments. Output: reports. Invariant: one file is open at a time, and one document is
 * held at a time. */
#include "ingest/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "ingest/agency.h"
#include "ingest/fetch.h"
#include "ingest/jsonl.h"
#include "ingest/leaf.h"
#include "ingest/metadata.h"
#include "ingest/nest.h"
#include "ingest/url.h"
#include "ingest/walk.h"
#include "text/decode.h"

enum { ARENA_KEEP = 1024 * 1024 };

struct input {
    const struct input_options *options;
    struct problem_sink *problems;
    struct arena lasting, document, arena; /* the metadata's; one document's; one report's */
    struct metadata metadata;
    struct stat metadata_about;
    struct walk walk;
    struct walk_file file;
    struct nest nest;
    struct fetch *fetch; /* NULL until the first URL */
    struct fetch_answer answer;
    struct input_mark mark; /* behind the document read last */
    uint64_t pass_over;     /* documents */
    size_t line;
    bool holding;                 /* a document is read, and not all of its articles are handed out */
    struct article_list articles; /* its */
    size_t article;               /* handed out of them */
    json_t *root;                 /* what the last report from JSON stands in */
    struct str record;            /* the last report's line, where `extract` wrote it */
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
    input->nest.limits = &options->limits;
    arena_init(&input->lasting, 0);
    arena_init(&input->document, 0);
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
    nest_free(&input->nest);
    fetch_close(input->fetch);
    walk_close(&input->walk);
    arena_free(&input->arena);
    arena_free(&input->document);
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

struct input_mark input_mark(const struct input *input)
{
    struct input_mark mark = input->mark;
    mark.items -= input->article < input->articles.count;
    return mark;
}

bool input_waits(const struct input *input)
{
    const struct nest_level *top = nest_top(&input->nest);
    return top && top->kind == KIND_LINES && stream_waits(&top->stream);
}

uint64_t input_bytes(const struct input *input)
{
    return input->bytes + nest_bytes(&input->nest);
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

static void leave(struct input *input)
{
    if (input->nest.depth == 1)
        input->bytes += nest_bytes(&input->nest);
    nest_leave(&input->nest);
}

static bool is_metadata(const struct input *input)
{
    return !input->file.named && input->options->metadata &&
           input->file.about.st_dev == input->metadata_about.st_dev &&
           input->file.about.st_ino == input->metadata_about.st_ino;
}

/* Set the mark to where reading the file begins. False: it is passed over. */
static bool find_start(struct input *input)
{
    const struct stat *about = &input->file.about;
    struct input_mark from = {0};
    enum input_skip skip = INPUT_FROM_FRONT;
    input->pass_over = 0;
    input->mark = (struct input_mark){0};
    if (!S_ISREG(about->st_mode))
        return true;
    input->mark = (struct input_mark){
        .path = input->file.path, .size = (uint64_t)about->st_size,
        .modified = (uint64_t)about->st_mtim.tv_sec * 1000000000 + (uint64_t)about->st_mtim.tv_nsec};
    if (input->options->skip)
        skip = input->options->skip(input->options->context, &input->mark, &from);
    if (skip == INPUT_FROM_MARK) {
        input->mark.offset = from.offset;
        input->pass_over = from.items;
    }
    return skip != INPUT_PASS_OVER;
}

static enum step open_file(struct input *input, readout_error *error)
{
    readout_error problem = {0};
    if (is_metadata(input) || !find_start(input))
        return STEP_NEXT;
    input->line = 0;
    if (nest_open_file(&input->nest, input->file.path, input->mark.offset, &problem))
        return STEP_NEXT;
    return give_up(input, &problem, error);
}

static bool ask(struct input *input, readout_error *error)
{
    const struct input_options *options = input->options;
    const struct fetch_rules rules = {
        .limits = options->limits, .agent = options->agent ? options->agent : FETCH_AGENT,
        .allow_private = options->allow_private};
    const struct fetch_request request = {.url = str_of(input->file.path)};
    if (!input->fetch)
        input->fetch = fetch_open(&rules, error);
    return input->fetch && fetch_get(input->fetch, &request, &input->answer, error);
}

static enum step open_url(struct input *input, readout_error *error)
{
    readout_error problem = {0};
    struct fetch_answer *answer = &input->answer;
    input->mark = (struct input_mark){0};
    input->pass_over = 0;
    input->line = 0;
    if (input->options->at)
        input->options->at(input->options->context, input->file.path, &input->mark);
    if (!ask(input, &problem))
        return give_up(input, &problem, error);
    if (answer->status != 200) {
        error_set(&problem, READOUT_NO_FILE, input->file.path, "the server answers with status %ld", answer->status);
        return give_up(input, &problem, error);
    }
    struct origin origin = {.name = str_of(input->file.path), .url = answer->url, .type = answer->type,
                            .charset = answer->charset, .fetched = answer->fetched};
    if (nest_open_bytes(&input->nest, &origin, answer->body, &problem))
        return STEP_NEXT;
    return give_up(input, &problem, error);
}

/* A document is about to be read: the mark is set behind it. False: it is passed over. */
static bool begin_document(struct input *input, const char *place)
{
    if (input->mark.offset != input->nest.offset) {
        input->mark.offset = input->nest.offset;
        input->mark.items = 0;
    }
    input->mark.items++;
    if (input->pass_over) {
        input->pass_over--;
        return false;
    }
    if (input->options->at)
        input->options->at(input->options->context, place, &input->mark);
    return true;
}

/* A name as an id: the part behind the last '/', in UTF-8 whatever its bytes. */
static struct str name_id(struct input *input, struct str name)
{
    const char *slash = memrchr(name.ptr, '/', name.len);
    struct str base = name, id;
    if (slash && slash + 1 < name.ptr + name.len)
        base = str_make(slash + 1, (size_t)(name.ptr + name.len - slash - 1));
    if (text_decode(&input->arena, base, NULL, &id, NULL))
        return id;
    char *plain = arena_copy(&input->arena, base.ptr, base.len);
    for (size_t i = 0; i < base.len; i++)
        if ((unsigned char)plain[i] >= 0x80)
            plain[i] = '?';
    return str_make(plain, base.len);
}

/* The id of a document: its address where it was found under one, else its file's name without the ending. */
static struct str document_id(struct input *input, const struct nest_level *level)
{
    if (level->origin.url.len)
        return level->origin.url;
    struct str id = name_id(input, level->origin.name);
    size_t length = id.len;
    while (length > 0 && id.ptr[length - 1] != '.')
        length--;
    return str_make(id.ptr, length > 1 ? length - 1 : id.len);
}

/* "NAME:LINE" */
static char *line_place(struct input *input, struct str name)
{
    char *place = ARENA_NEW(&input->arena, char, name.len + 32);
    memcpy(place, name.ptr, name.len);
    snprintf(place + name.len, 32, ":%zu", input->line);
    return place;
}

/* "NAME#KEY" */
static struct str with_key(struct input *input, struct str name, struct str key)
{
    char *text = ARENA_NEW(&input->arena, char, name.len + key.len + 2);
    memcpy(text, name.ptr, name.len);
    text[name.len] = '#';
    memcpy(text + name.len + 1, key.ptr, key.len);
    return str_make(text, name.len + key.len + 1);
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

static const char *known(struct input *input, struct str text)
{
    return text.len ? arena_copy(&input->arena, text.ptr, text.len) : NULL;
}

/* The report is read; put in what is known about it. */
static void complete(struct input *input, readout_report *report)
{
    metadata_apply(&input->metadata, report);
    agency_read(&input->arena, report);
    check_date(input, "published", &report->published);
    check_date(input, "updated", &report->updated);
}

/* The next article of the document as a report. */
static enum step hand_out(struct input *input, readout_report *report)
{
    const struct nest_level *level = nest_top(&input->nest);
    const struct article *article = &input->articles.items[input->article++];
    struct str id = document_id(input, level), place = str_of(level->place.ptr);
    if (article->key.len) {
        id = url_is_web(article->key) ? article->key : with_key(input, id, article->key);
        place = with_key(input, place, article->key);
    }
    input->place = arena_copy(&input->arena, place.ptr, place.len);
    *report = (readout_report){.id = known(input, id), .outlet = known(input, article->outlet),
                               .published = known(input, article->published), .title = known(input, article->title),
                               .url = known(input, article->url), .text = article->text.ptr,
                               .text_length = article->text.len, .updated = known(input, article->updated),
                               .author = known(input, article->author),
                               .language = known(input, article->language)};
    complete(input, report);
    return STEP_REPORT;
}

/* Documents in a crawl that nobody asked for by name: what a page is made of besides its words. */
static bool is_of_no_use(const struct input *input, const struct nest_level *level)
{
    return nest_in_crawl(&input->nest) &&
           (level->kind == KIND_OTHER || level->kind == KIND_JSON || level->kind == KIND_XML ||
            level->kind == KIND_LINES);
}

static bool read_articles(struct input *input, struct nest_level *level, readout_error *problem)
{
    const struct limits *limits = &input->options->limits;
    struct origin origin = level->origin;
    struct str bytes;
    origin.name = str_of(level->place.ptr);
    if (arena_guard(&input->document))
        return error_set(problem, READOUT_NO_MEMORY, origin.name.ptr, "no memory to read it");
    enum stream_result result = stream_all(&level->stream, limits->most[LIMIT_SIZE], &bytes, problem);
    if (result == STREAM_TOO_LARGE)
        return limit_fail(problem, limits, LIMIT_SIZE, origin.name.ptr);
    return result == STREAM_OK &&
           leaf_read(&input->document, level->kind, bytes, &origin, limits, &input->articles, input->problems, problem);
}

/* All articles of the document are handed out, or none can be. */
static void drop_document(struct input *input)
{
    input->holding = false;
    input->articles = (struct article_list){0};
    input->article = 0;
    arena_reset(&input->document, ARENA_KEEP);
    leave(input);
}

static enum step read_document(struct input *input, struct nest_level *level, readout_error *error)
{
    readout_error problem = {0};
    if (is_of_no_use(input, level) || !begin_document(input, level->place.ptr)) {
        leave(input);
        return STEP_NEXT;
    }
    input->holding = read_articles(input, level, &problem);
    if (input->holding)
        return STEP_NEXT;
    drop_document(input);
    return give_up(input, &problem, error);
}

static enum step read_line(struct input *input, struct str line, readout_report *report, readout_error *error)
{
    const struct nest_level *level = nest_top(&input->nest);
    readout_error problem = {0};
    *report = (readout_report){0};
    input->place = line_place(input, str_of(level->place.ptr));
    if (!begin_document(input, input->place))
        return STEP_NEXT;
    if (input->options->records && jsonl_is_record(line)) {
        input->record = line;
        return STEP_REPORT;
    }
    if (!jsonl_read(line, level->place.ptr, input->line, &input->root, report, &problem))
        return give_up(input, &problem, error);
    if (!report->id)
        report->id = line_place(input, name_id(input, level->origin.name));
    complete(input, report);
    return STEP_REPORT;
}

static enum step next_line(struct input *input, struct nest_level *level, readout_report *report, readout_error *error)
{
    const struct limits *limits = &input->options->limits;
    readout_error problem = {0};
    struct str line;
    enum stream_result result = stream_line(&level->stream, limits->most[LIMIT_SIZE], &line, &problem);
    if (result == STREAM_END || result == STREAM_FAILED) {
        leave(input);
        return result == STREAM_END ? STEP_NEXT : give_up(input, &problem, error);
    }
    input->line++;
    if (result == STREAM_TOO_LARGE) {
        limit_fail(&problem, limits, LIMIT_SIZE, line_place(input, str_of(level->place.ptr)));
        return give_up(input, &problem, error);
    }
    if (input->line == 1 && str_starts(line, STR("\xef\xbb\xbf")))
        line = str_make(line.ptr + 3, line.len - 3);
    return str_trim(line).len ? read_line(input, line, report, error) : STEP_NEXT;
}

static enum step enter(struct input *input, readout_error *error)
{
    readout_error problem = {0};
    switch (nest_enter(&input->nest, &problem)) {
    case ENTRY_OK: input->line = 0; return STEP_NEXT;
    case ENTRY_BAD: return give_up(input, &problem, error);
    case ENTRY_END: leave(input); return STEP_NEXT;
    default: leave(input); return give_up(input, &problem, error);
    }
}

/* One step in what is open. */
static enum step step(struct input *input, readout_report *report, readout_error *error)
{
    struct nest_level *level = nest_top(&input->nest);
    if (level->container.state)
        return enter(input, error);
    if (level->kind == KIND_LINES && !nest_in_crawl(&input->nest))
        return next_line(input, level, report, error);
    if (input->article < input->articles.count)
        return hand_out(input, report);
    if (!input->holding)
        return read_document(input, level, error);
    drop_document(input);
    return STEP_NEXT;
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
        enum step done;
        forget_report(input);
        if (nest_top(&input->nest))
            done = step(input, report, error);
        else if (!walk_next(&input->walk, &input->file, input->problems, error))
            return false;
        else
            done = input->file.url ? open_url(input, error) : open_file(input, error);
        if (done != STEP_NEXT)
            return done == STEP_REPORT;
    }
}
