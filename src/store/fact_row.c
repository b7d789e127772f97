/* fact_row.c - see fact_row.h. A column whose name begins with '*' is a list. */
#include "store/fact_row.h"

#include "store/fact_kind.h"
#include "store/internal.h"

#define NAME_OF(column) "(SELECT name FROM actor WHERE actor.id = f." column ")"
#define NAMES(table, condition)                                                                                   \
    "(SELECT json_group_array(name) FROM (SELECT actor.name FROM " table " JOIN actor ON actor.id = actor_id WHERE " \
    condition " ORDER BY " table ".id))"
#define CODED_AS(role)                                                                                            \
    "(SELECT json_group_array(name) FROM (SELECT coalesce(actor.name, one.quote) AS name FROM coding_actor AS one " \
    "LEFT JOIN actor ON actor.id = actor_id WHERE coding_id = f.id AND one.role = '" role "' ORDER BY at))"
#define DAYS "date_text, from_day AS \"from\", to_day AS \"to\", status"
#define OF_PROPOSAL "proposal_id IN (SELECT id FROM proposal WHERE report_id = ?1)"
#define FACT(kind, who, values, condition)                                                                        \
    {kind, "SELECT " who ", f.start, f.\"end\", f.quote, f.rule, f.attributed_to, coalesce((SELECT standing FROM "  \
           "standing WHERE standing.kind = '" kind "' AND fact_id = f.id), 'machine'), " values " FROM " kind      \
           " AS f WHERE " condition " AND f.start = ?2 AND f.\"end\" = ?3 ORDER BY f.id"}
#define OF_REPORT "f.report_id = ?1"

enum { FIRST_VALUE = 7 };
static const struct {
    const char *kind, *select;
} kinds[] = {
    FACT("meeting", "NULL",
         NAMES("meeting_actor", "meeting_id = f.id AND meeting_actor.role = 'participant'") " AS \"*participants\", "
         NAMES("meeting_actor", "meeting_id = f.id AND meeting_actor.role = 'mediator'") " AS \"*mediators\", place, "
         DAYS ", f.kind AS kind", OF_REPORT),
    FACT("trip", NAME_OF("traveller_id"),
         NAME_OF("traveller_id") " AS traveller, (SELECT json_group_array(place) FROM (SELECT place FROM "
         "trip_destination WHERE trip_id = f.id ORDER BY id)) AS \"*destinations\", ordinal, " DAYS, OF_REPORT),
    FACT("statement", NAME_OF("speaker_id"), NAME_OF("speaker_id") " AS speaker, source, addressee", OF_REPORT),
    FACT("proposal", "NULL",
         "f.name AS name, " NAMES("proposal_by", "proposal_id = f.id") " AS \"*by\", (SELECT json_group_array("
         "issue || ': ' || quote) FROM (SELECT issue, quote FROM term WHERE proposal_id = f.id ORDER BY id)) AS "
         "\"*terms\", (SELECT json_group_array(coalesce(name || ': ', '') || response || ': ' || quote) FROM (SELECT "
         "actor.name, response, response.quote FROM response LEFT JOIN actor ON actor.id = party_id WHERE proposal_id "
         "= f.id ORDER BY response.id)) AS \"*responses\"", OF_REPORT),
    FACT("term", "NULL", "issue", OF_PROPOSAL),
    FACT("response", NAME_OF("party_id"), NAME_OF("party_id") " AS party, response", OF_PROPOSAL),
    FACT("position", NAME_OF("holder_id"), NAME_OF("holder_id") " AS holder, stance", OF_REPORT),
    FACT("talk", "NULL", "f.name AS name, state", OF_REPORT),
    FACT("figure", "NULL", "value, unit, qualifier", OF_REPORT),
    FACT("coding", FACT_CODED,
         CODED_AS("source") " AS \"*source\", " CODED_AS("target") " AS \"*target\", event, mode, coalesce(contexts, "
         "'[]') AS \"*contexts\", cameo, goldstein, penta, reciprocal, place, " DAYS, OF_REPORT),
    FACT("actor", "f.name",
         "f.name AS name, f.kind AS kind, party, f.role AS role, (SELECT json_group_array(text) FROM (SELECT text FROM "
         "alias WHERE actor_id = f.id ORDER BY id)) AS \"*aliases\"", OF_REPORT),
};

static const char *select_of(struct str kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(kind, str_of(kinds[i].kind)))
            return kinds[i].select;
    return NULL;
}

static struct str column(struct arena *arena, sqlite3_stmt *row, int at)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return str_copy(arena, str_make(text ? text : "", (size_t)sqlite3_column_bytes(row, at)));
}

static void take_value(struct arena *arena, sqlite3_stmt *from, int at, struct row *row)
{
    const char *name = sqlite3_column_name(from, at);
    struct str named = str_of(name);
    bool list = named.len && named.ptr[0] == '*';
    struct value *value = &row->values[row->count];
    row->names[row->count++] = arena_copy(arena, named.ptr + list, named.len - list);
    switch (sqlite3_column_type(from, at)) {
    case SQLITE_NULL: *value = (struct value){.kind = VALUE_NONE}; return;
    case SQLITE_INTEGER:
    case SQLITE_FLOAT: *value = (struct value){.kind = VALUE_NUMBER, .number = sqlite3_column_double(from, at)}; return;
    default: *value = (struct value){.kind = list ? VALUE_LIST : VALUE_TEXT, .text = column(arena, from, at)};
    }
}

static void take_fact(struct arena *arena, sqlite3_stmt *from, struct fact_row *fact)
{
    int standing = record_name(standing_names, STANDING_HAND_MADE + 1, column(arena, from, 6));
    *fact = (struct fact_row){.who = column(arena, from, 0), .start = (uint32_t)sqlite3_column_int64(from, 1),
                              .end = (uint32_t)sqlite3_column_int64(from, 2), .quote = column(arena, from, 3),
                              .rule = column(arena, from, 4), .cited = column(arena, from, 5),
                              .standing = standing < 0 ? STANDING_MACHINE : (enum standing)standing};
    for (int at = FIRST_VALUE; at < sqlite3_column_count(from); at++)
        take_value(arena, from, at, &fact->row);
}

bool store_fact_rows(struct store *store, int64_t row, struct str kind, uint32_t start, uint32_t end,
                     struct arena *arena, struct fact_rows *facts, readout_error *error)
{
    sqlite3_stmt *from = NULL;
    const char *select = select_of(kind);
    *facts = (struct fact_rows){0};
    if (!select)
        return true;
    int code = sqlite3_prepare_v2(store->database, select, -1, &from, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(from, 1, row);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(from, 2, start);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(from, 3, end);
    while (code == SQLITE_OK && (code = sqlite3_step(from)) == SQLITE_ROW) {
        take_fact(arena, from, ARENA_PUSH(arena, *facts));
        code = SQLITE_OK;
    }
    if (code != SQLITE_DONE)
        store_failed(store, code, error);
    sqlite3_finalize(from);
    return code == SQLITE_DONE;
}
