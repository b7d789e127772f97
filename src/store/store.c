/* store.c - opens, checks and makes the database (store.h).
 *
 * Invariant: nothing is written to a file before it is known to be ours, undamaged and of our schema. */
#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/error.h"
#include "store/internal.h"

enum {
    SCHEMA_VERSION = 5,
    APPLICATION_ID = 0x52444f54,         /* "RDOT" */
    BUSY_TIMEOUT = 20 * 1000,            /* milliseconds */
    ALWAYS_CHECKED = 64 * 1024 * 1024    /* bytes; a larger database is checked only where a writer was cut off */
};

const char *const store_outcome_names[STORE_OUTCOME_COUNT] = {"new", "new-version", "read-again", "known"};

static const char *failure_text(int code)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "locked by another program; try again when it is done";
    case SQLITE_FULL: return "the disk is full; what was stored before is safe";
    case SQLITE_NOTADB: return "not a database; it is left as it is";
    case SQLITE_CORRUPT: return "damaged; it is left as it is, put a copy back or read into another one";
    case SQLITE_READONLY: return "cannot be written";
    case SQLITE_CANTOPEN: return "cannot be opened";
    default: return NULL;
    }
}

static readout_status failure_status(int code)
{
    switch (code & 0xff) {
    case SQLITE_NOMEM: return READOUT_NO_MEMORY;
    case SQLITE_TOOBIG: return READOUT_TOO_LARGE;
    case SQLITE_CONSTRAINT: return READOUT_BAD_INPUT; /* this one record breaks the schema; others may be sound */
    default: return READOUT_DATABASE;
    }
}

bool store_failed(const struct store *store, int code, readout_error *error)
{
    readout_status status = failure_status(code);
    const char *text = failure_text(code), *detail = sqlite3_errmsg(store->database);
    if (text)
        return error_set(error, status, store->path, "%s (%s)", text, detail);
    return error_set(error, status, store->path, "%s", detail);
}

bool store_run(const struct store *store, const char *sql, readout_error *error)
{
    int code = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || store_failed(store, code, error);
}

bool store_number(const struct store *store, const char *sql, sqlite3_int64 *number, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->database, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return code == SQLITE_ROW || store_failed(store, code, error);
}

/* quick_check looks at every page but does not compare the indexes with their tables. */
static bool check_pages(const struct store *store, readout_error *error)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->database, "PRAGMA quick_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    const char *finding = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    bool sound = finding && strcmp(finding, "ok") == 0;
    if (finding && !sound)
        error_set(error, READOUT_DATABASE, store->path, "%s (%s)", failure_text(SQLITE_CORRUPT), finding);
    else if (!sound)
        store_failed(store, code, error);
    sqlite3_finalize(statement);
    return sound;
}

static bool side_file_is_left(const char *path, const char *ending)
{
    char name[4096];
    struct stat found;
    int length = snprintf(name, sizeof name, "%s%s", path, ending);
    return length > 0 && (size_t)length < sizeof name && stat(name, &found) == 0 && found.st_size > 0;
}

static bool needs_check(const char *path)
{
    struct stat found;
    if (stat(path, &found) != 0)
        return false;
    return found.st_size <= ALWAYS_CHECKED || side_file_is_left(path, "-wal") || side_file_is_left(path, "-journal");
}

static const char *schema_text(void)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(embedded_files[i].name, "store/schema.sql") == 0)
            return (const char *)embedded_files[i].bytes;
    return NULL;
}

/* What the file is, by the numbers in its header and whether anything is in it. */
struct identity {
    sqlite3_int64 application, version, objects;
};

static bool identify(const struct store *store, struct identity *identity, readout_error *error)
{
    return store_number(store, "PRAGMA application_id", &identity->application, error) &&
           store_number(store, "PRAGMA user_version", &identity->version, error) &&
           store_number(store, "SELECT count(*) FROM sqlite_schema", &identity->objects, error);
}

static bool is_empty(const struct identity *identity)
{
    return identity->application == 0 && identity->version == 0 && identity->objects == 0;
}

static bool check_identity(const struct store *store, const struct identity *identity, readout_error *error)
{
    if (is_empty(identity))
        return error_set(error, READOUT_DATABASE, store->path, "holds no record yet; fill it with 'readout read'");
    if (identity->application != APPLICATION_ID)
        return error_set(error, READOUT_DATABASE, store->path, "is another program's database; it is left as it is");
    if (identity->version > SCHEMA_VERSION)
        return error_set(error, READOUT_DATABASE, store->path,
                         "has schema %lld of a newer Readout; this one, %s, knows schema %d", identity->version,
                         READOUT_VERSION, SCHEMA_VERSION);
    if (identity->version < 1)
        return error_set(error, READOUT_DATABASE, store->path, "has schema %lld, which this Readout does not know",
                         identity->version);
    return true;
}

