/* sentence.h - paragraphs and sentences over the tokens of a document. */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H
#include "text/boundary.h"

/* Whether the text is hard-wrapped. */
bool sentence_is_wrapped(struct str text);

/* Fill paragraphs and sentences, and token.sentence. A paragraph is a line; in hard-wrapped text, where lines
 * break inside sentences, it is what stands between empty lines. Linear. */
void sentence_cut(struct document *document, const struct text_words *words, const struct boundary_model *model);
#endif
