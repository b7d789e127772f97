/* query.c - see query.h. */
#include "store/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "store/internal.h"

#define SOURCE "report, outlet, published"
#define EVIDENCE "quote, start, \"end\", rule, attributed_to"
#define DAYS "date_text, from_day AS \"from\", to_day AS \"to\""
#define DAYS_ALONE "from_day AS \"from\", to_day AS \"to\""
#define BY_PUBLISHED "published IS NULL, published %s, report %s, start, id"
#define BY_DAY_OF "from_day IS NULL, from_day %s, to_day %s, published IS NULL, published %s, report"
#define BY_DAY BY_DAY_OF ", start, id"
#define PUBLISHED_DAY "substr(published, 1, 10)"

/* How to read one view. A condition on an actor or a place may use the lists made by actor_list and place_list. */
struct view {
    const char *columns, *from;
    const char *first_day, *last_day; /* what --until and --since look at */
    const char *actor, *place, *process; /* conditions */
    const char *order;                /* up to three places for ASC or DESC */
    const char *fact;                 /* the table of the facts, as an expression; NULL: it shows none */
    const char *row;                  /* the number of the row of the report; NULL: it cannot be chosen by reports */
};

#define STANDING(fact) \
    "coalesce((SELECT standing FROM standing WHERE standing.kind = " fact " AND fact_id = id), 'machine') AS standing"
#define TOLD(fact) EVIDENCE ", " STANDING("'" fact "'") ", " SOURCE
#define FACT_OF_EVENT "iif(event = 'talks', 'talk', event)"
#define OF_WANTED_REPORT "report_id IN (SELECT report_id FROM wanted_actor)"
#define OF_REPORT_THERE "report_id IN wanted_report"
#define ABOUT "(SELECT report_id FROM report_process WHERE process = ?5)"
#define OF_PROCESS "report_id IN " ABOUT
#define MEETS "id IN (SELECT meeting_id FROM meeting_actor WHERE actor_id IN (SELECT id FROM wanted_actor))"
#define TRAVELS "id IN (SELECT id FROM trip WHERE traveller_id IN (SELECT id FROM wanted_actor))"
#define SPEAKS "id IN (SELECT id FROM statement WHERE speaker_id IN (SELECT id FROM wanted_actor))"
#define PROPOSES                                                                                                 \
    "(id IN (SELECT proposal_id FROM proposal_by WHERE actor_id IN (SELECT id FROM wanted_actor)) OR "           \
    "id IN (SELECT proposal_id FROM response WHERE party_id IN (SELECT id FROM wanted_actor)))"
#define HOLDS "id IN (SELECT id FROM position WHERE holder_id IN (SELECT id FROM wanted_actor))"
#define GOES_THERE "id IN (SELECT trip_id FROM trip_destination WHERE is_place(place, ?4))"

