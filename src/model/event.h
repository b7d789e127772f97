/* event.h - the network that finds political events, on top of the language core (models/FORMAT.md, train/events).
 *
 * What the core makes of each word is brought down to one row a word (event_hear, while the core is at work). Over the rows
 * of a stretch of words, say a sentence, runs a layer of LSTM; from its states are read, of the stretch, how likely it
 * tells each kind of event, and of every word whether it belongs to who acts or who is acted on. Where these are given
 * they are marked in the rows. Invariant: deterministic, the same bits on every machine; a stretch does not depend on others. */
#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H
#include "model/core.h"
#include "model/weights.h"

enum { EVENT_PENTA = 5, EVENT_ROOTS_MOST = 32 };

/* What a word of a stretch is part of. "First" starts a span. */
enum event_tag { EVENT_OUT, EVENT_SOURCE_FIRST, EVENT_SOURCE, EVENT_TARGET_FIRST, EVENT_TARGET, EVENT_TAG_COUNT };

struct event_net;

/* Make the network of a loaded model, in `arena`, whose owner guards it; the weights must outlive it. Returns NULL and
 * fills `error` (READOUT_BAD_DATA, with the chunk) where chunks are missing or their shapes do not fit. */
const struct event_net *event_make(struct arena *arena, const struct weights *weights, readout_error *error);

/* The name of a kind of event; "NONE" is one of them. */
struct str event_root_name(const struct event_net *net, uint32_t root);

/* The rows of the words of a document. */
struct event_rows {
    const struct event_net *net;
    uint8_t *rows; /* of every token */
};
struct event_rows event_rows_new(const struct event_net *net, const struct document *document);

/* Those of the words from `token` on, for a document that stands there in a joint one (joint.h). */
struct event_rows event_rows_from(const struct event_rows *rows, uint32_t token);

/* To be told the states of the core (struct core_listener); context: struct event_rows. */
void event_hear(void *context, const struct kernel *kernel, struct document *document, const struct batch *batch,
                const struct states *states);

/* Words [first, last) to look at; of given actors the words, absolute; none: first == last. */
struct event_words {
    uint32_t first, last;
};
static inline bool event_no_words(const struct event_words *words)
{
    return words->first == words->last;
}
struct event_stretch {
    struct event_words words, source, target;
};

struct event_scores {
    float roots[EVENT_ROOTS_MOST]; /* probabilities; they sum to 1 */
    float penta[EVENT_PENTA];      /* the same */
    uint32_t best;                 /* the likeliest root; of a pair that is given, "NONE" only where that is sure */
    uint8_t *tags;                 /* [last - first]: enum event_tag, well-formed */
    float *shares;                 /* [last - first]: how much each word speaks for `best` rather than for the others */
};

/* The scores of `count` stretches, in document->arena. */
struct event_scores *event_run(const struct event_rows *rows, struct document *document,
                               const struct event_stretch *stretches, uint32_t count);
#endif
