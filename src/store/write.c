/* write.c - stores the record of one report (store_add of store.h).
 *
 * Invariant: all rows of a report are written in one transaction; the first failure takes all of them back. */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/calendar.h"
#include "base/error.h"
#include "store/decision.h"
#include "store/internal.h"
#include "store/mark.h"

/* Columns of a fact that come from its evidence, after the row it belongs to. */
#define EVIDENCE "start, \"end\", quote, rule, attributed_to"

enum { MOST_WORDS = 5 /* by which an event was told, are kept */ };

static const char *const sql[STATEMENT_COUNT] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_FIND_REPORT] = "SELECT id, iif(unread IS NOT NULL OR id IN (SELECT report_id FROM gist), engine, NULL), "
                              "unread FROM report "
                              "WHERE external_id = ?1 AND text_hash = ?2 AND outlet IS ?3 AND published IS ?4 AND "
                              "title IS ?5 AND url IS ?6 AND EXISTS (SELECT 1 FROM report WHERE external_id = ?1 "
                              "AND current = 1) ORDER BY version DESC",
    [STATEMENT_LAST_VERSION] = "SELECT coalesce(max(version), 0) FROM report WHERE external_id = ?1",
    [STATEMENT_SUPERSEDE] = "UPDATE report SET current = 0, ended_run = ?2 WHERE external_id = ?1 AND current = 1",
    [STATEMENT_DECIDED] = "SELECT 1 FROM decision_place WHERE report = ?1",
    [STATEMENT_RUN] = "INSERT INTO run (engine) VALUES (?1)",
    [STATEMENT_TEXT] = "INSERT INTO text (hash, content) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
    [STATEMENT_REPORT] =
        "INSERT INTO report (external_id, text_hash, outlet, published, title, url, version, engine, added_run, "
        "unread, current) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1)",
    [STATEMENT_TOLD] =
        "UPDATE report SET updated = coalesce(?2, updated), author = coalesce(?3, author), "
        "language = coalesce(?4, language), agency = coalesce(?5, agency), dateline = coalesce(?6, dateline) "
        "WHERE id = ?1 AND (updated IS NOT coalesce(?2, updated) OR author IS NOT coalesce(?3, author) OR "
        "language IS NOT coalesce(?4, language) OR agency IS NOT coalesce(?5, agency) OR "
        "dateline IS NOT coalesce(?6, dateline))",
    [STATEMENT_READ_AGAIN] = "UPDATE report SET engine = ?2, unread = ?3, "
                             "read_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1",
    [STATEMENT_ACTOR] = "INSERT INTO actor (report_id, " EVIDENCE ", key, name, kind, party, role) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_ALIAS] = "INSERT INTO alias (actor_id, text) VALUES (?, ?)",
    [STATEMENT_MEETING] = "INSERT INTO meeting (report_id, " EVIDENCE ", place, date_text, from_day, to_day, status, "
                          "kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_MEETING_ACTOR] = "INSERT INTO meeting_actor (meeting_id, actor_id, role) VALUES (?, ?, ?)",
    [STATEMENT_TRIP] = "INSERT INTO trip (report_id, " EVIDENCE ", traveller_id, ordinal, date_text, from_day, to_day, "
                       "status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_TRIP_DESTINATION] = "INSERT INTO trip_destination (trip_id, place) VALUES (?, ?)",
    [STATEMENT_STATEMENT] = "INSERT INTO statement (report_id, " EVIDENCE ", speaker_id, source, addressee) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_PROPOSAL] = "INSERT INTO proposal (report_id, " EVIDENCE ", name) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_PROPOSAL_BY] = "INSERT INTO proposal_by (proposal_id, actor_id) VALUES (?, ?)",
    [STATEMENT_TERM] = "INSERT INTO term (proposal_id, " EVIDENCE ", issue) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_RESPONSE] = "INSERT INTO response (proposal_id, " EVIDENCE ", party_id, response) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_POSITION] = "INSERT INTO position (report_id, " EVIDENCE ", holder_id, stance) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_TALK] = "INSERT INTO talk (report_id, " EVIDENCE ", name, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_FIGURE] = "INSERT INTO figure (report_id, " EVIDENCE ", value, unit, qualifier) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_DATE] = "INSERT INTO date (report_id, " EVIDENCE ", type, value, from_day, to_day) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_ATTRIBUTION] = "INSERT INTO attribution (report_id, source_start, source_end, cue_start, cue_end, "
                              "content_start, content_end, direct, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_CLUE] = "INSERT INTO clue (report_id, " EVIDENCE ", kind, value, weekday, tense, ordinal, counted, "
                       "place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_CLUE_ACTOR] = "INSERT INTO clue_actor (clue_id, actor_id) VALUES (?, ?)",
    [STATEMENT_SUBJECT] = "INSERT INTO subject (report_id, " EVIDENCE ", side, other, weight, day) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_MATTER] = "INSERT INTO matter (report_id, name, field, weight) VALUES (?, ?, ?, ?)",
    [STATEMENT_MEDIATOR] = "INSERT INTO mediator (report_id, name) VALUES (?, ?)",
    [STATEMENT_CODING] = "INSERT INTO coding (report_id, " EVIDENCE ", event, mode, contexts, cameo, goldstein, penta, "
                         "status, reciprocal, place, date_text, from_day, to_day, confidence, words) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_CODING_ACTOR] = "INSERT INTO coding_actor (coding_id, role, at, start, \"end\", quote, actor_id, "
                               "country, sectors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_GIST] = "REPLACE INTO gist (report_id, day, gist, sketch) VALUES (?, ?, ?, ?)",
    [STATEMENT_FORGET_GIST] = "DELETE FROM gist WHERE report_id = ?1",
    [STATEMENT_SEARCH] =
        "INSERT INTO report_search (rowid, title, text) SELECT id, title, text FROM report_text WHERE id >= ?1",
    [STATEMENT_UNGROUP] =
        "INSERT OR IGNORE INTO ungrouped SELECT id FROM report WHERE external_id = ?1 AND current = 1",
};

/* The facts that hang on a report by themselves; what belongs to one of them goes with it. Actors come first, the
 * others refer to them. */
static const char *const forget_facts =
    "DELETE FROM actor WHERE report_id = %lld; DELETE FROM meeting WHERE report_id = %lld;"
    "DELETE FROM trip WHERE report_id = %lld; DELETE FROM statement WHERE report_id = %lld;"
    "DELETE FROM proposal WHERE report_id = %lld; DELETE FROM position WHERE report_id = %lld;"
    "DELETE FROM talk WHERE report_id = %lld; DELETE FROM figure WHERE report_id = %lld;"
    "DELETE FROM date WHERE report_id = %lld; DELETE FROM attribution WHERE report_id = %lld;"
    "DELETE FROM clue WHERE report_id = %lld; DELETE FROM coding WHERE report_id = %lld;"
    "DELETE FROM subject WHERE report_id = %lld; DELETE FROM matter WHERE report_id = %lld;"
    "DELETE FROM mediator WHERE report_id = %lld";

/* What is being written: one report and where its rows start. */
struct writer {
    struct store *store;
    const struct record *record;
    struct str id; /* store_report_id */
    sqlite3_int64 report, first_actor;
    readout_error *error;
};

/* One value for a statement. Empty text becomes NULL: unknown. */
struct bound {
    enum { BOUND_NULL, BOUND_TEXT, BOUND_BYTES, BOUND_INTEGER, BOUND_REAL } kind;
    struct str text;
    sqlite3_int64 integer;
    double real;
};

static struct bound text(struct str value)
{
    return (struct bound){.kind = value.len ? BOUND_TEXT : BOUND_NULL, .text = value};
}

static struct bound name(const char *value)
{
    return text(str_of(value));
}

static struct bound integer(sqlite3_int64 value)
{
    return (struct bound){.kind = BOUND_INTEGER, .integer = value};
}

static struct bound real(double value)
{
    return (struct bound){.kind = BOUND_REAL, .real = value};
}

/* The row of the record's actor; actors get consecutive rows (write_actors). */
static struct bound actor_row(const struct writer *writer, uint32_t actor)
{
    if (actor == NO_ACTOR)
        return (struct bound){.kind = BOUND_NULL};
    assert(actor < writer->record->actors.count);
    return integer(writer->first_actor + actor);
}

static int bind(sqlite3_stmt *statement, int at, const struct bound *value)
{
    switch (value->kind) {
    case BOUND_TEXT:
        return sqlite3_bind_text64(statement, at, value->text.ptr, value->text.len, SQLITE_STATIC, SQLITE_UTF8);
    case BOUND_BYTES: return sqlite3_bind_blob64(statement, at, value->text.ptr, value->text.len, SQLITE_STATIC);
    case BOUND_INTEGER: return sqlite3_bind_int64(statement, at, value->integer);
    case BOUND_REAL: return sqlite3_bind_double(statement, at, value->real);
    default: return sqlite3_bind_null(statement, at);
    }
}

/* The statement, ready to be stepped, from the values on from `at`; NULL on failure. */
static sqlite3_stmt *statement_ready(struct store *store, enum store_statement which, readout_error *error)
{
    sqlite3_stmt **statement = &store->statements[which];
    int code = SQLITE_OK;
    if (!*statement)
        code = sqlite3_prepare_v3(store->database, sql[which], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
    if (code != SQLITE_OK)
        store_failed(store, code, error);
    return *statement;
}

static bool bind_all(const struct store *store, sqlite3_stmt *statement, int first, const struct bound *values,
                     size_t count, readout_error *error)
{
    for (size_t i = 0; i < count; i++) {
        int code = bind(statement, first + (int)i, &values[i]);
        if (code != SQLITE_OK)
            return store_failed(store, code, error);
    }
    return true;
}

/* Step a statement that gives no rows and make it ready for the next time. */
static bool finish(const struct store *store, sqlite3_stmt *statement, readout_error *error)
{
    int code = sqlite3_step(statement);
    if (code != SQLITE_DONE)
        store_failed(store, code, error);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return code == SQLITE_DONE;
}

static bool execute(const struct writer *writer, enum store_statement which, const struct bound *values, size_t count)
{
    sqlite3_stmt *statement = statement_ready(writer->store, which, writer->error);
    return statement && bind_all(writer->store, statement, 1, values, count, writer->error) &&
           finish(writer->store, statement, writer->error);
}

#define BOUND(...) (const struct bound[]){__VA_ARGS__}
#define VALUES(...) BOUND(__VA_ARGS__), sizeof BOUND(__VA_ARGS__) / sizeof(struct bound)

/* Write a fact that belongs to row `owner`: evidence first, then its own `values`. */
static bool write_fact(const struct writer *writer, enum store_statement which, sqlite3_int64 owner,
                       const struct evidence *evidence, const struct bound *values, size_t count)
{
    struct str content = writer->record->text;
    assert(evidence->start <= evidence->end && evidence->end <= content.len);
    struct str quote = str_make(content.ptr + evidence->start, evidence->end - evidence->start);
    const struct bound head[] = {
        integer(owner), integer(evidence->start), integer(evidence->end),
        {.kind = BOUND_TEXT, .text = quote}, /* never NULL, though it may be empty */
        {.kind = BOUND_TEXT, .text = str_of(evidence->rule)}, text(evidence->cited)};
    enum { HEAD = sizeof head / sizeof head[0] };
    sqlite3_stmt *statement = statement_ready(writer->store, which, writer->error);
    return statement && bind_all(writer->store, statement, 1, head, HEAD, writer->error) &&
           bind_all(writer->store, statement, HEAD + 1, values, count, writer->error) &&
           finish(writer->store, statement, writer->error);
}

static sqlite3_int64 last_row(const struct writer *writer)
{
    return sqlite3_last_insert_rowid(writer->store->database);
}

static bool write_actor(struct writer *writer, size_t index)
{
    const struct actor *actor = &writer->record->actors.items[index];
    if (!write_fact(writer, STATEMENT_ACTOR, writer->report, &actor->evidence,
                    VALUES(text(actor->key), text(actor->name), name(actor_kind_names[actor->kind]),
                           text(actor->party), text(actor->role))))
        return false;
    sqlite3_int64 row = last_row(writer);
    if (index == 0)
        writer->first_actor = row;
    assert(row == writer->first_actor + (sqlite3_int64)index); /* https://www.sqlite.org/autoinc.html, section 2 */
    for (size_t i = 0; i < actor->aliases.count; i++)
        if (!execute(writer, STATEMENT_ALIAS, VALUES(integer(row), text(actor->aliases.items[i]))))
            return false;
    return true;
}

static bool write_actors(struct writer *writer)
{
    for (size_t i = 0; i < writer->record->actors.count; i++)
        if (!write_actor(writer, i))
            return false;
    return true;
}

static bool write_meeting_actors(const struct writer *writer, sqlite3_int64 meeting, const struct actor_list *list,
                                 const char *role)
{
    for (size_t i = 0; i < list->count; i++)
        if (!execute(writer, STATEMENT_MEETING_ACTOR,
                     VALUES(integer(meeting), actor_row(writer, list->items[i]), name(role))))
            return false;
    return true;
}

static bool write_meetings(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->meetings.count; i++) {
        const struct meeting *meeting = &writer->record->meetings.items[i];
        if (!write_fact(writer, STATEMENT_MEETING, writer->report, &meeting->evidence,
                        VALUES(text(meeting->place), text(meeting->when.text), name(meeting->when.from),
                               name(meeting->when.to), name(event_status_names[meeting->status]),
                               name(meeting_kind_names[meeting->kind]))))
            return false;
        sqlite3_int64 row = last_row(writer);
        if (!write_meeting_actors(writer, row, &meeting->participants, "participant") ||
            !write_meeting_actors(writer, row, &meeting->mediators, "mediator"))
            return false;
    }
    return true;
}

/* 0: unknown. */
static struct bound count(sqlite3_int64 value)
{
    return value ? integer(value) : (struct bound){.kind = BOUND_NULL};
}

static bool write_trip(const struct writer *writer, const struct trip *trip)
{
    if (!write_fact(writer, STATEMENT_TRIP, writer->report, &trip->evidence,
                    VALUES(actor_row(writer, trip->traveller), count(trip->ordinal), text(trip->when.text),
                           name(trip->when.from), name(trip->when.to), name(event_status_names[trip->status]))))
        return false;
    sqlite3_int64 row = last_row(writer);
    for (size_t i = 0; i < trip->destinations.count; i++)
        if (!execute(writer, STATEMENT_TRIP_DESTINATION, VALUES(integer(row), text(trip->destinations.items[i]))))
            return false;
    return true;
}

static bool write_trips(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->trips.count; i++)
        if (!write_trip(writer, &writer->record->trips.items[i]))
            return false;
    return true;
}

