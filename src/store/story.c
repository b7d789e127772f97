/* story.c - see story.h. */
#include "store/story.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "merge/cluster.h"
#include "read/calendar.h"
#include "store/decision.h"
#include "store/internal.h"

/* ?1: the numbers of the rows of the reports, a JSON array in the order of the facts' reports. */
#define SCOPE "(SELECT key AS at, value AS report FROM json_each(?1)) AS scope"
#define OF_SCOPE(table) table " JOIN " SCOPE " ON " table ".report_id = scope.report"
#define BY_REPORT " ORDER BY scope.at, "

/* A row's number, and where what was read of it stands. */
struct place {
    sqlite3_int64 id;
    uint32_t at;
};
LIST_TYPE(place_list, struct place);

/* An attribution by the places of its parts. */
enum { SPEECH_SOURCE, SPEECH_CUE, SPEECH_CONTENT, SPEECH_PARTS };
struct speech {
    uint32_t report;
    struct span parts[SPEECH_PARTS];
};

struct loading {
    struct store *store;
    const struct story_words *words;
    struct arena *arena;
    struct story_facts *facts;
    readout_error *error;
    const struct story_scope *scope;
    LIST(sqlite3_int64) rows; /* of the reports */
    struct str row_array;     /* the same, as JSON */
    struct map texts, voices; /* by name; texts: each kept once */
    LIST(struct str) kept;
    struct place_list mentions, contacts, offers, clues, places; /* by row; places: of the reports, for likes */
    struct map events, processes; /* their numbers */
    sqlite3_int64 last_place;                     /* of a decision, that was read */
    uint32_t event_count;
    sqlite3_int64 trip; /* the row of the last journey */
    LIST(struct speech) speech; /* in order of the reports */
    struct block_list denials; /* the events and days of reports in which something is denied */
};

/* The text, kept once however often it comes. */
static struct str keep(struct loading *loading, struct str text)
{
    uint32_t at = text.len ? map_get(&loading->texts, text) : (uint32_t)MAP_NONE;
    if (!text.len)
        return STR("");
    if (at != MAP_NONE)
        return loading->kept.items[at];
    struct str copy = str_copy(loading->arena, text);
    map_put(&loading->texts, loading->arena, copy, (uint32_t)loading->kept.count);
    *ARENA_PUSH(loading->arena, loading->kept) = copy;
    return copy;
}

static struct str column(sqlite3_stmt *row, int at)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return str_make(text ? text : "", (size_t)sqlite3_column_bytes(row, at));
}

static long column_day(sqlite3_stmt *row, int at)
{
    long day;
    return calendar_parse(column(row, at), &day) ? day : STORY_NO_DAY;
}

static uint32_t column_number(sqlite3_stmt *row, int at)
{
    return (uint32_t)sqlite3_column_int64(row, at);
}

/* Columns from `at` on: report, start, end, quote. */
static struct story_source read_source(struct loading *loading, sqlite3_stmt *row, int at)
{
    return (struct story_source){.report = column_number(row, at), .start = column_number(row, at + 1),
                                 .end = column_number(row, at + 2),
                                 .quote = str_copy(loading->arena, column(row, at + 3))};
}

/* The same of a fact that a person may have decided on: how it stands is the last column. */
static struct story_source read_telling(struct loading *loading, sqlite3_stmt *row, int at)
{
    static const char *const words[STANDING_COUNT] = {"machine", "confirmed", "rejected", "hand-made", "kept", "out"};
    struct story_source source = read_source(loading, row, at);
    int standing = record_name(words, STANDING_COUNT, column(row, sqlite3_column_count(row) - 1));
    source.standing = standing < 0 ? STANDING_MACHINE : (enum standing)standing;
    return source;
}

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static void sort_places(struct place_list *places)
{
    if (places->count)
        qsort(places->items, places->count, sizeof *places->items, compare_places);
}

static uint32_t find_place(const struct place_list *places, sqlite3_int64 id)
{
    const struct place *found = places->count ? bsearch(&(struct place){.id = id}, places->items, places->count,
                                                        sizeof *places->items, compare_places) : NULL;
    return found ? found->at : (uint32_t)MAP_NONE;
}

/* Run the query over the reports; `use` is called with each row. */
static bool each_row(struct loading *loading, const char *sql, void use(struct loading *loading, sqlite3_stmt *row))
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(loading->store->database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text64(statement, 1, loading->row_array.ptr, loading->row_array.len, SQLITE_STATIC,
                                   SQLITE_UTF8);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
            use(loading, statement);
    }
    if (code != SQLITE_DONE)
        store_failed(loading->store, code, loading->error);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE;
}

