/* briefing_fact.h - what a briefing says of an item of the story, for briefing.c.
 *
 * Input: an item. Output: the texts of a fact, its sources numbered. */
#ifndef VIEW_BRIEFING_FACT_H
#define VIEW_BRIEFING_FACT_H
#include "base/map.h"
#include "view/briefing.h"

/* A briefing while it is made. */
struct briefing_maker {
    struct arena *arena;
    const struct story *story;
    struct briefing *briefing;
    struct map numbers; /* of sources, by place */
    struct map reports; /* in briefing.reports, by id */
};

/* The number of the source, among those of the line; a source that is new gets the next. */
void briefing_cite(struct briefing_maker *maker, struct briefing_line *line, const struct story_source *source);

void briefing_of_meeting(struct briefing_maker *maker, const struct story_meeting *meeting, struct briefing_fact *fact);
void briefing_of_trip(struct briefing_maker *maker, const struct story_trip *trip, struct briefing_fact *fact);
void briefing_of_turn(struct briefing_maker *maker, const struct story_turn *turn, struct briefing_fact *fact);
void briefing_of_proposal(struct briefing_maker *maker, const struct story_proposal *proposal,
                          struct briefing_fact *fact);
void briefing_of_position(struct briefing_maker *maker, const struct story_position *position,
                          struct briefing_fact *fact);
void briefing_of_issue(struct briefing_maker *maker, const struct story_issue *issue, struct briefing_fact *fact);
void briefing_of_conflict(struct briefing_maker *maker, const struct story_conflict *conflict,
                          struct briefing_fact *fact);
void briefing_of_actor(struct briefing_maker *maker, const struct identity *actor, struct briefing_fact *fact);
void briefing_of_statement(struct briefing_maker *maker, const struct story_statement *statement,
                           struct briefing_fact *fact);
void briefing_of_figure(struct briefing_maker *maker, const struct story_figure *figure, struct briefing_fact *fact);

/* The claims of a conflict, each with its source. */
void briefing_add_claims(struct briefing_maker *maker, const struct story_conflict *conflict,
                         struct briefing_lines *lines);
#endif
