/* event.c - see event.h. Input: states of the core. Output: scores of stretches. Invariant: floats are summed in the order of
 * the words, by + - * / alone. */
#include "model/event_with.h"

#include "model/encoder.h"
#include "model/kernel_element.h"

enum { BLOCK_ROWS = 64, FLAGS = 8, FLAG_SOURCE = 0, FLAG_TARGET = 1, FLAG_GIVEN = 2, ONE = 127 };

/* Something told of a stretch as a whole: each word has a say, in so far as its gate is open. */
struct pooled {
    struct layer gate;  /* [1 x 2H] */
    struct layer value; /* [labels x 2H] */
};

struct event_net {
    const struct kernel *kernel;
    struct layer bring;     /* [P x forms and states] */
    struct lstm lstm[LSTM_DIRECTIONS];
    uint32_t width;         /* of a row: P and the flags */
    uint32_t states;        /* 2H */
    struct pooled root, penta;
    struct layer tags;      /* [EVENT_TAG_COUNT x 2H] */
    struct names roots;
    uint32_t none;          /* the root that is no event */
};

/* Where both sides are given there is an event between them, unless this likely there is none. */
#define SURELY_NONE 0.8f

static bool make_pooled(const struct maker *maker, const char *gate, const char *value, uint32_t labels, uint32_t columns,
                        struct pooled *pooled)
{
    return maker_layer(maker, gate, 1, columns, &pooled->gate) && maker_layer(maker, value, labels, columns, &pooled->value);
}

static bool find_none(const struct maker *maker, struct event_net *net)
{
    while (net->none < net->roots.count && !str_equal(net->roots.items[net->none], STR("NONE")))
        net->none++;
    return net->none < net->roots.count || maker_fail(maker, "roots", "no NONE");
}

static bool make_net(const struct maker *maker, struct event_net *net)
{
    uint32_t half = lstm_width(maker, "lstm");
    net->states = LSTM_DIRECTIONS * half;
    if (!half || !maker_layer(maker, "bring", 0, 0, &net->bring) || !maker_names(maker, "roots", &net->roots))
        return false;
    net->width = net->bring.matrix.rows + FLAGS;
    if (net->roots.count > EVENT_ROOTS_MOST)
        return maker_fail(maker, "roots", "too many");
    return find_none(maker, net) && lstm_make(maker, "lstm", net->width, half, net->lstm) &&
           make_pooled(maker, "root.gate", "root", net->roots.count, net->states, &net->root) &&
           make_pooled(maker, "penta.gate", "penta", EVENT_PENTA, net->states, &net->penta) &&
           maker_layer(maker, "tags", EVENT_TAG_COUNT, net->states, &net->tags);
}

const struct event_net *event_make_with(struct arena *arena, const struct weights *weights, const struct kernel *kernel,
                                        readout_error *error)
{
    struct event_net *net = ARENA_NEW(arena, struct event_net, 1);
    net->kernel = kernel;
    struct maker maker = {arena, weights, kernel, error};
    return make_net(&maker, net) ? net : NULL;
}

const struct event_net *event_make(struct arena *arena, const struct weights *weights, readout_error *error)
{
    return event_make_with(arena, weights, kernel_choose(), error);
}

struct str event_root_name(const struct event_net *net, uint32_t root)
{
    return net->roots.items[root];
}

struct event_rows event_rows_new(const struct event_net *net, const struct document *document)
{
    return (struct event_rows){net, layer_room(document->arena, ((size_t)document->token_count + 1) * net->width)};
}

struct event_rows event_rows_from(const struct event_rows *rows, uint32_t token)
{
    return (struct event_rows){rows->net, rows->rows + (size_t)token * rows->net->width};
}

/* The forms and states of `count` rows side by side. */
static void gather(const struct states *states, uint32_t row, uint32_t count, uint8_t *out)
{
    for (uint32_t r = row; r < row + count; r++, out += states->form_width + states->stride) {
        memcpy(out, states->forms + (size_t)r * states->form_width, states->form_width);
        memcpy(out + states->form_width, states->rows + r * states->stride, states->stride);
    }
}

