/* library.h - everything that is loaded once and shared by all readers: words, rules, model.
 *
 * Invariant: const once opened. */
#ifndef READ_LIBRARY_H
#define READ_LIBRARY_H
#include "model/core.h"
#include "model/rarity.h"
#include "read/coding_class.h"
#include "read/coding_dictionary.h"
#include "read/sets.h"
#include "rules/pattern.h"
#include "text/boundary.h"
#include "text/language.h"

struct event_net;

struct readout_library {
    struct arena arena;
    struct arena scratch; /* empty once opened */
    struct source_list sources;
    const struct lexicon *lexicon;
    const struct ruleset *rules; /* NULL: opened for analysis alone */
    const struct class_library *classes; /* NULL where rules is NULL */
    struct boundary_model boundary;
    const struct core *core;
    const struct event_net *events; /* NULL where rules is NULL */
    const struct language_words *languages; /* NULL where rules is NULL */
    struct rarity rarity; /* empty where rules is NULL */
    const struct coding_dictionary *dictionary; /* the users' actors; NULL: none */
    set_id sets[SET_COUNT]; /* by enum read_set */
};
#endif
