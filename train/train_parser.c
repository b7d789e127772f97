/* train_parser.c - makes models/en.parser, the weights of src/model/parser.c, from treebanks.
 *
 * Use: train_parser TAGS OUT ROUNDS BITS TREEBANK.conllu...
 * An averaged perceptron (Collins 2002) trained with the dynamic oracle of the arc-hybrid system (Goldberg and
 * Nivre 2013): after the first round it learns from the states its own choices lead to. The same input always gives
 * the same bytes. */
#include <stdlib.h>

#include "model/tables.h"
#include "model/transition.h"
#include "treebank.h"

enum { ACTION_COUNT_LEAST = 20, HEADER_VERSION = 1, WEIGHT_MOST = 127 };

struct trainer {
    struct treebank treebank;
    struct state state;
    struct action actions[ACTION_MOST];
    uint32_t action_count;
    unsigned bits;
    int32_t (*weights)[ACTION_MOST];
    int64_t (*totals)[ACTION_MOST]; /* sum of weight changes times the step they were made at */
    int64_t step, mistakes;
    uint64_t random;
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
            cost += (state->stack[i] == head && i + 1 < state->depth) + (gold_head(trainer, state->stack[i]) == front);
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

static void update(struct trainer *trainer, const uint32_t *rows, uint32_t action, int change)
{
    for (uint32_t f = 0; f < FEATURE_COUNT; f++) {
        trainer->weights[rows[f]][action] += change;
        trainer->totals[rows[f]][action] += change * trainer->step;
    }
}

static uint32_t next_random(struct trainer *trainer)
{
    trainer->random = trainer->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(trainer->random >> 33);
}

static void sum_weights(const struct trainer *trainer, const uint32_t *rows, int32_t *sums)
{
    memset(sums, 0, ACTION_MOST * sizeof *sums);
    for (uint32_t f = 0; f < FEATURE_COUNT; f++)
        for (uint32_t a = 0; a < ACTION_MOST; a++)
            sums[a] += trainer->weights[rows[f]][a];
}

/* One decision: score, compare with the cheapest actions, learn, go on. */
static void train_step(struct trainer *trainer, bool explore)
{
    struct state *state = &trainer->state;
    uint32_t rows[FEATURE_COUNT], costs[3], least = UINT32_MAX, best = ACTION_MOST, gold = ACTION_MOST;
    int32_t sums[ACTION_MOST];
    for (int move = 0; move < 3; move++) {
        costs[move] = state_allows(state, (enum move)move) ? cost_of(trainer, (enum move)move) : UINT32_MAX;
        least = costs[move] < least ? costs[move] : least;
    }
    state_features(state, trainer->bits, rows);
    sum_weights(trainer, rows, sums);
    for (uint32_t a = 0; a < trainer->action_count; a++) {
        uint32_t cost = costs[trainer->actions[a].move];
        if (cost != UINT32_MAX && (best == ACTION_MOST || sums[a] > sums[best]))
            best = a;
        if (cost == least && labels_right(trainer, trainer->actions[a]) && (gold == ACTION_MOST || sums[a] > sums[gold]))
            gold = a;
    }
    trainer->step++;
    if (gold == ACTION_MOST) /* a relation too rare to have an action */
        gold = best;
    bool wrong = costs[trainer->actions[best].move] != least || !labels_right(trainer, trainer->actions[best]);
    if (wrong && gold != best) {
        update(trainer, rows, gold, 1);
        update(trainer, rows, best, -1);
        trainer->mistakes++;
    }
    bool follow = explore && next_random(trainer) % 10 != 0;
    state_apply(state, trainer->actions[follow ? best : gold]);
}

static void train_round(struct trainer *trainer, uint32_t *order, bool explore)
{
    struct document *document = &trainer->treebank.document;
    for (uint32_t i = document->sentence_count; i > 1; i--) {
        uint32_t j = next_random(trainer) % i, swap = order[i - 1];
        order[i - 1] = order[j];
        order[j] = swap;
    }
    for (uint32_t t = 0; t < document->token_count; t++) {
        trainer->state.left[t] = trainer->state.right[t] = NO_TOKEN;
        document->tokens[t].relation = REL_DEP;
    }
    for (uint32_t i = 0; i < document->sentence_count; i++) {
        state_begin(&trainer->state, &document->sentences[order[i]]);
        while (trainer->state.next < trainer->state.last || trainer->state.depth > 1)
            train_step(trainer, explore);
    }
}

/* Shift, and every relation in either direction that is seen often enough. */
static void choose_actions(struct trainer *trainer)
{
    uint32_t seen[3][REL_COUNT] = {{0}};
    const struct treebank *treebank = &trainer->treebank;
    for (uint32_t t = 0; t < treebank->document.token_count; t++)
        if (treebank->heads[t] != NO_TOKEN)
            seen[treebank->heads[t] > t ? MOVE_LEFT : MOVE_RIGHT][treebank->relations[t]]++;
    trainer->actions[trainer->action_count++] = (struct action){MOVE_SHIFT, 0};
    for (uint8_t move = MOVE_LEFT; move <= MOVE_RIGHT; move++)
        for (uint8_t relation = 0; relation < REL_COUNT; relation++)
            if (seen[move][relation] >= ACTION_COUNT_LEAST && trainer->action_count < ACTION_MOST)
                trainer->actions[trainer->action_count++] = (struct action){move, relation};
}

/* weight - total / steps is the average over all steps. */
static double average(const struct trainer *trainer, size_t row, uint32_t action)
{
    return (double)trainer->weights[row][action] - (double)trainer->totals[row][action] / (double)trainer->step;
}

/* What all weights are multiplied with, so that all but one in ten thousand fit into a byte. */
static double scale_of(const struct trainer *trainer)
{
    size_t rows = (size_t)1 << trainer->bits, bins[1024] = {0}, nonzero = 0, beyond = 0;
    for (size_t row = 0; row < rows; row++)
        for (uint32_t a = 0; a < trainer->action_count; a++) {
            double size = average(trainer, row, a);
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

static bool write_model(const struct trainer *trainer, const struct tagger *tagger, const char *path)
{
    static const char *const moves[] = {"shift", "left ", "right "};
    FILE *out = fopen(path, "wb");
    if (!out)
        return false;
    fprintf(out, "readout-parser %d\ntags %u\nbits %u\nactions %u\n", HEADER_VERSION, tagger->fingerprint, trainer->bits,
            trainer->action_count);
    for (uint32_t a = 0; a < trainer->action_count; a++)
        fprintf(out, "action %s%s\n", moves[trainer->actions[a].move],
                trainer->actions[a].move == MOVE_SHIFT ? "" : relation_names[trainer->actions[a].relation]);
    double scale = scale_of(trainer);
    for (size_t row = 0; row < (size_t)1 << trainer->bits; row++)
        for (uint32_t a = 0; a < ACTION_MOST; a++)
            fputc(byte_of(average(trainer, row, a) * scale) & 0xff, out);
    fprintf(stderr, "scale %.2f\n", scale);
    return fclose(out) == 0;
}

static FILE *join(char **paths, int count)
{
    FILE *all = tmpfile();
    for (int i = 0; all && i < count; i++) {
        FILE *file = fopen(paths[i], "rb");
        if (!file)
            return NULL;
        for (int c; (c = fgetc(file)) != EOF;)
            fputc(c, all);
        fclose(file);
    }
    if (all)
        rewind(all);
    return all;
}

int main(int argc, char **argv)
{
    struct arena arena, work;
    arena_init(&arena, 0);
    arena_init(&work, 0);
    FILE *all = argc < 6 ? NULL : join(argv + 5, argc - 5);
    if (!all || arena_guard(&arena) || arena_guard(&work)) {
        fprintf(stderr, "use: train_parser TAGS OUT ROUNDS BITS TREEBANK.conllu...\n");
        return 2;
    }
    const struct tagger *tagger = treebank_tagger(argv[1], &arena);
    struct trainer trainer = {.treebank = treebank_read(all, &arena, &work), .bits = (unsigned)atoi(argv[4]), .random = 1};
    fclose(all);
    struct document *document = &trainer.treebank.document;
    tagger_tag(tagger, document);
    for (uint32_t t = 0; t < document->token_count; t++) { /* tags that are given win over the model's */
        for (uint32_t i = 1; i < tagger->tag_count; i++)
            if (str_equal(tagger->tags[i].name, trainer.treebank.columns[t]) && getenv("GIVEN_TAGS"))
                document->readings[t] = i << READING_FORM_BITS | reading_form(document->readings[t]);
    }
    trainer.state = state_new(document);
    choose_actions(&trainer);
    trainer.weights = arena_alloc(&arena, (size_t)1 << trainer.bits, sizeof *trainer.weights);
    trainer.totals = arena_alloc(&arena, (size_t)1 << trainer.bits, sizeof *trainer.totals);
    uint32_t *order = ARENA_NEW(&arena, uint32_t, document->sentence_count);
    for (uint32_t i = 0; i < document->sentence_count; i++)
        order[i] = i;
    for (int round = 0; round < atoi(argv[3]); round++) {
        trainer.mistakes = 0;
        train_round(&trainer, order, round > 0);
        fprintf(stderr, "round %d: %lld mistakes of %u decisions\n", round + 1, (long long)trainer.mistakes,
                2 * document->token_count);
    }
    bool fine = write_model(&trainer, tagger, argv[2]);
    arena_free(&work);
    arena_free(&arena);
    return fine ? 0 : 1;
}
