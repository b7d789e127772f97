/* clue.h - what a report tells of its own day, and what it numbers: "CAIRO, Aug 19 (Reuters) -", "his ninth trip".
 *
 * Input: the document and its dates; the frames that have an ordinal. Output: record->clues. Where the day of
 * publication is not known, merge/dating.c infers it from them. */
#ifndef READ_CLUE_H
#define READ_CLUE_H
#include "read/reading.h"

/* What the date of words [first, last) is to its report: CLUE_DATELINE, CLUE_STAMP or CLUE_POST; CLUE_KIND_COUNT where
 * it is none of these. */
enum clue_kind clue_role(const struct reading *reading, uint32_t first, uint32_t last);

/* Is the date of words [first, last), a day, the report's own: a dateline or a stamp? Then reading->day is set to
 * it. */
bool clue_bears_day(struct reading *reading, uint32_t first, uint32_t last, int year, int month, int day);

void clue_read(struct reading *reading);
#endif
