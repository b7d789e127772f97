/* apart_test.c - input is read in a process of its own: what comes out is what went in; a reader that crashes, spins,
 * asks for too much memory or sends what is no report is one report that failed, with its place and reason, and the
 * next one is read; a reader that tries what it may not is refused.
 *
 * In the place of input.h stands a reader of files of words: "crash", "spin", "fork", ... do what they say, of any
 * other a report is made. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "ingest/apart.h"
#include "ingest/apart_frame.h"
#include "ingest/confine.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#define CRASHED "the reader crashed (status 1)"
#else
enum { SANITIZED = 0 };
#define CRASHED "the reader crashed (SIGSEGV)"
#endif

/* The reader in the place of input.h. */
struct input {
    const struct input_options *options;
    struct problem_sink *problems;
    size_t argument; /* opened so far */
    FILE *file;      /* of words; NULL: none is open */
    struct input_mark mark;
    uint64_t pass_over;
    char place[300], word[64];
    const char *text;
};

static struct input *fake_open(const struct input_options *options, struct problem_sink *problems, readout_error *error)
{
    const char *metadata = options->metadata ? options->metadata : "";
    if (strcmp(metadata, "crash") == 0)
        abort();
    if (strcmp(metadata, "bad") == 0) {
        error_set(error, READOUT_BAD_INPUT, "bad", "no metadata");
        return NULL;
    }
    struct input *input = calloc(1, sizeof *input);
    *input = (struct input){.options = options, .problems = problems};
    return input;
}

static void fake_close(struct input *input)
{
    if (input && input->file)
        fclose(input->file);
    free(input);
}

static void open_file(struct input *input)
{
    const struct input_options *options = input->options;
    const char *path = options->arguments[input->argument++];
    struct stat about = {0};
    struct input_mark from = {0};
    enum input_skip skip = INPUT_FROM_FRONT;
    readout_error problem = {0};
    input->mark = (struct input_mark){0};
    if (strcmp(path, "-") != 0 && stat(path, &about) != 0) {
        error_set(&problem, READOUT_NO_FILE, path, "is not there");
        problem_fail(input->problems, &problem);
        return;
    }
    if (S_ISREG(about.st_mode)) {
        input->mark = (struct input_mark){.path = path, .size = (uint64_t)about.st_size, .modified = 5};
        skip = options->skip ? (options->skip)(options->context, &input->mark, &from) : skip;
    }
    input->pass_over = skip == INPUT_FROM_MARK ? from.items : 0;
    input->file = skip == INPUT_PASS_OVER ? NULL : fopen(path, "r");
    if (strcmp(path, "-") == 0)
        input->file = stdin;
    if (input->file && strstr(path, "at-once"))
        raise(SIGKILL);
}

static const char *verdict(bool forbidden)
{
    return forbidden ? "forbidden" : "allowed";
}

static bool cannot_open(const char *path, int flags)
{
    int file = open(path, flags | O_CLOEXEC, 0600);
    if (file >= 0)
        close(file);
    return file < 0;
}

static bool cannot_fork(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child < 0 || waitpid(child, NULL, 0) < 0;
}

static bool cannot_connect(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0)
        return errno == EACCES;
    bool refused = connect(file, (struct sockaddr *)&to, sizeof to) < 0 && errno == EACCES;
    close(file);
    return refused;
}

static bool cannot_run(void)
{
    return execl("/bin/sh", "sh", "-c", "exit 9", (char *)NULL) < 0;
}

/* Memory that is there when the process is gone. */
static bool cannot_leave_memory(void)
{
    int memory = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    if (memory >= 0)
        shmctl(memory, IPC_RMID, NULL);
    return memory < 0;
}

static bool cannot_raise_limits(void)
{
    return setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY}) < 0;
}

/* Bytes that are no frame, to whoever reads; then nothing more. */
static void send_garbage(void)
{
    char bytes[64];
    struct stat about;
    memset(bytes, 'g', sizeof bytes);
    for (int file = 3; file < 1024; file++)
        if (fstat(file, &about) == 0 && S_ISFIFO(about.st_mode) && write(file, bytes, sizeof bytes) > 0)
            for (;;)
                pause();
}

