/* coding_class.c - see coding.h: mode, contexts and CAMEO code of an event. */
#include <math.h>

#include "read/coding.h"

void coding_class(const struct reading *reading, const struct coding_site *site, struct coding *coding)
{
    (void)reading, (void)site;
    coding->goldstein = NAN;
}
