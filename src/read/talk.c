/* talk.c - stub. */
#include "read/reading.h"

void talk_read(struct reading *reading)
{
    (void)reading;
}
