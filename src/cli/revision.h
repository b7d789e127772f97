/* revision.h - the half of `readout diff` that compares two versions of a text. */
#ifndef CLI_REVISION_H
#define CLI_REVISION_H
#include "cli/options.h"
#include "store/store.h"

/* Compare the two reports named behind the options, or the one with its version before; print what changed. */
bool show_revision(struct store *store, const struct options *options, readout_error *error);
#endif
