/* limits.c - see limits.h. Input: settings. Output: limits. Invariant: every limit is at least 1. */
#include "ingest/limits.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/error.h"

#define MIB ((uint64_t)1024 * 1024)

const struct limit_about limit_abouts[LIMIT_COUNT] = {
    [LIMIT_SIZE] = {"size", "bytes", 8 * MIB, "one document: a page, a text, a line, a feed"},
    [LIMIT_UNPACKED] = {"unpacked", "bytes", 65536 * MIB, "what one compressed file unpacks to"},
    [LIMIT_RATIO] = {"ratio", "bytes unpacked for one packed", 200, "from 8 MiB unpacked on"},
    [LIMIT_NESTING] = {"nesting", "archives in archives", 6, "compression counts"},
    [LIMIT_MEMBERS] = {"members", "members", 50000000, "one archive"},
    [LIMIT_DEPTH] = {"depth", "elements in elements", 1000, "one page or feed"},
    [LIMIT_TAGS] = {"tags", "tags", 500000, "one page or feed"},
    [LIMIT_ATTRIBUTES] = {"attributes", "attributes", 500, "one tag"},
    [LIMIT_LINKS] = {"links", "links", 50000, "one page"},
    [LIMIT_ITEMS] = {"items", "items", 10000, "one feed or live blog"},
    [LIMIT_WORDS] = {"words", "words", 200000, "one report that is read"},
    [LIMIT_HEADERS] = {"headers", "bytes", 256 * 1024, "the headers of one message or record"},
    [LIMIT_REDIRECTS] = {"redirects", "redirects", 10, "one request"},
    [LIMIT_SECONDS] = {"seconds", "seconds", 20, "processor time for one document"},
    [LIMIT_WAIT] = {"wait", "seconds", 60, "one request, until all of it is there"},
    [LIMIT_MEMORY] = {"memory", "bytes", 2048 * MIB, "the process that reads outside bytes"},
};

struct limits limits_usual(void)
{
    struct limits limits;
    for (size_t i = 0; i < LIMIT_COUNT; i++)
        limits.most[i] = limit_abouts[i].most;
    return limits;
}

/* "8388608", and where bytes are counted "8192K", "8M", "1G". */
static bool parse_most(const char *text, bool bytes, uint64_t *most)
{
    char *end;
    errno = 0;
    unsigned long long number = ascii_is_digit(text[0]) ? strtoull(text, &end, 10) : 0;
    if (number == 0 || errno)
        return false;
    static const char units[] = "KMG";
    const char *unit = bytes && *end ? strchr(units, *end) : NULL;
    int shift = unit ? 10 * (int)(unit - units + 1) : 0;
    if ((*end && (!unit || end[1])) || number > (SIZE_MAX / 4) >> shift)
        return false;
    *most = (uint64_t)number << shift;
    return true;
}

bool limits_set(struct limits *limits, const char *setting)
{
    const char *equals = strchr(setting, '=');
    size_t length = equals ? (size_t)(equals - setting) : 0;
    for (size_t i = 0; length && i < LIMIT_COUNT; i++) {
        const struct limit_about *about = &limit_abouts[i];
        if (strlen(about->name) == length && strncmp(about->name, setting, length) == 0)
            return parse_most(equals + 1, strcmp(about->unit, "bytes") == 0, &limits->most[i]);
    }
    return false;
}

bool limit_fail(readout_error *error, const struct limits *limits, enum limit limit, const char *source)
{
    const struct limit_about *about = &limit_abouts[limit];
    return error_set(error, READOUT_TOO_LARGE, source, "more than %" PRIu64 " %s (--limit %s)", limits->most[limit],
                     about->unit, about->name);
}
