/* draw_figures.c - see draw_figures.h. Points of one series that lie on each other are one mark with their count; the
 * squares in which they do grow until the drawing has at most DRAW_ELEMENTS elements. */
#include "web/draw_figures.h"

#include <math.h>
#include <stdlib.h>

#include "view/text.h"

enum {
    LEFT = 110, RIGHT = DRAW_WIDTH - 20, TOP = 34, BOTTOM = 360, HEIGHT = BOTTOM + 40,
    MARK = 6, WHISKER = 13, SQUARE = 4, MARK_ELEMENTS = 4, OTHER_ELEMENTS = 120, TICKS = 7, DECADES = 3,
    TITLE_COLUMNS = 200,
    COLUMNS = DRAW_WIDTH / SQUARE + 1, ROWS = HEIGHT / SQUARE + 1, SQUARES = (DRAW_SERIES + 1) * COLUMNS * ROWS
};
static const double largest = 1e15, smallest = 1e-9; /* of what can be drawn, in amount */

/* What a qualifier says of the number itself. */
enum bound { BOUND_NONE, BOUND_UP, BOUND_DOWN, BOUND_BOTH };
static const struct {
    const char *qualifier;
    enum bound bound;
} bounds[] = {
    {"about", BOUND_BOTH},  {"estimated", BOUND_BOTH}, {"at least", BOUND_UP},    {"more than", BOUND_UP},
    {"up to", BOUND_DOWN},  {"less than", BOUND_DOWN}, {"nearly", BOUND_DOWN},
};

/* A point in its order. */
struct dot {
    const struct draw_point *point;
    long day;
    double x, y;
    uint32_t series;
    uint32_t column, row; /* the square that it lies in */
};

struct plot {
    const struct draw_figures *figures;
    struct draw draw;
    struct day_scale days;
    struct dot *dots;
    const struct draw_point *in_time[DRAW_TABLE_ROWS]; /* the first of them */
    size_t count, undated, undrawn;
    double low, high; /* of the scale; where it is logarithmic, their logarithms to the base 10 */
    double step;
    bool logarithmic;
};

/* --- points in order */

#define COMPARE(a, b) \
    if ((a) != (b))   \
        return (a) < (b) ? -1 : 1

static int compare_points(const struct draw_point *x, const struct draw_point *y)
{
    COMPARE(x->day, y->day);
    COMPARE(x->series, y->series);
    COMPARE(x->value, y->value);
    int order = str_compare(x->qualifier, y->qualifier);
    order = order ? order : str_compare(x->label, y->label);
    return order ? order : str_compare(x->href, y->href);
}

static int compare_dots(const void *a, const void *b)
{
    const struct dot *x = a, *y = b;
    COMPARE(x->day, y->day);
    return compare_points(x->point, y->point);
}

/* Those of one series and square together, in order of time. */
static int compare_squares(const void *a, const void *b)
{
    const struct dot *x = a, *y = b;
    COMPARE(x->series, y->series);
    COMPARE(x->column, y->column);
    COMPARE(x->row, y->row);
    COMPARE(x->day, y->day);
    return compare_points(x->point, y->point);
}

static bool can_be_drawn(double value)
{
    return isfinite(value) && fabs(value) <= largest;
}

static void take_points(struct plot *plot)
{
    const struct draw_figures *figures = plot->figures;
    plot->dots = ARENA_NEW(plot->draw.arena, struct dot, figures->point_count + 1);
    for (size_t i = 0; i < figures->point_count; i++) {
        const struct draw_point *point = &figures->points[i];
        if (point->day == DRAW_NO_DAY) {
            plot->undated++;
        } else if (!can_be_drawn(point->value)) {
            plot->undrawn++;
        } else {
            uint32_t series = point->series < DRAW_SERIES && point->series < figures->series_count ? point->series
                                                                                                  : DRAW_SERIES;
            plot->dots[plot->count++] = (struct dot){.point = point, .day = day_clamp(point->day), .series = series};
        }
    }
    if (plot->count)
        qsort(plot->dots, plot->count, sizeof *plot->dots, compare_dots);
    for (size_t i = 0; i < plot->count && i < DRAW_TABLE_ROWS; i++)
        plot->in_time[i] = plot->dots[i].point;
}

/* --- scales */

/* Whole powers of ten around the numbers. */
static void take_logarithmic(struct plot *plot)
{
    plot->low = floor(log10(plot->low) + 1e-9);
    plot->high = ceil(log10(plot->high) - 1e-9);
    plot->step = ceil((plot->high - plot->low) / TICKS);
}

