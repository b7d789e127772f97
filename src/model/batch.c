/* batch.c - see batch.h. Invariant: every sentence with a token comes into one batch, in an order that depends on
 * lengths and places only. */
#include "model/batch.h"

static uint32_t length_of(const struct sentence *sentence)
{
    return sentence->last - sentence->first;
}

/* Long sentences are not sorted among themselves: each is a batch of its own. */
static uint32_t class_of(const struct sentence *sentence)
{
    uint32_t length = length_of(sentence);
    return BATCH_LONG - (length < BATCH_LONG ? length : BATCH_LONG);
}

/* Counting sort; sentences without tokens are the last class and left out. */
struct batch_order batch_sort(const struct document *document)
{
    uint32_t starts[BATCH_LONG + 2] = {0};
    uint32_t *sorted = arena_take(document->arena, (size_t)document->sentence_count + 1, sizeof *sorted);
    for (uint32_t s = 0; s < document->sentence_count; s++)
        starts[class_of(&document->sentences[s]) + 1]++;
    uint32_t empty = starts[BATCH_LONG + 1];
    for (uint32_t class = 0; class < BATCH_LONG; class++)
        starts[class + 1] += starts[class];
    for (uint32_t s = 0; s < document->sentence_count; s++)
        sorted[starts[class_of(&document->sentences[s])]++] = s;
    return (struct batch_order){sorted, document->sentence_count - empty, 0};
}

static void take_lanes(struct batch_order *order, const struct document *document, struct batch *batch)
{
    while (order->next < order->count && batch->lane_count < BATCH_LANES) {
        const struct sentence *sentence = &document->sentences[order->sentences[order->next]];
        if (batch->lane_count && batch->steps >= BATCH_LONG)
            break;
        if (!batch->lane_count)
            batch->steps = length_of(sentence);
        batch->lanes[batch->lane_count++] = sentence;
        batch->rows += length_of(sentence);
        order->next++;
    }
}

static void number_rows(struct batch *batch)
{
    uint32_t row = 0, lanes = batch->lane_count;
    for (uint32_t place = 0; place < batch->steps; place++) {
        batch->row_starts[place] = row;
        while (length_of(batch->lanes[lanes - 1]) <= place)
            lanes--;
        for (uint32_t lane = 0; lane < lanes; lane++)
            batch->tokens[row++] = batch->lanes[lane]->first + place;
    }
    batch->row_starts[batch->steps] = row;
}

bool batch_next(struct batch_order *order, const struct document *document, struct batch *batch)
{
    *batch = (struct batch){0};
    take_lanes(order, document, batch);
    if (!batch->lane_count)
        return false;
    batch->row_starts = arena_take(document->arena, (size_t)batch->steps + 1, sizeof *batch->row_starts);
    batch->tokens = arena_take(document->arena, batch->rows, sizeof *batch->tokens);
    number_rows(batch);
    return true;
}
