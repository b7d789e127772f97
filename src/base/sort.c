/* sort.c - see sort.h. By digits of eight bits, the lowest first (radix sort): four passes, whatever the keys. */
#include "base/sort.h"

enum { DIGIT = 8, DIGITS = 1 << DIGIT, KEY_END = 64, KEY_START = 32 };

static size_t digit(uint64_t item, int shift)
{
    return (item >> shift) % DIGITS;
}

static void sort_by_digit(const uint64_t *from, uint64_t *to, size_t count, int shift)
{
    size_t place[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        place[digit(from[i], shift) + 1]++;
    for (size_t d = 0; d < DIGITS; d++)
        place[d + 1] += place[d];
    for (size_t i = 0; i < count; i++)
        to[place[digit(from[i], shift)]++] = from[i];
}

void sort_items(uint64_t *items, uint64_t *spare, size_t count)
{
    for (int shift = KEY_START; shift < KEY_END; shift += 2 * DIGIT) {
        sort_by_digit(items, spare, count, shift);
        sort_by_digit(spare, items, count, shift + DIGIT);
    }
}

size_t sort_greatest(const uint32_t *counts, size_t count, size_t most, uint32_t *found)
{
    size_t have = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!counts[i] || (have == most && counts[i] <= counts[found[most - 1]]))
            continue;
        size_t at = have < most ? have++ : most - 1;
        for (; at && counts[found[at - 1]] < counts[i]; at--)
            found[at] = found[at - 1];
        found[at] = i;
    }
    return have;
}
