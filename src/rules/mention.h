/* mention.h - the spans that rules may ask for by type: actors, people, places, dates.
 *
 * Filled by read/ before rules run. Invariant: mentions of one type do not overlap. */
#ifndef RULES_MENTION_H
#define RULES_MENTION_H
#include "text/document.h"

enum mention_type { MENTION_ACTOR, MENTION_PERSON, MENTION_PLACE, MENTION_DATE, MENTION_TYPE_COUNT };

struct mention {
    uint32_t first, last; /* tokens [first, last) */
    uint32_t index;       /* into the table of its type: actors, places, dates */
};

struct mentions {
    struct mention *items[MENTION_TYPE_COUNT];
    uint32_t count[MENTION_TYPE_COUNT], capacity[MENTION_TYPE_COUNT];
    uint32_t *over[MENTION_TYPE_COUNT]; /* per token: 1 + the mention of that type that covers it; 0: none */
};

void mentions_init(struct mentions *mentions, const struct document *document);

/* Add a mention; does nothing and returns false where one of its type stands already. */
bool mentions_add(struct mentions *mentions, const struct document *document, enum mention_type type,
                  struct mention mention);

/* The mention of `type` that covers `token`; NULL if none. */
static inline const struct mention *mentions_over(const struct mentions *mentions, enum mention_type type,
                                                  uint32_t token)
{
    uint32_t at = mentions->over[type][token];
    return at ? &mentions->items[type][at - 1] : NULL;
}
#endif
