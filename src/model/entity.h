/* entity.h - named entities from the scores of BIOES labels: the best sequence that is well-formed.
 *
 * Input: a score for every label of every token. Output: the label of every token. Invariant: I and E follow B or I of
 * their type; B and I are followed by I or E of their type; a sentence starts and ends outside. */
#ifndef MODEL_ENTITY_H
#define MODEL_ENTITY_H
#include "model/layer.h"
#include "text/document.h"

enum entity_place { PLACE_OUTSIDE, PLACE_BEGIN, PLACE_INSIDE, PLACE_END, PLACE_SINGLE };

struct entity_labels {
    struct {
        enum entity_place place;
        enum entity_kind kind;
    } items[LAYER_LABELS];
    uint8_t begin[ENTITY_COUNT], inside[ENTITY_COUNT]; /* labels of each kind; LAYER_LABELS: none */
    uint32_t count;
    uint8_t outside;
};

/* Read the chunk `entities`. */
bool entity_make(const struct maker *maker, struct entity_labels *labels);

/* The best sequence for `count` tokens; token t has labels->count scores at scores[t]. Scratch is taken from `arena`,
 * which the caller sets back. */
void entity_decode(const struct entity_labels *labels, struct arena *arena, const float *const *scores, uint32_t count,
                   uint8_t *sequence);

/* The entities of a document from the label of every token, in document->arena, in text order. */
void entity_collect(const struct entity_labels *labels, const uint8_t *sequence, struct document *document);
#endif
