/* verify.c - see verify.h. The texts are passed over once, in the order of their rows; the reports and facts of each
 * are looked up by index, which is in their own order where they were stored together. */
#include "store/verify.h"

#include <sodium.h>
#include <stdio.h>

#include "store/internal.h"

enum { HEX_SIZE = 2 * crypto_hash_sha256_BYTES + 1 };

/* One table whose rows have bytes in the text of the report ?1. Columns: start, end, quote. */
struct checked {
    const char *kind, *sql;
};
#define OF_REPORT(table) {table, "SELECT start, \"end\", quote FROM " table " WHERE report_id = ?1"}
#define OF_PROPOSAL(table) \
    {table, "SELECT " table ".start, " table ".\"end\", " table ".quote FROM proposal JOIN " table \
            " ON proposal_id = proposal.id WHERE report_id = ?1"}
#define RANGE(column) \
    {"attribution", "SELECT " column "_start, " column "_end, NULL FROM attribution WHERE report_id = ?1 "           \
                    "AND coalesce(" column "_start, " column "_end) IS NOT NULL"}

static const struct checked checks[] = {
    OF_REPORT("actor"), OF_REPORT("meeting"), OF_REPORT("trip"), OF_REPORT("statement"), OF_REPORT("proposal"),
    OF_PROPOSAL("term"), OF_PROPOSAL("response"), OF_REPORT("position"), OF_REPORT("talk"), OF_REPORT("figure"),
    OF_REPORT("subject"), OF_REPORT("date"), OF_REPORT("clue"), OF_REPORT("coding"),
    {"coding_actor", "SELECT coding_actor.start, coding_actor.\"end\", coding_actor.quote FROM coding "
                     "JOIN coding_actor ON coding_id = coding.id WHERE report_id = ?1"},
    {"coding", "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), NULL FROM coding, "
               "json_each(iif(words IS NULL OR json_valid(words), words, '[[]]')) WHERE report_id = ?1"},
    RANGE("source"), RANGE("cue"), RANGE("content"),
};
enum { CHECK_COUNT = sizeof checks / sizeof checks[0] };

struct verifying {
    struct store *store;
    const struct verify_sink *sink;
    struct verify_totals *totals;
    readout_error *error;
    sqlite3_stmt *reports, *places, *facts[CHECK_COUNT];
};

static struct str column(sqlite3_stmt *row, int at)
{
    const char *text = (const char *)sqlite3_column_text(row, at);
    return str_make(text ? text : "", (size_t)sqlite3_column_bytes(row, at));
}

static bool prepare(const struct verifying *verifying, const char *sql, sqlite3_stmt **statement)
{
    int code = sqlite3_prepare_v2(verifying->store->database, sql, -1, statement, NULL);
    return code == SQLITE_OK || store_failed(verifying->store, code, verifying->error);
}

static void tell(struct verifying *verifying, const struct verify_finding *finding)
{
    verifying->totals->wrong++;
    verifying->sink->tell(verifying->sink->context, finding);
}

/* The bytes are in the text, in order, and are the quote; a row without a quote is a range alone. */
static void check_place(struct verifying *verifying, sqlite3_stmt *row, struct str report, const char *kind,
                        struct str text)
{
    int64_t start = sqlite3_column_int64(row, 0), end = sqlite3_column_int64(row, 1);
    bool inside = start >= 0 && start <= end && end <= (int64_t)text.len &&
                  sqlite3_column_type(row, 0) != SQLITE_NULL && sqlite3_column_type(row, 1) != SQLITE_NULL;
    struct str found = inside ? str_make(text.ptr + start, (size_t)(end - start)) : STR("");
    bool quoted = sqlite3_column_type(row, 2) != SQLITE_NULL;
    verifying->totals->facts++;
    if (!inside || (quoted && !str_equal(found, column(row, 2))))
        tell(verifying, &(struct verify_finding){report, str_of(kind), start, end, column(row, 2),
                                                 inside ? found : STR("no such bytes")});
}

/* Check all rows of a statement that asks for those of ?1. */
static bool check_rows(struct verifying *verifying, sqlite3_stmt *statement, struct str report, const char *kind,
                       struct str text)
{
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        check_place(verifying, statement, report, kind, text);
    sqlite3_reset(statement);
    return code == SQLITE_DONE || store_failed(verifying->store, code, verifying->error);
}

static bool check_reports(struct verifying *verifying, struct str hash, struct str text)
{
    sqlite3_stmt *reports = verifying->reports;
    int code;
    bool done = true;
    sqlite3_bind_text(reports, 1, hash.ptr, (int)hash.len, SQLITE_STATIC);
    while (done && (code = sqlite3_step(reports)) == SQLITE_ROW) {
        verifying->totals->reports++;
        for (size_t i = 0; done && i < CHECK_COUNT; i++) {
            sqlite3_bind_int64(verifying->facts[i], 1, sqlite3_column_int64(reports, 0));
            done = check_rows(verifying, verifying->facts[i], column(reports, 1), checks[i].kind, text);
        }
    }
    if (done && code != SQLITE_DONE)
        done = store_failed(verifying->store, code, verifying->error);
    sqlite3_reset(reports);
    return done;
}

