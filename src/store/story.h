/* story.h - loads the facts of the current reports that the story is made of (merge/story.h).
 *
 * Input: the database, which reports are wanted. Output: facts, in the order of `published`, report and place in its
 * record. Invariant: nothing depends on the numbers of rows; one query a table. */
#ifndef STORE_STORY_H
#define STORE_STORY_H
#include "merge/story.h"
#include "merge/story_words.h"
#include "store/query.h"

/* The facts of the reports that the filter lets through, in the arena, which the caller guards. */
bool store_story(struct store *store, const struct filter *filter, const struct story_words *words,
                 struct arena *arena, struct story_facts *facts, readout_error *error);
#endif
