/* case_test.c - runs the cases of tests/cases, and those of tests/known-bad, which must fail still.
 *
 * A file is named for what it tests, the rows of `kinds`. A case is a title behind "==", perhaps a line "published:"
 * and a day, the report, a line "---", and what must be read, a line a fact, up to an empty line. Columns stand apart
 * by " | ", what is unknown is "-". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <glob.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "pipeline.h"

static const struct str column = {" | ", 3};

static void add_known(struct buffer *out, struct str text)
{
    buffer_add(out, text.len ? text : STR("-"));
}

static void add_words(struct buffer *out, const struct record *record, const struct evidence *evidence)
{
    buffer_add(out, str_make(record->text.ptr + evidence->start, evidence->end - evidence->start));
}

static void add_actor(struct buffer *out, const struct record *record, uint32_t actor)
{
    add_known(out, actor == NO_ACTOR ? STR("") : record->actors.items[actor].name);
}

static int by_bytes(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* In alphabetical order: another order in the record is no mistake. */
static void add_sorted(struct buffer *out, struct str *items, size_t count)
{
    if (count)
        qsort(items, count, sizeof *items, by_bytes);
    for (size_t i = 0; i < count; i++) {
        buffer_add(out, i ? STR("; ") : STR(""));
        buffer_add(out, items[i]);
    }
    buffer_add(out, count ? STR("") : STR("-"));
}

static void add_actors(struct buffer *out, const struct record *record, const struct actor_list *list)
{
    struct str names[32];
    assert_true(list->count <= sizeof names / sizeof *names);
    for (size_t i = 0; i < list->count; i++)
        names[i] = record->actors.items[list->items[i]].name;
    add_sorted(out, names, list->count);
}

static void add_interval(struct buffer *out, const struct interval *when)
{
    buffer_add(out, str_of(when->from));
    buffer_add(out, STR(".."));
    buffer_add(out, str_of(when->to));
}

static void add_number(struct buffer *out, double value)
{
    char text[40];
    snprintf(text, sizeof text, "%.12g", value);
    buffer_add(out, str_of(text));
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const struct actor *)a)->name, ((const struct actor *)b)->name);
}

/* name | kind | party | alias; alias, by name */
static void write_actors(const struct record *record, struct buffer *out)
{
    if (record->actors.count)
        qsort(record->actors.items, record->actors.count, sizeof record->actors.items[0], by_name);
    for (size_t i = 0; i < record->actors.count; i++) {
        const struct actor *actor = &record->actors.items[i];
        buffer_add(out, actor->name);
        buffer_add(out, column);
        buffer_add(out, str_of(actor_kind_names[actor->kind]));
        buffer_add(out, column);
        add_known(out, actor->party);
        buffer_add(out, column);
        add_sorted(out, actor->aliases.items, actor->aliases.count);
        buffer_byte(out, '\n');
    }
}

/* participants / mediators | place | from..to | status | kind */
static void write_meetings(const struct record *record, struct buffer *out)
{
    for (size_t i = 0; i < record->meetings.count; i++) {
        const struct meeting *meeting = &record->meetings.items[i];
        add_actors(out, record, &meeting->participants);
        buffer_add(out, STR(" / "));
        add_actors(out, record, &meeting->mediators);
        buffer_add(out, column);
        add_known(out, meeting->place);
        buffer_add(out, column);
        add_interval(out, &meeting->when);
        buffer_add(out, column);
        add_known(out, str_of(event_status_names[meeting->status]));
        buffer_add(out, column);
        buffer_add(out, str_of(meeting_kind_names[meeting->kind]));
        buffer_byte(out, '\n');
    }
}

/* traveller | destination; destination | ordinal | from..to | status */
static void write_trips(const struct record *record, struct buffer *out)
{
    for (size_t i = 0; i < record->trips.count; i++) {
        const struct trip *trip = &record->trips.items[i];
        add_actor(out, record, trip->traveller);
        buffer_add(out, column);
        add_sorted(out, trip->destinations.items, trip->destinations.count);
        buffer_add(out, column);
        add_number(out, trip->ordinal);
        buffer_add(out, column);
        add_interval(out, &trip->when);
        buffer_add(out, column);
        add_known(out, str_of(event_status_names[trip->status]));
        buffer_byte(out, '\n');
    }
}

