/* text.h - text as it goes onto a page: clean, of known width, cut to fit.
 *
 * Input: bytes from reports. Output: text in an arena without control characters, so that no report can steer the
 * reader's terminal. Widths are columns of a terminal (Unicode East Asian Width, by utf8proc). */
#ifndef VIEW_TEXT_H
#define VIEW_TEXT_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "read/record.h"

/* On one line: blanks and control characters become single spaces, none at the ends; invisible marks go. */
struct str text_clean(struct arena *arena, struct str text);

/* Every byte that is no UTF-8 becomes U+FFFD. */
struct str text_mended(struct arena *arena, struct str text);

size_t text_width(struct str text);

/* Clean text that is wider than `width` loses its end to an ellipsis. */
struct str text_cut(struct arena *arena, struct str text, size_t width);

/* "FROM…TO" as short as it can be: 2024-08-19, 2024-08-19…25, 2024-08-19…09-02, 2024-08-19… (not ended). Empty
 * where both are. */
struct str text_days(struct arena *arena, struct str from, struct str to);

/* Case-folded, for comparing names; the text itself where it is no UTF-8. */
struct str text_folded(struct arena *arena, struct str text);

struct str text_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str text_join(struct arena *arena, const struct str_list *list, const char *between);

/* A number as people write it: whole ones without a point. */
struct str text_number(struct arena *arena, double number);

/* A date without the time behind it: a day, or only a month or year where no more is known. */
struct str text_day(struct str date);

/* Days since 1970-01-01 of "YYYY-MM-DD" (proleptic Gregorian); false where it is none. */
bool text_day_number(struct str day, long *number);
#endif