/* From 0, where that leaves the numbers more than half of the height. */
static void take_linear(struct plot *plot)
{
    if (plot->low > 0 && plot->low <= plot->high / 2)
        plot->low = 0;
    if (plot->high < 0 && plot->high >= plot->low / 2)
        plot->high = 0;
    if (plot->high - plot->low <= fabs(plot->high) * 1e-9 + smallest) {
        double room = fmax(fabs(plot->high) / 10, 1);
        plot->low -= room;
        plot->high += room;
    }
    plot->step = number_step(plot->high - plot->low, TICKS);
    plot->low = floor(plot->low / plot->step + 1e-9) * plot->step;
    plot->high = ceil(plot->high / plot->step - 1e-9) * plot->step;
}

static void take_scales(struct plot *plot)
{
    long first = plot->count ? plot->dots[0].day : 0;
    long last = plot->count ? plot->dots[plot->count - 1].day : first;
    plot->days = day_scale_of(first, last, LEFT, RIGHT - LEFT);
    plot->low = plot->high = plot->count ? plot->dots[0].point->value : 0;
    for (size_t i = 1; i < plot->count; i++) {
        plot->low = fmin(plot->low, plot->dots[i].point->value);
        plot->high = fmax(plot->high, plot->dots[i].point->value);
    }
    plot->logarithmic = plot->low > smallest && plot->high / plot->low > FIGURES_LOG;
    if (plot->logarithmic)
        take_logarithmic(plot);
    else
        take_linear(plot);
}

static double value_y(const struct plot *plot, double value)
{
    double at = plot->logarithmic ? log10(value) : value;
    return BOTTOM - (at - plot->low) / (plot->high - plot->low) * (BOTTOM - TOP);
}

static void take_places(struct plot *plot)
{
    for (size_t i = 0; i < plot->count; i++) {
        plot->dots[i].x = day_x(&plot->days, (double)plot->dots[i].day + .5);
        plot->dots[i].y = value_y(plot, plot->dots[i].point->value);
    }
}

/* In which square each dot lies; how many squares of a series have any. `taken` has a byte for each. */
static size_t part_into_squares(struct plot *plot, unsigned char *taken, int size)
{
    size_t squares = 0;
    memset(taken, 0, SQUARES);
    for (size_t i = 0; i < plot->count; i++) {
        struct dot *dot = &plot->dots[i];
        dot->column = (uint32_t)(dot->x / size);
        dot->row = (uint32_t)(dot->y / size);
        unsigned char *square = &taken[(dot->series * COLUMNS + dot->column) * ROWS + dot->row];
        squares += !*square;
        *square = 1;
    }
    return squares;
}

/* Squares as small as the cap of elements lets them be; the dots of one stand next to each other. */
static void choose_squares(struct plot *plot)
{
    unsigned char *taken = arena_take(plot->draw.arena, SQUARES, 1);
    int size = SQUARE;
    while (part_into_squares(plot, taken, size) * MARK_ELEMENTS + OTHER_ELEMENTS > DRAW_ELEMENTS)
        size += SQUARE;
    if (plot->count)
        qsort(plot->dots, plot->count, sizeof *plot->dots, compare_squares);
}

static size_t square_end(const struct plot *plot, size_t first)
{
    const struct dot *dot = &plot->dots[first];
    size_t end = first + 1;
    while (end < plot->count && plot->dots[end].series == dot->series && plot->dots[end].column == dot->column &&
           plot->dots[end].row == dot->row)
        end++;
    return end;
}

/* --- drawing */

static const enum draw_shape series_shapes[DRAW_SERIES + 1] = {
    SHAPE_CIRCLE, SHAPE_SQUARE, SHAPE_UP, SHAPE_DIAMOND, SHAPE_DOWN, SHAPE_PLUS, SHAPE_STAR, SHAPE_BAR, SHAPE_CIRCLE,
};
static const char *const series_classes[DRAW_SERIES + 1] = {
    "point series-1", "point series-2", "point series-3", "point series-4",     "point series-5",
    "point series-6", "point series-7", "point series-8", "point series-other",
};

static void draw_dot(const struct draw *draw, uint32_t series, double x, double y)
{
    draw_shape(draw, series_classes[series], series_shapes[series], x, y, series < DRAW_SERIES ? MARK - 1 : MARK / 2.0);
}

