/* moment.h - with what the record is compared: "run:3", "2024-08-19", "published:2024-08-19", "brief".
 *
 * Input: the words for it, the database. Output: the reports that the record then had. Invariant: what is not one of
 * these is an error that says what would be. */
#ifndef VIEW_MOMENT_H
#define VIEW_MOMENT_H
#include "store/run.h"
#include "view/change_print.h"

/* As struct story_scope of store/story.h has it; what the texts are slices of is the caller's `when` and `shown`. */
struct moment {
    int64_t as_of;
    struct str published_before; /* empty: as of a run */
    struct change_since since;
    struct brief_shown shown;
};

/* What `when` comes to. `name` is what the reader of an error calls it: "--since". `process` NULL: all reports. The
 * moment must stay where it is as long as it is used. */
bool moment_find(struct store *store, const char *name, const char *when, const char *process, struct moment *moment,
                 readout_error *error);

/* The record after the run; what had been published before the day. */
void moment_at_run(struct moment *moment, int64_t run);
void moment_before(struct moment *moment, struct str day);
#endif
