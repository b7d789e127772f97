/* main.c - the program's front: finds the command in the table and runs it.
 *
 * Input: the arguments. Output: the command's output and exit status (command.h). Invariant: whatever was written
 * to standard output is known to have arrived, else the exit status is EXIT_FAILED. */
#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "cli/command.h"
#include "ingest/limits.h"
#include "readout.h"

/* The commands in the order of `readout --help`: those of a section end with NULL. */
enum { SECTION_SIZE = 20 };
static const struct section {
    const char *title;
    const struct command *commands[SECTION_SIZE];
} sections[] = {
    {"Reading", {&command_read, &command_watch, &command_withdraw}},
    {"The record",
     {&command_serve, &command_brief, &command_timeline, &command_processes, &command_rounds, &command_meetings, &command_trips,
      &command_proposals, &command_positions, &command_talks, &command_conflicts, &command_actors, &command_statements,
      &command_figures, &command_events, &command_reports, &command_dating}},
    {"What changed, and what persons decide",
     {&command_diff, &command_runs, &command_confirm, &command_reject, &command_note, &command_add,
      &command_decisions}},
    {"Files and checks", {&command_export, &command_verify}},
    {"Without a database",
     {&command_extract, &command_code, &command_articles, &command_analyse, &command_explain, &command_rules, &command_model}},
};
enum { SECTION_COUNT = sizeof sections / sizeof sections[0] };

/* The command at the number, counted through all sections; NULL behind the last. */
static const struct command *command_at(size_t number)
{
    for (size_t s = 0; s < SECTION_COUNT; s++)
        for (size_t i = 0; i < SECTION_SIZE && sections[s].commands[i]; i++)
            if (number-- == 0)
                return sections[s].commands[i];
    return NULL;
}

static const struct command *command_find(const char *name)
{
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static const char *command_nearest(const char *name)
{
    const char *nearest = NULL;
    size_t least = 3 < strlen(name) ? 3 : strlen(name);
    const struct command *command;
    for (size_t i = 0; (command = command_at(i)); i++) {
        size_t distance = str_distance(str_of(name), str_of(command->name));
        if (distance < least) {
            least = distance;
            nearest = command->name;
        }
    }
    return nearest;
}

static int unknown_command(const char *name)
{
    const char *nearest = command_nearest(name);
    fprintf(stderr, "readout: no command '%s'", name);
    if (nearest)
        fprintf(stderr, "; did you mean '%s'?\n", nearest);
    else
        fprintf(stderr, "; 'readout --help' lists them\n");
    return EXIT_USAGE;
}

static void print_overview(FILE *out)
{
    fprintf(out, "Readout reads news reports of negotiations and keeps one sourced record of them.\n\n"
                 "Usage: readout COMMAND [OPTION...] [INPUT...]\n");
    for (size_t s = 0; s < SECTION_COUNT; s++) {
        fprintf(out, "\n%s:\n", sections[s].title);
        for (size_t i = 0; i < SECTION_SIZE && sections[s].commands[i]; i++)
            fprintf(out, "  %-12s %s\n", sections[s].commands[i]->name, sections[s].commands[i]->summary);
    }
    fprintf(out, "\n  %-12s %s\n", "help", "print what a command does and takes");
    fprintf(out, "\n'readout help COMMAND' tells more; 'readout --version' prints the version.\n"
                 "Exit status: 0 done, 1 some input could not be read, 2 wrong usage,\n"
                 "3 the database or the machine failed.\n");
}

static void print_limits(void)
{
    printf("How much outside bytes may ask for. --limit NAME=VALUE sets one, for bytes also with K, M or G behind the\n"
           "number; --limit may be given several times. What is over a limit is told by its name, and passed over.\n\n"
           "  %-10s  %11s  %s\n", "NAME", "usually", "what is limited");
    for (size_t i = 0; i < LIMIT_COUNT; i++)
        printf("  %-10s  %11" PRIu64 "  %s: %s\n", limit_abouts[i].name, limit_abouts[i].most, limit_abouts[i].unit,
               limit_abouts[i].what);
}

static int print_help(const char *name)
{
    if (!name) {
        print_overview(stdout);
        return EXIT_DONE;
    }
    if (strcmp(name, "limits") == 0) {
        print_limits();
        return EXIT_DONE;
    }
    const struct command *command = command_find(name);
    if (!command)
        return unknown_command(name);
    fputs(command->usage, stdout);
    return EXIT_DONE;
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        print_overview(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("readout %s\n", readout_version());
        return EXIT_DONE;
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return print_help(argc > 2 ? argv[2] : NULL);
    const struct command *command = command_find(argv[1]);
    if (!command)
        return unknown_command(argv[1]);
    for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0)
            return print_help(argv[1]);
    return command->run(argc - 1, argv + 1);
}

/* Memory for jansson, which (2.14) writes past its own buffers where malloc fails: then the program ends instead. A
 * database that is being written undoes what was not finished when it is opened next. */
static void *json_memory(size_t size)
{
    void *memory = malloc(size);
    if (memory || size == 0)
        return memory;
    fputs("readout: memory ran out\n", stderr);
    exit(EXIT_FAILED);
}

int main(int argc, char **argv)
{
    json_set_alloc_funcs(json_memory, free);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error as a full disk is */
    int status = run(argc, argv);
    bool failed = ferror(stdout);
    errno = 0;
    if (fclose(stdout) == 0 && !failed)
        return status;
    if (status != EXIT_FAILED)
        fprintf(stderr, "readout: standard output: %s\n", errno ? strerror(errno) : "cannot write");
    return EXIT_FAILED;
}
