/* clue.h - what a report tells of its own day, and what it numbers: "CAIRO, Aug 19 (Reuters) -", "his ninth trip".
 *
 * Input: the document and its dates; the frames that have an ordinal. Output: record->clues. Where the day of
 * publication is not known, merge/dating.c infers it from them. */
#ifndef READ_CLUE_H
#define READ_CLUE_H
#include "read/reading.h"

/* Is the date of words [first, last), a day, the report's own: a dateline or a stamp? Then reading->day is set to
 * it. */
bool clue_bears_day(struct reading *reading, uint32_t first, uint32_t last, int year, int month, int day);

void clue_read(struct reading *reading);
#endif
