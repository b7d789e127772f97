/* rules.c - `readout rules`: what the rules are, and whether each reads its examples as they say. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/options.h"
#include "pipeline.h"
#include "view/rule_example.h"

static void print_rule(const struct rule *rule)
{
    printf("%-32s %-10.*s %s:%u\n    %.*s\n", rule->name, STR_ARGS(rule->frame), rule->file, rule->line,
           STR_ARGS(rule->why));
}

/* Print the object, if it could be made, on a line, and give it back. */
static bool print_line(json_t *object)
{
    bool done = object && json_dumpf(object, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF;
    json_decref(object);
    return done;
}

static bool print_rule_json(const struct rule *rule)
{
    return print_line(json_pack("{s:s,s:s%,s:s,s:i,s:s%,s:i,s:b}", "rule", rule->name, "frame", rule->frame.ptr,
                                rule->frame.len, "file", rule->file, "line", (int)rule->line, "why", rule->why.ptr,
                                rule->why.len, "examples", (int)rule->examples.count, "own", rule->own));
}

static int list(const readout_library *library, const struct options *options)
{
    for (size_t i = 0; i < library->rules->rules.count; i++) {
        const struct rule *rule = &library->rules->rules.items[i];
        if (!options->json)
            print_rule(rule);
        else if (!print_rule_json(rule))
            return EXIT_FAILED;
    }
    return EXIT_DONE;
}

/* One run over examples, and what it has come to. */
struct check {
    readout_reader *reader;
    bool json;
    size_t examples, mistakes;
};

static bool tell(const struct check *check, const struct rule *rule, const struct example *example, struct str read)
{
    struct str expected = example->positive ? example->expected : STR("");
    if (!check->json)
        return printf("%s:%u: %s: \"%.*s\"\n    expected %.*s\n    read     %.*s\n", rule->file, example->line,
                      rule->name, STR_ARGS(example->text), STR_ARGS(expected.len ? expected : STR("nothing")),
                      STR_ARGS(read.len ? read : STR("nothing"))) > 0;
    return print_line(json_pack("{s:s,s:s,s:i,s:s%,s:s%,s:s%}", "rule", rule->name, "file", rule->file, "line",
                                (int)example->line, "text", example->text.ptr, example->text.len, "expected",
                                expected.ptr, expected.len, "read", read.ptr, read.len));
}

static bool check_example(struct check *check, const struct rule *rule, const struct example *example,
                          readout_error *error)
{
    readout_report report = {.id = rule->name, .published = RULE_EXAMPLE_DAY, .text = example->text.ptr,
                             .text_length = example->text.len};
    const struct reading *reading = pipeline_reading(check->reader, &report, false, error);
    if (!reading)
        return false;
    struct buffer read = {0};
    bool holds = rule_example_holds(reading, rule, example, &read);
    bool told = holds || tell(check, rule, example, str_trim(buffer_str(&read)));
    buffer_free(&read);
    check->examples++;
    check->mistakes += !holds;
    return told || error_set(error, READOUT_NO_FILE, "standard output", "%s", strerror(errno));
}

/* Where the user has a folder, its rules only: those compiled in are right. */
static int check_all(const readout_library *library, const struct options *options, readout_error *error)
{
    struct check check = {.reader = readout_reader_open(library, error), .json = options->json};
    bool done = check.reader != NULL;
    for (size_t i = 0; done && i < library->rules->rules.count; i++) {
        const struct rule *rule = &library->rules->rules.items[i];
        for (size_t j = 0; done && j < rule->examples.count && (rule->own || !options->data); j++)
            done = check_example(&check, rule, &rule->examples.items[j], error);
    }
    readout_reader_close(check.reader);
    if (!done)
        return options_fail(error);
    fprintf(stderr, "readout: %zu examples, %zu not read as they say\n", check.examples, check.mistakes);
    return check.mistakes ? EXIT_SOME_UNREAD : EXIT_DONE;
}

static int run(int argc, char **argv)
{
    struct options options;
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_JSON | OPTIONS_DATA | OPTIONS_WORDS, &options);
    if (status != -1)
        return status;
    bool check = options.input_count == 1 && strcmp(options.inputs[0], "check") == 0;
    if (options.input_count > 1 || (options.input_count == 1 && !check && strcmp(options.inputs[0], "list") != 0)) {
        fprintf(stderr, "readout rules: what is wanted: list or check; see 'readout rules --help'\n");
        return EXIT_USAGE;
    }
    const readout_library_options wanted = {.data_directory = options.data, .data_alone = options.data_alone};
    readout_library *library = readout_library_open_with(&wanted, &error);
    if (!library)
        return options_fail(&error);
    status = check ? check_all(library, &options, &error) : list(library, &options);
    readout_library_close(library);
    return status;
}

const struct command command_rules = {
    .name = "rules",
    .summary = "the rules with their reasons; check their examples, also of your own folder",
    .usage = "Usage: readout rules [list|check] [OPTION...]\n\n"
             "list, or nothing, prints every rule: its id, what it reads, file, line and why.\n"
             "check reads the examples that stand with the rules and prints each that is not read as it says;\n"
             "with --data the rules of that folder only. Exit status 1 where there is one.\n"
             "docs/rules.md tells how to write words and rules.\n\n" HELP_DATA HELP_JSON,
    .run = run,
};
