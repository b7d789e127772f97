/* store.h - the record across reports, kept in one SQLite database (schema.sql).
 *
 * Input: records of single reports. Output: rows to show (query.h). All SQL of the program lives in src/store.
 * Invariant: a report is stored whole or not at all, whenever the program or the machine stops. The database
 * writes ahead (WAL): what a killed program had stored stays stored; after a power cut the last few reports may
 * be missing, never half there, and reading them again adds them. */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include <stdbool.h>

#include "read/record.h"
#include "readout.h"

struct store;

enum store_mode {
    STORE_LOOK, /* the database must be there; the file is opened to be read alone */
    STORE_SHOW, /* the database must be there; nothing of the record is written */
    STORE_CHANGE, /* the database must be there */
    STORE_WRITE   /* made where missing */
};

/* Open the database at `path`. A file that is no database, damaged, another program's or of a newer schema is a
 * READOUT_DATABASE error and stays as it is. Close with store_close. */
struct store *store_open(const char *path, enum store_mode mode, readout_error *error);
void store_close(struct store *store);

/* Whether the file that it was opened from still stands in its place, and no other. */
bool store_is_in_place(const struct store *store);

/* What store_add found and did. */
enum store_outcome {
    STORE_NEW,         /* a report not seen before */
    STORE_NEW_VERSION, /* its id is known with another text or other metadata; that version stays, no longer current */
    STORE_READ_AGAIN,  /* known, but read by another version of the program, or by schema 1 (or `again`): its facts are
                          replaced */
    STORE_KNOWN,       /* known; nothing is changed */
    STORE_OUTCOME_COUNT
};
extern const char *const store_outcome_names[STORE_OUTCOME_COUNT]; /* "new", "new-version", ... */

/* The id a report is stored under: its own, or its text's hash where it has none. */
struct str store_report_id(const struct record *record);

/* Store the record of one report in one transaction. */
bool store_add(struct store *store, const struct record *record, bool again, enum store_outcome *outcome,
               readout_error *error);

/* What is to be stored, and what came of it. */
struct addition {
    const struct record *record;
    enum store_outcome outcome;
    readout_error error; /* filled where it could not be stored */
};

/* Store several records, in their order, in one transaction, which is many times faster than one for each. Where one
 * cannot be stored each gets its own, so that what goes wrong with one stops no other. With them go the marks behind
 * them (mark.h). */
struct file_mark;
void store_add_all(struct store *store, struct addition *additions, size_t count, bool again,
                   const struct file_mark *marks, size_t mark_count);

/* Withdraw the current version of a report: it stays, no longer current, until it is read again. Group afterwards. */
bool store_withdraw(struct store *store, const char *report, const char *because, const char *engine,
                    readout_error *error);

/* Delete a withdrawn report with all versions, what decisions keep of it, and texts that no other report has. Call
 * store_wipe after the last: it takes their words out of the index and the file. */
bool store_forget(struct store *store, const char *report, readout_error *error);
bool store_wipe(struct store *store, readout_error *error);

/* Group what was stored since the last time: which reports are one voice, which tell of one event. The groups depend on
 * the current reports alone, whatever order they came in. What was cut off is done the next time. */
bool store_group(struct store *store, readout_error *error);
#endif
