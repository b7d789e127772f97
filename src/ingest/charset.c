/* charset.c - see charset.h. Input: bytes. Output: UTF-8. Invariant: what comes out is valid UTF-8 without a NUL. */
#include "ingest/charset.h"

#include <iconv.h>
#include <stdint.h>
#include <uchardet.h>

#include "base/error.h"
#include "base/utf8.h"
#include "ingest/charset_label.h"

enum {
    SAMPLE = 256 * 1024, /* bytes that uchardet is given */
    SNIFF = 1024,        /* bytes in which UTF-16 without a mark is looked for */
    TEXT_MOST = 1000 * 1000 * 1000
};
#define REPLACEMENT STR("\xef\xbf\xbd") /* U+FFFD */

/* What the bytes are, taken as UTF-8. */
struct count {
    size_t several; /* well-formed characters of two bytes and more */
    size_t bad;     /* bytes over 127 that are part of none */
    size_t nul, control;
};

static struct count count_bytes(struct str text)
{
    struct count count = {0};
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t at = 0; at < text.len;) {
        at += utf8_plain_run(bytes, at, text.len, '\t');
        if (at == text.len)
            break;
        size_t size = bytes[at] < 0x80 ? 1 : utf8_multibyte_length(bytes, at, text.len);
        count.several += size > 1;
        count.bad += size == 0;
        count.nul += bytes[at] == 0;
        count.control += bytes[at] > 0 && bytes[at] < 9;
        at += size ? size : 1;
    }
    return count;
}

/* A byte order mark and what it says; `*length` receives its size. */
static struct charset by_mark(struct str bytes, bool html, size_t *length)
{
    static const struct {
        struct str mark, label;
        bool xml;
    } marks[] = {
        {{"\xef\xbb\xbf", 3}, {"utf-8", 5}, false},         {{"\xff\xfe\0\0", 4}, {"utf-32le", 8}, true},
        {{"\0\0\xfe\xff", 4}, {"utf-32be", 8}, true},       {{"\xff\xfe", 2}, {"utf-16le", 8}, false},
        {{"\xfe\xff", 2}, {"utf-16be", 8}, false},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(bytes, marks[i].mark) && !(html && marks[i].xml)) {
            *length = marks[i].mark.len;
            return charset_find(marks[i].label);
        }
    *length = 0;
    return (struct charset){0};
}

/* UTF-16 and UTF-32 without a mark: the bytes that are NUL where the text is ASCII, as it is in tags. */
static struct charset by_zeros(struct str bytes)
{
    size_t zeros[4] = {0}, length = bytes.len < SNIFF ? bytes.len / 4 * 4 : SNIFF;
    for (size_t i = 0; i < length; i++)
        zeros[i % 4] += bytes.ptr[i] == 0;
    static const struct {
        bool zero[4];
        const char *label;
    } shapes[] = {{{true, true, true, false}, "utf-32be"},
                  {{false, true, true, true}, "utf-32le"},
                  {{true, false, true, false}, "utf-16be"},
                  {{false, true, false, true}, "utf-16le"}};
    for (size_t i = 0; length && i < sizeof shapes / sizeof *shapes; i++) {
        bool fits = true;
        for (size_t k = 0; k < 4; k++)
            fits = fits && (shapes[i].zero[k] ? zeros[k] * 4 > length / 4 * 3 : zeros[k] * 20 < length);
        if (fits)
            return charset_find(str_of(shapes[i].label));
    }
    return (struct charset){0};
}

/* Whether what is declared cannot be overruled by bytes that are, or nearly are, UTF-8. */
static bool is_utf8(const struct count *count, enum charset_kind declared)
{
    switch (declared) {
    case CHARSET_UTF8:
        return count->several >= count->bad;
    case CHARSET_SEVERAL:
        return count->bad == 0 && count->several > 1;
    case CHARSET_ESCAPES:
        return count->bad == 0 && count->several > 0;
    default: /* a byte of another encoding here and there, in a page that is otherwise UTF-8 */
        return count->several > 8 * count->bad || count->several + count->bad == 0;
    }
}

