/* visible.h - names that outsiders chose, fit to be printed: a member of an archive, a URL. */
#ifndef INGEST_VISIBLE_H
#define INGEST_VISIBLE_H
#include "base/buffer.h"

/* Add `bytes` as UTF-8. Each byte of what is no well-formed character, or a control character (C0, C1, DEL), ends a
 * line or turns the direction of what follows, becomes "\xNN". */
void visible_add(struct buffer *into, struct str bytes);
#endif
