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
    struct str *ranges;       /* the line of a multiword token that starts here; else empty */
};

/* Read all sentences of `file` into `arena`. The document's own arena is `work`. */
struct treebank treebank_read(FILE *file, struct arena *arena, struct arena *work);

/* The whole file; without a path where it cannot be read. */
struct model_file treebank_file(const char *path, struct arena *arena);

/* Load the tagger's models; `context` may be NULL. Prints what is wrong and ends the program where it cannot. */
const struct tagger *treebank_tagger(const char *tags, const char *context, struct arena *arena);

/* Tagger models that each were made without one part of the treebank (train/tags.py --without). */
enum { PART_MOST = 16, PART_BLOCK = 500 /* sentences, as BLOCK in tags.py */ };
struct parts {
    struct tagger *taggers[PART_MOST];
    uint32_t count;
};
struct parts treebank_parts(char **paths, int count, struct arena *arena);

/* The one that has not seen the sentence. */
const struct tagger *parts_for(const struct parts *parts, uint32_t sentence);

/* One sentence as a document of its own, which shares its tokens; `*sentence` is filled. */
struct document treebank_sentence(const struct treebank *treebank, uint32_t number, struct sentence *sentence);

/* A shuffled order of `count` things; `*random` is the generator's state. */
void shuffle(uint32_t *order, uint32_t count, uint64_t *random);
uint32_t random_next(uint64_t *random);
#endif
