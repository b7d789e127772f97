/* pull.c - see pull.h. Invariant: nothing at or behind the end of the text is looked at. */
#include "base/pull.h"

#include <stdlib.h>

#include "base/ascii.h"

enum { NUMBER_SIZE = 64 }; /* bytes of a number, and a NUL */

bool pull_fail(struct pull *in, const char *text)
{
    if (!in->problem)
        in->problem = text;
    return false;
}

/* The byte at the place; 0 at the end. */
static char here(const struct pull *in)
{
    return in->at < in->text.len ? in->text.ptr[in->at] : 0;
}

char pull_peek(struct pull *in)
{
    while (here(in) == ' ' || here(in) == '\t' || here(in) == '\n' || here(in) == '\r')
        in->at++;
    return here(in);
}

bool pull_open(struct pull *in, char bracket)
{
    if (in->problem || pull_peek(in) != bracket)
        return pull_fail(in, bracket == '{' ? "not an object" : "not a list");
    in->at++;
    in->first = true;
    return true;
}

/* Pass the comma before what comes; false at the closing bracket, which is passed. */
static bool next(struct pull *in, char close)
{
    if (in->problem)
        return false;
    char byte = pull_peek(in);
    bool first = in->first;
    in->first = false;
    if (byte != close && !first && byte != ',')
        return pull_fail(in, "neither a comma nor a closing bracket");
    in->at += byte == close || !first;
    return byte != close;
}

/* Pass a string: `*raw` is what stands between the marks. */
static bool pass_string(struct pull *in, struct str *raw, bool *escapes)
{
    if (pull_peek(in) != '"')
        return pull_fail(in, "not a string");
    const char *bytes = in->text.ptr;
    size_t start = in->at + 1, at = start, end = in->text.len;
    *escapes = false;
    while (at < end && bytes[at] != '"' && (unsigned char)bytes[at] >= 0x20) {
        bool escape = bytes[at] == '\\';
        *escapes = *escapes || escape;
        at += escape ? 2 : 1;
    }
    if (at >= end || bytes[at] != '"')
        return pull_fail(in, "a string without an end");
    *raw = str_make(bytes + start, at - start);
    in->at = at + 1;
    return true;
}

bool pull_member(struct pull *in, struct str *key)
{
    bool escapes;
    if (!next(in, '}') || !pass_string(in, key, &escapes))
        return false;
    if (pull_peek(in) != ':')
        return pull_fail(in, "no colon behind a name");
    in->at++;
    return true;
}

bool pull_item(struct pull *in)
{
    return next(in, ']');
}

/* The number of four hexadecimal digits at `at`; -1 if they are none. */
static long hexadecimal(struct str raw, size_t at)
{
    long number = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = i < raw.len ? ascii_hex(raw.ptr[i]) : -1;
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}

/* The character that \u at `*at` writes, which moves behind it; -1 if there is none. */
static long unicode_escape(struct str raw, size_t *at)
{
    long high = hexadecimal(raw, *at + 2);
    *at += 6;
    if (high < 0xd800 || high > 0xdfff)
        return high;
    bool pair = *at + 2 < raw.len && raw.ptr[*at] == '\\' && raw.ptr[*at + 1] == 'u';
    long low = high < 0xdc00 && pair ? hexadecimal(raw, *at + 2) : -1;
    *at += 6;
    return low >= 0xdc00 && low <= 0xdfff ? 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00) : -1;
}

/* Write a character in UTF-8; returns behind it. */
static char *put_character(char *out, long character)
{
    if (character < 0x80) {
        *out++ = (char)character;
    } else if (character < 0x800) {
        *out++ = (char)(0xc0 | character >> 6);
    } else if (character < 0x10000) {
        *out++ = (char)(0xe0 | character >> 12);
        *out++ = (char)(0x80 | (character >> 6 & 0x3f));
    } else {
        *out++ = (char)(0xf0 | character >> 18);
        *out++ = (char)(0x80 | (character >> 12 & 0x3f));
        *out++ = (char)(0x80 | (character >> 6 & 0x3f));
    }
    if (character >= 0x80)
        *out++ = (char)(0x80 | (character & 0x3f));
    return out;
}

/* The character of the escape at `*at`, which moves behind it; -1 if it is none. */
static long escaped(struct str raw, size_t *at)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    char letter = raw.ptr[*at + 1];
    if (letter == 'u')
        return unicode_escape(raw, at);
    const char *found = letter ? strchr(letters, letter) : NULL;
    *at += 2;
    return found ? meanings[found - letters] : -1;
}

static bool unescape(struct pull *in, struct str raw, struct str *value)
{
    char *start = arena_take(in->arena, raw.len + 1, 1), *out = start;
    for (size_t at = 0; at < raw.len;) {
        const char *mark = memchr(raw.ptr + at, '\\', raw.len - at);
        size_t plain = (mark ? (size_t)(mark - raw.ptr) : raw.len) - at;
        memcpy(out, raw.ptr + at, plain);
        out += plain;
        at += plain;
        long character = mark ? escaped(raw, &at) : 0;
        if (mark && character <= 0)
            return pull_fail(in, character ? "a bad escape in a string" : "a NUL in a string");
        out = mark ? put_character(out, character) : out;
    }
    *value = str_make(start, (size_t)(out - start));
    return true;
}

bool pull_string(struct pull *in, struct str *value)
{
    struct str raw;
    bool escapes;
    if (in->problem || !pass_string(in, &raw, &escapes))
        return false;
    *value = raw;
    return !escapes || unescape(in, raw, value);
}

/* Pass the word, if it stands there. */
static bool pass_word(struct pull *in, struct str word)
{
    pull_peek(in);
    bool found = !in->problem && str_starts(str_make(in->text.ptr + in->at, in->text.len - in->at), word);
    in->at += found ? word.len : 0;
    return found;
}

bool pull_null(struct pull *in)
{
    return pass_word(in, STR("null"));
}

bool pull_bool(struct pull *in, bool *value)
{
    *value = pass_word(in, STR("true"));
    return *value || pass_word(in, STR("false")) || pull_fail(in, "neither true nor false");
}

bool pull_number(struct pull *in, double *value)
{
    char first = pull_peek(in), digits[NUMBER_SIZE], *end;
    size_t length = 0;
    while (length < NUMBER_SIZE - 1 && here(in) && strchr("+-.0123456789Ee", here(in)))
        digits[length++] = in->text.ptr[in->at++];
    digits[length] = 0;
    *value = strtod(digits, &end);
    bool sound = (first == '-' || ascii_is_digit(first)) && *end == 0 && *value - *value == 0;
    return !in->problem && (sound || pull_fail(in, "not a number"));
}

bool pull_skip(struct pull *in)
{
    struct str raw;
    bool escapes;
    size_t depth = 0;
    do {
        char byte = pull_peek(in);
        if (byte == '"') {
            if (!pass_string(in, &raw, &escapes))
                return false;
            continue;
        }
        if (!byte || (!depth && (byte == ']' || byte == '}' || byte == ',')))
            return pull_fail(in, "a value is missing");
        depth += byte == '[' || byte == '{';
        depth -= byte == ']' || byte == '}';
        in->at++;
        if (!depth && byte != ']' && byte != '}') /* a number or a word */
            while (here(in) && !strchr(",]} \t\r\n", here(in)))
                in->at++;
    } while (depth);
    return true;
}

bool pull_end(struct pull *in)
{
    if (in->problem)
        return false;
    return (pull_peek(in) == 0 && in->at >= in->text.len) || pull_fail(in, "more behind the end");
}
