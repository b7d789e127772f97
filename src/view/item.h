/* item.h - items of the merged record as rows: for tables, JSON, CSV and the codebook.
 *
 * Input: a story, a filter. Output: one row an item, its values under the names that docs/codebook.md explains; beside
 * them what only a page shows. Invariant: every item names its voices; what is not known has no value. */
#ifndef VIEW_ITEM_H
#define VIEW_ITEM_H
#include "base/buffer.h"
#include "readout.h"
#include "view/choice.h"
#include "view/rows.h"

enum item_kind {
    ITEM_ACTOR, ITEM_MEETING, ITEM_MEETING_TELLING, ITEM_TRIP, ITEM_TRIP_TELLING, ITEM_PROPOSAL, ITEM_TERM, ITEM_ANSWER,
    ITEM_POSITION, ITEM_TALKS, ITEM_CONFLICT, ITEM_CODED, ITEM_CODED_TELLING, ITEM_TIMELINE, ITEM_MEDIATION,
    ITEM_KIND_COUNT
};

struct item {
    struct row row;
    size_t hidden;            /* so many values at the end are for JSON alone */
    struct str quote;         /* clean, as all below */
    struct str_list sources;  /* of its voices */
    struct str_list notes;    /* lines below it: its history, where sources differ */
};
LIST_TYPE(item_list, struct item);

/* What makes items. `scratch` belongs to the caller, who frees it whether the arena's guard is jumped to or not. */
struct items {
    struct arena *arena;
    const struct story *story;
    struct choice choice;
    struct buffer *scratch;
    struct item_list list;
    /* Of political events, of which there are many: at most so many at a time (0: all), from `start` on, which is set
     * behind them; `more`: there are others. */
    size_t most, start;
    bool more;
};

/* Add the items of a kind that the filter chooses, in order of time where they have one. */
void items_add(struct items *items, enum item_kind kind);

/* For the files that make them: an item without values, and its values one after the other. */
struct item *items_new(struct items *items);
void item_text(struct item *item, const char *name, struct str text);
void item_number(struct item *item, const char *name, double number);
void item_day(const struct items *items, struct item *item, const char *name, long day);
void item_list(const struct items *items, struct item *item, const char *name, const struct str_list *texts);

/* A list of whatever is put into items->scratch between the two. */
void item_list_open(const struct items *items);
void item_list_close(const struct items *items, struct item *item, const char *name);

/* Which report says so and with which words, into items->scratch: the end of a telling. */
void item_put_source(const struct items *items, const struct story_source *source);

void item_names(const struct items *items, struct item *item, const char *name, const struct actor_list *actors);
void item_keys(const struct items *items, struct item *item, const char *name, const struct actor_list *actors);

/* Voices, reports, sources, process: who tells it. */
void item_told(const struct items *items, struct item *item, const struct actor_list *reports);

/* Standing and notes: what a person made of it. */
void item_marked(const struct items *items, struct item *item, const struct story_mark *mark);
struct str item_process(const struct story *story, const struct actor_list *reports);

/* Names of the actors, clean. */
struct str_list item_actor_names(struct arena *arena, const struct story *story, const struct actor_list *actors);

/* Statuses in the order in which reports told them, up to that of now; a report that tells of an earlier one after a
 * later one (planned, after it was held) looks back and adds none. */
struct item_step {
    enum event_status status;
    uint32_t report;
};
LIST_TYPE(item_steps, struct item_step);
struct item_steps item_course(struct arena *arena, const struct story_history *history, enum event_status now);

/* The days of an item: its own; where it has none, the week or month that its first telling with days gives. */
struct item_days {
    long from, to;
};
struct item_days item_days_of(const struct story_history *history, long from, long to);

/* What tells best what an item is: the first telling of its status. */
const struct story_told *item_telling(const struct story_history *history, enum event_status now);

/* Names the place of a telling. */
struct str item_place(struct arena *arena, const struct story_source *source);

/* Parts of items_add, each in a file of its own. */
void items_add_meetings(struct items *items, bool tellings);
void items_add_trips(struct items *items, bool tellings);
void items_add_proposals(struct items *items, enum item_kind kind);
void items_add_codings(struct items *items, bool tellings);
void items_add_timeline(struct items *items);
void items_add_mediations(struct items *items);

/* Print them: as an array of objects, one a line; as JSON lines, each with `item` (the name) before its values; as CSV
 * with the columns of the codebook. The items may come in several parts; behind the last, items_print_end. */
enum item_form { ITEM_JSON, ITEM_LINES, ITEM_CSV };
struct item_printer {
    FILE *out;
    enum item_form form;
    enum item_kind kind;
    const char *name;
    size_t parts, printed; /* so far */
};
bool items_print(struct item_printer *printer, const struct item_list *items, readout_error *error);
void items_print_end(const struct item_printer *printer);

/* As a table for people. */
void items_print_table(const struct item_list *items, const struct page *page, const struct table_layout *layout,
                       struct arena *arena);
#endif
