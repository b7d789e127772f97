/* change_print.h - what changed in the record, for people and programs.
 *
 * Input: the changes from one story to a later one (merge/change.h). Output: a page, JSON or comma-separated values.
 * Invariant: JSON and CSV hold all of it; the page holds the first of each kind, each with what tells it. */
#ifndef VIEW_CHANGE_PRINT_H
#define VIEW_CHANGE_PRINT_H
#include "base/buffer.h"
#include "merge/change.h"
#include "view/page.h"

/* What the record is compared with: a run, or what had been published before a day. */
struct change_since {
    int64_t run;              /* 0: none, the record was empty or older than runs are */
    struct str published_before; /* a day; empty: compared by run */
    struct str shown_at;      /* when the brief was shown; empty: not compared with that */
};

struct change_report {
    const struct story *then, *now;
    struct change_since since;
    struct change_reports reports;
    struct change_list changes;
};

extern const char *const change_headings[CHANGE_KIND_COUNT]; /* "Called off" */

/* "status: planned → held"; empty where nothing is to be said beside the item. Clean (text.h). */
struct str change_detail(struct arena *arena, const struct change *change);

/* Leave out what is not about the actor (a name, a party, or a person's surname, in any case), or not at the place;
 * NULL: nothing. */
void change_filter(struct arena *arena, struct change_list *changes, const char *actor, const char *place);

void change_print(const struct change_report *report, const struct page *page, struct arena *arena);
void change_put(struct buffer *out, const struct change_report *report);
void change_print_csv(const struct change_report *report, FILE *out, struct arena *arena);
#endif