static bool write_statements(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->statements.count; i++) {
        const struct statement *statement = &writer->record->statements.items[i];
        if (!write_fact(writer, STATEMENT_STATEMENT, writer->report, &statement->evidence,
                        VALUES(actor_row(writer, statement->speaker), text(statement->source),
                               text(statement->addressee))))
            return false;
    }
    return true;
}

static bool write_proposal(const struct writer *writer, const struct proposal *proposal)
{
    if (!write_fact(writer, STATEMENT_PROPOSAL, writer->report, &proposal->evidence, VALUES(text(proposal->name))))
        return false;
    sqlite3_int64 row = last_row(writer);
    bool done = true;
    for (size_t i = 0; done && i < proposal->by.count; i++)
        done = execute(writer, STATEMENT_PROPOSAL_BY, VALUES(integer(row), actor_row(writer, proposal->by.items[i])));
    for (size_t i = 0; done && i < proposal->terms.count; i++)
        done = write_fact(writer, STATEMENT_TERM, row, &proposal->terms.items[i].evidence,
                          VALUES(name(term_issue_names[proposal->terms.items[i].issue])));
    for (size_t i = 0; done && i < proposal->responses.count; i++) {
        const struct response *response = &proposal->responses.items[i];
        done = write_fact(writer, STATEMENT_RESPONSE, row, &response->evidence,
                          VALUES(actor_row(writer, response->party), name(response_names[response->response])));
    }
    return done;
}

