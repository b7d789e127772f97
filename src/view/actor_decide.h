/* actor_decide.h - what a person says of who is who: two actors are one, or one is two.
 *
 * Input: names or keys, the merged record. Output: a decision with the places that it is of. Invariant: a name that
 * could mean several actors decides nothing. */
#ifndef VIEW_ACTOR_DECIDE_H
#define VIEW_ACTOR_DECIDE_H
#include "store/decision.h"

/* Both fill the decision, in the arena, which the caller guards. False: `message` says why not (several lines where a
 * name could mean several actors). True with a message: it is so already, and the decision has no places. */
bool actor_merge(struct arena *arena, const struct story *story, struct str name, struct str other,
                 struct decision *decision, struct str *message);

/* `others`: another name that the actor goes by, or reports in which it is another. */
bool actor_split(struct arena *arena, const struct story *story, struct str name, const struct str_list *others,
                 struct decision *decision, struct str *message);
#endif
