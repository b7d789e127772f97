/* items.h - what the commands share that show the merged record (view/item.h).
 *
 * Input: the options, the database. Output: items on standard output. --since and --until choose items by their day:
 * reports from a month before to a month behind can tell of them. Invariant: the database is not changed. */
#ifndef CLI_ITEMS_H
#define CLI_ITEMS_H
#include "cli/story.h"
#include "view/item.h"

/* What is put together besides meetings, trips and proposals. */
enum shown_what {
    SHOWN_MEETINGS = 0,       /* nothing */
    SHOWN_POSITIONS = 1 << 0, /* positions and conflicts */
    SHOWN_EVENTS = 1 << 1,    /* political events */
    SHOWN_ALL = SHOWN_POSITIONS | SHOWN_EVENTS
};

struct shown {
    struct merged merged;
    struct choice choice;
    struct buffer scratch;
    char since[11], until[11]; /* days of publication of the reports looked at */
};

/* Put together the reports that can tell of what the options choose. With SHOWN_POSITIONS,
 * --actor and --place choose reports, too: what they say together is not only what the actor takes part in.
 * After it, whatever it returns, shown_close. */
bool shown_open(struct shown *shown, struct store *store, const struct options *options, enum shown_what what,
                readout_error *error);
void shown_close(struct shown *shown);

/* The items of a kind, in the arena of shown->merged. */
bool shown_items(struct shown *shown, enum item_kind kind, struct item_list *list, readout_error *error);

/* Print them as the printer says; those that are many are not held all at once. */
bool shown_print(struct shown *shown, struct item_printer *printer, readout_error *error);

/* Print the items of a kind as the options say; `layout` is that of the table. */
bool items_show(struct store *store, const struct options *options, enum item_kind kind,
                const struct table_layout *layout, readout_error *error);
#endif