/* q(tanh(layer)) of `count` inputs, to the rows of their words. */
static void bring(const struct event_rows *rows, const uint8_t *inputs, uint32_t count, const uint32_t *tokens,
                  int32_t *sums, float *values)
{
    const struct event_net *net = rows->net;
    const struct layer *layer = &net->bring;
    uint32_t padded = layer->matrix.padded, most = layer->matrix.rows;
    float *zeros = values + padded, *scratch = zeros + padded;
    net->kernel->multiply(&layer->matrix, inputs, layer->matrix.columns, count, sums);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *row = rows->rows + (size_t)tokens[i] * net->width;
        net->kernel->finish(layer, sums + (size_t)i * padded, STATE_UNIT, values);
        net->kernel->squash(values, zeros, most, scratch, row);
        memset(row + most, net->kernel->flip, FLAGS);
    }
}

void event_hear(void *context, const struct kernel *kernel, struct document *document, const struct batch *batch,
                const struct states *states)
{
    const struct event_rows *rows = context;
    const struct matrix *matrix = &rows->net->bring.matrix;
    if (kernel != rows->net->kernel || matrix->columns != states->form_width + states->stride)
        return;
    uint8_t *inputs = layer_room(document->arena, (size_t)BLOCK_ROWS * matrix->columns);
    int32_t *sums = layer_room(document->arena, (size_t)BLOCK_ROWS * matrix->padded * sizeof *sums);
    float *values = layer_room(document->arena, 3 * (size_t)matrix->padded * sizeof *values);
    memset(values, 0, 3 * (size_t)matrix->padded * sizeof *values);
    for (uint32_t row = 0; row < batch->rows; row += BLOCK_ROWS) {
        uint32_t count = batch->rows - row < BLOCK_ROWS ? batch->rows - row : BLOCK_ROWS;
        gather(states, row, count, inputs);
        bring(rows, inputs, count, batch->tokens + row, sums, values);
    }
}

/* The values of a layer for `count` rows of states: [count][padded]. */
static float *values_of(const struct event_net *net, const struct layer *layer, struct arena *arena,
                        const uint8_t *states, uint32_t count)
{
    uint32_t padded = layer->matrix.padded;
    int32_t *sums = layer_room(arena, (size_t)count * padded * sizeof *sums);
    float *values = layer_room(arena, (size_t)count * padded * sizeof *values);
    net->kernel->multiply(&layer->matrix, states, net->states, count, sums);
    for (uint32_t i = 0; i < count; i++)
        net->kernel->finish(layer, sums + (size_t)i * padded, STATE_UNIT, values + (size_t)i * padded);
    return values;
}

/* What the layers say of all rows of a batch. */
struct said {
    const float *root_gate, *root, *penta_gate, *penta, *tags;
};

static float sigmoid(float x)
{
    struct element_ratio ratio = element_sigmoid_ratio(x);
    return ratio.top / ratio.bottom;
}

/* exp x for x <= 0, by powers of two and a series; below -80: 0. */
static float exponential(float x)
{
    if (!(x > -80.0f))
        return 0.0f;
    float power = element_round(x * 1.44269504f), r = x - power * 0.69314718f;
    float y = 1.0f + r * (1.0f + r * (0.5f + r * (0.166666667f + r * (0.0416666667f + r * 0.00833333333f))));
    for (int n = (int)power; n < 0; n++)
        y *= 0.5f;
    return y;
}

/* In place; returns the place of the greatest. */
static uint32_t softmax(float *values, uint32_t count)
{
    uint32_t best = 0;
    float sum = 0.0f;
    for (uint32_t i = 1; i < count; i++)
        best = values[i] > values[best] ? i : best;
    float most = values[best];
    for (uint32_t i = 0; i < count; i++)
        sum += values[i] = exponential(values[i] - most);
    for (uint32_t i = 0; i < count; i++)
        values[i] /= sum;
    return best;
}

