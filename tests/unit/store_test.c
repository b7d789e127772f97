/* store_test.c - the database: what is stored comes back, twice is once, and no foreign file is touched. */
#include "sample.h"

#include <math.h>
#include <sqlite3.h>

static struct store *open_new(char path[64])
{
    readout_error error = {0};
    struct store *store = store_open(sample_path(path), STORE_WRITE, &error);
    if (!store)
        fail_msg("%s", error.text);
    return store;
}

/* The first column of the first row of a query in the file, through a connection of its own. */
static long ask(const char *path, const char *query)
{
    sqlite3 *database;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", query, sqlite3_errmsg(database));
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        fail_msg("%s: %s", query, sqlite3_errmsg(database));
    long number = code == SQLITE_ROW ? (long)sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

/* What a view gives for a filter: the number of rows, and the named value of the first. */
static size_t rows_of(struct store *store, enum store_view view, struct filter filter, const char *name, char *first,
                      size_t size)
{
    readout_error error = {0};
    struct rows *rows = rows_open(store, view, &filter, &error);
    size_t count = 0;
    if (!rows)
        fail_msg("%s", error.text);
    for (const struct row *row; (row = rows_next(rows, &error)); count++)
        if (count == 0 && name)
            snprintf(first, size, "%.*s", STR_ARGS(row_value(row, name)->text));
    rows_close(rows);
    assert_int_equal(error.status, READOUT_OK);
    return count;
}

static void keeps_every_kind_of_fact(void **state)
{
    (void)state;
    static const struct {
        const char *table;
        long rows;
    } expected[] = {{"text", 1},     {"report", 1},      {"actor", 3}, {"alias", 4},    {"meeting", 1},
                    {"meeting_actor", 3}, {"trip", 1},   {"trip_destination", 1},       {"statement", 2},
                    {"proposal", 1}, {"proposal_by", 1}, {"term", 1},  {"response", 1}, {"position", 1},
                    {"talk", 1},     {"figure", 1},      {"date", 1},  {"attribution", 1}};
    char path[64], query[160];
    struct sample sample;
    struct store *store = open_new(path);
    sample_full(&sample, "one");
    assert_int_equal(sample_store(&sample, store), STORE_NEW);
    store_close(store);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        snprintf(query, sizeof query, "SELECT count(*) FROM %s", expected[i].table);
        assert_int_equal(ask(path, query), expected[i].rows);
    }
    assert_int_equal(ask(path, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_int_equal(ask(path, "SELECT count(*) FROM meetings WHERE participants = '[\"Cyrus Vance\",\"Moshe Dayan\"]' "
                               "AND mediators = '[\"Israel\"]' AND quote = 'met Moshe Dayan' AND status = 'held'"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM trips WHERE status IS NULL AND ordinal = 3"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM statements WHERE speaker IS NULL AND source = 'an aide'"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM attribution WHERE cue_start IS NULL AND source_end = 74"), 1);
    sample_remove(path);
}

/* Each quote is the bytes of the text that start and end name. */
static void quotes_are_bytes_of_the_text(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    struct store *store = open_new(path);
    sample_begin(&sample, "accents", "", "", "Le président Sadat a dit « non » à Ismaïlia.");
    sample_actor(&sample, "Sadat", ACTOR_PERSON, "");
    sample_actor(&sample, "Ismaïlia", ACTOR_ORGANISATION, "");
    sample_store(&sample, store);
    store_close(store);
    assert_int_equal(ask(path, "SELECT count(*) FROM actor JOIN report ON report.id = report_id JOIN text "
                               "ON hash = text_hash WHERE quote = "
                               "CAST(substr(CAST(content AS BLOB), start + 1, \"end\" - start) AS TEXT)"), 2);
    sample_remove(path);
}

static void the_same_report_changes_nothing(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    struct store *store = open_new(path);
    sample_full(&sample, "one");
    assert_int_equal(sample_store(&sample, store), STORE_NEW);
    long rows = ask(path, "SELECT max(id) FROM actor");
    sample_full(&sample, "one");
    assert_int_equal(sample_store(&sample, store), STORE_KNOWN);
    assert_int_equal(ask(path, "SELECT max(id) FROM actor"), rows);
    sample_full(&sample, "two");
    assert_int_equal(sample_store(&sample, store), STORE_NEW);
    store_close(store);
    assert_int_equal(ask(path, "SELECT count(*) FROM report"), 2);
    assert_int_equal(ask(path, "SELECT count(*) FROM text"), 1);
    sample_remove(path);
}

static void a_new_text_is_a_new_version(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    struct store *store = open_new(path);
    sample_begin(&sample, "one", "A", "1978-08-08", "Begin and Sadat accept an invitation.");
    sample_actor(&sample, "Begin", ACTOR_PERSON, "");
    sample_store(&sample, store);
    sample_begin(&sample, "one", "A", "1978-08-08", "Corrected: Begin will go to the summit.");
    sample_actor(&sample, "Begin", ACTOR_PERSON, "");
    assert_int_equal(sample_store(&sample, store), STORE_NEW_VERSION);
    sample_begin(&sample, "one", "B", "1978-08-08", "Corrected: Begin will go to the summit.");
    assert_int_equal(sample_store(&sample, store), STORE_NEW_VERSION);
    sample_begin(&sample, "one", "A", "1978-08-08", "Begin and Sadat accept an invitation.");
    sample_actor(&sample, "Begin", ACTOR_PERSON, "");
    assert_int_equal(sample_store(&sample, store), STORE_KNOWN);
    store_close(store);
    assert_int_equal(ask(path, "SELECT count(*) FROM report"), 3);
    assert_int_equal(ask(path, "SELECT count(*) FROM text"), 2);
    assert_int_equal(ask(path, "SELECT version FROM reports WHERE outlet = 'B'"), 3);
    assert_int_equal(ask(path, "SELECT count(*) FROM reports"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM actors"), 0);
    assert_int_equal(ask(path, "SELECT count(*) FROM report_search WHERE report_search MATCH 'invitation'"), 0);
    assert_int_equal(ask(path, "SELECT count(*) FROM report_search WHERE report_search MATCH 'summit'"), 1);
    ask(path, "INSERT INTO report_search (report_search, rank) VALUES ('integrity-check', 1)");
    sample_remove(path);
}

/* Who wrote it, when it was updated and the like: the version keeps what was told last. */
static void what_is_told_of_a_report_makes_no_version(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    struct store *store = open_new(path);
    sample_full(&sample, "one");
    sample.record.author = STR("Ann");
    sample.record.updated = STR("1978-09-19");
    assert_int_equal(sample_store(&sample, store), STORE_NEW);
    sample_full(&sample, "one");
    sample.record.updated = STR("1978-09-20");
    sample.record.agency = STR("Wire");
    sample.record.dateline = STR("CAIRO");
    sample.record.language = STR("en");
    assert_int_equal(sample_store(&sample, store), STORE_KNOWN);
    store_close(store);
    assert_int_equal(ask(path, "SELECT count(*) FROM report"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM reports WHERE author = 'Ann' AND updated = '1978-09-20' AND "
                               "agency = 'Wire' AND dateline = 'CAIRO' AND language = 'en' AND unread IS NULL"), 1);
    sample_remove(path);
}

/* A report that is no longer read has neither facts nor groups; once it is read it has them again. */
static void what_is_not_read_has_no_facts(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    readout_error error = {0};
    struct store *store = open_new(path);
    sample_full(&sample, "one");
    assert_int_equal(sample_store(&sample, store), STORE_NEW);
    assert_true(store_group(store, &error));
    assert_int_equal(ask(path, "SELECT count(*) FROM reports WHERE event = 'one'"), 1);
    struct record read = {0};
    for (int i = 0; i < 2; i++) {
        sample_full(&sample, "one");
        read = (struct record){.id = sample.record.id, .outlet = sample.record.outlet, .title = sample.record.title,
                               .published = sample.record.published, .url = sample.record.url,
                               .text = sample.record.text, .engine = sample.record.engine, .language = STR("fr"),
                               .unread = UNREAD_LANGUAGE};
        record_hash(read.text, read.hash);
        sample.record = read;
        assert_int_equal(sample_store(&sample, store), i == 0 ? STORE_READ_AGAIN : STORE_KNOWN);
    }
    assert_true(store_group(store, &error));
    assert_int_equal(ask(path, "SELECT count(*) FROM reports WHERE unread = 'language' AND language = 'fr' AND "
                               "event IS NULL AND voice IS NULL AND actors + meetings + statements + figures = 0"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM gist"), 0);
    sample_full(&sample, "one");
    assert_int_equal(sample_store(&sample, store), STORE_READ_AGAIN);
    assert_true(store_group(store, &error));
    store_close(store);
    assert_int_equal(ask(path, "SELECT count(*) FROM reports WHERE unread IS NULL AND event = 'one' AND "
                               "meetings = 1"), 1);
    sample_remove(path);
}

static void another_engine_replaces_the_facts(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    readout_error error = {0};
    enum store_outcome outcome;
    struct store *store = open_new(path);
    sample_full(&sample, "one");
    sample_store(&sample, store);
    sample_full(&sample, "one");
    sample.record.meetings.count = 0;
    sample.record.engine = "test 2";
    assert_true(store_add(store, &sample.record, false, &outcome, &error));
    assert_int_equal(outcome, STORE_READ_AGAIN);
    assert_true(store_add(store, &sample.record, true, &outcome, &error));
    assert_int_equal(outcome, STORE_READ_AGAIN);
    sample_end(&sample);
    store_close(store);
    assert_int_equal(ask(path, "SELECT count(*) FROM report WHERE version = 1 AND engine = 'test 2'"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM meeting_actor"), 0);
    assert_int_equal(ask(path, "SELECT count(*) FROM response"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM attribution"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM report_search WHERE report_search MATCH 'peace'"), 1);
    sample_remove(path);
}

/* A record that breaks the schema in its last fact leaves nothing behind, and the next one is stored. */
static void a_report_is_stored_whole_or_not(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    readout_error error = {0};
    enum store_outcome outcome;
    struct store *store = open_new(path);
    sample_full(&sample, "one");
    sample.record.attributions.items[0].rule = NULL;
    assert_false(store_add(store, &sample.record, false, &outcome, &error));
    assert_int_equal(error.status, READOUT_BAD_INPUT);
    sample_end(&sample);
    assert_int_equal(ask(path, "SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM text) + "
                               "(SELECT count(*) FROM actor) + (SELECT count(*) FROM alias)"), 0);
    sample_full(&sample, "two");
    assert_int_equal(sample_store(&sample, store), STORE_NEW);
    store_close(store);
    sample_remove(path);
}

static void a_report_without_id_goes_under_its_hash(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    struct store *store = open_new(path);
    sample_begin(&sample, "", "", "", "Nobody met.");
    sample_store(&sample, store);
    sample_begin(&sample, "", "", "", "Nobody met.");
    assert_int_equal(sample_store(&sample, store), STORE_KNOWN);
    store_close(store);
    assert_int_equal(ask(path, "SELECT count(*) FROM report WHERE external_id = text_hash AND published IS NULL"), 1);
    sample_remove(path);
}

static void filters_leave_out_the_rest(void **state)
{
    (void)state;
    char path[64], first[80] = "";
    struct sample sample;
    struct store *store = open_new(path);
    sample_full(&sample, "one");
    sample_store(&sample, store);
    sample_begin(&sample, "two", "B", "1978-10-12", "Talks: ÉMILE opened in Washington, D.C.");
    sample_actor(&sample, "ÉMILE", ACTOR_PERSON, "");
    sample_meeting(&sample, 1, "Washington, D.C.", "", STATUS_HELD, "opened");
    sample_store(&sample, store);
    struct filter none = {0};
    assert_int_equal(rows_of(store, VIEW_MEETINGS, none, "place", first, sizeof first), 2);
    assert_string_equal(first, "Jerusalem");
    assert_int_equal(rows_of(store, VIEW_STATEMENTS, none, NULL, NULL, 0), 2);
    static const struct {
        enum store_view view;
        struct filter filter;
        size_t rows;
    } cases[] = {
        {VIEW_MEETINGS, {.since = "1978-09-19"}, 1},        {VIEW_MEETINGS, {.until = "1978-09-18"}, 1},
        {VIEW_MEETINGS, {.since = "1978-10-13"}, 0},        {VIEW_MEETINGS, {.actor = "émile"}, 1},
        {VIEW_MEETINGS, {.actor = "DAYAN"}, 1},             {VIEW_MEETINGS, {.actor = "ayan"}, 0},
        {VIEW_MEETINGS, {.actor = "israel"}, 1},            {VIEW_MEETINGS, {.actor = "the secretary"}, 1},
        {VIEW_MEETINGS, {.place = "washington"}, 1},        {VIEW_MEETINGS, {.place = "wash"}, 0},
        {VIEW_TRIPS, {.place = "Amman"}, 1},                {VIEW_TRIPS, {.place = "Jerusalem"}, 0},
        {VIEW_STATEMENTS, {.actor = "Vance"}, 1},           {VIEW_STATEMENTS, {.place = "Jerusalem"}, 2},
        {VIEW_STATEMENTS, {.place = "Washington"}, 0},      {VIEW_STATEMENTS, {.since = "1978-09-19"}, 0},
        {VIEW_PROPOSALS, {.actor = "Israel"}, 1},           {VIEW_PROPOSALS, {.actor = "Émile"}, 0},
        {VIEW_POSITIONS, {.actor = "Vance"}, 0},            {VIEW_POSITIONS, {.actor = "Dayan"}, 1},
        {VIEW_FIGURES, {.actor = "Dayan"}, 1},              {VIEW_TALKS, {.place = "Amman"}, 1},
        {VIEW_ACTORS, {.actor = "Israel"}, 2},              {VIEW_ACTORS, {.since = "1978-10-01"}, 1},
        {VIEW_ACTORS, {.place = "Washington"}, 1},          {VIEW_REPORTS, {.actor = "Vance"}, 1},
        {VIEW_REPORTS, {.until = "1978-10-01"}, 1},         {VIEW_REPORTS, {.place = "D.C."}, 1},
        {VIEW_TIMELINE, {0}, 5},                            {VIEW_TIMELINE, {.place = "Amman"}, 3},
        {VIEW_TIMELINE, {.actor = "Israel"}, 3},            {VIEW_TIMELINE, {.since = "1978-10-01"}, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (rows_of(store, cases[i].view, cases[i].filter, NULL, NULL, 0) != cases[i].rows)
            fail_msg("filter %zu", i);
    struct filter newest = {.newest_first = true};
    rows_of(store, VIEW_REPORTS, newest, "report", first, sizeof first);
    assert_string_equal(first, "two");
    store_close(store);
    sample_remove(path);
}

static void coverage_counts_current_reports(void **state)
{
    (void)state;
    char path[64];
    struct sample sample;
    struct coverage coverage;
    readout_error error = {0};
    struct store *store = open_new(path);
    assert_true(store_coverage(store, &coverage, &error));
    assert_int_equal(coverage.reports, 0);
    assert_string_equal(coverage.last, "");
    sample_full(&sample, "one");
    sample_store(&sample, store);
    sample_begin(&sample, "two", "", "", "No date.");
    sample_store(&sample, store);
    assert_true(store_coverage(store, &coverage, &error));
    assert_int_equal(coverage.reports, 2);
    assert_int_equal(coverage.undated, 1);
    assert_int_equal(coverage.outlets, 1);
    assert_string_equal(coverage.last, "1978-09-18");
    store_close(store);
    sample_remove(path);
}

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

/* Opening must fail in both modes with a message that holds `words`. */
static void expect_refusal(const char *path, const char *words)
{
    for (enum store_mode mode = STORE_SHOW; mode <= STORE_WRITE; mode++) {
        readout_error error = {0};
        assert_null(store_open(path, mode, &error));
        assert_int_equal(error.status, READOUT_DATABASE);
        if (!strstr(error.text, words))
            fail_msg("'%s' does not say '%s'", error.text, words);
    }
}

static void files_that_are_not_ours_are_refused(void **state)
{
    (void)state;
    char path[64], garbage[5000];
    readout_error error = {0};
    sample_path(path);
    assert_null(store_open(path, STORE_SHOW, &error));
    assert_non_null(strstr(error.text, "readout read"));
    assert_int_equal(access(path, F_OK), -1);
    memset(garbage, 'x', sizeof garbage);
    write_file(path, garbage, sizeof garbage);
    expect_refusal(path, "not a database");
    unlink(path);
    sqlite3 *database;
    sqlite3_open(path, &database);
    sqlite3_exec(database, "CREATE TABLE other (a)", NULL, NULL, NULL);
    sqlite3_close(database);
    expect_refusal(path, "another program");
    unlink(path);
    store_close(store_open(path, STORE_WRITE, &error));
    ask(path, "PRAGMA user_version = 99");
    expect_refusal(path, "newer");
    sample_remove(path);
}

static void an_empty_file_becomes_a_database_only_by_reading(void **state)
{
    (void)state;
    char path[64];
    readout_error error = {0};
    write_file(sample_path(path), "", 0);
    assert_null(store_open(path, STORE_SHOW, &error));
    assert_non_null(strstr(error.text, "no record yet"));
    error_clear(&error);
    struct store *store = store_open(path, STORE_WRITE, &error);
    assert_non_null(store);
    store_close(store);
    sample_remove(path);
}

/* Facts of the reports that are asked for by name. */
static void gives_what_chosen_reports_tell(void **state)
{
    (void)state;
    char path[64];
    struct sample one, two;
    struct store *store = open_new(path);
    sample_full(&one, "one");
    sample_full(&two, "two \"quoted\"");
    assert_int_equal(sample_store(&one, store), STORE_NEW);
    assert_int_equal(sample_store(&two, store), STORE_NEW);
    static const enum store_view chosen[] = {VIEW_STATEMENTS, VIEW_FIGURES, VIEW_REPORTS};
    static const size_t of_each[] = {2, 1, 1};
    for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++) {
        char report[32] = "";
        struct filter both = {.reports = "[\"one\",\"two \\\"quoted\\\"\"]"};
        assert_int_equal(rows_of(store, chosen[i], both, NULL, NULL, 0), 2 * of_each[i]);
        assert_int_equal(rows_of(store, chosen[i], (struct filter){.reports = "[\"two \\\"quoted\\\"\"]"}, "report",
                                 report, sizeof report), of_each[i]);
        assert_string_equal(report, "two \"quoted\"");
        assert_int_equal(rows_of(store, chosen[i], (struct filter){.reports = "[\"three\"]"}, NULL, NULL, 0), 0);
        assert_int_equal(rows_of(store, chosen[i], (struct filter){.reports = "[]"}, NULL, NULL, 0), 0);
        assert_int_equal(rows_of(store, chosen[i], (struct filter){0}, NULL, NULL, 0), 2 * of_each[i]);
    }
    store_close(store);
    sample_remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_what_chosen_reports_tell),
        cmocka_unit_test(keeps_every_kind_of_fact),
        cmocka_unit_test(quotes_are_bytes_of_the_text),
        cmocka_unit_test(the_same_report_changes_nothing),
        cmocka_unit_test(a_new_text_is_a_new_version),
        cmocka_unit_test(what_is_told_of_a_report_makes_no_version),
        cmocka_unit_test(what_is_not_read_has_no_facts), cmocka_unit_test(another_engine_replaces_the_facts),
        cmocka_unit_test(a_report_is_stored_whole_or_not),
        cmocka_unit_test(a_report_without_id_goes_under_its_hash),
        cmocka_unit_test(filters_leave_out_the_rest),
        cmocka_unit_test(coverage_counts_current_reports),
        cmocka_unit_test(files_that_are_not_ours_are_refused),
        cmocka_unit_test(an_empty_file_becomes_a_database_only_by_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
