/* story.h - loads the facts of the reports that a story is made of (merge/story.h).
 *
 * Input: the database, which reports are wanted. Output: facts, in the order of `published`, report and place in its
 * record. Invariant: nothing depends on the numbers of rows; one query a table. */
#ifndef STORE_STORY_H
#define STORE_STORY_H
#include "merge/story.h"
#include "merge/story_words.h"
#include "store/query.h"

/* Which reports a story is made of. */
struct story_scope {
    struct filter filter; /* of the view of reports */
    int64_t as_of;        /* a run: the reports as they were after it, in the groups of now; 0: now; below: before all */
    const char *published_before; /* a day: what had been published before it, in the groups of now; NULL: now. Actor and
                                     place of the filter are asked for now alone */
    bool events_only;     /* figures and sayings, and what these contradict each other in, are not loaded */
    bool codings;         /* load political events too */
    bool statements;      /* count the statements of every actor too */
    bool listings;        /* load every statement and figure too, to be listed; statements are counted, too */
};

/* The facts of the reports of the scope, in the arena, which the caller guards. */
bool store_story(struct store *store, const struct story_scope *scope, const struct story_words *words,
                 struct arena *arena, struct story_facts *facts, readout_error *error);
#endif
