/* visible.h - names that outsiders chose, fit to be printed: a member of an archive, a URL. */
#ifndef INGEST_VISIBLE_H
#define INGEST_VISIBLE_H
#include "base/buffer.h"

/* Add `bytes` as UTF-8. What is no well-formed character, and control characters (C0, C1, DEL), become "\xNN" each byte. */
void visible_add(struct buffer *into, struct str bytes);
#endif
