/* repair.h - mends trees where the words of the lexicon show what the parser could not know. */
#ifndef READ_REPAIR_H
#define READ_REPAIR_H
#include "read/reading.h"

/* "On Thursday, the US and Egypt met": a day is no subject, and no list goes on from it. Runs before the tree is
 * walked; heads stay in their sentence, and no cycle arises. */
void repair_days(struct reading *reading);

/* "Vance and Dayan said": what "and" stands before, and what the tree takes for a second subject or object or for an
 * apposition, is joined to the one before. Runs before the tree is walked. */
void repair_conjuncts(struct reading *reading);

/* "Vance was in Jerusalem": the place is what is told of the name, not the other way round. */
void repair_places(struct reading *reading);

/* "days before Sadat is due to visit them": the infinitive hangs on what it follows, and so has its subject. */
void repair_infinitives(struct reading *reading);

/* "'We were not told,' Carter said during a meeting": what stands behind the verb that tells a quotation does not hang
 * on a word of the quotation before it, but on that verb. */
void repair_quotes(struct reading *reading);
#endif
