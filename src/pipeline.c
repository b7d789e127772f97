/* pipeline.c - see pipeline.h: the way of a report through the stages, one line a stage. */
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "ingest/conllu.h"
#include "ingest/limits.h"
#include "model/joint.h"
#include "read/collapse.h"
#include "read/gist.h"
#include "read/given.h"
#include "read/repair.h"
#include "read/reread.h"
#include "read/subject.h"
#include "text/decode.h"
#include "text/language.h"
#include "text/quote.h"
#include "text/sentence.h"
#include "view/analysis.h"
#include "view/coding_json.h"
#include "view/record_json.h"

enum { KEPT_MEMORY = 4 * 1024 * 1024 }; /* what a reader keeps between reports */

struct readout_reader {
    const struct readout_library *library;
    struct arena arena;
    struct buffer out; /* what the last call returned */
    struct limits limits;
};

const char *readout_version(void)
{
    return READOUT_VERSION;
}

readout_reader *readout_reader_open(const readout_library *library, readout_error *error)
{
    error_clear(error);
    struct readout_reader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return NULL;
    }
    reader->library = library;
    reader->limits = limits_usual();
    arena_init(&reader->arena, 0);
    return reader;
}

void pipeline_limit(readout_reader *reader, const struct limits *limits)
{
    reader->limits = *limits;
}

void readout_reader_close(readout_reader *reader)
{
    if (!reader)
        return;
    arena_free(&reader->arena);
    buffer_free(&reader->out);
    free(reader);
}

static struct str known(struct arena *arena, const char *text)
{
    return str_copy(arena, str_of(text));
}

static struct record *new_record(struct arena *arena, const readout_report *report, struct str text)
{
    struct record *record = ARENA_NEW(arena, struct record, 1);
    record->id = known(arena, report->id);
    record->outlet = known(arena, report->outlet);
    record->published = known(arena, report->published);
    record->title = known(arena, report->title);
    record->url = known(arena, report->url);
    record->updated = known(arena, report->updated);
    record->author = known(arena, report->author);
    record->agency = known(arena, report->agency);
    record->dateline = known(arena, report->dateline);
    record->text = text;
    record_hash(text, record->hash);
    record->engine = readout_version();
    return record;
}

/* What language the text is in, and whether it is read: as declared where the text cannot decide. */
static void tell_language(struct reading *reading, const readout_report *report)
{
    const struct language_words *words = reading->library->languages;
    struct record *record = reading->record;
    struct language told = language_tell(words, reading->document.text);
    struct str declared = language_code(reading->arena, str_of(report->language));
    bool declares = declared.len && !told.foreign && !language_is_read(words, str_of(told.code));
    record->language = declares ? declared : known(reading->arena, told.code);
    if (told.foreign || (declares && !language_is_read(words, declared)))
        record->unread = UNREAD_LANGUAGE;
}

/* Cut into words. False, and `error`, where there are more than may be. */
static bool cut_text(struct document *document, const struct readout_library *library, const struct limits *limits,
                     const char *source, readout_error *error)
{
    const struct text_words *words = lexicon_text_words(library->lexicon);
    token_cut(document, words);
    if (document->token_count > limits->most[LIMIT_WORDS])
        return limit_fail(error, limits, LIMIT_WORDS, source);
    sentence_cut(document, words, &library->boundary);
    return true;
}

/* What is known of the words before they are analysed. */
static void mark_words(struct reading *reading)
{
    quote_find(&reading->document);
    reading->marks = lexicon_mark(reading->library->lexicon, &reading->document);
}

/* What the core finds in the words, and the rows of the network of events, which hears it. */
static void analyse_words(const struct readout_library *library, struct document *document, struct event_rows *rows)
{
    *rows = event_rows_new(library->events, document);
    core_analyse_heard(library->core, document, CORE_ALL, &(struct core_listener){event_hear, rows});
}

