/* outlook.h - the status of an event, seen from the day of the report. */
#ifndef READ_OUTLOOK_H
#define READ_OUTLOOK_H
#include "read/aspect.h"

/* The status that aspect.h gives for the frame, but "planned" for what somebody has bound himself to do ("agreed to
 * send a team") and for what is to be on a day behind the report's. */
enum event_status outlook(const struct reading *reading, const struct frame *frame, enum event_status status);

/* Does it begin on a day behind the report's? False where either day is unknown. */
bool outlook_is_ahead(const struct reading *reading, const struct interval *when);
#endif
