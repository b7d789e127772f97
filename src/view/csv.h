/* csv.h - a field of comma-separated values (RFC 4180).
 *
 * Input: text. Output: the field on a stream. Invariant: it reads back as the same text. */
#ifndef VIEW_CSV_H
#define VIEW_CSV_H
#include <stdio.h>
#include "base/str.h"

/* In quotation marks where it has commas, quotation marks or line ends. */
void csv_field(FILE *out, struct str text);

/* The fields of a row, with commas between and CR LF behind. */
void csv_row(FILE *out, const struct str *fields, size_t count);
#endif