/* What follows from the words and what the core finds in them. */
static void find_words(struct reading *reading)
{
    const struct readout_library *library = reading->library;
    struct document *document = &reading->document;
    const set_id names[] = {reading_set(reading, SET_ACTOR_NAME), reading_set(reading, SET_PLACE),
                            reading_set(reading, SET_ACTOR_CAPITAL)};
    reread_names(reading);
    marks_name(&reading->marks, document, names, sizeof names / sizeof *names);
    name_find(reading);
    collapse_names(reading);
    repair_days(reading);
    repair_conjuncts(reading);
    repair_places(reading);
    repair_infinitives(reading);
    repair_quotes(reading);
    reading->tree = tree_build(document);
    mentions_init(&reading->mentions, document);
    reading->context = (struct context){document, &reading->tree, library->lexicon, &reading->marks, &reading->mentions,
                                        {library->lexicon, &reading->marks, reading_set(reading, SET_NUMBER),
                                         reading_set(reading, SET_MULTIPLIER)},
                                        reading_set(reading, SET_RELATIVE)};
}

/* The words of the title, with tags and lemmas; none where it is no text, or too long. */
static struct document find_title_words(const struct reading *reading, const struct limits *limits)
{
    const struct document none = {.arena = reading->arena, .text = STR("")};
    struct document title = none;
    if (!text_decode(reading->arena, reading->record->title, NULL, &title.text, NULL) ||
        !cut_text(&title, reading->library, limits, NULL, NULL))
        return none;
    core_analyse(reading->library->core, &title, CORE_TAGS | CORE_LEMMAS);
    return title;
}

/* Who does what to whom, and who says so. Who is cited is told by the attributions as they are here, before belief_read
 * adds others (reading->cited). */
static void read_events(struct reading *reading)
{
    ruleset_run(reading->library->rules, &reading->context, false, &reading->values);
    date_read(reading);
    actor_read(reading);
    statement_read(reading);
    self_read(reading);
    coding_read(reading);
}

static void read_facts(struct reading *reading, struct document *title)
{
    read_events(reading);
    ruleset_run(reading->library->rules, &reading->context, true, &reading->frames);
    figure_read(reading);
    meeting_read(reading);
    trip_read(reading);
    proposal_read(reading);
    position_read(reading);
    talk_read(reading);
    belief_read(reading);
    clue_read(reading);
    subject_read(reading, title);
    actor_finish(reading);
}

/* The words of a report, not analysed yet; NULL fills `error`. */
static struct reading *begin_report(readout_reader *reader, const readout_report *report, bool explained,
                                    readout_error *error)
{
    struct arena *arena = &reader->arena;
    struct str text;
    if (!text_decode(arena, str_make(report->text, report->text_length), report->id, &text, error))
        return NULL;
    struct reading *reading = ARENA_NEW(arena, struct reading, 1);
    reading->arena = arena;
    reading->library = reader->library;
    reading->penta = -1;
    reading->trials = explained ? ARENA_NEW(arena, struct trial_list, 1) : NULL;
    reading->document = (struct document){.arena = arena, .text = text};
    reading->record = new_record(arena, report, text);
    given_find(reading, str_of(report->source), str_of(report->target));
    tell_language(reading, report);
    if (reading->record->unread)
        return reading;
    if (!cut_text(&reading->document, reading->library, &reader->limits, report->id, error))
        return NULL;
    mark_words(reading);
    return reading;
}

static struct reading *read_report(readout_reader *reader, const readout_report *report, bool explained,
                                   readout_error *error)
{
    arena_reset(&reader->arena, KEPT_MEMORY);
    struct reading *reading = begin_report(reader, report, explained, error);
    if (!reading || reading->record->unread)
        return reading;
    analyse_words(reader->library, &reading->document, &reading->event_rows);
    find_words(reading);
    struct document title = find_title_words(reading, &reader->limits);
    read_facts(reading, &title);
    gist_make(reading, &title);
    return reading;
}

static bool has_rules(const readout_reader *reader, const readout_report *report, readout_error *error)
{
    return reader->library->rules ||
           error_set(error, READOUT_BAD_USAGE, report->id, "the library was opened for analysis alone");
}

const struct reading *pipeline_reading(readout_reader *reader, const readout_report *report, bool explained,
                                       readout_error *error)
{
    error_clear(error);
    if (!has_rules(reader, report, error))
        return NULL;
    if (arena_guard(&reader->arena)) {
        error_set(error, READOUT_NO_MEMORY, report->id, "memory ran out");
        return NULL;
    }
    return read_report(reader, report, explained, error);
}