static uint32_t event_number(struct loading *loading, struct str event)
{
    uint32_t number = event.len ? map_get(&loading->events, event) : (uint32_t)MAP_NONE;
    if (number != MAP_NONE)
        return number;
    number = loading->event_count++;
    if (event.len)
        map_put(&loading->events, loading->arena, keep(loading, event), number);
    return number;
}

static uint32_t process_number(struct loading *loading, struct str process)
{
    if (!process.len)
        return STORY_NO_PROCESS;
    uint32_t number = map_get(&loading->processes, process);
    if (number != MAP_NONE)
        return number;
    number = (uint32_t)loading->facts->processes.count;
    *ARENA_PUSH(loading->arena, loading->facts->processes) = keep(loading, process);
    map_put(&loading->processes, loading->arena, loading->facts->processes.items[number], number);
    return number;
}

/* Reports of one voice are copies of each other. */
static void note_voice(struct loading *loading, struct str voice, uint32_t report)
{
    loading->facts->reports.items[report].voice = report;
    if (!voice.len)
        return;
    uint32_t at = map_get(&loading->voices, voice);
    if (at == MAP_NONE) {
        at = (uint32_t)loading->facts->copies.count;
        map_put(&loading->voices, loading->arena, keep(loading, voice), at);
        *ARENA_PUSH(loading->arena, loading->facts->copies) = (struct actor_list){0};
    }
    *ARENA_PUSH(loading->arena, loading->facts->copies.items[at]) = report;
    loading->facts->reports.items[report].voice = loading->facts->copies.items[at].items[0];
}

/* A report of the scope as the database has it; event, voice and process are empty where it has none. */
struct report_row {
    sqlite3_int64 row;
    struct str id, outlet, published, event, voice, process;
    uint32_t version;
};
static void take_report(struct loading *loading, const struct report_row *row)
{
    uint32_t at = (uint32_t)loading->facts->reports.count;
    struct story_report report = {.id = str_copy(loading->arena, row->id), .outlet = keep(loading, row->outlet),
                                  .event = event_number(loading, row->event),
                                  .process = process_number(loading, row->process),
                                  .version = row->version};
    if (!calendar_parse(row->published, &report.day))
        report.day = STORY_NO_DAY;
    *ARENA_PUSH(loading->arena, loading->facts->reports) = report;
    note_voice(loading, row->voice, at);
    *ARENA_PUSH(loading->arena, loading->rows) = row->row;
}

/* The number, as text; empty where the row has none. */
static struct str number_text(const struct value *value, char text[24])
{
    snprintf(text, 24, "%.0f", value->number);
    return str_of(value->kind == VALUE_NUMBER ? text : "");
}

static bool load_reports_now(struct loading *loading)
{
    struct filter oldest = loading->scope->filter;
    oldest.newest_first = false;
    struct rows *rows = rows_open(loading->store, VIEW_REPORT_ROWS, &oldest, loading->error);
    const struct row *row;
    while (rows && (row = rows_next(rows, loading->error))) {
        char event[24], voice[24];
        take_report(loading, &(struct report_row){.row = (sqlite3_int64)row_value(row, "id")->number,
                                                  .id = row_value(row, "report")->text,
                                                  .outlet = row_value(row, "outlet")->text,
                                                  .published = row_value(row, "published")->text,
                                                  .event = number_text(row_value(row, "event"), event),
                                                  .voice = number_text(row_value(row, "voice"), voice),
                                                  .process = row_value(row, "process")->text,
                                                  .version = (uint32_t)row_value(row, "version")->number});
    }
    rows_close(rows);
    return loading->error->status == READOUT_OK;
}

/* Reports in the version of then, each with the groups and the process of its version of now. */
#define REPORTS_THEN                                                                             \
    "SELECT report.id, report.external_id, report.outlet, report.published, event_id, voice_id, process, "      \
    "report.version FROM report "                                                                \
    "LEFT JOIN report AS now ON now.external_id = report.external_id AND now.current = 1 "       \
    "LEFT JOIN report_group ON report_group.report_id = now.id "                                 \
    "LEFT JOIN report_process ON report_process.report_id = now.id "                             \
    "WHERE (?2 IS NULL OR process = ?2) AND (?3 IS NULL OR substr(report.published, 1, 10) >= ?3) " \
    "AND (?4 IS NULL OR substr(report.published, 1, 10) <= ?4) AND "
#define OLDEST_FIRST " ORDER BY report.published IS NULL, report.published, report.external_id"

/* As they were after a run. */
static const char *const select_reports_then =
    REPORTS_THEN "coalesce(report.added_run, 0) <= ?1 AND (report.current = 1 OR report.ended_run > ?1)" OLDEST_FIRST;

/* Of those of now, what had been published before a day: the newest version of each. What is undated may have been. */
static const char *const select_reports_published =
    REPORTS_THEN "report.version = (SELECT max(version) FROM report AS known WHERE known.external_id = now.external_id "
                 "AND (substr(known.published, 1, 10) < ?5 OR (known.published IS NULL AND known.current = 1)))" OLDEST_FIRST;

