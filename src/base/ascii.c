/* ascii.c - see ascii.h. Input: a text and a part. Output: a place. Invariant: no byte behind the text is looked at. */
#include "base/ascii.h"

size_t ascii_find(struct str text, struct str part)
{
    for (size_t at = 0; at + part.len <= text.len; at++)
        if (ascii_starts(str_make(text.ptr + at, text.len - at), part))
            return at;
    return text.len;
}
