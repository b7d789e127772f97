/* code_actors.c - country and sectors of noun phrases, for bench/event_actors.py.
 *
 * Input: lines "DAY TAB START TAB END TAB TEXT" (day YYYY-MM-DD or empty; bytes of the text) on standard input;
 * arguments: users' dictionaries. Output: a line "ACTOR TAB COUNTRY TAB SECTORS" for each, empty where unknown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "unit/coded_phrase.h"

static int fail(const readout_error *error)
{
    char line[1200];
    fprintf(stderr, "code_actors: %s\n", error_line(error, line, sizeof line));
    return 1;
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
    struct reading *reading = coded_reading(reader, day.len ? published : NULL, rest, error);
    if (!reading)
        return false;
    struct coded_actor actor = coded_phrase(reading, (uint32_t)atoi(start.ptr), (uint32_t)atoi(end.ptr));
    print_actor(reading, &actor);
    return true;
}

int main(int argc, char **argv)
{
    readout_error error = {0};
    const readout_library_options options = {.actors = (const char *const *)argv + 1,
                                             .actors_count = argc > 1 ? (size_t)argc - 1 : 0};
    readout_library *library = readout_library_open_with(&options, &error);
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
