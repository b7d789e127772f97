/* calendar.c - see calendar.h. Formulas: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013),
 * https://howardhinnant.github.io/date_algorithms.html; years begin in March so that leap days come last. */
#include "base/calendar.h"

#include <stdio.h>

#include "base/ascii.h"

enum { DAYS_AN_ERA = 146097, YEARS_AN_ERA = 400, DAYS_TO_1970 = 719468, FIRST_THURSDAY = 4 };

long calendar_day(int year, int month, int day)
{
    long y = month <= 2 ? year - 1 : year;
    long era = (y >= 0 ? y : y - (YEARS_AN_ERA - 1)) / YEARS_AN_ERA;
    long year_of_era = y - era * YEARS_AN_ERA;
    long day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_AN_ERA + day_of_era - DAYS_TO_1970;
}

struct calendar_date calendar_date(long day)
{
    long z = day + DAYS_TO_1970;
    long era = (z >= 0 ? z : z - (DAYS_AN_ERA - 1)) / DAYS_AN_ERA;
    long day_of_era = z - era * DAYS_AN_ERA;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long march_month = (5 * day_of_year + 2) / 153;
    int month = (int)(march_month < 10 ? march_month + 3 : march_month - 9);
    long year = year_of_era + era * YEARS_AN_ERA + (month <= 2);
    return (struct calendar_date){(int)year, month, (int)(day_of_year - (153 * march_month + 2) / 5 + 1)};
}

int calendar_weekday(long day)
{
    long from_monday = (day + 3) % DAYS_A_WEEK; /* 1970-01-01 was a Thursday */
    return (int)(from_monday < 0 ? from_monday + DAYS_A_WEEK : from_monday) + 1;
}

/* A week belongs to the year its Thursday lies in. */
struct calendar_week calendar_week(long day)
{
    long thursday = day - calendar_weekday(day) + FIRST_THURSDAY;
    int year = calendar_date(thursday).year;
    return (struct calendar_week){year, (int)((thursday - calendar_day(year, 1, 1)) / DAYS_A_WEEK) + 1};
}

int calendar_month_length(int year, int month)
{
    long next = month == MONTHS_A_YEAR ? calendar_day(year + 1, 1, 1) : calendar_day(year, month + 1, 1);
    return (int)(next - calendar_day(year, month, 1));
}

long calendar_month_shift(int year, int month, int months)
{
    long count = (long)year * MONTHS_A_YEAR + month - 1 + months;
    return calendar_day((int)(count / MONTHS_A_YEAR), (int)(count % MONTHS_A_YEAR) + 1, 1);
}

bool calendar_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && month <= MONTHS_A_YEAR && day >= 1 &&
           day <= calendar_month_length(year, month);
}

bool calendar_parse(struct str text, long *day)
{
    int year = ascii_number(text, 0, 4), month = ascii_number(text, 5, 2), date = ascii_number(text, 8, 2);
    if (text.len < 10 || text.ptr[4] != '-' || text.ptr[7] != '-' || !calendar_valid(year, month, date))
        return false;
    *day = calendar_day(year, month, date);
    return true;
}

void calendar_print(long day, char out[11])
{
    struct calendar_date date = calendar_date(day);
    char text[40];
    snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    memcpy(out, text, 10);
    out[10] = 0;
}
