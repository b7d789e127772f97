/* robots_fuzz.c - fuzz target: any bytes as a robots.txt (ingest/robots.h); the first line is what is asked for. */
#include <assert.h>

#include "ingest/robots.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct str file = str_make((const char *)bytes, length), target = str_cut(&file, '\n');
    bool allowed = robots_allows(file, STR("Readout"), target);
    assert(allowed == robots_allows(file, STR("readout/1.0"), target));
    assert(robots_allows(file, STR("Readout"), STR("/robots.txt")));
    double delay = robots_delay(file, STR("Readout"));
    assert(delay >= 0 && delay <= ROBOTS_DELAY_MOST);
    return 0;
}
