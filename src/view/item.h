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
};

/* Add the items of a kind that the choice lets through, in order of time where they have one. */
void items_add(struct items *items, enum item_kind kind);

/* The same step by step, for whoever shows only some of many: which there are, then the rows of those that are shown.
 * An item's number is its place in the list of the story (story->meetings, ...: ITEM_MEETING and ITEM_MEETING_TELLING
 * number meetings, ITEM_TERM and ITEM_ANSWER proposals, ITEM_CONFLICT conflicts); those of the list of what a person
 * rejected (story->rejected.meetings, ...) are numbered on behind it. */
LIST_TYPE(item_numbers, uint32_t);

/* Whether the kind can be made by numbers: all but ITEM_TIMELINE and ITEM_MEDIATION. */
bool items_have_numbers(enum item_kind kind);

/* The numbers of all that items->choice lets through, in the order of items_add, in items->arena. Makes no row and no
 * string that stays; `numbers` is filled anew. */
void items_choose(const struct items *items, enum item_kind kind, struct item_numbers *numbers);

/* Add the row of one number to items->list; of ITEM_..._TELLING, ITEM_TERM, ITEM_ANSWER and ITEM_CONFLICT all rows that
 * it has (a telling, an answer, a claim each; perhaps none). Does not look at the choice. */
void items_make(struct items *items, enum item_kind kind, uint32_t number);

/* What a number means. */
const struct story_meeting *item_meeting(const struct story *story, uint32_t number);
const struct story_proposal *item_proposal(const struct story *story, uint32_t number);
const struct story_position *item_position(const struct story *story, uint32_t number);
const struct story_coded *item_coded(const struct story *story, uint32_t number);

/* The row of an event of the timeline (view/story_event.h), as ITEM_TIMELINE has it. */
struct event;
void items_make_event(struct items *items, const struct event *event);

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

/* "planned", or with `sources` "planned [A 1978-08-08 · a1]". */
struct str_list item_course_texts(const struct items *items, const struct item_steps *steps, bool sources);

/* Where sources differ in who took part, what each says; else none. */
struct str_list item_attendance(const struct items *items, const struct story_history *history);

/* The words that tell when, where no telling gives a day (`from` is STORY_NO_DAY). */
struct str item_words(long from, const struct story_history *history);

/* The days of an item: its own; where it has none, the week or month that its first telling with days gives. */
struct item_days {
    long from, to;
};
struct item_days item_days_of(const struct story_history *history, long from, long to);

/* Whether the choice asks for the meeting, the trip: its days, a place of it, and one who takes part. */
bool item_wants_meeting(struct arena *arena, const struct choice *choice, const struct story_meeting *meeting);
bool item_wants_trip(struct arena *arena, const struct choice *choice, const struct story_trip *trip);

/* What tells best what an item is: the first telling of its status. */
const struct story_told *item_telling(const struct story_history *history, enum event_status now);

/* Names the place of a telling. */
struct str item_place(struct arena *arena, const struct story_source *source);

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

/* Make and print the items of these numbers, of the kind of the printer, with its end: some at a time, so that memory
 * does not grow with how many they are. items->list is empty afterwards. */
bool items_print_chosen(struct items *items, const struct item_numbers *numbers, struct item_printer *printer,
                        readout_error *error);

/* As a table for people. */
void items_print_table(const struct item_list *items, const struct page *page, const struct table_layout *layout,
                       struct arena *arena);
#endif
