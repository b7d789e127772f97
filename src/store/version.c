/* version.c - see version.h. */
#include "store/version.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/internal.h"

#define COLUMNS "report.id, external_id, version, outlet, published, title, current, url, updated, author, agency, " \
                "dateline, read_at, "
#define VERSION "SELECT " COLUMNS "content FROM report JOIN text ON hash = text_hash WHERE external_id = ?1 AND "

static const char *const newest_version = VERSION "?2 = 0 ORDER BY version DESC LIMIT 1";
static const char *const this_version = VERSION "version = ?2";
static const char *const version_before = VERSION "version < ?2 ORDER BY version DESC LIMIT 1";
static const char *const all_versions = "SELECT " COLUMNS "'' FROM report WHERE external_id = ?1 ORDER BY version DESC";

/* What a fact says, as text: parts with " · " between them. A part that is not known is left out. */
#define PART(part) "coalesce(' · ' || (" part "), '')"
#define WHAT(parts) "ltrim(" parts ", ' ·')"
#define NAMES(table, column, of, condition)                                                                      \
    "SELECT group_concat(name, ', ') FROM (SELECT name FROM " table " JOIN actor ON actor.id = actor_id WHERE " column \
    " = " of ".id" condition " ORDER BY " table ".id)"
#define NAME_OF(column) "SELECT name FROM actor WHERE actor.id = " column
#define CODED_AS(role)                                                                                            \
    "SELECT group_concat(name, ', ') FROM (SELECT coalesce(actor.name, one.quote) AS name FROM coding_actor AS one " \
    "LEFT JOIN actor ON actor.id = actor_id WHERE coding_id = coding.id AND one.role = '" role "' ORDER BY at)"
#define FACT(kind, what, from) "SELECT '" kind "', " WHAT(what) ", start, \"end\", quote FROM " from
#define DAYS PART("coalesce(from_day || iif(to_day > from_day, '/' || to_day, ''), date_text)")

static const char *const select_facts =
    FACT("meeting", PART(NAMES("meeting_actor", "meeting_id", "meeting", "")) " || " PART("place") " || " DAYS " || "
         PART("status"), "meeting WHERE report_id = ?1")
    " UNION ALL " FACT("trip", PART(NAME_OF("traveller_id")) " || " PART("SELECT group_concat(place, ', ') FROM (SELECT "
         "place FROM trip_destination WHERE trip_id = trip.id ORDER BY trip_destination.id)") " || " DAYS " || "
         PART("status"), "trip WHERE report_id = ?1")
    " UNION ALL " FACT("statement", PART("coalesce((" NAME_OF("speaker_id") "), source)") " || " PART("quote"),
         "statement WHERE report_id = ?1")
    " UNION ALL " FACT("proposal", PART(NAMES("proposal_by", "proposal_id", "proposal", "")) " || "
         PART("coalesce(name, quote)"), "proposal WHERE report_id = ?1")
    " UNION ALL " FACT("term", PART("issue") " || " PART("quote"),
         "term WHERE proposal_id IN (SELECT id FROM proposal WHERE report_id = ?1)")
    " UNION ALL " FACT("response", PART(NAME_OF("party_id")) " || " PART("response"),
         "response WHERE proposal_id IN (SELECT id FROM proposal WHERE report_id = ?1)")
    " UNION ALL " FACT("position", PART(NAME_OF("holder_id")) " || " PART("stance") " || " PART("quote"),
         "position WHERE report_id = ?1")
    " UNION ALL " FACT("talk", PART("name") " || " PART("state"), "talk WHERE report_id = ?1")
    " UNION ALL " FACT("figure", PART("qualifier") " || " PART("printf('%.15g', value)") " || " PART("unit"),
         "figure WHERE report_id = ?1")
    " UNION ALL " FACT("coding", PART(CODED_AS("source")) " || " PART("event") " || " PART(CODED_AS("target")) " || "
         PART("place") " || " DAYS " || " PART("status"), "coding WHERE report_id = ?1")
    " ORDER BY 3, 4, 1, 2";

