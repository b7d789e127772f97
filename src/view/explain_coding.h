/* explain_coding.h - the political events of a sentence with what decided, or why there is none, for people. */
#ifndef VIEW_EXPLAIN_CODING_H
#define VIEW_EXPLAIN_CODING_H
#include <stdio.h>

#include "read/reading.h"

/* Print those told in bytes [start, end) of the text; nothing where none was looked for. */
void explain_codings(const struct reading *reading, uint32_t start, uint32_t end, FILE *out);
#endif
