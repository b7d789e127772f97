/* choice.h - which items of the story a filter (store/query.h) asks for.
 *
 * Input: a filter; an item's days, actors and places. Output: whether to show it. Invariant: an item without a day of
 * its own stands at the day of the first report that tells it. */
#ifndef VIEW_CHOICE_H
#define VIEW_CHOICE_H
#include "base/arena.h"
#include "merge/story.h"
#include "store/query.h"

struct choice {
    const struct story *story;
    long since, until;   /* STORY_NO_DAY: not asked */
    struct str place;    /* folded; empty: not asked */
    bool by_actor;
    struct str actor;    /* folded, where by_actor is set */
    const bool *wanted;  /* by identity, where by_actor is set */
    const bool *named;   /* by report: names one of them; where by_actor is set */
    bool rejected;       /* also what a person rejected */
    bool borne_out;      /* where many voices follow the talks: of the timeline not what one voice alone tells, but
                            for meetings and trips with a day */
};

struct choice choice_of(struct arena *arena, const struct story *story, const struct filter *filter);

/* Whether the day is one of those that are asked for; one that is not known is where none are. */
bool choice_day(const struct choice *choice, long day);

/* `reports` are those that tell of it. */
bool choice_days(const struct choice *choice, long from, long to, const struct actor_list *reports);

/* Whether one of the reports names an actor that is asked for. */
bool choice_reports(const struct choice *choice, const struct actor_list *reports);
bool choice_actors(const struct choice *choice, const struct actor_list *actors);
/* Whether the place is the one that is wanted (folded), or a part of its name between commas is. */
bool choice_is_place(struct arena *arena, struct str place, struct str wanted);
bool choice_place(struct arena *arena, const struct choice *choice, struct str place);

/* The day of a report, given or inferred surely enough (merge/dating.h); STORY_NO_DAY. */
long story_report_day(const struct story *story, uint32_t report);

/* The last day on which a report was published, as reports give it; STORY_NO_DAY. */
long story_newest_day(const struct story *story);

/* The first day that one of the reports has; STORY_NO_DAY. */
long choice_first_day(const struct story *story, const struct actor_list *reports);
#endif
