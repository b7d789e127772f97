/* given.c - see given.h. Input: the stored text. Output: two byte spans of it. */
#include "read/given.h"

#include "base/ascii.h"

static bool is_of_word(char byte)
{
    return (unsigned char)byte >= 0x80 || ascii_is_alphanumeric(byte);
}

/* Is the byte at `at` of one word with that before it? */
static bool is_inside_word(struct str text, size_t at)
{
    return at > 0 && at < text.len && is_of_word(text.ptr[at - 1]) && is_of_word(text.ptr[at]);
}

static bool overlap(struct span a, struct span b)
{
    return a.start < b.end && b.start < a.end;
}

/* Where the words first stand outside of `taken`; whole words go before parts of such. */
static struct span find(struct str text, struct str words, struct span taken)
{
    struct span part = {0, 0};
    size_t at = 0;
    for (const char *found; (found = memmem(text.ptr + at, text.len - at, words.ptr, words.len));) {
        size_t start = (size_t)(found - text.ptr);
        struct span span = {(uint32_t)start, (uint32_t)(start + words.len)};
        at = span.end;
        if (overlap(span, taken))
            continue;
        if (!is_inside_word(text, span.start) && !is_inside_word(text, span.end))
            return span;
        if (part.start == part.end)
            part = span;
    }
    return part;
}

/* False where words are given that stand nowhere. */
static bool find_given(struct str text, struct str given, struct span taken, struct span *out)
{
    const struct span none = {0, 0};
    struct str words = str_trim(given);
    *out = none;
    if (!words.len)
        return true;
    *out = find(text, words, taken);
    if (out->start == out->end)
        *out = find(text, words, none);
    return out->start < out->end;
}

void given_find(struct reading *reading, struct str source, struct str target)
{
    const struct span none = {0, 0};
    struct str text = reading->document.text;
    reading->lost_source = !find_given(text, source, none, &reading->given_source);
    reading->lost_target = !find_given(text, target, reading->given_source, &reading->given_target);
}
