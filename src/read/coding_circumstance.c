/* coding_circumstance.c - see coding.h: whether an event has happened, when and where, and who says so. */
#include "read/coding.h"

void coding_circumstance(const struct reading *reading, const struct coding_site *site, struct coding *coding)
{
    coding->status = CODING_PAST;
    coding->evidence.cited = attribution_cited(reading, site->trigger);
}
