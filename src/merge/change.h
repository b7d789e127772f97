/* change.h - what changed from one story to a later one (story.h).
 *
 * Input: what reports told then, and what they tell now; reports of one name are one report, perhaps in two versions.
 * Output: changes, each with what tells it. Invariant: a pure function of both stories; two items are one where they
 * share tellings (report and place, or the same words in a report that has a newer version), whatever they are called.
 * docs/record.md states the rules. */
#ifndef MERGE_CHANGE_H
#define MERGE_CHANGE_H
#include "merge/story.h"

enum change_kind {
    CHANGE_HELD,         /* what was planned or going on was held */
    CHANGE_CALLED_OFF,
    CHANGE_ANSWERED,     /* a party answers a proposal, or answers it otherwise */
    CHANGE_AGREED,       /* the sides agree on an issue */
    CHANGE_MOVED,        /* a party takes another stance on an issue */
    CHANGE_REVISED,      /* another status, place, day, number, ... */
    CHANGE_CONTRADICTED, /* a new conflict */
    CHANGE_SETTLED,      /* a conflict that is gone */
    CHANGE_ADDED,
    CHANGE_WITHDRAWN,    /* no report tells it any more */
    CHANGE_REGROUPED,    /* told as before, but put together otherwise */
    CHANGE_KIND_COUNT
};
extern const char *const change_kind_names[CHANGE_KIND_COUNT];

enum change_subject {
    CHANGE_MEETING, CHANGE_PROPOSAL, CHANGE_POSITION, CHANGE_ISSUE, CHANGE_CONFLICT, CHANGE_FIGURE, CHANGE_TALKS,
    CHANGE_SUBJECT_COUNT
};
extern const char *const change_subject_names[CHANGE_SUBJECT_COUNT];

struct change {
    enum change_kind kind;
    enum change_subject subject;
    struct str key;                   /* of the item now; of what is gone: then */
    struct str about;                 /* the item in words */
    struct str field, was, is;        /* empty: not said, or nothing to say */
    struct story_sources sources;     /* what tells it, in the reports of now */
    struct story_sources was_sources; /* what told it otherwise, in the reports of then */
    struct str_list names;            /* of those it is about, their parties too */
    struct str place;
    struct str reason;
};
LIST_TYPE(change_list, struct change);

/* Reports that came (of now), have another version (of now), are gone (of then). */
struct change_reports {
    struct actor_list added, revised, withdrawn;
};
void change_find_reports(struct arena *arena, const struct story *then, const struct story *now,
                         struct change_reports *reports);

/* Compare; changes in the order of their kinds, then of the items. With `one_process` both are of one negotiation, and
 * how its talks stand is compared too. */
void change_find(struct arena *arena, const struct story *then, const struct story *now, bool one_process,
                 struct change_list *changes);
#endif
