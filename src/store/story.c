/* story.c - see story.h. */
#include "store/story.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/map.h"
#include "merge/cluster.h"
#include "store/decision.h"
#include "store/internal.h"
#include "store/loading.h"

/* The text, kept once however often it comes. */
struct str loading_keep(struct loading *loading, struct str text)
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

struct str loading_column(sqlite3_stmt *row, int at)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return str_make(text ? text : "", (size_t)sqlite3_column_bytes(row, at));
}

static long column_day(sqlite3_stmt *row, int at)
{
    long day;
    return calendar_parse(loading_column(row, at), &day) ? day : STORY_NO_DAY;
}

uint32_t loading_number(sqlite3_stmt *row, int at)
{
    return (uint32_t)sqlite3_column_int64(row, at);
}

/* Columns from `at` on: report, start, end, quote. */
static struct story_source read_source(struct loading *loading, sqlite3_stmt *row, int at)
{
    return (struct story_source){.report = loading_number(row, at), .start = loading_number(row, at + 1),
                                 .end = loading_number(row, at + 2),
                                 .quote = str_copy(loading->arena, loading_column(row, at + 3))};
}

/* The same of a fact that a person may have decided on: how it stands is the last column. */
struct story_source loading_telling(struct loading *loading, sqlite3_stmt *row, int at)
{
    static const char *const words[STANDING_COUNT] = {"machine", "confirmed", "rejected", "hand-made", "kept", "out"};
    struct story_source source = read_source(loading, row, at);
    int standing = record_name(words, STANDING_COUNT, loading_column(row, sqlite3_column_count(row) - 1));
    source.standing = standing < 0 ? STANDING_MACHINE : (enum standing)standing;
    return source;
}

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

void loading_sort(struct place_list *places)
{
    if (places->count)
        qsort(places->items, places->count, sizeof *places->items, compare_places);
}

uint32_t loading_place(const struct place_list *places, sqlite3_int64 id)
{
    const struct place *found = places->count ? bsearch(&(struct place){.id = id}, places->items, places->count,
                                                        sizeof *places->items, compare_places) : NULL;
    return found ? found->at : (uint32_t)MAP_NONE;
}

