/* calendar.h - arithmetic of days in the proleptic Gregorian calendar, and the weeks of ISO 8601.
 *
 * A day is a number: days since 1970-01-01. Invariant: all functions are exact for the years 1 to 9999. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H
#include <stdbool.h>
#include "base/str.h"

struct calendar_date {
    int year, month, day;
};
struct calendar_week {
    int year, week; /* the year the week belongs to (ISO 8601), week 1 to 53 */
};

enum { DAYS_A_WEEK = 7, MONTHS_A_YEAR = 12, MONTHS_A_QUARTER = 3 };

long calendar_day(int year, int month, int day);
struct calendar_date calendar_date(long day);

/* 1 Monday to 7 Sunday. */
int calendar_weekday(long day);
struct calendar_week calendar_week(long day);
int calendar_month_length(int year, int month);

/* The first day of the month that lies `months` months behind (year, month). */
long calendar_month_shift(int year, int month, int months);

/* Is it a day of the calendar? */
bool calendar_valid(int year, int month, int day);

/* Read "YYYY-MM-DD", with anything behind it; false if `text` does not begin with a day of the calendar. */
bool calendar_parse(struct str text, long *day);

/* Write "YYYY-MM-DD". */
void calendar_print(long day, char out[11]);
#endif
