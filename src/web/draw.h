/* draw.h - what all drawings share: a figure with SVG (https://www.w3.org/TR/SVG2) and the table behind it, days and
 * numbers as places, marks whose shapes tell them apart without colour.
 *
 * Input: small structs whose words are hostile. Output: markup at the end of a buffer, in it only classes
 * (assets/drawings.css), no style. Invariant: the same input gives the same bytes; every number written is finite; ids
 * begin with the prefix that the caller gives, so that drawings can stand on one page. Lengths are units of the
 * drawing, DRAW_WIDTH of which are its width. */
#ifndef WEB_DRAW_H
#define WEB_DRAW_H
#include <limits.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/calendar.h"
#include "web/html.h"

enum {
    DRAW_WIDTH = 960,
    DRAW_COLUMN = 7,       /* how wide a column of text is (text_width) */
    DRAW_LINE = 18,        /* how high a line of text is */
    DRAW_ELEMENTS = 1500,  /* the most elements that an SVG has */
    DRAW_TABLE_ROWS = 500, /* the most rows that a table behind a drawing has */
    DRAW_SERIES = 8        /* colours, textures and shapes; one more of each is for all others */
};
#define DRAW_NO_DAY LONG_MIN /* not known */
#define DRAW_OPEN LONG_MAX   /* of an end: has not come, or is not known */

/* What a drawing is told about itself. */
struct draw_head {
    const char *prefix; /* of its ids: a-z, 0-9, -; another for each drawing of a page */
    struct str title;   /* its name, which is read out first */
    struct str about;   /* what it shows, a sentence; empty: none */
};

/* Writes the address of the page that shows a span of days (both included), as plain text: path and query. */
struct draw_span {
    void (*href)(void *context, long since, long until, struct buffer *out); /* NULL: spans are no links */
    void *context;
};

/* What is drawn with: memory that lasts as long as the drawing is made, and where it goes. */
struct draw {
    struct arena *arena;
    struct buffer *out;
    const struct draw_head *head;
};

/* --- days */

/* The steps in which days are counted, from a day up. */
struct day_step {
    enum day_unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR } unit;
    int count;
};

/* Days, each as wide as the others; `last` is included. */
struct day_scale {
    long first, last;
    double left, width;
};

/* Into the years 1 to 9999. */
long day_clamp(long day);

/* From the first of the days to the last, at least a week; `left` and `width` are where it is drawn. */
struct day_scale day_scale_of(long first, long last, double left, double width);

/* Where the day begins. */
double day_x(const struct day_scale *scale, double day);

/* The finest step that is at least that wide on the scale; and the next coarser one (NULL: none). */
const struct day_step *day_step_fit(const struct day_scale *scale, double width);
const struct day_step *day_step_coarser(const struct day_step *step);

/* The first day of the step that the day lies in, and that of the step behind it. */
long day_step_start(const struct day_step *step, long day);
long day_step_next(const struct day_step *step, long start);

/* "1978-09-17", "week of 1978-09-11", "1978-09", "1978-07…09", "1978", "1970…1979". */
struct str day_step_name(struct arena *arena, const struct day_step *step, long start);

/* "1978-09-17"; empty where the day is none. */
struct str day_text(struct arena *arena, long day);

/* Lines from `top` to `bottom` with the days above the lines (`above`) or below. */
void draw_day_axis(const struct draw *draw, const struct day_scale *scale, double top, double bottom, bool above);

/* --- numbers */

/* The step of 1, 2 or 5 times a power of ten that parts `range` (over 0) into at most `most` pieces. */
double number_step(double range, int most);

/* 1,500; 0.25; 3 bn: as short as a tick needs. */
struct str number_short(struct arena *arena, double number);

/* A line over the width of the scale with the number at its left. */
void draw_number_tick(const struct draw *draw, const struct day_scale *scale, double y, double number);

/* --- shapes */

enum draw_shape {
    SHAPE_CIRCLE, SHAPE_SQUARE, SHAPE_DIAMOND, SHAPE_UP, SHAPE_DOWN, SHAPE_RIGHT, SHAPE_PLUS, SHAPE_STAR, SHAPE_BAR,
    SHAPE_COUNT
};
/* Whole, or its left half; around (x, y), `radius` to each side. */
void draw_shape(const struct draw *draw, const char *class, enum draw_shape shape, double x, double y, double radius);
void draw_half(const struct draw *draw, const char *class, enum draw_shape shape, double x, double y, double radius);

void draw_line(const struct draw *draw, const char *class, double x1, double y1, double x2, double y2);
void draw_rect(const struct draw *draw, const char *class, double x, double y, double width, double height);

/* One line of text, not cut; `anchor`: "start", "middle" or "end". */
void draw_text(const struct draw *draw, const char *class, const char *anchor, double x, double y, struct str text);

/* Numbers as path data has them, "12.5 ". */
void draw_number(const struct draw *draw, double number);

/* --- the figure */

/* Clean, on one line, no wider than `columns`. */
struct str draw_words(const struct draw *draw, struct str text, size_t columns);

/* A link (a group where `href` is not an address of this program's own) with a title, around what is drawn next; what
 * it was goes to draw_link_close. */
bool draw_link_open(const struct draw *draw, const char *class, struct str href, struct str title);
void draw_link_close(const struct draw *draw, bool linked);

/* The address of a span of days; empty where spans are no links. */
struct str draw_span_href(const struct draw *draw, const struct draw_span *span, long since, long until);

/* <figure><svg> with title and description: what the caller says of it, and `found`: how much there is. */
void draw_open(const struct draw *draw, const char *class, double height, struct str found);

/* </svg>, then <figcaption> with keys (draw_key_open; a shape at (8, 8); draw_key_close) and notes. */
void draw_caption_open(const struct draw *draw);
void draw_keys_open(const struct draw *draw);
void draw_key_open(const struct draw *draw);
void draw_key_close(const struct draw *draw, struct str words);
void draw_keys_close(const struct draw *draw);
void draw_note(const struct draw *draw, struct str words);
void draw_caption_close(const struct draw *draw);

/* The table behind the drawing, and the end of the figure. Rows are the caller's, from draw_row on: <tr>; of cells
 * draw_cell writes the words, linked where `href` is given. `total` is how many rows there would be without the cap. */
void draw_table_open(const struct draw *draw, const struct str *headings, size_t count);
void draw_cell(const struct draw *draw, struct str href, struct str words);
void draw_cell_number(const struct draw *draw, double number);
void draw_table_close(const struct draw *draw, size_t total);
#endif
