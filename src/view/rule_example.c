/* rule_example.c - see rule_example.h. */
#include "view/rule_example.h"

#include <stdio.h>

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

/* Everything the rule read. */
struct readings {
    struct buffer *lines;
    size_t count;
    struct str expected;
    bool found;
};

static void note(struct readings *readings, struct buffer *line)
{
    struct str text = buffer_str(line);
    readings->found = readings->found || str_equal(text, readings->expected);
    readings->count++;
    buffer_add(readings->lines, text);
    buffer_byte(readings->lines, ' ');
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

bool rule_example_holds(const struct reading *reading, const struct rule *rule, const struct example *example,
                        struct buffer *read)
{
    struct readings readings = {.lines = read, .expected = example->expected};
    if (is_value(rule))
        note_facts(&readings, reading->record, rule);
    else
        note_frames(&readings, reading, rule->tree ? &reading->frames : &reading->values, rule);
    return example->positive ? readings.found : readings.count == 0;
}
