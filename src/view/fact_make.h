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

/* The same of a value of that name; of lists, `mark` stands between the items. */
bool fact_put_value(json_t *object, const char *kind, const char *name, const char *text, char mark,
                    readout_error *error);

/* Bring the object (with "fact", "report", "quote" and the fields of its kind) into the form of a decision, in the
 * arena, which the caller guards. `text` is that of the report. Of several places where the quote stands the one nearest
 * to the byte `near` is meant; FACT_ONCE: it must stand there once. */
#define FACT_ONCE SIZE_MAX
bool fact_decide(json_t *object, const struct story *story, struct str text, size_t near, struct arena *arena,
                 struct decision *decision, readout_error *error);
#endif
