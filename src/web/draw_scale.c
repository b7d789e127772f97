/* draw_scale.c - see draw.h: days and numbers as places, and their axes. */
#include "web/draw.h"

#include <math.h>
#include <stdio.h>

#include "view/text.h"

enum { DAY_LABEL = 84, SMALLEST_SPAN = 7, TICK_GAP = 8 };

static const struct day_step day_steps[] = {
    {UNIT_DAY, 1},    {UNIT_WEEK, 1},    {UNIT_MONTH, 1},   {UNIT_MONTH, 2},   {UNIT_MONTH, 3},
    {UNIT_MONTH, 6},  {UNIT_YEAR, 1},    {UNIT_YEAR, 2},    {UNIT_YEAR, 5},    {UNIT_YEAR, 10},
    {UNIT_YEAR, 20},  {UNIT_YEAR, 50},   {UNIT_YEAR, 100},  {UNIT_YEAR, 200},  {UNIT_YEAR, 500},
    {UNIT_YEAR, 1000}, {UNIT_YEAR, 2000}, {UNIT_YEAR, 5000}, {UNIT_YEAR, 10000},
};
enum { STEP_COUNT = sizeof day_steps / sizeof *day_steps };

long day_clamp(long day)
{
    long first = calendar_day(1, 1, 1), last = calendar_day(9999, 12, 31);
    return day < first ? first : day > last ? last : day;
}

struct day_scale day_scale_of(long first, long last, double left, double width)
{
    first = day_clamp(first);
    last = day_clamp(last < first ? first : last);
    if (last - first + 1 < SMALLEST_SPAN) {
        first = day_clamp(first - (SMALLEST_SPAN - (last - first + 1)) / 2);
        last = first + SMALLEST_SPAN - 1 > last ? first + SMALLEST_SPAN - 1 : last;
    }
    return (struct day_scale){first, last, left, width};
}

double day_x(const struct day_scale *scale, double day)
{
    return scale->left + (day - (double)scale->first) / (double)(scale->last - scale->first + 1) * scale->width;
}

/* How many days a step has, as a rule. */
static double step_days(const struct day_step *step)
{
    static const double days[] = {[UNIT_DAY] = 1, [UNIT_WEEK] = 7, [UNIT_MONTH] = 28, [UNIT_YEAR] = 365};
    return days[step->unit] * step->count;
}

const struct day_step *day_step_fit(const struct day_scale *scale, double width)
{
    double day_width = scale->width / (double)(scale->last - scale->first + 1);
    size_t i = 0;
    while (i + 1 < STEP_COUNT && step_days(&day_steps[i]) * day_width < width)
        i++;
    return &day_steps[i];
}

const struct day_step *day_step_coarser(const struct day_step *step)
{
    return step + 1 < day_steps + STEP_COUNT ? step + 1 : NULL;
}

long day_step_start(const struct day_step *step, long day)
{
    struct calendar_date date = calendar_date(day);
    switch (step->unit) {
    case UNIT_DAY: return day;
    case UNIT_WEEK: return day - calendar_weekday(day) + 1;
    case UNIT_MONTH: return calendar_day(date.year, date.month - (date.month - 1) % step->count, 1);
    case UNIT_YEAR: return calendar_day(date.year - date.year % step->count, 1, 1);
    }
    return day;
}

long day_step_next(const struct day_step *step, long start)
{
    struct calendar_date date = calendar_date(start);
    switch (step->unit) {
    case UNIT_DAY: return start + step->count;
    case UNIT_WEEK: return start + DAYS_A_WEEK * step->count;
    case UNIT_MONTH: return calendar_month_shift(date.year, date.month, step->count);
    case UNIT_YEAR: return calendar_day(date.year + step->count, 1, 1);
    }
    return start + 1;
}

struct str day_text(struct arena *arena, long day)
{
    char text[11] = "";
    if (day != DRAW_NO_DAY && day != DRAW_OPEN)
        calendar_print(day_clamp(day), text);
    return str_copy(arena, str_of(text));
}

