/* mark.c - see mark.h. Input: marks. Output: the table input_mark. Invariant: a mark never stands behind a report that
 * is not stored. */
#include "store/mark.h"

#include <unistd.h>

#include "base/error.h"
#include "store/internal.h"

/* A number of a file; SQLite has no unsigned ones. */
static sqlite3_int64 number(uint64_t value)
{
    return value > INT64_MAX ? INT64_MAX : (sqlite3_int64)value;
}

static struct str column_text(sqlite3_stmt *row, int column)
{
    return str_of((const char *)sqlite3_column_text(row, column));
}

static uint64_t column_number(sqlite3_stmt *row, int column)
{
    sqlite3_int64 value = sqlite3_column_int64(row, column);
    return value > 0 ? (uint64_t)value : 0;
}

static void visit_all(const struct store *store, mark_visit *visit, void *context)
{
    static const char *const query =
        "SELECT path, engine, size, modified, \"offset\", items, failures, finished FROM input_mark";
    sqlite3_stmt *row = NULL;
    bool going = sqlite3_prepare_v2(store->database, query, -1, &row, NULL) == SQLITE_OK;
    while (going && sqlite3_step(row) == SQLITE_ROW) {
        const struct file_mark mark = {
            .path = column_text(row, 0), .engine = column_text(row, 1), .size = column_number(row, 2),
            .modified = column_number(row, 3), .offset = column_number(row, 4), .items = column_number(row, 5),
            .failures = column_number(row, 6), .finished = column_number(row, 7) != 0};
        going = visit(context, &mark);
    }
    sqlite3_finalize(row);
}

void mark_each(const char *path, mark_visit *visit, void *context)
{
    readout_error nobody = {0};
    struct store *store = access(path, F_OK) == 0 ? store_open(path, STORE_SHOW, &nobody) : NULL;
    if (!store)
        return;
    /* What a killed call has left beside the database stays there: it tells that the pages are to be checked. */
    sqlite3_db_config(store->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    visit_all(store, visit, context);
    store_close(store);
}

static bool step(const struct store *store, sqlite3_stmt *statement, readout_error *error)
{
    int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE || store_failed(store, code, error);
}

static void bind_text(sqlite3_stmt *statement, int at, struct str text)
{
    sqlite3_bind_text64(statement, at, text.len ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static sqlite3_stmt *prepare(const struct store *store, const char *sql, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
    if (code != SQLITE_OK)
        store_failed(store, code, error);
    return statement;
}

bool mark_put_all(struct store *store, const struct file_mark *marks, size_t count, readout_error *error)
{
    static const char *const put =
        "REPLACE INTO input_mark (path, engine, size, modified, \"offset\", items, failures, finished, run) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    sqlite3_stmt *statement = prepare(store, put, error);
    bool done = statement != NULL;
    for (size_t i = 0; done && i < count; i++) {
        const struct file_mark *mark = &marks[i];
        const sqlite3_int64 numbers[] = {number(mark->size),     number(mark->modified), number(mark->offset),
                                         number(mark->items),    number(mark->failures), mark->finished};
        bind_text(statement, 1, mark->path);
        bind_text(statement, 2, mark->engine);
        for (int k = 0; k < (int)(sizeof numbers / sizeof *numbers); k++)
            sqlite3_bind_int64(statement, 3 + k, numbers[k]);
        if (store->run) /* 0: nothing of the record has changed yet, and this changes nothing of it */
            sqlite3_bind_int64(statement, 9, store->run);
        done = step(store, statement, error);
    }
    sqlite3_finalize(statement);
    return done;
}

bool mark_clear(struct store *store, const struct str *paths, size_t count, readout_error *error)
{
    sqlite3_stmt *of_run = prepare(store, "DELETE FROM input_mark WHERE run = ?1 OR run IS NULL", error);
    sqlite3_stmt *of_path = prepare(store, "DELETE FROM input_mark WHERE path = ?1", error);
    bool done = of_run && of_path && store_run(store, "BEGIN IMMEDIATE", error);
    if (done) {
        sqlite3_bind_int64(of_run, 1, store->run);
        done = step(store, of_run, error);
    }
    for (size_t i = 0; done && i < count; i++) {
        bind_text(of_path, 1, paths[i]);
        done = step(store, of_path, error);
    }
    sqlite3_finalize(of_run);
    sqlite3_finalize(of_path);
    done = done && store_run(store, "COMMIT", error);
    if (!done && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return done;
}
