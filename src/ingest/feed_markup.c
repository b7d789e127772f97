/* feed_markup.c - see feed_markup.h. Input: text and elements. Output: HTML or plain text. Invariant: the names of the
 * elements are those of the feed, without prefix. */
#include "ingest/feed_markup.h"

#include <sodium.h>

#include "base/ascii.h"
#include "ingest/web_data.h"
#include "text/decode.h"

enum markup_kind markup_kind(struct str type, struct str mode, enum markup_kind usual)
{
    bool html = ascii_same(type, STR("html")) || ascii_same(type, STR("text/html"));
    bool text = ascii_same(type, STR("text")) || ascii_starts(type, STR("text/"));
    bool xhtml = ascii_same(type, STR("xhtml")) || ascii_ends(type, STR("+xml")) || ascii_ends(type, STR("/xml"));
    bool slash = type.len && memchr(type.ptr, '/', type.len);
    if (ascii_same(mode, STR("base64")))
        return MARKUP_BASE64;
    if (xhtml)
        return ascii_same(mode, STR("escaped")) ? MARKUP_HTML : MARKUP_INLINE;
    if (html || text)
        return html ? MARKUP_HTML : MARKUP_TEXT;
    if (ascii_starts(type, STR("image/")) || ascii_starts(type, STR("audio/")) || ascii_starts(type, STR("video/")))
        return MARKUP_NONE;
    return slash ? MARKUP_BASE64 : usual;
}

static void add(struct markup *markup, struct str bytes)
{
    size_t wanted = markup->length + bytes.len;
    if (wanted > markup->capacity) {
        size_t capacity = wanted * 2 + 64;
        char *moved = arena_take(markup->arena, capacity, 1);
        if (markup->length)
            memcpy(moved, markup->bytes, markup->length);
        markup->bytes = moved;
        markup->capacity = capacity;
    }
    if (bytes.len)
        memcpy(markup->bytes + markup->length, bytes.ptr, bytes.len);
    markup->length = wanted;
}

static void add_escaped(struct markup *markup, struct str text)
{
    while (text.len) {
        size_t plain = 0;
        while (plain < text.len && !strchr("&<>\"", text.ptr[plain]))
            plain++;
        add(markup, str_make(text.ptr, plain));
        if (plain == text.len)
            return;
        char c = text.ptr[plain];
        add(markup, c == '&' ? STR("&amp;") : c == '<' ? STR("&lt;") : c == '>' ? STR("&gt;") : STR("&quot;"));
        text = str_make(text.ptr + plain + 1, text.len - plain - 1);
    }
}

void markup_begin(struct markup *markup, enum markup_kind kind)
{
    *markup = (struct markup){
        .arena = markup->arena, .kind = kind, .bytes = markup->bytes, .capacity = markup->capacity};
}

void markup_text(struct markup *markup, struct str text)
{
    markup->open_void = false;
    if (markup->kind == MARKUP_INLINE)
        add_escaped(markup, text);
    else if (markup->kind != MARKUP_NONE)
        add(markup, text);
}

/* Elements that hold nothing and have no end in HTML. */
static bool is_void(struct str name)
{
    static const char *const names[] = {"area", "base", "br",   "col",    "embed", "hr",   "img",
                                        "input", "link", "meta", "param", "source", "track", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ascii_same(name, str_of(names[i])))
            return true;
    return false;
}

void markup_open(struct markup *markup, const struct xml_element *element)
{
    if (markup->kind == MARKUP_NONE || markup->kind == MARKUP_BASE64)
        return;
    markup->elements = true;
    add(markup, STR("<"));
    add(markup, element->name.local);
    for (size_t i = 0; i < element->count; i++) {
        add(markup, STR(" "));
        add(markup, element->attributes[i].name.local);
        add(markup, STR("=\""));
        add_escaped(markup, element->attributes[i].value);
        add(markup, STR("\""));
    }
    markup->open_void = is_void(element->name.local);
    add(markup, STR(">"));
}

void markup_close(struct markup *markup, struct str name)
{
    bool empty = markup->open_void;
    markup->open_void = false;
    if (empty || markup->kind == MARKUP_NONE || markup->kind == MARKUP_BASE64)
        return;
    add(markup, STR("</"));
    add(markup, name);
    add(markup, STR(">"));
}

/* What the base64 says; where it is none, what is written. */
static struct str decode(struct arena *arena, struct str text)
{
    size_t length;
    unsigned char *bytes = arena_take(arena, text.len + 1, 1);
    if (sodium_base642bin(bytes, text.len, text.ptr, text.len, " \t\r\n", &length, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 &&
        sodium_base642bin(bytes, text.len, text.ptr, text.len, " \t\r\n", &length, NULL,
                          sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0)
        return text;
    for (size_t i = 0; i < length; i++)
        if (bytes[i] == 0)
            return text;
    return str_trim(str_make((const char *)bytes, length));
}

/* The characters U+0080 to U+009F, which "&#146;" stands for in XML, as what is meant: those of Windows-1252 (HTML
 * Living Standard, 13.2.5.80). */
static void mean_windows(struct markup *markup)
{
    size_t count = 0;
    for (size_t i = 0; i + 1 < markup->length; i++)
        count += markup->bytes[i] == '\xc2' && (unsigned char)markup->bytes[i + 1] < 0xa0;
    if (count == 0)
        return;
    struct markup meant = {.arena = markup->arena, .kind = markup->kind, .elements = markup->elements};
    for (size_t i = 0; i < markup->length; i++) {
        bool found = markup->bytes[i] == '\xc2' && i + 1 < markup->length && (unsigned char)markup->bytes[i + 1] < 0xa0;
        struct str character;
        if (!found)
            add(&meant, str_make(markup->bytes + i, 1));
        else if (text_decode(markup->arena, str_make(markup->bytes + ++i, 1), NULL, &character, NULL))
            add(&meant, character);
    }
    *markup = meant;
}

struct str markup_end(struct markup *markup, bool *html)
{
    mean_windows(markup);
    struct str text = str_trim(str_make(markup->bytes ? markup->bytes : "", markup->length));
    *html = markup->kind != MARKUP_TEXT || markup->elements;
    return markup->kind == MARKUP_BASE64 ? decode(markup->arena, text) : str_copy(markup->arena, text);
}