static bool load_reports_then(struct loading *loading)
{
    const struct story_scope *scope = loading->scope;
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(loading->store->database,
                                  scope->published_before ? select_reports_published : select_reports_then, -1, &row, NULL);
    sqlite3_bind_int64(row, 1, scope->as_of > 0 ? scope->as_of : 0);
    sqlite3_bind_text(row, 2, scope->filter.process, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 3, scope->filter.since, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 4, scope->filter.until, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 5, scope->published_before, -1, SQLITE_TRANSIENT);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(row);
        if (code == SQLITE_ROW)
            take_report(loading, &(struct report_row){sqlite3_column_int64(row, 0), column(row, 1), column(row, 2),
                                                      column(row, 3), column(row, 4), column(row, 5),
                                                      column(row, 6), column_number(row, 7)});
    }
    if (code != SQLITE_DONE)
        store_failed(loading->store, code, loading->error);
    sqlite3_finalize(row);
    return code == SQLITE_DONE;
}

static struct str write_rows(const struct loading *loading)
{
    enum { LONGEST = 21 }; /* bytes of a number and a comma */
    char *text = arena_take(loading->arena, loading->rows.count * LONGEST + 3, 1), *at = text;
    *at++ = '[';
    for (size_t i = 0; i < loading->rows.count; i++)
        at += sprintf(at, "%s%lld", i ? "," : "", (long long)loading->rows.items[i]);
    *at++ = ']';
    return str_make(text, (size_t)(at - text));
}

static bool load_reports(struct loading *loading)
{
    bool then = loading->scope->as_of || loading->scope->published_before;
    bool loaded = then ? load_reports_then(loading) : load_reports_now(loading);
    loading->row_array = write_rows(loading);
    return loaded;
}

static void take_mention(struct loading *loading, sqlite3_stmt *row)
{
    int kind = record_name(actor_kind_names, ACTOR_KIND_COUNT, column(row, 6));
    *ARENA_PUSH(loading->arena, loading->mentions) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->mentions.count};
    *ARENA_PUSH(loading->arena, loading->facts->mentions) = (struct story_mention){
        .source = read_source(loading, row, 1), .name = keep(loading, column(row, 5)),
        .kind = kind < 0 ? ACTOR_ORGANISATION : (enum actor_kind)kind, .party = keep(loading, column(row, 7)),
        .key = keep(loading, column(row, 8)), .role = keep(loading, column(row, 9)),
        .known = sqlite3_column_int(row, 10)};
}

static void take_statement(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t mention = find_place(&loading->mentions, sqlite3_column_int64(row, 0));
    if (mention != MAP_NONE)
        loading->facts->mentions.items[mention].statements++;
}

/* The first row of each place is the actor that stands there. Columns: decision, whether it is a split, side, place,
 * actor, its name, kind, party, key, and whether it is known. */
static void take_anchor(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t number = column_number(row, 0), count = (uint32_t)loading->facts->decisions.count;
    if (sqlite3_column_int64(row, 3) == loading->last_place)
        return;
    loading->last_place = sqlite3_column_int64(row, 3);
    if (!count || loading->facts->decisions.items[count - 1].number != number)
        *ARENA_PUSH(loading->arena, loading->facts->decisions) =
            (struct story_decision){.number = number, .apart = sqlite3_column_int(row, 1)};
    struct story_decision *decision = &loading->facts->decisions.items[loading->facts->decisions.count - 1];
    int kind = record_name(actor_kind_names, ACTOR_KIND_COUNT, column(row, 6));
    *ARENA_PUSH(loading->arena, decision->sides[sqlite3_column_int(row, 2)]) = (struct story_anchor){
        .at = find_place(&loading->mentions, sqlite3_column_int64(row, 4)),
        .mention = {.name = keep(loading, column(row, 5)),
                    .kind = kind < 0 ? ACTOR_ORGANISATION : (enum actor_kind)kind,
                    .party = keep(loading, column(row, 7)), .key = keep(loading, column(row, 8)),
                    .known = sqlite3_column_int(row, 9)}};
}

static void take_alias(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t mention = find_place(&loading->mentions, sqlite3_column_int64(row, 0));
    if (mention == MAP_NONE)
        return;
    struct story_mention *of = &loading->facts->mentions.items[mention];
    if (!of->alias_count++)
        of->alias_first = (uint32_t)loading->facts->aliases.count;
    *ARENA_PUSH(loading->arena, loading->facts->aliases) =
        (struct story_alias){mention, keep(loading, column(row, 1))};
}

