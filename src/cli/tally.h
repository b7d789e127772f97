/* tally.h - what the commands that store reports print: a line for each that was not known, and totals. */
#ifndef CLI_TALLY_H
#define CLI_TALLY_H
#include <stdbool.h>
#include <stdint.h>

#include "read/record.h"
#include "readout.h"
#include "store/store.h"

enum { TALLY_FACTS = 8 };

/* Start from {0}. */
struct tally {
    uint64_t outcomes[STORE_OUTCOME_COUNT];
    uint64_t counts[TALLY_FACTS]; /* of the facts of reports that were not known */
    uint64_t unread;              /* of these reports */
};

/* Count the report, which is stored, and print its line unless it was known. False fills `error`: memory, or standard
 * output. */
bool tally_report(struct tally *tally, const struct record *record, enum store_outcome outcome, bool json,
                  readout_error *error);

/* Whether no report was counted. */
bool tally_is_empty(const struct tally *tally);

/* Print the totals. */
bool tally_totals(const struct tally *tally, bool json, readout_error *error);
#endif
