/* coding_class_test.c - mode, contexts and CAMEO code of events that are given; the examples beside the rules of
 * data/en/events; what the loader refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline.h"
#include "read/coding.h"
#include "reader_fixture.h"

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

struct told {
    enum plover_event given, event;
    const char *sentence; /* its trigger in brackets */
    const char *mode, *cameo, *contexts;
    double score; /* -99: none */
};

static const struct told told[] = {
    /* CONCEDE and RETREAT: what is promised, what is only said, what is done */
    {PLOVER_CONCEDE, PLOVER_RETREAT, "The rebels [freed] eleven sailors on Tuesday.", "release", "0841", "", 7},
    {PLOVER_CONCEDE, PLOVER_CONCEDE, "The rebels said they would [free] the sailors.", "", "0353", "", 7},
    {PLOVER_CONCEDE, PLOVER_RETREAT, "Ruritania [withdrew] its troops from the valley.", "withdraw", "0874", "military",
     10},
    {PLOVER_CONCEDE, PLOVER_CONCEDE, "Ruritania [announced] that it will withdraw its troops from the valley.", "",
     "0356", "military", 7},
    {PLOVER_CONCEDE, PLOVER_CONCEDE, "The prefect [lifted] the curfew in the harbour.", "", "0813", "", 5},
    {PLOVER_CONCEDE, PLOVER_CONCEDE, "The captain [apologized] for the delay.", "", "055", "", 7},
    {PLOVER_CONCEDE, PLOVER_RETREAT, "The finance minister has [resigned].", "resign", "0831", "executive,economic", 5},
    {PLOVER_CONCEDE, PLOVER_CONCEDE, "The regent [nodded].", "", "080", "", 5},
    /* a meeting, a negotiation and a mediation are three */
    {PLOVER_CONSULT, PLOVER_CONSULT, "The two abbots [met] in the cloister.", "", "040", "diplomatic", 1},
    {PLOVER_CONSULT, PLOVER_CONSULT, "The two abbots [resumed] their negotiations.", "", "046", "diplomatic", 7},
    {PLOVER_CONSULT, PLOVER_CONSULT, "Oman [mediated] between the two abbots.", "", "045", "diplomatic", 5},
    {PLOVER_CONSULT, PLOVER_CONSULT, "The abbot [telephoned] the bishop.", "phone", "041", "religion_ethnicity", 1},
    /* an appeal and a demand, by what is asked for */
    {PLOVER_REQUEST, PLOVER_REQUEST, "The abbot [appealed] for the release of the hostages.", "yield", "0253", "", -.3},
    {PLOVER_REQUEST, PLOVER_REQUEST, "The abbot [demanded] the release of the hostages.", "yield", "1053", "", -5},
    {PLOVER_REJECT, PLOVER_REJECT, "The rebels [refused] to release the hostages.", "yield", "1243", "", -5},
    {PLOVER_AGREE, PLOVER_AGREE, "The rebels [agreed] to release the hostages.", "", "0353", "", 7},
    {PLOVER_THREATEN, PLOVER_THREATEN, "The duchy [threatened] to break off diplomatic relations.", "relations", "1313",
     "diplomatic", -5.8},
    {PLOVER_PROTEST, PLOVER_PROTEST, "Bakers [rallied] to demand the resignation of the mayor.", "demo", "1411", "",
     -6.5},
    {PLOVER_COERCE, PLOVER_COERCE, "The police [detained] two students.", "arrest", "173", "", -5},
    {PLOVER_ASSAULT, PLOVER_ASSAULT, "A bakery was [hit] by a drone.", "drone", "195", "military", -10},
    {PLOVER_ASSAULT, PLOVER_ASSAULT, "The baker [insulted] the butcher.", "", "", "", -99},
    /* a noun tells it with its verb; an auxiliary stands for its verb; a further verb tells of something else */
    {PLOVER_CONSULT, PLOVER_CONSULT, "The abbot paid a [visit] to the bakers.", "visit", "042", "diplomatic", 1.9},
    {PLOVER_ASSAULT, PLOVER_ASSAULT, "The horde seized control of the [mill].", "", "192", "", -9.5},
    {PLOVER_ASSAULT, PLOVER_ASSAULT, "Two clerks [were] kidnapped.", "abduct", "181", "", -9},
    {PLOVER_COERCE, PLOVER_COERCE, "The guards [arrested] a clerk and imposed a curfew.", "arrest", "173", "", -5},
};

