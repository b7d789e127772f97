/* actor.c - stub. */
#include "read/reading.h"

void actor_read(struct reading *reading)
{
    (void)reading;
}

void actor_finish(struct reading *reading)
{
    (void)reading;
}
