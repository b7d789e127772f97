/* train_parser.c - makes models/en.parser, the weights of src/model/parser.c, from treebanks.
 *
 * Use: train_parser OUT ROUNDS BUCKETS TREEBANK.conllu TAGS
 * An averaged perceptron (Collins 2002) trained with the dynamic oracle of the arc-hybrid system (Goldberg and
 * Nivre 2013): after the first round it learns from the states its own choices lead to. It is trained
 * twice: with all features seen often enough, then, RUNS times over, with those that weighed most in their BUCKETS.
 * The same input always gives the same bytes. Invariant: an arc the treebank has is never given up while another action keeps it, except to
 * learn from the model's own mistakes. */
#include <stdlib.h>

#include "model/tables.h"
#include "model/transition.h"
#include "treebank.h"

enum { SEEN_LEAST = 8, SEEN_BITS = 26, ROW_ROOM = 1 << 20, SLOT_MASK = ROW_ROOM * 2 - 1, WEIGHT_MOST = 127,
       EXPLORE_TENTHS = 9, RUNS = 4, PAIR_LEAST = 3, PAIR_SHARE = 500 };

struct trainer {
    struct treebank treebank;
    struct state state;
    struct action actions[ACTION_MOST];
    uint32_t action_count;
    uint32_t *slots;            /* first training: row plus 1 of a key, by open addressing */
    struct feature_table table; /* second training */
    uint32_t *keys, row_count;  /* of every row */
    float (*weights)[ACTION_MOST];
    double (*totals)[ACTION_MOST]; /* sum of weight changes times the step they were made at */
    float (*sums)[ACTION_MOST];    /* of the averages of all runs */
    double step;
    uint8_t *seen; /* how often a key was seen, by its lowest bits, while features are counted; else NULL */
    uint32_t *order;
    uint64_t mistakes, random;
};

static uint32_t gold_head(const struct trainer *trainer, uint32_t token)
{
    uint32_t head = trainer->treebank.heads[token];
    return head == NO_TOKEN ? trainer->state.last : head; /* the root's head stands behind the sentence */
}

static bool waits(const struct state *state, uint32_t token)
{
    return token >= state->next && token <= state->last;
}

static uint32_t dependents_ahead(const struct trainer *trainer, uint32_t token)
{
    uint32_t count = 0;
    for (uint32_t t = trainer->state.next; t < trainer->state.last; t++)
        count += gold_head(trainer, t) == token;
    return count;
}

/* Arcs of the treebank that can no longer be made after the move. */
static uint32_t cost_of(const struct trainer *trainer, enum move move)
{
    const struct state *state = &trainer->state;
    if (move == MOVE_SHIFT) {
        uint32_t front = state->next, head = gold_head(trainer, front), cost = 0;
        for (uint32_t i = 0; i < state->depth; i++)
            cost += (uint32_t)(state->stack[i] == head && i + 1 < state->depth) +
                    (uint32_t)(gold_head(trainer, state->stack[i]) == front);
        return cost;
    }
    uint32_t top = state->stack[state->depth - 1], head = gold_head(trainer, top);
    uint32_t lost = dependents_ahead(trainer, top);
    if (move == MOVE_LEFT)
        return lost + (head != state->next &&
                       (waits(state, head) || (state->depth > 1 && head == state->stack[state->depth - 2])));
    return lost + waits(state, head);
}

static bool labels_right(const struct trainer *trainer, struct action action)
{
    const struct state *state = &trainer->state;
    if (action.move == MOVE_SHIFT)
        return true;
    uint32_t top = state->stack[state->depth - 1];
    uint32_t head = action.move == MOVE_LEFT ? state->next : state->stack[state->depth - 2];
    return gold_head(trainer, top) != head || trainer->treebank.relations[top] == action.relation;
}

static uint32_t *slot_of(const struct trainer *trainer, uint32_t key)
{
    uint32_t at = key & SLOT_MASK;
    while (trainer->slots[at] && trainer->keys[trainer->slots[at] - 1] != key)
        at = (at + 1) & SLOT_MASK;
    return &trainer->slots[at];
}

/* Rows of the features that have one; returns their number. */
static uint32_t find_rows(const struct trainer *trainer, const uint32_t *keys, uint32_t *rows)
{
    uint32_t count = 0;
    for (uint32_t f = 0; f < FEATURE_COUNT; f++) {
        rows[count] = trainer->seen ? *slot_of(trainer, keys[f]) - 1 : feature_row(&trainer->table, keys[f]);
        count += rows[count] < trainer->row_count;
    }
    return count;
}

