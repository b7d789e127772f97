/* draw_coverage.h - how many reports there are of each day, week, month or year, by outlet.
 *
 * Input: reports in any order, outlets. Output: a figure (draw.h): bars of which each leads to its span of days, parted
 * by outlet, the COVERAGE_OUTLETS with the most reports and the others, whose textures tell them apart without colour.
 * Invariant: every report with a day is in exactly one bar; the others are counted. */
#ifndef WEB_DRAW_COVERAGE_H
#define WEB_DRAW_COVERAGE_H
#include "web/draw.h"

struct draw_report {
    long day;        /* days since 1970; DRAW_NO_DAY: not known */
    uint32_t outlet; /* of outlets; beyond them: one of the others */
};

struct draw_coverage {
    struct draw_head head;
    const struct draw_report *reports;
    size_t report_count;
    const struct str *outlets; /* names */
    size_t outlet_count;
    struct draw_span span;
};
enum { COVERAGE_OUTLETS = 6 };

/* Time: linear in the reports, n log n in the outlets. */
void draw_coverage(struct arena *arena, struct buffer *out, const struct draw_coverage *coverage);
#endif
