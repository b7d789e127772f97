/* named.h - which actors a piece of text names.
 *
 * Input: the actors of a story. Output: sides, by the names and forms that reports use for them or who acts for them.
 * Invariant: of one form that several have, the first of them counts. */
#ifndef MERGE_NAMED_H
#define MERGE_NAMED_H
#include "merge/internal.h"

struct names_told {
    struct arena *arena;
    const struct story *story;
    struct map names; /* folded, of actors */
};
struct names_told names_make(struct arena *arena, const struct story *story);

/* The side of the actor that is named last; NO_ACTOR where none is. */
uint32_t names_last(const struct names_told *told, struct str text);

/* The sides of all that are named, a set. */
struct actor_list names_all(const struct names_told *told, struct str text);
#endif
