/* ascii.h - letters, digits, blanks and case of ASCII, whatever the locale: for names and marks of formats, not for
 * texts. */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H
#include "base/str.h"

static inline bool ascii_is_letter(char c)
{
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_alphanumeric(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

static inline bool ascii_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Space or tab. */
static inline bool ascii_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* A blank or a control character, which parts words like one. */
static inline bool ascii_is_gap(char c)
{
    return (unsigned char)c <= ' ';
}

static inline char ascii_lower(char c)
{
    return ascii_is_upper(c) ? (char)(c + 32) : c;
}

/* What a hexadecimal digit stands for; -1: it is none. */
static inline int ascii_hex(char c)
{
    char small = ascii_lower(c);
    return ascii_is_digit(c) ? c - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

/* Whether two names are the same but for the case of their letters. */
static inline bool ascii_same(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    return true;
}

/* Whether the text starts with `front`, or ends with `back`, in letters of any case. */
static inline bool ascii_starts(struct str text, struct str front)
{
    return text.len >= front.len && ascii_same(str_make(text.ptr, front.len), front);
}

static inline bool ascii_ends(struct str text, struct str back)
{
    return text.len >= back.len && ascii_same(str_make(text.ptr + text.len - back.len, back.len), back);
}

/* Where `part` first stands in the text, in letters of any case; `text.len`: nowhere. Linear for short parts. */
size_t ascii_find(struct str text, struct str part);

/* The number that `count` digits (up to nine) from `at` on write; -1: something else stands there. */
int ascii_number(struct str text, size_t at, size_t count);

/* The byte that an escape of an address, "%41", at `at` stands for; -1: there is none. */
static inline int ascii_unescaped(struct str text, size_t at)
{
    if (text.ptr[at] != '%' || text.len - at < 3)
        return -1;
    int high = ascii_hex(text.ptr[at + 1]), low = ascii_hex(text.ptr[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}
#endif
