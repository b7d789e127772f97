/* near.h - for every report the reports most like it, kept as reports come and go.
 *
 * A report's nearest are the NEAR_MOST of those similar to it with the greatest similarity. Links are kept on both
 * sides: who is near whom, and which two are versions of one text. Invariant: links do not depend on the order in which
 * reports came; where two are equally similar their ties decide. */
#ifndef MERGE_NEAR_H
#define MERGE_NEAR_H
#include "merge/pair.h"

enum {
    NEAR_MOST = 12,
    NEAR_MINE = 1,   /* flags of a link: the other is one of the report's nearest */
    NEAR_THEIRS = 2, /* the report is one of the other's nearest */
    NEAR_COPY = 4    /* they are versions of one text */
};

struct near_link {
    uint32_t other;      /* its place in the list of reports */
    uint16_t similarity; /* in 1/GIST_UNIT */
    uint8_t flags;
};

struct near_report {
    uint32_t tie; /* any number that tells it from others, whatever order they came in */
    LIST(struct near_link) links;
    bool changed; /* its links */
    bool lacking; /* one of its nearest went, and who comes next is not known: its pairs must be found anew */
};

/* Which of the nearest goes when a nearer one comes; NEAR_NONE: there is room. */
enum { NEAR_NONE = UINT32_MAX };
uint32_t near_farthest(const struct near_report *reports, uint32_t report);

/* Take in a pair of the list. The links of both, and of the farthest of each, are known. */
void near_connect(struct arena *arena, struct near_report *reports, const struct pair *pair);

/* Remove a report from the nearest of all others, and its links. */
void near_remove(struct near_report *reports, uint32_t report);

/* Forget whom a report is near to, so that its pairs can be taken in anew. */
void near_forget(struct near_report *reports, uint32_t report);
#endif
