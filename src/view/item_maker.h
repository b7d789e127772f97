/* item_maker.h - how items of a kind are counted, chosen, put in order and made: what item_choose.c calls.
 *
 * Input: a story and a choice (struct items). Output: of every kind a table of functions over the numbers of its items
 * (item.h). Invariant: only `make` makes rows and strings that stay. */
#ifndef VIEW_ITEM_MAKER_H
#define VIEW_ITEM_MAKER_H
#include "view/item.h"

struct item_maker {
    /* How many numbers there are: those of what a person rejected are the highest. */
    size_t (*count)(const struct story *story);
    size_t (*count_rejected)(const struct story *story); /* NULL: none can be rejected, or none stands apart */
    bool (*is_chosen)(const struct items *items, uint32_t number);
    void (*order)(const struct items *items, struct item_numbers *numbers); /* NULL: in order as they are */
    void (*make)(struct items *items, uint32_t number);
};
extern const struct item_maker actor_maker, position_maker, turn_maker, conflict_maker;
extern const struct item_maker meeting_maker, meeting_telling_maker, trip_maker, trip_telling_maker;
extern const struct item_maker proposal_maker, term_maker, answer_maker;
extern const struct item_maker coded_maker, coded_telling_maker;

/* Kinds whose rows are made all at once. */
void items_add_timeline(struct items *items);
void items_add_mediations(struct items *items);
#endif
