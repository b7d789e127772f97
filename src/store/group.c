/* group.c - makes the groups of reports (store_group of store.h).
 *
 * Input: the reports in `ungrouped`, and all that may be like them. Output: likeness, report_group. They are done in
 * portions, each in one transaction. A portion touches those groups only that it may change: of its own reports, of all
 * that are or were like these, and of all that are like one of those, with whatever is in one event with any of them.
 * Whether two other reports belong together depends on what is like them (merge/group.c), and that is as it was.
 *
 * Invariant: when `ungrouped` is empty the groups are those that all current reports would have if grouped at once. */
#include <stdlib.h>

#include "base/error.h"
#include "merge/group.h"
#include "store/internal.h"

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
#define PORTION 4096        /* reports, for the memory's sake */
#define BEFORE_ALL -9999999 /* days */
#define BEHIND_ALL 9999999
#define FRESH "(SELECT report_id FROM fresh)"
#define TOUCHED "(SELECT report_id FROM touched)"

/* Take a portion out of `ungrouped` and out of the groups; what it was like is touched. */
static const char *const withdraw =
    "CREATE TEMP TABLE IF NOT EXISTS fresh (report_id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE IF NOT EXISTS touched (report_id INTEGER PRIMARY KEY);"
    "DELETE FROM fresh; DELETE FROM touched;"
    "INSERT INTO fresh SELECT report_id FROM ungrouped LEFT JOIN gist USING (report_id) ORDER BY day, report_id "
    "LIMIT " TEXT(PORTION) ";"
    "DELETE FROM ungrouped WHERE report_id IN " FRESH ";"
    "INSERT INTO touched SELECT report_id FROM fresh;"
    "INSERT OR IGNORE INTO touched SELECT other_id FROM likeness WHERE report_id IN " FRESH ";"
    "DELETE FROM likeness WHERE (report_id, other_id) IN "
    "(SELECT other_id, report_id FROM likeness WHERE report_id IN " FRESH ");"
    "DELETE FROM likeness WHERE report_id IN " FRESH;

/* What the portion is compared with, itself included. */
static const char *const select_compared =
    "WITH fresh_day (first, last, undated) AS (SELECT min(day), max(day), count(*) > count(day) FROM gist "
    "JOIN report ON report.id = report_id AND current = 1 WHERE report_id IN " FRESH ") "
    "SELECT gist.report_id, day, gist, sketch, gist.report_id IN " FRESH " FROM fresh_day JOIN gist "
    "ON day IS NULL OR day BETWEEN iif(undated, " TEXT(BEFORE_ALL) ", first - ?1) "
    "AND iif(undated, " TEXT(BEHIND_ALL) ", last + ?1) JOIN report ON report.id = gist.report_id AND current = 1 "
    "WHERE gist.report_id NOT IN (SELECT report_id FROM ungrouped) ORDER BY day, gist.report_id";

static const char *const insert_likeness =
    "INSERT INTO likeness (report_id, other_id, similarity, copy) VALUES (?1, ?2, ?3, ?4), (?2, ?1, ?3, ?4)";

/* Touch what the portion is like now, what is like anything touched, and whole events; but only what is current. */
static const char *const spread =
    "INSERT OR IGNORE INTO touched SELECT other_id FROM likeness WHERE report_id IN " FRESH ";"
    "INSERT OR IGNORE INTO touched SELECT other_id FROM likeness WHERE report_id IN " TOUCHED ";"
    "INSERT OR IGNORE INTO touched SELECT other.report_id FROM report_group AS one "
    "JOIN report_group AS other USING (event_id) WHERE one.report_id IN " TOUCHED ";"
    "DELETE FROM report_group WHERE report_id IN " TOUCHED ";"
    "DELETE FROM touched WHERE report_id NOT IN (SELECT id FROM report JOIN gist ON report_id = id WHERE current = 1) "
    "OR report_id IN (SELECT report_id FROM ungrouped)";