static enum bound bound_of(struct str qualifier)
{
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (str_equal(qualifier, str_of(bounds[i].qualifier)))
            return bounds[i].bound;
    return BOUND_NONE;
}

/* A line up, down or both ways, with a bar at its end. */
static void draw_whisker(const struct draw *draw, enum bound bound, double x, double y, double length)
{
    if (bound == BOUND_NONE)
        return;
    HTML(draw->out, "<path class=\"whisker\" d=\"");
    for (int way = -1; way <= 1; way += 2)
        if (bound == BOUND_BOTH || bound == (way < 0 ? BOUND_UP : BOUND_DOWN)) {
            HTML(draw->out, "M");
            draw_number(draw, x);
            draw_number(draw, y);
            HTML(draw->out, "v");
            draw_number(draw, way * length);
            HTML(draw->out, "m-3 0h6");
        }
    HTML(draw->out, "\"/>");
}

static struct str series_name(const struct plot *plot, uint32_t series)
{
    const struct draw_figures *figures = plot->figures;
    return series < figures->series_count ? draw_words(&plot->draw, figures->series[series], 40) : STR("other");
}

/* "at least 1,500". */
static struct str value_text(const struct plot *plot, const struct draw_point *point)
{
    struct arena *arena = plot->draw.arena;
    struct str qualifier = draw_words(&plot->draw, point->qualifier, 20);
    struct str number = text_number(arena, point->value), unit = draw_words(&plot->draw, plot->figures->unit, 40);
    return text_format(arena, "%.*s%s%.*s%s%.*s", STR_ARGS(qualifier), qualifier.len ? " " : "", STR_ARGS(number),
                       unit.len ? " " : "", STR_ARGS(unit));
}

/* "1978-09-17: at least 1,500 (Reuters): label", and how many more lie there. */
static struct str dot_title(const struct plot *plot, const struct dot *dot, size_t count)
{
    struct arena *arena = plot->draw.arena;
    const struct draw_point *point = dot->point;
    struct str day = day_text(arena, point->day), value = value_text(plot, point);
    struct str label = draw_words(&plot->draw, point->label, TITLE_COLUMNS), name = series_name(plot, point->series);
    struct str title = text_format(arena, "%.*s: %.*s (%.*s)%s%.*s", STR_ARGS(day), STR_ARGS(value), STR_ARGS(name),
                                   label.len ? ": " : "", STR_ARGS(label));
    return count > 1 ? text_format(arena, "%.*s; %zu more close by", STR_ARGS(title), count - 1) : title;
}

/* One mark for the dots from `first` up to `end`, at the one in the middle. */
static void draw_square(const struct plot *plot, size_t first, size_t end)
{
    const struct draw *draw = &plot->draw;
    const struct dot *dot = &plot->dots[(first + end - 1) / 2];
    struct str href = STR("");
    if (end - first > 1)
        href = draw_span_href(draw, &plot->figures->span, plot->dots[first].day, plot->dots[end - 1].day);
    bool linked = draw_link_open(draw, "figure", href.len ? href : dot->point->href, dot_title(plot, dot, end - first));
    draw_whisker(draw, bound_of(dot->point->qualifier), dot->x, dot->y, WHISKER);
    draw_dot(draw, dot->series, dot->x, dot->y);
    draw_link_close(draw, linked);
}

static void draw_dots(struct plot *plot)
{
    choose_squares(plot);
    for (size_t first = 0, end; first < plot->count; first = end) {
        end = square_end(plot, first);
        draw_square(plot, first, end);
    }
}

/* Powers of ten, and where there are few of them, 2 and 5 times these. */
static void draw_logarithmic_axis(const struct plot *plot)
{
    bool fine = plot->high - plot->low <= DECADES;
    for (double power = plot->low; power <= plot->high + 1e-9; power += plot->step) {
        double value = pow(10, power);
        draw_number_tick(&plot->draw, &plot->days, value_y(plot, value), value);
        if (!fine || power + 1e-9 >= plot->high)
            continue;
        draw_number_tick(&plot->draw, &plot->days, value_y(plot, 2 * value), 2 * value);
        draw_number_tick(&plot->draw, &plot->days, value_y(plot, 5 * value), 5 * value);
    }
}

static void draw_linear_axis(const struct plot *plot)
{
    double count = round((plot->high - plot->low) / plot->step), low = round(plot->low / plot->step);
    for (double i = 0; i <= count; i++) {
        double value = (low + i) * plot->step;
        draw_number_tick(&plot->draw, &plot->days, value_y(plot, value), value);
    }
}