static void take_contact(struct loading *loading, sqlite3_stmt *row)
{
    struct story_contact contact = {.source = read_telling(loading, row, 1), .from = column_day(row, 6),
                                    .to = column_day(row, 7)};
    int status = record_name(event_status_names, STATUS_COUNT, column(row, 8));
    int kind = record_name(meeting_kind_names, MEETING_KIND_COUNT, column(row, 9));
    contact.place = keep(loading, column(row, 5));
    contact.status = status < 0 ? STATUS_UNKNOWN : (enum event_status)status;
    contact.kind = kind < 0 ? MEETING_MEETING : (enum meeting_kind)kind;
    *ARENA_PUSH(loading->arena, loading->contacts) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->contacts.count};
    contact.when = keep(loading, column(row, 10));
    *ARENA_PUSH(loading->arena, loading->facts->contacts) = contact;
}

static void take_contact_actor(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t at = find_place(&loading->contacts, sqlite3_column_int64(row, 0));
    uint32_t mention = find_place(&loading->mentions, sqlite3_column_int64(row, 1));
    if (at == MAP_NONE || mention == MAP_NONE)
        return;
    struct story_contact *contact = &loading->facts->contacts.items[at];
    *ARENA_PUSH(loading->arena, *(sqlite3_column_int(row, 2) ? &contact->mediators : &contact->participants)) = mention;
}

/* The row's journey, whose stops stand in rows that follow each other. */
static void take_stop(struct loading *loading, sqlite3_stmt *row, const struct story_contact *contact)
{
    struct story_journeys *journeys = &loading->facts->journeys;
    sqlite3_int64 trip = sqlite3_column_int64(row, 0);
    if (!journeys->count || loading->trip != trip)
        *ARENA_PUSH(loading->arena, *journeys) = (struct story_journey){
            .source = contact->source, .traveller = contact->participants.items[0], .from = contact->from,
            .to = contact->to, .status = contact->status, .when = contact->when, .ordinal = column_number(row, 11)};
    loading->trip = trip;
    *ARENA_PUSH(loading->arena, journeys->items[journeys->count - 1].places) = contact->place;
}

/* A journey to several places is one contact for each. */
static void take_journey(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t traveller = find_place(&loading->mentions, sqlite3_column_int64(row, 9));
    if (traveller == MAP_NONE)
        return;
    struct story_contact contact = {.source = read_telling(loading, row, 1), .from = column_day(row, 6),
                                    .to = column_day(row, 7), .kind = MEETING_VISIT, .journey = true};
    int status = record_name(event_status_names, STATUS_COUNT, column(row, 8));
    contact.status = status < 0 ? STATUS_UNKNOWN : (enum event_status)status;
    contact.place = keep(loading, column(row, 5));
    contact.when = keep(loading, column(row, 10));
    *ARENA_PUSH(loading->arena, contact.participants) = traveller;
    *ARENA_PUSH(loading->arena, loading->facts->contacts) = contact;
    take_stop(loading, row, &contact);
}

static void take_offer(struct loading *loading, sqlite3_stmt *row)
{
    struct story_offer offer = {.source = read_telling(loading, row, 1), .name = keep(loading, column(row, 5))};
    *ARENA_PUSH(loading->arena, loading->offers) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->offers.count};
    *ARENA_PUSH(loading->arena, loading->facts->offers) = offer;
}

static struct story_offer *offer_of(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t at = find_place(&loading->offers, sqlite3_column_int64(row, 0));
    return at == MAP_NONE ? NULL : &loading->facts->offers.items[at];
}

static void take_maker(struct loading *loading, sqlite3_stmt *row)
{
    struct story_offer *offer = offer_of(loading, row);
    uint32_t mention = find_place(&loading->mentions, sqlite3_column_int64(row, 1));
    if (offer && mention != MAP_NONE)
        *ARENA_PUSH(loading->arena, offer->by) = mention;
}

static void take_term(struct loading *loading, sqlite3_stmt *row)
{
    struct story_offer *offer = offer_of(loading, row);
    if (!offer)
        return;
    struct story_source source = read_source(loading, row, 1);
    *ARENA_PUSH(loading->arena, offer->terms) = source.quote;
    *ARENA_PUSH(loading->arena, offer->term_sources) = source;
}

static void take_offer_day(struct loading *loading, sqlite3_stmt *row)
{
    struct story_offer *offer = offer_of(loading, row);
    if (offer)
        *ARENA_PUSH(loading->arena, offer->days) = keep(loading, column(row, 1));
}

static void take_answer(struct loading *loading, sqlite3_stmt *row)
{
    struct story_offer *offer = offer_of(loading, row);
    uint32_t party = find_place(&loading->mentions, sqlite3_column_int64(row, 5));
    int response = record_name(response_names, RESPONSE_COUNT, column(row, 6));
    if (offer && party != MAP_NONE && response >= 0)
        *ARENA_PUSH(loading->arena, offer->answers) =
            (struct story_answer){read_telling(loading, row, 1), party, (enum response_kind)response};
}

