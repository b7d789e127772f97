/* tree.h - walking the dependency tree of a document downwards. */
#ifndef MODEL_TREE_H
#define MODEL_TREE_H
#include "text/document.h"

/* Of a head with endless dependents only the nearest on either side are its children, so that no walk is long. */
enum { TREE_MOST_CHILDREN = 64 };

/* Arrays over all tokens of a document; NO_TOKEN where there is none. */
struct tree {
    uint32_t *first_child, *next_child; /* children in text order */
    uint32_t *left, *right;             /* the subtree covers tokens [left, right) at most */
};

/* Build it from token.head, in document->arena. Linear. */
struct tree tree_build(const struct document *document);

/* The first child of `token` with that relation; NO_TOKEN if none. */
uint32_t tree_child(const struct document *document, const struct tree *tree, uint32_t token, enum relation relation);
#endif