static bool write_proposals(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->proposals.count; i++)
        if (!write_proposal(writer, &writer->record->proposals.items[i]))
            return false;
    return true;
}

static bool write_positions(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->positions.count; i++) {
        const struct position *position = &writer->record->positions.items[i];
        if (!write_fact(writer, STATEMENT_POSITION, writer->report, &position->evidence,
                        VALUES(actor_row(writer, position->holder), name(stance_names[position->stance]))))
            return false;
    }
    return true;
}

static bool write_talks(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->talks.count; i++) {
        const struct talk *talk = &writer->record->talks.items[i];
        if (!write_fact(writer, STATEMENT_TALK, writer->report, &talk->evidence,
                        VALUES(text(talk->name), name(talk_state_names[talk->state]))))
            return false;
    }
    return true;
}

static bool write_figures(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->figures.count; i++) {
        const struct figure *figure = &writer->record->figures.items[i];
        if (!write_fact(writer, STATEMENT_FIGURE, writer->report, &figure->evidence,
                        VALUES(real(figure->value), text(figure->unit), text(figure->qualifier))))
            return false;
    }
    return true;
}

static bool write_dates(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->dates.count; i++) {
        const struct date *date = &writer->record->dates.items[i];
        if (!write_fact(writer, STATEMENT_DATE, writer->report, &date->evidence,
                        VALUES(name(date_type_names[date->type]), text(date->value), name(date->from), name(date->to))))
            return false;
    }
    return true;
}