static const struct view views[VIEW_COUNT] = {
    [VIEW_TIMELINE] = {"event, " DAYS ", status, what, actors, mediators, places, quote, rule, "
                       STANDING(FACT_OF_EVENT) ", " SOURCE,
                       "timeline",
                       "coalesce(from_day, " PUBLISHED_DAY ")", "coalesce(to_day, " PUBLISHED_DAY ", from_day)",
                       "((event = 'meeting' AND " MEETS ") OR (event = 'trip' AND " TRAVELS ") OR "
                       "(event = 'proposal' AND " PROPOSES ") OR (event = 'talks' AND " OF_WANTED_REPORT "))",
                       "((event IN ('meeting', 'trip') AND EXISTS (SELECT 1 FROM json_each(places) "
                       "WHERE is_place(json_each.value, ?4))) OR "
                       "(event IN ('proposal', 'talks') AND " OF_REPORT_THERE "))",
                       OF_PROCESS, BY_DAY_OF ", event, id", FACT_OF_EVENT},
    [VIEW_MEETINGS] = {"participants, mediators, place, " DAYS ", status, kind, " TOLD("meeting"), "meetings",
                       "coalesce(from_day, " PUBLISHED_DAY ")", "coalesce(to_day, " PUBLISHED_DAY ", from_day)", MEETS,
                       "is_place(place, ?4)", OF_PROCESS, BY_DAY, "'meeting'"},
    [VIEW_TRIPS] = {"traveller, destinations, ordinal, " DAYS ", status, " TOLD("trip"), "trips",
                    "coalesce(from_day, " PUBLISHED_DAY ")", "coalesce(to_day, " PUBLISHED_DAY ", from_day)", TRAVELS,
                    GOES_THERE, OF_PROCESS, BY_DAY, "'trip'"},
    [VIEW_STATEMENTS] = {"speaker, party, source, addressee, " TOLD("statement"), "statements", PUBLISHED_DAY,
                         PUBLISHED_DAY, SPEAKS, OF_REPORT_THERE, OF_PROCESS, BY_PUBLISHED, "'statement'", "report_id"},
    [VIEW_PROPOSALS] = {"name, by, terms, responses, " TOLD("proposal"), "proposals", PUBLISHED_DAY, PUBLISHED_DAY,
                        PROPOSES, OF_REPORT_THERE, OF_PROCESS, BY_PUBLISHED, "'proposal'"},
    [VIEW_POSITIONS] = {"holder, party, stance, text, " TOLD("position"), "positions", PUBLISHED_DAY, PUBLISHED_DAY,
                        HOLDS, OF_REPORT_THERE, OF_PROCESS, BY_PUBLISHED, "'position'"},
    [VIEW_TALKS] = {"name, state, " TOLD("talk"), "talks", PUBLISHED_DAY, PUBLISHED_DAY, OF_WANTED_REPORT,
                    OF_REPORT_THERE, OF_PROCESS, BY_PUBLISHED, "'talk'"},
    [VIEW_FIGURES] = {"value, unit, qualifier, " TOLD("figure"), "figures", PUBLISHED_DAY, PUBLISHED_DAY,
                      OF_WANTED_REPORT, OF_REPORT_THERE, OF_PROCESS, BY_PUBLISHED, "'figure'", "report_id"},
    [VIEW_CODINGS] = {"event, mode, contexts, cameo, goldstein, penta, status, "
                      "iif(reciprocal, 'yes', 'no') AS reciprocal, source_names, "
                      "source_countries, source_sectors, target_names, target_countries, target_sectors, place, "
                      DAYS ", confidence / 1000.0 AS confidence, " TOLD("coding"), "codings",
                      "coalesce(from_day, " PUBLISHED_DAY ")", "coalesce(to_day, from_day, " PUBLISHED_DAY ")",
                      "id IN (SELECT coding_id FROM coding_actor WHERE actor_id IN (SELECT id FROM wanted_actor) OR "
                      "(actor_id IS NULL AND folded(quote) = ?3) OR folded(country) = ?3)",
                      "is_place(place, ?4)", OF_PROCESS, BY_DAY, "'coding'"},
    [VIEW_ACTORS] = {"name, kind, party, role, aliases, meetings, statements, reports", "actors",
                     "(SELECT min(" PUBLISHED_DAY ") FROM report WHERE current = 1 AND external_id IN "
                     "(SELECT value FROM json_each(reports)))",
                     "(SELECT max(" PUBLISHED_DAY ") FROM report WHERE current = 1 AND external_id IN "
                     "(SELECT value FROM json_each(reports)))",
                     "EXISTS (SELECT 1 FROM wanted_actor WHERE wanted_actor.name = actors.name AND "
                     "wanted_actor.kind = actors.kind AND wanted_actor.party IS actors.party)",
                     "EXISTS (SELECT 1 FROM json_each(reports) JOIN report ON external_id = value AND current = 1 "
                     "WHERE report.id IN wanted_report)",
                     "EXISTS (SELECT 1 FROM json_each(reports) JOIN report ON external_id = value AND current = 1 "
                     "WHERE report.id IN " ABOUT ")",
                     "meetings + statements DESC, json_array_length(reports) DESC, name, kind, party"},
    [VIEW_REPORTS] = {"report, version, outlet, published, title, url, hash, engine, updated, author, language, "
                      "agency, dateline, unread, event, voice, process, "
                      "actors, meetings, trips, statements, proposals, positions, talks, figures, codings",
                      "reports", PUBLISHED_DAY, PUBLISHED_DAY, "id IN (SELECT report_id FROM wanted_actor)",
                      "id IN wanted_report", "id IN " ABOUT, "published IS NULL, published %s, report %s", NULL, "id"},
    [VIEW_REPORT_ROWS] = {"id, external_id AS report, outlet, published, event_id AS event, voice_id AS voice, version, "
                          "process",
                          "(SELECT report.*, event_id, voice_id, process FROM report "
                          "LEFT JOIN report_group ON report_group.report_id = report.id "
                          "LEFT JOIN report_process ON report_process.report_id = report.id "
                          "WHERE current = 1 AND unread IS NULL)",
                          PUBLISHED_DAY, PUBLISHED_DAY, "id IN (SELECT report_id FROM wanted_actor)",
                          "id IN wanted_report", "id IN " ABOUT, "published IS NULL, published %s, report %s"},
    [VIEW_RUNS] = {"id AS run, started, engine, "
                   "(SELECT count(*) FROM report WHERE added_run = run.id AND version = 1) AS new, "
                   "(SELECT count(*) FROM report WHERE added_run = run.id AND version > 1) AS new_version, "
                   "(SELECT count(*) FROM report AS old WHERE ended_run = run.id AND NOT EXISTS (SELECT 1 FROM report "
                   "WHERE external_id = old.external_id AND version = old.version + 1 AND added_run = run.id)) "
                   "AS withdrawn", "run", "1", "1", "1", "1", "1", "id %s"},
    [VIEW_PROCESSES_LATELY] = {"key, name, to_day AS \"to\", voices, (SELECT count(DISTINCT voice_id) FROM report_process "
                               "JOIN report ON report.id = report_process.report_id "
                               "LEFT JOIN report_group ON report_group.report_id = report.id "
                               "WHERE report_process.process = processes.key AND published > "
                               "(SELECT date(max(to_day), '-30 days') FROM process)) AS lately",
                               "processes",
                               "from_day", "to_day",
                               "key IN (SELECT process FROM report_process WHERE report_id IN "
                               "(SELECT report_id FROM wanted_actor))",
                               "key IN (SELECT process FROM report_process WHERE report_id IN wanted_report)", "key = ?5",
                               "reports DESC, from_day IS NULL, from_day, key"},
    [VIEW_PROCESSES] = {"key, name, parties, mediators, matters, " DAYS_ALONE ", reports, voices", "processes",
                        "from_day", "to_day",
                        "key IN (SELECT process FROM report_process WHERE report_id IN "
                        "(SELECT report_id FROM wanted_actor))",
                        "key IN (SELECT process FROM report_process WHERE report_id IN wanted_report)", "key = ?5",
                        "reports DESC, from_day IS NULL, from_day, key"},
};

