/* rules_test.c - the examples of every rule under data/en/rules.
 *
 * An example is read as a report published on Wednesday 2020-01-15. Behind "+ text => expected" the rule must read
 * what is expected, behind "- text" it must read nothing. Expected are, for dates, date(VALUE) with the value of
 * TIMEX3; for figures, figure(VALUE, UNIT[, QUALIFIER]); for all other rules the frame with the words of each
 * argument: meeting(participants=Carter+Begin, place=Camp David, status=held). What is read instead is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "pipeline.h"
#include "read/reading.h"
#include "read/library.h"

static void add_text(struct buffer *out, const char *text)
{
    buffer_add(out, str_of(text));
}

static void add_number(struct buffer *out, double value)
{
    char text[40];
    snprintf(text, sizeof text, "%.12g", value);
    add_text(out, text);
}

/* What an argument holds: its word, or the words of its captures; false where none is filled. */
static bool add_argument(struct buffer *out, const struct reading *reading, const struct frame *frame,
                         const struct argument *argument)
{
    bool filled = argument->capture_count == 0;
    buffer_add(out, argument->word);
    for (uint8_t i = 0; i < argument->capture_count; i++) {
        const struct capture *capture = &frame->captures[argument->captures[i]];
        if (!capture->filled)
            continue;
        add_text(out, filled ? "+" : "");
        buffer_add(out, reading_text(reading, capture->first, capture->last));
        filled = true;
    }
    return filled;
}

static void add_frame(struct buffer *out, const struct reading *reading, const struct frame *frame)
{
    const char *separator = "";
    buffer_add(out, frame->rule->frame);
    add_text(out, "(");
    for (uint8_t i = 0; i < frame->rule->argument_count; i++) {
        const struct argument *argument = &frame->rule->arguments[i];
        size_t before = out->len;
        add_text(out, separator);
        buffer_add(out, argument->key);
        add_text(out, "=");
        if (add_argument(out, reading, frame, argument))
            separator = ", ";
        else
            out->len = before;
    }
    add_text(out, ")");
}

static void add_date(struct buffer *out, const struct date *date)
{
    add_text(out, "date(");
    buffer_add(out, date->value);
    add_text(out, ")");
}

static void add_figure(struct buffer *out, const struct figure *figure)
{
    add_text(out, "figure(");
    add_number(out, figure->value);
    add_text(out, ", ");
    buffer_add(out, figure->unit);
    add_text(out, figure->qualifier.len ? ", " : "");
    buffer_add(out, figure->qualifier);
    add_text(out, ")");
}

/* Everything the rule read, one a line. */
struct readings {
    struct buffer lines;
    size_t count;
    struct str expected;
    bool found;
};

static void note(struct readings *readings, struct buffer *line)
{
    struct str text = buffer_str(line);
    readings->found = readings->found || str_equal(text, readings->expected);
    readings->count++;
    buffer_add(&readings->lines, text);
    buffer_byte(&readings->lines, ' ');
    buffer_clear(line, 4096);
}

static void note_frames(struct readings *readings, const struct reading *reading, const struct frame_list *frames,
                        const struct rule *rule)
{
    struct buffer line = {0};
    for (size_t i = 0; i < frames->count; i++)
        if (frames->items[i].rule == rule) {
            add_frame(&line, reading, &frames->items[i]);
            note(readings, &line);
        }
    buffer_free(&line);
}

static void note_facts(struct readings *readings, const struct record *record, const struct rule *rule)
{
    struct buffer line = {0};
    for (size_t i = 0; i < record->dates.count; i++)
        if (!strcmp(record->dates.items[i].evidence.rule, rule->name)) {
            add_date(&line, &record->dates.items[i]);
            note(readings, &line);
        }
    for (size_t i = 0; i < record->figures.count; i++)
        if (!strcmp(record->figures.items[i].evidence.rule, rule->name)) {
            add_figure(&line, &record->figures.items[i]);
            note(readings, &line);
        }
    buffer_free(&line);
}

static bool is_value(const struct rule *rule)
{
    return str_equal(rule->frame, STR("date")) || str_equal(rule->frame, STR("figure"));
}

/* Returns the number of mistakes, 0 or 1. */
static int check_example(readout_reader *reader, const struct rule *rule, const struct example *example)
{
    readout_error error = {0};
    readout_report report = {.id = rule->name, .published = "2020-01-15", .text = example->text.ptr,
                             .text_length = example->text.len};
    const struct reading *reading = pipeline_reading(reader, &report, &error);
    assert_non_null(reading);
    struct readings readings = {.expected = example->expected};
    if (is_value(rule))
        note_facts(&readings, reading->record, rule);
    else
        note_frames(&readings, reading, rule->tree ? &reading->frames : &reading->values, rule);
    bool right = example->positive ? readings.found : readings.count == 0;
    if (!right)
        print_error("%s:%u: %s: \"%.*s\"\n    expected %.*s\n    read     %.*s\n", rule->file, example->line,
                    rule->name,
                    STR_ARGS(example->text), STR_ARGS(example->positive ? example->expected : STR("nothing")),
                    STR_ARGS(readings.count ? buffer_str(&readings.lines) : STR("nothing")));
    buffer_free(&readings.lines);
    return !right;
}

static void test_examples(void **state)
{
    (void)state;
    readout_error error = {0};
    readout_library *library = readout_library_open(NULL, &error);
    if (!library)
        fail_msg("%s:%zu:%zu: %s", error.source, error.line, error.column, error.text);
    readout_reader *reader = readout_reader_open(library, &error);
    assert_non_null(reader);
    int examples = 0, mistakes = 0;
    for (size_t i = 0; i < library->rules->rules.count; i++) {
        const struct rule *rule = &library->rules->rules.items[i];
        for (size_t j = 0; j < rule->examples.count; j++, examples++)
            mistakes += check_example(reader, rule, &rule->examples.items[j]);
    }
    readout_reader_close(reader);
    readout_library_close(library);
    print_message("%d examples, %d not read as they say\n", examples, mistakes);
    assert_int_equal(mistakes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
