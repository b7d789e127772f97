/* store_group_test.c - groups in the database: they follow what is current, in whatever order it came; and older
 * schemas. */
#include "sample.h"

#include <sqlite3.h>

#include "base/embedded.h"

/* The first 16 numbers from `first` on, as a gist of equal terms and as a sketch. */
static void sample_subject(struct sample *sample, uint32_t first, uint32_t words)
{
    static const uint16_t weight = GIST_UNIT / 4;
    char *gist = ARENA_NEW(&sample->arena, char, 16 * GIST_TERM_SIZE);
    char *sketch = ARENA_NEW(&sample->arena, char, 16 * SKETCH_KEY_SIZE);
    for (uint32_t i = 0; i < 16; i++) {
        for (uint32_t b = 0; b < 4; b++) {
            gist[i * GIST_TERM_SIZE + b] = (char)((first + i) >> 8 * b);
            sketch[i * SKETCH_KEY_SIZE + b] = (char)((words + i) >> 8 * b);
        }
        gist[i * GIST_TERM_SIZE + 4] = (char)(weight & 255);
        gist[i * GIST_TERM_SIZE + 5] = (char)(weight >> 8);
    }
    sample->record.gist = str_make(gist, 16 * GIST_TERM_SIZE);
    sample->record.sketch = str_make(sketch, 16 * SKETCH_KEY_SIZE);
}

/* A report of a subject in some words; the text makes versions. */
static enum store_outcome add(struct store *store, const char *id, const char *published, uint32_t subject,
                              uint32_t words, const char *text)
{
    struct sample sample;
    sample_begin(&sample, id, "Test Agency", published, text);
    sample_subject(&sample, subject, words);
    return sample_store(&sample, store);
}

static void group(struct store *store)
{
    readout_error error = {0};
    if (!store_group(store, &error))
        fail_msg("%s", error.text);
}

/* "report=event/voice" of every current report, one behind the other. */
static const char *groups(struct store *store, char *out, size_t size)
{
    readout_error error = {0};
    struct filter filter = {0};
    struct rows *rows = rows_open(store, VIEW_REPORTS, &filter, &error);
    size_t length = 0;
    out[0] = 0;
    for (const struct row *row; (row = rows_next(rows, &error));)
        length += (size_t)snprintf(out + length, size - length, "%s%.*s=%.*s/%.*s", length ? " " : "",
                                   STR_ARGS(row_value(row, "report")->text), STR_ARGS(row_value(row, "event")->text),
                                   STR_ARGS(row_value(row, "voice")->text));
    rows_close(rows);
    return out;
}

static struct store *open_at(const char *path)
{
    readout_error error = {0};
    struct store *store = store_open(path, STORE_WRITE, &error);
    if (!store)
        fail_msg("%s", error.text);
    return store;
}

static void groups_go_by_their_first_report(void **state)
{
    (void)state;
    char path[64], found[400];
    struct store *store = open_at(sample_path(path));
    add(store, "late", "1978-09-20", 100, 5000, "one");
    group(store);
    assert_string_equal(groups(store, found, sizeof found), "late=late/late");
    add(store, "copy", "1978-09-19", 100, 5004, "two");
    add(store, "other", "1978-09-18", 900, 9000, "three");
    add(store, "first", "1978-09-17", 108, 7000, "four");
    add(store, "far", "1978-12-24", 100, 8000, "five");
    add(store, "undated", "", 104, 6000, "six");
    group(store);
    assert_string_equal(groups(store, found, sizeof found),
                        "first=first/first other=other/other copy=first/copy late=first/copy far=first/far "
                        "undated=first/undated");
    store_close(store);
    sample_remove(path);
}

static void a_new_version_leaves_its_groups(void **state)
{
    (void)state;
    char path[64], found[400];
    struct store *store = open_at(sample_path(path));
    add(store, "a", "1978-09-17", 100, 5000, "one");
    add(store, "b", "1978-09-18", 106, 6000, "two");
    add(store, "c", "1978-09-19", 112, 7000, "three");
    group(store);
    assert_string_equal(groups(store, found, sizeof found), "a=a/a b=a/b c=a/c");
    assert_int_equal(add(store, "b", "1978-09-18", 900, 6000, "four"), STORE_NEW_VERSION);
    group(store);
    assert_string_equal(groups(store, found, sizeof found), "a=a/a b=b/b c=a/c"); /* 4 of 16 terms alike */
    assert_int_equal(add(store, "a", "1978-09-17", 96, 6000, "five"), STORE_NEW_VERSION);
    group(store);
    assert_string_equal(groups(store, found, sizeof found), "a=a/a b=a/a c=c/c");
    store_close(store);
    sample_remove(path);
}

