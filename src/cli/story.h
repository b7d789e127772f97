/* story.h - opens the merged record for a command: words, facts of the scope, and the story they make.
 *
 * Input: the options. Output: struct merged. Invariant: after merged_open, whatever it returns, merged_close gives all
 * back. */
#ifndef CLI_STORY_H
#define CLI_STORY_H
#include "base/buffer.h"
#include "cli/options.h"
#include "store/story.h"

struct merged {
    struct arena arena; /* the story's; guarded by merged_open only while that runs */
    struct story_words words;
    struct arena_place behind_words; /* where what is of one scope begins */
    struct story_facts facts;
    struct story story;
};

/* Put together what the reports of the scope say. Where memory runs out that is an error as any other. */
bool merged_open(struct merged *merged, struct store *store, const struct story_scope *scope, readout_error *error);
void merged_close(struct merged *merged);

/* The same for another scope, in the place of what was put together before; the words stay. Only where merged_open went
 * well. */
bool merged_reopen(struct merged *merged, struct store *store, const struct story_scope *scope, readout_error *error);

/* Open the merged record of the options' scope, let `print` show it (to standard output, or into `out`, which is
 * written behind it), and close it. Memory may run out in `print` too. */
bool merged_show(struct store *store, const struct options *options,
                 void print(struct merged *merged, const struct options *options, struct buffer *out),
                 readout_error *error);

/* The scope that --since, --until, --actor, --place and --process choose. */
struct story_scope merged_scope(const struct options *options);
#endif
