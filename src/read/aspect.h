/* aspect.h - whether what a word tells has happened, goes on, is planned or possible, or was called off. */
#ifndef READ_ASPECT_H
#define READ_ASPECT_H
#include "read/reading.h"

/* Read from tense, modality, negation and cue words at `trigger` (a verb or a noun for an event) and at the words
 * that govern it: the first cue on the way up decides; without one the tense of the clause does. */
enum event_status aspect_of(const struct reading *reading, uint32_t trigger);

/* Is the verb at `trigger` negated? */
bool aspect_negated(const struct reading *reading, uint32_t trigger);

/* Is the verb denied for good rather than told not to have happened: "does not talk to"; with `ever` also what is
 * denied of the future alone, "will not meet"? */
bool aspect_denied(const struct reading *reading, uint32_t verb, bool ever);

/* Does somebody deny what the verb tells: "denied that they had met", "denied a report that he would yield"? */
bool aspect_disowned(const struct reading *reading, uint32_t verb);

/* Is the verb told as a fact: finite or a participle, no infinitive, no modal? */
bool aspect_told(const struct reading *reading, uint32_t verb);

/* The status of a frame: its fixed word, or aspect_of its trigger. */
enum event_status aspect_of_frame(const struct reading *reading, const struct frame *frame);

/* Is that status told of the event itself, by its verb or a cue word? Not for a noun of which the clause only speaks:
 * "sets a high bar for their summit". */
bool aspect_is_told(const struct reading *reading, const struct frame *frame);
#endif
