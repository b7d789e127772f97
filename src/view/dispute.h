/* dispute.h - figures that reports give differently.
 *
 * Input: the record. Output: disputes, the newest first. Invariant (rather none than a wrong one): two figures are in
 * dispute only where two reports, published within three days of each other, give different values for the same unit
 * among closely similar words, and neither report gives the other's value as well. */
#ifndef VIEW_DISPUTE_H
#define VIEW_DISPUTE_H
#include "base/arena.h"
#include "read/record.h"
#include "store/query.h"

struct dispute {
    struct str unit;
    LIST(double) values;     /* that are given */
    struct str_list quotes;  /* the words of one report for each value */
    struct str_list sources; /* "134: outlet date · report" */
};
LIST_TYPE(dispute_list, struct dispute);

bool disputes_read(struct store *store, const struct filter *filter, struct arena *arena,
                   struct dispute_list *disputes, readout_error *error);
#endif