/* Run the part of schema.sql that begins with the comment `from`, up to the comment `to` (NULL: its end). */
static bool run_part(const struct store *store, const char *from, const char *to, readout_error *error)
{
    const char *start = strstr(schema_text(), from), *end = to ? strstr(schema_text(), to) : NULL;
    assert(start && (!to || end));
    char *part = strndup(start, end ? (size_t)(end - start) : strlen(start));
    if (!part)
        return error_set(error, READOUT_NO_MEMORY, store->path, "no memory to bring the database to a newer schema");
    bool done = store_run(store, part, error);
    free(part);
    return done;
}

#define PART_2 "\n-- New in schema 2 "
#define PART_3 "\n-- New in schema 3 "
#define PART_4 "\n-- New in schema 4 "
#define PART_5 "\n-- New in schema 5 "

static bool bring_to_2(const struct store *store, readout_error *error)
{
    return run_part(store, PART_2, PART_3, error);
}

/* The table of runs stands where the tables that refer to it need it. */
static bool bring_to_3(const struct store *store, readout_error *error)
{
    return store_run(store, "DROP VIEW reports; DROP VIEW IF EXISTS actors", error) &&
           run_part(store, "CREATE TABLE run (", "\n-- A report", error) &&
           store_run(store,
                     "ALTER TABLE report ADD COLUMN added_run INTEGER REFERENCES run (id);"
                     "ALTER TABLE report ADD COLUMN ended_run INTEGER REFERENCES run (id)",
                     error) &&
           run_part(store, PART_3, PART_4, error) &&
           store_run(store,
                     "DROP TRIGGER IF EXISTS report_search_add; DROP TABLE IF EXISTS likeness; DELETE FROM report_group;"
                     "INSERT OR IGNORE INTO ungrouped SELECT report_id FROM gist JOIN report ON id = report_id "
                     "WHERE current = 1; PRAGMA user_version = 3",
                     error);
}

static bool bring_to_4(const struct store *store, readout_error *error)
{
    return store_run(store,
                     "DROP VIEW IF EXISTS reports;"
                     "ALTER TABLE report ADD COLUMN updated TEXT; ALTER TABLE report ADD COLUMN author TEXT;"
                     "ALTER TABLE report ADD COLUMN language TEXT; ALTER TABLE report ADD COLUMN agency TEXT;"
                     "ALTER TABLE report ADD COLUMN dateline TEXT;"
                     "ALTER TABLE report ADD COLUMN unread TEXT CHECK (unread IN ('language'))",
                     error) &&
           run_part(store, PART_4, PART_5, error) && store_run(store, "PRAGMA user_version = 4", error);
}

static bool bring_to_5(const struct store *store, readout_error *error)
{
    return store_run(store, "DROP VIEW IF EXISTS reports", error) && run_part(store, PART_5, NULL, error) &&
           store_run(store, "PRAGMA user_version = 5", error);
}

/* One schema after the other, from that of the file. */
static bool bring_up(const struct store *store, sqlite3_int64 version, readout_error *error)
{
    return (version > 1 || bring_to_2(store, error)) && (version > 2 || bring_to_3(store, error)) &&
           (version > 3 || bring_to_4(store, error)) && (version > 4 || bring_to_5(store, error));
}

static bool make_tables(const struct store *store, readout_error *error)
{
    char numbers[96];
    snprintf(numbers, sizeof numbers, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID,
             SCHEMA_VERSION);
    return store_run(store, schema_text(), error) && store_run(store, numbers, error);
}

/* Make the tables, or bring them to this schema, unless another process has done so since. */
static bool make_record(const struct store *store, readout_error *error)
{
    struct identity identity;
    if (!store_run(store, "BEGIN IMMEDIATE", error))
        return false;
    bool made = identify(store, &identity, error) && (!is_empty(&identity) || make_tables(store, error)) &&
                (identity.version == 0 || bring_up(store, identity.version, error)) &&
                store_run(store, "COMMIT", error);
    if (!made)
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return made;
}

/* Writing ahead lets others read meanwhile. 64 MB of cache: a report touches pages all over the database; and 32 MB are
 * written ahead before they are put in their places, for the same pages come again and again. While another process is
 * at work the change must wait; the database is as safe without, so that is no error. */
static bool write_ahead(const struct store *store, readout_error *error)
{
    static const char *const settings = "PRAGMA cache_size = -65536; PRAGMA journal_mode = WAL; "
                                        "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192";
    int code = sqlite3_exec(store->database, settings, NULL, NULL, NULL);
    return code == SQLITE_OK || code == SQLITE_BUSY || store_failed(store, code, error);
}

