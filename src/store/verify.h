/* verify.h - checks that what is stored is whole: every text its hash, every fact its bytes, every link its end.
 *
 * Input: the database. Output: findings, as they are found, and totals. Invariant: nothing is changed; one text is held
 * in memory at a time. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H
#include "base/str.h"
#include "store/store.h"

/* What is wrong with one thing. The words live until the call returns. */
struct verify_finding {
    struct str report; /* its id; a text's hash where no report has it; empty: the database itself */
    struct str kind;   /* "text", "meeting", "term", "decision", "link", "page", ... */
    int64_t start, end;        /* bytes; -1: none */
    struct str expected, found; /* what should be there, what is */
};
struct verify_totals {
    uint64_t texts, reports, facts, bytes, wrong;
};

/* What is told while it goes on. `step` comes after each text. */
struct verify_sink {
    void (*tell)(void *context, const struct verify_finding *finding);
    void (*step)(void *context, const struct verify_totals *totals);
    void *context;
};

/* False only where the check could not go on to its end; what is wrong with the database is told and counted. */
bool store_verify(struct store *store, const struct verify_sink *sink, struct verify_totals *totals,
                  readout_error *error);
#endif
