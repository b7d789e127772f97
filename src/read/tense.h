/* tense.h - does the clause a date stands in look back or ahead?
 *
 * Input: tags, traits and the word classes "future" and "future-cue". The verb nearest before the date decides, or
 * the first one behind it. */
#ifndef READ_TENSE_H
#define READ_TENSE_H
#include "read/reading.h"

enum tense { TENSE_UNKNOWN, TENSE_PAST, TENSE_FUTURE, TENSE_PRESENT }; /* never TENSE_PRESENT as an answer */

/* For the words [first, last) of a date. */
enum tense tense_around(const struct reading *reading, uint32_t first, uint32_t last);
#endif
