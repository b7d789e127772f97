/* run.h - runs: calls of the program that changed the record, and when the brief was last shown.
 *
 * Invariant: nothing but the table brief_shown is written here, and whether that succeeds matters to nobody. */
#ifndef STORE_RUN_H
#define STORE_RUN_H
#include <stdint.h>

#include "store/store.h"

/* The last run that started before the day (UTC); 0: none. `day` NULL: the last of all. */
bool store_last_run(struct store *store, const char *day, int64_t *run, readout_error *error);

/* A number that this handle has not given before once another handle, of whatever process, has changed the database. */
bool store_change_number(struct store *store, int64_t *number, readout_error *error);

/* Whether there is such a run. */
bool store_has_run(struct store *store, int64_t run, bool *has, readout_error *error);

/* Runs, the newest first, at most `most` of them; fills `runs`, which has room for so many. */
struct run_mark {
    int64_t number;
    char started[21]; /* "2024-08-19T12:00:00Z" */
};
bool store_newest_runs(struct store *store, size_t most, struct run_mark *runs, size_t *count, readout_error *error);

/* After which run the brief of this negotiation, or of all, was last shown, and when. at[0] is 0: never. */
struct brief_shown {
    int64_t run; /* 0: before the first */
    char at[21];
};
bool store_brief_shown(struct store *store, const char *process, struct brief_shown *shown, readout_error *error);

/* Note that the brief is shown now, of the negotiation or (NULL) of all; where that cannot be written nothing is. */
void store_note_brief(struct store *store, const char *process);
#endif