static void take_stand(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t holder = find_place(&loading->mentions, sqlite3_column_int64(row, 4));
    int stance = record_name(stance_names, STANCE_COUNT, column(row, 5));
    struct story_source source = read_telling(loading, row, 0);
    if (holder != MAP_NONE && stance >= 0)
        *ARENA_PUSH(loading->arena, loading->facts->stands) = (struct story_stand){
            source, holder, (enum stance)stance, story_words_name_attendance(loading->words, source.quote)};
}

static void take_talk(struct loading *loading, sqlite3_stmt *row)
{
    int state = record_name(talk_state_names, TALK_STATE_COUNT, column(row, 5));
    if (state >= 0)
        *ARENA_PUSH(loading->arena, loading->facts->talks) =
            (struct story_talk){read_telling(loading, row, 0), keep(loading, column(row, 4)), (enum talk_state)state};
}

/* The bytes [from, to) of the text; empty where the attribution has none. */
static struct str slice(struct span span, struct str text)
{
    bool inside = span.start <= span.end && span.end <= text.len;
    return inside ? str_make(text.ptr + span.start, span.end - span.start) : STR("");
}

/* Where a report stands among those of its event. */
static struct block_entry report_block(const struct loading *loading, uint32_t report)
{
    const struct story_report *it = &loading->facts->reports.items[report];
    return (struct block_entry){it->event, it->day == STORY_NO_DAY ? 0 : it->day, report};
}

/* Whether something is denied in a report of the same event, near enough for its denial to be of what this one says. */
static bool is_near_denial(const struct loading *loading, uint32_t report)
{
    struct block_entry wanted = report_block(loading, report);
    size_t at = block_find(&loading->denials, wanted.block, wanted.at - STORY_DENIAL_DAYS);
    return at < loading->denials.count && loading->denials.items[at].block == wanted.block &&
           loading->denials.items[at].at <= wanted.at + STORY_DENIAL_DAYS;
}

static struct span column_span(sqlite3_stmt *row, int at)
{
    return (struct span){column_number(row, at), column_number(row, at + 1)};
}

static void take_speech(struct loading *loading, sqlite3_stmt *row)
{
    *ARENA_PUSH(loading->arena, loading->speech) = (struct speech){
        column_number(row, 0), {column_span(row, 1), column_span(row, 3), column_span(row, 5)}};
}

/* Call `use` with the report's speech; columns: report, text. */
static void each_speech(struct loading *loading, sqlite3_stmt *row,
                        void use(struct loading *loading, const struct speech *speech, struct str text))
{
    uint32_t report = column_number(row, 0);
    struct str text = column(row, 1);
    size_t low = 0, high = loading->speech.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (loading->speech.items[middle].report < report)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < loading->speech.count && loading->speech.items[low].report == report; low++)
        use(loading, &loading->speech.items[low], text);
}

static void note_denial(struct loading *loading, const struct speech *speech, struct str text)
{
    if (story_words_deny(loading->words, slice(speech->parts[SPEECH_CUE], text)))
        *ARENA_PUSH(loading->arena, loading->denials) = report_block(loading, speech->report);
}

/* The words around the figures of the report: some bytes of text on both sides, cut anywhere. */
static void take_contexts(struct loading *loading, uint32_t report, struct str text)
{
    enum { AROUND = 80 };
    const struct story_figures *figures = &loading->facts->figures;
    size_t low = 0, high = figures->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (figures->items[middle].source.report < report)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < figures->count && figures->items[low].source.report == report; low++) {
        struct story_figure *figure = &figures->items[low];
        size_t from = figure->source.start > AROUND ? figure->source.start - AROUND : 0;
        size_t length = figure->source.end - figure->source.start + 2 * AROUND;
        if (from < text.len)
            figure->context = str_copy(loading->arena,
                                       str_make(text.ptr + from, length < text.len - from ? length : text.len - from));
    }
}

/* The first look at the texts of the reports. */
static void note_text(struct loading *loading, sqlite3_stmt *row)
{
    each_speech(loading, row, note_denial);
    take_contexts(loading, column_number(row, 0), column(row, 1));
}

/* Source, words of saying and content together, as far as the attribution has them. */
static struct story_source whole_saying(const struct speech *speech, struct str text)
{
    struct story_source source = {.report = speech->report, .start = UINT32_MAX};
    for (int i = 0; i < SPEECH_PARTS; i++) {
        struct str part = slice(speech->parts[i], text);
        uint32_t start = (uint32_t)(part.ptr - text.ptr), end = (uint32_t)(start + part.len);
        if (!part.len)
            continue;
        source.start = start < source.start ? start : source.start;
        source.end = end > source.end ? end : source.end;
    }
    source.quote = source.end > source.start ? str_make(text.ptr + source.start, source.end - source.start) : STR("");
    return source;
}

