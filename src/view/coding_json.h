/* coding_json.h - political events as JSON: in the record, as `readout code` prints them, and as PLOVER's records. */
#ifndef VIEW_CODING_JSON_H
#define VIEW_CODING_JSON_H
#include "base/buffer.h"
#include "read/reading.h"

/* The member "events" of a record (docs/record.schema.json): those told in bytes [start, end). */
void put_codings(struct buffer *out, const struct record *record, uint32_t start, uint32_t end);

/* The member "silences": the sentences in those bytes that tell no event, and why. */
void put_silences(struct buffer *out, const struct reading *reading, uint32_t start, uint32_t end);

/* Add what `readout code` prints of a report, without a line end; `explained`: with its silences. False where memory
 * ran out. */
bool coding_json(const struct reading *reading, bool explained, struct buffer *out);

/* Add a line for each event, as the PLOVER manual's chapter on data fields lays it out (docs/events.md). False where
 * memory ran out. */
bool coding_plover(const struct reading *reading, struct buffer *out);
#endif
