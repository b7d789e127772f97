/* label.c - see label.h. Invariant: rows are scored in blocks, so that scratch is bounded for all but entities. */
#include "model/label.h"

enum { BLOCK_ROWS = 64 };

/* A layer of labels on the states of a batch. */
struct scorer {
    const struct layer *layer;
    const struct kernel *kernel;
    const struct states *states;
    int32_t *sums; /* [BLOCK_ROWS][padded] */
    float *scores; /* the same */
};

static struct scorer scorer_new(const struct layer *layer, const struct kernel *kernel, const struct states *states,
                                struct arena *arena)
{
    size_t size = (size_t)BLOCK_ROWS * layer->matrix.padded;
    return (struct scorer){layer, kernel, states, layer_room(arena, size * sizeof(int32_t)),
                           layer_room(arena, size * sizeof(float))};
}

/* The scores of `count` rows from `row` on: scores[count][padded]. */
static void score(const struct scorer *scorer, uint32_t row, uint32_t count, float *scores)
{
    const struct states *states = scorer->states;
    uint32_t padded = scorer->layer->matrix.padded;
    scorer->kernel->multiply(&scorer->layer->matrix, states->rows + row * states->stride, states->stride, count,
                             scorer->sums);
    for (uint32_t i = 0; i < count; i++)
        scorer->kernel->finish(scorer->layer, scorer->sums + (size_t)i * padded, STATE_UNIT,
                               scores + (size_t)i * padded);
}

/* What is done with the scores of a token. */
typedef void label_use(const struct labels *labels, const struct kernel *kernel, struct document *document,
                       uint32_t token, const float *scores, struct token_labels found);

static void use_upos(const struct labels *labels, const struct kernel *kernel, struct document *document,
                     uint32_t token, const float *scores, struct token_labels found)
{
    (void)found;
    document->tokens[token].tag = labels->tags[kernel->greatest(scores, labels->upos.matrix.rows)];
}

static void use_xpos(const struct labels *labels, const struct kernel *kernel, struct document *document,
                     uint32_t token, const float *scores, struct token_labels found)
{
    (void)found;
    document->tokens[token].fine = (uint8_t)kernel->greatest(scores, labels->fine.count);
}

static void use_lemma(const struct labels *labels, const struct kernel *kernel, struct document *document,
                      uint32_t token, const float *scores, struct token_labels found)
{
    found.rules[token] = lemma_choose(&labels->rules, kernel, token_text(document, token), scores);
}

static void label_rows(const struct labels *labels, const struct layer *layer, const struct kernel *kernel,
                       struct document *document, const struct batch *batch, const struct states *states,
                       struct token_labels found, label_use *use)
{
    struct scorer scorer = scorer_new(layer, kernel, states, document->arena);
    for (uint32_t row = 0; row < batch->rows; row += BLOCK_ROWS) {
        uint32_t count = batch->rows - row < BLOCK_ROWS ? batch->rows - row : BLOCK_ROWS;
        score(&scorer, row, count, scorer.scores);
        for (uint32_t i = 0; i < count; i++)
            use(labels, kernel, document, batch->tokens[row + i], scorer.scores + (size_t)i * layer->matrix.padded,
                found);
    }
}

/* The scores of all rows, [rows][padded]: a sequence is chosen as a whole. */
static float *score_entities(const struct labels *labels, const struct kernel *kernel, struct arena *arena,
                             const struct batch *batch, const struct states *states)
{
    uint32_t padded = labels->entity.matrix.padded;
    struct scorer scorer = scorer_new(&labels->entity, kernel, states, arena);
    float *scores = layer_room(arena, (size_t)batch->rows * padded * sizeof *scores);
    for (uint32_t row = 0; row < batch->rows; row += BLOCK_ROWS) {
        uint32_t count = batch->rows - row < BLOCK_ROWS ? batch->rows - row : BLOCK_ROWS;
        score(&scorer, row, count, scores + (size_t)row * padded);
    }
    return scores;
}

static void label_entities(const struct labels *labels, const struct kernel *kernel, struct document *document,
                           const struct batch *batch, const struct states *states, uint8_t *sequence)
{
    uint32_t padded = labels->entity.matrix.padded;
    const float *scores = score_entities(labels, kernel, document->arena, batch, states);
    const float **rows = arena_take(document->arena, (size_t)batch->steps + 1, sizeof *rows);
    for (uint32_t lane = 0; lane < batch->lane_count; lane++) {
        const struct sentence *sentence = batch->lanes[lane];
        struct arena_place place = arena_here(document->arena);
        for (uint32_t t = 0; t < sentence->last - sentence->first; t++)
            rows[t] = scores + (size_t)batch_row(batch, lane, t) * padded;
        entity_decode(&labels->entities, document->arena, rows, sentence->last - sentence->first,
                      sequence + sentence->first);
        arena_back(document->arena, place);
    }
}

void labels_run(const struct labels *labels, const struct kernel *kernel, struct document *document,
                const struct batch *batch, const struct states *states, bool tags, struct token_labels found)
{
    if (tags) {
        label_rows(labels, &labels->upos, kernel, document, batch, states, found, use_upos);
        label_rows(labels, &labels->xpos, kernel, document, batch, states, found, use_xpos);
    }
    if (found.rules)
        label_rows(labels, &labels->lemma, kernel, document, batch, states, found, use_lemma);
    if (found.entities)
        label_entities(labels, kernel, document, batch, states, found.entities);
}

static bool make_tags(const struct maker *maker, struct labels *labels, uint32_t *count)
{
    struct names names;
    if (!maker_names(maker, "upos", &names))
        return false;
    for (uint32_t i = 0; i < names.count; i++) {
        uint8_t tag = 0;
        while (tag < TAG_COUNT && !str_equal(names.items[i], str_of(tag_names[tag])))
            tag++;
        if (tag == TAG_COUNT)
            return maker_fail(maker, "upos", "an unknown part of speech");
        labels->tags[i] = tag;
    }
    *count = names.count;
    return true;
}

bool labels_make(const struct maker *maker, uint32_t width, struct labels *labels)
{
    uint32_t tags = 0;
    return make_tags(maker, labels, &tags) && maker_names(maker, "xpos", &labels->fine) &&
           lemma_make(maker, &labels->rules) && entity_make(maker, &labels->entities) &&
           maker_layer(maker, "tag.upos", tags, 2 * width, &labels->upos) &&
           maker_layer(maker, "tag.xpos", labels->fine.count, 2 * width, &labels->xpos) &&
           maker_layer(maker, "tag.lemma", labels->rules.count, 2 * width, &labels->lemma) &&
           maker_layer(maker, "tag.entity", labels->entities.count, 4 * width, &labels->entity);
}
