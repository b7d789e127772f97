/* decision.c - see decision.h. */
#include "store/decision.h"

#include <string.h>

#include "store/internal.h"

static int bind_text(sqlite3_stmt *statement, int at, struct str text)
{
    return text.len ? sqlite3_bind_text64(statement, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8)
                    : sqlite3_bind_null(statement, at);
}

/* Run the statement, which gives no rows, and end it. */
static bool finish(const struct store *store, sqlite3_stmt *statement, int code, readout_error *error)
{
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    bool done = code == SQLITE_DONE || store_failed(store, code, error);
    sqlite3_finalize(statement);
    return done;
}

static bool add_decision(struct store *store, struct decision *decision, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    const struct str values[] = {decision->kind, decision->subject, decision->key, decision->other, decision->text};
    int code = sqlite3_prepare_v2(store->database,
                                  "INSERT INTO decision (kind, subject, key, other, text) VALUES (?1, ?2, ?3, ?4, ?5)", -1,
                                  &statement, NULL);
    for (int i = 0; code == SQLITE_OK && i < 5; i++)
        code = bind_text(statement, i + 1, values[i]);
    if (!finish(store, statement, code, error))
        return false;
    decision->number = sqlite3_last_insert_rowid(store->database);
    return true;
}

static bool add_place(struct store *store, int64_t decision, const struct decided_place *place, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->database,
                                  "INSERT INTO decision_place (decision_id, side, report, text_hash, start, \"end\") "
                                  "SELECT ?1, ?2, external_id, text_hash, ?4, ?5 FROM report "
                                  "WHERE external_id = ?3 AND current = 1",
                                  -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 1, decision);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 2, place->side);
    if (code == SQLITE_OK)
        code = bind_text(statement, 3, place->report);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 4, place->start);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 5, place->end);
    return finish(store, statement, code, error);
}

static bool add_all(struct store *store, struct decision *decision, readout_error *error)
{
    if (!add_decision(store, decision, error))
        return false;
    for (size_t i = 0; i < decision->places.count; i++)
        if (!add_place(store, decision->number, &decision->places.items[i], error))
            return false;
    return true;
}

bool store_decide(struct store *store, struct decision *decision, readout_error *error)
{
    if (!store_run(store, "BEGIN IMMEDIATE", error))
        return false;
    bool kept = add_all(store, decision, error) && store_run(store, "COMMIT", error);
    if (!kept && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return kept;
}

static struct str column(struct arena *arena, sqlite3_stmt *row, int at)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return text ? str_copy(arena, str_make(text, (size_t)sqlite3_column_bytes(row, at))) : STR("");
}

bool store_decisions(struct store *store, const char *subject, struct arena *arena, struct decision_list *decisions,
                     readout_error *error)
{
    sqlite3_stmt *row = NULL;
    *decisions = (struct decision_list){0};
    int code = sqlite3_prepare_v2(store->database,
                                  "SELECT id, made_at, kind, subject, key, other, text FROM decision "
                                  "WHERE ?1 IS NULL OR subject = ?1 ORDER BY id",
                                  -1, &row, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(row, 1, subject, -1, SQLITE_STATIC);
    while (code == SQLITE_OK || code == SQLITE_ROW) {
        code = sqlite3_step(row);
        if (code == SQLITE_ROW)
            *ARENA_PUSH(arena, *decisions) = (struct decision){
                .number = sqlite3_column_int64(row, 0), .made_at = column(arena, row, 1), .kind = column(arena, row, 2),
                .subject = column(arena, row, 3), .key = column(arena, row, 4), .other = column(arena, row, 5),
                .text = column(arena, row, 6)};
    }
    bool read = code == SQLITE_DONE || store_failed(store, code, error);
    sqlite3_finalize(row);
    return read;
}

bool store_undo(struct store *store, const char *subject, int64_t number, bool *found, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->database, "DELETE FROM decision WHERE id = ?1 AND subject = ?2", -1, &statement,
                                  NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_int64(statement, 1, number);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 2, subject, -1, SQLITE_STATIC);
    bool done = finish(store, statement, code, error);
    *found = done && sqlite3_changes(store->database) > 0;
    return done;
}
