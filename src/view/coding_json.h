/* coding_json.h - political events as JSON: in the record, and as `readout code` prints them. */
#ifndef VIEW_CODING_JSON_H
#define VIEW_CODING_JSON_H
#include "base/buffer.h"
#include "read/record.h"

/* The member "events" of a record (docs/record.schema.json). */
void put_codings(struct buffer *out, const struct record *record);
#endif
