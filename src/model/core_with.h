/* core_with.h - for the tests: the core with a kernel of one's choice (model/kernel.h). */
#ifndef MODEL_CORE_WITH_H
#define MODEL_CORE_WITH_H
#include "model/core.h"
#include "model/kernel.h"

/* As core_make, with that kernel in place of the fastest. */
const struct core *core_make_with(struct arena *arena, const struct weights *weights, const struct kernel *kernel,
                                  readout_error *error);
#endif
