/* html_clean.c - see html_clean.h. Input: a page. Output: the same for libxml2. Invariant: no byte of the page is
 * looked at more than a fixed number of times; a search that failed once is not made again. Tags are cut as browsers
 * cut them (HTML Standard, 13.2.5), but for quotes that are never closed: they end with their tag. */
#include "ingest/html_clean.h"

#include <limits.h>

#include "base/ascii.h"
#include "base/error.h"
#include "base/utf8.h"
#include "ingest/html_name.h"

enum { NAME_MOST = 60, DATA_VALUE_MOST = 200, NOSCRIPT_MOST = 3000 };

/* What is searched for and may be missing up to the end. */
enum search {
    SEARCH_SCRIPT,
    SEARCH_STYLE,
    SEARCH_TITLE,
    SEARCH_TEXTAREA,
    SEARCH_IFRAME,
    SEARCH_SVG,
    SEARCH_NOSCRIPT,
    SEARCH_COMMENT,
    SEARCH_MARK,
    SEARCH_QUOTE,
    SEARCH_COUNT
};

struct cleaner {
    const char *at, *end;
    struct html_clean *clean;
    const struct limits *limits;
    const char *source;
    readout_error *error;
    bool missing[SEARCH_COUNT];
    const char *noscript_end; /* the next end of one, if it was searched for */
    uint64_t tags, links;
};

struct name {
    char bytes[NAME_MOST];
    size_t length;
};

static struct str name_str(const struct name *name)
{
    return str_make(name->bytes, name->length);
}

/* How many bytes from the front are plain: no control characters but tab and line feed, nothing beyond ASCII. */
static size_t plain_length(struct str bytes)
{
    size_t i = utf8_plain_run((const unsigned char *)bytes.ptr, 0, bytes.len, ' ');
    while (i < bytes.len &&
           ((unsigned char)(bytes.ptr[i] - ' ') < 0x5f || bytes.ptr[i] == '\n' || bytes.ptr[i] == '\t'))
        i++;
    return i;
}

void html_clean_copy(struct buffer *out, struct str bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        size_t plain = plain_length(str_make(bytes.ptr + at, bytes.len - at));
        buffer_add(out, str_make(bytes.ptr + at, plain));
        at += plain;
        if (at == bytes.len)
            return;
        unsigned char byte = (unsigned char)bytes.ptr[at];
        size_t length = byte < 0x80 ? 1 : utf8_multibyte_length((const unsigned char *)bytes.ptr, at, bytes.len);
        if (byte < 0x80)
            buffer_byte(out, ' ');
        else
            buffer_add(out, length ? str_make(bytes.ptr + at, length) : STR("\xef\xbf\xbd"));
        at += length ? length : 1;
    }
}

static void put(struct cleaner *cleaner, struct str bytes)
{
    buffer_add(&cleaner->clean->out, bytes);
}

/* From `from` on, where `bytes` stand; NULL: nowhere, which is remembered. */
static const char *search(struct cleaner *cleaner, enum search what, const char *from, struct str bytes)
{
    if (cleaner->missing[what] || from > cleaner->end)
        return NULL;
    const char *found = memmem(from, (size_t)(cleaner->end - from), bytes.ptr, bytes.len);
    cleaner->missing[what] = !found;
    return found;
}

/* From the present place on, where "</name" stands, in any case of letters; NULL: nowhere, which is remembered. */
static const char *search_close(struct cleaner *cleaner, enum search what, struct str name)
{
    const char *at = cleaner->missing[what] ? NULL : cleaner->at;
    for (; at && (at = memchr(at, '<', (size_t)(cleaner->end - at))); at++) {
        if ((size_t)(cleaner->end - at) < name.len + 2 || at[1] != '/')
            continue;
        size_t same = 0;
        while (same < name.len && ascii_lower(at[2 + same]) == name.ptr[same])
            same++;
        if (same == name.len)
            return at;
    }
    cleaner->missing[what] = true;
    return NULL;
}

