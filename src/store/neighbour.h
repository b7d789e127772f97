/* neighbour.h - the reports at work while groups are made, each loaded when it is first asked for: their links to those
 * near them (merge/near.h) and the groups they are in.
 *
 * Invariant: a report is at one place, and loaded once. */
#ifndef STORE_NEIGHBOUR_H
#define STORE_NEIGHBOUR_H
#include "base/map.h"
#include "merge/group.h"
#include "store/internal.h"

/* What is known of a report besides its links. */
struct neighbour {
    sqlite3_int64 id;
    sqlite3_int64 event, voice;    /* as stored: rows of their first reports; 0: none */
    struct str published, external; /* in the arena */
    bool loaded;
    bool current; /* it is to be in groups: the newest version, and not waiting to be grouped */
    bool touched; /* its groups are to be made anew */
};

enum neighbour_statement {
    NEIGHBOUR_LOAD, NEIGHBOUR_MEMBERS, NEIGHBOUR_SAVE, NEIGHBOUR_DROP, NEIGHBOUR_GROUP, NEIGHBOUR_UNGROUP,
    NEIGHBOUR_FRESH, NEIGHBOUR_TOUCHED, NEIGHBOUR_STATEMENT_COUNT
};

struct neighbourhood {
    struct store *store;
    struct arena *arena; /* guarded by the owner */
    readout_error *error;
    LIST(struct near_report) near; /* these two lists go side by side */
    LIST(struct neighbour) reports;
    struct map places; /* of the ids */
    sqlite3_stmt *statements[NEIGHBOUR_STATEMENT_COUNT];
};

/* Give back the statements. */
void neighbours_close(struct neighbourhood *all);

/* The place of a report, which need not be loaded. */
uint32_t neighbour_place(struct neighbourhood *all, sqlite3_int64 id);

/* Load a report, unless it is, from a row that has NEIGHBOUR_COLUMNS from `column` on. */
#define NEIGHBOUR_COLUMNS "others, event_id, voice_id, published, external_id"
#define NEIGHBOUR_JOIN(id) \
    " LEFT JOIN alike ON alike.report_id = " id " LEFT JOIN report_group ON report_group.report_id = " id " "
void neighbour_take(struct neighbourhood *all, uint32_t place, sqlite3_stmt *row, int column, bool current);

/* Load the report; and all its links lead to. False and `error` where that fails. */
bool neighbour_load(struct neighbourhood *all, uint32_t place);
bool neighbours_load_round(struct neighbourhood *all, uint32_t place);

/* Load the members of an event and touch them. */
bool neighbours_touch_event(struct neighbourhood *all, sqlite3_int64 event);

/* Write down the links that have changed. */
bool neighbours_save(struct neighbourhood *all);

/* Step a statement, which gives no rows, with these numbers. */
bool neighbours_run(struct neighbourhood *all, enum neighbour_statement which, const sqlite3_int64 *values, int count);
#endif