static bool prepare_to_write(const struct store *store, enum store_mode mode, bool check, readout_error *error)
{
    struct identity identity;
    if (!identify(store, &identity, error))
        return false;
    if (mode == STORE_WRITE && is_empty(&identity) && !make_record(store, error))
        return false;
    return identify(store, &identity, error) && check_identity(store, &identity, error) &&
           (!check || check_pages(store, error)) &&
           (identity.version == SCHEMA_VERSION || make_record(store, error)) && write_ahead(store, error);
}

static bool prepare_to_show(const struct store *store, readout_error *error)
{
    struct identity identity;
    if (!identify(store, &identity, error) || !check_identity(store, &identity, error))
        return false;
    if (identity.version < SCHEMA_VERSION)
        return error_set(error, READOUT_DATABASE, store->path,
                         "has schema %lld of an older Readout; 'readout read' with any INPUT brings it to schema %d",
                         identity.version, SCHEMA_VERSION);
    return store_run(store, "PRAGMA query_only = ON", error);
}

static bool connect_database(struct store *store, int flags, readout_error *error)
{
    int code = sqlite3_open_v2(store->path, &store->database, flags, NULL);
    if (code != SQLITE_OK)
        return store_failed(store, code, error);
    sqlite3_busy_timeout(store->database, BUSY_TIMEOUT);
    return store_run(store, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON", error) &&
           store_add_functions(store, error);
}

static bool check_place(const char *path, enum store_mode mode, readout_error *error)
{
    struct stat found;
    if (stat(path, &found) == 0)
        return S_ISREG(found.st_mode) || error_set(error, READOUT_DATABASE, path, "is not a file");
    if (mode == STORE_WRITE && errno == ENOENT)
        return true;
    if (errno == ENOENT)
        return error_set(error, READOUT_DATABASE, NULL, "no database at %s; make one with 'readout read INPUT...'",
                         path);
    return error_set(error, READOUT_DATABASE, path, "%s", strerror(errno));
}

/* On a read-only medium SQLite cannot write ahead, and refuses; told that nobody can change the file it reads it. */
static bool is_unchangeable(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1, slash ? path : ".");
    return access(folder, W_OK) != 0 && access(path, W_OK) != 0 && !side_file_is_left(path, "-wal");
}

/* Open as an immutable file, by the name SQLite's URIs have for it (https://www.sqlite.org/uri.html). */
static bool connect_unchangeable(struct store *store, readout_error *error)
{
    char *path = store->path, *to = malloc(strlen(path) * 3 + sizeof "file:?immutable=1");
    if (!to)
        return error_set(error, READOUT_NO_MEMORY, path, "no memory to open the database");
    char *at = to + sprintf(to, "file:");
    for (const char *from = path; *from; from++)
        at += sprintf(at, strchr("%?#", *from) ? "%%%02x" : "%c", (unsigned char)*from);
    strcpy(at, "?immutable=1");
    store->path = to;
    bool connected = connect_database(store, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error);
    store->path = path;
    free(to);
    return connected;
}

static bool prepare(struct store *store, enum store_mode mode, readout_error *error)
{
    bool check = needs_check(store->path);
    if (mode == STORE_LOOK || mode == STORE_SHOW) {
        int flags = mode == STORE_LOOK ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
        return (is_unchangeable(store->path) ? connect_unchangeable(store, error)
                                             : connect_database(store, flags, error)) &&
               prepare_to_show(store, error);
    }
    int create = mode == STORE_WRITE ? SQLITE_OPEN_CREATE : 0;
    return connect_database(store, SQLITE_OPEN_READWRITE | create, error) && prepare_to_write(store, mode, check, error);
}

static bool note_file(struct store *store, readout_error *error)
{
    return stat(store->path, &store->file) == 0 ||
           error_set(error, READOUT_DATABASE, store->path, "%s", strerror(errno));
}

struct store *store_open(const char *path, enum store_mode mode, readout_error *error)
{
    if (!check_place(path, mode, error))
        return NULL;
    struct store *store = calloc(1, sizeof *store);
    char *copy = strdup(path);
    if (!store || !copy) {
        free(store);
        free(copy);
        error_set(error, READOUT_NO_MEMORY, path, "no memory to open the database");
        return NULL;
    }
    store->path = copy;
    if (prepare(store, mode, error) && note_file(store, error))
        return store;
    store_close(store);
    return NULL;
}

bool store_is_in_place(const struct store *store)
{
    struct stat found;
    return stat(store->path, &found) == 0 && found.st_dev == store->file.st_dev && found.st_ino == store->file.st_ino;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    for (size_t i = 0; i < STORE_KEPT; i++)
        sqlite3_finalize(store->kept[i].statement);
    sqlite3_close_v2(store->database);
    free(store->path);
    free(store);
}
