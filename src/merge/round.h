/* round.h - the rounds of a negotiation: meetings of its sides, or of one side with who mediates, to talk.
 *
 * Input: the story that the reports of one process tell, its parties and mediators by name. Output: rounds, in order of
 * their days. Invariant: a pure function; which meetings are one round depends on them alone. docs/record.md states the
 * rule. */
#ifndef MERGE_ROUND_H
#define MERGE_ROUND_H
#include "merge/story.h"
#include "merge/story_words.h"

struct round {
    uint32_t number; /* as most reports that number it do: 6 for "the sixth round"; 0: none does */
    struct str place;
    long from, to; /* days; STORY_NO_DAY */
    enum event_status status;
    struct actor_list participants, mediators, reports; /* identities; reports */
    struct actor_list meetings; /* of the story */
    struct str reason;
};
LIST_TYPE(round_list, struct round);

void rounds_find(struct arena *arena, const struct story *story, const struct str_list *parties,
                 const struct str_list *mediators, const struct story_words *words, struct round_list *out);
#endif
