/* decision.h - what persons decided of what was read: kept, listed, taken back (tables decision and decision_place).
 *
 * Input: decisions, each of places in current reports. Output: the same. Invariant: a decision names the text by its
 * hash, so that it holds whatever is read anew and says nothing of another text. */
#ifndef STORE_DECISION_H
#define STORE_DECISION_H
#include "base/arena.h"
#include "read/record.h"
#include "store/store.h"

/* Bytes of a current report; `side` tells, of a merge or split, of which of the two. */
struct decided_place {
    struct str report;
    uint32_t start, end, side;
};
LIST_TYPE(decided_places, struct decided_place);

struct decision {
    int64_t number;
    struct str made_at, kind, subject, key, other, text; /* kind: "merge", ...; empty: none */
    struct decided_places places;
};
LIST_TYPE(decision_list, struct decision);

/* Keep the decision, all of it or nothing; its number and time are given by the database. */
bool store_decide(struct store *store, struct decision *decision, readout_error *error);

/* All decisions of the subject (NULL: any), in the order in which they were made, in the arena, without their places. */
bool store_decisions(struct store *store, const char *subject, struct arena *arena, struct decision_list *decisions,
                     readout_error *error);

/* Take the decision of the subject back; *found tells whether there was one of that number. */
bool store_undo(struct store *store, const char *subject, int64_t number, bool *found, readout_error *error);
#endif
