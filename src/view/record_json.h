/* record_json.h - the record of a report as one line of JSON, there and back; docs/record.schema.json describes it. */
#ifndef VIEW_RECORD_JSON_H
#define VIEW_RECORD_JSON_H
#include "base/buffer.h"
#include "read/record.h"
#include "readout.h"

/* Add the record to `out`, without a line end. False where memory ran out. */
bool record_json(const struct record *record, struct buffer *out);

/* Read such a line, which must outlive the record, as must the arena; the caller guards that. What is missing, unknown,
 * there twice or does not fit the text fills `error` (READOUT_BAD_INPUT): "byte 512 of the record: meetings[2].kind:
 * none of its words". Time is linear in the bytes. */
bool record_from_json(struct arena *arena, struct str line, const char *source, struct record *record,
                      readout_error *error);
#endif
