/* page_date.h - dates in what a page shows: found in a line of text, or in the page's address. What a date is,
 * web_date.h tells. */
#ifndef INGEST_PAGE_DATE_H
#define INGEST_PAGE_DATE_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

struct page_date {
    struct str iso;    /* at least a day: "2024-08-19", "2024-08-19T10:05+02:00" */
    size_t start, end; /* of the text */
};

/* The first date with a year of four digits, from 1990 to 2099, in the first 400 bytes of a text, with the time and
 * zone beside it; what is written in two readings ("03/04/2024") is none. In the arena, which the caller guards. The
 * work is bounded. */
bool page_date_find(struct arena *arena, struct str text, struct page_date *date);

/* Whether the word, in letters of any case, is one that stands in dates: of a month, a day of the week, a zone. */
bool page_date_word(struct str word);

/* The date in the path of an address: "/2024/08/19/", "/2024/aug/19/", "2024-08-19", "20240819"; else only the month,
 * "/2024/08/". */
bool page_date_url(struct arena *arena, struct str url, struct str *iso);

/* Whether the day of the one lies behind that of the other by more than the zones of the earth can make up for. Dates
 * of less than a day are never later. */
bool page_date_later(struct str iso, struct str than);

/* Whether the one is more than an hour before the other, both being told with a time; where the zone of but one is
 * told, before it in whatever zone. */
bool page_date_earlier(struct str iso, struct str than);

/* Whether both are the same time, and the zone is told of the first alone. */
bool page_date_adds_zone(struct str iso, struct str to);

/* Whether both are of the same day, and whether the time is told and not just midnight. */
bool page_date_same_day(struct str one, struct str other);
bool page_date_has_time(struct str iso);
#endif
