/* pipeline.h - the main path: the bytes of one report in, its record out. A pure function of both. */
#ifndef PIPELINE_H
#define PIPELINE_H
#include "read/reading.h"
#include "readout.h"

/* Read one report into the reader's arena. Returns NULL and fills `error` on failure. The record and all it
 * points to are valid until the next call on the same reader. */
const struct record *pipeline_read(readout_reader *reader, const readout_report *report, readout_error *error);

/* The same, with everything that led to the record (explain needs it). */
const struct reading *pipeline_reading(readout_reader *reader, const readout_report *report, readout_error *error);
#endif
