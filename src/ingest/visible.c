/* visible.c - see visible.h. Input: any bytes. Output: well-formed UTF-8 without control characters. Invariant: bytes
 * that are fit already come out as they are. */
#include "ingest/visible.h"

#include "base/utf8.h"

/* U+2028 to U+202E and U+2066 to U+2069: ends of lines and paragraphs, and what turns the direction. */
static bool steers(const unsigned char *character)
{
    return character[0] == 0xe2 && ((character[1] == 0x80 && character[2] >= 0xa8 && character[2] <= 0xae) ||
                                    (character[1] == 0x81 && character[2] >= 0xa6 && character[2] <= 0xa9));
}

/* Length of the character at `at` that may stay as it is; 0: it may not. */
static size_t fit_length(struct str bytes, size_t at)
{
    const unsigned char *b = (const unsigned char *)bytes.ptr;
    if (b[at] < 0x80)
        return b[at] >= 0x20 && b[at] != 0x7f;
    size_t length = utf8_multibyte_length(b, at, bytes.len);
    bool control = length == 2 && b[at] == 0xc2 && b[at + 1] < 0xa0;
    return control || (length == 3 && steers(b + at)) ? 0 : length;
}

void visible_add(struct buffer *into, struct str bytes)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t at = 0; at < bytes.len;) {
        size_t length = fit_length(bytes, at);
        if (length)
            buffer_add(into, str_make(bytes.ptr + at, length));
        else {
            unsigned char byte = (unsigned char)bytes.ptr[at];
            buffer_add(into, str_make((char[]){'\\', 'x', digits[byte >> 4], digits[byte & 15]}, 4));
        }
        at += length ? length : 1;
    }
}
