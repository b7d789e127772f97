/* group.h - puts reports together: those that have one text in versions (a voice), those that tell of one event.
 *
 * Input: reports with their links to those near them (near.h). Output: groups. Invariant: a pure function of them, a
 * voice lies within one event. */
#ifndef MERGE_GROUP_H
#define MERGE_GROUP_H
#include "merge/near.h"

enum { NOT_INSIDE = UINT32_MAX };

/* Group `count` reports, `order[0]`, `order[1]`, ... of the list, the first of a group being the one it goes by: places
 * in `order` are set in `events` and `voices`. `rank` of each report of the list is its place in `order`, or NOT_INSIDE
 * for those that are there as neighbours only. The links of those in `order` and of all these lead to are known; two
 * reports that are in one group are both in `order` or both not. */
void group_reports(struct arena *arena, const struct near_report *reports, uint32_t report_count, const uint32_t *order,
                   uint32_t count, const uint32_t *rank, uint32_t *events, uint32_t *voices);
#endif
