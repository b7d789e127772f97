/* clash.h - what is told of one thing, while what cannot both be right is set against each other.
 *
 * Input: tellings of one thing. Output: a conflict. Invariant: copies of one text are one voice; who later says
 * otherwise has revised what was said. */
#ifndef MERGE_CLASH_H
#define MERGE_CLASH_H
#include "merge/internal.h"

struct heard {
    struct story_source source;
    struct str who, says; /* who: as the report describes whom it cites; empty: the report itself */
    double value;         /* of two that contradict each other another */
    long day;             /* of the report; all have one */
    uint32_t voice;       /* the first of the reports that are one text */
};
LIST_TYPE(heard_list, struct heard);

struct clashes {
    struct arena *arena;
    struct story *story;
    uint32_t *voices; /* of every report */
    struct map keys;
};

/* Another voice, or in one report another source. */
bool clash_parted(const struct heard *a, const struct heard *b);

/* Write the conflict that these tellings make. */
void clash_write(struct clashes *clashes, struct story_conflict conflict, struct heard_list *heard);

/* What is qualified ("about", "more than") leaves room for both. */
bool figures_leave_room(const struct story_figure *a, const struct story_figure *b);

/* Does the report give the number too, of whatever is counted so? */
bool figure_is_given(const struct story *story, uint32_t report, const struct story_figure *other);

/* figure.c: numbers of one thing. */
void clash_find_figures(struct clashes *clashes);
#endif
