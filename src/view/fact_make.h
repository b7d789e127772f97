/* fact_make.h - a fact that a person makes: checked, and brought into the form in which decisions keep it.
 *
 * Input: KEY=VALUE words or an object of JSON, the merged record (whose actors are meant). Output: JSON of the fact
 * (store/fact_kind.h). Invariant: what is accepted names no unknown field, value or actor, and its words are in the
 * text. */
#ifndef VIEW_FACT_MAKE_H
#define VIEW_FACT_MAKE_H
#include <jansson.h>

#include "store/decision.h"

enum field_type {
    FIELD_TEXT, FIELD_TEXTS, FIELD_DAY, FIELD_ONE_OF, FIELD_ACTOR, FIELD_ACTORS, FIELD_NUMBER, FIELD_PARTS
};

/* A field of a kind of fact; `names` are the words that it takes, or those of the parts of a proposal; where one is
 * NULL, the value is not known. */
struct fact_field {
    const char *name;
    enum field_type type;
    const char *const *names;
    int count;
};

/* The fields of a kind, up to one whose name is NULL; NULL: no such fact can be made by hand. */
const struct fact_field *fact_fields(const char *kind);

/* Put KEY=VALUE into the object: lists have "; " between their items. False, and `error`, if it is none. */
bool fact_put(json_t *object, const char *kind, const char *word, readout_error *error);

/* Bring the object (with "fact", "report", "quote" and the fields of its kind) into the form of a decision, in the
 * arena, which the caller guards. `text` is that of the report. */
bool fact_decide(json_t *object, const struct story *story, struct str text, struct arena *arena,
                 struct decision *decision, readout_error *error);
#endif
