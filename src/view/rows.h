/* rows.h - prints rows of the record: as JSON, as comma-separated values, as a table for people.
 *
 * Input: open rows (store/query.h). Output: text on a stream. JSON and CSV hold everything, cut nothing and need
 * the memory of one row; the table shows chosen columns, cut to the width of the page. */
#ifndef VIEW_ROWS_H
#define VIEW_ROWS_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/query.h"
#include "view/page.h"

/* An array of objects, one a line. */
bool rows_print_json(struct rows *rows, FILE *out, readout_error *error);

/* JSON lines: each row an object with the `fact` it is before its values. */
bool rows_print_lines(struct rows *rows, const char *kind, FILE *out, readout_error *error);

/* RFC 4180, with CR LF as it says, the names in the first line; the items of a list with "; " between them. */
bool rows_print_csv(struct rows *rows, FILE *out, readout_error *error);

/* Which columns a table shows, up to NULL. "when" stands for from, to and date_text together. Below each row stands
 * its quote, where `evidence` is set, with its source and rule; or what the columns `below` hold, up to NULL. */
struct table_layout {
    const char *columns[12];
    bool evidence;
    const char *below[4];
};
bool rows_print_table(struct rows *rows, const struct page *page, const struct table_layout *layout,
                      struct arena *arena, readout_error *error);

/* The days of a row, "2024-08-19…25"; where they are not known the words, “on Friday”, or nothing. */
struct str row_when(struct arena *arena, const struct row *row);

/* "outlet date · report", where a row comes from; "undated" for the date where that is not known. */
struct str row_source(struct arena *arena, const struct row *row);
#endif
