/* core.h - the trained language core: of every sentence its parts of speech, lemmas, entities and tree.
 *
 * Input: a document cut into sentences and tokens. Output: token.tag, fine, head, relation, subrelation and
 * document.lemmas, entities. Invariant: in every sentence one token is the root (head NO_TOKEN, REL_ROOT), every other
 * head lies in the sentence and there are no cycles; entities do not overlap and do not cross sentences.
 * Deterministic: the same bits on every machine and thread count. Format of the model: models/FORMAT.md. */
#ifndef MODEL_CORE_H
#define MODEL_CORE_H
#include "model/traits.h"
#include "model/weights.h"
#include "text/document.h"

struct core;

/* Make the core of a loaded model, in `arena`, whose owner guards it; the weights must outlive it. Returns NULL and
 * fills `error` (READOUT_BAD_DATA, with the chunk) where chunks are missing or their shapes do not fit. */
const struct core *core_make(struct arena *arena, const struct weights *weights, readout_error *error);

/* What is wanted; the rest is left empty and costs nothing. */
enum core_part { CORE_TAGS = 1, CORE_LEMMAS = 2, CORE_ENTITIES = 4, CORE_TREE = 8, CORE_ALL = 15 };

/* Analyse every sentence of the document. Linear in the text: a sentence of more than CORE_MOST tokens gets a tree for
 * each piece of that length. */
enum { CORE_MOST = 200 };
void core_analyse(const struct core *core, struct document *document, unsigned parts);

/* Told the states of each batch (model/encoder.h), which are gone behind the call. */
struct batch;
struct kernel;
struct states;
struct core_listener {
    void (*hear)(void *context, const struct kernel *kernel, struct document *document, const struct batch *batch,
                 const struct states *states);
    void *context;
};

/* As core_analyse, with CORE_ENTITIES or CORE_TREE among the parts, and `listener` told of all sentences. What it takes
 * from document->arena is given back behind each call. */
void core_analyse_heard(const struct core *core, struct document *document, unsigned parts,
                        const struct core_listener *listener);

/* Names as the model has them: fine parts of speech (token.fine) and relations with subtypes (token.subrelation). */
struct str core_fine_name(const struct core *core, unsigned fine);
struct str core_relation_name(const struct core *core, unsigned subrelation);

/* The traits (model/traits.h) of an analysed token. */
uint32_t core_traits(const struct core *core, const struct document *document, uint32_t token);
#endif
