/* decode.h - the bytes of a report as they come in become the stored text: UTF-8 without a byte order mark. */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "readout.h"

/* Read `bytes` as UTF-8, as UTF-16 where it starts with that byte order mark, or as Windows-1252. Valid UTF-8 is
 * kept as it is, and `*text` is then a slice of `bytes`; what is converted stands in the arena.
 *
 * Returns false and fills `error` (`source` names it) for bytes that are no text: a NUL byte, UTF-8 that breaks
 * off or is mixed with another encoding, nothing but blanks; and for more than 1 GB. Time is linear in the bytes.
 * The caller guards the arena. */
bool text_decode(struct arena *arena, struct str bytes, const char *source, struct str *text, readout_error *error);
#endif
