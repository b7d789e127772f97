/* date.c - stub. */
#include "read/reading.h"

void date_read(struct reading *reading)
{
    (void)reading;
}
