/* collapse.h - parsing with names as single words.
 *
 * A parser trained on little text goes astray over "CIA Director William Burns"; it does not over "Burns". */
#ifndef READ_COLLAPSE_H
#define READ_COLLAPSE_H
#include "read/reading.h"

/* Fill head and relation of every token of reading->document: each span of reading->names, and each place or
 * date of several words, is parsed as the one word that carries it; the others hang on that. Linear. */
void collapse_parse(struct reading *reading);
#endif