/* What is touched and what is like it, in the order that tells which report is the first of its group. */
static const char *const select_grouped =
    "SELECT id, gist, id IN " TOUCHED " FROM report JOIN gist ON report_id = id WHERE id IN "
    "(SELECT report_id FROM touched UNION SELECT other_id FROM likeness WHERE report_id IN " TOUCHED ") "
    "ORDER BY published IS NULL, published, external_id, id";

static const char *const select_pairs =
    "SELECT report_id, other_id, similarity, copy FROM likeness WHERE report_id IN " TOUCHED
    " AND (report_id < other_id OR other_id NOT IN " TOUCHED ")";

static const char *const insert_group =
    "INSERT INTO report_group (report_id, event_id, voice_id) VALUES (?1, ?2, ?3)";

/* A report's row and its place in a list. */
struct place {
    sqlite3_int64 id;
    uint32_t at;
};

struct portion {
    struct store *store;
    struct arena *arena;
    readout_error *error;
    LIST(struct compared) compared;
    LIST(sqlite3_int64) compared_ids;
    LIST(struct grouped) grouped;
    LIST(struct place) places; /* of the grouped: in their order, then by id */
    struct pair_list pairs;
    sqlite3_stmt *statement; /* the one at work */
};

static void finish(struct portion *portion)
{
    sqlite3_finalize(portion->statement);
    portion->statement = NULL;
}

static bool prepare(struct portion *portion, const char *sql)
{
    finish(portion);
    int code = sqlite3_prepare_v2(portion->store->database, sql, -1, &portion->statement, NULL);
    return code == SQLITE_OK || store_failed(portion->store, code, portion->error);
}

static struct str column_bytes(sqlite3_stmt *row, int column)
{
    const char *bytes = sqlite3_column_blob(row, column);
    return str_make(bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, column));
}

/* Run the query; `use` is called with each row. */
static bool each_row(struct portion *portion, const char *sql, void use(struct portion *portion, sqlite3_stmt *row))
{
    if (!prepare(portion, sql))
        return false;
    sqlite3_bind_int(portion->statement, 1, PAIR_DAYS); /* where the query asks for it */
    int code;
    while ((code = sqlite3_step(portion->statement)) == SQLITE_ROW)
        use(portion, portion->statement);
    if (code != SQLITE_DONE)
        store_failed(portion->store, code, portion->error);
    finish(portion);
    return code == SQLITE_DONE;
}

static void take_compared(struct portion *portion, sqlite3_stmt *row)
{
    struct arena *arena = portion->arena;
    *ARENA_PUSH(arena, portion->compared_ids) = sqlite3_column_int64(row, 0);
    *ARENA_PUSH(arena, portion->compared) = (struct compared){
        .day = sqlite3_column_type(row, 1) == SQLITE_NULL ? NO_DAY : (long)sqlite3_column_int64(row, 1),
        .gist = gist_read(arena, column_bytes(row, 2)),
        .sketch = sketch_read(arena, column_bytes(row, 3)),
        .fresh = sqlite3_column_int(row, 4)};
}

static void take_grouped(struct portion *portion, sqlite3_stmt *row)
{
    *ARENA_PUSH(portion->arena, portion->places) =
        (struct place){sqlite3_column_int64(row, 0), (uint32_t)portion->grouped.count};
    *ARENA_PUSH(portion->arena, portion->grouped) = (struct grouped){
        .gist = gist_read(portion->arena, column_bytes(row, 1)), .inside = sqlite3_column_int(row, 2)};
}

static int compare_places(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    return (left->id > right->id) - (left->id < right->id);
}

static const struct place *find_place(const struct portion *portion, sqlite3_int64 id)
{
    return bsearch(&(struct place){.id = id}, portion->places.items, portion->places.count, sizeof(struct place),
                   compare_places);
}