/* The actors that --actor means. ?3 is the folded name. */
static const char *const actor_list =
    "WITH wanted_actor (id, report_id, name, kind, party) AS MATERIALIZED ("
    "SELECT id, report_id, name, kind, party FROM actor WHERE folded(name) = ?3 OR folded(party) = ?3 "
    "OR (kind = 'person' AND substr(folded(name), -length(?3) - 1) = ' ' || ?3) "
    "OR EXISTS (SELECT 1 FROM alias WHERE actor_id = actor.id AND folded(text) = ?3)), ";

/* The reports that tell of a meeting or trip at --place. ?4 is the folded place. */
static const char *const place_list =
    "wanted_report (id) AS MATERIALIZED (SELECT report_id FROM meeting WHERE is_place(place, ?4) UNION "
    "SELECT report_id FROM trip JOIN trip_destination ON trip_id = trip.id "
    "WHERE is_place(trip_destination.place, ?4)) ";

/* The reports that are asked for by name. ?6 is the array. */
#define ASKED_FOR                                                                                        \
    " IN (SELECT report.id FROM json_each(?6) JOIN report ON report.external_id = json_each.value AND report.current = 1)"

static const char *const list_columns[] = {"participants", "mediators", "destinations", "by", "terms", "responses",
                                           "aliases", "reports", "actors", "places", "parties", "matters", "contexts",
                                           "source_names", "source_countries", "source_sectors", "target_names",
                                           "target_countries", "target_sectors"};

struct rows {
    struct store *store;
    sqlite3_stmt *statement;
    struct row row;
    bool is_list[ROW_SIZE];
    bool stepped; /* the first row was asked for */
    bool (*make_next)(void *context, struct row *row); /* where there is no statement */
    void *context;
};

/* Case-folded copy, to be freed; NULL where it is no UTF-8 or memory ran out, which *failed tells. */
static char *fold(const char *text, size_t length, bool *failed)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t got = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &folded,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    *failed = got == UTF8PROC_ERROR_NOMEM;
    return got < 0 ? NULL : (char *)folded;
}

/* The text of a value of a query, folded; NULL where it has none. */
static char *fold_value(sqlite3_value *value, bool *failed)
{
    const char *text = (const char *)sqlite3_value_text(value);
    *failed = !text && sqlite3_value_type(value) != SQLITE_NULL;
    return text ? fold(text, (size_t)sqlite3_value_bytes(value), failed) : NULL;
}

static void call_folded(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    bool failed;
    char *folded = fold_value(values[0], &failed);
    if (failed)
        sqlite3_result_error_nomem(context);
    else if (folded)
        sqlite3_result_text(context, folded, -1, free);
}

