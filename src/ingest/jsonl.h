/* jsonl.h - one line of JSON lines as a report: an object with "text" and, as far as known, the
 * members that metadata_known (metadata.h) reads; others are passed over. */
#ifndef INGEST_JSONL_H
#define INGEST_JSONL_H
#include <jansson.h>
#include <stdbool.h>
#include "base/str.h"
#include "readout.h"

/* Whether `extract` wrote the line: an object with "engine" and "hash" among its members. */
bool jsonl_is_record(struct str line);

/* Read line `number` of `source`. `*root` receives what the report's strings stand in, to be given back with
 * json_decref. False fills `error` with line and column. */
bool jsonl_read(struct str line, const char *source, size_t number, json_t **root, readout_report *report,
                readout_error *error);
#endif
