/* collapse.h - names as single words of the tree.
 *
 * Where a name, a place or a date of several words is known, the tree inside it does not matter: rules ask what
 * depends on it and what it depends on. */
#ifndef READ_COLLAPSE_H
#define READ_COLLAPSE_H
#include "read/reading.h"

/* Change heads and relations of the parsed reading->document: each span of reading->names, and each place or date of
 * several words, hangs in the tree by the one word that carries it; its other words, and what hung on them, hang on
 * that. Linear. */
void collapse_names(struct reading *reading);
#endif
