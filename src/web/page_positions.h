/* page_positions.h - what the pages of positions share: the matrix (page_positions.c), one issue (page_issue.c). */
#ifndef WEB_PAGE_POSITIONS_H
#define WEB_PAGE_POSITIONS_H
#include "web/call.h"

/* What a side held on one day: stance, day, who for it, words and source. */
void stands_hold(struct call *call, const struct story_row *row, const struct story_hold *hold);

/* How far the sides are apart, and why. */
void stands_distance(struct call *call, const struct story_issue *issue);

/* The page of one issue. */
void issue_put(struct call *call, const struct story_issue *issue);
#endif
