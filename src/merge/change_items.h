/* change_items.h - meetings, proposals, positions, issues and conflicts of a story as items to be compared
 * (change_match.h).
 *
 * Input: a story. Output: an item for each, in its order. Invariant: an item's tellings are those the story has it
 * from. */
#ifndef MERGE_CHANGE_ITEMS_H
#define MERGE_CHANGE_ITEMS_H
#include "merge/change.h"
#include "merge/change_match.h"

struct item_list change_items(struct arena *arena, const struct story *story, enum change_subject subject);

/* The names of the actors, in order, with ", " between them. */
struct str change_names(struct arena *arena, const struct story *story, const struct actor_list *actors);

/* "2024-08-19", or "2024-08-19/2024-08-21" (ISO 8601). */
struct str change_days(struct arena *arena, long from, long to);
#endif
