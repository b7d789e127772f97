/* dating.h - shows when reports without a day of their own were written, why, and which came first.
 *
 * Input: a story (merge/dating.h). Output: JSON, or a page of text. Invariant: what nothing tells of is listed, too. */
#ifndef VIEW_DATING_H
#define VIEW_DATING_H
#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "merge/dating.h"
#include "view/page.h"

/* One object of two lists, "dating", the reports without a day, and "order", and a line end. */
void dating_put(struct buffer *out, const struct story *story);

/* RFC 4180: a row for each reason of a report without a day, one without reason for a report that nothing tells of. */
void dating_print_csv(FILE *out, const struct story *story, struct arena *arena);

/* The same for people; the arena is the caller's, who guards it. */
void dating_print(const struct page *page, const struct story *story, struct arena *arena);

/* "2024-08-17…20", "not before 2024-08-17", "not after 2024-08-20"; empty where nothing is known. */
struct str dating_days(struct arena *arena, const struct dated *dated);
#endif
