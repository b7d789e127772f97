/* traits.c - the names of the traits, see traits.h. */
#include "model/traits.h"

const char *const trait_names[TRAIT_COUNT] = {"finite", "past",  "participle", "gerund", "base", "be",       "have",
                                              "do",     "modal", "possessive", "to",     "wh",   "particle", "expletive"};
