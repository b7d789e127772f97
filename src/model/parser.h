/* parser.h - the dependency tree of every sentence.
 *
 * Input: a tagged document. Output: head and relation of every token. Invariant: in every sentence one token is the
 * root (head NO_TOKEN, REL_ROOT), every other head lies in the sentence, and there are no cycles. */
#ifndef MODEL_PARSER_H
#define MODEL_PARSER_H
#include "model/tagger.h"

struct parser;

/* Read the model en.parser (format: models/README.md), which must have been made with the model of `tagger`. All else
 * as tagger_load. */
const struct parser *parser_load(struct arena *arena, struct model_file file, const struct tagger *tagger,
                                 readout_error *error);

/* Fill token.head and token.relation for every sentence. Linear in the text. */
void parser_parse(const struct parser *parser, struct document *document);
#endif
