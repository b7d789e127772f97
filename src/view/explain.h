/* explain.h - why: the tree, the mentions and values of each sentence, every rule tried at every trigger, and where
 * each stopped.
 *
 * Input: a reading. Output: text for people, or one JSON object a report. */
#ifndef VIEW_EXPLAIN_H
#define VIEW_EXPLAIN_H
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "read/reading.h"

/* `sentence` counts from 1; 0: all. False where the report has no such sentence, or writing failed. */
bool explain_print(const struct reading *reading, uint32_t sentence, FILE *out);
bool explain_print_json(const struct reading *reading, uint32_t sentence, FILE *out);
#endif
