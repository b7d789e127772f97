/* coding_actor.c - see coding.h: country and sectors of who takes part in an event. */
#include "read/coding.h"

void coding_actor(const struct reading *reading, uint32_t first, uint32_t last, struct coded_actor *out)
{
    (void)reading, (void)first, (void)last;
    out->actor = NO_ACTOR;
}
