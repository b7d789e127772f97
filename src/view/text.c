/* text.c - see text.h. */
#include "view/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

enum {
    WIDEST_LIST = 1 << 20, /* bytes; longer lists are cut when joined */
    ASCII_END = 0x80       /* characters before it are told apart without tables: most texts have no others */
};

/* The code point at the head of `text` and its bytes; what is no UTF-8 counts as one blank byte. */
static size_t next_character(struct str text, utf8proc_int32_t *character)
{
    if ((unsigned char)text.ptr[0] < ASCII_END) {
        *character = text.ptr[0];
        return 1;
    }
    utf8proc_ssize_t got = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, character);
    if (got > 0)
        return (size_t)got;
    *character = ' ';
    return 1;
}

/* Zero-width joiners shape letters; every other format character is left out, those that turn the direction too. */
static bool is_invisible(utf8proc_int32_t character)
{
    return character >= ASCII_END && utf8proc_category(character) == UTF8PROC_CATEGORY_CF && character != 0x200c && character != 0x200d;
}

static bool is_blank(utf8proc_int32_t character)
{
    if (character < ASCII_END)
        return character <= ' ' || character == 0x7f;
    utf8proc_category_t category = utf8proc_category(character);
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

struct str text_clean(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.len + 1, 1);
    size_t length = 0;
    bool blank = false;
    while (text.len) {
        utf8proc_int32_t character;
        size_t bytes = next_character(text, &character);
        if (is_blank(character)) {
            blank = length > 0;
        } else if (!is_invisible(character)) {
            if (blank)
                out[length++] = ' ';
            blank = false;
            memcpy(out + length, text.ptr, bytes);
            length += bytes;
        }
        text = str_make(text.ptr + bytes, text.len - bytes);
    }
    return str_make(out, length);
}

struct str text_mended(struct arena *arena, struct str text)
{
    char *out = arena_alloc(arena, text.len + 1, 3);
    size_t length = 0;
    while (text.len) {
        const utf8proc_uint8_t *bytes_left = (const utf8proc_uint8_t *)text.ptr;
        utf8proc_int32_t character;
        utf8proc_ssize_t got = utf8proc_iterate(bytes_left, (utf8proc_ssize_t)text.len, &character);
        struct str piece = got > 0 ? str_make(text.ptr, (size_t)got) : STR("\uFFFD");
        memcpy(out + length, piece.ptr, piece.len);
        length += piece.len;
        size_t bytes = got > 0 ? (size_t)got : 1;
        text = str_make(text.ptr + bytes, text.len - bytes);
    }
    return str_make(out, length);
}

/* Columns of a terminal that the character takes. */
static size_t width_of(utf8proc_int32_t character)
{
    if (character < ASCII_END)
        return character >= ' ' && character != 0x7f;
    return (size_t)utf8proc_charwidth(character);
}

size_t text_width(struct str text)
{
    size_t width = 0;
    while (text.len) {
        utf8proc_int32_t character;
        size_t bytes = next_character(text, &character);
        width += width_of(character);
        text = str_make(text.ptr + bytes, text.len - bytes);
    }
    return width;
}

/* Bytes of the longest head that is at most `width` wide. */
static size_t head_of_width(struct str text, size_t width)
{
    size_t at = 0;
    while (at < text.len) {
        utf8proc_int32_t character;
        size_t bytes = next_character(str_make(text.ptr + at, text.len - at), &character);
        size_t wide = width_of(character);
        if (wide > width)
            break;
        width -= wide;
        at += bytes;
    }
    return at;
}

struct str text_cut(struct arena *arena, struct str text, size_t width)
{
    if (width == 0 || text_width(text) <= width)
        return width ? text : STR("");
    struct str head = str_trim(str_make(text.ptr, head_of_width(text, width - 1)));
    return text_format(arena, "%.*s…", STR_ARGS(head));
}

struct str text_days(struct arena *arena, struct str from, struct str to)
{
    if (!from.len && !to.len)
        return STR("");
    if (!to.len || !from.len)
        return text_format(arena, "%.*s…%.*s", STR_ARGS(from), STR_ARGS(to));
    if (str_equal(from, to))
        return from;
    struct str end = to;
    if (from.len == 10 && to.len == 10 && memcmp(from.ptr, to.ptr, 5) == 0)
        end = memcmp(from.ptr, to.ptr, 8) == 0 ? str_make(to.ptr + 8, 2) : str_make(to.ptr + 5, 5);
    return text_format(arena, "%.*s…%.*s", STR_ARGS(from), STR_ARGS(end));
}

struct str text_folded(struct arena *arena, struct str text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t got = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &folded,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    if (got == UTF8PROC_ERROR_NOMEM)
        arena_fail(arena);
    if (got < 0)
        return text;
    char *copy = arena_alloc(arena, (size_t)got + 1, 1);
    memcpy(copy, folded, (size_t)got);
    free(folded);
    return str_make(copy, (size_t)got);
}

struct str text_format(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    size_t size = length > 0 ? (size_t)length : 0;
    char *out = arena_alloc(arena, size + 1, 1);
    vsnprintf(out, size + 1, format, again);
    va_end(again);
    return str_make(out, size);
}

struct str text_join(struct arena *arena, const struct str_list *list, const char *between)
{
    size_t gap = strlen(between), length = 0, at = 0;
    for (size_t i = 0; i < list->count && length < WIDEST_LIST; i++)
        length += list->items[i].len + gap;
    char *out = arena_alloc(arena, length + 1, 1);
    for (size_t i = 0; i < list->count && at + list->items[i].len + gap <= length; i++) {
        if (i)
            memcpy(out + at, between, gap);
        at += i ? gap : 0;
        if (list->items[i].len)
            memcpy(out + at, list->items[i].ptr, list->items[i].len);
        at += list->items[i].len;
    }
    return str_make(out, at);
}

struct str text_number(struct arena *arena, double number)
{
    if (fabs(number) < 1e15 && number == floor(number))
        return text_format(arena, "%.0f", number);
    return text_format(arena, "%.12g", number);
}

struct str text_day(struct str date)
{
    return date.len > 10 ? str_make(date.ptr, 10) : date;
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms": days_from_civil. */
bool text_day_number(struct str day, long *number)
{
    int year, month, date;
    char text[11];
    if (day.len != 10)
        return false;
    memcpy(text, day.ptr, 10);
    text[10] = 0;
    if (sscanf(text, "%4d-%2d-%2d", &year, &month, &date) != 3)
        return false;
    long y = month <= 2 ? year - 1 : year;
    long era = (y >= 0 ? y : y - 399) / 400;
    long year_of_era = y - era * 400;
    long day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + date - 1;
    *number = era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
    return true;
}