/* The worst sort of report: it says that it is longer than it is. */
static void send_half(void)
{
    const struct frame_head head = {.kind = FRAME_REPORT, .check = FRAME_CHECK, .length = 100000};
    struct stat about;
    for (int file = 3; file < 1024; file++)
        if (fstat(file, &about) == 0 && S_ISFIFO(about.st_mode) && write(file, &head, sizeof head) > 0)
            _exit(0);
}

static bool memory_runs_out(void)
{
    char *volatile held;
    for (size_t i = 0; i < 4096; i++) {
        held = malloc(1 << 20);
        if (!held)
            return true;
        memset(held, 1, 1 << 20);
    }
    return false;
}

/* Do what the word says. False: it is a report that memory does not suffice for. */
static bool act(struct input *input)
{
    static volatile int *volatile nowhere;
    const char *word = input->word;
    input->text = word;
    if (strcmp(word, "crash") == 0)
        *nowhere = 1;
    else if (strcmp(word, "abort") == 0)
        abort();
    else if (strcmp(word, "exit") == 0)
        _exit(7);
    else if (strcmp(word, "end") == 0)
        _exit(0);
    else if (strcmp(word, "spin") == 0)
        for (volatile int i = 0;; i = !i)
            continue;
    else if (strcmp(word, "memory") == 0)
        return !memory_runs_out();
    else if (strcmp(word, "garbage") == 0)
        send_garbage();
    else if (strcmp(word, "half") == 0)
        send_half();
    else if (strcmp(word, "write") == 0)
        input->text = verdict(cannot_open("/etc/passwd", O_WRONLY));
    else if (strcmp(word, "make") == 0)
        input->text = verdict(cannot_open("/tmp/readout-apart-made", O_WRONLY | O_CREAT));
    else if (strcmp(word, "look") == 0)
        input->text = verdict(cannot_open("/etc/passwd", O_RDONLY));
    else if (strcmp(word, "fork") == 0)
        input->text = verdict(cannot_fork());
    else if (strcmp(word, "connect") == 0)
        input->text = verdict(cannot_connect());
    else if (strcmp(word, "run") == 0)
        input->text = verdict(cannot_run());
    else if (strcmp(word, "signal") == 0)
        input->text = verdict(kill(getppid(), 0) < 0);
    else if (strcmp(word, "leave") == 0)
        input->text = verdict(cannot_leave_memory());
    else if (strcmp(word, "limits") == 0)
        input->text = verdict(cannot_raise_limits());
    return true;
}

static bool fake_next(struct input *input, readout_report *report, readout_error *error)
{
    while (input->file || input->argument < input->options->count) {
        if (!input->file) {
            open_file(input);
        } else if (fscanf(input->file, "%63s", input->word) != 1) {
            if (input->file != stdin)
                fclose(input->file);
            input->file = NULL;
        } else if (++input->mark.items > input->pass_over) {
            const char *path = input->options->arguments[input->argument - 1];
            const char *slash = strrchr(path, '/');
            snprintf(input->place, sizeof input->place, "%s:%d", slash ? slash + 1 : path, (int)input->mark.items);
            if (input->options->at)
                input->options->at(input->options->context, input->place, &input->mark);
            if (!act(input))
                return error_set(error, READOUT_NO_MEMORY, NULL, "none left");
            *report = (readout_report){.id = input->word, .text = input->text, .text_length = strlen(input->text)};
            return true;
        }
    }
    return false;
}

static const char *fake_place(const struct input *input)
{
    return input->place;
}

static struct str fake_record(const struct input *input)
{
    return str_of(strcmp(input->word, "record") == 0 ? "{a record}" : "");
}

static struct input_mark fake_mark(const struct input *input)
{
    return input->mark;
}

static bool fake_waits(const struct input *input)
{
    (void)input;
    return false;
}

static uint64_t fake_bytes(const struct input *input)
{
    return input->argument * 1000;
}

static const struct input_way fake = {fake_open,   fake_close, fake_next,  fake_place,
                                      fake_record, fake_mark,  fake_waits, fake_bytes};

/* A folder of files, and what came of reading them. */
struct place {
    char folder[64], paths[4][128];
    char *arguments[64];
    struct apart_options options;
    struct problem_sink sink;
    char got[131072]; /* "WORD PLACE TEXT" of a report, "! PROBLEM", a line each */
    bool failed;
};

