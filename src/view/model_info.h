/* model_info.h - what a model file holds: its version and size, the lines it tells about itself, and its chunks. */
#ifndef VIEW_MODEL_INFO_H
#define VIEW_MODEL_INFO_H
#include <stdbool.h>
#include <stdio.h>
#include "model/weights.h"

/* `bytes` is the file that `weights` was read from, without its sums checked: this says of every chunk whether its sum
 * holds. Returns false where writing failed or memory ran out. */
bool model_info_print(const struct weights *weights, struct str bytes, FILE *out);
bool model_info_print_json(const struct weights *weights, struct str bytes, FILE *out);
#endif
