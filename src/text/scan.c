/* scan.c - see scan.h. */
#include "text/scan.h"

#include <utf8proc.h>

#include "text/token.h"

enum { SOFT_HYPHEN = 0xad };

enum scan_kind scan_wide_kind(const struct cursor *cursor, uint32_t at, uint32_t *size)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)cursor->text + at,
                                               (utf8proc_ssize_t)(cursor->end - at), &point);
    *size = length <= 0 ? 1 : (uint32_t)length;
    if (length <= 0)
        return SCAN_MARK;
    switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC:
        return SCAN_LETTER;
    case UTF8PROC_CATEGORY_ND:
        return SCAN_DIGIT;
    case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP: case UTF8PROC_CATEGORY_CC:
        return SCAN_BLANK;
    case UTF8PROC_CATEGORY_CF:
        return point == SOFT_HYPHEN ? SCAN_LETTER : SCAN_BLANK; /* seen only where a line breaks */
    default:
        return SCAN_MARK;
    }
}

uint32_t scan_apostrophe(const struct cursor *cursor, uint32_t at)
{
    char c = scan_byte(cursor, at);
    if (c == '\'' || c == '`')
        return 1;
    if (c == '\xe2' && at + 3 <= cursor->end && cursor->text[at + 1] == '\x80' &&
        (cursor->text[at + 2] == '\x99' || cursor->text[at + 2] == '\x98'))
        return 3;
    return 0;
}

static bool is_word_kind(enum scan_kind kind)
{
    return kind == SCAN_LETTER || kind == SCAN_DIGIT;
}

uint32_t scan_run(const struct cursor *cursor, uint32_t at)
{
    uint32_t size, start = at;
    while (at < cursor->end) {
        uint32_t next = at;
        while (at > start && scan_byte(cursor, next) == '_')
            next++;
        if (next == cursor->end || !is_word_kind(scan_kind(cursor, next, &size)))
            break;
        at = next + size;
    }
    return at;
}

uint32_t scan_solid(const struct cursor *cursor, uint32_t at)
{
    uint32_t size;
    while (at < cursor->end && scan_kind(cursor, at, &size) != SCAN_BLANK)
        at += size;
    return at;
}

uint32_t scan_look_up(const struct map *map, const struct cursor *cursor, uint32_t start, uint32_t end)
{
    char folded[TOKEN_FOLD_SIZE];
    if (end - start >= TOKEN_FOLD_SIZE)
        return MAP_NONE;
    return map_get(map, token_fold(str_make(cursor->text + start, end - start), folded, sizeof folded));
}