/* Run the query over the reports; `use` is called with each row. */
bool loading_rows(struct loading *loading, const char *sql, void use(struct loading *loading, sqlite3_stmt *row))
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
        map_put(&loading->events, loading->arena, loading_keep(loading, event), number);
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
    *ARENA_PUSH(loading->arena, loading->facts->processes) = loading_keep(loading, process);
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
        map_put(&loading->voices, loading->arena, loading_keep(loading, voice), at);
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
    struct story_report report = {.id = str_copy(loading->arena, row->id), .outlet = loading_keep(loading, row->outlet),
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

/* Reports in the version of then, each with the groups and the process of its version of now. `of_process` is
 * OF_PROCESS where reports on one are asked for: an index finds these. */
#define OF_PROCESS "AND process = ?2 AND report.external_id IN (SELECT one.external_id FROM report_process AS about " \
                   "JOIN report AS one ON one.id = about.report_id WHERE about.process = ?2) "
#define REPORTS_THEN(of_process)                                                                           \
    "SELECT report.id, report.external_id, report.outlet, report.published, event_id, voice_id, process, "      \
    "report.version FROM report "                                                                \
    "LEFT JOIN report AS now ON now.external_id = report.external_id AND now.current = 1 "       \
    "LEFT JOIN report_group ON report_group.report_id = now.id "                                 \
    "LEFT JOIN report_process ON report_process.report_id = now.id "                             \
    "WHERE report.unread IS NULL " of_process                                                    \
    "AND (?3 IS NULL OR substr(report.published, 1, 10) >= ?3) "                                 \
    "AND (?4 IS NULL OR substr(report.published, 1, 10) <= ?4) AND "
#define OLDEST_FIRST " ORDER BY report.published IS NULL, report.published, report.external_id"

/* As they were after a run: of all, of one process. */
#define AFTER_RUN(of_process) \
    REPORTS_THEN(of_process) "coalesce(report.added_run, 0) <= ?1 AND (report.current = 1 OR report.ended_run > ?1)" \
    OLDEST_FIRST
static const char *const select_reports_then[2] = {AFTER_RUN(""), AFTER_RUN(OF_PROCESS)};

/* Of those of now, what had been published before a day: the newest version of each. What is undated may have been. */
#define BEFORE_DAY(of_process) \
    REPORTS_THEN(of_process) "report.version = (SELECT max(version) FROM report AS known " \
    "WHERE known.external_id = now.external_id " \
    "AND (substr(known.published, 1, 10) < ?5 OR (known.published IS NULL AND known.current = 1)))" OLDEST_FIRST
static const char *const select_reports_published[2] = {BEFORE_DAY(""), BEFORE_DAY(OF_PROCESS)};

static bool load_reports_then(struct loading *loading)
{
    const struct story_scope *scope = loading->scope;
    sqlite3_stmt *row = NULL;
    const char *const *queries = scope->published_before ? select_reports_published : select_reports_then;
    int code = sqlite3_prepare_v2(loading->store->database, queries[scope->filter.process != NULL], -1, &row, NULL);
    sqlite3_bind_int64(row, 1, scope->as_of > 0 ? scope->as_of : 0);
    sqlite3_bind_text(row, 2, scope->filter.process, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 3, scope->filter.since, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 4, scope->filter.until, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 5, scope->published_before, -1, SQLITE_TRANSIENT);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(row);
        if (code == SQLITE_ROW)
            take_report(loading, &(struct report_row){sqlite3_column_int64(row, 0), loading_column(row, 1),
                                                      loading_column(row, 2),
                                                      loading_column(row, 3), loading_column(row,
                                                                                             4), loading_column(row, 5),
                                                      loading_column(row, 6), loading_number(row, 7)});
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
    int kind = record_name(actor_kind_names, ACTOR_KIND_COUNT, loading_column(row, 6));
    *ARENA_PUSH(loading->arena, loading->mentions) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->mentions.count};
    *ARENA_PUSH(loading->arena, loading->facts->mentions) = (struct story_mention){
        .source = read_source(loading, row, 1), .name = loading_keep(loading, loading_column(row, 5)),
        .kind = kind < 0 ? ACTOR_ORGANISATION : (enum actor_kind)kind, .party = loading_keep(loading,
                                                                                             loading_column(row, 7)),
        .key = loading_keep(loading, loading_column(row, 8)), .role = loading_keep(loading, loading_column(row, 9)),
        .known = sqlite3_column_int(row, 10)};
}

static void take_statement(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t mention = loading_place(&loading->mentions, sqlite3_column_int64(row, 0));
    if (mention != MAP_NONE)
        loading->facts->mentions.items[mention].statements++;
}

/* The first row of each place is the actor that stands there. Columns: decision, whether it is a split, side, place,
 * actor, its name, kind, party, key, and whether it is known. */
static void take_anchor(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t number = loading_number(row, 0), count = (uint32_t)loading->facts->decisions.count;
    if (sqlite3_column_int64(row, 3) == loading->last_place)
        return;
    loading->last_place = sqlite3_column_int64(row, 3);
    if (!count || loading->facts->decisions.items[count - 1].number != number)
        *ARENA_PUSH(loading->arena, loading->facts->decisions) =
            (struct story_decision){.number = number, .apart = sqlite3_column_int(row, 1)};
    struct story_decision *decision = &loading->facts->decisions.items[loading->facts->decisions.count - 1];
    int kind = record_name(actor_kind_names, ACTOR_KIND_COUNT, loading_column(row, 6));
    *ARENA_PUSH(loading->arena, decision->sides[sqlite3_column_int(row, 2)]) = (struct story_anchor){
        .at = loading_place(&loading->mentions, sqlite3_column_int64(row, 4)),
        .mention = {.name = loading_keep(loading, loading_column(row, 5)),
                    .kind = kind < 0 ? ACTOR_ORGANISATION : (enum actor_kind)kind,
                    .party = loading_keep(loading, loading_column(row, 7)), .key = loading_keep(loading,
                                                                                                loading_column(row, 8)),
                    .known = sqlite3_column_int(row, 9)}};
}

static void take_alias(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t mention = loading_place(&loading->mentions, sqlite3_column_int64(row, 0));
    if (mention == MAP_NONE)
        return;
    struct story_mention *of = &loading->facts->mentions.items[mention];
    if (!of->alias_count++)
        of->alias_first = (uint32_t)loading->facts->aliases.count;
    *ARENA_PUSH(loading->arena, loading->facts->aliases) =
        (struct story_alias){mention, loading_keep(loading, loading_column(row, 1))};
}

