/* lemma.h - the rules that make the lemma of a form: `l2+y` (models/FORMAT.md, Lemma rules).
 *
 * Input: a form and the number of a rule. Output: the lemma. Invariant: a rule is applied only where the form has the
 * characters that it strips and something is left. */
#ifndef MODEL_LEMMA_H
#define MODEL_LEMMA_H
#include "model/layer.h"

enum { LEMMA_NO_RULE = 255 }; /* where none can be applied: the form as it is */

struct lemma_rule {
    uint32_t strip; /* characters to take off the end */
    uint32_t need;  /* characters that the form must have */
    bool keep;      /* upper case stays */
    struct str append;
};

struct lemma_rules {
    struct lemma_rule items[LAYER_LABELS];
    uint32_t count;
};

/* Read the chunk `lemmas`. */
bool lemma_make(const struct maker *maker, struct lemma_rules *rules);

/* The rule with the highest of rules->count scores among those that can be applied. */
uint8_t lemma_choose(const struct lemma_rules *rules, const struct kernel *kernel, struct str form,
                     const float *scores);

/* The lemma, in the arena. */
struct str lemma_apply(const struct lemma_rules *rules, struct arena *arena, uint8_t rule, struct str form);
#endif