/* is_place(place, folded): whether the place, or what stands between two of its commas, is the folded one. */
static void call_is_place(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    bool failed;
    struct str wanted = str_of((const char *)sqlite3_value_text(values[1]));
    char *folded = fold_value(values[0], &failed);
    struct str rest = str_of(folded);
    bool found = folded && str_equal(rest, wanted);
    while (folded && !found && rest.len)
        found = str_equal(str_trim(str_cut(&rest, ',')), wanted);
    free(folded);
    if (failed)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_int(context, found);
}

/* words_place(text, words, near): where the same words stand, nearest to byte `near`; start << 32 | end, or NULL. */
static void call_words_place(sqlite3_context *context, int count, sqlite3_value **values)
{
    (void)count;
    struct str text = str_make((const char *)sqlite3_value_text(values[0]), (size_t)sqlite3_value_bytes(values[0]));
    struct str words = str_make((const char *)sqlite3_value_text(values[1]), (size_t)sqlite3_value_bytes(values[1]));
    size_t start, end;
    if (text.ptr && words.ptr && str_find_words(text, words, (size_t)sqlite3_value_int64(values[2]), &start, &end))
        sqlite3_result_int64(context, (sqlite3_int64)start << 32 | (sqlite3_int64)end);
}

bool store_add_functions(const struct store *store, readout_error *error)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    int code = sqlite3_create_function(store->database, "folded", 1, flags, NULL, call_folded, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(store->database, "is_place", 2, flags, NULL, call_is_place, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_create_function(store->database, "words_place", 3, flags, NULL, call_words_place, NULL, NULL);
    return code == SQLITE_OK || store_failed(store, code, error);
}

#define NOT_REJECTED \
    " AND NOT EXISTS (SELECT 1 FROM standing WHERE standing = 'rejected' AND fact_id = id AND standing.kind = "

/* The query for a view with the conditions that the filter asks for; to be freed with sqlite3_free. */
static char *compose(const struct view *view, const struct filter *filter)
{
    char order[160];
    const char *direction = filter->newest_first ? "DESC" : "ASC";
    bool leave_out = view->fact && !filter->rejected, by_report = view->row && filter->reports;
    sqlite3_snprintf(sizeof order, order, view->order, direction, direction, direction);
    return sqlite3_mprintf("%s%s SELECT %s FROM %s WHERE 1%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s%s ORDER BY %s",
                           actor_list, place_list, view->columns, view->from,
                           filter->since ? " AND ?1 <= " : "", filter->since ? view->last_day : "",
                           filter->until ? " AND ?2 >= " : "", filter->until ? view->first_day : "",
                           filter->actor ? " AND " : "", filter->actor ? view->actor : "",
                           filter->place ? " AND " : "", filter->place ? view->place : "",
                           filter->process ? " AND " : "", filter->process ? view->process : "",
                           by_report ? " AND " : "", by_report ? view->row : "", by_report ? ASKED_FOR : "",
                           leave_out ? NOT_REJECTED : "", leave_out ? view->fact : "", leave_out ? ")" : "", order);
}

static int bind_folded(sqlite3_stmt *statement, int at, const char *text)
{
    bool failed = false;
    char *folded = text ? fold(text, strlen(text), &failed) : NULL;
    if (failed)
        return SQLITE_NOMEM;
    return folded ? sqlite3_bind_text(statement, at, folded, -1, free) : SQLITE_OK;
}

static int bind_filter(sqlite3_stmt *statement, const struct filter *filter)
{
    int code = sqlite3_bind_text(statement, 1, filter->since, -1, SQLITE_TRANSIENT);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 2, filter->until, -1, SQLITE_TRANSIENT);
    if (code == SQLITE_OK)
        code = bind_folded(statement, 3, filter->actor);
    if (code == SQLITE_OK)
        code = bind_folded(statement, 4, filter->place);
    if (code == SQLITE_OK && filter->process)
        code = sqlite3_bind_text(statement, 5, filter->process, -1, SQLITE_TRANSIENT);
    if (code == SQLITE_OK && filter->reports)
        code = sqlite3_bind_text(statement, 6, filter->reports, -1, SQLITE_TRANSIENT);
    return code;
}

static bool is_list_column(const char *name)
{
    for (size_t i = 0; i < sizeof list_columns / sizeof list_columns[0]; i++)
        if (strcmp(name, list_columns[i]) == 0)
            return true;
    return false;
}

/* SQLite prepares a statement anew at its first step where another program has changed the schema since: the names that it
 * had before are gone then. */
