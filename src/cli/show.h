/* show.h - what the commands share that show the record. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H
#include <stdbool.h>

#include "base/buffer.h"
#include "cli/options.h"
#include "store/query.h"
#include "view/rows.h"

struct filter show_filter(const struct options *options);

/* What a command does with the open record; the options name a negotiation by its key. */
typedef bool show_use(struct store *store, const struct options *options, readout_error *error);

/* Open the record that the options name, find the negotiation of --process, use the record and close it. Returns the
 * exit status; the message is printed. */
int show_with(struct options *options, show_use *use);

/* A command that does nothing else: its options are those of `groups`. */
int show_command(int argc, char **argv, unsigned groups, show_use *use);

/* Print what the buffer holds, all or nothing. Whether it arrived, main asks. */
bool show_buffer(const struct buffer *out, readout_error *error);

/* Print open rows as the options say; `layout` is that of the table. */
bool show_open_rows(struct rows *rows, const struct options *options, const struct table_layout *layout,
                    readout_error *error);

/* Print the rows of a view as the options say; `layout` is that of the table. */
bool show_rows(struct store *store, enum store_view view, const struct options *options,
               const struct table_layout *layout, readout_error *error);
#endif
