/* statement_test.c - runs tests/cases/statements.txt: who says what stands in quotation marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "pipeline.h"

static void add_speaker(struct buffer *out, const struct record *record, const struct statement *statement)
{
    if (statement->speaker != NO_ACTOR) {
        buffer_add(out, record->actors.items[statement->speaker].name);
        return;
    }
    buffer_byte(out, '(');
    buffer_add(out, statement->source.len ? statement->source : STR("nobody"));
    buffer_byte(out, ')');
}

/* The statements of `text` as the cases write them, a line each. */
static void write_statements(readout_reader *reader, struct str text, struct buffer *out)
{
    readout_error error = {0};
    const readout_report report = {.id = "case", .text = text.ptr, .text_length = text.len};
    const struct record *record = pipeline_read(reader, &report, &error);
    if (!record)
        fail_msg("%s", error.text);
    for (size_t i = 0; i < record->statements.count; i++) {
        const struct statement *statement = &record->statements.items[i];
        add_speaker(out, record, statement);
        buffer_add(out, STR(" | "));
        buffer_add(out, str_make(record->text.ptr + statement->evidence.start,
                                 statement->evidence.end - statement->evidence.start));
        buffer_byte(out, '\n');
    }
}

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

static bool run_case(readout_reader *reader, struct str title, struct str text, struct str expected)
{
    struct buffer found = {0};
    write_statements(reader, text, &found);
    bool right = !found.failed && str_equal(str_trim(buffer_str(&found)), str_trim(expected));
    if (!right)
        print_error("%.*s: expected\n%.*sfound\n%.*s\n", STR_ARGS(title), STR_ARGS(expected),
                    STR_ARGS(buffer_str(&found)));
    buffer_free(&found);
    return right;
}

static void test_cases(void **state)
{
    (void)state;
    struct arena arena;
    struct str rest;
    readout_error error = {0};
    arena_init(&arena, 0);
    assert_false(arena_guard(&arena));
    assert_true(file_read(&arena, "tests/cases/statements.txt", 1 << 20, &rest, &error));
    readout_library *library = readout_library_open(NULL, &error);
    readout_reader *reader = library ? readout_reader_open(library, &error) : NULL;
    if (!reader)
        fail_msg("%s", error.text);
    unsigned cases = 0, wrong = 0;
    while (rest.len) {
        struct str title = str_cut(&rest, '\n');
        if (!str_starts(title, STR("== ")))
            continue;
        struct str text = until(&rest, STR("---")), expected = until(&rest, STR(""));
        cases++;
        wrong += !run_case(reader, title, text, expected);
    }
    readout_reader_close(reader);
    readout_library_close(library);
    arena_free(&arena);
    assert_true(cases > 0);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