static void take_contact(struct loading *loading, sqlite3_stmt *row)
{
    struct story_contact contact = {.source = loading_telling(loading, row, 1), .from = column_day(row, 6),
                                    .to = column_day(row, 7)};
    int status = record_name(event_status_names, STATUS_COUNT, loading_column(row, 8));
    int kind = record_name(meeting_kind_names, MEETING_KIND_COUNT, loading_column(row, 9));
    contact.place = loading_keep(loading, loading_column(row, 5));
    contact.status = status < 0 ? STATUS_UNKNOWN : (enum event_status)status;
    contact.kind = kind < 0 ? MEETING_MEETING : (enum meeting_kind)kind;
    *ARENA_PUSH(loading->arena, loading->contacts) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->contacts.count};
    contact.when = loading_keep(loading, loading_column(row, 10));
    *ARENA_PUSH(loading->arena, loading->facts->contacts) = contact;
}

static void take_contact_actor(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t at = loading_place(&loading->contacts, sqlite3_column_int64(row, 0));
    uint32_t mention = loading_place(&loading->mentions, sqlite3_column_int64(row, 1));
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
            .to = contact->to, .status = contact->status, .when = contact->when, .ordinal = loading_number(row, 11)};
    loading->trip = trip;
    *ARENA_PUSH(loading->arena, journeys->items[journeys->count - 1].places) = contact->place;
}

/* A journey to several places is one contact for each. */
static void take_journey(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t traveller = loading_place(&loading->mentions, sqlite3_column_int64(row, 9));
    if (traveller == MAP_NONE)
        return;
    struct story_contact contact = {.source = loading_telling(loading, row, 1), .from = column_day(row, 6),
                                    .to = column_day(row, 7), .kind = MEETING_VISIT, .journey = true};
    int status = record_name(event_status_names, STATUS_COUNT, loading_column(row, 8));
    contact.status = status < 0 ? STATUS_UNKNOWN : (enum event_status)status;
    contact.place = loading_keep(loading, loading_column(row, 5));
    contact.when = loading_keep(loading, loading_column(row, 10));
    *ARENA_PUSH(loading->arena, contact.participants) = traveller;
    *ARENA_PUSH(loading->arena, loading->facts->contacts) = contact;
    take_stop(loading, row, &contact);
}

static void take_offer(struct loading *loading, sqlite3_stmt *row)
{
    struct story_offer offer = {.source = loading_telling(loading, row, 1), .name = loading_keep(loading,
                                                                                              loading_column(row, 5))};
    *ARENA_PUSH(loading->arena, loading->offers) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->offers.count};
    *ARENA_PUSH(loading->arena, loading->facts->offers) = offer;
}

static struct story_offer *offer_of(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t at = loading_place(&loading->offers, sqlite3_column_int64(row, 0));
    return at == MAP_NONE ? NULL : &loading->facts->offers.items[at];
}

static void take_maker(struct loading *loading, sqlite3_stmt *row)
{
    struct story_offer *offer = offer_of(loading, row);
    uint32_t mention = loading_place(&loading->mentions, sqlite3_column_int64(row, 1));
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
        *ARENA_PUSH(loading->arena, offer->days) = loading_keep(loading, loading_column(row, 1));
}

static void take_answer(struct loading *loading, sqlite3_stmt *row)
{
    struct story_offer *offer = offer_of(loading, row);
    uint32_t party = loading_place(&loading->mentions, sqlite3_column_int64(row, 5));
    int response = record_name(response_names, RESPONSE_COUNT, loading_column(row, 6));
    if (offer && party != MAP_NONE && response >= 0)
        *ARENA_PUSH(loading->arena, offer->answers) =
            (struct story_answer){loading_telling(loading, row, 1), party, (enum response_kind)response};
}

static void take_stand(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t holder = loading_place(&loading->mentions, sqlite3_column_int64(row, 4));
    int stance = record_name(stance_names, STANCE_COUNT, loading_column(row, 5));
    struct story_source source = loading_telling(loading, row, 0);
    if (holder != MAP_NONE && stance >= 0)
        *ARENA_PUSH(loading->arena, loading->facts->stands) = (struct story_stand){
            source, holder, (enum stance)stance, story_words_name_attendance(loading->words, source.quote)};
}

