/* web_date.h - a date as feeds and web pages write it, told in ISO 8601.
 *
 * Read are ISO 8601 and W3CDTF in all their lengths, RFC 822 and RFC 2822 with their usual faults (no weekday or a
 * wrong one, no seconds, years of two digits, single digits, named zones), asctime, JavaScript's, "31.12.2003 10:14",
 * "August 5, 2003 at 10:14 p.m. EDT", seconds since 1970, and dates with the names of data/web/dates.txt in any order.
 * "03/04/2005", which has two readings, is none. */
#ifndef INGEST_WEB_DATE_H
#define INGEST_WEB_DATE_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

/* Read `text`, all of which must be a date. `*iso`, in the arena, is as precise as what is told: "2003", "2003-12",
 * "2003-12-31", "2003-12-31T10:14", "2003-12-31T10:14:55", "2003-12-31T10:14:55+02:00" (UTC: "+00:00"; a zone that is
 * not known is left out). False, and `*iso` empty, where it is no date of the calendar. The caller guards the arena. */
bool web_date_parse(struct arena *arena, struct str text, struct str *iso);
#endif