/* Go behind the next ">". */
static void skip_tag(struct cleaner *cleaner)
{
    const char *close = memchr(cleaner->at, '>', (size_t)(cleaner->end - cleaner->at));
    cleaner->at = close ? close + 1 : cleaner->end;
}

static void skip_comment(struct cleaner *cleaner)
{
    const char *close = search(cleaner, SEARCH_COMMENT, cleaner->at + 2, STR("-->"));
    cleaner->at = close ? close + 3 : cleaner->end;
}

/* Take a name of a tag or attribute, in lower case, cut where it is very long. */
static void take_name(struct cleaner *cleaner, struct name *name)
{
    name->length = 0;
    for (; cleaner->at < cleaner->end; cleaner->at++) {
        char c = *cleaner->at;
        if (ascii_is_gap(c) || c == '/' || c == '>' || c == '=')
            return;
        if (name->length < NAME_MOST)
            name->bytes[name->length++] = ascii_is_alphanumeric(c) || c == ':' ? ascii_lower(c) : '-';
    }
}

static void skip_blanks(struct cleaner *cleaner)
{
    while (cleaner->at < cleaner->end && ascii_is_gap(*cleaner->at))
        cleaner->at++;
}

/* Where a value without quotes, or whose quote is never closed, ends. */
static const char *bare_end(const struct cleaner *cleaner, bool quoted)
{
    const char *at = cleaner->at;
    while (at < cleaner->end && *at != '>' && (quoted || !ascii_is_gap(*at)))
        at++;
    return at;
}

/* Take the value behind "="; `*quote` is the mark that it does not hold. */
static struct str take_value(struct cleaner *cleaner, char *quote)
{
    char mark = cleaner->at < cleaner->end ? *cleaner->at : ' ';
    bool quoted = mark == '"' || mark == '\'';
    cleaner->at += quoted;
    const char *start = cleaner->at, *close = NULL;
    if (quoted)
        close = search(cleaner, mark == '"' ? SEARCH_MARK : SEARCH_QUOTE, start, str_make(&mark, 1));
    const char *end = close ? close : bare_end(cleaner, quoted);
    cleaner->at = close ? close + 1 : end;
    struct str value = str_make(start, (size_t)(end - start));
    *quote = close ? mark : memchr(start, '"', value.len) ? '\'' : '"';
    return value;
}

static void put_attribute(struct cleaner *cleaner, struct str name, struct str value, char quote)
{
    put(cleaner, STR(" "));
    put(cleaner, name);
    put(cleaner, STR("="));
    buffer_byte(&cleaner->clean->out, quote);
    while (value.len) { /* what holds both marks loses one */
        html_clean_copy(&cleaner->clean->out, str_cut(&value, quote));
    }
    buffer_byte(&cleaner->clean->out, quote);
}

/* What of a tag decides how the page goes on behind it. */
struct tag {
    enum html_tag tag;
    bool closed;  /* "/>" */
    bool json_ld; /* its type */
    bool link;
};

static bool is_json_ld(struct str value)
{
    static const struct str type = {"ld+json", 7};
    return value.len < 100 && memmem(value.ptr, value.len, type.ptr, type.len);
}

static void take_attribute(struct cleaner *cleaner, struct tag *tag)
{
    struct name name;
    const char *start = cleaner->at;
    take_name(cleaner, &name);
    skip_blanks(cleaner);
    struct str value = STR("");
    char quote = '"';
    if (cleaner->at < cleaner->end && *cleaner->at == '=') {
        cleaner->at++;
        skip_blanks(cleaner);
        value = take_value(cleaner, &quote);
    }
    if (cleaner->at == start)
        cleaner->at++;
    enum html_attribute_name number = html_attribute_named(name_str(&name));
    if (number == HTML_ATTRIBUTE_COUNT || (number == HTML_DATA_ && value.len > DATA_VALUE_MOST))
        return;
    tag->json_ld = tag->json_ld || (number == HTML_AT_TYPE && is_json_ld(value));
    tag->link = tag->link || (number == HTML_AT_HREF && tag->tag == HTML_A);
    put_attribute(cleaner, name_str(&name), value, quote);
}

