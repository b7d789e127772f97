/* treebank.h - treebanks in CoNLL-U as documents, for training and measuring model/. */
#ifndef TRAIN_TREEBANK_H
#define TRAIN_TREEBANK_H
#include <stdio.h>

#include "model/tagger.h"

struct treebank {
    struct document document; /* tokens as given; no tags, no tree */
    uint32_t *heads;          /* of every token, index into the document; NO_TOKEN for roots */
    uint8_t *relations;       /* enum relation; REL_DEP for those the program does not have */
    struct str *columns;      /* the fifth column (language-specific tag) */
};

/* Read all sentences of `file` into `arena`. The document's own arena is `work`. */
struct treebank treebank_read(FILE *file, struct arena *arena, struct arena *work);

/* The whole file; an empty slice where it cannot be read. */
struct str treebank_file(const char *path, struct arena *arena);

/* Load the tagger's model; prints what is wrong and ends the program where it cannot. */
const struct tagger *treebank_tagger(const char *path, struct arena *arena);
#endif