static bool write_clues(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->clues.count; i++) {
        const struct clue *clue = &writer->record->clues.items[i];
        if (!write_fact(writer, STATEMENT_CLUE, writer->report, &clue->evidence,
                        VALUES(name(clue_kind_names[clue->kind]), text(clue->value), count(clue->weekday),
                               name(clue_tense_names[clue->tense]), count(clue->ordinal), text(clue->counted),
                               text(clue->place))))
            return false;
        sqlite3_int64 row = last_row(writer);
        for (size_t j = 0; j < clue->actors.count; j++)
            if (!execute(writer, STATEMENT_CLUE_ACTOR, VALUES(integer(row), actor_row(writer, clue->actors.items[j]))))
                return false;
    }
    return true;
}

static struct bound span_edge(const struct span *span, uint32_t edge)
{
    return span->start == span->end ? (struct bound){.kind = BOUND_NULL} : integer(edge);
}

static bool write_attributions(const struct writer *writer)
{
    for (size_t i = 0; i < writer->record->attributions.count; i++) {
        const struct attribution *it = &writer->record->attributions.items[i];
        if (!execute(writer, STATEMENT_ATTRIBUTION,
                     VALUES(integer(writer->report), span_edge(&it->source, it->source.start),
                            span_edge(&it->source, it->source.end), span_edge(&it->cue, it->cue.start),
                            span_edge(&it->cue, it->cue.end), span_edge(&it->content, it->content.start),
                            span_edge(&it->content, it->content.end), integer(it->direct), name(it->rule))))
            return false;
    }
    return true;
}

