/* office.h - whether two roles that reports give an actor are one office in other words.
 *
 * Input: roles as reports word them, the side of who has them. Output: a text that is the same for one office.
 * Invariant: what tells a former, deputy or acting holder from a holder stays. */
#ifndef MERGE_OFFICE_H
#define MERGE_OFFICE_H
#include "base/map.h"
#include "read/record.h"
#include "rules/source.h"

struct office_words {
    struct map sides;     /* folded name or adjective of a state or body → its number */
    struct map kinds;     /* folded words of an office → its kind in `kind_names` */
    struct str_list kind_names;
    struct map modifiers; /* "former", "deputy" */
};

bool office_words_load(struct arena *arena, const struct source_list *sources, struct office_words *words,
                       readout_error *error);

/* "president" for "U.S. President" of the United States, "former president" for "former US President". */
struct str office_core(struct arena *arena, const struct office_words *words, struct str role, struct str party);
#endif