static void hash_text(struct str text, char hex[HEX_SIZE])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)text.ptr, text.len);
    sodium_bin2hex(hex, HEX_SIZE, hash, sizeof hash);
}

/* A report that has the text, by which it is told what is wrong; else the hash. */
static struct str name_of(struct verifying *verifying, struct str hash)
{
    sqlite3_bind_text(verifying->reports, 1, hash.ptr, (int)hash.len, SQLITE_STATIC);
    return sqlite3_step(verifying->reports) == SQLITE_ROW ? column(verifying->reports, 1) : hash;
}

static bool check_text(struct verifying *verifying, sqlite3_stmt *row)
{
    char hex[HEX_SIZE];
    struct str hash = column(row, 0), text = column(row, 1);
    verifying->totals->texts++;
    verifying->totals->bytes += text.len;
    hash_text(text, hex);
    if (!str_equal(hash, str_of(hex))) {
        tell(verifying, &(struct verify_finding){name_of(verifying, hash), STR("text"), -1, -1, hash, str_of(hex)});
        sqlite3_reset(verifying->reports);
    }
    sqlite3_bind_text(verifying->places, 1, hash.ptr, (int)hash.len, SQLITE_STATIC);
    bool done = check_rows(verifying, verifying->places, hash, "decision", text) &&
                check_reports(verifying, hash, text);
    if (done)
        verifying->sink->step(verifying->sink->context, verifying->totals);
    return done;
}

static bool check_texts(struct verifying *verifying)
{
    sqlite3_stmt *texts = NULL;
    int code = SQLITE_OK;
    if (!prepare(verifying, "SELECT hash, content FROM text ORDER BY rowid", &texts))
        return false;
    bool done = true;
    while (done && (code = sqlite3_step(texts)) == SQLITE_ROW)
        done = check_text(verifying, texts);
    if (done && code != SQLITE_DONE)
        done = store_failed(verifying->store, code, verifying->error);
    sqlite3_finalize(texts);
    return done;
}

/* What SQLite itself finds: pages and indexes, then rows that refer to none. */
static void tell_page(struct verifying *verifying, sqlite3_stmt *row)
{
    if (!str_equal(column(row, 0), STR("ok")))
        tell(verifying, &(struct verify_finding){STR(""), STR("page"), -1, -1, STR("ok"), column(row, 0)});
}

static void tell_link(struct verifying *verifying, sqlite3_stmt *row)
{
    char text[200];
    snprintf(text, sizeof text, "row %lld of %.60s refers to no row of %.60s", (long long)sqlite3_column_int64(row, 1),
             column(row, 0).ptr, column(row, 2).ptr);
    tell(verifying, &(struct verify_finding){STR(""), STR("link"), -1, -1, STR("a row that is there"), str_of(text)});
}

static bool check_with(struct verifying *verifying, const char *sql,
                       void use(struct verifying *verifying, sqlite3_stmt *row))
{
    sqlite3_stmt *statement = NULL;
    int code;
    if (!prepare(verifying, sql, &statement))
        return false;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW)
        use(verifying, statement);
    sqlite3_finalize(statement);
    return code == SQLITE_DONE || store_failed(verifying->store, code, verifying->error);
}

static bool prepare_all(struct verifying *verifying)
{
    bool done = prepare(verifying, "SELECT id, external_id FROM report WHERE text_hash = ?1 ORDER BY id",
                        &verifying->reports) &&
                prepare(verifying, "SELECT start, \"end\", quote FROM decision_place WHERE text_hash = ?1",
                        &verifying->places);
    for (size_t i = 0; done && i < CHECK_COUNT; i++)
        done = prepare(verifying, checks[i].sql, &verifying->facts[i]);
    return done;
}

bool store_verify(struct store *store, const struct verify_sink *sink, struct verify_totals *totals,
                  readout_error *error)
{
    struct verifying verifying = {.store = store, .sink = sink, .totals = totals, .error = error};
    bool done = check_with(&verifying, "PRAGMA integrity_check", tell_page) &&
                check_with(&verifying, "PRAGMA foreign_key_check", tell_link) && prepare_all(&verifying) &&
                check_texts(&verifying);
    sqlite3_finalize(verifying.reports);
    sqlite3_finalize(verifying.places);
    for (size_t i = 0; i < CHECK_COUNT; i++)
        sqlite3_finalize(verifying.facts[i]);
    return done;
}
