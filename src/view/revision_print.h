/* revision_print.h - what changed from one version of a text to another, for people and programs (merge/revision.h).
 *
 * Invariant: JSON holds every sentence that is not the same and every fact that changed; the page holds as much. */
#ifndef VIEW_REVISION_PRINT_H
#define VIEW_REVISION_PRINT_H
#include "base/buffer.h"
#include "store/version.h"
#include "view/page.h"

struct revision_report {
    struct report_version was, is;
    struct revision revision;
};

void revision_print(const struct revision_report *report, const struct page *page, struct arena *arena);
void revision_put(struct buffer *out, const struct revision_report *report);
#endif
