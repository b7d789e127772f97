/* tagger.h - parts of speech for every token.
 *
 * Input: a document with sentences and tokens (UD English tokenisation). Output: token.tag and document.readings.
 * The model is a text file (format: models/README.md), loaded once and const. */
#ifndef MODEL_TAGGER_H
#define MODEL_TAGGER_H
#include "base/arena.h"
#include "base/str.h"
#include "model/traits.h"
#include "readout.h"
#include "text/document.h"

struct tagger;

/* A model as it lies in memory; `path` is its name for errors. The bytes must outlive what is loaded from them. */
struct model_file {
    struct str bytes;
    const char *path;
};

/* Read the models en.tags and en.context (formats: models/README.md) into `arena`, whose owner guards it; `context`
 * may be without a path: then the tagger does without. Returns NULL and fills `error` (READOUT_BAD_DATA with its
 * line) where a format is broken. */
const struct tagger *tagger_load(struct arena *arena, struct model_file tags, struct model_file context,
                                 readout_error *error);

/* Fill token.tag and document.readings for every sentence. Linear in the text. */
void tagger_tag(const struct tagger *tagger, struct document *document);

/* The traits (enum trait) of a tagged token. */
uint32_t tagger_traits(const struct tagger *tagger, const struct document *document, uint32_t token);
#endif
