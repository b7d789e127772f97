/* coding_class_test.c - mode, contexts and CAMEO code of events that are given; the examples beside the rules of
 * data/en/events; what the loader refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>

#include "pipeline.h"
#include "read/coding.h"

struct fixture {
    readout_library *library;
    readout_reader *reader;
};

static int open_reader(void **state)
{
    static struct fixture fixture;
    fixture.library = readout_library_open(NULL, NULL);
    fixture.reader = fixture.library ? readout_reader_open(fixture.library, NULL) : NULL;
    *state = &fixture;
    return fixture.reader ? 0 : -1;
}

static int close_reader(void **state)
{
    struct fixture *fixture = *state;
    readout_reader_close(fixture->reader);
    readout_library_close(fixture->library);
    return 0;
}

/* What is told of the event whose trigger starts at that byte of the text. */
static struct coding class_at(void **state, enum plover_event event, struct str text, size_t byte)
{
    struct fixture *fixture = *state;
    readout_report report = {.id = "class", .text = text.ptr, .text_length = text.len};
    const struct reading *reading = pipeline_reading(fixture->reader, &report, false, NULL);
    assert_non_null(reading);
    uint32_t trigger = 0;
    while (trigger + 1 < reading->document.token_count && reading->document.tokens[trigger].end <= byte)
        trigger++;
    struct coding coding = {.event = event};
    coding_class(reading, &(struct coding_site){0, reading->document.token_count, trigger}, &coding);
    return coding;
}

static bool has(const struct str_list *list, struct str item)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], item))
            return true;
    return false;
}

/* The first thing that the rule says and the reading of its example does not; NULL: all is as said. */
static const char *missing(const struct class_library *library, const struct class_rule *rule,
                           const struct coding *coding)
{
    bool code = rule->codes.count == 0;
    for (size_t i = 0; i < rule->codes.count; i++)
        code = code || str_starts(coding->cameo, rule->codes.items[i]);
    const struct class_event *event = &library->events[coding->event];
    bool mode = !rule->mode.len || str_equal(coding->mode, rule->mode);
    for (size_t i = 0; !mode && i < event->modes.count; i++)
        if (str_equal(event->modes.items[i], rule->mode))
            return "mode";
    for (size_t i = 0; i < rule->contexts.count; i++)
        if (!has(&coding->contexts, library->contexts.items[rule->contexts.items[i]].name))
            return "context";
    return rule->becomes >= 0 && (int)coding->event != rule->becomes       ? "event"
           : !str_starts(coding->cameo, rule->root)                         ? "root"
           : rule->digit && coding->cameo.ptr[coding->cameo.len - 1] != rule->digit ? "digit"
           : !code                                                          ? "code"
                                                                            : NULL;
}

static void test_examples(void **state)
{
    struct fixture *fixture = *state;
    const struct class_library *library = fixture->library->classes;
    size_t failed = 0, read = 0;
    for (size_t i = 0; i < library->rules.count; i++)
        for (size_t at = 0; at < library->rules.items[i].examples.count; at++, read++) {
            const struct class_rule *rule = &library->rules.items[i];
            const struct class_example *example = &rule->examples.items[at];
            struct coding coding = class_at(state, example->event, example->text, example->trigger);
            const char *lacks = missing(library, rule, &coding);
            failed += lacks != NULL;
            if (lacks)
                print_error("%s:%u: %s: not the %s, but %s %.*s %.*s by %s\n", example->file, example->line, rule->id,
                            lacks, plover_event_names[coding.event], STR_ARGS(coding.mode), STR_ARGS(coding.cameo),
                            coding.class_rule ? coding.class_rule : "no rule");
        }
    assert_true(read > 100);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