static void take_pair(struct portion *portion, sqlite3_stmt *row)
{
    const struct place *a = find_place(portion, sqlite3_column_int64(row, 0));
    const struct place *b = find_place(portion, sqlite3_column_int64(row, 1));
    if (a && b)
        *ARENA_PUSH(portion->arena, portion->pairs) = (struct pair){
            a->at, b->at, (uint32_t)sqlite3_column_int64(row, 2), sqlite3_column_int(row, 3)};
}

/* Bind whole numbers, step the statement, which gives no rows, and make it ready for the next time. */
static bool insert(const struct portion *portion, const sqlite3_int64 *values, int count)
{
    for (int i = 0; i < count; i++)
        sqlite3_bind_int64(portion->statement, i + 1, values[i]);
    int code = sqlite3_step(portion->statement);
    sqlite3_reset(portion->statement);
    return code == SQLITE_DONE || store_failed(portion->store, code, portion->error);
}

/* Find what the portion is like and write it down. */
static bool store_pairs(struct portion *portion)
{
    struct pair_list found = {0};
    if (!each_row(portion, select_compared, take_compared))
        return false;
    pair_find(portion->arena, portion->compared.items, (uint32_t)portion->compared.count, &found);
    bool done = prepare(portion, insert_likeness);
    for (size_t i = 0; done && i < found.count; i++) {
        const struct pair *pair = &found.items[i];
        const sqlite3_int64 values[] = {portion->compared_ids.items[pair->a], portion->compared_ids.items[pair->b],
                                        pair->similarity, pair->copy};
        done = insert(portion, values, 4);
    }
    finish(portion);
    return done;
}

static bool store_groups(struct portion *portion, const sqlite3_int64 *ids)
{
    bool done = prepare(portion, insert_group);
    for (size_t i = 0; done && i < portion->grouped.count; i++) {
        const struct grouped *report = &portion->grouped.items[i];
        const sqlite3_int64 values[] = {ids[i], ids[report->event], ids[report->voice]};
        done = !report->inside || insert(portion, values, 3);
    }
    finish(portion);
    return done;
}

static bool group_touched(struct portion *portion)
{
    if (!each_row(portion, select_grouped, take_grouped))
        return false;
    size_t count = portion->grouped.count;
    sqlite3_int64 *ids = arena_take(portion->arena, count + 1, sizeof *ids);
    for (size_t i = 0; i < count; i++)
        ids[i] = portion->places.items[i].id;
    if (count)
        qsort(portion->places.items, count, sizeof *portion->places.items, compare_places);
    if (!each_row(portion, select_pairs, take_pair))
        return false;
    group_reports(portion->arena, portion->grouped.items, (uint32_t)count, &portion->pairs);
    return store_groups(portion, ids);
}

static bool group_portion(struct portion *portion)
{
    struct store *store = portion->store;
    readout_error *error = portion->error;
    if (arena_guard(portion->arena))
        return error_set(error, READOUT_NO_MEMORY, store->path, "no memory to group the reports");
    return store_run(store, "BEGIN IMMEDIATE", error) && store_run(store, withdraw, error) && store_pairs(portion) &&
           store_run(store, spread, error) && group_touched(portion) &&
           store_find_processes(store, portion->arena, error) && store_run(store, "COMMIT", error);
}

static bool group_next(struct store *store, readout_error *error)
{
    struct arena arena;
    struct portion portion = {.store = store, .arena = &arena, .error = error};
    arena_init(&arena, 0);
    bool done = group_portion(&portion);
    finish(&portion);
    arena_free(&arena);
    if (!done && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return done;
}

bool store_group(struct store *store, readout_error *error)
{
    sqlite3_int64 left = 0;
    if (!store_run(store, "PRAGMA temp_store = MEMORY", error))
        return false;
    while (store_number(store, "SELECT count(*) FROM ungrouped", &left, error))
        if (!left || !group_next(store, error))
            return !left;
    return false;
}