static void take_saying(struct loading *loading, const struct speech *speech, struct str text)
{
    struct str content = slice(speech->parts[SPEECH_CONTENT], text), cue = slice(speech->parts[SPEECH_CUE], text);
    struct str before = STR("");
    if (!content.len || !cue.len)
        return;
    enum attendance attendance = story_words_attend(loading->words, content, &before);
    if (attendance == ATTENDANCE_UNTOLD && !is_near_denial(loading, speech->report))
        return;
    struct story_saying saying = {.source = whole_saying(speech, text), .denial = story_words_deny(loading->words, cue),
                                  .who = keep(loading, slice(speech->parts[SPEECH_SOURCE], text)),
                                  .attendance = attendance};
    size_t from = (size_t)(content.ptr - text.ptr) - saying.source.start;
    saying.source.quote = str_copy(loading->arena, saying.source.quote);
    saying.content = str_make(saying.source.quote.ptr + from, content.len);
    saying.attending = str_make(saying.content.ptr, before.len);
    *ARENA_PUSH(loading->arena, loading->facts->sayings) = saying;
}

static void take_sayings(struct loading *loading, sqlite3_stmt *row)
{
    each_speech(loading, row, take_saying);
}

#define SOURCE(table) "scope.at, " table ".start, " table ".\"end\", " table ".quote"

/* The words of read_telling; NULL: nobody decided on it. */
#define STANDING(table)                                                                                           \
    "(SELECT CASE WHEN kept THEN 'kept' WHEN standing = 'rejected' AND decision.subject = 'fact' THEN 'out' "     \
    "ELSE standing END FROM standing JOIN decision ON decision.id = decision_id "                                 \
    "WHERE standing.kind = '" table "' AND fact_id = " table ".id)"

static bool load_actors(struct loading *loading)
{
    if (!each_row(loading, "SELECT actor.id, " SOURCE("actor") ", name, kind, party, key, role, "
                           "rule = 'actor.known-person' FROM " OF_SCOPE("actor")
                           BY_REPORT "actor.id", take_mention))
        return false;
    sort_places(&loading->mentions);
    return each_row(loading, "SELECT actor_id, text FROM " OF_SCOPE("actor") " JOIN alias ON actor_id = actor.id"
                             BY_REPORT "actor_id, alias.id", take_alias);
}

/* A place that was decided of is the actor's that has most of it, or that goes by its words. */
#define ANCHORS                                                                                                       \
    "SELECT decision.id, decision.kind = 'split', side, place.id, actor.id, name, actor.kind, party, actor.key, "       \
    "rule = 'actor.known-person' FROM decision JOIN decision_place AS place ON decision_id = decision.id "             \
    "JOIN anchor ON place_id = place.id JOIN report ON report.id = anchor.report_id "                                  \
    "JOIN actor ON actor.report_id = report.id AND ((actor.start < anchor.\"end\" AND actor.\"end\" > anchor.start) "  \
    "OR name = place.quote OR EXISTS (SELECT 1 FROM alias WHERE actor_id = actor.id AND alias.text = place.quote)) "   \
    "WHERE ?1 IS NOT NULL AND subject = 'actor' AND decision.kind IN ('merge', 'split') "                              \
    "ORDER BY decision.id, place.id, report.current DESC, max(actor.start, anchor.start) - "                           \
    "min(actor.\"end\", anchor.\"end\"), actor.\"end\" - actor.start, actor.key"

static bool load_decisions(struct loading *loading)
{
    return each_row(loading, ANCHORS, take_anchor) &&
           (!loading->scope->statements ||
            each_row(loading, "SELECT speaker_id FROM " OF_SCOPE("statement"), take_statement));
}

static bool load_contacts(struct loading *loading)
{
    if (!each_row(loading,
                  "SELECT meeting.id, " SOURCE("meeting") ", place, from_day, to_day, status, kind, date_text, "
                           STANDING("meeting") " "
                           "FROM " OF_SCOPE("meeting") BY_REPORT "meeting.id", take_contact))
        return false;
    sort_places(&loading->contacts);
    return each_row(loading, "SELECT meeting_id, actor_id, role = 'mediator' FROM " OF_SCOPE("meeting")
                             " JOIN meeting_actor ON meeting_id = meeting.id" BY_REPORT "meeting_actor.id",
                    take_contact_actor) &&
           each_row(loading, "SELECT trip.id, " SOURCE("trip") ", place, from_day, to_day, status, traveller_id, "
                             "date_text, ordinal, " STANDING("trip") " "
                             "FROM " OF_SCOPE("trip") " JOIN trip_destination ON trip_id = trip.id" BY_REPORT
                             "trip.id, trip_destination.id", take_journey);
}