/* The attributes up to ">" and it; false where there are too many. */
static bool take_attributes(struct cleaner *cleaner, struct tag *tag)
{
    for (uint64_t count = 0;;) {
        while (cleaner->at < cleaner->end && (ascii_is_gap(*cleaner->at) || *cleaner->at == '/'))
            tag->closed = *cleaner->at++ == '/';
        if (cleaner->at == cleaner->end || *cleaner->at == '>')
            break;
        tag->closed = false;
        take_attribute(cleaner, tag);
        if (++count > cleaner->limits->most[LIMIT_ATTRIBUTES])
            return limit_fail(cleaner->error, cleaner->limits, LIMIT_ATTRIBUTES, cleaner->source);
    }
    cleaner->at += cleaner->at < cleaner->end;
    return true;
}

static bool is_empty(enum html_tag tag)
{
    return tag == HTML_BR || tag == HTML_HR || tag == HTML_IMG || tag == HTML_INPUT || tag == HTML_LINK ||
           tag == HTML_META || tag == HTML_SOURCE || tag == HTML_EMBED || tag == HTML_BASE || tag == HTML_FRAME;
}

/* Put the body of a script with data as its number; all other bodies are passed over. */
static void put_script(struct cleaner *cleaner, struct str body)
{
    char digits[24];
    size_t number = cleaner->clean->scripts.len / sizeof body, at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
    } while (number /= 10);
    put(cleaner, str_make(digits + at, sizeof digits - at));
    buffer_add(&cleaner->clean->scripts, str_make((const char *)&body, sizeof body));
}

/* Text in which "<" opens no tag. */
static void put_raw_text(struct cleaner *cleaner, struct str text)
{
    while (text.len) {
        size_t before = text.len;
        struct str piece = str_cut(&text, '<');
        html_clean_copy(&cleaner->clean->out, piece);
        if (piece.len < before)
            put(cleaner, STR("&lt;"));
    }
}

/* Pass over the body of an element that holds no tags, up to its end tag. One that is never closed is the rest of the
 * page if it is a script or style, and else has no body. */
static void take_raw(struct cleaner *cleaner, const struct tag *tag, enum search what, struct str name)
{
    const char *start = cleaner->at, *close = search_close(cleaner, what, name);
    struct str body = str_make(start, (size_t)((close ? close : cleaner->end) - start));
    if (close || what == SEARCH_SCRIPT || what == SEARCH_STYLE)
        cleaner->at = body.ptr + body.len;
    if (close && tag->json_ld && tag->tag == HTML_SCRIPT)
        put_script(cleaner, body);
    if (close && tag->tag == HTML_TITLE)
        put_raw_text(cleaner, body);
    if (close)
        return;
    put(cleaner, STR("</"));
    put(cleaner, name);
    put(cleaner, STR(">"));
}

/* Browsers pass over what is there for those without scripts; a long one is the page itself. */
static void take_noscript(struct cleaner *cleaner, const struct tag *tag)
{
    if (!cleaner->noscript_end || cleaner->noscript_end < cleaner->at)
        cleaner->noscript_end = search_close(cleaner, SEARCH_NOSCRIPT, STR("noscript"));
    if (cleaner->noscript_end && cleaner->noscript_end - cleaner->at < NOSCRIPT_MOST)
        take_raw(cleaner, tag, SEARCH_NOSCRIPT, STR("noscript"));
}

static void take_body(struct cleaner *cleaner, const struct tag *tag)
{
    switch (tag->tag) {
    case HTML_SCRIPT: take_raw(cleaner, tag, SEARCH_SCRIPT, STR("script")); break;
    case HTML_STYLE: take_raw(cleaner, tag, SEARCH_STYLE, STR("style")); break;
    case HTML_TITLE: take_raw(cleaner, tag, SEARCH_TITLE, STR("title")); break;
    case HTML_TEXTAREA: take_raw(cleaner, tag, SEARCH_TEXTAREA, STR("textarea")); break;
    case HTML_IFRAME: take_raw(cleaner, tag, SEARCH_IFRAME, STR("iframe")); break;
    case HTML_NOSCRIPT: take_noscript(cleaner, tag); break;
    case HTML_SVG: take_raw(cleaner, tag, SEARCH_SVG, STR("svg")); break;
    default: break;
    }
}

