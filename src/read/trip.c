/* trip.c - stub. */
#include "read/reading.h"

void trip_read(struct reading *reading)
{
    (void)reading;
}