static bool load_offers(struct loading *loading)
{
    if (!each_row(loading, "SELECT proposal.id, " SOURCE("proposal") ", name, " STANDING("proposal") " FROM "
                           OF_SCOPE("proposal") BY_REPORT
                           "proposal.id", take_offer))
        return false;
    sort_places(&loading->offers);
    return each_row(loading, "SELECT proposal_id, actor_id FROM " OF_SCOPE("proposal")
                             " JOIN proposal_by ON proposal_id = proposal.id" BY_REPORT "proposal_by.id", take_maker) &&
           each_row(loading, "SELECT proposal_id, " SOURCE("term") " FROM " OF_SCOPE("proposal")
                             " JOIN term ON proposal_id = proposal.id" BY_REPORT "term.id", take_term) &&
           each_row(loading, "SELECT proposal.id, date.value FROM " OF_SCOPE("proposal")
                             " JOIN date ON date.report_id = proposal.report_id "
                             "WHERE type = 'DATE' AND value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' "
                             "AND date.start >= proposal.start AND date.\"end\" <= proposal.\"end\" "
                             BY_REPORT "proposal.id, date.id", take_offer_day) &&
           each_row(loading, "SELECT proposal_id, " SOURCE("response") ", party_id, response, "
                             STANDING("response") " FROM " OF_SCOPE("proposal")
                             " JOIN response ON proposal_id = proposal.id" BY_REPORT "response.id", take_answer);
}

static bool load_stands(struct loading *loading)
{
    return each_row(loading, "SELECT " SOURCE("position") ", holder_id, stance, " STANDING("position") " FROM "
                             OF_SCOPE("position") BY_REPORT
                             "position.id", take_stand);
}

static bool load_talks(struct loading *loading)
{
    return each_row(loading,
              "SELECT " SOURCE("talk") ", name, state, " STANDING("talk") " FROM " OF_SCOPE("talk") BY_REPORT "talk.id",
                    take_talk);
}

#define SPEECH                                                                                                        \
    "SELECT scope.at, source_start, source_end, cue_start, cue_end, content_start, content_end FROM "                 \
    OF_SCOPE("attribution") BY_REPORT "attribution.id"
#define TEXTS                                                                                                         \
    "SELECT scope.at, content FROM " SCOPE                                                                            \
    " JOIN report ON report.id = scope.report JOIN text ON text.hash = text_hash"

static int compare_sayings(const void *a, const void *b)
{
    const struct story_saying *x = a, *y = b;
    if (x->source.report != y->source.report)
        return x->source.report < y->source.report ? -1 : 1;
    if (x->source.start != y->source.start)
        return x->source.start < y->source.start ? -1 : 1;
    if (x->source.end != y->source.end)
        return x->source.end < y->source.end ? -1 : 1;
    int order = str_compare(x->content, y->content);
    return order ? order : str_compare(x->who, y->who);
}

static bool load_sayings(struct loading *loading)
{
    struct story_facts *facts = loading->facts;
    if (!each_row(loading, SPEECH, take_speech) || !each_row(loading, TEXTS, note_text))
        return false;
    block_sort(&loading->denials);
    if (!each_row(loading, TEXTS, take_sayings))
        return false;
    if (facts->sayings.count)
        qsort(facts->sayings.items, facts->sayings.count, sizeof *facts->sayings.items, compare_sayings);
    return true;
}

static void take_clue(struct loading *loading, sqlite3_stmt *row)
{
    int kind = record_name(clue_kind_names, CLUE_KIND_COUNT, column(row, 5));
    int tense = record_name(clue_tense_names, CLUE_TENSE_COUNT, column(row, 8));
    struct story_clue clue = {.source = read_source(loading, row, 1), .kind = (enum clue_kind)(kind < 0 ? 0 : kind),
                              .value = keep(loading, column(row, 6)), .weekday = (int)column_number(row, 7),
                              .tense = tense < 0 ? CLUE_UNTENSED : (enum clue_tense)tense,
                              .ordinal = column_number(row, 9), .counted = keep(loading, column(row, 10)),
                              .place = keep(loading, column(row, 11))};
    bool dated = loading->facts->reports.items[clue.source.report].day != STORY_NO_DAY;
    if (kind < 0 || (dated && kind != CLUE_ORDINAL))
        return;
    *ARENA_PUSH(loading->arena, loading->clues) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->clues.count};
    *ARENA_PUSH(loading->arena, loading->facts->clues) = clue;
}

static void take_clue_actor(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t at = find_place(&loading->clues, sqlite3_column_int64(row, 0));
    uint32_t mention = find_place(&loading->mentions, sqlite3_column_int64(row, 1));
    if (at != MAP_NONE && mention != MAP_NONE)
        *ARENA_PUSH(loading->arena, loading->facts->clues.items[at].actors) = mention;
}

