/* item_find.h - what a person means by ITEM: an item of the merged record, by its key, or a fact of one report.
 *
 * Input: the name of it, the merged record. Output: what it is called and the places it is told at. */
#ifndef VIEW_ITEM_FIND_H
#define VIEW_ITEM_FIND_H
#include "store/decision.h"

/* Fill subject, key and places of the decision, in the arena, which the caller guards. What is no item, or may be
 * several, is a READOUT_BAD_USAGE error. */
bool item_find(struct store *store, const struct story *story, struct arena *arena, struct str name,
               struct decision *decision, readout_error *error);

/* The parts of "REPORT:START-END", "REPORT:START-END:KIND:WHO"; the report may have colons of its own. Kind and who are
 * empty where they are not given. */
struct fact_name {
    struct str report, kind, who;
    uint32_t start, end;
};

/* False where the name is none of a fact. */
bool fact_name_split(struct str name, struct fact_name *parts);
#endif
