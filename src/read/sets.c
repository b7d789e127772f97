/* sets.c - see sets.h. */
#include "read/sets.h"

#define SET_NAME(id, name) name,
const char *const set_names[SET_COUNT] = {READ_SETS(SET_NAME)};
#undef SET_NAME