/* Count the features of the state; the first time one is seen often enough it gets a row. */
static void count_features(struct trainer *trainer, const uint32_t *keys)
{
    for (uint32_t f = 0; f < FEATURE_COUNT; f++) {
        uint8_t *seen = &trainer->seen[keys[f] & ((1u << SEEN_BITS) - 1)];
        if (*seen < SEEN_LEAST && ++*seen < SEEN_LEAST)
            continue;
        uint32_t *slot = slot_of(trainer, keys[f]);
        if (!*slot && trainer->row_count < ROW_ROOM) {
            trainer->keys[trainer->row_count] = keys[f];
            *slot = ++trainer->row_count;
        }
    }
}

static void update(struct trainer *trainer, const uint32_t *rows, uint32_t count, uint32_t action, int change)
{
    for (uint32_t f = 0; f < count; f++) {
        trainer->weights[rows[f]][action] += (float)change;
        trainer->totals[rows[f]][action] += change * trainer->step;
    }
}

static void sum_weights(const struct trainer *trainer, const uint32_t *rows, uint32_t count, float *sums)
{
    memset(sums, 0, ACTION_MOST * sizeof *sums);
    for (uint32_t f = 0; f < count; f++)
        for (uint32_t a = 0; a < ACTION_MOST; a++)
            sums[a] += trainer->weights[rows[f]][a];
}

static bool tags_allow(const struct trainer *trainer, struct action action)
{
    const struct state *state = &trainer->state;
    const struct token *tokens = state->document->tokens;
    if (action.move == MOVE_SHIFT)
        return true;
    uint32_t head = action.move == MOVE_LEFT ? state->next : state->stack[state->depth - 2];
    return action.heads >> tokens[head].tag & action.dependents >> tokens[state->stack[state->depth - 1]].tag & 1;
}

/* One decision: score, compare with the cheapest actions, learn, go on. */
static void train_step(struct trainer *trainer, bool explore)
{
    struct state *state = &trainer->state;
    uint32_t keys[FEATURE_COUNT], rows[FEATURE_COUNT], costs[3], least = UINT32_MAX;
    uint32_t best = ACTION_MOST, gold = ACTION_MOST, first = ACTION_MOST;
    float sums[ACTION_MOST];
    for (int move = 0; move < 3; move++) {
        costs[move] = state_allows(state, (enum move)move) ? cost_of(trainer, (enum move)move) : UINT32_MAX;
        least = costs[move] < least ? costs[move] : least;
    }
    state_features(state, keys);
    if (trainer->seen)
        count_features(trainer, keys);
    uint32_t count = find_rows(trainer, keys, rows);
    sum_weights(trainer, rows, count, sums);
    for (uint32_t a = 0; a < trainer->action_count; a++) {
        uint32_t cost = costs[trainer->actions[a].move];
        if (cost == UINT32_MAX)
            continue;
        if (first == ACTION_MOST)
            first = a;
        if (!tags_allow(trainer, trainer->actions[a]))
            continue;
        if (best == ACTION_MOST || sums[a] > sums[best])
            best = a;
        bool right = cost == least && labels_right(trainer, trainer->actions[a]);
        if (right && (gold == ACTION_MOST || sums[a] > sums[gold]))
            gold = a;
    }
    trainer->step++;
    if (best == ACTION_MOST)
        best = first;
    if (gold == ACTION_MOST) /* a relation too rare to have an action */
        gold = best;
    bool wrong = costs[trainer->actions[best].move] != least || !labels_right(trainer, trainer->actions[best]);
    if (wrong && gold != best) {
        update(trainer, rows, count, gold, 1);
        update(trainer, rows, count, best, -1);
        trainer->mistakes++;
    }
    bool follow = explore && random_next(&trainer->random) % 10 < EXPLORE_TENTHS;
    state_apply(state, trainer->actions[follow ? best : gold]);
    state_settle(state);
}

static void train_round(struct trainer *trainer, bool explore)
{
    struct document *document = &trainer->treebank.document;
    shuffle(trainer->order, document->sentence_count, &trainer->random);
    trainer->mistakes = 0;
    for (uint32_t t = 0; t < document->token_count; t++) {
        trainer->state.left[t] = trainer->state.right[t] = NO_TOKEN;
        document->tokens[t].relation = REL_DEP;
    }
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        state_begin(&trainer->state, &document->sentences[trainer->order[i]]);
        while (trainer->state.next < trainer->state.last || trainer->state.depth > 1)
            train_step(trainer, explore);
    }
}

static void train(struct trainer *trainer, int rounds)
{
    memset(trainer->weights, 0, sizeof *trainer->weights * ROW_ROOM);
    memset(trainer->totals, 0, sizeof *trainer->totals * ROW_ROOM);
    trainer->step = 0;
    for (int round = 0; round < rounds; round++) {
        train_round(trainer, round > 0);
        fprintf(stderr, "round %d, %u features: %llu mistakes\n", round + 1, trainer->row_count,
                (unsigned long long)trainer->mistakes);
    }
}