/* The day of publication, as a number; NULL where it is not known. */
static struct bound day_published(const struct record *record)
{
    long day = 0;
    return calendar_parse(record->published, &day) ? integer(day) : (struct bound){.kind = BOUND_NULL};
}

static bool write_subjects(const struct writer *writer)
{
    const struct bound day = day_published(writer->record);
    for (size_t i = 0; i < writer->record->subjects.count; i++) {
        const struct subject *subject = &writer->record->subjects.items[i];
        if (!write_fact(writer, STATEMENT_SUBJECT, writer->report, &subject->evidence,
                        VALUES(text(subject->side), text(subject->other), integer(subject->weight), day)))
            return false;
    }
    return true;
}

/* What the negotiation is about, and who mediates. */
static bool write_matters(const struct writer *writer)
{
    const struct record *record = writer->record;
    bool done = true;
    for (size_t i = 0; done && i < record->matters.count; i++)
        done = execute(writer, STATEMENT_MATTER,
                       VALUES(integer(writer->report), text(record->matters.items[i].name),
                              text(record->matters.items[i].field), integer(record->matters.items[i].weight)));
    for (size_t i = 0; done && i < record->mediators.count; i++)
        done = execute(writer, STATEMENT_MEDIATOR, VALUES(integer(writer->report), text(record->mediators.items[i])));
    return done;
}