/* Whether all bytes over 127 are quotation marks, dashes, spaces and the like of Windows-1252: too little for uchardet
 * to tell anything by, and most often what they are in a page in English. */
static bool is_typography(struct str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned byte = (unsigned char)bytes.ptr[i];
        if (byte >= 0x80 &&
            !strchr("\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xab\xad\xae\xb7\xbb", (int)byte))
            return false;
    }
    return true;
}

static struct charset by_uchardet(struct str bytes)
{
    struct charset found = {0};
    size_t start = 0; /* far enough before the first byte that tells */
    while (start < bytes.len && (unsigned char)bytes.ptr[start] < 0x80)
        start++;
    start = start > SNIFF ? start - SNIFF : 0;
    uchardet_t detector = uchardet_new();
    if (!detector)
        return found;
    size_t length = bytes.len - start < SAMPLE ? bytes.len - start : SAMPLE;
    if (uchardet_handle_data(detector, bytes.ptr + start, length) == 0) {
        uchardet_data_end(detector);
        found = charset_find(str_of(uchardet_get_charset(detector)));
    }
    uchardet_delete(detector);
    return found;
}

static struct charset windows_1252(void)
{
    return charset_find(STR("windows-1252"));
}

static struct charset by_bytes(struct str bytes)
{
    struct charset found = is_typography(bytes) ? windows_1252() : by_uchardet(bytes);
    return found.kind == CHARSET_SINGLE || found.kind == CHARSET_SEVERAL ? found : windows_1252();
}

/* Bytes as UTF-8 as they stand, bad ones and NULs replaced. */
static struct str mend(struct arena *arena, struct str text, const struct count *count)
{
    if (count->bad + count->nul == 0)
        return text;
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    char *out = arena_take(arena, text.len + 2 * (count->bad + count->nul) + 1, 1);
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        size_t size = bytes[at] < 0x80 ? bytes[at] != 0 : utf8_multibyte_length(bytes, at, text.len);
        struct str part = size ? str_make(text.ptr + at, size) : REPLACEMENT;
        memcpy(out + length, part.ptr, part.len);
        length += part.len;
        at += size ? size : 1;
    }
    return str_make(out, length);
}

/* Windows-1252 (https://encoding.spec.whatwg.org/#index-windows-1252), bytes 0x80 to 0x9f; those above are Latin-1. */
static const uint16_t windows_1252_points[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
    0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
    0x0153, 0x9d,   0x017e, 0x0178};

static struct str convert_1252(struct str text, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned byte = (unsigned char)text.ptr[i];
        unsigned point = byte >= 0x80 && byte < 0xa0 ? windows_1252_points[byte - 0x80] : byte;
        if (point < 0x80) {
            out[length++] = (char)point;
        } else if (point < 0x800) {
            out[length++] = (char)(0xc0 | point >> 6);
            out[length++] = (char)(0x80 | (point & 0x3f));
        } else {
            out[length++] = (char)(0xe0 | point >> 12);
            out[length++] = (char)(0x80 | (point >> 6 & 0x3f));
            out[length++] = (char)(0x80 | (point & 0x3f));
        }
    }
    return str_make(out, length);
}

/* Convert into `out`, which has room for three times the bytes; `*bad` receives how many could not be. Returns what is
 * written; ptr NULL where there is no such converter. */