/* Which tags take part in the action: seen in one of PAIR_SHARE of its arcs, and a few times. */
static void choose_tags(const struct trainer *trainer, struct action *action)
{
    uint32_t heads[TAG_COUNT] = {0}, dependents[TAG_COUNT] = {0}, all = 0;
    const struct treebank *treebank = &trainer->treebank;
    for (uint32_t t = 0; t < treebank->document.token_count; t++) {
        uint32_t head = treebank->heads[t];
        if (head == NO_TOKEN || (head > t) != (action->move == MOVE_LEFT) || treebank->relations[t] != action->relation)
            continue;
        heads[treebank->document.tokens[head].tag]++;
        dependents[treebank->document.tokens[t].tag]++;
        all++;
    }
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++) {
        action->heads |= (uint32_t)(heads[tag] >= PAIR_LEAST && heads[tag] * PAIR_SHARE >= all) << tag;
        action->dependents |= (uint32_t)(dependents[tag] >= PAIR_LEAST && dependents[tag] * PAIR_SHARE >= all) << tag;
    }
}

/* Shift, and the relations that are seen most often in either direction. */
static void choose_actions(struct trainer *trainer)
{
    uint32_t seen[3][REL_COUNT] = {{0}};
    const struct treebank *treebank = &trainer->treebank;
    for (uint32_t t = 0; t < treebank->document.token_count; t++)
        if (treebank->heads[t] != NO_TOKEN)
            seen[treebank->heads[t] > t ? MOVE_LEFT : MOVE_RIGHT][treebank->relations[t]]++;
    trainer->actions[trainer->action_count++] = (struct action){MOVE_SHIFT, 0, UINT32_MAX, UINT32_MAX};
    while (trainer->action_count < ACTION_MOST) {
        struct action most = {.move = MOVE_LEFT};
        for (uint8_t move = MOVE_LEFT; move <= MOVE_RIGHT; move++)
            for (uint8_t relation = 0; relation < REL_COUNT; relation++)
                if (seen[move][relation] > seen[most.move][most.relation])
                    most = (struct action){.move = move, .relation = relation};
        if (!seen[most.move][most.relation])
            break;
        seen[most.move][most.relation] = 0;
        choose_tags(trainer, &most);
        trainer->actions[trainer->action_count++] = most;
    }
}

/* weight - total / steps is the average over all steps. */
static double average(const struct trainer *trainer, size_t row, uint32_t action)
{
    return (double)trainer->weights[row][action] - trainer->totals[row][action] / trainer->step;
}

struct ranked {
    double weight;
    uint32_t key;
};

static int by_weight(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return (left->key > right->key) - (left->key < right->key);
}

/* Put a key into its bucket, unless that is full or has one that looks the same. */
static void keep_feature(struct trainer *trainer, uint32_t key)
{
    uint64_t *bucket = &trainer->table.buckets[key & trainer->table.mask];
    for (int shift = 0; shift < 64; shift += 16) {
        uint64_t check = *bucket >> shift & 0xffff;
        if (check == feature_check(key))
            return;
        if (!check) {
            *bucket |= feature_check(key) << shift;
            return;
        }
    }
}

/* Keep the features of greatest weight in every bucket. */
static void choose_features(struct trainer *trainer, struct arena *arena, uint32_t buckets)
{
    struct ranked *ranked = ARENA_NEW(arena, struct ranked, trainer->row_count);
    for (uint32_t row = 0; row < trainer->row_count; row++) {
        ranked[row].key = trainer->keys[row];
        for (uint32_t a = 0; a < trainer->action_count; a++) {
            double weight = average(trainer, row, a);
            ranked[row].weight += weight * weight;
        }
    }
    qsort(ranked, trainer->row_count, sizeof *ranked, by_weight);
    trainer->table = (struct feature_table){ARENA_NEW(arena, uint64_t, buckets), buckets - 1};
    for (uint32_t i = 0; i < trainer->row_count; i++)
        keep_feature(trainer, ranked[i].key);
    trainer->row_count = buckets * BUCKET_ROWS;
    trainer->seen = NULL;
}

/* The second training: several runs in different orders, whose average varies less than any of them. */
static void train_runs(struct trainer *trainer, int rounds)
{
    for (int run = 0; run < RUNS; run++) {
        train(trainer, rounds);
        for (size_t row = 0; row < trainer->row_count; row++)
            for (uint32_t a = 0; a < trainer->action_count; a++)
                trainer->sums[row][a] += (float)average(trainer, row, a);
    }
}