/* A string of JSON (RFC 8259). */
static void add_string(struct buffer *out, struct str text)
{
    char escape[8];
    buffer_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if (byte >= ' ' && byte != '"' && byte != '\\') {
            buffer_byte(out, (char)byte);
            continue;
        }
        snprintf(escape, sizeof escape, "\\u%04x", byte);
        buffer_add(out, str_of(escape));
    }
    buffer_byte(out, '"');
}

/* A JSON array, in `out`; NULL where there is none. */
static struct bound string_list(struct buffer *out, const struct str_list *texts)
{
    buffer_clear(out, out->capacity);
    for (size_t i = 0; i < texts->count; i++) {
        buffer_byte(out, i ? ',' : '[');
        add_string(out, texts->items[i]);
    }
    if (texts->count)
        buffer_byte(out, ']');
    return text(buffer_str(out));
}

/* The same of the words that told the event: [start, end, weight] of the heaviest. */
static struct bound word_list(struct buffer *out, const struct coding *coding)
{
    char numbers[40];
    buffer_clear(out, out->capacity);
    for (size_t i = 0; i < coding->words.count && i < MOST_WORDS; i++) {
        const struct coding_word *word = &coding->words.items[i];
        snprintf(numbers, sizeof numbers, "%c[%u,%u,%d]", i ? ',' : '[', (unsigned)word->words.start,
                 (unsigned)word->words.end, (int)word->weight);
        buffer_add(out, str_of(numbers));
    }
    if (coding->words.count)
        buffer_byte(out, ']');
    return text(buffer_str(out));
}

static bool write_coding_actors(const struct writer *writer, sqlite3_int64 coding, const struct coded_actor_list *list,
                                const char *role, struct buffer *scratch)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct coded_actor *it = &list->items[i];
        struct str quote = str_make(writer->record->text.ptr + it->words.start, it->words.end - it->words.start);
        if (!execute(writer, STATEMENT_CODING_ACTOR,
                     VALUES(integer(coding), name(role), integer((sqlite3_int64)i), integer(it->words.start),
                            integer(it->words.end), {.kind = BOUND_TEXT, .text = quote}, actor_row(writer, it->actor),
                            text(it->country), string_list(scratch, &it->sectors))))
            return false;
    }
    return true;
}

/* `scratch`: of two lists that are bound at once. */
static bool write_coding(const struct writer *writer, const struct coding *coding, struct buffer scratch[2])
{
    const struct bound none = {.kind = BOUND_NULL};
    if (!write_fact(writer, STATEMENT_CODING, writer->report, &coding->evidence,
                    VALUES(name(plover_event_names[coding->event]), text(coding->mode),
                           string_list(&scratch[0], &coding->contexts), text(coding->cameo),
                           isnan(coding->goldstein) ? none : real(coding->goldstein), count(coding->penta),
                           name(coding_status_names[coding->status]), integer(coding->reciprocal), text(coding->place),
                           text(coding->when.text), name(coding->when.from), name(coding->when.to),
                           integer(coding->confidence), word_list(&scratch[1], coding))))
        return false;
    sqlite3_int64 row = last_row(writer);
    return write_coding_actors(writer, row, &coding->source, "source", &scratch[0]) &&
           write_coding_actors(writer, row, &coding->target, "target", &scratch[0]);
}

static bool write_codings(const struct writer *writer)
{
    struct buffer scratch[2] = {{0}, {0}};
    bool done = true;
    for (size_t i = 0; done && i < writer->record->codings.count; i++)
        done = write_coding(writer, &writer->record->codings.items[i], scratch);
    if (scratch[0].failed || scratch[1].failed)
        done = store_failed(writer->store, SQLITE_NOMEM, writer->error);
    buffer_free(&scratch[0]);
    buffer_free(&scratch[1]);
    return done;
}

static struct bound bytes(struct str value)
{
    return (struct bound){.kind = BOUND_BYTES, .text = value.len ? value : STR("")};
}

