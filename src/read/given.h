/* given.h - who acts and who is acted on, where the caller of the reading knows both. */
#ifndef READ_GIVEN_H
#define READ_GIVEN_H
#include "read/reading.h"

/* Find the words of source and target (empty: not given) in the text: reading->given_source and given_target. The words
 * stand where they first do as whole words, else where they first do at all; those of the target where they are not the
 * source, else where they first stand. What stands nowhere is left empty, and reading->lost_source or lost_target is
 * set. Time is linear in the text. */
void given_find(struct reading *reading, struct str source, struct str target);
#endif
