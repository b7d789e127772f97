/* input_test.c - INPUT arguments become reports: folders, JSON lines, metadata, limits, and what cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "ingest/input.h"
#include "ingest/metadata.h"

/* A folder of its own for each test. */
struct place {
    char folder[64];
    char told[4096]; /* problems, a line each, without the folder */
};

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    strcpy(place->folder, "/tmp/readout-input-XXXXXX");
    *state = place;
    return mkdtemp(place->folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    char command[256];
    struct place *place = *state;
    snprintf(command, sizeof command, "chmod -R u+rwx '%s'; rm -rf '%s'", place->folder, place->folder);
    int status = system(command);
    free(place);
    return status;
}

static const char *path_of(const struct place *place, const char *name, char path[256])
{
    snprintf(path, 256, "%s/%s", place->folder, name);
    return path;
}

static void write_bytes(const struct place *place, const char *name, const char *bytes, size_t length)
{
    char path[256];
    FILE *file = fopen(path_of(place, name, path), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void write_file(const struct place *place, const char *name, const char *text)
{
    write_bytes(place, name, text, strlen(text));
}

static void make_folder(const struct place *place, const char *name)
{
    char path[256];
    assert_int_equal(mkdir(path_of(place, name, path), 0700), 0);
}

static void note(void *context, const readout_error *error)
{
    struct place *place = context;
    char line[1200];
    const char *from = error_line(error, line, sizeof line);
    if (strncmp(from, place->folder, strlen(place->folder)) == 0)
        from += strlen(place->folder) + 1;
    size_t used = strlen(place->told);
    snprintf(place->told + used, sizeof place->told - used, "%s\n", from);
}

/* Read `name` of the folder (all of it for "") and check the reports, "id|outlet|published|text" a line each, the
 * problems, and how many of them are failures. */
static void expect(struct place *place, const char *name, const char *metadata, size_t max_size, const char *reports,
                   const char *problems, size_t failures)
{
    char path[256], metadata_path[256], read[8192] = "", *arguments[] = {path};
    path_of(place, name, path);
    struct problem_sink sink = {.tell = note, .context = place};
    struct input_options options = {.arguments = arguments, .count = 1, .limits = limits_usual()};
    options.limits.most[LIMIT_SIZE] = max_size;
    options.metadata = metadata ? path_of(place, metadata, metadata_path) : NULL;
    readout_error error = {0};
    place->told[0] = 0;
    struct input *input = input_open(&options, &sink, &error);
    assert_non_null(input);
    for (readout_report report; input_next(input, &report, &error);) {
        size_t used = strlen(read);
        snprintf(read + used, sizeof read - used, "%s|%s|%s|%.*s\n", report.id, report.outlet ? report.outlet : "",
                 report.published ? report.published : "", (int)report.text_length, report.text);
    }
    assert_int_equal(error.status, READOUT_OK);
    assert_string_equal(read, reports);
    assert_string_equal(place->told, problems);
    assert_int_equal(sink.failures, failures);
    input_close(input);
}

static void test_text_file(void **state)
{
    struct place *place = *state;
    write_file(place, "one.two.txt", "A text.\n");
    expect(place, "one.two.txt", NULL, 100, "one.two|||A text.\n\n", "", 0);
    write_file(place, "plain", "caf\xe9");
    expect(place, "plain", NULL, 100, "plain|||caf\xc3\xa9\n", "", 0);
    write_file(place, "nothing", "");
    expect(place, "nothing", NULL, 100, "", "nothing: empty: nothing to read\n", 1);
    expect(place, "absent", NULL, 100, "", "absent: No such file or directory\n", 1);
}

static void test_folder(void **state)
{
    struct place *place = *state;
    char path[256];
    make_folder(place, "b");
    make_folder(place, ".git");
    write_file(place, ".git/x", "hidden");
    write_file(place, ".hidden", "hidden");
    write_file(place, "b/2.txt", "two");
    write_file(place, "b/10.txt", "ten");
    write_file(place, "c.txt", "see");
    write_file(place, "a.txt", "first");
    assert_int_equal(symlink("..", path_of(place, "b/up", path)), 0);
    assert_int_equal(symlink("nowhere", path_of(place, "d", path)), 0);
    assert_int_equal(mkfifo(path_of(place, "e", path), 0600), 0);
    expect(place, "", NULL, 100, "a|||first\n10|||ten\n2|||two\nc|||see\n",
           "d: No such file or directory\ne: a pipe, passed over\n", 2);
}

static void test_unreadable(void **state)
{
    struct place *place = *state;
    char path[256];
    if (geteuid() == 0)
        skip(); /* root reads everything */
    write_file(place, "a.txt", "closed");
    write_file(place, "b.txt", "open");
    make_folder(place, "c");
    assert_int_equal(chmod(path_of(place, "a.txt", path), 0), 0);
    assert_int_equal(chmod(path_of(place, "c", path), 0), 0);
    expect(place, "", NULL, 100, "b|||open\n", "a.txt: Permission denied\nc: Permission denied\n", 2);
}

static void test_json_lines(void **state)
{
    struct place *place = *state;
    write_file(place, "a.jsonl",
               "\xef\xbb\xbf"
               "{\"id\":\"x\",\"text\":\"One.\",\"outlet\":\"O\",\"published\":\"1978-09-17T10:00:00Z\"}\r\n"
               "\n"
               "{\"text\":\"Two.\",\"date\":\"1978-09-18\",\"id\":null,\"more\":[1]}\n"
               "{\"id\":\"z\",\"text\":\"cu\n"
               "{\"id\":7,\"text\":\"Three.\"}\n"
               "{\"id\":\"a\"}\n"
               "{\"id\":\"a\",\"text\":null}\n"
               "[]\n"
               "{\"id\":\"last\",\"text\":\"No line feed behind.\",\"published\":\"1978-09\"}");
    expect(place, "a.jsonl", NULL, 1000,
           "x|O|1978-09-17T10:00:00Z|One.\na.jsonl:3||1978-09-18|Two.\nlast||1978-09|No line feed behind.\n",
           "a.jsonl:4:20: premature end of input near '\"cu'\n"
           "a.jsonl:5: \"id\" is not a string\n"
           "a.jsonl:6: no \"text\"\n"
           "a.jsonl:7: \"text\" is not a string\n"
           "a.jsonl:8:1: not a JSON object\n", 5);
}

/* The day of publication under the other names it goes by; what is no string there is passed over. */
static void test_names_of_the_date(void **state)
{
    struct place *place = *state;
    write_file(place, "a",
               "{\"id\":\"a\",\"text\":\"1\",\"date_published\":\"1978-09-17\"}\n"
               "{\"id\":\"b\",\"text\":\"2\",\"publishedAt\":\"1978-09-18T08:00:00Z\",\"date\":255}\n"
               "{\"id\":\"c\",\"text\":\"3\",\"date\":\"1978-09-20\",\"published\":\"1978-09-19\"}\n"
               "{\"id\":\"d\",\"text\":\"4\",\"date\":\"1978-09\",\"published\":null}\n"
               "{\"id\":\"e\",\"text\":\"5\",\"dated\":\"1978-09-19\"}\n");
    expect(place, "a", NULL, 1000,
           "a||1978-09-17|1\nb||1978-09-18T08:00:00Z|2\nc||1978-09-19|3\nd||1978-09|4\ne|||5\n", "", 0);
}

/* A line that `extract` wrote is handed out as it is where that is asked for; else the report in it is read. */
static void test_records(void **state)
{
    struct place *place = *state;
    static const char line[] = "{\"id\":\"a\",\"engine\":\"1\",\"hash\":\"0\",\"text\":\"One.\"}";
    char path[256], *arguments[] = {path};
    struct problem_sink sink = {.tell = note, .context = place};
    struct input_options options = {.arguments = arguments, .count = 1, .limits = limits_usual(), .records = true};
    readout_report report;
    readout_error error = {0};
    write_file(place, "a", "{\"text\":\"no record\",\"hash\":\"0\"}\n{\"id\":\"a\",\"engine\":\"1\",\"hash\":\"0\","
                           "\"text\":\"One.\"}\n");
    expect(place, "a", NULL, 1000, "a:1|||no record\na|||One.\n", "", 0);
    path_of(place, "a", path);
    struct input *input = input_open(&options, &sink, &error);
    assert_non_null(input);
    assert_true(input_next(input, &report, &error));
    assert_int_equal(input_record(input).len, 0);
    assert_true(input_next(input, &report, &error));
    assert_true(str_equal(input_record(input), STR(line)));
    assert_null(report.text);
    assert_false(input_next(input, &report, &error));
    input_close(input);
}

static void test_long_line(void **state)
{
    struct place *place = *state;
    size_t length = 300000;
    char *bytes = malloc(length);
    memset(bytes, 'w', length);
    static const char front[] = "{\"text\":\"one\"}\n{\"text\":\"", back[] = "\"}\n{\"text\":\"three\"}\n";
    memcpy(bytes, front, sizeof front - 1);
    memcpy(bytes + length - (sizeof back - 1), back, sizeof back - 1);
    write_bytes(place, "a", bytes, length);
    expect(place, "a", NULL, 1000, "a:1|||one\na:3|||three\n", "a:2: more than 1000 bytes (--limit size)\n", 1);
    free(bytes);
}

static void test_limit(void **state)
{
    struct place *place = *state;
    write_file(place, "a", "12345678");
    expect(place, "a", NULL, 8, "a|||12345678\n", "", 0);
    expect(place, "a", NULL, 7, "", "a: more than 7 bytes (--limit size)\n", 1);
}

static void test_json_documents(void **state)
{
    struct place *place = *state;
    const char *problem = "a: a JSON document; reports come as JSON lines, one object a line\n";
    write_file(place, "a", "[\n {\"id\": \"a\"}\n]\n");
    expect(place, "a", NULL, 100, "", problem, 1);
    write_file(place, "a", "{\n \"text\": \"a\"\n}\n");
    expect(place, "a", NULL, 100, "", problem, 1);
    write_file(place, "a", "{sic} is a text");
    expect(place, "a", NULL, 100, "a|||{sic} is a text\n", "", 0);
}

static void test_dates(void **state)
{
    (void)state;
    static const char *const days[] = {"1978-09-17", "2000-02-29", "1978-09-17T10:00", "1978-09-17 10:00:00"};
    static const char *const parts[] = {"1978", "1978-09"};
    static const char *const bad[] = {
        "", "x", "978", "1978-", "1978-13", "1978-00", "1978-9-17", "1978-02-29", "1900-02-29",
        "1978-04-31", "1978-09-00", "1978-09-17x", "1978-09-17T", "9/17/78", "0000-01-01"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        assert_int_equal(published_kind(days[i]), PUBLISHED_DAY);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        assert_int_equal(published_kind(parts[i]), PUBLISHED_PART);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(published_kind(bad[i]), PUBLISHED_BAD);
}

static void test_bad_date_is_told(void **state)
{
    struct place *place = *state;
    write_file(place, "a", "{\"text\":\"one\",\"published\":\"9/17/78\"}");
    expect(place, "a", NULL, 100, "a:1|||one\n", "a:1: \"published\": no date: \"9/17/78\"; read without it\n", 0);
}

static void test_metadata(void **state)
{
    struct place *place = *state;
    write_file(place, "manifest.json", "[{\"id\":\"a\",\"outlet\":\"O\",\"published\":\"1978-09-17\",\"more\":1},\n"
                                       " {\"id\":\"x\",\"outlet\":null,\"published\":\"1978-09\"}]");
    write_file(place, "a.txt", "one");
    write_file(place, "b.txt", "two");
    write_file(place, "c", "{\"id\":\"x\",\"text\":\"three\",\"outlet\":\"P\",\"published\":\"1978-09-01\"}");
    expect(place, "", "manifest.json", 1000, "a|O|1978-09-17|one\nb|||two\nx|P|1978-09|three\n", "", 0);
}

static void expect_bad_metadata(struct place *place, const char *text, const char *problem)
{
    char path[256], *arguments[] = {path};
    struct problem_sink sink = {0};
    readout_error error = {0};
    write_file(place, "m", text);
    struct input_options options = {.arguments = arguments, .count = 1, .metadata = path_of(place, "m", path)};
    assert_null(input_open(&options, &sink, &error));
    note(place, &error);
    assert_string_equal(place->told, problem);
    place->told[0] = 0;
}

/* What a report of the file tells of itself, besides its text. */
static void expect_told(struct place *place, const char *name, const char *metadata, const char *told)
{
    char path[256], metadata_path[256], read[4096] = "", *arguments[] = {path};
    struct problem_sink sink = {.tell = note, .context = place};
    struct input_options options = {.arguments = arguments, .count = 1, .limits = limits_usual()};
    readout_error error = {0};
    path_of(place, name, path);
    options.metadata = metadata ? path_of(place, metadata, metadata_path) : NULL;
    struct input *input = input_open(&options, &sink, &error);
    assert_non_null(input);
    for (readout_report report; input_next(input, &report, &error);) {
        const char *const fields[] = {report.updated, report.author, report.language, report.agency, report.dateline,
                                      report.source,  report.target};
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
            size_t used = strlen(read);
            snprintf(read + used, sizeof read - used, "%s%s", fields[i] ? fields[i] : "-", i < 6 ? "|" : "\n");
        }
    }
    assert_string_equal(read, told);
    input_close(input);
}

static void test_what_is_told(void **state)
{
    struct place *place = *state;
    write_file(place, "told.jsonl",
               "{\"id\":\"a\",\"text\":\"A\",\"updated\":\"2024-01-02T10:00Z\",\"author\":\"Ann\",\"language\":\"en-GB\","
               "\"agency\":\"Wire\",\"dateline\":\"CAIRO (Wire)\",\"source\":\"A\",\"target\":\"B\"}\n"
               "{\"id\":\"b\",\"text\":\"B\",\"author\":[\"Ann\",null,\"\",{\"name\":\"Bob\"}]}\n"
               "{\"id\":\"c\",\"text\":\"C\",\"author\":{\"name\":\"Bob\"},\"updated\":\"soon\",\"language\":\"\",\"source\":\"C\",\"target\":null}\n"
               "{\"id\":\"d\",\"text\":\"D\",\"author\":[],\"agency\":null,\"source\":\"an outlet\"}\n"
               "{\"id\":\"e\",\"text\":\"E\",\"author\":5}\n{\"id\":\"f\",\"text\":\"F\",\"author\":[[]]}\n"
               "{\"id\":\"g\",\"text\":\"G\",\"language\":[]}\n"
               "{\"id\":\"h\",\"text\":\"H\",\"source\":{\"name\":\"an outlet\"}}\n"
               "{\"id\":\"i\",\"text\":\"I\",\"source\":\"I\",\"target\":[]}\n");
    place->told[0] = 0;
    expect_told(place, "told.jsonl", NULL,
                "2024-01-02T10:00Z|Ann|en-GB|Wire|CAIRO (Wire)|A|B\n-|Ann; Bob|-|-|-|-|-\n-|Bob|-|-|-|C|-\n"
                "-|-|-|-|-|-|-\n-|-|-|-|-|-|-\n");
    assert_string_equal(place->told, "told.jsonl:3: \"updated\": no date: \"soon\"; read without it\n"
                                     "told.jsonl:5: \"author\" is not a string\n"
                                     "told.jsonl:6: \"author\" is no name or list of names\n"
                                     "told.jsonl:7: \"language\" is not a string\n"
                                     "told.jsonl:9: \"target\" is not a string\n");
    write_file(place, "one.txt", "A text.");
    write_file(place, "meta.json", "[{\"id\":\"one\",\"updated\":\"2024\",\"author\":[\"Ann\",\"Bob\"],"
                                   "\"language\":\"fr\",\"agency\":\"Wire\",\"dateline\":\"ROME\",\"source\":\"A\","
                                   "\"target\":\"text\"}]");
    expect_told(place, "one.txt", "meta.json", "2024|Ann; Bob|fr|Wire|ROME|A|text\n");
}

static void test_bad_metadata(void **state)
{
    struct place *place = *state;
    expect_bad_metadata(place, "{}", "m: not a JSON array of objects\n");
    expect_bad_metadata(place, "[{\"id\":\"a\"},\n{\"id\":]", "m:2:7: unexpected token near ']'\n");
    expect_bad_metadata(place, "[{\"id\":\"a\"},3]", "m: item 2: is not an object\n");
    expect_bad_metadata(place, "[{\"outlet\":\"a\"}]", "m: item 1: has no \"id\"\n");
    expect_bad_metadata(place, "[{\"id\":\"a\",\"title\":3}]", "m: item 1: \"title\" is not a string\n");
    expect_bad_metadata(place, "[{\"id\":\"a\"},{\"id\":\"a\"}]", "m: item 2: id \"a\" stands there twice\n");
    expect_bad_metadata(place, "[{\"id\":\"a\",\"published\":\"1978-02-30\"}]",
                        "m: item 1: \"published\": no date: \"1978-02-30\"\n");
}

/* Where reading is to start. */
static enum input_skip start_at(void *context, const struct input_mark *file, struct input_mark *from)
{
    const struct input_mark *mark = context;
    assert_non_null(file->path);
    *from = *mark;
    return INPUT_FROM_MARK;
}

/* Behind each report of a file, what is read from its mark on is the reports behind it. */
static void expect_marks(struct place *place, const char *name, const char *const *ids, size_t count)
{
    char path[256], *arguments[] = {path};
    path_of(place, name, path);
    struct input_mark from = {0};
    struct problem_sink sink = {0};
    const struct input_options options = {
        .arguments = arguments, .count = 1, .limits = limits_usual(), .skip = start_at, .context = &from};
    for (size_t first = 0; first < count; first++) {
        struct input_mark behind = from;
        readout_error error = {0};
        readout_report report;
        struct input *input = input_open(&options, &sink, &error);
        for (size_t i = first; i < count; i++) {
            assert_true(input_next(input, &report, &error));
            assert_string_equal(report.id, ids[i]);
            if (i == first)
                behind = input_mark(input);
        }
        assert_false(input_next(input, &report, &error));
        from = behind;
        input_close(input);
    }
}

static void test_marks(void **state)
{
    struct place *place = *state;
    static const char *const lines[] = {"a", "b", "c"};
    static const char *const pages[] = {"http://a.org/1", "http://a.org/2", "http://a.org/3"};
    write_file(place, "lines", "{\"id\":\"a\",\"text\":\"A\"}\n{\"id\":\"b\",\"text\":\"B\"}\n"
                               "{\"id\":\"c\",\"text\":\"C\"}\n");
    expect_marks(place, "lines", lines, 3);
    write_file(place, "crawl.arc",
               "filedesc://a.arc 0.0.0.0 20240501100000 text/plain 21\n1 0 Name\nURL IP-addr\n\n"
               "http://a.org/1 127.0.0.1 20240501100000 text/plain 3\nOne\n"
               "http://a.org/2 127.0.0.1 20240501100000 text/plain 3\nTwo\n"
               "http://a.org/3 127.0.0.1 20240501100000 text/plain 5\nThree\n");
    expect_marks(place, "crawl.arc", pages, 3);
    write_file(place, "crawl.warc",
               "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.org/1\r\nContent-Type: text/plain\r\n"
               "Content-Length: 3\r\n\r\nOne\r\n\r\n"
               "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.org/2\r\nContent-Type: text/plain\r\n"
               "Content-Length: 3\r\n\r\nTwo\r\n\r\n"
               "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.org/3\r\nContent-Type: text/plain\r\n"
               "Content-Length: 5\r\n\r\nThree\r\n\r\n");
    expect_marks(place, "crawl.warc", pages, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_text_file), TEST(test_folder), TEST(test_unreadable), TEST(test_json_lines),
        TEST(test_long_line), TEST(test_limit), TEST(test_json_documents), TEST(test_dates),
        TEST(test_names_of_the_date), TEST(test_records),
        TEST(test_bad_date_is_told), TEST(test_metadata), TEST(test_what_is_told), TEST(test_bad_metadata),
        TEST(test_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
