/* utf8.h - the one place that knows what a well-formed character of UTF-8 is (Unicode 15, table 3-7). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Length of the well-formed character of two to four bytes that starts at `at`; 0 if there is none. */
static inline size_t utf8_multibyte_length(const unsigned char *bytes, size_t at, size_t length)
{
    unsigned first = bytes[at];
    size_t size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (size == 0 || length - at < size)
        return 0;
    unsigned second = bytes[at + 1];
    unsigned least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    unsigned most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most)
        return 0;
    for (size_t i = 2; i < size; i++)
        if ((bytes[at + i] & 0xc0) != 0x80)
            return 0;
    return size;
}

/* How many bytes from `at` are ASCII and `least` (at most 128) or more, rounded down to words of eight. */
static inline size_t utf8_plain_run(const unsigned char *bytes, size_t at, size_t length, unsigned char least)
{
    const uint64_t ones = 0x0101010101010101u;
    size_t start = at;
    for (; length - at >= sizeof ones; at += sizeof ones) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        if ((word | (word - least * ones)) & 0x80 * ones) /* a byte over 127, or one under `least` */
            break;
    }
    return at - start;
}
#endif
