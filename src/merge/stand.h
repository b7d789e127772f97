/* stand.h - what sides hold, told by single reports, while it is joined to issues and positions.
 *
 * Input: facts. Output: struct stands: every telling that a side wants, offers, accepts or refuses something, and which
 * are of one issue. Invariant: whether two tellings are of one issue depends on these two alone. */
#ifndef MERGE_STAND_H
#define MERGE_STAND_H
#include "merge/internal.h"

/* One telling: a position, a term of a proposal, or an answer to one. */
struct told_stand {
    struct story_source source; /* the words that tell the stance */
    uint32_t who, side, proposal; /* proposal: NO_ACTOR where it is a position */
    enum stance stance;
    bool whole; /* of the proposal as a whole, not of a term */
    struct str text; /* what is wanted or refused */
    struct wording wording;
};

struct stands {
    struct arena *arena;
    struct story *story;
    LIST(struct told_stand) told; /* positions, then what proposals and answers tell */
    uint32_t positions;           /* how many they are */
    struct cluster cluster;
    struct actor_list meeting, mediating; /* sides that take part in some merged meeting, that mediate in one */
    struct map position_keys, issue_keys;
};

/* The telling most like all others, the shorter of two. */
const struct told_stand *stands_middle(const struct stands *stands, const uint32_t *members, uint32_t count);

/* Write the issue that these tellings are of: where each side stands on it, and how far apart they are. Standing: some
 * side has a position that counts on it; else it must be told by several and be several sides'. */
void stands_write_issue(struct stands *stands, const uint32_t *members, uint32_t count,
                        bool standing);
#endif
