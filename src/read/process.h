/* process.h - the parties and mediators of the negotiation a report is about, for talks it names without them. */
#ifndef READ_PROCESS_H
#define READ_PROCESS_H
#include "read/reading.h"

struct process {
    struct actor_list parties, mediators; /* empty: the report does not say */
};

/* From frames process(parties, foes, mediators), and from sides named together: the pair named most often, the
 * earlier one at a tie. A pair is passed over when one of it is more often told to mediate. Made when first
 * asked for, once the frames are there; the reading's. */
const struct process *process_read(struct reading *reading);
#endif
