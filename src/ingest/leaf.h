/* leaf.h - a document that holds no others becomes articles: a text or a page one, a live blog or a feed several. */
#ifndef INGEST_LEAF_H
#define INGEST_LEAF_H
#include "ingest/article.h"
#include "ingest/kind.h"
#include "ingest/limits.h"
#include "ingest/origin.h"
#include "ingest/problem.h"
#include "readout.h"

/* `origin` says where the bytes come from; origin->name is named in errors. What is wrong with a feed that is read all
 * the same is told to `problems`. False fills `error`. The caller guards the
 * arena, in which the articles stand; their text may be a slice of `bytes`. */
bool leaf_read(struct arena *arena, enum kind kind, struct str bytes, const struct origin *origin,
               const struct limits *limits, struct article_list *articles, struct problem_sink *problems,
               readout_error *error);
#endif
