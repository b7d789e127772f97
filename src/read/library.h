/* library.h - everything that is loaded once and shared by all readers: words, rules, tagger.
 *
 * Invariant: const once opened. */
#ifndef READ_LIBRARY_H
#define READ_LIBRARY_H
#include "model/parser.h"
#include "read/sets.h"
#include "rules/pattern.h"
#include "text/boundary.h"

struct readout_library {
    struct arena arena;
    struct arena scratch; /* empty once opened */
    struct source_list sources;
    const struct lexicon *lexicon;
    const struct ruleset *rules;
    struct boundary_model boundary;
    const struct tagger *tagger;
    const struct parser *parser;
    set_id sets[SET_COUNT]; /* by enum read_set */
};
#endif