static void take_likes(struct loading *loading, sqlite3_stmt *row)
{
    struct alike_link link;
    struct str links = column(row, 1);
    while (alike_next(&links, &link)) {
        uint32_t other = find_place(&loading->places, link.id);
        if (other != MAP_NONE)
            *ARENA_PUSH(loading->arena, loading->facts->likes) =
                (struct story_like){column_number(row, 0), other, link.similarity, link.copy};
    }
}

static int compare_likes(const void *a, const void *b)
{
    const struct story_like *x = a, *y = b;
    return x->report != y->report ? (x->report > y->report) - (x->report < y->report)
                                  : (x->other > y->other) - (x->other < y->other);
}

/* What those reports are like that have no day. */
static bool load_likes(struct loading *loading)
{
    struct story_likes *likes = &loading->facts->likes;
    for (size_t i = 0; i < loading->rows.count; i++)
        *ARENA_PUSH(loading->arena, loading->places) = (struct place){loading->rows.items[i], (uint32_t)i};
    sort_places(&loading->places);
    if (!each_row(loading, "SELECT scope.at, others FROM " SCOPE " JOIN gist ON gist.report_id = scope.report "
                           "AND day IS NULL JOIN alike ON alike.report_id = scope.report", take_likes))
        return false;
    if (likes->count)
        qsort(likes->items, likes->count, sizeof *likes->items, compare_likes);
    return true;
}

/* What dates those reports that have no day. */
static bool load_clues(struct loading *loading)
{
    bool undated = false;
    for (size_t i = 0; i < loading->facts->reports.count; i++)
        undated = undated || loading->facts->reports.items[i].day == STORY_NO_DAY;
    if (!undated)
        return true;
    if (!each_row(loading, "SELECT clue.id, " SOURCE("clue") ", kind, value, weekday, tense, ordinal, counted, place "
                           "FROM " OF_SCOPE("clue") BY_REPORT "clue.start, clue.\"end\", clue.id", take_clue))
        return false;
    sort_places(&loading->clues);
    return each_row(loading, "SELECT clue_id, actor_id FROM " OF_SCOPE("clue") " JOIN clue_actor ON clue_id = clue.id"
                             BY_REPORT "clue_actor.id", take_clue_actor) &&
           load_likes(loading);
}

static void take_state(struct loading *loading, sqlite3_stmt *row)
{
    int state = record_name(talk_state_names, TALK_STATE_COUNT, column(row, 4));
    if (state >= 0)
        *ARENA_PUSH(loading->arena, loading->facts->states) =
            (struct story_state){read_source(loading, row, 0), (enum talk_state)state};
}

static void take_figure(struct loading *loading, sqlite3_stmt *row)
{
    *ARENA_PUSH(loading->arena, loading->facts->figures) = (struct story_figure){
        .source = read_source(loading, row, 0), .value = sqlite3_column_double(row, 4),
        .unit = keep(loading, column(row, 5)), .qualifier = keep(loading, column(row, 6))};
}

/* What only conflicts are found by. Of figures that are counted in nothing, or in parts of what is not told, none can
 * be the same. */
static bool load_clashing(struct loading *loading)
{
    return each_row(loading, "SELECT " SOURCE("talk") ", state FROM " OF_SCOPE("talk") BY_REPORT "talk.id",
                    take_state) &&
           each_row(loading, "SELECT " SOURCE("figure") ", value, unit, qualifier FROM " OF_SCOPE("figure")
                             " WHERE unit IS NOT NULL AND unit <> 'percent'" BY_REPORT "figure.id", take_figure);
}

/* A voice of one report has no copies. */
static void drop_single_voices(struct story_facts *facts)
{
    size_t kept = 0;
    for (size_t i = 0; i < facts->copies.count; i++)
        if (facts->copies.items[i].count > 1)
            facts->copies.items[kept++] = facts->copies.items[i];
    facts->copies.count = kept;
}

static bool load(struct loading *loading)
{
    return load_reports(loading) && load_actors(loading) && load_decisions(loading) && load_contacts(loading) &&
           load_offers(loading) && load_talks(loading) && load_clues(loading) &&
           (loading->scope->events_only ||
            (load_stands(loading) && load_clashing(loading) && load_sayings(loading))) &&
           decision_load(loading->store, loading->row_array, loading->arena, loading->facts, loading->error);
}

bool store_story(struct store *store, const struct story_scope *scope, const struct story_words *words,
                 struct arena *arena, struct story_facts *facts, readout_error *error)
{
    struct loading loading = {.store = store, .scope = scope, .words = words, .arena = arena, .facts = facts,
                              .error = error};
    *facts = (struct story_facts){.names = &words->names};
    bool loaded = load(&loading);
    drop_single_voices(facts);
    story_take_out(facts);
    return loaded;
}
