/* draw_coverage.c - see draw_coverage.h. */
#include "web/draw_coverage.h"

#include <math.h>
#include <stdlib.h>

#include "view/text.h"

enum {
    LEFT = 70, RIGHT = DRAW_WIDTH - 10, TOP = 14, BOTTOM = 260, HEIGHT = BOTTOM + 30,
    BAR_WIDTH = 9, BIN_MOST = (RIGHT - LEFT) / BAR_WIDTH * 13 / 12 + 4, PARTS = COVERAGE_OUTLETS + 1, TICKS = 5,
    NAME_COLUMNS = 40
};

/* An outlet and how many reports it has. */
struct outlet {
    struct str name;
    uint32_t at, reports;
};

struct bin {
    long start;
    uint32_t reports, parts[PARTS];
};

struct chart {
    const struct draw_coverage *coverage;
    struct draw draw;
    struct day_scale days;
    const struct day_step *step;
    struct bin bins[BIN_MOST + 1]; /* behind the last, where that ends */
    size_t bin_count, dated, part_count;
    uint32_t *part_of;     /* of each outlet */
    struct str names[PARTS];
    uint32_t totals[PARTS];
    double most; /* what the height stands for */
};

static int compare_outlets(const void *a, const void *b)
{
    const struct outlet *x = a, *y = b;
    if (x->reports != y->reports)
        return x->reports > y->reports ? -1 : 1;
    int order = str_compare(x->name, y->name);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void count_outlets(struct chart *chart, struct outlet *outlets)
{
    const struct draw_coverage *coverage = chart->coverage;
    for (uint32_t i = 0; i < coverage->outlet_count; i++)
        outlets[i] = (struct outlet){coverage->outlets[i], i, 0};
    for (size_t i = 0; i < coverage->report_count; i++)
        if (coverage->reports[i].day != DRAW_NO_DAY && coverage->reports[i].outlet < coverage->outlet_count)
            outlets[coverage->reports[i].outlet].reports++;
    if (coverage->outlet_count)
        qsort(outlets, coverage->outlet_count, sizeof *outlets, compare_outlets);
}

/* Which part of a bar each outlet is. */
static void choose_outlets(struct chart *chart)
{
    size_t count = chart->coverage->outlet_count;
    struct outlet *outlets = ARENA_NEW(chart->draw.arena, struct outlet, count + 1);
    chart->part_of = ARENA_NEW(chart->draw.arena, uint32_t, count + 1);
    count_outlets(chart, outlets);
    for (uint32_t i = 0; i < count; i++) {
        chart->part_of[outlets[i].at] = i < COVERAGE_OUTLETS ? i : COVERAGE_OUTLETS;
        if (i < COVERAGE_OUTLETS)
            chart->names[i] = draw_words(&chart->draw, outlets[i].name, NAME_COLUMNS);
    }
    chart->names[COVERAGE_OUTLETS] = STR("others");
}

static void take_scale(struct chart *chart)
{
    const struct draw_coverage *coverage = chart->coverage;
    long first = LONG_MAX, last = LONG_MIN;
    for (size_t i = 0; i < coverage->report_count; i++) {
        long day = coverage->reports[i].day;
        if (day == DRAW_NO_DAY)
            continue;
        first = day < first ? day : first;
        last = day > last ? day : last;
        chart->dated++;
    }
    chart->days = day_scale_of(chart->dated ? first : 0, chart->dated ? last : 0, LEFT, RIGHT - LEFT);
    chart->step = day_step_fit(&chart->days, BAR_WIDTH);
}

static void part_into_bins(struct chart *chart)
{
    long day = day_step_start(chart->step, chart->days.first);
    while (day <= chart->days.last && chart->bin_count < BIN_MOST) {
        chart->bins[chart->bin_count++].start = day;
        day = day_step_next(chart->step, day);
    }
    chart->bins[chart->bin_count].start = day;
}

/* The last bin that begins no later than the day. */
static struct bin *bin_of(struct chart *chart, long day)
{
    size_t low = 0, high = chart->bin_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (chart->bins[middle].start <= day)
            low = middle;
        else
            high = middle;
    }
    return &chart->bins[low];
}

