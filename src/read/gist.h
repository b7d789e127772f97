/* gist.h - what a report is about and how it is worded, short enough to be compared with thousands of others. */
#ifndef READ_GIST_H
#define READ_GIST_H
#include "read/reading.h"

/* Fill record->gist and record->sketch from the analysed document and `title`, a document with tags and lemmas.
 * Linear. */
void gist_make(struct reading *reading, const struct document *title);
#endif
