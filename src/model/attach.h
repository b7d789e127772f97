/* attach.h - a dependency tree, as far as tags and a few closed word classes tell it.
 *
 * Input: a tagged document. Output: token.head and token.relation; what cannot be attached keeps NO_TOKEN and
 * REL_DEP. Invariant: every head lies in the same sentence, and there are no cycles. */
#ifndef MODEL_ATTACH_H
#define MODEL_ATTACH_H
#include "model/tagger.h"

/* Fill head and relation for every sentence. Linear in the text. */
void attach_document(const struct tagger *tagger, struct document *document);
#endif
