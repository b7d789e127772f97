/* subject.h - the negotiation that a report is about: its opposing sides, who mediates, and the matter. */
#ifndef READ_SUBJECT_H
#define READ_SUBJECT_H
#include "read/reading.h"

/* Fill record->subjects, matters and mediators from mentions, facts and the frames process(parties, foes, mediators) of
 * the report, and from the words of its title. Before actor_finish. Empty where it is about no negotiation. */
void subject_read(struct reading *reading, struct document *title);
#endif