static bool count_tag(struct cleaner *cleaner)
{
    return ++cleaner->tags <= cleaner->limits->most[LIMIT_TAGS] ||
           limit_fail(cleaner->error, cleaner->limits, LIMIT_TAGS, cleaner->source);
}

/* HTML 5 elements without content and without an end tag that mean nothing to us, and break what libxml2 nests. */
static bool is_void_other(struct str name)
{
    return str_equal(name, STR("wbr")) || str_equal(name, STR("track"));
}

static bool take_start_tag(struct cleaner *cleaner)
{
    struct name name;
    size_t before = cleaner->clean->out.len;
    cleaner->at++;
    take_name(cleaner, &name);
    struct tag tag = {.tag = html_tag_named(name_str(&name))};
    put(cleaner, STR("<"));
    put(cleaner, name_str(&name));
    if (!count_tag(cleaner) || !take_attributes(cleaner, &tag))
        return false;
    cleaner->links += tag.link;
    if (cleaner->links > cleaner->limits->most[LIMIT_LINKS])
        return limit_fail(cleaner->error, cleaner->limits, LIMIT_LINKS, cleaner->source);
    if (is_void_other(name_str(&name)) && !cleaner->clean->out.failed) {
        cleaner->clean->out.len = before;
        return true;
    }
    bool closed = is_empty(tag.tag) || (tag.closed && (tag.tag == HTML_OTHER || tag.tag == HTML_SVG));
    put(cleaner, closed ? STR("/>") : STR(">"));
    if (!closed)
        take_body(cleaner, &tag);
    return true;
}

static bool take_end_tag(struct cleaner *cleaner)
{
    struct name name;
    cleaner->at += 2;
    take_name(cleaner, &name);
    skip_tag(cleaner);
    if (!is_void_other(name_str(&name))) {
        put(cleaner, STR("</"));
        put(cleaner, name_str(&name));
        put(cleaner, STR(">"));
    }
    return count_tag(cleaner);
}

/* At a "<". */
static bool take_tag(struct cleaner *cleaner)
{
    size_t left = (size_t)(cleaner->end - cleaner->at);
    char next = left > 1 ? cleaner->at[1] : ' ';
    if (ascii_is_letter(next))
        return take_start_tag(cleaner);
    if (next == '/' && left > 2 && ascii_is_letter(cleaner->at[2]))
        return take_end_tag(cleaner);
    if (left > 3 && memcmp(cleaner->at, "<!--", 4) == 0) {
        skip_comment(cleaner);
    } else if (next == '!' || next == '?' || next == '/') {
        skip_tag(cleaner);
    } else {
        put(cleaner, STR("&lt;"));
        cleaner->at++;
    }
    return true;
}

bool html_clean(struct str page, const struct limits *limits, const char *source, struct html_clean *clean,
                readout_error *error)
{
    struct cleaner cleaner = {.at = page.ptr, .end = page.ptr + page.len, .clean = clean, .limits = limits,
                              .source = source, .error = error};
    if (page.len > limits->most[LIMIT_SIZE])
        return limit_fail(error, limits, LIMIT_SIZE, source);
    while (cleaner.at < cleaner.end) {
        const char *tag = memchr(cleaner.at, '<', (size_t)(cleaner.end - cleaner.at));
        const char *stop = tag ? tag : cleaner.end;
        html_clean_copy(&clean->out, str_make(cleaner.at, (size_t)(stop - cleaner.at)));
        cleaner.at = stop;
        if (tag && !take_tag(&cleaner))
            return false;
    }
    if (clean->out.failed || clean->scripts.failed)
        return error_set(error, READOUT_NO_MEMORY, source, "no memory for the page");
    return clean->out.len < INT_MAX / 2 || limit_fail(error, limits, LIMIT_SIZE, source);
}

void html_clean_free(struct html_clean *clean)
{
    buffer_free(&clean->out);
    buffer_free(&clean->scripts);
}