/* What a killed program left to be grouped is grouped by the next. */
static void grouping_is_taken_up_again(void **state)
{
    (void)state;
    char path[64], found[400];
    struct store *store = open_at(sample_path(path));
    add(store, "a", "1978-09-17", 100, 5000, "one");
    add(store, "b", "1978-09-18", 100, 6000, "two");
    assert_string_equal(groups(store, found, sizeof found), "a=/ b=/");
    store_close(store);
    store = open_at(path);
    group(store);
    assert_string_equal(groups(store, found, sizeof found), "a=a/a b=a/b");
    store_close(store);
    sample_remove(path);
}

static uint32_t next_number(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % below;
}

enum { MANY = 90, SUBJECTS = 60, GROUPS_SIZE = MANY * 24, LINKS_SIZE = MANY * 200 };

/* "a-b a-c ...": b and c are among the nearest of a. */
static const char *links(const char *path, char *out)
{
    static const char *const query =
        "WITH RECURSIVE number (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 200), "
        "link (report_id, row, flags) AS (SELECT report_id, substr(others, n * 12 + 1, 2), "
        "hex(substr(others, n * 12 + 12, 1)) FROM alike JOIN number ON n * 12 < length(others)) "
        "SELECT group_concat(one || '-' || other, ' ') FROM (SELECT one.external_id AS one, other.external_id AS other "
        "FROM link JOIN report AS one ON one.id = report_id "
        "JOIN report AS other ON hex(row) = printf('%02X%02X', other.id % 256, other.id / 256) "
        "WHERE flags IN ('01', '03', '05', '07') ORDER BY one, other)";
    sqlite3 *database;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, query, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    snprintf(out, LINKS_SIZE, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return out;
}

/* Report `number` as it is in the end, or an earlier version of it, of another subject. */
static void add_numbered(struct store *store, uint32_t number, bool earlier)
{
    uint32_t seed = number * 7919 + 17;
    char id[16], day[11], text[32];
    uint32_t subject = next_number(&seed, SUBJECTS), words = next_number(&seed, 5) ? 5000 + number * 100 : 5000;
    snprintf(id, sizeof id, "r%u", number);
    snprintf(day, sizeof day, "1978-%02u-%02u", 8 + next_number(&seed, 2), 1 + next_number(&seed, 28));
    snprintf(text, sizeof text, "%s%u", earlier ? "then" : "now", number);
    add(store, id, number % 11 ? day : "", 100 + (earlier ? (subject + 30) % SUBJECTS : subject), words, text);
}

/* More reports on one subject than are kept as near: in any order, any portions, and with versions that come to be
 * replaced by others, the groups are those of all at once. */
static void groups_do_not_depend_on_the_way(void **state)
{
    (void)state;
    char path[64], *expected = malloc(GROUPS_SIZE), *found = malloc(GROUPS_SIZE);
    char *expected_links = malloc(LINKS_SIZE), *found_links = malloc(LINKS_SIZE);
    struct store *store = open_at(sample_path(path));
    for (uint32_t i = 0; i < MANY; i++)
        add_numbered(store, i, false);
    group(store);
    groups(store, expected, GROUPS_SIZE);
    store_close(store);
    links(path, expected_links);
    sample_remove(path);
    for (uint32_t round = 1, seed = 1; round <= 8; round++) {
        uint32_t order[MANY];
        for (uint32_t i = 0; i < MANY; i++)
            order[i] = i;
        for (uint32_t i = MANY - 1; i > 0; i--) {
            uint32_t other = next_number(&seed, i + 1), kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        store = open_at(sample_path(path));
        for (uint32_t i = 0; i < MANY; i++) {
            add_numbered(store, order[i], next_number(&seed, 3) == 0);
            if (next_number(&seed, round * 2) == 0)
                group(store);
        }
        for (uint32_t i = 0; i < MANY; i++) {
            add_numbered(store, order[i], false);
            if (next_number(&seed, round * 2) == 0)
                group(store);
        }
        group(store);
        assert_string_equal(groups(store, found, GROUPS_SIZE), expected);
        store_close(store);
        assert_string_equal(links(path, found_links), expected_links);
        sample_remove(path);
    }
    free(expected);
    free(found);
    free(expected_links);
    free(found_links);
}

/* Leave out the line of the text with these words. */
static void drop_line(char *text, const char *words)
{
    char *found = strstr(text, words), *start = found, *end;
    assert_non_null(found);
    while (start[-1] != '\n')
        start--;
    end = strchr(found, '\n') + 1;
    memmove(start, end, strlen(end) + 1);
}

/* Leave out the columns of reports that came after schema `version`. */
static void drop_columns(char *text, int version)
{
    static const char *const of_3[] = {"added_run INTEGER", "ended_run INTEGER"};
    static const char *const of_4[] = {"updated TEXT,", "author TEXT,", "language TEXT,", "agency TEXT,",
                                       "dateline TEXT,", "unread TEXT CHECK"};
    for (size_t i = 0; version < 3 && i < sizeof of_3 / sizeof *of_3; i++)
        drop_line(text, of_3[i]);
    for (size_t i = 0; version < 4 && i < sizeof of_4 / sizeof *of_4; i++)
        drop_line(text, of_4[i]);
}

/* A database as an older schema had it: the tables before those of the next, and a view of reports. */
static void make_schema(const char *path, int version)
{
    const char *schema = NULL;
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(embedded_files[i].name, "store/schema.sql") == 0)
            schema = (const char *)embedded_files[i].bytes;
    assert_non_null(schema);
    char *old = strdup(schema), next[40], number[96];
    snprintf(next, sizeof next, "-- New in schema %d", version + 1);
    snprintf(number, sizeof number, "PRAGMA application_id = 1380208468; PRAGMA user_version = %d", version);
    *strstr(old, next) = 0;
    drop_columns(old, version);
    sqlite3 *database;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, old, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database,
                                  "CREATE VIEW reports AS SELECT id FROM report WHERE current = 1;"
                                  "INSERT INTO text VALUES ('h', 'text');"
                                  "INSERT INTO report (external_id, version, current, text_hash, engine) "
                                  "VALUES ('old', 1, 1, 'h', 'test 1')", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, version < 3 ? "DROP TABLE run" : "", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, number, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    free(old);
}

/* The tables of a database, with their columns in order, and its views and indexes. */
static char *shape_of(const char *path)
{
    static const char select_shape[] =
        "SELECT group_concat(line, char(10)) FROM (SELECT type || ' ' || name || ' ' || coalesce((SELECT group_concat("
        "name || ' ' || type || \"notnull\") FROM pragma_table_info(it.name)), '') AS line "
        "FROM sqlite_schema AS it ORDER BY type, name)";
    sqlite3 *database;
    sqlite3_stmt *row;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database, select_shape, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    char *shape = strdup((const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(database);
    return shape;
}

/* What an older schema became is what a new database has. */
static void check_like_new(const char *path)
{
    char other[64];
    store_close(open_at(sample_path(other)));
    char *was_old = shape_of(path), *is_new = shape_of(other);
    assert_string_equal(was_old, is_new);
    free(was_old);
    free(is_new);
    sample_remove(other);
}

static void check_brought_up(int version)
{
    char path[64], found[400];
    readout_error error = {0};
    make_schema(sample_path(path), version);
    assert_null(store_open(path, STORE_SHOW, &error));
    assert_non_null(strstr(error.text, "older Readout"));
    struct store *store = open_at(path);
    group(store);
    assert_string_equal(groups(store, found, sizeof found), "old=/");
    add(store, "new", "1978-09-17", 100, 5000, "one");
    group(store);
    assert_string_equal(groups(store, found, sizeof found), "new=new/new old=/");
    store_close(store);
    check_like_new(path);
    error_clear(&error);
    store = store_open(path, STORE_SHOW, &error);
    assert_non_null(store);
    store_close(store);
    sample_remove(path);
}

static void older_schemas_are_brought_up_by_reading(void **state)
{
    (void)state;
    check_brought_up(1);
    check_brought_up(2);
    check_brought_up(3);
    check_brought_up(4);
}

/* The same report that schema 1 held is read again, for it could not be grouped. */
static void what_cannot_be_grouped_is_read_again(void **state)
{
    (void)state;
    char path[64], found[400];
    struct store *store = open_at(sample_path(path));
    add(store, "a", "1978-09-17", 100, 5000, "one");
    store_close(store);
    sqlite3 *database;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database, "DELETE FROM gist; DELETE FROM ungrouped", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    store = open_at(path);
    assert_int_equal(add(store, "a", "1978-09-17", 100, 5000, "one"), STORE_READ_AGAIN);
    assert_int_equal(add(store, "a", "1978-09-17", 100, 5000, "one"), STORE_KNOWN);
    group(store);
    assert_string_equal(groups(store, found, sizeof found), "a=a/a");
    store_close(store);
    sample_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_go_by_their_first_report),   cmocka_unit_test(a_new_version_leaves_its_groups),
        cmocka_unit_test(grouping_is_taken_up_again), cmocka_unit_test(groups_do_not_depend_on_the_way),
        cmocka_unit_test(older_schemas_are_brought_up_by_reading),
        cmocka_unit_test(what_cannot_be_grouped_is_read_again),
    };
    return cmocka_run_group_tests_name("store_group", tests, NULL, NULL);
}
