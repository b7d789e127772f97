/* csv.h - one field of comma-separated values (RFC 4180). */
#ifndef VIEW_CSV_H
#define VIEW_CSV_H
#include <stdio.h>

#include "base/str.h"

/* The text, in quotation marks where it needs them. */
void csv_field(FILE *out, struct str text);
#endif
