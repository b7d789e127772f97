/* change_match.h - which item of one story is which of a later one.
 *
 * Input: the items of one kind in both stories, with their tellings. Output: pairs, and of each telling whether the
 * other story has it. Invariant: as in change.h. */
#ifndef MERGE_CHANGE_MATCH_H
#define MERGE_CHANGE_MATCH_H
#include "merge/story.h"

enum { THEN, NOW, NO_ITEM = UINT32_MAX };

struct item_telling {
    struct story_source source;
    enum event_status status; /* of a meeting, as place and day are */
    struct str place;
    long from;
    uint32_t token; /* the same for one telling in both stories */
};

struct item {
    struct str key, about, place;
    struct actor_list who; /* identities, of its own story */
    LIST(struct item_telling) tellings;
    struct actor_list tokens; /* a set */
    uint32_t pair;            /* the same item in the other story, or NO_ITEM */
};
LIST_TYPE(item_list, struct item);

/* What both stories have in common, whatever the kind. */
struct both {
    struct arena *arena;
    const struct story *story[2];
    uint32_t *other[2];   /* of each report: its number in the other story, or NO_ITEM */
    uint32_t *identity;   /* of each actor of then: who that is now, or NO_ITEM */
};
void both_open(struct arena *arena, const struct story *then, const struct story *now, struct both *both);

/* Whether the report has the same text in both. */
bool both_same_version(const struct both *both, int side, uint32_t report);

/* Actors of then as they are now, a set. */
struct actor_list both_actors_now(const struct both *both, const struct actor_list *then);

struct matching {
    struct both *both;
    struct item_list items[2];
    struct actor_list *holders[2]; /* of each token: the items that it tells of */
    uint32_t token_count;
};

/* Pair the items: by tellings, then by key, then by `alike` (NULL: by nothing else), which is asked only of two that
 * are told in one report of two versions. */
void match_items(struct matching *matching,
                 bool alike(const struct both *both, uint32_t then, uint32_t now));

/* Whether some item of the other story has the telling. */
static inline bool match_has(const struct matching *matching, int side, uint32_t token)
{
    return matching->holders[side][token].count > 0;
}
#endif
