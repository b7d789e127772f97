/* meeting.c - stub. */
#include "read/reading.h"

void meeting_read(struct reading *reading)
{
    (void)reading;
}
