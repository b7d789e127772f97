/* withdraw.c - takes reports out of the record (store_withdraw and store_forget of store.h).
 *
 * Invariant: what a withdrawn report says counts no more, and nothing else changes; a forgotten report leaves nothing
 * of its words in the file. */
#include "base/error.h"
#include "store/internal.h"

/* Step a statement with the report's id, ?1, the reason, ?2, and a number, ?3, to its end; `*changed` counts rows. */
static bool run_for(const struct store *store, const char *sql, const char *report, const char *text,
                    sqlite3_int64 number, int *changed, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, report, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 2, text, -1, SQLITE_STATIC); /* where the statement has them */
        sqlite3_bind_int64(statement, 3, number);
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
            continue;
    }
    if (changed)
        *changed = sqlite3_changes(store->database);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE || store_failed(store, code, error);
}

static const char *const note_withdrawal =
    "INSERT INTO decision (kind, subject, key, other, text) SELECT 'withdraw', 'report', external_id, version, ?2 "
    "FROM report WHERE external_id = ?1 AND current = 1";
static const char *const ungroup =
    "INSERT OR IGNORE INTO ungrouped SELECT id FROM report WHERE external_id = ?1 AND current = 1";
static const char *const end_report =
    "UPDATE report SET current = 0, ended_run = ?3 WHERE external_id = ?1 AND current = 1";

static bool end_transaction(struct store *store, bool done, sqlite3_int64 run, readout_error *error)
{
    done = done && store_run(store, "COMMIT", error);
    if (!done && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    if (!done)
        store->run = run;
    return done;
}

bool store_withdraw(struct store *store, const char *report, const char *because, const char *engine,
                    readout_error *error)
{
    sqlite3_int64 run = store->run;
    int ended = 0;
    if (!store_run(store, "BEGIN IMMEDIATE", error))
        return false;
    bool done = store_begin_run(store, engine, error) &&
                run_for(store, note_withdrawal, report, because, 0, NULL, error) &&
                run_for(store, ungroup, report, NULL, 0, NULL, error) &&
                run_for(store, end_report, report, NULL, store->run, &ended, error);
    if (done && !ended)
        done = error_set(error, READOUT_BAD_USAGE, NULL, "no report '%s' in the record; 'readout reports' lists all",
                         report);
    return end_transaction(store, done, run, error);
}

bool store_return(struct store *store, const char *report, sqlite3_int64 version, readout_error *error)
{
    static const char *const back =
        "UPDATE report SET current = 1, ended_run = NULL WHERE external_id = ?1 AND version = ?3 "
        "AND NOT EXISTS (SELECT 1 FROM report AS now WHERE now.external_id = ?1 AND now.current = 1)";
    return run_for(store, back, report, NULL, version, NULL, error) &&
           run_for(store, ungroup, report, NULL, 0, NULL, error);
}

/* Take what decisions keep of the report out of their content, from the last place on, then the places, then decisions
 * that have none left. */
#define PLACES_BEFORE \
    "(SELECT count(*) FROM decision_place AS before WHERE before.decision_id = decision.id AND before.id < place.id)"
static const char *const forget_decisions[] = {
    "UPDATE decision SET content = (SELECT json_group_array(json(element.value)) FROM json_each(decision.content) AS "
    "element WHERE element.key NOT IN (SELECT " PLACES_BEFORE " FROM decision_place AS place "
    "WHERE place.decision_id = decision.id AND place.report = ?1)) "
    "WHERE content IS NOT NULL AND id IN (SELECT decision_id FROM decision_place WHERE report = ?1)",
    "DELETE FROM decision WHERE kind NOT IN ('withdraw') AND id IN (SELECT decision_id FROM decision_place "
    "WHERE report = ?1) AND id NOT IN (SELECT decision_id FROM decision_place WHERE report <> ?1)",
    "DELETE FROM decision_place WHERE report = ?1",
};

static bool forget(struct store *store, const char *report, readout_error *error)
{
    int deleted = 0;
    for (size_t i = 0; i < sizeof forget_decisions / sizeof forget_decisions[0]; i++)
        if (!run_for(store, forget_decisions[i], report, NULL, 0, NULL, error))
            return false;
    if (!run_for(store, "DELETE FROM report WHERE external_id = ?1", report, NULL, 0, &deleted, error) ||
        !store_run(store, "DELETE FROM text WHERE NOT EXISTS (SELECT 1 FROM report WHERE text_hash = hash)", error))
        return false;
    return deleted || error_set(error, READOUT_BAD_USAGE, NULL, "no report '%s', nor was there one", report);
}

bool store_forget(struct store *store, const char *report, readout_error *error)
{
    if (!store_run(store, "PRAGMA secure_delete = ON; BEGIN IMMEDIATE", error))
        return false;
    return end_transaction(store, forget(store, report, error), store->run, error);
}

bool store_wipe(struct store *store, readout_error *error)
{
    return store_run(store, "PRAGMA secure_delete = ON; INSERT INTO report_search (report_search) VALUES ('optimize')",
                     error) &&
           store_run(store, "PRAGMA wal_checkpoint(TRUNCATE)", error);
}
