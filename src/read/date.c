/* date.c - dates, times and durations of a report, from the frames that data/en/rules/date.txt emits.
 *
 * Input: the frames `date` (and `age` and `label`, which are none) and the day of publication. Output: record->dates
 * with TIMEX3 values and the days they cover, where these are at most a month, and DATE mentions for those that can
 * tell when something happened. Invariant: expressions do not overlap; what cannot be worked out from the report and
 * its day stays empty. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "read/clue.h"
#include "read/reading.h"
#include "read/tense.h"

enum { ABSENT = -9999, SATURDAY = 6, LONGEST_VALUE = 40, HALF_DAY = 12, YEARS_A_DECADE = 10, YEARS_A_CENTURY = 100 };
enum { NEAR_QUARTER = 4 }; /* sentences */

struct quarter {
    int year, number; /* number 0: none */
    uint32_t sentence;
};

struct reader {
    struct reading *reading;
    const struct frame *frame;
    uint32_t first, last; /* tokens of the expression */
    bool anchored;        /* is the day of publication known? */
    long anchor;
    short (*years)[32];   /* by month and day: the year a full date of the text gives them; 0: none */
    struct quarter quarter; /* the last one that is over of which the text spoke */
    struct date date;     /* being read */
};

/* --- what the rule captured */

static bool captured_number(const struct reader *reader, const struct capture *capture, double *value)
{
    const struct document *document = &reader->reading->document;
    struct number number;
    if (capture->mark) {
        *value = strtod(capture->mark->entry->value.ptr, NULL);
        return true;
    }
    if (number_read(document, &reader->reading->context.numbers, capture->first, &number)) {
        *value = number.value;
        return true;
    }
    *value = strtod(token_text(document, capture->first).ptr, NULL); /* "17th"; an article counts as one */
    if (*value <= 0)
        *value = 1;
    return true;
}

static double argument(const struct reader *reader, const char *key)
{
    const struct capture *capture = frame_capture(reader->frame, key, 0);
    double value;
    if (capture)
        return captured_number(reader, capture, &value) ? value : ABSENT;
    struct str word = frame_word(reader->frame, key);
    char *end;
    value = word.len ? strtod(word.ptr, &end) : 0;
    return word.len && end != word.ptr ? value : ABSENT;
}

/* No part of a date is larger. */
enum { LARGEST_PART = 1000000 };

static int whole(const struct reader *reader, const char *key)
{
    double value = argument(reader, key);
    return value > -LARGEST_PART && value < LARGEST_PART ? (int)value : ABSENT;
}

/* The value of the word that was captured, or the word the rule gives. */
static struct str word(const struct reader *reader, const char *key)
{
    const struct capture *capture = frame_capture(reader->frame, key, 0);
    return capture && capture->mark ? capture->mark->entry->value : frame_word(reader->frame, key);
}

static bool word_is(const struct reader *reader, const char *key, const char *expected)
{
    return str_equal(word(reader, key), str_of(expected));
}

/* --- what is worked out */

