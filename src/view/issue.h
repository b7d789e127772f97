/* issue.h - where the sides stand, issue by issue: as a page, as JSON, as comma-separated values.
 *
 * Input: a story (merge/story.h). Output: text. Invariant: nothing is cut in JSON and CSV; what is told most often
 * stands first on the page. */
#ifndef VIEW_ISSUE_H
#define VIEW_ISSUE_H
#include "base/buffer.h"
#include "merge/story.h"
#include "view/page.h"

/* The issues on which the actor holds something, or whom it acts for; all where `actor` is NULL. */
struct story_issues issues_of(struct arena *arena, const struct story *story, const char *actor);

void issues_print(const struct page *page, const struct story *story, const struct story_issues *issues,
                  struct arena *arena);

/* An array of objects, one a line. */
void issues_put(struct buffer *out, const struct story *story, const struct story_issues *issues);

/* RFC 4180: a row for each issue and party. */
void issues_print_csv(FILE *out, const struct story *story, const struct story_issues *issues, struct arena *arena);
#endif
