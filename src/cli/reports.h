/* reports.h - what the commands share that read reports: the loop over INPUT. */
#ifndef CLI_REPORTS_H
#define CLI_REPORTS_H
#include <stdbool.h>
#include <stddef.h>

#include "cli/options.h"
#include "cli/progress.h"
#include "readout.h"

/* What is done with one report. False fills `error`; the other reports are read all the same, unless its status is
 * READOUT_DATABASE or standard output is broken. What it prints on a terminal stands behind progress_clear. */
typedef bool reports_use(void *context, readout_reader *reader, const readout_report *report,
                         struct progress *progress, readout_error *error);

/* Read all reports that the options (OPTIONS_INPUT) name and use each. Says on standard error what cannot be read.
 * Returns the exit status. */
int reports_each(const struct options *options, reports_use *use, void *context);
#endif