static void draw_axes(const struct plot *plot)
{
    const struct draw *draw = &plot->draw;
    struct str unit = draw_words(draw, plot->figures->unit, 40);
    const char *scale = plot->logarithmic ? "logarithmic scale" : "";
    draw_text(draw, "axis-name", "start", 0, 14,
              text_format(draw->arena, "%.*s%s%s", STR_ARGS(unit), unit.len && *scale ? ", " : "", scale));
    if (plot->logarithmic)
        draw_logarithmic_axis(plot);
    else
        draw_linear_axis(plot);
    draw_day_axis(draw, &plot->days, TOP, BOTTOM + 10, false);
}

/* --- caption and table */

static void put_series_keys(const struct plot *plot, const size_t *counts)
{
    for (uint32_t series = 0; series <= DRAW_SERIES; series++)
        if (counts[series]) {
            draw_key_open(&plot->draw);
            draw_dot(&plot->draw, series, 8, 8);
            draw_key_close(&plot->draw, series < DRAW_SERIES ? series_name(plot, series) : STR("others"));
        }
}

static void put_bound_keys(const struct plot *plot, const bool *found)
{
    static const char *const words[] = {
        [BOUND_UP] = "at least, more than", [BOUND_DOWN] = "up to, nearly, less than", [BOUND_BOTH] = "about, estimated"
    };
    for (int bound = BOUND_UP; bound <= BOUND_BOTH; bound++)
        if (found[bound]) {
            draw_key_open(&plot->draw);
            draw_whisker(&plot->draw, (enum bound)bound, 8, 8, 7);
            draw_shape(&plot->draw, "point series-other", SHAPE_CIRCLE, 8, 8, 3);
            draw_key_close(&plot->draw, str_of(words[bound]));
        }
}

static void put_caption(const struct plot *plot)
{
    const struct draw *draw = &plot->draw;
    size_t counts[DRAW_SERIES + 1] = {0};
    bool found[BOUND_BOTH + 1] = {false};
    for (size_t i = 0; i < plot->count; i++) {
        counts[plot->dots[i].series]++;
        found[bound_of(plot->dots[i].point->qualifier)] = true;
    }
    draw_caption_open(draw);
    draw_keys_open(draw);
    put_series_keys(plot, counts);
    put_bound_keys(plot, found);
    draw_keys_close(draw);
    if (plot->logarithmic)
        draw_note(draw, STR("The scale is logarithmic: each step upwards multiplies."));
    if (plot->undated)
        draw_note(draw, text_format(draw->arena, "%zu without a day %s not drawn.", plot->undated,
                                    plot->undated == 1 ? "is" : "are"));
    if (plot->undrawn)
        draw_note(draw, text_format(draw->arena, "%zu without a number that can be drawn.", plot->undrawn));
    draw_caption_close(draw);
}

static void put_table(const struct plot *plot)
{
    const struct str headings[] = {STR("Day"), STR("Figure"), STR("Source"), STR("What")};
    const struct draw *draw = &plot->draw;
    draw_table_open(draw, headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < plot->count && i < DRAW_TABLE_ROWS; i++) {
        const struct draw_point *point = plot->in_time[i];
        HTML(draw->out, "<tr>");
        draw_cell(draw, STR(""), day_text(draw->arena, point->day));
        draw_cell(draw, point->href, value_text(plot, point));
        draw_cell(draw, STR(""), series_name(plot, point->series));
        draw_cell(draw, STR(""), point->label);
        HTML(draw->out, "</tr>");
    }
    draw_table_close(draw, plot->count);
}

static struct str found_text(const struct plot *plot)
{
    struct arena *arena = plot->draw.arena;
    if (!plot->count)
        return STR("No figure has a day.");
    struct str first = day_text(arena, plot->days.first), last = day_text(arena, plot->days.last);
    return text_format(arena, "%zu figures from %.*s to %.*s%s.", plot->count, STR_ARGS(first), STR_ARGS(last),
                       plot->logarithmic ? ", on a logarithmic scale" : "");
}

void draw_figures(struct arena *arena, struct buffer *out, const struct draw_figures *figures)
{
    struct plot plot = {.figures = figures, .draw = {arena, out, &figures->head}};
    take_points(&plot);
    take_scales(&plot);
    take_places(&plot);
    draw_open(&plot.draw, "drawing-figures", HEIGHT, found_text(&plot));
    draw_axes(&plot);
    draw_dots(&plot);
    put_caption(&plot);
    put_table(&plot);
}