static int name_columns(struct rows *rows)
{
    int count = sqlite3_column_count(rows->statement);
    rows->row.count = (size_t)(count < ROW_SIZE ? count : ROW_SIZE);
    for (size_t i = 0; i < rows->row.count; i++) {
        rows->row.names[i] = sqlite3_column_name(rows->statement, (int)i);
        if (!rows->row.names[i])
            return SQLITE_NOMEM;
        rows->is_list[i] = is_list_column(rows->row.names[i]);
    }
    return SQLITE_OK;
}

struct rows *rows_open(struct store *store, enum store_view view, const struct filter *filter, readout_error *error)
{
    struct rows *rows = calloc(1, sizeof *rows);
    char *query = rows ? compose(&views[view], filter) : NULL;
    int code = query ? sqlite3_prepare_v2(store->database, query, -1, &rows->statement, NULL) : SQLITE_NOMEM;
    sqlite3_free(query);
    if (code == SQLITE_OK)
        code = bind_filter(rows->statement, filter);
    if (code == SQLITE_OK)
        code = name_columns(rows);
    if (code != SQLITE_OK) {
        store_failed(store, code, error);
        rows_close(rows);
        return NULL;
    }
    rows->store = store;
    return rows;
}

struct rows *rows_made(const char *const *names, size_t count, bool next(void *context, struct row *row), void *context,
                       readout_error *error)
{
    struct rows *rows = calloc(1, sizeof *rows);
    if (!rows) {
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
        return NULL;
    }
    rows->make_next = next;
    rows->context = context;
    rows->row.count = count < ROW_SIZE ? count : ROW_SIZE;
    for (size_t i = 0; i < rows->row.count; i++)
        rows->row.names[i] = names[i];
    return rows;
}

/* `failed` is set where memory ran out. */
static struct value column_value(const struct rows *rows, int column, bool *failed)
{
    sqlite3_stmt *statement = rows->statement;
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: return (struct value){.kind = VALUE_NUMBER, .number = sqlite3_column_double(statement, column)};
    case SQLITE_NULL: return (struct value){.kind = VALUE_NONE};
    default: {
        const char *text = (const char *)sqlite3_column_text(statement, column);
        *failed = *failed || !text;
        return (struct value){.kind = rows->is_list[column] ? VALUE_LIST : VALUE_TEXT,
                              .text = str_make(text ? text : "", (size_t)sqlite3_column_bytes(statement, column))};
    }
    }
}

const struct row *rows_next(struct rows *rows, readout_error *error)
{
    if (rows->make_next)
        return rows->make_next(rows->context, &rows->row) ? &rows->row : NULL;
    int code = sqlite3_step(rows->statement);
    if (code != SQLITE_ROW) {
        if (code != SQLITE_DONE)
            store_failed(rows->store, code, error);
        return NULL;
    }
    bool failed = !rows->stepped && name_columns(rows) != SQLITE_OK;
    rows->stepped = true;
    for (size_t i = 0; i < rows->row.count; i++)
        rows->row.values[i] = column_value(rows, (int)i, &failed);
    if (failed)
        store_failed(rows->store, SQLITE_NOMEM, error);
    return failed ? NULL : &rows->row;
}

void rows_close(struct rows *rows)
{
    if (rows)
        sqlite3_finalize(rows->statement);
    free(rows);
}

const struct row *rows_row(const struct rows *rows)
{
    return &rows->row;
}

const struct value *row_value(const struct row *row, const char *name)
{
    static const struct value none = {.kind = VALUE_NONE};
    for (size_t i = 0; i < row->count; i++)
        if (strcmp(row->names[i], name) == 0)
            return &row->values[i];
    return &none;
}

static void copy_day(char day[11], sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    snprintf(day, 11, "%s", text ? text : "");
}

bool store_coverage(struct store *store, struct coverage *coverage, readout_error *error)
{
    static const char *const query = "SELECT count(*), count(*) - count(published), count(DISTINCT outlet), "
                                     "min(" PUBLISHED_DAY "), max(" PUBLISHED_DAY ") FROM report WHERE current = 1";
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->database, query, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        coverage->reports = sqlite3_column_int64(statement, 0);
        coverage->undated = sqlite3_column_int64(statement, 1);
        coverage->outlets = sqlite3_column_int64(statement, 2);
        copy_day(coverage->first, statement, 3);
        copy_day(coverage->last, statement, 4);
    } else {
        store_failed(store, code, error);
    }
    sqlite3_finalize(statement);
    return code == SQLITE_ROW;
}