/* One lane of a batch: a stretch, whose words are rows of the batch. */
struct lane {
    const struct event_net *net;
    const struct batch *batch;
    uint32_t number, words;
};

static uint32_t lane_row(const struct lane *lane, uint32_t word)
{
    return batch_row(lane->batch, lane->number, word);
}

/* out[label] = sum of gate * value over the words, by the sum of the gates. Returns that sum. */
static float pool(const struct lane *lane, const struct pooled *pooled, const float *gates, const float *values, float *out)
{
    uint32_t labels = pooled->value.matrix.rows, padded = pooled->value.matrix.padded;
    uint32_t gate_padded = pooled->gate.matrix.padded;
    float open = 0.001f;
    for (uint32_t l = 0; l < labels; l++)
        out[l] = 0.0f;
    for (uint32_t w = 0; w < lane->words; w++) {
        size_t row = lane_row(lane, w);
        float gate = sigmoid(gates[row * gate_padded]);
        open += gate;
        for (uint32_t l = 0; l < labels; l++)
            out[l] += gate * values[row * padded + l];
    }
    for (uint32_t l = 0; l < labels; l++)
        out[l] /= open;
    return open;
}

/* How much each word speaks for the best root rather than for the mean of all. */
static void share(const struct lane *lane, const struct said *said, float open, struct event_scores *scores)
{
    const struct pooled *root = &lane->net->root;
    uint32_t labels = root->value.matrix.rows;
    for (uint32_t w = 0; w < lane->words; w++) {
        size_t row = lane_row(lane, w);
        const float *values = said->root + row * root->value.matrix.padded;
        float mean = 0.0f;
        for (uint32_t l = 0; l < labels; l++)
            mean += values[l];
        float gate = sigmoid(said->root_gate[row * root->gate.matrix.padded]);
        scores->shares[w] = gate * (values[scores->best] - mean / (float)labels) / open;
    }
}

static enum event_tag tag_of(const float *values, enum event_tag before)
{
    uint32_t best = 0;
    for (uint32_t t = 1; t < EVENT_TAG_COUNT; t++)
        best = values[t] > values[best] ? t : best;
    bool goes_on = best == EVENT_SOURCE || best == EVENT_TARGET;
    if (goes_on && before != best && before + 1 != best)
        return (enum event_tag)(best - 1);
    return (enum event_tag)best;
}

static void tag(const struct lane *lane, const struct said *said, struct event_scores *scores)
{
    enum event_tag before = EVENT_OUT;
    for (uint32_t w = 0; w < lane->words; w++) {
        before = tag_of(said->tags + (size_t)lane_row(lane, w) * lane->net->tags.matrix.padded, before);
        scores->tags[w] = (uint8_t)before;
    }
}

/* The likeliest root, but for "none" where it is not sure of a pair that is given. */
static uint32_t choose(const struct event_net *net, const struct event_stretch *stretch, const float *roots, uint32_t best)
{
    if (best != net->none || event_no_words(&stretch->source) || event_no_words(&stretch->target) || roots[best] >= SURELY_NONE)
        return best;
    uint32_t next = net->none ? 0 : 1 % net->roots.count;
    for (uint32_t r = next; r < net->roots.count; r++)
        next = r != net->none && roots[r] > roots[next] ? r : next;
    return next;
}

static void score(const struct lane *lane, const struct event_stretch *stretch, const struct said *said,
                  struct event_scores *scores)
{
    float open = pool(lane, &lane->net->root, said->root_gate, said->root, scores->roots);
    pool(lane, &lane->net->penta, said->penta_gate, said->penta, scores->penta);
    scores->best = softmax(scores->roots, lane->net->roots.count);
    scores->best = choose(lane->net, stretch, scores->roots, scores->best);
    softmax(scores->penta, EVENT_PENTA);
    share(lane, said, open, scores);
    tag(lane, said, scores);
}

