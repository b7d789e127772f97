/* group.h - puts reports together: those that have one text in versions (a voice), those that tell of one event.
 *
 * Input: reports, and the pairs among them that are like each other (pair.h). Output: groups. Invariant: a pure function
 * of them, whatever order the pairs come in; a voice lies within one event. */
#ifndef MERGE_GROUP_H
#define MERGE_GROUP_H
#include "merge/pair.h"

struct grouped {
    struct gist gist;
    bool inside;           /* whether its groups are asked for; else it is there as a neighbour only */
    uint32_t event, voice; /* the first report of each, by its place in the list; set where `inside` */
};

/* Set the groups of the reports. `pairs` holds every pair of one that is inside; two reports that are in one group are
 * both inside or both not. */
void group_reports(struct arena *arena, struct grouped *reports, uint32_t count, const struct pair_list *pairs);
#endif
