/* show.h - what the commands share that show the record. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H
#include <stdbool.h>

#include "cli/options.h"
#include "store/query.h"
#include "view/rows.h"

struct filter show_filter(const struct options *options);

/* Print open rows as the options say; `layout` is that of the table. */
bool show_open_rows(struct rows *rows, const struct options *options, const struct table_layout *layout,
                    readout_error *error);

/* Print the rows of a view as the options say; `layout` is that of the table. */
bool show_rows(struct store *store, enum store_view view, const struct options *options,
               const struct table_layout *layout, readout_error *error);
#endif