/* What the report is compared by; groups are made anew with it (group.c). What was not read is like no other. */
static bool write_gist(const struct writer *writer)
{
    const struct record *record = writer->record;
    const struct bound row = integer(writer->report);
    bool done = record->unread ? execute(writer, STATEMENT_FORGET_GIST, VALUES(row))
                               : execute(writer, STATEMENT_GIST, VALUES(row, day_published(record), bytes(record->gist),
                                                                        bytes(record->sketch)));
    return done && execute(writer, STATEMENT_UNGROUP, VALUES(text(writer->id)));
}

/* What a person decided of the report before it was read anew. */
static bool settle(struct writer *writer)
{
    const struct bound id = text(writer->id);
    sqlite3_stmt *statement = statement_ready(writer->store, STATEMENT_DECIDED, writer->error);
    if (!statement || !bind_all(writer->store, statement, 1, &id, 1, writer->error))
        return false;
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        return store_failed(writer->store, code, writer->error);
    return code == SQLITE_DONE || decision_settle(writer->store, writer->id, writer->error);
}

static bool write_facts(struct writer *writer)
{
    return write_actors(writer) && write_meetings(writer) && write_trips(writer) && write_statements(writer) &&
           write_proposals(writer) && write_positions(writer) && write_talks(writer) && write_figures(writer) &&
           write_dates(writer) && write_attributions(writer) && write_clues(writer) && write_subjects(writer) &&
           write_matters(writer) && write_codings(writer) && write_gist(writer) && settle(writer);
}

/* What makes no new version: it is kept as it was told last. */
static bool write_told(const struct writer *writer)
{
    const struct record *record = writer->record;
    return execute(writer, STATEMENT_TOLD,
                   VALUES(integer(writer->report), text(record->updated), text(record->author),
                          text(record->language), text(record->agency), text(record->dateline)));
}

/* Find the report with the same text and metadata in any version: its row (0: none) and whether it was read by `engine`
 * likewise. */
