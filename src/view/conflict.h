/* conflict.h - what reports contradict each other in: as a page, as JSON, as comma-separated values.
 *
 * Input: a story (merge/story.h). Output: text. Invariant: every claim stands with its source; nothing is cut in JSON
 * and CSV. */
#ifndef VIEW_CONFLICT_H
#define VIEW_CONFLICT_H
#include "base/buffer.h"
#include "merge/story.h"
#include "view/page.h"

void conflicts_print(const struct page *page, const struct story *story, struct arena *arena);

/* An array of objects, one a line. */
void conflicts_put(struct buffer *out, const struct story *story);

/* RFC 4180: a row for each claim. */
void conflicts_print_csv(FILE *out, const struct story *story, struct arena *arena);
#endif
