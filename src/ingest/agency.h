/* agency.h - the wire agency that a report is credited to, and its dateline: "GAZA/JERUSALEM, Aug 19 (Reuters) - ...".
 *
 * Works on what is known of a report of any origin: its author, outlet and text. Names of agencies and words of
 * credits are data/web/agencies.txt and credits.txt. */
#ifndef INGEST_AGENCY_H
#define INGEST_AGENCY_H
#include "base/arena.h"
#include "base/str.h"
#include "readout.h"

/* Fill report->agency ("AP", "Reuters"; several parted by "; ") and report->dateline where they are NULL; they stay so
 * where the report has none. What stands in the dateline comes first, then what is credited as author or outlet, then
 * lines of credit among the first and last paragraphs. Strings are in the arena, which the caller guards. Looks at the
 * ends of the text only. */
void agency_read(struct arena *arena, readout_report *report);

/* The agency that the name is a form of, "" where it is none: "The Associated Press" gives "AP". */
struct str agency_named(struct str name);
#endif
