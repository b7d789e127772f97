/* position.c - stub. */
#include "read/reading.h"

void position_read(struct reading *reading)
{
    (void)reading;
}
