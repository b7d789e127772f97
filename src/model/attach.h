/* attach.h - the dependency tree of every sentence: scores of heads, the best tree, relations (Dozat and Manning 2017).
 *
 * Input: the states of a batch. Output: token.head, relation, subrelation. Invariant: every sentence has one root, and
 * no cycles; a sentence of more than SPANNING_MOST tokens is cut into pieces of that length, the roots of whose
 * later pieces hang on that of the first. */
#ifndef MODEL_ATTACH_H
#define MODEL_ATTACH_H
#include "model/encoder.h"

struct attach {
    struct layer arc_dependent, arc_head, arc_matrix, rel_dependent, rel_head, rel_out;
    const int8_t *arc_root;          /* [A] */
    struct names names;              /* of the relations, with subtypes */
    uint8_t relations[LAYER_LABELS]; /* enum relation of each */
    uint8_t root, parataxis;
};

/* `width` is H. */
bool attach_make(const struct maker *maker, uint32_t width, struct attach *attach);

/* Make the trees of a batch. Scratch is taken from document->arena, which the caller sets back. */
void attach_run(const struct attach *attach, const struct kernel *kernel, struct document *document,
                const struct batch *batch, const struct states *states);
#endif