static void set_flag(uint8_t *row, uint32_t columns, uint32_t flag, uint8_t flip)
{
    row[columns + flag] = ONE ^ flip;
}

static bool inside(const struct event_words *words, uint32_t token)
{
    return token >= words->first && token < words->last;
}

/* The rows of a batch, with those of given actors marked. */
static uint8_t *mark_rows(const struct event_rows *rows, const struct batch *batch, const struct sentence *first,
                          const struct event_stretch *stretches, struct arena *arena)
{
    const struct event_net *net = rows->net;
    uint32_t columns = net->bring.matrix.rows;
    uint8_t *out = layer_room(arena, (size_t)batch->rows * net->width), flip = net->kernel->flip;
    for (uint32_t place = 0; place < batch->steps; place++)
        for (uint32_t lane = 0; lane < batch_width(batch, place); lane++) {
            const struct event_stretch *stretch = &stretches[batch->lanes[lane] - first];
            uint32_t row = batch_row(batch, lane, place), token = batch->tokens[row];
            uint8_t *at = memcpy(out + (size_t)row * net->width, rows->rows + (size_t)token * net->width, net->width);
            bool source = inside(&stretch->source, token), target = inside(&stretch->target, token);
            if (source)
                set_flag(at, columns, FLAG_SOURCE, flip);
            if (target)
                set_flag(at, columns, FLAG_TARGET, flip);
            if (!event_no_words(&stretch->source) || !event_no_words(&stretch->target))
                set_flag(at, columns, FLAG_GIVEN, flip);
        }
    return out;
}

static void run_batch(const struct event_rows *rows, struct document *document, const struct batch *batch,
                      const struct sentence *first, const struct event_stretch *stretches, struct event_scores *scores)
{
    const struct event_net *net = rows->net;
    struct arena *arena = document->arena;
    uint8_t *marked = mark_rows(rows, batch, first, stretches, arena);
    uint8_t *states = layer_room(arena, (size_t)batch->rows * net->states);
    lstm_run(net->lstm, net->kernel, arena, batch, (struct lstm_input){marked, net->width, NULL}, states, net->states);
    const struct said said = {values_of(net, &net->root.gate, arena, states, batch->rows),
                              values_of(net, &net->root.value, arena, states, batch->rows),
                              values_of(net, &net->penta.gate, arena, states, batch->rows),
                              values_of(net, &net->penta.value, arena, states, batch->rows),
                              values_of(net, &net->tags, arena, states, batch->rows)};
    for (uint32_t l = 0; l < batch->lane_count; l++) {
        const struct sentence *words = batch->lanes[l];
        score(&(struct lane){net, batch, l, words->last - words->first}, &stretches[words - first], &said,
              &scores[words - first]);
    }
}

struct event_scores *event_run(const struct event_rows *rows, struct document *document,
                               const struct event_stretch *stretches, uint32_t count)
{
    struct arena *arena = document->arena;
    struct event_scores *scores = ARENA_NEW(arena, struct event_scores, count + 1);
    struct document parts = *document; /* whose sentences are the stretches */
    parts.sentences = ARENA_NEW(arena, struct sentence, count + 1);
    parts.sentence_count = count;
    for (uint32_t s = 0; s < count; s++) {
        size_t words = stretches[s].words.last - stretches[s].words.first;
        parts.sentences[s] = (struct sentence){.first = stretches[s].words.first, .last = stretches[s].words.last};
        scores[s].tags = arena_take(arena, words + 1, 1);
        scores[s].shares = arena_take(arena, words + 1, sizeof(float));
    }
    struct batch_order order = batch_sort(&parts);
    struct batch batch;
    for (struct arena_place here = arena_here(arena); batch_next(&order, &parts, &batch); arena_back(arena, here))
        run_batch(rows, document, &batch, parts.sentences, stretches, scores);
    return scores;
}
