/* proposal.c - stub. */
#include "read/reading.h"

void proposal_read(struct reading *reading)
{
    (void)reading;
}
