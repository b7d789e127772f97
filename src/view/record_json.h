/* record_json.h - the record of one report as one line of JSON (docs/record.schema.json). */
#ifndef VIEW_RECORD_JSON_H
#define VIEW_RECORD_JSON_H
#include <stdbool.h>
#include "base/buffer.h"
#include "read/record.h"

/* Add the record to `out`, without a line end. Keys stand in a fixed order; what is not known is null. False where
 * memory runs out. */
bool record_json(const struct record *record, struct buffer *out);
#endif
