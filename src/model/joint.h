/* joint.h - several short documents made one, so that the core reads their sentences in step, as it does those of a long
 * one: a sentence alone takes half as long again. What is found is the same. */
#ifndef MODEL_JOINT_H
#define MODEL_JOINT_H
#include "text/document.h"

/* The documents one behind the other, in `arena`, which is theirs, too: text, sentences and tokens. Together they have
 * less than 4 GB of text. */
struct document joint_make(struct arena *arena, struct document *const *documents, size_t count);

/* Give each of the documents what core_analyse found in the joint one, all parts. */
void joint_give(const struct document *joint, struct document *const *documents, size_t count);
#endif
