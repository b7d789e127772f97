/* neighbour.h - what the pages list that facts are reviewed from, in the order in which it stands there.
 *
 * Input: a call whose parameters are those of such a page. Output: keys of items, or facts of single reports.
 * Invariant: the same, in the same order, as on the pages of the list. */
#ifndef WEB_NEIGHBOUR_H
#define WEB_NEIGHBOUR_H
#include "web/list.h"

struct page_items {
    struct str_list keys;     /* of items of the story; else */
    struct list_facts facts;  /* facts of single reports, of which `chosen` are listed */
    struct actor_list chosen;
};

/* In the files of the pages; in the call's arena. */
typedef void page_items_choose(struct call *call, struct page_items *items);
page_items_choose meetings_items, proposals_items, conflicts_items, actors_items, timeline_items, statements_items,
    figures_items;
#endif
