/* item_choose.c - which items there are, and rows of as many of them as are wanted (item.h).
 *
 * Input: a story, a choice. Output: numbers in order; rows. Invariant: choosing makes no rows, and what is taken from
 * the arena to choose is given back but for the numbers. */
#include <assert.h>

#include "view/item.h"
#include "view/item_maker.h"

enum { MOST_HELD = 1024 /* items of which many are printed */ };

static const struct item_maker *const makers[ITEM_KIND_COUNT] = {
    [ITEM_ACTOR] = &actor_maker,
    [ITEM_MEETING] = &meeting_maker,
    [ITEM_MEETING_TELLING] = &meeting_telling_maker,
    [ITEM_TRIP] = &trip_maker,
    [ITEM_TRIP_TELLING] = &trip_telling_maker,
    [ITEM_PROPOSAL] = &proposal_maker,
    [ITEM_TERM] = &term_maker,
    [ITEM_ANSWER] = &answer_maker,
    [ITEM_POSITION] = &position_maker,
    [ITEM_TALKS] = &turn_maker,
    [ITEM_CONFLICT] = &conflict_maker,
    [ITEM_CODED] = &coded_maker,
    [ITEM_CODED_TELLING] = &coded_telling_maker,
};

bool items_have_numbers(enum item_kind kind)
{
    return makers[kind] != NULL;
}

void items_choose(const struct items *items, enum item_kind kind, struct item_numbers *numbers)
{
    const struct item_maker *maker = makers[kind];
    assert(maker);
    size_t count = maker->count(items->story);
    if (items->choice.rejected && maker->count_rejected)
        count += maker->count_rejected(items->story);
    *numbers = (struct item_numbers){.items = arena_take(items->arena, count + 1, sizeof *numbers->items),
                                     .capacity = count + 1};
    struct arena_place here = arena_here(items->arena);
    for (uint32_t number = 0; number < count; number++) {
        if (maker->is_chosen(items, number))
            numbers->items[numbers->count++] = number;
        arena_back(items->arena, here);
    }
    if (maker->order)
        maker->order(items, numbers);
    arena_back(items->arena, here);
}

void items_make(struct items *items, enum item_kind kind, uint32_t number)
{
    assert(makers[kind]);
    makers[kind]->make(items, number);
}

void items_add(struct items *items, enum item_kind kind)
{
    struct item_numbers numbers;
    if (kind == ITEM_TIMELINE || kind == ITEM_MEDIATION) {
        (kind == ITEM_TIMELINE ? items_add_timeline : items_add_mediations)(items);
        return;
    }
    items_choose(items, kind, &numbers);
    for (size_t i = 0; i < numbers.count; i++)
        items_make(items, kind, numbers.items[i]);
}

bool items_print_chosen(struct items *items, const struct item_numbers *numbers, struct item_printer *printer,
                        readout_error *error)
{
    struct arena_place here = arena_here(items->arena);
    bool printed = true;
    for (size_t at = 0; printed && (at < numbers->count || !printer->parts);) {
        items->list = (struct item_list){0};
        for (; at < numbers->count && items->list.count < MOST_HELD; at++)
            items_make(items, printer->kind, numbers->items[at]);
        printed = items_print(printer, &items->list, error);
        items->list = (struct item_list){0};
        arena_back(items->arena, here);
    }
    items_print_end(printer);
    return printed;
}
