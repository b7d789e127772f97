/* record_json.h - the record of a report as one line of JSON (docs/record.schema.json describes it). */
#ifndef VIEW_RECORD_JSON_H
#define VIEW_RECORD_JSON_H
#include "base/buffer.h"
#include "read/record.h"

/* Write `record` behind what `out` holds; false where memory ran out. */
bool record_json(const struct record *record, struct buffer *out);
#endif
