/* changes.h - what changed in the record of a call's scope: since which moment, and what.
 *
 * Input: a call with store and story, the parameter `when`. Output: changes (merge/change.h), in the call's arena.
 * Invariant: what would take many seconds or very much memory is only made where it was asked for, and never for more
 * than CHANGES_MOST_REPORTS reports. */
#ifndef WEB_CHANGES_H
#define WEB_CHANGES_H
#include "view/moment.h"
#include "web/call.h"

enum { CHANGES_QUICK_REPORTS = 2000, CHANGES_MOST_REPORTS = 20000 };

/* Whether the story of the scope as it was is made while the reader waits (of at most CHANGES_QUICK_REPORTS reports);
 * else it takes about as long as that of now did (scope->seconds), or too much memory. */
bool changes_quick(const struct call *call);
bool changes_possible(const struct call *call);

/* The moment that the parameters mean. Without `when`, or with "visit": the reader's last visit; where there was none,
 * or nothing came since, the last run but one; where there is none, what had been published 7 days before the newest
 * report. False, and call->error, where `when` is no moment. */
bool changes_moment(struct call *call, struct moment *moment);

/* That default of a reader who was never here. */
bool changes_last_moment(struct call *call, struct moment *moment);

/* What changed since; the record as it was is call->before from then on. False: call->error says why, with the status
 * 503 where it is still being made. Filtered by actor and place. */
bool changes_find(struct call *call, const struct moment *moment, struct change_report *report);

/* From one moment to the story `now` of the same scope. */
bool changes_between(struct call *call, const struct moment *moment, const struct story *now,
                     struct change_report *report);

/* The moment in words: "run 3", "what had been published before 2024-08-19". */
struct str changes_moment_text(struct call *call, const struct moment *moment);

/* Whether the words of that source are those of one before it, in the same report. */
bool changes_repeats(const struct story_sources *sources, size_t at);

/* Whether the fact view has the item that changed. */
bool changes_has_item(const struct change *change);
#endif