static struct str convert(const struct charset *charset, struct str text, char *out, size_t *bad)
{
    *bad = 0;
    if (strcmp(charset->converter, "CP1252") == 0)
        return convert_1252(text, out);
    iconv_t converter = iconv_open("UTF-8", charset->converter);
    if (converter == (iconv_t)-1)
        return (struct str){0};
    char *from = (char *)(uintptr_t)text.ptr, *to = out;
    size_t left = text.len, room = 3 * text.len, unit = charset->kind == CHARSET_WIDE ? 2 : 1;
    while (left && iconv(converter, &from, &left, &to, &room) == (size_t)-1 && left && room >= REPLACEMENT.len) {
        memcpy(to, REPLACEMENT.ptr, REPLACEMENT.len);
        to += REPLACEMENT.len;
        room -= REPLACEMENT.len;
        size_t skip = left < unit ? left : unit;
        from += skip;
        left -= skip;
        ++*bad;
    }
    iconv_close(converter);
    return str_make(out, (size_t)(to - out));
}

/* What the page is in, as far as it is told by something that can be trusted once the bytes agree. */
static struct charset declared_charset(struct str bytes, struct str header, bool html)
{
    struct charset found = charset_find(header);
    if (found.kind == CHARSET_NONE) {
        found = charset_find(html ? charset_of_html(bytes) : charset_of_xml(bytes));
        if (found.kind == CHARSET_WIDE) /* could not have been read if it were so */
            found = charset_find(STR("utf-8"));
    }
    return found.kind == CHARSET_WIDE ? (struct charset){0} : found; /* has no mark and no zeros: it is not */
}

static bool is_text(const struct count *count, struct str utf8)
{
    return (count->nul + count->control) * 32 <= utf8.len + 64;
}

/* The bytes by what is declared, else by what they are; ptr NULL: the C library has no converter for what is declared.
 */
static struct str convert_declared(struct arena *arena, struct str bytes, struct charset declared)
{
    size_t bad, other;
    char *out = arena_take(arena, 3 * bytes.len + 1, 1);
    bool told = declared.kind != CHARSET_NONE && declared.kind != CHARSET_UTF8;
    struct charset charset = told ? declared : by_bytes(bytes);
    struct str text = convert(&charset, bytes, out, &bad);
    if (told ? !text.ptr || bad * 32 <= text.len + 32 : text.ptr != NULL)
        return text;
    charset = told ? by_bytes(bytes) : windows_1252();
    struct str second = convert(&charset, bytes, out, &other);
    return second.ptr ? second : convert_1252(bytes, out);
}

static struct str decode(struct arena *arena, struct str bytes, struct str header, bool html)
{
    size_t mark, bad;
    struct charset charset = by_mark(bytes, html, &mark);
    if (charset.kind == CHARSET_NONE)
        charset = by_zeros(bytes);
    bytes = str_make(bytes.ptr + mark, bytes.len - mark);
    if (charset.kind == CHARSET_WIDE) {
        struct str text = convert(&charset, bytes, arena_take(arena, 3 * bytes.len + 1, 1), &bad);
        if (text.ptr)
            return text;
    }
    struct count count = count_bytes(bytes);
    if (!mark)
        charset = declared_charset(bytes, header, html);
    if (mark || is_utf8(&count, charset.kind)) /* of escapes all bytes are ASCII: counted as neither */
        return bytes;
    return convert_declared(arena, bytes, charset);
}

bool charset_decode(struct arena *arena, struct str bytes, struct str header_charset, bool html, const char *source,
                    struct str *utf8, readout_error *error)
{
    if (bytes.len > TEXT_MOST)
        return error_set(error, READOUT_TOO_LARGE, source, "a page of more than %u bytes", (unsigned)TEXT_MOST);
    struct str text = bytes.len ? decode(arena, bytes, header_charset, html) : STR("");
    if (!text.ptr)
        return error_set(error, READOUT_BAD_INPUT, source, "no converter here for the encoding it declares");
    struct count count = count_bytes(text);
    if (!is_text(&count, text))
        return error_set(error, READOUT_BAD_INPUT, source, "not a text: %zu bytes of %zu are control characters",
                         count.nul + count.control, text.len);
    *utf8 = mend(arena, text, &count);
    return true;
}
