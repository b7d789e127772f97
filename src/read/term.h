/* term.h - the points of a proposal: the words of each, and what it is about. */
#ifndef READ_TERM_H
#define READ_TERM_H
#include "read/reading.h"

/* Add what the frame captured as "term" to the terms of the proposal: one for each thing conjoined in it ("a truce, a
 * withdrawal and an exchange of prisoners"). What is told twice is noted once, in the fewer words. */
void term_add(const struct reading *reading, struct proposal *proposal, const struct frame *frame);

/* Does what the frame captured as "term" name an issue of negotiations, other than how they go on? */
bool term_matters(const struct reading *reading, const struct frame *frame);

/* Where the phrase or clause of `head` ends: before what a comma sets off, and before another clause. */
uint32_t term_end(const struct reading *reading, uint32_t head);
#endif