static struct str column(struct arena *arena, sqlite3_stmt *row, int at)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return str_copy(arena, str_make(text ? text : "", (size_t)sqlite3_column_bytes(row, at)));
}

static struct report_version take_version(struct arena *arena, sqlite3_stmt *row)
{
    return (struct report_version){
        .row = sqlite3_column_int64(row, 0), .id = column(arena, row, 1),
        .version = (uint32_t)sqlite3_column_int64(row, 2), .outlet = column(arena, row, 3),
        .published = column(arena, row, 4), .title = column(arena, row, 5), .current = sqlite3_column_int(row, 6),
        .url = column(arena, row, 7), .updated = column(arena, row, 8), .author = column(arena, row, 9),
        .agency = column(arena, row, 10), .dateline = column(arena, row, 11), .read_at = column(arena, row, 12),
        .text = column(arena, row, 13)};
}

static bool find_version(struct store *store, const char *sql, struct str id, int64_t version, struct arena *arena,
                         struct report_version *found, readout_error *error)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store->database, sql, -1, &row, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text64(row, 1, id.ptr, id.len, SQLITE_STATIC, SQLITE_UTF8);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(row, 2, version);
    if (code == SQLITE_OK)
        code = sqlite3_step(row);
    *found = (struct report_version){0};
    if (code == SQLITE_ROW)
        *found = take_version(arena, row);
    else if (code != SQLITE_DONE)
        store_failed(store, code, error);
    sqlite3_finalize(row);
    return code == SQLITE_ROW || code == SQLITE_DONE;
}

bool store_version(struct store *store, const char *name, struct arena *arena, struct report_version *found,
                   readout_error *error)
{
    const char *mark = strrchr(name, '@');
    if (!find_version(store, newest_version, str_of(name), 0, arena, found, error))
        return false;
    if (!found->row && mark && mark[1] >= '1' && mark[1] <= '9' &&
        !find_version(store, this_version, str_make(name, (size_t)(mark - name)), atoll(mark + 1), arena, found, error))
        return false;
    return found->row || error_set(error, READOUT_BAD_USAGE, NULL, "no report %s; 'readout reports' lists them", name);
}

bool store_version_of(struct store *store, struct str id, uint32_t version, struct arena *arena,
                      struct report_version *found, readout_error *error)
{
    return find_version(store, version ? this_version : newest_version, id, version, arena, found, error);
}

bool store_versions(struct store *store, struct str id, struct arena *arena, struct report_versions *versions,
                    readout_error *error)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store->database, all_versions, -1, &row, NULL);
    *versions = (struct report_versions){0};
    if (code == SQLITE_OK)
        code = sqlite3_bind_text64(row, 1, id.ptr, id.len, SQLITE_STATIC, SQLITE_UTF8);
    while (code == SQLITE_OK && (code = sqlite3_step(row)) == SQLITE_ROW) {
        *ARENA_PUSH(arena, *versions) = take_version(arena, row);
        code = SQLITE_OK;
    }
    if (code != SQLITE_DONE)
        store_failed(store, code, error);
    sqlite3_finalize(row);
    return code == SQLITE_DONE;
}

bool store_version_before(struct store *store, const struct report_version *version, struct arena *arena,
                          struct report_version *found, readout_error *error)
{
    return find_version(store, version_before, version->id, version->version, arena, found, error);
}

bool store_version_facts(struct store *store, const struct report_version *version, struct arena *arena,
                         struct revision_facts *facts, readout_error *error)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(store->database, select_facts, -1, &row, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(row, 1, version->row);
    *facts = (struct revision_facts){0};
    if (code != SQLITE_OK)
        return store_failed(store, code, error);
    while ((code = sqlite3_step(row)) == SQLITE_ROW)
        *ARENA_PUSH(arena, *facts) = (struct revision_fact){
            .kind = column(arena, row, 0), .what = column(arena, row, 1),
            .start = (uint32_t)sqlite3_column_int64(row, 2), .end = (uint32_t)sqlite3_column_int64(row, 3),
            .quote = column(arena, row, 4)};
    if (code != SQLITE_DONE)
        store_failed(store, code, error);
    sqlite3_finalize(row);
    return code == SQLITE_DONE;
}
