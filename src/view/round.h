/* round.h - the rounds of a negotiation as rows to print (rows.h).
 *
 * Input: rounds, and the story they are of. Output: the values of rows: process, number, place, from, to, status,
 * participants, mediators, reports, meetings, reason; lists are JSON. Invariant: what is not known is VALUE_NONE. */
#ifndef VIEW_ROUND_H
#define VIEW_ROUND_H
#include "merge/round.h"
#include "store/query.h"

enum { ROUND_VALUES = 11 };
extern const char *const round_names[ROUND_VALUES];

/* Fill the values; all that they hold is in the arena. */
void round_values(struct arena *arena, const struct story *story, struct str process, const struct round *round,
                  struct value values[ROUND_VALUES]);
#endif
