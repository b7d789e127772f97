/* pair.h - finds reports that are like each other, without comparing each with each.
 *
 * Input: reports in order of time. Output: pairs. Invariant: whether two reports are a pair depends on them alone. */
#ifndef MERGE_PAIR_H
#define MERGE_PAIR_H
#include <limits.h>

#include "merge/likeness.h"

enum {
    PAIR_DAYS = 30,                          /* at most between the two */
    PAIR_SIMILAR = GIST_UNIT * 24 / 100,     /* two reports that may tell of one event */
    PAIR_COPY = 300                          /* resemblance above which two texts are versions of one */
};
#define NO_DAY LONG_MIN /* not known; any day may be near it */

struct compared {
    long day; /* of publication, since 1970-01-01 */
    struct gist gist;
    struct sketch sketch;
    uint32_t place; /* the caller's */
    bool fresh;     /* whether its pairs are asked for */
};

struct pair {
    uint32_t a, b;       /* places in the list of reports */
    uint32_t similarity; /* in 1/GIST_UNIT */
    bool copy;           /* one text in two versions */
};
LIST_TYPE(pair_list, struct pair);

/* Add to `out` the pairs in which one at least is fresh: similar, or copies. `reports` are in order of their days,
 * those without one first. The work grows with what is published within PAIR_DAYS on the same subject. */
void pair_find(struct arena *arena, const struct compared *reports, uint32_t count, struct pair_list *out);
#endif
