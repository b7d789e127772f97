/* fact.h - a fact that a person makes: checked, and brought into the form in which decisions keep it.
 *
 * Input: KEY=VALUE words or an object of JSON, the merged record (whose actors are meant). Output: JSON of the fact
 * (store/fact_kind.h). Invariant: what is accepted names no unknown field, value or actor, and its words are in the
 * text. */
#ifndef CLI_FACT_H
#define CLI_FACT_H
#include <jansson.h>

#include "cli/story.h"
#include "store/decision.h"

/* Put KEY=VALUE into the object: lists have "; " between their items. False, and `error`, if it is none. */
bool fact_put(json_t *object, const char *kind, const char *word, readout_error *error);

/* Bring the object (with "fact", "report", "quote" and the fields of its kind) into the form of a decision, in the
 * arena, which the caller guards. `text` is that of the report. */
bool fact_decide(json_t *object, const struct merged *merged, struct str text, struct arena *arena,
                 struct decision *decision, readout_error *error);
#endif
