/* dating_words.c - what days of the week, and days without a year, mean in reports whose own day is inferred
 * (dating_day_meant of dating.h).
 *
 * When the report was read its day was not known, so the record has no days for them. Invariant: nothing is taken for
 * what stands outside the words of the fact. */
#include "merge/dating.h"

#include <stdlib.h>

#include "base/calendar.h"

/* Clues stand by report and place: the first that does not begin before the words. */
static size_t first_clue(const struct story_clues *clues, const struct story_source *source)
{
    size_t low = 0, high = clues->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct story_source *at = &clues->items[middle].source;
        if (at->report < source->report || (at->report == source->report && at->start < source->start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static long weekday_near(long day, int weekday, enum clue_tense tense)
{
    int behind = (calendar_weekday(day) - weekday + DAYS_A_WEEK) % DAYS_A_WEEK;
    return tense == CLUE_BACK ? day - behind : behind ? day + DAYS_A_WEEK - behind : day;
}

static int digits(struct str text, size_t at)
{
    return (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0');
}

enum { NEAR_DAYS = 31 /* of what is farther from the report the year is not sure */ };

/* "XXXX-10-18": in the year that brings it near `day`; STORY_NO_DAY where none does. */
static long yearless_near(long day, struct str value)
{
    int month = digits(value, 5), date = digits(value, 8), year = calendar_date(day).year;
    long best = STORY_NO_DAY;
    for (int y = year - 1; y <= year + 1; y++) {
        long found = calendar_valid(y, month, date) ? calendar_day(y, month, date) : STORY_NO_DAY;
        if (found != STORY_NO_DAY && (best == STORY_NO_DAY || labs(found - day) < labs(best - day)))
            best = found;
    }
    return best != STORY_NO_DAY && labs(best - day) <= NEAR_DAYS ? best : STORY_NO_DAY;
}

/* STORY_NO_DAY where the clue is none of these. */
static long day_of_clue(const struct story_clue *clue, long day)
{
    bool yearless = clue->kind == CLUE_DATE && clue->value.len == 10 && clue->value.ptr[0] == 'X';
    if (yearless)
        return yearless_near(day, clue->value);
    bool weekday = clue->kind == CLUE_WEEKDAY && clue->tense != CLUE_UNTENSED;
    return weekday ? weekday_near(day, clue->weekday, clue->tense) : STORY_NO_DAY;
}

long dating_day_meant(const struct story *story, const struct story_source *source)
{
    const struct story_clues *clues = &story->facts->clues;
    const struct dated *dated = &story->dating->reports[source->report];
    long meant = STORY_NO_DAY;
    if (dated->given || dated->day == STORY_NO_DAY)
        return STORY_NO_DAY;
    for (size_t i = first_clue(clues, source); i < clues->count; i++) {
        const struct story_clue *clue = &clues->items[i];
        if (clue->source.report != source->report || clue->source.start >= source->end)
            break;
        long day = clue->source.end <= source->end ? day_of_clue(clue, dated->day) : STORY_NO_DAY;
        if (day == STORY_NO_DAY)
            continue;
        if (meant != STORY_NO_DAY && meant != day)
            return STORY_NO_DAY;
        meant = day;
    }
    return meant;
}
