/* decision.h - what a person decided of what was read: kept, found again, undone.
 *
 * Input: decisions with the places they are of. Output: the same, and what follows from them for the facts of single
 * reports (tables anchor and standing). Invariant: what follows for a report depends on its facts as the program reads
 * them and on the decisions alone; it is made anew whenever either changes (decision_settle). */
#ifndef STORE_DECISION_H
#define STORE_DECISION_H
#include <stdint.h>

#include "base/arena.h"
#include "merge/story.h"
#include "store/store.h"

/* Where something stood that was decided on. */
struct decision_place {
    struct str report;    /* its id */
    struct str text_hash; /* empty, to store_decide: of its current version */
    uint32_t start, end;
    struct str quote; /* to store_decide: not looked at */
    struct str kind;  /* the table of the fact: "meeting", "trip", "actor", ... */
    struct str who;   /* the name of its actor, where facts of one kind may stand at the same bytes; else empty */
    uint32_t side;    /* of a merge or split: 0 of `key`, 1 of `other` */
    bool found;       /* from store_decisions: it stands in a current report */
};
LIST_TYPE(decision_places, struct decision_place);

struct decision {
    int64_t number; /* from 1, given by store_decide */
    enum decision_kind kind;
    struct str made_at; /* set by store_decide: "2024-08-19T12:00:00Z" */
    struct str subject, key, other, text, content;
    struct decision_places places;
};
LIST_TYPE(decision_list, struct decision);

/* Keep a decision, and what follows from it, in one transaction. A report of a place that is not in the database is
 * READOUT_BAD_INPUT. `*number` is what it is called by from then on. */
bool store_decide(struct store *store, const struct decision *decision, int64_t *number, readout_error *error);

/* The same of several: all or none. `numbers` has room for each. */
bool store_decide_all(struct store *store, const struct decision *decisions, size_t count, int64_t *numbers,
                      readout_error *error);

/* Decisions that name the key, or are of one of the places (report, start, end and kind count) as they stand in the
 * current reports, in order. */
bool store_decisions_on(struct store *store, struct str key, const struct decision_places *places, struct arena *arena,
                        struct decision_list *decisions, readout_error *error);

/* The newest but `skip`, at most `most`, the newest first; *total is how many there are. */
bool store_decisions_newest(struct store *store, size_t skip, size_t most, struct arena *arena,
                            struct decision_list *decisions, size_t *total, readout_error *error);

/* All decisions, in order, in the arena, which the caller guards. */
bool store_decisions(struct store *store, struct arena *arena, struct decision_list *decisions, readout_error *error);

/* Take a decision back, as if it had never been; group afterwards. *found tells whether there was one of that
 * number. */
bool store_undo(struct store *store, int64_t number, bool *found, readout_error *error);

/* The facts at exactly these bytes of the current report, of all kinds, as places. */
bool store_facts_at(struct store *store, struct str report, uint32_t start, uint32_t end, struct arena *arena,
                    struct decision_places *places, readout_error *error);

/* The text of the current report; empty where there is no such report. */
bool store_text(struct store *store, struct str report, struct arena *arena, struct str *text, readout_error *error);

/* For src/store: make anew what follows from decisions for the report, by its id; inside a transaction. */
bool decision_settle(struct store *store, struct str report, readout_error *error);

/* For src/store: what a person said of items told in the reports whose rows the JSON array holds, in its order. */
bool decision_load(struct store *store, struct str rows, struct arena *arena, struct story_facts *facts,
                   readout_error *error);
#endif