const struct record *pipeline_read(readout_reader *reader, const readout_report *report, readout_error *error)
{
    const struct reading *reading = pipeline_reading(reader, report, false, error);
    return reading ? reading->record : NULL;
}

/* What stands in reader->out, with a NUL behind it; `done` says whether it was written whole. */
static const char *give_out(readout_reader *reader, const readout_report *report, bool done, size_t *length,
                            readout_error *error)
{
    if (!done || !buffer_reserve(&reader->out, 1)) {
        error_set(error, READOUT_NO_MEMORY, report->id, "memory ran out");
        return NULL;
    }
    reader->out.ptr[reader->out.len] = 0;
    if (length)
        *length = reader->out.len;
    return reader->out.ptr;
}

const char *readout_extract(readout_reader *reader, const readout_report *report, size_t *json_length,
                            readout_error *error)
{
    const struct record *record = pipeline_read(reader, report, error);
    if (!record)
        return NULL;
    buffer_clear(&reader->out, KEPT_MEMORY);
    return give_out(reader, report, record_json(record, &reader->out), json_length, error);
}

static bool write_events(const struct reading *reading, const struct code_options *options, struct buffer *out)
{
    switch (options->form) {
    case CODE_JSON: return coding_json(reading, options->explained, out);
    case CODE_PLOVER: return coding_plover(reading, out);
    default: return coding_table_rows(&options->layout, reading, out);
    }
}

/* The words of the readings, analysed together. */
static void analyse_all(const struct readout_library *library, struct arena *arena, struct reading *const *readings,
                        size_t count)
{
    struct document **documents = ARENA_NEW(arena, struct document *, count);
    for (size_t i = 0; i < count; i++)
        documents[i] = &readings[i]->document;
    struct document joint = joint_make(arena, documents, count);
    struct event_rows rows;
    analyse_words(library, &joint, &rows);
    joint_give(&joint, documents, count);
    uint32_t token = 0;
    for (size_t i = 0; i < count; i++) {
        readings[i]->event_rows = event_rows_from(&rows, token);
        token += documents[i]->token_count;
    }
}

/* The words of all reports, analysed; a report that has none fills its `errors`. */
static void begin_reports(readout_reader *reader, const readout_report *const *reports, size_t count,
                          struct reading **readings, readout_error *errors)
{
    struct arena *arena = &reader->arena;
    struct reading **known = ARENA_NEW(arena, struct reading *, count);
    size_t known_count = 0;
    for (size_t i = 0; i < count; i++) {
        readings[i] = begin_report(reader, reports[i], false, &errors[i]);
        if (readings[i] && !readings[i]->record->unread)
            known[known_count++] = readings[i];
    }
    if (known_count == 1)
        analyse_words(reader->library, &known[0]->document, &known[0]->event_rows);
    else if (known_count)
        analyse_all(reader->library, arena, known, known_count);
}

/* False where memory ran out. Where a report is the last to be used it is `*used`, also then. */
static bool code_guarded(readout_reader *reader, const readout_report *const *reports, size_t count,
                         const struct code_options *options, const struct code_sink *sink, readout_error *errors,
                         volatile size_t *used)
{
    struct arena *arena = &reader->arena;
    if (arena_guard(arena))
        return false;
    arena_reset(arena, KEPT_MEMORY);
    struct reading **readings = ARENA_NEW(arena, struct reading *, count);
    begin_reports(reader, reports, count, readings, errors);
    for (size_t i = 0; i < count; i++) {
        struct reading *reading = readings[i];
        if (reading && !reading->record->unread) {
            find_words(reading);
            read_events(reading);
        }
        buffer_clear(&reader->out, KEPT_MEMORY);
        size_t length = 0;
        const char *text = NULL;
        if (reading)
            text = give_out(reader, reports[i], write_events(reading, options, &reader->out), &length, &errors[i]);
        *used = i + 1;
        sink->use(sink->context, i, text, length, &errors[i]);
    }
    return true;
}

