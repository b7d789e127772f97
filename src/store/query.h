/* query.h - rows of the record to show: what the commands print, filtered and in order.
 *
 * Input: a view and a filter. Output: rows of named values, one at a time. Invariant: only the newest version of
 * each report is seen, and every fact comes with its report, outlet and date of publication. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "store/store.h"

enum store_view {
    VIEW_TIMELINE, VIEW_MEETINGS, VIEW_TRIPS, VIEW_STATEMENTS, VIEW_PROPOSALS, VIEW_POSITIONS, VIEW_TALKS,
    VIEW_FIGURES, VIEW_CODINGS, VIEW_ACTORS, VIEW_REPORTS,
    VIEW_REPORT_ROWS, /* current reports: the number of the row, report, outlet, published, the numbers of event and
                         voice, version, process */
    VIEW_RUNS,        /* calls of the program that changed the record, and how many reports each added or ended */
    VIEW_PROCESSES_LATELY, /* key, name, to, voices of negotiations, and how many voices `lately`: in the 30 days before
                              the newest report on any */
    VIEW_PROCESSES, /* the negotiations that current reports are about, the largest first */
    VIEW_COUNT
};

/* What to leave out; NULL: nothing. A fact without a day of its own has its report's. */
struct filter {
    const char *since, *until; /* "YYYY-MM-DD" */
    const char *actor;         /* a name, alias or party, in any case; a person's surname will do */
    const char *place;         /* a place or one of its parts between commas, in any case */
    const char *process;       /* the key of the negotiation that reports are about */
    const char *reports;       /* only what these tell: a JSON array of their names (external_id). Views of facts that
                                  are listed report by report, and of reports */
    bool rejected;             /* also what a person rejected */
    bool newest_first;         /* else oldest first; what has no day always comes last */
};

enum value_kind {
    VALUE_NONE, /* unknown */
    VALUE_TEXT,
    VALUE_NUMBER,
    VALUE_LIST /* text that is a JSON array, of strings or of objects with strings */
};
struct value {
    enum value_kind kind;
    struct str text;
    double number;
};

enum { ROW_SIZE = 36 };
struct row {
    size_t count;
    const char *names[ROW_SIZE]; /* as in the JSON of `extract`, where that has them */
    struct value values[ROW_SIZE];
};

struct rows;

/* Start reading; NULL on failure. One at a time and store may be open; end with rows_close. */
struct rows *rows_open(struct store *store, enum store_view view, const struct filter *filter, readout_error *error);

/* Rows that no view of the database has: `next` fills the values of the `names` and returns false behind the last row.
 * It is called by rows_next with `context`. NULL where memory ran out. */
struct rows *rows_made(const char *const *names, size_t count, bool next(void *context, struct row *row), void *context,
                       readout_error *error);

/* The next row, or NULL at the end or on failure (`error` tells). It is valid until the next call. */
const struct row *rows_next(struct rows *rows, readout_error *error);
void rows_close(struct rows *rows);

/* The row whose values rows_next fills: its names are there from the start. */
const struct row *rows_row(const struct rows *rows);

/* The value of that name; VALUE_NONE where the row has none. */
const struct value *row_value(const struct row *row, const char *name);

/* Numbers over all current reports. Days are "" where no report has one. */
struct coverage {
    int64_t reports, undated, outlets;
    char first[11], last[11];
};
bool store_coverage(struct store *store, struct coverage *coverage, readout_error *error);
#endif
