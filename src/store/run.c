/* run.c - see run.h. */
#include "store/run.h"

#include <stdio.h>

#include "store/internal.h"

/* Step the query, which has its first value bound; the row is read from *statement, which the caller finalizes. */
static int first_row(const struct store *store, const char *sql, sqlite3_stmt **statement, const char *text,
                     int64_t number)
{
    int code = sqlite3_prepare_v2(store->database, sql, -1, statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(*statement, 1, text, -1, SQLITE_TRANSIENT);
    if (code == SQLITE_OK && sqlite3_bind_parameter_count(*statement) > 1)
        code = sqlite3_bind_int64(*statement, 2, number);
    return code == SQLITE_OK ? sqlite3_step(*statement) : code;
}

static bool finish(const struct store *store, sqlite3_stmt *statement, int code, readout_error *error)
{
    sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE || store_failed(store, code, error);
}

bool store_last_run(struct store *store, const char *day, int64_t *run, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = first_row(store, "SELECT coalesce(max(id), 0) FROM run WHERE ?1 IS NULL OR started < ?1", &statement, day,
                         0);
    *run = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    return finish(store, statement, code, error);
}

bool store_change_number(struct store *store, int64_t *number, readout_error *error)
{
    sqlite3_int64 found = 0;
    bool got = store_number(store, "PRAGMA data_version", &found, error);
    *number = found;
    return got;
}

bool store_has_run(struct store *store, int64_t run, bool *has, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = first_row(store, "SELECT ?1 FROM run WHERE id = ?2", &statement, NULL, run);
    *has = code == SQLITE_ROW;
    return finish(store, statement, code, error);
}

bool store_newest_runs(struct store *store, size_t most, struct run_mark *runs, size_t *count, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = first_row(store, "SELECT id, started, ?1 FROM run ORDER BY id DESC LIMIT ?2", &statement, NULL,
                         (int64_t)most);
    for (*count = 0; code == SQLITE_ROW && *count < most; code = sqlite3_step(statement)) {
        struct run_mark *run = &runs[(*count)++];
        const char *started = (const char *)sqlite3_column_text(statement, 1);
        run->number = sqlite3_column_int64(statement, 0);
        snprintf(run->started, sizeof run->started, "%s", started ? started : "");
    }
    return finish(store, statement, code, error);
}

bool store_brief_shown(struct store *store, const char *process, struct brief_shown *shown, readout_error *error)
{
    static const char *const query = "SELECT run, shown_at FROM brief_shown WHERE process IN ('', coalesce(?1, '')) "
                                     "ORDER BY run DESC, shown_at DESC LIMIT 1";
    sqlite3_stmt *statement = NULL;
    int code = first_row(store, query, &statement, process, 0);
    *shown = (struct brief_shown){0};
    if (code == SQLITE_ROW) {
        const char *at = (const char *)sqlite3_column_text(statement, 1);
        shown->run = sqlite3_column_int64(statement, 0);
        snprintf(shown->at, sizeof shown->at, "%s", at ? at : "");
    }
    return finish(store, statement, code, error);
}

void store_note_brief(struct store *store, const char *process)
{
    static const char *const note = "REPLACE INTO brief_shown (process, run) "
                                    "SELECT coalesce(?1, ''), coalesce(max(id), 0) FROM run";
    sqlite3_stmt *statement = NULL;
    sqlite3_busy_timeout(store->database, 0); /* whoever looks does not wait for a writer */
    if (sqlite3_exec(store->database, "PRAGMA query_only = OFF", NULL, NULL, NULL) == SQLITE_OK)
        first_row(store, note, &statement, process, 0);
    sqlite3_finalize(statement);
    sqlite3_exec(store->database, "PRAGMA query_only = ON", NULL, NULL, NULL);
}