static void take_talk(struct loading *loading, sqlite3_stmt *row)
{
    int state = record_name(talk_state_names, TALK_STATE_COUNT, loading_column(row, 5));
    if (state >= 0)
        *ARENA_PUSH(loading->arena, loading->facts->talks) =
            (struct story_talk){loading_telling(loading, row, 0), loading_keep(loading, loading_column(row, 4)),
                                (enum talk_state)state, column_day(row, 6), column_day(row, 7)};
}

static bool load_actors(struct loading *loading)
{
    if (!loading_rows(loading, "SELECT actor.id, " SOURCE("actor") ", name, kind, party, key, role, "
                           "rule = 'actor.known-person' FROM " OF_SCOPE("actor")
                           BY_REPORT "actor.id", take_mention))
        return false;
    loading_sort(&loading->mentions);
    return loading_rows(loading, "SELECT actor_id, text FROM " OF_SCOPE("actor") " JOIN alias ON actor_id = actor.id"
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
    return loading_rows(loading, ANCHORS, take_anchor) &&
           (!loading->scope->statements || loading->scope->listings || /* listing.c counts them */
            loading_rows(loading, "SELECT speaker_id FROM " OF_SCOPE("statement"), take_statement));
}

static bool load_contacts(struct loading *loading)
{
    if (!loading_rows(loading,
                  "SELECT meeting.id, " SOURCE("meeting") ", place, from_day, to_day, status, kind, date_text, "
                           STANDING("meeting") " "
                           "FROM " OF_SCOPE("meeting") BY_REPORT "meeting.id", take_contact))
        return false;
    loading_sort(&loading->contacts);
    return loading_rows(loading, "SELECT meeting_id, actor_id, role = 'mediator' FROM " OF_SCOPE("meeting")
                             " JOIN meeting_actor ON meeting_id = meeting.id" BY_REPORT "meeting_actor.id",
                    take_contact_actor) &&
           loading_rows(loading, "SELECT trip.id, " SOURCE("trip") ", place, from_day, to_day, status, traveller_id, "
                             "date_text, ordinal, " STANDING("trip") " "
                             "FROM " OF_SCOPE("trip") " JOIN trip_destination ON trip_id = trip.id" BY_REPORT
                             "trip.id, trip_destination.id", take_journey);
}

static bool load_offers(struct loading *loading)
{
    if (!loading_rows(loading, "SELECT proposal.id, " SOURCE("proposal") ", name, " STANDING("proposal") " FROM "
                           OF_SCOPE("proposal") BY_REPORT
                           "proposal.id", take_offer))
        return false;
    loading_sort(&loading->offers);
    return loading_rows(loading, "SELECT proposal_id, actor_id FROM " OF_SCOPE("proposal")
                             " JOIN proposal_by ON proposal_id = proposal.id" BY_REPORT "proposal_by.id", take_maker) &&
           loading_rows(loading, "SELECT proposal_id, " SOURCE("term") " FROM " OF_SCOPE("proposal")
                             " JOIN term ON proposal_id = proposal.id" BY_REPORT "term.id", take_term) &&
           loading_rows(loading, "SELECT proposal.id, date.value FROM " OF_SCOPE("proposal")
                             " JOIN date ON date.report_id = proposal.report_id "
                             "WHERE type = 'DATE' AND value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' "
                             "AND date.start >= proposal.start AND date.\"end\" <= proposal.\"end\" "
                             BY_REPORT "proposal.id, date.id", take_offer_day) &&
           loading_rows(loading, "SELECT proposal_id, " SOURCE("response") ", party_id, response, "
                             STANDING("response") " FROM " OF_SCOPE("proposal")
                             " JOIN response ON proposal_id = proposal.id" BY_REPORT "response.id", take_answer);
}

static bool load_stands(struct loading *loading)
{
    return loading_rows(loading, "SELECT " SOURCE("position") ", holder_id, stance, " STANDING("position") " FROM "
                             OF_SCOPE("position") BY_REPORT
                             "position.id", take_stand);
}

/* Of the days in the words of a state. */
#define WITHIN_TALK(what)                                                                                         \
    "(SELECT " what " FROM date WHERE date.report_id = talk.report_id AND date.start >= talk.start "                \
    "AND date.\"end\" <= talk.\"end\" AND type = 'DATE')"

static bool load_talks(struct loading *loading)
{
    return loading_rows(loading,
              "SELECT " SOURCE("talk") ", name, state, " WITHIN_TALK("min(from_day)") ", " WITHIN_TALK("max(to_day)") ", "
              STANDING("talk") " FROM " OF_SCOPE("talk") BY_REPORT "talk.id", take_talk);
}

static void take_clue(struct loading *loading, sqlite3_stmt *row)
{
    int kind = record_name(clue_kind_names, CLUE_KIND_COUNT, loading_column(row, 5));
    int tense = record_name(clue_tense_names, CLUE_TENSE_COUNT, loading_column(row, 8));
    struct story_clue clue = {.source = read_source(loading, row, 1), .kind = (enum clue_kind)(kind < 0 ? 0 : kind),
                              .value = loading_keep(loading, loading_column(row,
                                                                            6)), .weekday = (int)loading_number(row, 7),
                              .tense = tense < 0 ? CLUE_UNTENSED : (enum clue_tense)tense,
                              .ordinal = loading_number(row, 9), .counted = loading_keep(loading, loading_column(row,
                                                                                                                 10)),
                              .place = loading_keep(loading, loading_column(row, 11))};
    bool dated = loading->facts->reports.items[clue.source.report].day != STORY_NO_DAY;
    if (kind < 0 || (dated && kind != CLUE_ORDINAL))
        return;
    *ARENA_PUSH(loading->arena, loading->clues) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)loading->facts->clues.count};
    *ARENA_PUSH(loading->arena, loading->facts->clues) = clue;
}

