/* fact_kind.h - how facts of each kind are found at a place, told as JSON and written from JSON, in SQL.
 *
 * Invariant: what `describe` tells of a fact, `make` writes. */
#ifndef STORE_FACT_KIND_H
#define STORE_FACT_KIND_H
#include "base/str.h"

/* The rules of facts that a person made, or keeps. */
#define RULE_HAND_MADE "person.hand-made"
#define RULE_KEPT "person.kept"

/* Of a coding `f`: which event it is, of those that may be told at the same bytes: "ASSAULT soldiers > a village". */
#define FACT_FIRST_AS(role, before)                                                                               \
    "coalesce((SELECT '" before "' || one.quote FROM coding_actor AS one WHERE coding_id = f.id "                  \
    "AND one.role = '" role "' AND one.at = 0), '')"
#define FACT_CODED "(f.event || " FACT_FIRST_AS("source", " ") " || " FACT_FIRST_AS("target", " > ") ")"

struct fact_kind {
    const char *name; /* table */
    const char *find; /* id, start, end of the fact most at bytes ?2 to ?3 of report row ?1, of the actor named ?4 */
    const char *describe; /* JSON of that at bytes ?2 to ?3 of the current report ?1; NULL: cannot be made by hand */
    const char *make; /* write JSON ?6 into report row ?1 at ?2 to ?3, quote ?4, by rule ?5 */
    const char *at;   /* the actor's name (or NULL) of each fact at exactly the bytes ?2 to ?3 of the current report ?1 */
    const char *last; /* id, start, end of the last of this kind in report row ?1 */
};

const struct fact_kind *fact_kind_find(struct str name);

/* All kinds, one after the other; NULL behind the last. */
const struct fact_kind *fact_kind_next(const struct fact_kind *kind);

/* Write the actors that ?6 names and the report does not have; parameters as for `make`. */
extern const char *const fact_kind_actors;
#endif