static bool find_report(struct writer *writer, const char *engine, bool *same)
{
    const struct record *record = writer->record;
    const struct bound values[] = {text(writer->id),         name(record->hash),  text(record->outlet),
                                   text(record->published),  text(record->title), text(record->url)};
    sqlite3_stmt *statement = statement_ready(writer->store, STATEMENT_FIND_REPORT, writer->error);
    if (!statement || !bind_all(writer->store, statement, 1, values, sizeof values / sizeof values[0], writer->error))
        return false;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        const char *by = (const char *)sqlite3_column_text(statement, 1);
        writer->report = sqlite3_column_int64(statement, 0);
        *same = by && strcmp(by, engine) == 0 &&
                (sqlite3_column_type(statement, 2) != SQLITE_NULL) == (record->unread != UNREAD_NOT);
    } else if (code != SQLITE_DONE) {
        store_failed(writer->store, code, writer->error);
    }
    sqlite3_reset(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

static bool last_version(const struct writer *writer, sqlite3_int64 *version)
{
    const struct bound id = text(writer->id);
    sqlite3_stmt *statement = statement_ready(writer->store, STATEMENT_LAST_VERSION, writer->error);
    if (!statement || !bind_all(writer->store, statement, 1, &id, 1, writer->error))
        return false;
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *version = sqlite3_column_int64(statement, 0);
    else
        store_failed(writer->store, code, writer->error);
    sqlite3_reset(statement);
    return code == SQLITE_ROW;
}

bool store_begin_run(struct store *store, const char *engine, readout_error *error)
{
    const struct writer writer = {.store = store, .error = error};
    if (store->run)
        return true;
    if (!execute(&writer, STATEMENT_RUN, VALUES(name(engine))))
        return false;
    store->run = last_row(&writer);
    return true;
}

/* Add what is new to the search index. Many reports at once: whatever the index holds when another statement starts is
 * written out, as a piece of its own that has to be merged with all others in time. */
static bool add_to_search(const struct writer *writer)
{
    struct store *store = writer->store;
    if (store->unsearched && !execute(writer, STATEMENT_SEARCH, VALUES(integer(store->unsearched))))
        return false;
    store->unsearched = 0;
    return true;
}

static bool add_report(struct writer *writer, const char *engine, enum store_outcome *outcome)
{
    const struct record *record = writer->record;
    const struct bound content = {.kind = BOUND_TEXT, .text = record->text};
    sqlite3_int64 version = 0;
    if (!last_version(writer, &version) || !store_begin_run(writer->store, READOUT_VERSION, writer->error) ||
        !execute(writer, STATEMENT_UNGROUP, VALUES(text(writer->id))) || (version && !add_to_search(writer)) ||
        !execute(writer, STATEMENT_SUPERSEDE, VALUES(text(writer->id), integer(writer->store->run))) ||
        !execute(writer, STATEMENT_TEXT, VALUES(name(record->hash), content)) ||
        !execute(writer, STATEMENT_REPORT,
                 VALUES(text(writer->id), name(record->hash), text(record->outlet), text(record->published),
                        text(record->title), text(record->url), integer(version + 1), name(engine),
                        integer(writer->store->run), name(unread_names[record->unread]))))
        return false;
    writer->report = last_row(writer);
    if (!writer->store->unsearched)
        writer->store->unsearched = writer->report;
    *outcome = version ? STORE_NEW_VERSION : STORE_NEW;
    return write_told(writer) && write_facts(writer);
}

static bool read_again(struct writer *writer, const char *engine)
{
    sqlite3_int64 id = writer->report;
    char *forget = sqlite3_mprintf(forget_facts, id, id, id, id, id, id, id, id, id, id, id, id, id, id, id);
    bool forgotten = forget ? store_run(writer->store, forget, writer->error)
                            : store_failed(writer->store, SQLITE_NOMEM, writer->error);
    sqlite3_free(forget);
    return forgotten &&
           execute(writer, STATEMENT_READ_AGAIN,
                   VALUES(integer(id), name(engine), name(unread_names[writer->record->unread]))) &&
           write_facts(writer);
}

static bool add_in_transaction(struct writer *writer, const char *engine, bool again, enum store_outcome *outcome)
{
    bool same = false;
    if (!find_report(writer, engine, &same))
        return false;
    if (!writer->report)
        return add_report(writer, engine, outcome);
    *outcome = same && !again ? STORE_KNOWN : STORE_READ_AGAIN;
    return write_told(writer) && (*outcome == STORE_KNOWN || read_again(writer, engine));
}

struct str store_report_id(const struct record *record)
{
    return record->id.len ? record->id : str_of(record->hash);
}

/* Store the additions in one transaction: all, or none and `error`. */
static bool add_in_one(struct store *store, struct addition *additions, size_t count, bool again,
                       const struct file_mark *marks, size_t mark_count, readout_error *error)
{
    const struct writer whole = {.store = store, .error = error};
    sqlite3_int64 run = store->run;
    bool added = execute(&whole, STATEMENT_BEGIN, NULL, 0);
    for (size_t i = 0; added && i < count; i++) {
        const struct record *record = additions[i].record;
        struct writer writer = {.store = store, .record = record, .id = store_report_id(record), .error = error};
        added = add_in_transaction(&writer, record->engine, again, &additions[i].outcome);
    }
    added = added && add_to_search(&whole) && (!mark_count || mark_put_all(store, marks, mark_count, error)) &&
            execute(&whole, STATEMENT_COMMIT, NULL, 0);
    store->unsearched = 0;
    if (!added && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    if (!added)
        store->run = run;
    return added;
}

void store_add_all(struct store *store, struct addition *additions, size_t count, bool again,
                   const struct file_mark *marks, size_t mark_count)
{
    readout_error error = {0};
    if (add_in_one(store, additions, count, again, marks, mark_count, &error))
        return;
    for (size_t i = 0; i < count; i++)
        add_in_one(store, &additions[i], 1, again, NULL, 0, &additions[i].error);
    bool sound = true; /* else what was not stored is read again with the next call */
    for (size_t i = 0; i < count; i++) {
        int status = additions[i].error.status;
        sound = sound && status != READOUT_DATABASE && status != READOUT_NO_MEMORY;
    }
    if (sound && mark_count)
        add_in_one(store, NULL, 0, again, marks, mark_count, &error);
}

bool store_add(struct store *store, const struct record *record, bool again, enum store_outcome *outcome,
               readout_error *error)
{
    struct addition addition = {.record = record};
    bool added = add_in_one(store, &addition, 1, again, NULL, 0, error);
    *outcome = addition.outcome;
    return added;
}
