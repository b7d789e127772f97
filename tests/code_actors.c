/* code_actors.c - country and sectors of noun phrases, for bench/event_actors.py.
 *
 * Input: lines "DAY TAB START TAB END TAB TEXT" (day YYYY-MM-DD or empty; bytes of the text) on standard input; arguments:
 * users' dictionaries. Output: a line "ACTOR TAB COUNTRY TAB SECTORS" for each, empty where unknown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "pipeline.h"
#include "read/coding.h"

static int fail(const readout_error *error)
{
    char line[1200];
    fprintf(stderr, "code_actors: %s\n", error_line(error, line, sizeof line));
    return 1;
}

/* The tokens that touch bytes [start, end). */
static void find_tokens(const struct document *document, uint32_t start, uint32_t end, uint32_t *first, uint32_t *last)
{
    *first = 0;
    while (*first < document->token_count && document->tokens[*first].end <= start)
        ++*first;
    *last = *first;
    while (*last < document->token_count && document->tokens[*last].start < end)
        ++*last;
}

static void print_actor(const struct reading *reading, const struct coded_actor *actor)
{
    const struct str none = STR("");
    struct str name = actor->actor == NO_ACTOR ? none : reading->record->actors.items[actor->actor].name;
    printf("%.*s\t%.*s\t", STR_ARGS(name), STR_ARGS(actor->country));
    for (size_t i = 0; i < actor->sectors.count; i++)
        printf("%s%.*s", i ? " " : "", STR_ARGS(actor->sectors.items[i]));
    printf("\n");
}

static bool code_line(readout_reader *reader, struct str line, readout_error *error)
{
    struct str rest = line, day = str_cut(&rest, '\t'), start = str_cut(&rest, '\t'), end = str_cut(&rest, '\t');
    char published[16];
    snprintf(published, sizeof published, "%.*s", STR_ARGS(day));
    readout_report report = {.id = "line", .text = rest.ptr, .text_length = rest.len,
                             .published = day.len ? published : NULL};
    struct reading *reading = (struct reading *)pipeline_reading(reader, &report, false, error);
    if (!reading)
        return false;
    if (!reading->day.len)
        reading->day = reading->record->published;
    uint32_t first, last;
    find_tokens(&reading->document, (uint32_t)atoi(start.ptr), (uint32_t)atoi(end.ptr), &first, &last);
    struct coded_actor actor = {.actor = NO_ACTOR};
    coding_actor(reading, first, last, &actor);
    print_actor(reading, &actor);
    return true;
}

int main(int argc, char **argv)
{
    (void)argc, (void)argv;
    readout_error error = {0};
    readout_library *library = readout_library_open(NULL, &error);
    readout_reader *reader = library ? readout_reader_open(library, &error) : NULL;
    if (!reader)
        return fail(&error);
    char *line = NULL;
    size_t room = 0;
    bool good = true;
    for (ssize_t length; good && (length = getline(&line, &room, stdin)) > 0;)
        good = code_line(reader, str_make(line, (size_t)length - (line[length - 1] == '\n')), &error);
    free(line);
    readout_reader_close(reader);
    readout_library_close(library);
    return good ? 0 : fail(&error);
}
