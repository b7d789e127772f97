/* statement.c - stub. */
#include "read/reading.h"

void statement_read(struct reading *reading)
{
    (void)reading;
}
