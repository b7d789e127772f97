/* source.h - the files of a language folder, from disk or compiled in, and reading them line by line. */
#ifndef RULES_SOURCE_H
#define RULES_SOURCE_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "readout.h"

struct source {
    const char *path;  /* for errors: "data/en/classes/meet.v.txt" */
    struct str folder; /* "classes", "values", "actors", "rules", "events", "models" */
    struct str name;   /* file name without ".txt" */
    struct str bytes;
    bool own; /* of the user's folder: what it says goes before what is compiled in */
};
LIST_TYPE(source_list, struct source);

/* All files of the user's folder `directory` (NULL: none), sorted by path, and behind them those compiled in; where it
 * stands `alone`, of these the models only. Alone it must have all folders but `events`, else at least
 * one. */
bool source_open(struct arena *arena, const char *directory, bool alone, struct source_list *sources,
                 readout_error *error);

/* The source of that folder and name; NULL if there is none. */
const struct source *source_find(const struct source_list *sources, struct str folder, struct str name);

/* One line of a source, blanks cut off at its end; comments and, unless asked for, empty lines are passed over. */
struct source_line {
    const struct source *source;
    struct str rest; /* what is still to read */
    struct str text; /* the line */
    uint32_t number;
};
struct source_line source_lines(const struct source *source);
bool source_next(struct source_line *line, bool with_empty);

/* Fill `error` with the place of `at`, a slice of line->text; returns false. */
bool source_error(const struct source_line *line, struct str at, readout_error *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
#endif
