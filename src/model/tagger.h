/* tagger.h - parts of speech for every token.
 *
 * Input: a document with sentences and tokens (UD English tokenisation). Output: token.tag of each. The model is
 * a text file (format: models/README.md), loaded once and const. */
#ifndef MODEL_TAGGER_H
#define MODEL_TAGGER_H
#include "base/arena.h"
#include "base/str.h"
#include "readout.h"
#include "text/document.h"

struct tagger;

/* Read a model from `bytes`, which must outlive it; all else lives in `arena`, whose owner guards it. `source` is
 * the name for errors. Returns NULL and fills `error` (READOUT_BAD_DATA with its line) where the format is broken. */
const struct tagger *tagger_load(struct arena *arena, struct str bytes, const char *source, readout_error *error);

/* Fill token.tag for every sentence. Linear in the text. */
void tagger_tag(const struct tagger *tagger, struct document *document);
#endif