struct str day_step_name(struct arena *arena, const struct day_step *step, long start)
{
    struct calendar_date date = calendar_date(start);
    int year = date.year < 1 ? 1 : date.year, last = date.month + step->count - 1;
    if (step->unit == UNIT_DAY)
        return day_text(arena, start);
    if (step->unit == UNIT_WEEK)
        return text_format(arena, "week of %.*s", STR_ARGS(day_text(arena, start)));
    if (step->unit == UNIT_MONTH)
        return step->count == 1 ? text_format(arena, "%04d-%02d", year, date.month)
                                : text_format(arena, "%04d-%02d…%02d", year, date.month, last);
    return step->count == 1 ? text_format(arena, "%04d", year)
                            : text_format(arena, "%04d…%04d", year, date.year + step->count - 1);
}

/* What stands at a tick: the day, as short as the step lets it be. */
static struct str tick_name(struct arena *arena, const struct day_step *step, long day)
{
    struct calendar_date date = calendar_date(day);
    if (step->unit == UNIT_DAY || step->unit == UNIT_WEEK)
        return day_text(arena, day);
    if (step->unit == UNIT_MONTH)
        return text_format(arena, "%04d-%02d", date.year, date.month);
    return text_format(arena, "%04d", date.year);
}

/* The name of the tick at x, if it ends before `room`. */
static void put_tick_name(const struct draw *draw, struct str name, double x, double y, double room)
{
    if (x + (double)text_width(name) * DRAW_COLUMN <= room)
        draw_text(draw, "tick", "start", x, y, name);
}

/* Where the first day is no tick, it is named if there is room. */
void draw_day_axis(const struct draw *draw, const struct day_scale *scale, double top, double bottom, bool above)
{
    const struct day_step *step = day_step_fit(scale, DAY_LABEL);
    double y = above ? top - TICK_GAP : bottom + DRAW_LINE;
    long day = day_step_start(step, scale->first);
    if (day < scale->first) {
        day = day_step_next(step, day);
        put_tick_name(draw, tick_name(draw->arena, step, scale->first), scale->left, y, day_x(scale, (double)day));
    }
    for (; day <= scale->last; day = day_step_next(step, day)) {
        double x = day_x(scale, (double)day);
        draw_line(draw, "grid", x, top, x, bottom);
        put_tick_name(draw, tick_name(draw->arena, step, day), x, y, DRAW_WIDTH);
    }
}

double number_step(double range, int most)
{
    static const double factors[] = {1, 2, 5};
    double least = range / most, power = pow(10, floor(log10(least)));
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        if (factors[i] * power >= least * (1 - 1e-9))
            return factors[i] * power;
    return 10 * power;
}

/* A whole number with a comma before each three digits. */
static struct str number_grouped(struct arena *arena, double number)
{
    struct str plain = text_format(arena, "%.0f", fabs(number));
    char *out = arena_alloc(arena, 2 * plain.len + 2, 1);
    size_t at = 0;
    if (number < 0)
        out[at++] = '-';
    for (size_t i = 0; i < plain.len; i++) {
        if (i && (plain.len - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = plain.ptr[i];
    }
    return str_make(out, at);
}

struct str number_short(struct arena *arena, double number)
{
    double size = fabs(number);
    if (!isfinite(number))
        return STR("");
    if (size >= 1e12)
        return text_format(arena, "%.4g tn", number / 1e12);
    if (size >= 1e9)
        return text_format(arena, "%.4g bn", number / 1e9);
    return number == floor(number) ? number_grouped(arena, number) : text_format(arena, "%.6g", number);
}

void draw_number_tick(const struct draw *draw, const struct day_scale *scale, double y, double number)
{
    draw_line(draw, "grid", scale->left, y, scale->left + scale->width, y);
    draw_text(draw, "tick", "end", scale->left - TICK_GAP, y + 4, number_short(draw->arena, number));
}
