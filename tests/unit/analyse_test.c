/* analyse_test.c - analysing through the public library: threads that share one library get the same bytes, errors
 * leave the reader usable, every tree is one. With the model compiled in, and with a small random one from a file. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "core_sample.h"
#include "readout.h"

enum { THREADS = 4, ROUNDS = 3, TEXTS = 4 };

static const char *const texts[TEXTS] = {
    "President Jimmy Carter met Anwar Sadat at Camp David. \"We want peace,\" Sadat said.",
    "They don't talk.\n\nThe envoy's plane left for Amman on Sept. 18, 1978, officials said.",
    "\xe2\x80\x9cNo,\xe2\x80\x9d he said\xe2\x80\x94" "and left.He came back.",
    "-",
};

static int open_library(void **state)
{
    readout_error error;
    return (*state = readout_library_open(NULL, &error)) ? 0 : -1;
}

/* A small model in a file that is gone once it is open. */
static int open_small(void **state)
{
    char path[] = "/tmp/readout-model-XXXXXX";
    int file = mkstemp(path);
    struct model model;
    readout_error error = {0};
    model_begin(&model, small_size, 7);
    struct str bytes = model_bytes(&model);
    bool written = file >= 0 && write(file, bytes.ptr, bytes.len) == (ssize_t)bytes.len;
    *state = written ? readout_library_open_with(&(readout_library_options){.model = path}, &error) : NULL;
    free((char *)bytes.ptr);
    model_end(&model);
    close(file);
    unlink(path);
    return *state ? 0 : -1;
}

static int close_library(void **state)
{
    readout_library_close(*state);
    return 0;
}

static readout_report report_of(const char *text)
{
    return (readout_report){.id = "a", .text = text, .text_length = strlen(text)};
}

/* All texts in both formats, one behind the other; for free(). */
static char *analyse_all(readout_reader *reader)
{
    char *all = calloc(1, 64 * 1024);
    for (int i = 0; all && i < 2 * TEXTS; i++) {
        readout_report report = report_of(texts[i / 2]);
        size_t length = 0;
        const char *text = readout_analyse(reader, &report, i % 2 ? READOUT_JSON : READOUT_CONLLU, &length, NULL);
        if (text && strlen(text) == length && strlen(all) + length < 64 * 1024)
            strcat(all, text);
    }
    return all;
}

/* What a thread has found: the same in every round, or NULL. For free(). */
static void *work(void *library)
{
    char *first = NULL;
    readout_error error;
    readout_reader *reader = readout_reader_open(library, &error);
    for (int i = 0; reader && i < ROUNDS; i++) {
        char *text = analyse_all(reader);
        if (first && strcmp(first, text) != 0)
            first[0] = 0;
        if (first)
            free(text);
        else
            first = text;
    }
    readout_reader_close(reader);
    return first;
}

static void test_threads_agree(void **state)
{
    pthread_t threads[THREADS];
    char *alone = work(*state);
    assert_non_null(alone);
    assert_non_null(strstr(alone, "# text = They don't talk.\n"));
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, work, *state), 0);
    for (int i = 0; i < THREADS; i++) {
        void *found;
        assert_int_equal(pthread_join(threads[i], &found), 0);
        assert_string_equal(found, alone);
        free(found);
    }
    free(alone);
}

static void test_errors_pass(void **state)
{
    readout_error error;
    readout_reader *reader = readout_reader_open(*state, &error);
    readout_report empty = report_of(" "), broken = report_of("1\ta\n3\tb\n"), good = report_of("1\ta b\n2\tc\n");
    size_t length;
    assert_null(readout_analyse(reader, &empty, READOUT_CONLLU, &length, &error));
    assert_int_equal(error.status, READOUT_BAD_INPUT);
    assert_null(readout_analyse_words(reader, &broken, READOUT_CONLLU, &length, &error));
    assert_int_equal(error.status, READOUT_BAD_INPUT);
    assert_int_equal(error.line, 2);
    const char *text = readout_analyse_words(reader, &good, READOUT_CONLLU, &length, &error);
    assert_non_null(text);
    assert_int_equal(error.status, READOUT_OK);
    assert_int_equal(strncmp(text, "1\ta b\t", 6), 0);
    assert_int_equal(text[length], 0);
    text = readout_analyse_words(reader, &good, READOUT_JSON, NULL, &error);
    assert_int_equal(text[0], '{');
    readout_reader_close(reader);
}

/* Every tree is one: a root, and every other word leads to it. */
static void expect_trees(const char *text)
{
    unsigned heads[256] = {0}, count = 0;
    for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
        char *rest;
        unsigned long id = strtoul(line, &rest, 10);
        if (rest > line && *rest == '\t' && id == count + 1 && id < 256) {
            for (int column = 2; column < 7; column++)
                rest = strchr(rest + 1, '\t');
            heads[++count] = (unsigned)strtoul(rest, NULL, 10);
        } else if (*line == '\n') {
            unsigned roots = 0;
            for (unsigned i = 1; i <= count; i++) {
                unsigned at = i, steps = 0;
                roots += heads[i] == 0;
                while (at && ++steps <= count)
                    at = heads[at];
                assert_int_equal(at, 0);
            }
            assert_int_equal(roots, count > 0);
            count = 0;
        }
    }
}

static void test_trees_are_trees(void **state)
{
    readout_error error;
    readout_reader *reader = readout_reader_open(*state, &error);
    for (int i = 0; i < TEXTS; i++) {
        readout_report report = report_of(texts[i]);
        const char *text = readout_analyse(reader, &report, READOUT_CONLLU, NULL, &error);
        assert_non_null(text);
        expect_trees(text);
    }
    readout_reader_close(reader);
}

static void test_model_that_is_none(void **state)
{
    (void)state;
    readout_error error;
    assert_null(readout_library_open_with(&(readout_library_options){.model = "/nowhere/en.model"}, &error));
    assert_int_equal(error.status, READOUT_NO_FILE);
    assert_null(readout_library_open_with(&(readout_library_options){.model = "models/README.md"}, &error));
    assert_int_equal(error.status, READOUT_BAD_DATA);
    assert_non_null(strstr(error.source, "models/README.md"));
}

/* What is opened for analysis alone analyses the same, and reads no records. */
static void test_opened_for_analysis(void **state)
{
    (void)state;
    readout_error error;
    readout_library *whole = readout_library_open(NULL, &error);
    readout_library *library = readout_library_open_with(&(readout_library_options){.analysis_only = 1}, &error);
    readout_reader *first = readout_reader_open(whole, &error), *second = readout_reader_open(library, &error);
    for (int i = 0; i < TEXTS; i++) {
        readout_report report = report_of(texts[i]);
        const char *expected = readout_analyse(first, &report, READOUT_CONLLU, NULL, &error);
        const char *found = readout_analyse(second, &report, READOUT_CONLLU, NULL, &error);
        assert_string_equal(found, expected);
        assert_null(readout_extract(second, &report, NULL, &error));
        assert_int_equal(error.status, READOUT_BAD_USAGE);
    }
    readout_reader_close(first);
    readout_reader_close(second);
    readout_library_close(whole);
    readout_library_close(library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads_agree),
        cmocka_unit_test(test_errors_pass),
        cmocka_unit_test(test_trees_are_trees),
        cmocka_unit_test(test_model_that_is_none),
        cmocka_unit_test(test_opened_for_analysis),
    };
    int failures = cmocka_run_group_tests_name("built-in", tests, open_library, close_library);
    return failures + cmocka_run_group_tests_name("small", tests, open_small, close_library);
}