static struct coding class_of(void **state, enum plover_event event, const char *sentence)
{
    char text[256];
    size_t trigger = strcspn(sentence, "["), length = 0;
    for (const char *at = sentence; *at; at++)
        if (*at != '[' && *at != ']')
            text[length++] = *at;
    return class_at(state, event, str_make(text, length), trigger);
}

static void join(const struct str_list *list, char *out, size_t size)
{
    size_t length = 0;
    *out = 0;
    for (size_t i = 0; i < list->count; i++)
        length += (size_t)snprintf(out + length, size - length, "%s%.*s", i ? "," : "", STR_ARGS(list->items[i]));
}

static void test_told(void **state)
{
    size_t failed = 0;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        struct coding coding = class_of(state, told[i].given, told[i].sentence);
        char contexts[400];
        join(&coding.contexts, contexts, sizeof contexts);
        double score = isnan(coding.goldstein) ? -99 : coding.goldstein;
        if (coding.event == told[i].event && str_equal(coding.mode, str_of(told[i].mode)) &&
            str_equal(coding.cameo, str_of(told[i].cameo)) && strcmp(contexts, told[i].contexts) == 0 &&
            fabs(score - told[i].score) < 1e-9)
            continue;
        failed++;
        print_error("\"%s\": %s, mode '%.*s', code '%.*s' (%s), contexts '%s', score %g\n", told[i].sentence,
                    plover_event_names[coding.event], STR_ARGS(coding.mode), STR_ARGS(coding.cameo),
                    coding.class_rule ? coding.class_rule : "", contexts, score);
    }
    assert_int_equal(failed, 0);
}

/* Verbal events between two states are diplomatic; within one they are not. */
static void test_between(void **state)
{
    struct fixture *fixture = *state;
    struct str text = STR("The premier criticized the speech.");
    readout_report report = {.id = "class", .text = text.ptr, .text_length = text.len};
    const struct reading *reading = pipeline_reading(fixture->reader, &report, false, NULL);
    struct coded_actor actors[] = {{.country = STR("FRA")}, {.country = STR("CHL")}};
    for (size_t other = 0; other < 2; other++) {
        struct coding coding = {.event = PLOVER_ACCUSE};
        coding.source = (struct coded_actor_list){actors, 1, 1};
        coding.target = (struct coded_actor_list){actors + other, 1, 1};
        coding_class(reading, &(struct coding_site){0, reading->document.token_count, 2}, &coding);
        assert_int_equal(has(&coding.contexts, STR("diplomatic")), other == 1);
    }
}

/* A sentence of many words costs each event no more than its neighbourhood. */
static void test_long_sentence(void **state)
{
    enum { WORDS = 4000 };
    static char text[WORDS * 9 + 1];
    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + i * 9, "attacked ", 9);
    struct coding coding = class_at(state, PLOVER_ASSAULT, str_make(text, WORDS * 9 - 1), WORDS * 9 / 2);
    assert_int_equal(coding.event, PLOVER_ASSAULT);
}

/* What the loader says of a user's folder with one file of events. */
static void assert_refused(const char *name, const char *content, size_t line, size_t column, const char *text)
{
    char folder[] = "/tmp/coding_class_XXXXXX", path[200];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/events", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/events/%s.txt", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    readout_error error = {0};
    readout_library *library = readout_library_open(folder, &error);
    remove(path);
    snprintf(path, sizeof path, "%s/events", folder);
    rmdir(path);
    rmdir(folder);
    readout_library_close(library);
    if (!text) {
        assert_non_null(library);
        return;
    }
    assert_null(library);
    if (error.line != line || error.column != column || !strstr(error.text, text))
        fail_msg("%s: \"%s\": %zu:%zu %s", name, content, (size_t)error.line, (size_t)error.column, error.text);
}

#define RULE "rule a\nevents AID\nnear loan\n"

