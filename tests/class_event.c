/* class_event.c - what coding_class says of events that are given (bench/event_classes.py).
 *
 * Input: lines of event, first byte of the trigger ("v" before it: of the first verb from there on), countries that
 * source and target act for as states ("FRA", or nothing), and sentence, parted by tabs. Output: a line each, parted by
 * tabs: event, mode, CAMEO code, score, contexts (parted by commas), rule. Invariant: exit status 1 where a line is
 * none. */
#include <stdio.h>
#include <stdlib.h>

#include "pipeline.h"
#include "read/coding.h"

enum { LONGEST_LINE = 65536 };

/* The token that starts at, or covers, the byte. */
static uint32_t token_at(const struct document *document, size_t byte)
{
    uint32_t token = 0;
    while (token + 1 < document->token_count && document->tokens[token].end <= byte)
        token++;
    return token;
}

static void print(const struct coding *coding)
{
    printf("%s\t%.*s\t%.*s\t%.1f\t", plover_event_names[coding->event], STR_ARGS(coding->mode), STR_ARGS(coding->cameo),
           coding->goldstein);
    for (size_t i = 0; i < coding->contexts.count; i++)
        printf("%s%.*s", i ? "," : "", STR_ARGS(coding->contexts.items[i]));
    printf("\t%s\n", coding->class_rule ? coding->class_rule : "");
}

/* Who acts, and for what state. */
static struct coded_actor_list acting(const struct reading *reading, struct str country)
{
    struct coded_actor_list list = {0};
    if (country.len)
        *ARENA_PUSH(reading->arena, list) = (struct coded_actor){.country = country};
    return list;
}

static bool read_line(readout_reader *reader, char *line)
{
    struct str rest = str_trim(str_of(line)), name = str_cut(&rest, '\t'), at = str_cut(&rest, '\t');
    struct str source = str_cut(&rest, '\t'), target = str_cut(&rest, '\t');
    int event = record_name(plover_event_names, PLOVER_COUNT, name);
    readout_report report = {.id = "line", .text = rest.ptr, .text_length = rest.len};
    const struct reading *reading = pipeline_reading(reader, &report, false, NULL);
    if (event < 0 || !reading || !reading->document.token_count)
        return false;
    bool verb = str_starts(at, STR("v"));
    uint32_t trigger = token_at(&reading->document, strtoul(at.ptr + verb, NULL, 10));
    while (verb && reading->document.tokens[trigger].tag != TAG_VERB && trigger + 1 < reading->document.token_count)
        trigger++;
    struct coding coding = {.event = (enum plover_event)event,
                            .source = acting(reading, source),
                            .target = acting(reading, target)};
    coding_class(reading, &(struct coding_site){0, reading->document.token_count, trigger}, &coding);
    print(&coding);
    return true;
}

int main(void)
{
    static char line[LONGEST_LINE];
    readout_library *library = readout_library_open(NULL, NULL);
    readout_reader *reader = library ? readout_reader_open(library, NULL) : NULL;
    bool done = reader != NULL;
    while (done && fgets(line, sizeof line, stdin))
        done = read_line(reader, line);
    readout_reader_close(reader);
    readout_library_close(library);
    return done ? 0 : 1;
}
