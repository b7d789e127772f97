/* outlook.h - the status of an event, seen from the day of the report. */
#ifndef READ_OUTLOOK_H
#define READ_OUTLOOK_H
#include "read/aspect.h"

/* As aspect_of_frame, but what somebody has bound himself to do ("agreed to send a team"), and what is to be on a day
 * behind the report's, is planned. */
enum event_status outlook_of_frame(const struct reading *reading, const struct frame *frame);
#endif