/* What all weights are multiplied with, so that all but one in ten thousand fit into a byte. */
static double scale_of(const struct trainer *trainer)
{
    size_t bins[1024] = {0}, nonzero = 0, beyond = 0;
    for (size_t row = 0; row < trainer->row_count; row++)
        for (uint32_t a = 0; a < trainer->action_count; a++) {
            double size = trainer->sums[row][a] / RUNS;
            size = size < 0 ? -size : size;
            bins[size >= 102.3 ? 1023 : (size_t)(size * 10)]++;
            nonzero += size > 0;
        }
    size_t bin = 1023;
    while (bin > 1 && (beyond += bins[bin]) * 10000 < nonzero)
        bin--;
    return WEIGHT_MOST * 10.0 / (double)(bin + 1);
}

static int byte_of(double weight)
{
    int rounded = (int)(weight < 0 ? weight - .5 : weight + .5);
    return rounded > WEIGHT_MOST ? WEIGHT_MOST : rounded < -WEIGHT_MOST ? -WEIGHT_MOST : rounded;
}

static void write_tags(FILE *out, uint32_t bits)
{
    const char *before = " ";
    for (uint32_t tag = 0; tag < TAG_COUNT; tag++)
        if (bits >> tag & 1) {
            fprintf(out, "%s%s", before, tag_names[tag]);
            before = ",";
        }
}

static void write_action(FILE *out, const struct action *action)
{
    static const char *const moves[] = {"shift", "left", "right"};
    fprintf(out, "action %s", moves[action->move]);
    if (action->move != MOVE_SHIFT) {
        fprintf(out, " %s", relation_names[action->relation]);
        write_tags(out, action->heads);
        write_tags(out, action->dependents);
    }
    fputc('\n', out);
}

static bool write_model(const struct trainer *trainer, const struct tagger *tagger, const char *path)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        return false;
    fprintf(out, "readout-parser 1\ntags %u\nactions %u\n", tagger->fingerprint, trainer->action_count);
    for (uint32_t a = 0; a < trainer->action_count; a++)
        write_action(out, &trainer->actions[a]);
    fprintf(out, "buckets %u\n", trainer->table.mask + 1);
    for (size_t row = 0; row < trainer->row_count; row++)
        for (size_t shift = row % BUCKET_ROWS * 16, i = 0; i < 2; i++, shift += 8)
            fputc((int)(trainer->table.buckets[row / BUCKET_ROWS] >> shift & 0xff), out);
    double scale = scale_of(trainer);
    for (size_t row = 0; row < trainer->row_count; row++)
        for (uint32_t a = 0; a < ACTION_MOST; a++)
            fputc(byte_of(trainer->sums[row][a] / RUNS * scale) & 0xff, out);
    return fclose(out) == 0;
}

static void prepare(struct trainer *trainer, struct arena *arena)
{
    trainer->state = state_new(&trainer->treebank.document);
    choose_actions(trainer);
    trainer->weights = arena_alloc(arena, ROW_ROOM, sizeof *trainer->weights);
    trainer->totals = arena_alloc(arena, ROW_ROOM, sizeof *trainer->totals);
    trainer->sums = arena_alloc(arena, ROW_ROOM, sizeof *trainer->sums);
    trainer->keys = ARENA_NEW(arena, uint32_t, ROW_ROOM);
    trainer->seen = ARENA_NEW(arena, uint8_t, (size_t)1 << SEEN_BITS);
    trainer->slots = ARENA_NEW(arena, uint32_t, SLOT_MASK + 1);
    trainer->order = ARENA_NEW(arena, uint32_t, trainer->treebank.document.sentence_count);
    for (uint32_t i = 0; i < trainer->treebank.document.sentence_count; i++)
        trainer->order[i] = i;
}

int main(int argc, char **argv)
{
    struct arena arena, work;
    arena_init(&arena, 0);
    arena_init(&work, 0);
    FILE *file = argc != 6 ? NULL : fopen(argv[4], "rb");
    if (!file || arena_guard(&arena) || arena_guard(&work)) {
        fprintf(stderr, "use: train_parser OUT ROUNDS BUCKETS TREEBANK.conllu TAGS\n");
        return 2;
    }
    struct trainer trainer = {.treebank = treebank_read(file, &arena, &work), .random = 1};
    fclose(file);
    const struct tagger *tagger = treebank_tagger(argv[5], NULL, &arena);
    tagger_tag(tagger, &trainer.treebank.document);
    prepare(&trainer, &arena);
    train(&trainer, atoi(argv[2]) / 2);
    choose_features(&trainer, &arena, (uint32_t)atoi(argv[3]));
    train_runs(&trainer, atoi(argv[2]));
    bool fine = write_model(&trainer, tagger, argv[1]);
    arena_free(&work);
    arena_free(&arena);
    return fine ? 0 : 1;
}