static void count_reports(struct chart *chart)
{
    const struct draw_coverage *coverage = chart->coverage;
    for (size_t i = 0; i < coverage->report_count; i++) {
        const struct draw_report *report = &coverage->reports[i];
        if (report->day == DRAW_NO_DAY)
            continue;
        struct bin *bin = bin_of(chart, day_clamp(report->day));
        uint32_t part = report->outlet < coverage->outlet_count ? chart->part_of[report->outlet] : COVERAGE_OUTLETS;
        bin->reports++;
        bin->parts[part]++;
        chart->totals[part]++;
        chart->most = fmax(chart->most, bin->reports);
    }
}

/* --- drawing */

static const char *const part_classes[PARTS] = {
    "series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-other",
};
/* Of a square of 8: none, strokes down, dots, strokes up, level strokes, a grid, upright strokes. */
static const char *const textures[PARTS] = {
    "", "M-1 7l2 2M-1 -1l10 10M7 -1l2 2", "M2 2h.1M6 6h.1", "M-1 1l2 -2M-1 9l10 -10M7 9l2 -2", "M0 4h8",
    "M0 4h8M4 0v8", "M4 0v8",
};

static struct str part_id(const struct chart *chart, size_t part)
{
    return text_format(chart->draw.arena, "%s-texture-%zu", chart->draw.head->prefix, part + 1);
}