void pipeline_code_all(readout_reader *reader, const readout_report *const *reports, size_t count,
                       const struct code_options *options, const struct code_sink *sink)
{
    readout_error errors[CODE_TOGETHER] = {0};
    volatile size_t used = 0;
    bool ready = has_rules(reader, reports[0], &errors[0]);
    if (ready && code_guarded(reader, reports, count, options, sink, errors, &used))
        return;
    for (size_t i = used; i < count; i++) {
        if (ready)
            error_set(&errors[i], READOUT_NO_MEMORY, reports[i]->id, "memory ran out");
        else
            has_rules(reader, reports[i], &errors[i]);
        sink->use(sink->context, i, NULL, 0, &errors[i]);
    }
}

/* What readout_code returns. */
struct coded {
    const char *text;
    size_t length;
    readout_error *error;
};

static void take_coded(void *context, size_t number, const char *text, size_t length, const readout_error *error)
{
    struct coded *coded = context;
    (void)number;
    coded->text = text;
    coded->length = length;
    if (!text)
        *coded->error = *error;
}

const char *pipeline_code(readout_reader *reader, const readout_report *report, const struct code_options *options,
                          size_t *length, readout_error *error)
{
    readout_error unwanted;
    struct coded coded = {.error = error ? error : &unwanted};
    const struct code_sink sink = {take_coded, &coded};
    error_clear(error);
    pipeline_code_all(reader, &report, 1, options, &sink);
    if (length)
        *length = coded.length;
    return coded.text;
}

const char *readout_code(readout_reader *reader, const readout_report *report, size_t *json_length,
                         readout_error *error)
{
    return pipeline_code(reader, report, &(struct code_options){.form = CODE_JSON}, json_length, error);
}

/* Cut the text of a report into words, or read the words that it is. */
static bool cut_words(readout_reader *reader, const readout_report *report, bool given, struct analysis *analysis,
                      struct document *document, readout_error *error)
{
    struct arena *arena = &reader->arena;
    *document = (struct document){.arena = arena};
    if (!text_decode(arena, str_make(report->text, report->text_length), report->id, &document->text, error))
        return false;
    if (given) {
        struct given *kept = ARENA_NEW(arena, struct given, 1);
        analysis->given = kept;
        return conllu_read(document->text, report->id, document, kept, error);
    }
    return cut_text(document, reader->library, &reader->limits, report->id, error);
}

static bool analyse_report(readout_reader *reader, const readout_report *report,
                           const struct analyse_options *options, struct analysis *analysis, readout_error *error)
{
    if (arena_guard(&reader->arena))
        return error_set(error, READOUT_NO_MEMORY, report->id, "memory ran out");
    arena_reset(&reader->arena, KEPT_MEMORY);
    struct document *document = ARENA_NEW(&reader->arena, struct document, 1);
    if (!cut_words(reader, report, options->given, analysis, document, error))
        return false;
    core_analyse(reader->library->core, document, options->parts);
    analysis->document = document;
    return true;
}

const char *pipeline_analyse(readout_reader *reader, const readout_report *report,
                             const struct analyse_options *options, size_t *length, readout_error *error)
{
    struct analysis analysis = {.id = str_of(report->id), .core = reader->library->core, .parts = options->parts};
    error_clear(error);
    if (!analyse_report(reader, report, options, &analysis, error))
        return NULL;
    buffer_clear(&reader->out, KEPT_MEMORY);
    bool done = options->format == READOUT_JSON ? analysis_json(&analysis, &reader->out)
                                                : conllu_write(&analysis, &reader->out);
    return give_out(reader, report, done, length, error);
}

const char *readout_analyse(readout_reader *reader, const readout_report *report, readout_format format,
                            size_t *length, readout_error *error)
{
    const struct analyse_options options = {.parts = CORE_ALL, .format = format};
    return pipeline_analyse(reader, report, &options, length, error);
}

const char *readout_analyse_words(readout_reader *reader, const readout_report *report, readout_format format,
                                  size_t *length, readout_error *error)
{
    const struct analyse_options options = {.parts = CORE_ALL, .given = true, .format = format};
    return pipeline_analyse(reader, report, &options, length, error);
}
