/* live_time.h - when an entry of a live blog was written. */
#ifndef INGEST_LIVE_TIME_H
#define INGEST_LIVE_TIME_H
#include "ingest/html_tree.h"

/* What one element or line tells of the time: `iso` is empty where only the clock is told, in minutes of the day. */
struct live_time {
    struct str iso;
    int clock;       /* -1: not told */
    struct str zone; /* of a bare clock time: "+01:00" */
};

/* A line that is a time, with little beside it: "10:05", "10.05 BST", "19 Aug 2024 10:05". */
bool live_time_of_text(struct arena *arena, struct str text, struct live_time *time);

/* A <time>, or an element with an attribute data-...time... that holds one. */
bool live_time_of_element(struct arena *arena, const struct html_tree *tree, uint32_t node, struct live_time *time);

/* Minutes of the day, of either kind of time; -1 where it is not told. */
int live_time_clock(const struct live_time *time);

/* "2024-08-19T10:05" of a clock time on a day that lies `days` behind that of `iso`, "" where that is no day. */
struct str live_time_on(struct arena *arena, const struct live_time *time, struct str iso, int days);
#endif