/* speaker, or (source) | quotation */
static void write_statements(const struct record *record, struct buffer *out)
{
    for (size_t i = 0; i < record->statements.count; i++) {
        const struct statement *statement = &record->statements.items[i];
        if (statement->speaker != NO_ACTOR) {
            add_actor(out, record, statement->speaker);
        } else {
            buffer_byte(out, '(');
            buffer_add(out, statement->source.len ? statement->source : STR("nobody"));
            buffer_byte(out, ')');
        }
        buffer_add(out, column);
        add_words(out, record, &statement->evidence);
        buffer_byte(out, '\n');
    }
}

/* name | by, with lines "term issue | words" and "response party | kind" */
static void write_proposals(const struct record *record, struct buffer *out)
{
    for (size_t i = 0; i < record->proposals.count; i++) {
        const struct proposal *proposal = &record->proposals.items[i];
        add_known(out, proposal->name);
        buffer_add(out, column);
        add_actors(out, record, &proposal->by);
        for (size_t j = 0; j < proposal->terms.count; j++) {
            buffer_add(out, STR("\nterm "));
            buffer_add(out, str_of(term_issue_names[proposal->terms.items[j].issue]));
            buffer_add(out, column);
            add_words(out, record, &proposal->terms.items[j].evidence);
        }
        for (size_t j = 0; j < proposal->responses.count; j++) {
            buffer_add(out, STR("\nresponse "));
            add_actor(out, record, proposal->responses.items[j].party);
            buffer_add(out, column);
            buffer_add(out, str_of(response_names[proposal->responses.items[j].response]));
        }
        buffer_byte(out, '\n');
    }
}

/* holder | stance | words */
static void write_positions(const struct record *record, struct buffer *out)
{
    for (size_t i = 0; i < record->positions.count; i++) {
        const struct position *position = &record->positions.items[i];
        add_actor(out, record, position->holder);
        buffer_add(out, column);
        buffer_add(out, str_of(stance_names[position->stance]));
        buffer_add(out, column);
        add_words(out, record, &position->evidence);
        buffer_byte(out, '\n');
    }
}

/* name | state */
static void write_talks(const struct record *record, struct buffer *out)
{
    for (size_t i = 0; i < record->talks.count; i++) {
        add_known(out, record->talks.items[i].name);
        buffer_add(out, column);
        buffer_add(out, str_of(talk_state_names[record->talks.items[i].state]));
        buffer_byte(out, '\n');
    }
}

/* value | unit | qualifier */
static void write_figures(const struct record *record, struct buffer *out)
{
    for (size_t i = 0; i < record->figures.count; i++) {
        const struct figure *figure = &record->figures.items[i];
        add_number(out, figure->value);
        buffer_add(out, column);
        add_known(out, figure->unit);
        buffer_add(out, column);
        add_known(out, figure->qualifier);
        buffer_byte(out, '\n');
    }
}

/* words | type | value */
static void write_dates(const struct record *record, struct buffer *out)
{
    for (size_t i = 0; i < record->dates.count; i++) {
        const struct date *date = &record->dates.items[i];
        add_words(out, record, &date->evidence);
        buffer_add(out, column);
        buffer_add(out, str_of(date_type_names[date->type]));
        buffer_add(out, column);
        add_known(out, date->value);
        buffer_byte(out, '\n');
    }
}

static const struct kind {
    const char *name;
    void (*write)(const struct record *record, struct buffer *out);
} kinds[] = {{"actors", write_actors}, {"meetings", write_meetings}, {"trips", write_trips},
             {"statements", write_statements}, {"proposals", write_proposals}, {"positions", write_positions},
             {"talks", write_talks}, {"figures", write_figures}, {"dates", write_dates}};