static void put_textures(const struct chart *chart)
{
    struct buffer *out = chart->draw.out;
    HTML(out, "<defs>");
    for (size_t part = 0; part < PARTS; part++)
        if (chart->totals[part]) {
            HTML(out, "<pattern width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"");
            web_attribute(out, "id", part_id(chart, part));
            HTML(out, ">");
            draw_rect(&chart->draw, part_classes[part], 0, 0, 8, 8);
            HTML(out, "<path class=\"texture\"");
            web_attribute(out, "d", str_of(textures[part]));
            HTML(out, "/></pattern>");
        }
    HTML(out, "</defs>");
}

static void put_part(const struct chart *chart, size_t part, double x, double y, double width, double height)
{
    struct buffer *out = chart->draw.out;
    struct str id = part_id(chart, part);
    HTML(out, "<rect class=\"stack\"");
    web_attribute(out, "fill", text_format(chart->draw.arena, "url(#%.*s)", STR_ARGS(id)));
    web_measure(out, "x", x);
    web_measure(out, "y", y);
    web_measure(out, "width", width);
    web_measure(out, "height", height);
    HTML(out, "/>");
}

/* "1978-09: 45 reports: A 20, B 10". */
static struct str bin_title(const struct chart *chart, const struct bin *bin)
{
    struct arena *arena = chart->draw.arena;
    struct str title = day_step_name(arena, chart->step, bin->start);
    title = text_format(arena, "%.*s: %u report%s", STR_ARGS(title), bin->reports, bin->reports == 1 ? "" : "s");
    const char *between = ": ";
    for (size_t part = 0; part < PARTS; part++)
        if (bin->parts[part]) {
            title = text_format(arena, "%.*s%s%.*s %u", STR_ARGS(title), between, STR_ARGS(chart->names[part]),
                                bin->parts[part]);
            between = ", ";
        }
    return title;
}

/* The days of the bin that are on the scale: a link never leads to more days than are shown. */
static long bin_since(const struct chart *chart, const struct bin *bin)
{
    return bin->start < chart->days.first ? chart->days.first : bin->start;
}

static long bin_until(const struct chart *chart, const struct bin *bin)
{
    return bin[1].start - 1 > chart->days.last ? chart->days.last : bin[1].start - 1;
}

static struct str bin_href(const struct chart *chart, const struct bin *bin)
{
    return draw_span_href(&chart->draw, &chart->coverage->span, bin_since(chart, bin), bin_until(chart, bin));
}

static double count_y(const struct chart *chart, double count)
{
    return BOTTOM - count / chart->most * (BOTTOM - TOP);
}

static void draw_bar(const struct chart *chart, const struct bin *bin)
{
    double from = day_x(&chart->days, (double)bin_since(chart, bin));
    double to = day_x(&chart->days, (double)bin_until(chart, bin) + 1);
    double width = fmin(fmax(to - from - 1, 2), 60), x = (from + to - width) / 2;
    uint32_t below = 0;
    bool linked = draw_link_open(&chart->draw, "coverage-bar", bin_href(chart, bin), bin_title(chart, bin));
    for (size_t part = 0; part < PARTS; part++)
        if (bin->parts[part]) {
            double bottom = count_y(chart, below), top = count_y(chart, below += bin->parts[part]);
            put_part(chart, part, x, top, width, bottom - top);
        }
    draw_link_close(&chart->draw, linked);
}

static void draw_axes(struct chart *chart)
{
    double step = fmax(1, number_step(fmax(chart->most, 1), TICKS));
    chart->most = ceil(fmax(chart->most, 1) / step) * step;
    for (double count = 0; count <= chart->most; count += step)
        draw_number_tick(&chart->draw, &chart->days, count_y(chart, count), count);
    draw_day_axis(&chart->draw, &chart->days, BOTTOM, BOTTOM + 6, false);
}

/* --- caption and table */

/* "a day", "3 months". */
static struct str step_words(const struct chart *chart)
{
    static const char *const words[] = {
        [UNIT_DAY] = "day", [UNIT_WEEK] = "week", [UNIT_MONTH] = "month", [UNIT_YEAR] = "year",
    };
    const struct day_step *step = chart->step;
    return step->count > 1 ? text_format(chart->draw.arena, "%d %ss", step->count, words[step->unit])
                           : text_format(chart->draw.arena, "a %s", words[step->unit]);
}

static void put_caption(const struct chart *chart)
{
    const struct draw *draw = &chart->draw;
    size_t undated = chart->coverage->report_count - chart->dated;
    draw_caption_open(draw);
    draw_keys_open(draw);
    for (size_t part = 0; part < PARTS; part++)
        if (chart->totals[part]) {
            draw_key_open(draw);
            put_part(chart, part, 1, 1, 14, 14);
            draw_key_close(draw, chart->names[part]);
        }
    draw_keys_close(draw);
    draw_note(draw, text_format(draw->arena, "Each bar is %.*s.", STR_ARGS(step_words(chart))));
    if (undated)
        draw_note(draw, text_format(draw->arena, "%zu without a day %s not drawn.", undated,
                                    undated == 1 ? "is" : "are"));
    draw_caption_close(draw);
}

static void put_row(const struct chart *chart, const struct bin *bin)
{
    HTML(chart->draw.out, "<tr>");
    draw_cell(&chart->draw, bin_href(chart, bin), day_step_name(chart->draw.arena, chart->step, bin->start));
    draw_cell_number(&chart->draw, bin->reports);
    for (size_t part = 0; part < PARTS; part++)
        if (chart->totals[part])
            draw_cell_number(&chart->draw, bin->parts[part]);
    HTML(chart->draw.out, "</tr>");
}

static void put_table(const struct chart *chart)
{
    struct str headings[2 + PARTS] = {STR("Days"), STR("Reports")};
    size_t count = 2, rows = 0;
    for (size_t part = 0; part < PARTS; part++)
        if (chart->totals[part])
            headings[count++] = chart->names[part];
    draw_table_open(&chart->draw, headings, count);
    for (size_t i = 0; i < chart->bin_count; i++)
        if (chart->bins[i].reports) {
            put_row(chart, &chart->bins[i]);
            rows++;
        }
    draw_table_close(&chart->draw, rows);
}

static struct str found_text(const struct chart *chart)
{
    struct arena *arena = chart->draw.arena;
    if (!chart->dated)
        return STR("No report has a day.");
    struct str first = day_text(arena, chart->days.first), last = day_text(arena, chart->days.last);
    return text_format(arena, "%zu reports from %.*s to %.*s.", chart->dated, STR_ARGS(first), STR_ARGS(last));
}

void draw_coverage(struct arena *arena, struct buffer *out, const struct draw_coverage *coverage)
{
    struct chart *chart = ARENA_NEW(arena, struct chart, 1);
    chart->coverage = coverage;
    chart->draw = (struct draw){arena, out, &coverage->head};
    choose_outlets(chart);
    take_scale(chart);
    part_into_bins(chart);
    count_reports(chart);
    draw_open(&chart->draw, "drawing-coverage", HEIGHT, found_text(chart));
    put_textures(chart);
    draw_axes(chart);
    for (size_t i = 0; i < chart->bin_count; i++)
        if (chart->bins[i].reports)
            draw_bar(chart, &chart->bins[i]);
    put_caption(chart);
    put_table(chart);
}
