/* codebook.h - the files of the export, and what every column of them means: the one table that files and codebook are
 * both made from, so that they cannot differ.
 *
 * Output: the table, and the codebook as Markdown and CSV. Invariant: a file has the columns that its entry lists, in
 * that order; a value that its row does not have by that name is a programmer's mistake. */
#ifndef VIEW_CODEBOOK_H
#define VIEW_CODEBOOK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "store/query.h"
#include "view/item.h"

struct codebook_column {
    const char *name;
    const char *type;    /* "text", "day", "number", "list", ... as the head of the codebook explains them */
    const char *unit;    /* or ""; of a list, of each item */
    const char *values;  /* those allowed, where it is closed; else "" */
    const char *empty;   /* what an empty value means; "": it is never empty */
    const char *meaning;
};

struct codebook_file {
    const char *name; /* without ".csv" */
    const char *about;
    bool merged;          /* items of the merged record, else facts of single reports */
    enum store_view view; /* where it is not */
    enum item_kind kind;  /* where it is */
    const struct codebook_column *columns;
    size_t count;
};

/* All files; NULL behind the last. */
const struct codebook_file *codebook_file(size_t at);

/* The file of merged items of the kind. */
const struct codebook_file *codebook_of(enum item_kind kind);

/* The names of its columns. */
size_t codebook_names(const struct codebook_file *file, const char *names[ROW_SIZE]);

void codebook_print(FILE *out);     /* Markdown */
void codebook_print_csv(FILE *out); /* columns file, column, type, unit, values, empty, meaning */
#endif