/* What the file at "folder/NAME.txt" tests; NULL if nothing known. */
static const struct kind *kind_of(const char *path)
{
    struct str name = str_of(strrchr(path, '/') + 1);
    name = str_cut(&name, '.');
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(name, str_of(kinds[i].name)))
            return &kinds[i];
    return NULL;
}

struct run {
    readout_library *library;
    readout_reader *reader;
    bool must_fail;
    unsigned cases, wrong;
};

/* Cut off what stands before the line `line`, which is cut off too. */
static struct str until(struct str *rest, struct str line)
{
    struct str all = *rest;
    while (rest->len) {
        size_t before = (size_t)(rest->ptr - all.ptr);
        if (str_equal(str_cut(rest, '\n'), line))
            return str_make(all.ptr, before);
    }
    return all;
}

/* The day behind "published:", which is cut off; empty if there is none. */
static void cut_published(struct str *text, char published[11])
{
    struct str rest = *text, line = str_cut(&rest, '\n');
    published[0] = 0;
    if (!str_starts(line, STR("published: ")))
        return;
    snprintf(published, 11, "%.*s", STR_ARGS(str_make(line.ptr + 11, line.len - 11)));
    *text = rest;
}

static void run_case(struct run *run, const char *path, const struct kind *kind, struct str title, struct str text,
                     struct str expected)
{
    char published[11];
    cut_published(&text, published);
    readout_error error = {0};
    const readout_report report = {.id = "case", .published = published[0] ? published : NULL, .text = text.ptr,
                                   .text_length = text.len};
    const struct record *record = pipeline_read(run->reader, &report, &error);
    if (!record)
        fail_msg("%s: %.*s: %s", path, STR_ARGS(title), error.text);
    struct buffer found = {0};
    kind->write(record, &found);
    assert_false(found.failed);
    bool right = str_equal(str_trim(buffer_str(&found)), str_trim(expected));
    run->cases++;
    run->wrong += right == run->must_fail;
    if (right && run->must_fail)
        print_error("%s: %.*s: is right now, move it to tests/cases/%s.txt\n", path, STR_ARGS(title), kind->name);
    else if (!right && !run->must_fail)
        print_error("%s: %.*s: expected\n%.*sfound\n%.*s\n", path, STR_ARGS(title), STR_ARGS(expected),
                    STR_ARGS(buffer_str(&found)));
    buffer_free(&found);
}

static void run_file(struct run *run, const char *path)
{
    struct arena arena;
    struct str rest;
    readout_error error = {0};
    const struct kind *kind = kind_of(path);
    if (!kind)
        fail_msg("%s: the name says nothing that is tested", path);
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    assert_true(file_read(&arena, path, 1 << 20, &rest, &error));
    while (rest.len) {
        struct str title = str_cut(&rest, '\n');
        if (!str_starts(title, STR("== ")))
            continue;
        struct str text = until(&rest, STR("---")), expected = until(&rest, STR(""));
        run_case(run, path, kind, title, text, expected);
    }
    arena_free(&arena);
}

static void run_folder(const char *pattern, bool must_fail)
{
    readout_error error = {0};
    struct run run = {.library = readout_library_open(NULL, &error), .must_fail = must_fail};
    run.reader = run.library ? readout_reader_open(run.library, &error) : NULL;
    if (!run.reader)
        fail_msg("%s", error.text);
    glob_t files;
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        run_file(&run, files.gl_pathv[i]);
    globfree(&files);
    readout_reader_close(run.reader);
    readout_library_close(run.library);
    print_message("%u cases, %u not as they should be\n", run.cases, run.wrong);
    assert_true(run.cases > 0);
    assert_int_equal(run.wrong, 0);
}

static void test_cases(void **state)
{
    (void)state;
    run_folder("tests/cases/*.txt", false);
}

static void test_known_bad(void **state)
{
    (void)state;
    run_folder("tests/known-bad/*.txt", true);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_known_bad)};
    return cmocka_run_group_tests_name("cases", tests, NULL, NULL);
}