static void note(void *context, const readout_error *error)
{
    struct place *place = context;
    size_t used = strlen(place->got), length = strlen(place->folder);
    char line[1200];
    const char *from = error_line(error, line, sizeof line);
    if (strncmp(from, place->folder, length) == 0)
        from += length + 1;
    snprintf(place->got + used, sizeof place->got - used, "! %s\n", from);
}

static int set_up(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    strcpy(place->folder, "/tmp/readout-apart-XXXXXX");
    *state = place;
    if (!mkdtemp(place->folder))
        return -1;
    place->sink = (struct problem_sink){.tell = note, .context = place};
    place->options = (struct apart_options){.way = &fake};
    place->options.input.arguments = place->arguments;
    place->options.input.limits = limits_usual();
    place->options.input.limits.most[LIMIT_SECONDS] = 1;
    place->options.input.limits.most[LIMIT_MEMORY] = 256 * 1024 * 1024;
    return 0;
}

static int tear_down(void **state)
{
    struct place *place = *state;
    for (size_t i = 0; i < 4; i++)
        if (place->paths[i][0])
            unlink(place->paths[i]);
    int status = rmdir(place->folder);
    free(place);
    return status;
}

/* A file of words becomes the next argument. */
static char *put_file(struct place *place, const char *name, const char *words)
{
    size_t at = place->options.input.count++;
    char *path = place->paths[at];
    assert_true(strlen(place->folder) + strlen(name) + 2 < sizeof place->paths[at]);
    strcat(strcat(strcpy(path, place->folder), "/"), name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(words, file);
    fclose(file);
    place->arguments[at] = path;
    return path;
}

static const char *read_all(struct place *place)
{
    readout_error error = {0};
    readout_report report;
    struct apart *apart = apart_open(&place->options, &place->sink, &error);
    place->failed = apart == NULL;
    while (apart && apart_next(apart, &report, &error)) {
        struct str record = apart_record(apart);
        size_t used = strlen(place->got);
        snprintf(place->got + used, sizeof place->got - used, "%s %s %.*s%.*s\n", report.id, apart_place(apart),
                 (int)report.text_length, report.text, STR_ARGS(record));
    }
    if (error.status)
        note(place, &error);
    apart_close(apart);
    return place->got;
}

static void test_all_comes_through(void **state)
{
    struct place *place = *state;
    put_file(place, "a", "one two record");
    place->arguments[place->options.input.count++] = place->folder; /* no file: the fake opens it and finds nothing */
    put_file(place, "b", "three");
    read_all(place);
    assert_string_equal(place->got, "one a:1 one\ntwo a:2 two\nrecord a:3 record{a record}\nthree b:1 three\n");
    assert_int_equal(place->sink.failures, 0);
    place->got[0] = 0;
    place->options.in_process = true;
    read_all(place);
    assert_string_equal(place->got, "one a:1 one\ntwo a:2 two\nrecord a:3 record{a record}\nthree b:1 three\n");
}

static void test_missing_file(void **state)
{
    struct place *place = *state;
    unlink(put_file(place, "a", ""));
    put_file(place, "b", "one");
    read_all(place);
    assert_string_equal(place->got, "! a: is not there\none b:1 one\n");
    assert_int_equal(place->sink.failures, 1);
}

static void test_crashes(void **state)
{
    struct place *place = *state;
    put_file(place, "a", "one crash two abort exit three");
    put_file(place, "b", "crash four");
    read_all(place);
    assert_string_equal(place->got, "one a:1 one\n! a:2: " CRASHED "\ntwo a:3 two\n"
                                    "! a:4: the reader crashed (SIGABRT)\n! a:5: the reader crashed (status 7)\n"
                                    "three a:6 three\n! b:1: " CRASHED "\nfour b:2 four\n");
    assert_int_equal(place->sink.failures, 4);
}

static void test_limits(void **state)
{
    struct place *place = *state;
    put_file(place, "a", SANITIZED ? "one spin two" : "one spin two memory three");
    read_all(place);
    assert_string_equal(place->got,
                        SANITIZED ? "one a:1 one\n! a:2: took more than 1 seconds of processor time (--limit seconds)\n"
                                    "two a:3 two\n"
                                  : "one a:1 one\n! a:2: took more than 1 seconds of processor time (--limit seconds)\n"
                                    "two a:3 two\n! a:4: needs more than 268435456 bytes of memory (--limit memory)\n"
                                    "three a:5 three\n");
}

static void test_garbage(void **state)
{
    struct place *place = *state;
    put_file(place, "a", "one garbage two");
    put_file(place, "b", "three half");
    read_all(place);
    assert_string_equal(place->got, "one a:1 one\n! a:2: the reader sent what is no report\ntwo a:3 two\n"
                                    "three b:1 three\n! the reader ended before the input did\n");
}

static void test_too_many_crashes(void **state)
{
    struct place *place = *state;
    char words[400] = "", *expected = malloc(8192), *at = expected;
    for (int i = 1; i <= 25; i++) {
        strcat(words, "abort ");
        if (i <= 20)
            at += sprintf(at, "! a:%d: the reader crashed (SIGABRT)\n", i);
    }
    sprintf(at, "! a: given up; what is left of it is not read\none b:1 one\n");
    put_file(place, "a", strcat(words, "zero"));
    put_file(place, "b", "one");
    read_all(place);
    assert_string_equal(place->got, expected);
    free(expected);
}

/* Every new reader looks through all the input: what makes one crash again and again is left. */
static void test_crashes_without_end(void **state)
{
    struct place *place = *state;
    char words[200] = "";
    for (int i = 0; i < 20; i++)
        strcat(words, "abort ");
    put_file(place, "a", words);
    for (size_t i = 1; i < 60; i++)
        place->arguments[place->options.input.count++] = place->paths[0];
    read_all(place);
    assert_non_null(strstr(place->got, "! a: the reader crashed 1000 times; what is left is not read\n"));
    assert_int_equal(place->sink.failures, 1000 + 50 + 1);
}

static void test_crash_before_a_document(void **state)
{
    struct place *place = *state;
    put_file(place, "a", "one");
    put_file(place, "at-once", "two");
    put_file(place, "c", "three");
    read_all(place);
    assert_string_equal(place->got, "one a:1 one\n! at-once: the reader crashed (SIGKILL)\n"
                                    "! at-once: given up; what is left of it is not read\nthree c:1 three\n");
}

static void test_metadata(void **state)
{
    struct place *place = *state;
    put_file(place, "a", "one");
    place->options.input.metadata = "bad";
    assert_string_equal(read_all(place), "! bad: no metadata\n");
    assert_true(place->failed);
    place->got[0] = 0;
    place->options.input.metadata = "crash";
    assert_string_equal(read_all(place), "! a: the reader crashed (SIGABRT)\n");
    assert_true(place->failed);
}

static void test_forbidden(void **state)
{
    struct place *place = *state;
    if (!confine_has_files())
        print_message("the kernel has no Landlock: what may be read and written is not tested\n");
    put_file(place, "a", confine_has_files() ? "write make look fork connect run signal limits leave one"
                                             : "fork connect run signal limits leave one");
    read_all(place);
    assert_string_equal(place->got, confine_has_files()
                            ? "write a:1 forbidden\nmake a:2 forbidden\nlook a:3 forbidden\nfork a:4 forbidden\n"
                              "connect a:5 forbidden\nrun a:6 forbidden\nsignal a:7 forbidden\nlimits a:8 forbidden\n"
                              "leave a:9 forbidden\none a:10 one\n"
                            : "fork a:1 forbidden\nconnect a:2 forbidden\nrun a:3 forbidden\nsignal a:4 forbidden\n"
                              "limits a:5 forbidden\nleave a:6 forbidden\none a:7 one\n");
}

/* The same words without confinement: else the test above could not fail. */
static void test_allowed_in_process(void **state)
{
    struct place *place = *state;
    put_file(place, "a", "look fork signal leave");
    place->options.in_process = true;
    assert_string_equal(read_all(place), "look a:1 allowed\nfork a:2 allowed\nsignal a:3 allowed\n"
                                         "leave a:4 allowed\n");
}

/* Passes over "b", and in others the first word. */
static enum input_skip skip_some(void *context, const struct input_mark *file, struct input_mark *from)
{
    *from = (struct input_mark){.items = 1};
    assert_string_equal(context, "skip");
    return strstr(file->path, "/b") ? INPUT_PASS_OVER : INPUT_FROM_MARK;
}

static void note_opened(void *context, const struct input_mark *file, enum input_skip skip)
{
    struct place *place = context;
    size_t used = strlen(place->got);
    snprintf(place->got + used, sizeof place->got - used, "(%s %d from %d of %d, %d)\n", strrchr(file->path, '/') + 1,
             (int)skip, (int)file->items, (int)file->size, (int)file->modified);
}

static void test_skip(void **state)
{
    struct place *place = *state;
    const char *expected = "(a 1 from 1 of 7, 5)\ntwo a:2 two\n(b 2 from 0 of 5, 5)\n(c 1 from 1 of 19, 5)\n"
                           "! c:2: the reader crashed (SIGABRT)\nfive c:3 five\n";
    put_file(place, "a", "one two");
    put_file(place, "b", "three");
    put_file(place, "c", "four abort     five");
    place->options.input.skip = skip_some;
    place->options.input.context = (char *)"skip";
    place->options.opened = note_opened;
    place->options.context = place;
    assert_string_equal(read_all(place), expected);
}

/* A mark stands behind the report returned last, and names its file. */
static void test_marks(void **state)
{
    struct place *place = *state;
    readout_error error = {0};
    readout_report report;
    put_file(place, "a", "one abort two");
    struct apart *apart = apart_open(&place->options, &place->sink, &error);
    assert_non_null(apart);
    assert_true(apart_next(apart, &report, &error));
    assert_int_equal(apart_mark(apart).items, 1);
    assert_string_equal(apart_mark(apart).path, place->paths[0]);
    assert_true(apart_next(apart, &report, &error));
    assert_int_equal(apart_mark(apart).items, 3);
    assert_int_equal(apart_mark(apart).size, 13);
    assert_int_equal(apart_bytes(apart), 1000);
    assert_false(apart_next(apart, &report, &error));
    apart_close(apart);
}

/* Nobody is left behind, even where the reader is busy. */
static void test_close_early(void **state)
{
    struct place *place = *state;
    readout_error error = {0};
    readout_report report;
    put_file(place, "a", "one spin");
    struct apart *apart = apart_open(&place->options, &place->sink, &error);
    assert_true(apart_next(apart, &report, &error));
    apart_close(apart);
    assert_true(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
}

/* Frames as a worker that was taken over may send them. */
static void test_frames(void **state)
{
    (void)state;
    int ends[2];
    char bytes[4096];
    assert_int_equal(pipe(ends), 0);
    struct parcel sent = {.report = {.id = "id", .text = "a text", .text_length = 6}, .place = "here", .items = 7};
    struct parcel got;
    assert_true(frame_send_report(ends[1], &sent));
    size_t length = (size_t)read(ends[0], bytes, sizeof bytes) - sizeof(struct frame_head);
    struct str body = str_make(bytes + sizeof(struct frame_head), length);
    assert_int_equal(length, frame_report_length(&sent));
    assert_true(frame_read_report(body, &got));
    assert_string_equal(got.report.id, "id");
    assert_null(got.report.title);
    assert_string_equal(got.place, "here");
    assert_int_equal(got.items, 7);
    assert_true(str_equal(str_make(got.report.text, got.report.text_length), STR("a text")));
    for (size_t cut = 0; cut < length; cut++)
        assert_false(frame_read_report(str_make(body.ptr, cut), &got));
    for (size_t i = 0; i < length; i++) { /* any other byte: refused, or all inside the body */
        char *byte = bytes + sizeof(struct frame_head) + i, kept = *byte;
        for (int value = 0; value < 256; value += 15) {
            *byte = (char)value;
            if (frame_read_report(body, &got)) {
                assert_true(got.place > bytes && got.place + strlen(got.place) < body.ptr + length);
                assert_true(got.report.text_length <= length);
            }
        }
        *byte = kept;
    }
    close(ends[0]);
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all_comes_through, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_missing_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_crashes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_limits, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_garbage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_too_many_crashes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_crashes_without_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_crash_before_a_document, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_metadata, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_forbidden, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_allowed_in_process, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_skip, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_marks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_close_early, set_up, tear_down),
        cmocka_unit_test(test_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
