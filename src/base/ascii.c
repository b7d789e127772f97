/* ascii.c - see ascii.h. Input: a text. Output: a place or a number. Invariant: no byte behind the text is looked
 * at. */
#include "base/ascii.h"

size_t ascii_find(struct str text, struct str part)
{
    for (size_t at = 0; at + part.len <= text.len; at++)
        if (ascii_starts(str_make(text.ptr + at, text.len - at), part))
            return at;
    return text.len;
}

int ascii_number(struct str text, size_t at, size_t count)
{
    int number = 0;
    if (text.len < count || at > text.len - count)
        return -1;
    for (size_t i = at; i < at + count; i++) {
        if (!ascii_is_digit(text.ptr[i]))
            return -1;
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number;
}
