/* round.h - the rounds of a negotiation as rows to print (rows.h).
 *
 * Input: rounds, and the story they are of. Output: rows: process, number, place, from, to, status, participants,
 * mediators, reports, meetings, reason; lists are JSON. Invariant: what is not known is VALUE_NONE. */
#ifndef VIEW_ROUND_H
#define VIEW_ROUND_H
#include "merge/round.h"
#include "view/rows.h"

/* The names of the values of a round's row. */
struct row round_names(void);

struct row round_row(struct arena *arena, const struct story *story, struct str process, const struct round *round);
#endif
