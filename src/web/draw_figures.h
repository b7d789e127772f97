/* draw_figures.h - a number over time, by who tells it.
 *
 * Input: points in any order, series (outlets) in theirs. Output: a figure (draw.h): a mark for each point whose shape
 * says the series; whiskers where the report says "at least" or "about". Invariant: every point with a day and a number
 * that can be drawn is in exactly one mark; the others are counted. The scale is logarithmic, and says so, where the
 * numbers are over 0 and the largest is over FIGURES_LOG times the smallest. */
#ifndef WEB_DRAW_FIGURES_H
#define WEB_DRAW_FIGURES_H
#include "web/draw.h"

struct draw_point {
    long day; /* days since 1970; DRAW_NO_DAY: not known */
    double value;
    struct str qualifier; /* as the record has it (figure.qualifier): "about", "at least"; empty: none */
    uint32_t series;      /* from DRAW_SERIES on: one of the others */
    struct str label, href;
};

struct draw_figures {
    struct draw_head head;
    struct str unit; /* what is counted, for the axis and the table; empty: not said */
    const struct draw_point *points;
    size_t point_count;
    const struct str *series; /* names */
    size_t series_count;
    struct draw_span span; /* where points lie on each other: to their days */
};
enum { FIGURES_LOG = 100 };

/* Time: n log n in the points. */
void draw_figures(struct arena *arena, struct buffer *out, const struct draw_figures *figures);
#endif
