/* mark_test.c - how far files were read is kept in the database, found by the next call, and forgotten at the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <unistd.h>

#include "store/mark.h"

static const char *const suffixes[] = {"", "-wal", "-shm"};

struct place {
    char folder[64], database[96];
    char found[4096]; /* "PATH SIZE MODIFIED ENGINE OFFSET ITEMS FAILURES FINISHED", a line each */
};

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    strcpy(place->folder, "/tmp/readout-mark-XXXXXX");
    *state = place;
    if (!mkdtemp(place->folder))
        return -1;
    strcat(strcpy(place->database, place->folder), "/record.db");
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    for (size_t i = 0; i < 3; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", place->database, suffixes[i]);
        unlink(path);
    }
    int status = rmdir(place->folder);
    free(place);
    return status;
}

static bool note(void *context, const struct file_mark *mark)
{
    struct place *place = context;
    size_t used = strlen(place->found);
    snprintf(place->found + used, sizeof place->found - used, "%.*s %llu %llu %.*s %llu %llu %llu %d\n",
             STR_ARGS(mark->path), (unsigned long long)mark->size, (unsigned long long)mark->modified,
             STR_ARGS(mark->engine), (unsigned long long)mark->offset, (unsigned long long)mark->items,
             (unsigned long long)mark->failures, mark->finished);
    return true;
}

static const char *find(struct place *place)
{
    place->found[0] = 0;
    mark_each(place->database, note, place);
    return place->found;
}

/* Keep the marks as the call that is told by `store`, with no report. */
static void put(struct store *store, const struct file_mark *marks, size_t count)
{
    store_add_all(store, NULL, 0, false, marks, count);
}

static void test_kept_and_replaced(void **state)
{
    struct place *place = *state;
    readout_error error = {0};
    const struct file_mark marks[] = {
        {STR("/a"), 10, 1700000000123456789, STR("1"), 0, 7, 2, false}, {STR("/b"), 20, 5, STR("1"), 15, 1, 0, true}};
    const struct file_mark later = {STR("/a"), 10, 1700000000123456789, STR("1"), 0, 9, 3, false};
    assert_string_equal(find(place), "");
    struct store *store = store_open(place->database, STORE_WRITE, &error);
    assert_non_null(store);
    put(store, marks, 2);
    put(store, &later, 1);
    store_close(store);
    assert_string_equal(find(place), "/b 20 5 1 15 1 0 1\n/a 10 1700000000123456789 1 0 9 3 0\n");
}

/* Those of the call go, and those it is told of; others stay. */
static void test_cleared(void **state)
{
    struct place *place = *state;
    readout_error error = {0};
    const struct file_mark old[] = {{.path = STR("/old"), .engine = STR("1")},
                                    {.path = STR("/met"), .engine = STR("1")}};
    const struct file_mark ours = {.path = STR("/ours"), .engine = STR("1")};
    const struct str met = STR("/met");
    struct store *store = store_open(place->database, STORE_WRITE, &error);
    struct addition addition = {.record = &(struct record){.id = STR("one"), .hash = "h", .engine = "1",
                                                           .text = STR("Text.")}};
    store_add_all(store, &addition, 1, false, old, 2);
    assert_int_equal(addition.error.status, READOUT_OK);
    store_close(store);
    store = store_open(place->database, STORE_WRITE, &error);
    put(store, &ours, 1);
    assert_true(mark_clear(store, &met, 1, &error));
    store_close(store);
    assert_string_equal(find(place), "/old 0 0 1 0 0 0 0\n");
}

/* What is no database, or not there, has no marks. */
static void test_no_database(void **state)
{
    struct place *place = *state;
    FILE *file = fopen(place->database, "w");
    fputs("no database, but long enough to look like one to whoever does not look closely\n", file);
    fclose(file);
    assert_string_equal(find(place), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_kept_and_replaced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cleared, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_database, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
