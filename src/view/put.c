/* put.c - see put.h. Invariant: what is added is valid UTF-8, whatever bytes the strings hold. */
#include "view/put.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

void put_comma(struct buffer *out)
{
    char last = out->len ? out->ptr[out->len - 1] : '\n';
    if (last != '{' && last != '[' && last != '\n')
        buffer_byte(out, ',');
}

static void put_escape(struct buffer *out, unsigned char byte)
{
    static const char hexadecimal[] = "0123456789abcdef";
    const char *short_form = byte == '"' ? "\\\"" : byte == '\\' ? "\\\\" : byte == '\n' ? "\\n"
                           : byte == '\t' ? "\\t" : byte == '\r' ? "\\r" : NULL;
    if (short_form) {
        buffer_add(out, str_make(short_form, 2));
    } else if (byte < 0x20) {
        char escape[6] = {'\\', 'u', '0', '0', hexadecimal[byte >> 4], hexadecimal[byte & 15]};
        buffer_add(out, str_make(escape, sizeof escape));
    } else {
        buffer_add(out, STR("\\ufffd")); /* a byte that is no part of a character */
    }
}

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

void put_string(struct buffer *out, struct str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    size_t start = 0, at = 0;
    buffer_byte(out, '"');
    while (at < text.len) {
        size_t size = is_plain(bytes[at]) ? 1 : utf8_multibyte_length(bytes, at, text.len);
        at += size;
        if (size)
            continue;
        buffer_add(out, str_make(text.ptr + start, at - start));
        put_escape(out, bytes[at++]);
        start = at;
    }
    buffer_add(out, str_make(text.ptr + start, at - start));
    buffer_byte(out, '"');
}

void put_key(struct buffer *out, const char *key)
{
    put_comma(out);
    put_string(out, str_of(key));
    buffer_byte(out, ':');
}

void put_text(struct buffer *out, const char *key, struct str value)
{
    put_key(out, key);
    if (value.len)
        put_string(out, value);
    else
        buffer_add(out, STR("null"));
}

void put_flag(struct buffer *out, const char *key, bool value)
{
    put_key(out, key);
    buffer_add(out, value ? STR("true") : STR("false"));
}

void put_whole(struct buffer *out, const char *key, uint32_t value)
{
    char digits[16];
    put_key(out, key);
    buffer_add(out, str_make(digits, (size_t)snprintf(digits, sizeof digits, "%u", value)));
}

void put_number(struct buffer *out, const char *key, double value)
{
    char digits[64] = "null";
    if (isfinite(value) && fabs(value) < 1e15 && value == floor(value)) {
        snprintf(digits, sizeof digits, "%.0f", value);
    } else if (isfinite(value)) {
        for (int precision = 15; precision <= 17; precision++) {
            snprintf(digits, sizeof digits, "%.*g", precision, value);
            if (strtod(digits, NULL) == value)
                break;
        }
        char *comma = strchr(digits, ','); /* the locale's */
        if (comma)
            *comma = '.';
    }
    put_key(out, key);
    buffer_add(out, str_of(digits));
}

void put_open(struct buffer *out, const char *key, char bracket)
{
    if (key)
        put_key(out, key);
    else
        put_comma(out);
    buffer_byte(out, bracket);
}
