/* train_context.c - makes models/en.context, the weights of src/model/context.c, from treebanks.
 *
 * Use: train_context OUT ROUNDS BITS TREEBANK.conllu PART.tags...
 * A structured averaged perceptron (Collins 2002) on top of the hidden Markov model. With n PARTs, PART k is the model
 * of train/tags.py --without k/n; its sentences are tagged with it, so that training meets as many unknown words as
 * reading will. The treebank's fifth column must hold fine tags (train/tags.py --fine). The same input always gives
 * the same bytes. */
#include <stdlib.h>

#include "model/context.h"
#include "treebank.h"

enum { WEIGHT_MOST = 127, CHANGE = 4 };

struct trainer {
    struct treebank treebank;
    struct parts parts;
    struct context context;
    int8_t *weights;
    int64_t *totals; /* sum of weight changes times the step they were made at */
    int64_t step, mistakes, lost;
    uint64_t random;
};

static void change(struct trainer *trainer, const struct position *positions, uint32_t at, uint8_t tag, int by)
{
    uint32_t rows[CONTEXT_FEATURE_COUNT];
    context_rows(&trainer->context, positions, at, tag, rows);
    for (uint32_t f = 0; f < CONTEXT_FEATURE_COUNT; f++) {
        int weight = trainer->weights[rows[f]] + by;
        if (weight > WEIGHT_MOST || weight < -WEIGHT_MOST)
            continue;
        trainer->weights[rows[f]] = (int8_t)weight;
        trainer->totals[rows[f]] += by * trainer->step;
    }
}

static bool is_candidate(const struct position *position, uint8_t tag)
{
    for (uint32_t i = 0; i < position->count; i++)
        if (position->candidates[i].tag == tag)
            return true;
    return false;
}

static uint8_t gold_tag(const struct tagger *tagger, struct str name)
{
    for (uint32_t i = 0; i < tagger->tag_count; i++)
        if (str_equal(tagger->tags[i].name, name))
            return (uint8_t)i;
    return FINE_START;
}

/* Tag one sentence and learn from every wrong token. */
static void train_sentence(struct trainer *trainer, uint32_t number, struct position *positions)
{
    const struct tagger *tagger = parts_for(&trainer->parts, number);
    struct sentence whole;
    struct document document = treebank_sentence(&trainer->treebank, number, &whole);
    const struct str *gold_names = &trainer->treebank.columns[trainer->treebank.document.sentences[number].first];
    arena_reset(document.arena, SIZE_MAX);
    tagger_tag(tagger, &document);
    uint32_t count = tagger_look(tagger, &document, &whole, positions);
    trainer->step++;
    for (uint32_t t = 0; t < count; t++) {
        uint8_t tag = (uint8_t)reading_tag(document.readings[t]);
        uint8_t gold = gold_tag(tagger, gold_names[t]);
        bool known = tag != gold && is_candidate(&positions[t + 2], gold);
        trainer->mistakes += tag != gold;
        trainer->lost += tag != gold && !known;
        if (known) {
            change(trainer, positions, t + 2, gold, CHANGE);
            change(trainer, positions, t + 2, tag, -CHANGE);
        }
    }
}

static void train_round(struct trainer *trainer, uint32_t *order, struct position *positions)
{
    const struct document *document = &trainer->treebank.document;
    trainer->mistakes = trainer->lost = 0;
    shuffle(order, document->sentence_count, &trainer->random);
    for (uint32_t i = 0; i < document->sentence_count; i++)
        train_sentence(trainer, order[i], positions);
    fprintf(stderr, "%lld of %u tags wrong, %lld of them no candidates\n", (long long)trainer->mistakes,
            document->token_count, (long long)trainer->lost);
}

/* weight - total / steps is the average over all steps. */
static bool write_model(const struct trainer *trainer, const char *path)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        return false;
    fprintf(out, "readout-context 1\n%u\n", trainer->context.bits);
    for (size_t row = 0; row < (size_t)1 << trainer->context.bits; row++) {
        double average = trainer->weights[row] - (double)trainer->totals[row] / (double)trainer->step;
        fputc((int)(average < 0 ? average - .5 : average + .5) & 0xff, out);
    }
    return fclose(out) == 0;
}

int main(int argc, char **argv)
{
    struct arena arena, work;
    arena_init(&arena, 0);
    arena_init(&work, 0);
    FILE *file = argc < 6 || argc - 5 > PART_MOST ? NULL : fopen(argv[4], "rb");
    if (!file || arena_guard(&arena) || arena_guard(&work)) {
        fprintf(stderr, "use: train_context OUT ROUNDS BITS TREEBANK.conllu PART.tags...\n");
        return 2;
    }
    struct trainer trainer = {.treebank = treebank_read(file, &arena, &work), .random = 1};
    fclose(file);
    trainer.context.bits = (unsigned)atoi(argv[3]);
    trainer.context.weights = trainer.weights = ARENA_NEW(&arena, int8_t, (size_t)1 << trainer.context.bits);
    trainer.totals = ARENA_NEW(&arena, int64_t, (size_t)1 << trainer.context.bits);
    trainer.parts = treebank_parts(argv + 5, argc - 5, &arena);
    for (uint32_t i = 0; i < trainer.parts.count; i++)
        trainer.parts.taggers[i]->context = trainer.context;
    uint32_t count = trainer.treebank.document.sentence_count;
    uint32_t *order = ARENA_NEW(&arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    struct position *positions = ARENA_NEW(&arena, struct position, STRETCH_MOST + 4);
    for (int round = 0; round < atoi(argv[2]); round++)
        train_round(&trainer, order, positions);
    bool fine = write_model(&trainer, argv[1]);
    arena_free(&work);
    arena_free(&arena);
    return fine ? 0 : 1;
}