static void test_refused(void **state)
{
    (void)state;
    assert_refused("cameo", "0841 7\n", 1, 1, "'0841' has no label");
    assert_refused("cameo", "\n084x 7 Return\n", 2, 1, "'084x' is no code");
    assert_refused("cameo", "0999 high Return\n", 1, 6, "'high' is no score");
    assert_refused("cameo", "0999 11 Return\n", 1, 6, "'11' is no score");
    assert_refused("cameo", "0999 1 A\n0999 1 B\n", 2, 1, "'0999' is given twice");
    assert_refused("events", "roots 04\n", 1, 1, "'roots' stands before the first 'event'");
    assert_refused("events", "event DANCE\n", 1, 7, "'DANCE' is no event");
    assert_refused("events", "event AID\nroots 99\n", 2, 7, "'99' is no code");
    assert_refused("events", "event AID\nreach far\n", 2, 7, "'far' is no reach");
    assert_refused("events", "event AID\nrooms 07\n", 2, 1, "'rooms' is no key");
    assert_refused("endings", "ed\n", 1, 1, "'ed' is no ENDING = BASE");
    assert_refused("words", "gold\n", 1, 1, "'gold' is no NAME = WORDS");
    assert_refused("words", "gold = coin, , bar\n", 1, 13, "is an empty piece");
    assert_refused("words", "gold = a b c d e f g h i\n", 1, 8, "has too many words");
    assert_refused("contexts", "sure gold\n", 1, 1, "'sure' stands before the first 'context'");
    assert_refused("contexts", "context legal\nquick gold\n", 2, 1, "'quick' is no key");
    assert_refused("contexts", "context legal\nbetween AID, DANCE\n", 2, 14, "'DANCE' is no event");
    assert_refused("own", "near gold\n", 1, 1, "'near' stands before the first 'rule'");
    assert_refused("own", "rule\n", 1, 5, "is no id of a rule");
    assert_refused("own", "rule a\n\nrule a\n", 1, 1, "rule 'a' lacks events");
    assert_refused("own", RULE "+ AID: He [lent] it.\n", 1, 1, "rule 'a' lacks a result");
    assert_refused("own", RULE "cameo 071\n", 1, 1, "rule 'a' lacks an example");
    assert_refused("own", RULE "cameo 071\n+ AID: He [lent] it.\nrule a\n", 6, 6, "'a' is a rule already");
    assert_refused("own", RULE "cameo 079\n", 4, 7, "'079' is no code");
    assert_refused("own", RULE "cameo 084\n", 4, 7, "'084' is a code of no event of the rule");
    assert_refused("own", RULE "mode fast\n", 4, 6, "'fast' is a mode of no event of the rule");
    assert_refused("own", RULE "root 08\n", 4, 6, "'08' is a root of no event of the rule");
    assert_refused("own", RULE "digit x\n", 4, 7, "'x' is no digit");
    assert_refused("own", RULE "becomes DANCE\n", 4, 9, "'DANCE' is no event");
    assert_refused("own", RULE "context dance\n", 4, 9, "'dance' is no context");
    assert_refused("own", RULE "near @gold\n", 4, 6, "'@gold' is no list");
    assert_refused("own", RULE "far gold\n", 4, 1, "'far' is no key");
    assert_refused("own", RULE "!far gold\n", 4, 1, "'!far' is no key");
    assert_refused("own", RULE "mode\n", 4, 1, "'mode' has no value");
    assert_refused("own", RULE "+ ASSAULT: He [lent] it.\n", 4, 3, "'ASSAULT' is no event of the rule");
    assert_refused("own", RULE "+ AID: He lent it.\n", 4, 8, "has no [trigger]");
    assert_refused("own", RULE "cameo 071\n+ AID: He [lent] it.\n", 0, 0, NULL);
    assert_refused("own", "rule aid.other\nevents AID\ncameo 071\n+ AID: He [gave] it.\n", 0, 0, NULL);
    assert_refused("cameo", "071 1 Economic aid\n", 0, 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_told),    cmocka_unit_test(test_between), cmocka_unit_test(test_examples),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_long_sentence),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
