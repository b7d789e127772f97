/* scan.h - characters of a text and their kinds, for cutting it into tokens.
 *
 * Input: a cursor over valid UTF-8 and a byte in it. Invariant: looks at [at, end) only; broken bytes are marks. */
#ifndef TEXT_SCAN_H
#define TEXT_SCAN_H
#include <stdbool.h>
#include <stdint.h>
#include "base/ascii.h"
#include "base/map.h"

enum scan_kind { SCAN_BLANK, SCAN_LETTER, SCAN_DIGIT, SCAN_MARK };

struct cursor {
    const char *text;
    uint32_t end;
};

/* Kind of a character beyond ASCII; its length in *size. */
enum scan_kind scan_wide_kind(const struct cursor *cursor, uint32_t at, uint32_t *size);

/* Kind of the character at byte `at` < end; its length in *size. */
static inline enum scan_kind scan_kind(const struct cursor *cursor, uint32_t at, uint32_t *size)
{
    unsigned char c = (unsigned char)cursor->text[at];
    *size = 1;
    if (ascii_is_letter((char)c))
        return SCAN_LETTER;
    if (c >= 0x80)
        return scan_wide_kind(cursor, at, size);
    if (c >= '0' && c <= '9')
        return SCAN_DIGIT;
    return c <= ' ' || c == 0x7f ? SCAN_BLANK : SCAN_MARK;
}

/* Does a character of that kind stand at `at`? False at the end. */
static inline bool scan_is(const struct cursor *cursor, uint32_t at, enum scan_kind kind)
{
    uint32_t size;
    return at < cursor->end && scan_kind(cursor, at, &size) == kind;
}

/* The byte at `at`; 0 at the end. */
static inline char scan_byte(const struct cursor *cursor, uint32_t at)
{
    return (char)(at < cursor->end ? cursor->text[at] : 0);
}

/* Length of an apostrophe (straight, U+2019, or U+2018 and ` which some writers misuse) at `at`; 0 if none. */
uint32_t scan_apostrophe(const struct cursor *cursor, uint32_t at);

/* End of the run of letters and digits from `at`, with underscores between them. */
uint32_t scan_run(const struct cursor *cursor, uint32_t at);

/* End of the run of anything but blanks from `at`. */
uint32_t scan_solid(const struct cursor *cursor, uint32_t at);

/* What the map holds for the folded bytes [start, end); MAP_NONE if nothing. */
uint32_t scan_look_up(const struct map *map, const struct cursor *cursor, uint32_t start, uint32_t end);

static inline bool scan_in_map(const struct map *map, const struct cursor *cursor, uint32_t start, uint32_t end)
{
    return scan_look_up(map, cursor, start, end) != MAP_NONE;
}
#endif
