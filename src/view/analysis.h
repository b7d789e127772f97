/* analysis.h - a document with its words analysed, as the writers of CoNLL-U and JSON take it. */
#ifndef VIEW_ANALYSIS_H
#define VIEW_ANALYSIS_H
#include <stdbool.h>
#include "base/buffer.h"
#include "model/core.h"
#include "text/given.h"

struct analysis {
    struct str id; /* of the report */
    const struct document *document;
    const struct given *given; /* of words that were given; NULL: they were cut from text */
    const struct core *core;   /* has the names of labels; NULL: those of enum relation, no fine parts of speech */
    unsigned parts;            /* enum core_part: what was analysed */
};

/* Add the document to `out`, each sentence ended by an empty line (https://universaldependencies.org/format.html).
 * Words that were cut from text have their bytes there in MISC, ByteRange=START:END, entities are NER=B-Person and
 * NER=I-Person. Words that were given are written as they came, with their comments and ranges.
 * False where memory runs out. */
bool conllu_write(const struct analysis *analysis, struct buffer *out);

/* Add the document to `out` as one line of JSON without a line end (docs/analysis.schema.json). False where memory
 * runs out. */
bool analysis_json(const struct analysis *analysis, struct buffer *out);

/* The treebank's own part of speech of a token; empty where there is none. */
struct str analysis_xpos(const struct analysis *analysis, uint32_t token);

/* The relation of a token to its head, with its subtype. */
struct str analysis_relation(const struct analysis *analysis, uint32_t token);

/* The number in its sentence of the word that a token depends on, from 1; 0 for the root. */
uint32_t analysis_head(const struct analysis *analysis, uint32_t token);
#endif