static void take_clue_actor(struct loading *loading, sqlite3_stmt *row)
{
    uint32_t at = loading_place(&loading->clues, sqlite3_column_int64(row, 0));
    uint32_t mention = loading_place(&loading->mentions, sqlite3_column_int64(row, 1));
    if (at != MAP_NONE && mention != MAP_NONE)
        *ARENA_PUSH(loading->arena, loading->facts->clues.items[at].actors) = mention;
}

static void take_likes(struct loading *loading, sqlite3_stmt *row)
{
    struct alike_link link;
    struct str links = loading_column(row, 1);
    while (alike_next(&links, &link)) {
        uint32_t other = loading_place(&loading->places, link.id);
        if (other != MAP_NONE)
            *ARENA_PUSH(loading->arena, loading->facts->likes) =
                (struct story_like){loading_number(row, 0), other, link.similarity, link.copy};
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
    loading_sort(&loading->places);
    if (!loading_rows(loading, "SELECT scope.at, others FROM " SCOPE " JOIN gist ON gist.report_id = scope.report "
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
    if (!loading_rows(loading,
                      "SELECT clue.id, " SOURCE("clue") ", kind, value, weekday, tense, ordinal, counted, place "
                           "FROM " OF_SCOPE("clue") BY_REPORT "clue.start, clue.\"end\", clue.id", take_clue))
        return false;
    loading_sort(&loading->clues);
    return loading_rows(loading,
                        "SELECT clue_id, actor_id FROM " OF_SCOPE("clue") " JOIN clue_actor ON clue_id = clue.id"
                             BY_REPORT "clue_actor.id", take_clue_actor) &&
           load_likes(loading);
}

struct story_figure loading_figure(struct loading *loading, sqlite3_stmt *row)
{
    return (struct story_figure){
        .source = loading_telling(loading, row, 0), .value = sqlite3_column_double(row, 4),
        .unit = loading_keep(loading, loading_column(row, 5)),
        .qualifier = loading_keep(loading, loading_column(row, 6)), .context = STR("")};
}

static void take_figure(struct loading *loading, sqlite3_stmt *row)
{
    *ARENA_PUSH(loading->arena, loading->facts->figures) = loading_figure(loading, row);
}

/* Only conflicts are found by them. Of those that are counted in nothing, or in parts of what is not told, none can be
 * the same. */
static bool load_figures(struct loading *loading)
{
    return loading_rows(loading, "SELECT " SOURCE("figure") ", value, unit, qualifier, " STANDING("figure") " FROM "
                             OF_SCOPE("figure") " WHERE unit IS NOT NULL AND unit <> 'percent'" BY_REPORT "figure.id",
                        take_figure);
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
           (!loading->scope->codings || loading_codings(loading)) &&
           (!loading->scope->listings || loading_listings(loading)) &&
           load_stands(loading) &&
           (loading->scope->events_only || (load_figures(loading) && loading_sayings(loading))) &&
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
