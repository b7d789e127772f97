/* process.h - one negotiation across reports: whom it is between, what about, and which reports are about it.
 *
 * Input: what each report is about by itself (struct subject of read/record.h), and how many of the reports near it
 * agree. Output: which of its pairs and fields a report goes with; the processes of all that go with one pair and
 * field. Invariant: pure functions; the order of members does not matter. docs/record.md states the rule. */
#ifndef MERGE_PROCESS_H
#define MERGE_PROCESS_H
#include <limits.h>

#include "read/record.h"

enum {
    PROCESS_NEAR_DAYS = 60, /* reports so far apart at most tell each other which pair of sides they are about */
    PROCESS_GAP_DAYS = 365, /* a pause longer than this ends a process; what comes later is another */
    PROCESS_LEAST_MATTER = SUBJECT_UNIT / 4 /* the weight of a matter that a report may go by */
};
#define PROCESS_NO_DAY LONG_MIN

/* A pair and field that a report may be about; weights in 1/SUBJECT_UNIT. */
struct process_choice {
    uint32_t pair, field;
    /* Reports near it, or of its event, that are by themselves first of all about this pair; about the field, too; and
     * in which one of the pair mediates between the other and somebody else, in the field. */
    uint32_t pair_votes, votes, against;
    uint32_t event_votes, event; /* reports of its event: about this pair, and about any */
};

/* Which of them the report goes with; count > 0. */
size_t process_choose(const struct process_choice *choices, size_t count);

struct process_matter {
    struct str name;
    uint32_t weight;
};

/* A report that goes with the pair and the field. */
struct process_member {
    long day; /* of publication; PROCESS_NO_DAY */
    int64_t event, voice;
    struct str_list mediators;
    LIST(struct process_matter) matters; /* of the field */
    uint32_t process;                    /* found: which of the list */
};

struct process_item {
    struct str key, name;
    struct str_list mediators, matters;
    long first, last; /* days; PROCESS_NO_DAY */
    uint32_t reports, voices;
};
LIST_TYPE(process_items, struct process_item);

/* The processes of the members, by their first day, and for each member which it belongs to. */
void process_make(struct arena *arena, const struct str sides[2], struct process_member *members, size_t count,
                  struct process_items *out);
#endif
