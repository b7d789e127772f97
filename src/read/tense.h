/* tense.h - does the clause a date stands in look back or ahead?
 *
 * Input: tags, traits and the word classes "future", "future-cue", "past-cue" and "deed". Words that touch the
 * date decide, else the verb nearest before it, else the first one behind it. */
#ifndef READ_TENSE_H
#define READ_TENSE_H
#include "read/reading.h"

enum tense {
    TENSE_UNKNOWN,
    TENSE_PAST,
    TENSE_FUTURE,
    TENSE_OVER,   /* past for certain: "since Friday", "the Friday attack" */
    TENSE_PRESENT /* never an answer */
};

/* For the words [first, last) of a date. */
enum tense tense_around(const struct reading *reading, uint32_t first, uint32_t last);
#endif
