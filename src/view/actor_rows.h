/* actor_rows.h - the actors of a story as rows (view/rows.h): each once, with what is known of it across reports.
 *
 * Input: a story, and which of its actors are wanted. Output: rows, the most frequent actors first. Invariant: what an
 * actor is counted in are the tellings of single reports. */
#ifndef VIEW_ACTOR_ROWS_H
#define VIEW_ACTOR_ROWS_H
#include "base/buffer.h"
#include "merge/story.h"
#include "store/query.h"

struct actor_rows {
    struct arena *arena;
    const struct story *story;
    struct actor_list shown; /* in order */
    size_t next;
    uint32_t *meetings, *statements;         /* of every actor */
    struct buffer lists[4]; /* of the row: aliases, reports, offices, mentions */
};

/* Of all actors that some report names, those that the filter lets through: since, until, and actor as `story_actor_is`
 * tells; `there`, unless NULL, says of every report whether it tells of the place. */
void actor_rows_choose(struct actor_rows *rows, struct arena *arena, const struct story *story,
                       const struct filter *filter, const bool *there);

/* To be closed with rows_close and then actor_rows_free. */
struct rows *actor_rows_open(struct actor_rows *rows, readout_error *error);
void actor_rows_free(struct actor_rows *rows);
#endif
