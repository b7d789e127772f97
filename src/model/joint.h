/* joint.h - several short documents analysed as one, so that the core reads their sentences in step, as it does those of a
 * long one: a sentence alone takes half as long again. What is found is the same. */
#ifndef MODEL_JOINT_H
#define MODEL_JOINT_H
#include "model/core.h"

/* As core_analyse for each of the documents, which have together less than 4 GB of text and share `arena`. */
void core_analyse_all(const struct core *core, struct arena *arena, struct document *const *documents, size_t count,
                      unsigned parts);
#endif
