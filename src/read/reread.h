/* reread.h - known names that look like other words. */
#ifndef READ_REREAD_H
#define READ_REREAD_H
#include "read/reading.h"

/* Where part of a known name was read as a verb ("Begin"), analyse its sentence again with a part of the name that was
 * read as a name in its place: the rest of the sentence is then read as it should be. Runs on the tree as the core
 * makes it; at most one more analysis a sentence. */
void reread_names(struct reading *reading);
#endif
