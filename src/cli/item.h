/* item.h - what a person means by ITEM: an item of the merged record, by its key, or a fact of one report.
 *
 * Input: the words of the command line, the merged record. Output: what it is called and the places it is told at. */
#ifndef CLI_ITEM_H
#define CLI_ITEM_H
#include "cli/story.h"
#include "store/decision.h"

/* Fill subject, key and places of the decision, in the arena, which the caller guards. What is no item, or may be
 * several, is a READOUT_BAD_USAGE error. */
bool item_find(struct store *store, const struct merged *merged, struct arena *arena, struct str name,
               struct decision *decision, readout_error *error);

/* What ITEM is, as a paragraph of the usage text. */
#define HELP_ITEM                                                                                                 \
    "ITEM is the key of an actor, meeting, proposal, position, conflict or event of 'readout export --story', or a\n"  \
    "fact of one report, REPORT:START-END, by the bytes that 'readout export' prints for it; where several facts\n" \
    "stand there, REPORT:START-END:KIND, or REPORT:START-END:KIND:ACTOR.\n"
#endif
