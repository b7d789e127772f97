/* csv.h - comma-separated values (RFC 4180): UTF-8, CR LF behind each line, the items of a list with "; " between them.
 *
 * Input: text, rows. Output: lines on a stream. Invariant: a field reads back as the same text. */
#ifndef VIEW_CSV_H
#define VIEW_CSV_H
#include <stdio.h>

#include "base/arena.h"
#include "store/query.h"

/* The fields of a row, with commas between and CR LF behind; in quotation marks where they have commas, quotation marks
 * or line ends. */
void csv_row(FILE *out, const struct str *fields, size_t count);

void csv_print_names(FILE *out, const char *const *names, size_t count);

/* The values of these names, which the row must have. */
void csv_print_values(struct arena *arena, const struct row *row, const char *const *names, size_t count, FILE *out);
#endif
