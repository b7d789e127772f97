/* trial.h - what readout explain tells of the readers that are no rule files: statements and attributions.
 *
 * A trial is one attempt at one place of the text: how far it came, and on which word of data/ it stands. They are
 * kept only where they are asked for (reading->trials). */
#ifndef READ_TRIAL_H
#define READ_TRIAL_H
#include "rules/lexicon.h"

struct trial {
    const char *rule;           /* "statement.cue" */
    const char *stops;          /* the condition it stopped at; NULL: matched */
    const struct entry *entry;  /* the word of data/ that it began with; NULL: none */
    uint32_t first, last;       /* tokens it was tried at */
    uint32_t cue_first, cue_last, source_first, source_last; /* tokens; first == last: none */
};
LIST_TYPE(trial_list, struct trial);
#endif