static void set_value(struct reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void set_value(struct reader *reader, const char *format, ...)
{
    char text[LONGEST_VALUE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    reader->date.value = str_copy(reader->reading->arena, str_of(text));
}

static void set_days(struct reader *reader, long from, long to)
{
    calendar_print(from, reader->date.from);
    calendar_print(to, reader->date.to);
}

/* The hour of the day the frame tells, in minutes; ABSENT if none. */
static int minutes(const struct reader *reader)
{
    int half = whole(reader, "half");
    const struct capture *clock = frame_capture(reader->frame, "clock", 0);
    if (!clock)
        return ABSENT;
    struct str text = token_text(&reader->reading->document, clock->first), rest = text;
    str_cut(&rest, ':');
    int hour = rest.len ? atoi(text.ptr) : whole(reader, "clock");
    if (!rest.len && text.len == 4)
        return hour / 100 < 24 && hour % 100 < 60 ? hour / 100 * 60 + hour % 100 : ABSENT;
    if (half != ABSENT)
        hour = hour % HALF_DAY + half;
    return hour >= 0 && hour < 24 ? hour * 60 + (rest.len ? atoi(rest.ptr) : 0) : ABSENT;
}

/* One day, with the part or the hour of it where the frame has one. */
static void set_day(struct reader *reader, long day)
{
    char text[11];
    int minute = minutes(reader);
    struct str part = word(reader, "part");
    calendar_print(day, text);
    set_days(reader, day, day);
    if (minute != ABSENT)
        set_value(reader, "%sT%02d:%02d", text, minute / 60, minute % 60);
    else if (part.len)
        set_value(reader, "%sT%.*s", text, STR_ARGS(part));
    else
        set_value(reader, "%s", text);
    if (minute != ABSENT || part.len)
        reader->date.type = DATE_TIME;
}

static void set_day_range(struct reader *reader, long from, long to)
{
    char first[11], last[11];
    calendar_print(from, first);
    calendar_print(to, last);
    set_value(reader, "%s/%s", first, last);
    set_days(reader, from, to);
}

static void set_month(struct reader *reader, int year, int month)
{
    set_value(reader, "%04d-%02d", year, month);
    set_days(reader, calendar_day(year, month, 1), calendar_day(year, month, calendar_month_length(year, month)));
}

static enum tense tense(const struct reader *reader)
{
    return tense_around(reader->reading, reader->first, reader->last);
}

/* The year in which something that comes once a year is meant: days [from, to] in the anchor's year, given by the
 * month and day they begin and the days they last. Distance decides; a future is believed more easily where the
 * clause looks ahead. */
static int nearest_year(const struct reader *reader, int month, int day, int length)
{
    static const double weights[] = {
        [TENSE_UNKNOWN] = 2, [TENSE_PAST] = 6, [TENSE_FUTURE] = 2.0 / 3, [TENSE_OVER] = 1000};
    int year = calendar_date(reader->anchor).year, best = year;
    double weight = weights[tense(reader)], nearest = 1e9;
    for (int candidate = year - 1; candidate <= year + 1; candidate++) {
        long from = calendar_day(candidate, month, day), to = from + length - 1;
        double distance = from > reader->anchor ? (double)(from - reader->anchor) * weight
                          : to < reader->anchor ? (double)(reader->anchor - to) : 0;
        if (distance < nearest) {
            nearest = distance;
            best = candidate;
        }
    }
    return best;
}

/* --- kinds of expressions, named by the argument `kind` of the rules; false where it is no date after all */

/* The year of a month or day: written, said from today, or the nearest. ABSENT if it cannot be told. */
static int calendar_year(const struct reader *reader, int month, int day)
{
    int year = whole(reader, "year"), order = whole(reader, "order"), month_order = whole(reader, "month-order");
    struct calendar_date today = calendar_date(reader->anchor);
    if (year != ABSENT || !reader->anchored)
        return year;
    if (order != ABSENT)
        return today.year + order;
    if (month_order < 0 && month_order != ABSENT)
        return month < today.month ? today.year : today.year - 1;
    if (month_order > 0)
        return month > today.month ? today.year : today.year + 1;
    if (month_order == 0)
        return today.year;
    if (day != ABSENT && reader->years[month][day])
        return reader->years[month][day];
    if (day != ABSENT)
        return nearest_year(reader, month, day, 1);
    return nearest_year(reader, month, 1, calendar_month_length(today.year, month));
}

static bool without_year(struct reader *reader, int month, int day)
{
    if (day == ABSENT)
        set_value(reader, "XXXX-%02d", month);
    else
        set_value(reader, "XXXX-%02d-%02d", month, day);
    return true;
}

static bool month_range(struct reader *reader, int year, int month, int last_month)
{
    set_value(reader, "%04d-%02d/%04d-%02d", year, month, last_month < month ? year + 1 : year, last_month);
    return true;
}

static bool day_range(struct reader *reader, int year, int month, int day, int last_month, int last_day)
{
    if (last_month == ABSENT)
        last_month = month;
    int last_year = last_month < month ? year + 1 : year;
    if (!calendar_valid(last_year, last_month, last_day))
        return false;
    long from = calendar_day(year, month, day), to = calendar_day(last_year, last_month, last_day);
    if (to < from)
        return false;
    set_day_range(reader, from, to);
    return true;
}

static bool read_calendar(struct reader *reader)
{
    int month = whole(reader, "month"), day = whole(reader, "day");
    int last_month = whole(reader, "last-month"), last_day = whole(reader, "last-day");
    if (!calendar_valid(2000, month, day == ABSENT ? 1 : day))
        return false;
    int year = calendar_year(reader, month, day);
    if (year == ABSENT)
        return without_year(reader, month, day);
    if (day == ABSENT && last_month != ABSENT)
        return month_range(reader, year, month, last_month);
    if (day == ABSENT) {
        set_month(reader, year, month);
        return true;
    }
    if (!calendar_valid(year, month, day))
        return false;
    if (last_day != ABSENT)
        return day_range(reader, year, month, day, last_month, last_day);
    set_day(reader, calendar_day(year, month, day));
    return true;
}

/* "freed 1978 men" is no year: the number counts the noun behind it; "the 1978 accords" is one. */
static bool counts_noun(const struct reader *reader)
{
    const struct token *token = &reader->reading->document.tokens[reader->first];
    if (token->relation != REL_NUMMOD || token->head == NO_TOKEN || token->head < reader->first)
        return false;
    if (reader->first == 0 || token[-1].sentence != token->sentence)
        return true;
    return token[-1].tag == TAG_VERB || reading_mark_over(reader->reading, reader->first - 1, SET_QUALIFIER);
}

/* The last year of "1992-1995" and "1950-53"; ABSENT where it is none. */
static int last_year(const struct reader *reader, int year)
{
    int last = whole(reader, "last-year");
    if (last >= 0 && last < YEARS_A_CENTURY)
        last += year / YEARS_A_CENTURY * YEARS_A_CENTURY;
    return last > year && last - year < YEARS_A_CENTURY ? last : ABSENT;
}

static bool read_year(struct reader *reader)
{
    int year = whole(reader, "year"), last = last_year(reader, year), century = whole(reader, "century");
    if (century != ABSENT && (year < YEARS_A_DECADE || year >= YEARS_A_CENTURY))
        return false;
    if (century != ABSENT)
        year += century * YEARS_A_CENTURY;
    else if (last == ABSENT && (frame_capture(reader->frame, "last-year", 0) || counts_noun(reader)))
        return false;
    if (last == ABSENT)
        set_value(reader, "%04d", year);
    else
        set_value(reader, "%04d/%04d", year, last);
    return true;
}

static long monday_of(long day)
{
    return day - calendar_weekday(day) + 1;
}

/* The last such weekday up to `day`, or the first from it on. */
static long weekday_until(long day, int weekday)
{
    return day - (calendar_weekday(day) - weekday + DAYS_A_WEEK) % DAYS_A_WEEK;
}

static long weekday_from(long day, int weekday)
{
    return day + (weekday - calendar_weekday(day) + DAYS_A_WEEK) % DAYS_A_WEEK;
}

static long weekday_said(const struct reader *reader, int weekday, int order)
{
    long this_week = monday_of(reader->anchor) + weekday - 1;
    if (order < 0)
        return weekday_until(reader->anchor - 1, weekday);
    if (order > 0)
        return this_week + DAYS_A_WEEK;
    return this_week < reader->anchor && tense(reader) == TENSE_FUTURE ? this_week + DAYS_A_WEEK : this_week;
}

static bool weekday_range(struct reader *reader, int weekday, int last_weekday)
{
    if (tense(reader) == TENSE_FUTURE) {
        long from = weekday_from(reader->anchor, weekday);
        set_day_range(reader, from, weekday_from(from, last_weekday));
    } else {
        long to = weekday_until(reader->anchor, last_weekday);
        set_day_range(reader, weekday_until(to, weekday), to);
    }
    return true;
}

static bool read_weekday(struct reader *reader)
{
    int weekday = whole(reader, "weekday"), order = whole(reader, "order"), week = whole(reader, "week");
    int last = whole(reader, "last-weekday");
    if (!reader->anchored) {
        set_value(reader, "XXXX-WXX-%d", weekday);
        return true;
    }
    if (last != ABSENT)
        return weekday_range(reader, weekday, last);
    if (week != ABSENT)
        set_day(reader, monday_of(reader->anchor) + week * DAYS_A_WEEK + weekday - 1);
    else if (word_is(reader, "order", "coming"))
        set_day(reader, weekday_from(reader->anchor + 1, weekday));
    else if (order != ABSENT)
        set_day(reader, weekday_said(reader, weekday, order));
    else if (tense(reader) == TENSE_FUTURE)
        set_day(reader, weekday_from(reader->anchor, weekday));
    else
        set_day(reader, weekday_until(reader->anchor, weekday));
    return true;
}

static bool read_offset(struct reader *reader)
{
    if (reader->anchored)
        set_day(reader, reader->anchor + whole(reader, "days"));
    return true;
}

static void set_week(struct reader *reader, long day)
{
    struct calendar_week week = calendar_week(day);
    long monday = monday_of(day);
    set_value(reader, "%04d-W%02d", week.year, week.week);
    set_days(reader, monday, monday + DAYS_A_WEEK - 1);
}

static void set_weekend(struct reader *reader, long monday)
{
    struct calendar_week week = calendar_week(monday);
    set_value(reader, "%04d-W%02d-WE", week.year, week.week);
    set_days(reader, monday + SATURDAY - 1, monday + SATURDAY);
}

/* The weekend before or behind the anchor, as the clause has it. */
static void read_weekend(struct reader *reader, int order)
{
    long monday = monday_of(reader->anchor);
    bool begun = calendar_weekday(reader->anchor) >= SATURDAY;
    enum tense said = tense(reader);
    if (order == ABSENT)
        order = begun || said == TENSE_FUTURE ? 0 : -1;
    else if (order == 0 && !begun && (said == TENSE_PAST || said == TENSE_OVER))
        order = -1;
    set_weekend(reader, monday + order * DAYS_A_WEEK);
}

static void set_quarter(struct reader *reader, int year, int number)
{
    uint32_t sentence = reader->reading->document.tokens[reader->first].sentence;
    if (reader->anchored && calendar_month_shift(year, number * MONTHS_A_QUARTER, 1) <= reader->anchor)
        reader->quarter = (struct quarter){year, number, sentence};
    set_value(reader, "%04d-Q%d", year, number);
}

/* The unit of time that lies `order` units from the day. */
static bool set_unit(struct reader *reader, struct str unit, int order)
{
    struct calendar_date today = calendar_date(reader->anchor);
    struct calendar_date month = calendar_date(calendar_month_shift(today.year, today.month, order));
    if (str_equal(unit, STR("day")))
        set_day(reader, reader->anchor + order);
    else if (str_equal(unit, STR("week")))
        set_week(reader, reader->anchor + order * DAYS_A_WEEK);
    else if (str_equal(unit, STR("fortnight")))
        set_week(reader, reader->anchor + order * 2 * DAYS_A_WEEK);
    else if (str_equal(unit, STR("month")))
        set_month(reader, month.year, month.month);
    else if (str_equal(unit, STR("quarter"))) {
        month = calendar_date(calendar_month_shift(today.year, today.month, order * MONTHS_A_QUARTER));
        set_quarter(reader, month.year, (month.month - 1) / MONTHS_A_QUARTER + 1);
    } else if (str_equal(unit, STR("year")))
        set_value(reader, "%04d", today.year + order);
    else if (str_equal(unit, STR("decade")))
        set_value(reader, "%03d", today.year / YEARS_A_DECADE + order);
    else
        return false;
    return true;
}

/* "later this week" begins today, "earlier this week" ends today. */
static void clip_week(struct reader *reader, struct str part)
{
    char today[11];
    calendar_print(reader->anchor, today);
    if (str_equal(part, STR("AFTER")) && memcmp(reader->date.from, today, 10) < 0)
        memcpy(reader->date.from, today, sizeof today);
    if (str_equal(part, STR("BEFORE")) && memcmp(today, reader->date.to, 10) < 0)
        memcpy(reader->date.to, today, sizeof today);
}

static bool read_unit(struct reader *reader)
{
    struct str unit = word(reader, "unit");
    int order = whole(reader, "order");
    const struct capture *capture = frame_capture(reader->frame, "unit", 0);
    if (capture && capture->mark->entry->form > 0) /* "the coming weeks" */
        return true;
    bool day = str_equal(unit, STR("day"));
    if (!reader->anchored || (day && order != 0)) /* "the next day" is said from what the text tells */
        return true;
    if (!str_equal(unit, STR("weekend")))
        return set_unit(reader, unit, order);
    read_weekend(reader, order);
    return true;
}

static void set_duration(struct reader *reader, double count, struct str unit)
{
    static const struct {
        const char *unit, *before, *after;
        int factor;
    } letters[] = {{"second", "PT", "S", 1}, {"minute", "PT", "M", 1}, {"hour", "PT", "H", 1}, {"day", "P", "D", 1},
                   {"night", "P", "D", 1}, {"week", "P", "W", 1}, {"weekend", "P", "WE", 1}, {"fortnight", "P", "W", 2},
                   {"month", "P", "M", 1}, {"quarter", "P", "Q", 1}, {"year", "P", "Y", 1}, {"decade", "P", "Y", 10},
                   {"century", "P", "Y", 100}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (str_equal(unit, str_of(letters[i].unit))) {
            if (count <= ABSENT)
                set_value(reader, "%sX%s", letters[i].before, letters[i].after);
            else
                set_value(reader, "%s%.10g%s", letters[i].before, count * letters[i].factor, letters[i].after);
        }
}

static bool is_year(struct str text)
{
    return text.len == 4 && (str_starts(text, STR("19")) || str_starts(text, STR("20")));
}

static bool read_duration(struct reader *reader)
{
    const struct capture *count = frame_capture(reader->frame, "count", 0);
    if (count && is_year(token_text(&reader->reading->document, count->first))) /* "the 1988 second quarter" */
        return false;
    reader->date.type = DATE_DURATION;
    set_duration(reader, argument(reader, "count"), word(reader, "unit"));
    return reader->date.value.len > 0;
}

static bool read_set(struct reader *reader)
{
    int weekday = whole(reader, "weekday");
    double count = argument(reader, "count");
    struct str value = word(reader, "value");
    reader->date.type = DATE_SET;
    if (weekday != ABSENT)
        set_value(reader, "XXXX-WXX-%d", weekday);
    else if (value.len)
        reader->date.value = value;
    else
        set_duration(reader, count <= ABSENT ? 1 : count, word(reader, "unit"));
    return reader->date.value.len > 0;
}

static bool shift(struct reader *reader, int way)
{
    double count = argument(reader, "count");
    struct str unit = word(reader, "unit");
    if (reader->anchored && count == floor(count) && count < 5000)
        set_unit(reader, unit, (int)count * way);
    return true;
}

static bool read_shift(struct reader *reader)
{
    return shift(reader, whole(reader, "way"));
}

static bool read_ahead(struct reader *reader)
{
    return tense(reader) == TENSE_FUTURE ? shift(reader, 1) : read_duration(reader);
}

static bool read_open(struct reader *reader)
{
    (void)reader;
    return true;
}

static bool read_value(struct reader *reader)
{
    reader->date.value = word(reader, "value");
    return true;
}

static bool read_quarter(struct reader *reader)
{
    int quarter = whole(reader, "quarter"), year = whole(reader, "year"), order = whole(reader, "order");
    if (quarter < 1 || quarter > 4)
        return false;
    if (order != ABSENT && reader->anchored)
        year = calendar_date(reader->anchor).year + order;
    if (year == ABSENT && !reader->anchored) {
        set_value(reader, "XXXX-Q%d", quarter);
        return true;
    }
    if (year == ABSENT) {
        struct calendar_date today = calendar_date(reader->anchor);
        year = today.year - ((today.month - 1) / MONTHS_A_QUARTER + 1 < quarter);
    }
    set_quarter(reader, year, quarter);
    return true;
}

/* "the quarter": the one spoken of, else the last that was over; with a way, that of another year: "the year-earlier
 * quarter". "A year earlier" (unit=year) is that quarter, too, where one was spoken of shortly before. */
static bool read_period(struct reader *reader)
{
    struct quarter spoken = reader->quarter;
    int way = whole(reader, "way"), named = whole(reader, "year");
    bool loose = word_is(reader, "unit", "year");
    uint32_t sentence = reader->reading->document.tokens[reader->first].sentence;
    if (!reader->anchored)
        return true;
    if (loose && (!spoken.number || sentence - spoken.sentence > NEAR_QUARTER))
        return set_unit(reader, STR("year"), way);
    struct calendar_date today = calendar_date(reader->anchor),
                         before = calendar_date(calendar_month_shift(today.year, today.month, -MONTHS_A_QUARTER));
    int year = named != ABSENT ? named : spoken.number ? spoken.year : before.year;
    int number = spoken.number ? spoken.number : (before.month - 1) / MONTHS_A_QUARTER + 1;
    set_value(reader, "%04d-Q%d", way == ABSENT ? year : year + way, number);
    return true;
}

/* Seasons of the northern half, by whole months; winter belongs to the year it begins in. */
static int season_month(struct str season)
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    for (int i = 0; i < 4; i++)
        if (str_equal(season, str_of(seasons[i])))
            return (i + 1) * MONTHS_A_QUARTER;
    return MONTHS_A_QUARTER;
}

static bool read_season(struct reader *reader)
{
    struct str season = word(reader, "season");
    int year = whole(reader, "year"), order = whole(reader, "order"), month = season_month(season);
    if (year == ABSENT && !reader->anchored) {
        set_value(reader, "XXXX-%.*s", STR_ARGS(season));
        return true;
    }
    struct calendar_date today = calendar_date(reader->anchor);
    bool over = month + MONTHS_A_QUARTER <= today.month;
    if (year == ABSENT && order < 0 && order != ABSENT)
        year = over ? today.year : today.year - 1;
    else if (year == ABSENT && order != ABSENT)
        year = today.year + (order > 0 && over);
    else if (year == ABSENT)
        year = nearest_year(reader, month, 1, 91);
    set_value(reader, "%04d-%.*s", year, STR_ARGS(season));
    return true;
}

/* The n-th such weekday of a month; with n = 5 the last. */
static bool read_moving(struct reader *reader, int month, int n, int weekday, int year)
{
    if (month < 1 || month > MONTHS_A_YEAR || n < 1 || n > 5 || weekday < 1 || weekday > DAYS_A_WEEK)
        return false;
    if (year == ABSENT && !reader->anchored)
        return without_year(reader, month, ABSENT);
    if (year == ABSENT)
        year = nearest_year(reader, month, (n < 5 ? n : 4) * DAYS_A_WEEK - SATURDAY, DAYS_A_WEEK);
    long day = weekday_from(calendar_day(year, month, 1), weekday) + (n - 1) * DAYS_A_WEEK;
    if (calendar_date(day).month != month)
        day -= DAYS_A_WEEK;
    set_day(reader, day);
    return true;
}

static bool read_holiday(struct reader *reader)
{
    struct str value = word(reader, "holiday"), rest = value;
    int month = atoi(str_cut(&rest, '-').ptr), year = whole(reader, "year");
    int day = rest.len ? atoi(str_cut(&rest, '-').ptr) : 0;
    if (rest.len)
        return read_moving(reader, month, day, atoi(rest.ptr), year);
    if (!calendar_valid(2000, month, day))
        return false;
    if (year == ABSENT && !reader->anchored)
        return without_year(reader, month, day);
    set_day(reader, calendar_day(year == ABSENT ? nearest_year(reader, month, day, 1) : year, month, day));
    return true;
}

static bool read_decade(struct reader *reader)
{
    const struct capture *capture = frame_capture(reader->frame, "decade", 0);
    int year = capture ? atoi(token_text(&reader->reading->document, capture->first).ptr) : 0;
    set_value(reader, "%03d", (year < YEARS_A_CENTURY ? 1900 + year : year) / YEARS_A_DECADE);
    return true;
}

static bool read_century(struct reader *reader)
{
    int century = whole(reader, "century");
    if (century < 1 || century > 99)
        return false;
    set_value(reader, "%02d", century - 1);
    return true;
}

static bool read_clock(struct reader *reader)
{
    int minute = minutes(reader);
    if (minute == ABSENT)
        return false;
    reader->date.type = DATE_TIME;
    set_value(reader, "T%02d:%02d", minute / 60, minute % 60);
    return true;
}

static const struct kind {
    const char *name;
    bool (*read)(struct reader *reader);
    bool has_parts; /* "early", "late", "the end of" before it belong to it */
} kinds[] = {{"calendar", read_calendar, true}, {"year", read_year, true}, {"weekday", read_weekday, true},
             {"offset", read_offset, true}, {"unit", read_unit, true}, {"duration", read_duration, false},
             {"set", read_set, false}, {"shift", read_shift, false}, {"ahead", read_ahead, false},
             {"open", read_open, false}, {"value", read_value, false}, {"quarter", read_quarter, true},
             {"period", read_period, false}, {"season", read_season, true},
             {"holiday", read_holiday, true}, {"decade", read_decade, true},
             {"century", read_century, true}, {"clock", read_clock, false}};

static const struct kind *kind_of(const struct reader *reader)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (word_is(reader, "kind", kinds[i].name))
            return &kinds[i];
    return NULL;
}

/* --- the expression and its place */

/* The words that count as the expression: those the argument `text` names, else all that were matched. */
static void find_words(struct reader *reader)
{
    const struct capture *first = frame_capture(reader->frame, "text", 0);
    const struct capture *last = frame_capture(reader->frame, "text", 1);
    reader->first = first ? first->first : reader->frame->first;
    reader->last = first ? (last ? last : first)->last : reader->frame->last;
}

/* Take in "early", "the end of" and the like before the expression; the value of that word. */
static struct str take_part(struct reader *reader)
{
    const struct document *document = &reader->reading->document;
    uint32_t before = reader->first, start = document->sentences[document->tokens[before].sentence].first;
    if (before > start && token_is(document, before - 1, "-"))
        before--;
    const struct mark *mark = before > start ? reading_mark_over(reader->reading, before - 1, SET_DATE_PART) : NULL;
    if (!mark || mark->last != before || mark->first < start)
        return word(reader, "mod");
    reader->first = mark->first;
    if (mark->first > start && document->tokens[mark->first - 1].tag == TAG_DET)
        reader->first--;
    return mark->entry->value;
}

/* A month's name alone may be a person's, or no noun at all ("May", "march"). */
static bool is_name(const struct reader *reader)
{
    const struct document *document = &reader->reading->document;
    const struct token *tokens = document->tokens, *token = &tokens[reader->first];
    if (token->tag == TAG_VERB || token->tag == TAG_AUX)
        return true;
    const struct sentence *sentence = &document->sentences[token->sentence];
    bool named_before = reader->first > sentence->first && tokens[reader->first - 1].tag == TAG_PROPN;
    bool at_start = reader->first == sentence->first;
    bool named_behind = reader->last < sentence->last && tokens[reader->last].tag == TAG_PROPN;
    bool subject = token->relation == REL_NSUBJ && token->tag == TAG_PROPN;
    return named_before || subject || (at_start && named_behind);
}

static bool is_bare_month(const struct reader *reader)
{
    return reader->last - reader->first == 1 && frame_capture(reader->frame, "month", 0);
}

static bool can_tell_when(const struct date *date)
{
    return (date->type == DATE_DATE || (date->type == DATE_TIME && date->from[0])) &&
           !str_equal(date->value, STR("PRESENT_REF"));
}

static void keep_date(struct reader *reader)
{
    struct reading *reading = reader->reading;
    struct mention mention = {reader->first, reader->last, (uint32_t)reading->record->dates.count};
    reader->date.evidence = reading_evidence(reading, reader->first, reader->last, reader->frame->rule->name);
    *ARENA_PUSH(reading->arena, reading->record->dates) = reader->date;
    if (can_tell_when(&reader->date))
        mentions_add(&reading->mentions, &reading->document, MENTION_DATE, mention);
}

/* Read the frame; true if it is a date. */
static bool read_frame(struct reader *reader)
{
    const struct kind *kind = kind_of(reader);
    reader->date = (struct date){.type = DATE_DATE};
    find_words(reader);
    if (!kind || (is_bare_month(reader) && is_name(reader)))
        return false;
    if (!kind->read(reader))
        return false;
    struct str part = kind->has_parts ? take_part(reader) : STR("");
    if (word_is(reader, "unit", "week") && part.len && reader->date.from[0])
        clip_week(reader, part);
    keep_date(reader);
    return true;
}

/* A day without its year is the one that the text tells with its year elsewhere. */
static void find_years(struct reader *reader)
{
    reader->years = arena_alloc(reader->reading->arena, MONTHS_A_YEAR + 1, sizeof *reader->years);
    for (size_t i = 0; i < reader->reading->values.count; i++) {
        reader->frame = &reader->reading->values.items[i];
        if (!word_is(reader, "kind", "calendar"))
            continue;
        int year = whole(reader, "year"), month = whole(reader, "month"), day = whole(reader, "day");
        if (!calendar_valid(year, month, day))
            continue;
        if (!reader->years[month][day])
            reader->years[month][day] = (short)year;
        find_words(reader);
        if (!reader->anchored && clue_bears_day(reader->reading, reader->first, reader->last, year, month, day))
            reader->anchored = calendar_parse(reader->reading->day, &reader->anchor);
    }
}

void date_read(struct reading *reading)
{
    struct reader reader = {.reading = reading};
    reading->day = reading->record->published;
    reader.anchored = calendar_parse(reading->day, &reader.anchor);
    find_years(&reader);
    uint32_t covered = 0;
    for (size_t i = 0; i < reading->values.count; i++) {
        reader.frame = &reading->values.items[i];
        if (reader.frame->first < covered)
            continue;
        struct str frame = reader.frame->rule->frame;
        bool none = str_equal(frame, STR("age")) || str_equal(frame, STR("label"));
        if (none || (str_equal(frame, STR("date")) && read_frame(&reader)))
            covered = none ? reader.frame->last : reader.last;
    }
}
