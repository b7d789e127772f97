/* label.h - the labels of tokens: parts of speech, lemma rules and entities.
 *
 * Input: the states of a batch. Output: token.tag and token.fine; of every token its lemma rule and its entity label.
 * Invariant: every label written is one of the model's. */
#ifndef MODEL_LABEL_H
#define MODEL_LABEL_H
#include "model/encoder.h"
#include "model/entity.h"
#include "model/lemma.h"

struct labels {
    struct layer upos, xpos, lemma, entity;
    struct names fine;          /* names of xpos */
    uint8_t tags[LAYER_LABELS]; /* enum tag of every upos label */
    struct lemma_rules rules;
    struct entity_labels entities;
};

/* What is known of every token of the document before its lemmas and entities are made; NULL: not wanted. */
struct token_labels {
    uint8_t *rules, *entities; /* [token_count] */
};

/* `width` is H. */
bool labels_make(const struct maker *maker, uint32_t width, struct labels *labels);

/* Label the tokens of a batch: tags with `tags`, the rest where `found` has room. Scratch is taken from
 * document->arena, which the caller sets back. */
void labels_run(const struct labels *labels, const struct kernel *kernel, struct document *document,
                const struct batch *batch, const struct states *states, bool tags, struct token_labels found);
#endif
