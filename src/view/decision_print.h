/* decision_print.h - prints what persons decided: as JSON, as comma-separated values, as lines for people.
 *
 * Input: decisions (store/decision.h). Output: text on a stream. Invariant: JSON holds all that was decided. */
#ifndef VIEW_DECISION_PRINT_H
#define VIEW_DECISION_PRINT_H
#include <stdio.h>

#include "base/buffer.h"
#include "store/decision.h"

/* At how many of its places it stands in a current report. */
size_t decision_found(const struct decision *decision);

/* All as an array of objects, with a line end. */
bool decisions_print_json(const struct decision_list *list, FILE *to, readout_error *error);

void decisions_print_csv(const struct decision_list *list, FILE *to, struct arena *arena);

/* "3 2024-09-01 reject meeting 1978-09-05-…: told at 2 of 3 places; “Brief contact, no meeting”" */
void decision_print_line(const struct decision *decision, FILE *to, struct arena *arena);
#endif
