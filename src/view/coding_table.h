/* coding_table.h - political events as tables, in the columns that researchers' programs know: those of PLOVER's
 * records laid flat, of Phoenix, and of ICEWS (docs/events.md). One row a source and target. */
#ifndef VIEW_CODING_TABLE_H
#define VIEW_CODING_TABLE_H
#include "base/buffer.h"
#include "read/reading.h"

enum coding_table { CODING_TABLE_PLOVER, CODING_TABLE_PHOENIX, CODING_TABLE_ICEWS, CODING_TABLE_COUNT };

struct coding_layout {
    enum coding_table table;
    bool csv; /* comma-separated values (RFC 4180); else tabs between, LF behind; tabs and line ends are blanks */
};

/* Add the line of the columns' names. False where memory ran out. */
bool coding_table_head(const struct coding_layout *layout, struct buffer *out);

/* Add a row for every pair (coding_pair.h) of every event. PLOVER has no statements; Phoenix and ICEWS know only what has
 * happened: what is denied, hypothetical or planned is no row there, but for what is agreed, which is a plan by itself.
 * False where memory ran out. */
bool coding_table_rows(const struct coding_layout *layout, const struct reading *reading, struct buffer *out);
#endif
