/* facet.h - what a list can be narrowed down by: the values of something with how many of the list have each.
 *
 * Input: numbered values, counts, which of them is chosen. Output: links, each to the list with that value; the chosen
 * one leads to the list without it. Invariant: a count is how many there are under the other filters with that value. */
#ifndef WEB_FACET_H
#define WEB_FACET_H
#include "web/call.h"

/* What stands beside a list: facets come behind facets_open, the list behind facets_between. */
void facets_open(struct call *call, const char *title);
void facets_between(struct call *call);
void facets_close(struct call *call);

/* One value: an item with a link to this page with the value of the parameter, and how much there is; the current one where
 * that is the value now, or where `chosen`. */
void facet_put_link(struct call *call, enum param param, struct str value, struct str label, size_t count);
void facet_put_link_to(struct call *call, enum param param, struct str value, struct str label, size_t count,
                       bool chosen);

/* Values that are words of the program: those that have a count, in their order, behind a link to all. */
struct facet_words {
    enum param param;
    const char *title;   /* NULL: none */
    const char *any;     /* what all together are called */
    size_t all;
    const char *const *names;
    const size_t *counts;
    size_t first, count; /* of names and counts: from `first` on */
};
void facet_put_words(struct call *call, const struct facet_words *words);

enum { FACET_SHOWN = 12, FACET_MOST = 100, FACET_NO_VALUE = UINT32_MAX };

struct facet {
    enum param param;
    const char *title;
    bool latest_first;   /* values in the order of their numbers, the highest first; else the most frequent first */
    uint32_t chosen;     /* FACET_NO_VALUE: none, or one that nothing has */
    uint32_t *counts;    /* of each value; so many: */
    size_t value_count;
    /* What stands in the address, and on the page: of values that are shown alone. */
    struct str (*value)(void *context, uint32_t number);
    struct str (*label)(void *context, uint32_t number);
    void *context;
};

/* <h2>Party</h2> and the list of links; nothing where no value has a count. Time: linear in the values, n log n in
 * those that have a count. */
void facet_put(struct call *call, const struct facet *facet);

/* The filters that are set, each a link that takes it out: all parameters of facets. Nothing where none is. */
void facet_put_chosen(struct call *call, const struct facet *facets, size_t count);
#endif
