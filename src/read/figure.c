/* figure.c - stub. */
#include "read/reading.h"

void figure_read(struct reading *reading)
{
    (void)reading;
}
