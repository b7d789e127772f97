/* choose.h - finds the negotiation that --process names.
 *
 * Input: the open database, the options. Output: the options with its key. Invariant: the options name one negotiation
 * of the record, or none and there is an error that names those that it could be. */
#ifndef CLI_CHOOSE_H
#define CLI_CHOOSE_H
#include "base/arena.h"
#include "cli/options.h"
#include "store/store.h"

/* --process is a key, or words that the key and name of one negotiation alone hold; make it the key, which lives in the
 * arena. Without --process nothing is done. */
bool choose_process(struct store *store, struct options *options, struct arena *arena, readout_error *error);
#endif
