/* decode.c - see decode.h. Input: bytes of unknown encoding. Output: UTF-8 text or an error with its place.
 * Invariant: what comes out is valid UTF-8 (Unicode 15, table 3-7) without a NUL. */
#include "text/decode.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/error.h"
#include "base/utf8.h"

enum { TEXT_MOST = 1000 * 1000 * 1000 }; /* offsets have 32 bits, and a byte becomes three at most */

static bool fail_at(readout_error *error, const char *source, struct str bytes, size_t at, const char *what)
{
    size_t line = 1, start = 0;
    for (size_t i = 0; i < at; i++)
        if (bytes.ptr[i] == '\n') {
            line++;
            start = i + 1;
        }
    return error_set_at(error, READOUT_BAD_INPUT, source, line, at - start + 1, at, "%s at byte %zu", what, at);
}

/* The first byte that is not part of a well-formed character, or is NUL; `length` if there is none. */
static size_t utf8_valid_length(struct str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    size_t at = 0;
    while (at < text.len) {
        at += utf8_plain_run(bytes, at, text.len, 1);
        if (at == text.len || bytes[at] == 0)
            return at;
        size_t size = bytes[at] < 0x80 ? 1 : utf8_multibyte_length(bytes, at, text.len);
        if (size == 0)
            return at;
        at += size;
    }
    return at;
}

/* Windows-1252, bytes 0x80 to 0x9f (https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT);
 * 0 where undefined. The bytes above are Latin-1. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
    0x0153, 0,      0x017e, 0x0178};

/* Whether all bytes are printed characters or white space of Windows-1252 and none form a character of UTF-8. */
static bool is_windows_1252(struct str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len; i++) {
        unsigned byte = bytes[i];
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f')
            return false;
        if (byte >= 0x80 && byte < 0xa0 && windows_1252[byte - 0x80] == 0)
            return false;
        if (byte >= 0xc2 && utf8_multibyte_length(bytes, i, text.len))
            return false;
    }
    return true;
}

/* Write the code point as UTF-8; returns the bytes written, four at most. */
static size_t put_character(char *out, uint32_t point)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char lead[5] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = size - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3f));
    out[0] = (char)(lead[size] | point);
    return size;
}

static struct str windows_1252_to_utf8(struct arena *arena, struct str text)
{
    size_t high = 0;
    for (size_t i = 0; i < text.len; i++)
        high += (unsigned char)text.ptr[i] >= 0x80;
    char *out = ARENA_NEW(arena, char, text.len + 2 * high + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned byte = (unsigned char)text.ptr[i];
        length += put_character(out + length, byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte);
    }
    return str_make(out, length);
}

static uint32_t utf16_unit(const unsigned char *bytes, bool big)
{
    return big ? (uint32_t)(bytes[0] << 8 | bytes[1]) : (uint32_t)(bytes[1] << 8 | bytes[0]);
}

/* UTF-16 with its byte order mark (RFC 2781) to UTF-8: at most three bytes a unit. */
static bool utf16_to_utf8(struct arena *arena, struct str text, const char *source, struct str *out,
                          readout_error *error)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    bool big = bytes[0] == 0xfe;
    char *to = ARENA_NEW(arena, char, text.len / 2 * 3 + 1);
    size_t length = 0;
    for (size_t at = 2; at < text.len; at += 2) {
        uint32_t point = text.len - at >= 2 ? utf16_unit(bytes + at, big) : 0xdc00;
        size_t start = at;
        if (point >= 0xd800 && point < 0xdc00 && text.len - at >= 4) {
            uint32_t low = utf16_unit(bytes + at + 2, big);
            point = low >= 0xdc00 && low < 0xe000 ? 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00) : point;
            at += point >= 0x10000 ? 2 : 0;
        }
        if (point == 0 || (point >= 0xd800 && point < 0xe000))
            return fail_at(error, source, text, start, point ? "UTF-16 breaks off" : "not a text: NUL");
        length += put_character(to + length, point);
    }
    *out = str_make(to, length);
    return true;
}

static bool decode(struct arena *arena, struct str bytes, const char *source, struct str *text, readout_error *error)
{
    if (str_starts(bytes, STR("\xff\xfe")) || str_starts(bytes, STR("\xfe\xff")))
        return utf16_to_utf8(arena, bytes, source, text, error);
    size_t mark = str_starts(bytes, STR("\xef\xbb\xbf")) ? 3 : 0;
    struct str body = str_make(bytes.ptr + mark, bytes.len - mark);
    size_t valid = utf8_valid_length(body);
    if (valid == body.len) {
        *text = body;
        return true;
    }
    const char *nul = memchr(body.ptr, 0, body.len);
    if (nul)
        return fail_at(error, source, bytes, (size_t)(nul - bytes.ptr), "not a text: NUL");
    if (mark || !is_windows_1252(body))
        return fail_at(error, source, bytes, mark + valid, "neither UTF-8 nor Windows-1252: invalid byte");
    *text = windows_1252_to_utf8(arena, body);
    return true;
}

bool text_decode(struct arena *arena, struct str bytes, const char *source, struct str *text, readout_error *error)
{
    if (bytes.len > TEXT_MOST)
        return error_set(error, READOUT_TOO_LARGE, source, "a text of more than %u bytes", (unsigned)TEXT_MOST);
    if (bytes.len && !decode(arena, bytes, source, text, error))
        return false;
    if (bytes.len == 0 || str_trim(*text).len == 0)
        return error_set(error, READOUT_BAD_INPUT, source, "empty: nothing to read");
    return true;
}
