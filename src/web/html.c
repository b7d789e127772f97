/* html.c - see html.h. */
#include "web/html.h"

#include <math.h>
#include <stdio.h>
#include <utf8proc.h>

#include "base/ascii.h"

/* The entity that stands for the byte in text and in attributes; NULL: itself. */
static const char *entity_of(char byte)
{
    switch (byte) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

bool web_steers(int32_t character)
{
    return character < 0x20 || (character >= 0x7f && character <= 0x9f) ||
           (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069) ||
           (character & 0xfffe) == 0xfffe;
}

/* One character that is not ASCII; returns how many bytes it was. */
static size_t put_wide(struct buffer *out, struct str rest)
{
    utf8proc_int32_t character;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)rest.ptr, (utf8proc_ssize_t)rest.len,
                                               &character);
    if (length <= 0) {
        buffer_add(out, STR("\xef\xbf\xbd"));
        return 1;
    }
    if (!web_steers(character))
        buffer_add(out, str_make(rest.ptr, (size_t)length));
    return (size_t)length;
}

void web_text(struct buffer *out, struct str text)
{
    size_t plain = 0, at = 0;
    while (at < text.len) {
        unsigned char byte = (unsigned char)text.ptr[at];
        const char *entity = entity_of(text.ptr[at]);
        if (!entity && (byte == '\n' || byte == '\t' || (byte < 0x7f && !web_steers(byte)))) {
            at++;
            continue;
        }
        buffer_add(out, str_make(text.ptr + plain, at - plain));
        if (entity)
            buffer_add(out, str_of(entity));
        at += byte >= 0x80 ? put_wide(out, str_make(text.ptr + at, text.len - at)) : 1;
        plain = at;
    }
    buffer_add(out, str_make(text.ptr + plain, at - plain));
}

void web_bdi(struct buffer *out, struct str text)
{
    HTML(out, "<bdi>");
    web_text(out, text);
    HTML(out, "</bdi>");
}

void web_attribute(struct buffer *out, const char *name, struct str value)
{
    buffer_byte(out, ' ');
    buffer_add(out, str_of(name));
    HTML(out, "=\"");
    web_text(out, value);
    buffer_byte(out, '"');
}

/* A whole number of five digits or more, in groups of three. */
static void put_grouped(struct buffer *out, struct str digits)
{
    size_t first = digits.len > 0 && digits.ptr[0] == '-';
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.len - first > 4 && i > first && (digits.len - i) % 3 == 0)
            buffer_byte(out, ',');
        buffer_byte(out, digits.ptr[i]);
    }
}

void web_number(struct buffer *out, double number)
{
    char digits[40];
    bool whole = number == floor(number) && fabs(number) < 1e15;
    int length = snprintf(digits, sizeof digits, whole ? "%.0f" : "%.10g", number);
    if (whole)
        put_grouped(out, str_make(digits, (size_t)length));
    else
        buffer_add(out, str_make(digits, (size_t)length));
}

void web_measure(struct buffer *out, const char *name, double value)
{
    char digits[40];
    double rounded = round(value * 100) / 100;
    int length = snprintf(digits, sizeof digits, "%.10g", rounded);
    web_attribute(out, name, str_make(digits, (size_t)length));
}

void web_count(struct buffer *out, size_t count, const char *one, const char *many)
{
    web_number(out, (double)count);
    buffer_byte(out, ' ');
    buffer_add(out, str_of(count == 1 ? one : many));
}

void web_day(struct buffer *out, struct str day)
{
    if (!day.len)
        return;
    HTML(out, "<time");
    web_attribute(out, "datetime", day);
    HTML(out, ">");
    web_text(out, day);
    HTML(out, "</time>");
}

void web_hidden(struct buffer *out, const char *name, struct str value)
{
    HTML(out, "<input type=\"hidden\"");
    web_attribute(out, "name", str_of(name));
    web_attribute(out, "value", value);
    HTML(out, ">");
}

void web_option(struct buffer *out, struct str value, struct str text, bool chosen)
{
    HTML(out, "<option");
    web_attribute(out, "value", value);
    if (chosen)
        HTML(out, " selected");
    HTML(out, ">");
    web_text(out, text);
    HTML(out, "</option>\n");
}

void web_class_word(struct buffer *out, struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (ascii_is_lower(word.ptr[i]) || ascii_is_digit(word.ptr[i]) || word.ptr[i] == '-')
            buffer_byte(out, word.ptr[i]);
}

void web_class(struct buffer *out, const char *prefix, struct str word)
{
    HTML(out, " class=\"");
    buffer_add(out, str_of(prefix));
    buffer_byte(out, '-');
    web_class_word(out, word);
    buffer_byte(out, '"');
}
