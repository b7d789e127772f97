/* term.h - the points of a proposal: the words of each, and what it is about. */
#ifndef READ_TERM_H
#define READ_TERM_H
#include "read/reading.h"

/* Add what a rule captured to the terms of the proposal: one for each thing conjoined in it ("a truce, a withdrawal
 * and an exchange of prisoners"). What is told twice is noted once, in the fewer words. */
void term_add(const struct reading *reading, struct proposal *proposal, const struct capture *capture,
              const char *rule);
#endif
