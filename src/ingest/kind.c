/* kind.c - see kind.h. Input: the first bytes. Output: a kind. Invariant: no byte behind `front` is looked at. */
#include "ingest/kind.h"

#include <stdbool.h>
#include <string.h>

#include "base/ascii.h"
#include "ingest/tar.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool starts_any(struct str front, const struct str *signs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_starts(front, signs[i]))
            return true;
    return false;
}

/* RFC 1952; RFC 8878, skippable frames too; the .xz format. */
static bool is_packed(struct str front)
{
    static const struct str signs[] = {{"\x1f\x8b", 2}, {"\x28\xb5\x2f\xfd", 4}, {"\xfd" "7zXZ\0", 6}};
    bool skippable = front.len >= 4 && (front.ptr[0] & 0xf0) == 0x50 && memcmp(front.ptr + 1, "\x2a\x4d\x18", 3) == 0;
    return skippable || starts_any(front, signs, COUNT(signs));
}

/* The oldest tar files have no mark, but a sum that is right. */
static bool is_tar(struct str front)
{
    return (front.len >= 262 && memcmp(front.ptr + 257, "ustar", 5) == 0) || tar_sniff(front);
}

static bool is_crawl(struct str front)
{
    static const struct str signs[] = {{"WARC/", 5}, {"filedesc://", 11}};
    return starts_any(front, signs, COUNT(signs));
}

static struct str skip(struct str text, size_t count)
{
    return str_make(text.ptr + count, text.len - count);
}

static struct str trim_front(struct str text)
{
    while (text.len && strchr(" \t\r\n\f\v", text.ptr[0]))
        text = skip(text, 1);
    return text;
}

/* Does the text begin with `name`, whatever the case, and does the name end there? */
static bool opens(struct str text, const char *name)
{
    size_t length = strlen(name);
    return ascii_starts(text, str_of(name)) && (text.len == length || strchr(" \t\r\n\f/>", text.ptr[length]));
}

static bool opens_any(struct str text, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (opens(text, names[i]))
            return true;
    return false;
}

/* Behind the end mark, or nothing where it is not in sight. */
static struct str behind(struct str text, struct str mark)
{
    const char *found = memmem(text.ptr, text.len, mark.ptr, mark.len);
    return found ? skip(text, (size_t)(found - text.ptr) + mark.len) : STR("");
}

/* Behind the declaration of a document's type, with what it declares between brackets. */
static struct str behind_type(struct str text)
{
    while (text.len && text.ptr[0] != '>' && text.ptr[0] != '[')
        text = skip(text, 1);
    while (text.len && text.ptr[0] != '>') {
        text = behind(text, STR("]"));
        struct str end = trim_front(text);
        text = str_starts(end, STR(">")) ? end : text;
    }
    return text.len ? skip(text, 1) : text;
}

/* The first tag that is no comment, instruction or declaration of a document's type; `declared` is the text behind the
 * first word of the latter. */
static struct str first_tag(struct str text, struct str *declared)
{
    *declared = STR("");
    for (;;) {
        text = trim_front(text);
        if (str_starts(text, STR("<!--")))
            text = behind(skip(text, 4), STR("-->"));
        else if (str_starts(text, STR("<?")))
            text = behind(text, STR("?>"));
        else if (opens(text, "<!doctype")) {
            *declared = trim_front(skip(text, 9));
            text = behind_type(text);
        } else {
            return text;
        }
    }
}

/* The elements a feed starts with. */
static bool opens_feed(struct str tag)
{
    static const char *const names[] = {"<rss", "<feed", "<rdf:rdf", "<channel"};
    const char *colon = tag.len > 1 ? memchr(tag.ptr, ':', tag.len < 24 ? tag.len : 24) : NULL;
    return opens_any(tag, names, COUNT(names)) ||
           (colon && (opens(skip(tag, (size_t)(colon - tag.ptr) + 1), "feed") ||
                      opens(skip(tag, (size_t)(colon - tag.ptr) + 1), "rdf")));
}

/* The elements with which a page or a piece of one starts (https://mimesniff.spec.whatwg.org/, and some more). */
static bool opens_page(struct str tag)
{
    static const char *const names[] = {"<html", "<head", "<body", "<title", "<meta", "<link", "<script", "<style",
                                        "<iframe", "<h1", "<h2", "<h3", "<div", "<font", "<table", "<a", "<b", "<br",
                                        "<p", "<article", "<section", "<main", "<header", "<nav", "<span", "<img",
                                        "<base", "<form", "<ul", "<ol", "<blockquote", "<center", "<em", "<strong",
                                        "<i"};
    return opens_any(tag, names, COUNT(names));
}

static enum kind markup_kind(struct str front)
{
    bool xml = str_starts(front, STR("<?xml"));
    struct str declared, tag = first_tag(front, &declared);
    if (opens_feed(tag) || opens(declared, "rss") || opens(declared, "rdf:rdf"))
        return KIND_FEED;
    if (opens(declared, "html") || opens_page(tag) || (!xml && !tag.len))
        return KIND_PAGE;
    return xml ? KIND_XML : KIND_TEXT;
}

/* JSON lines open an object and its first key in one line; a JSON document is spread over lines, or an array of
 * objects. */
static enum kind json_kind(struct str front)
{
    if (memmem(front.ptr, front.len, "jsonfeed.org/version", 20) ||
        memmem(front.ptr, front.len, "jsonfeed.org\\/version", 21))
        return KIND_FEED;
    struct str rest = skip(front, 1);
    struct str inside = trim_front(rest);
    char first = inside.len ? inside.ptr[0] : ' ';
    if (front.ptr[0] == '[')
        return first == '{' ? KIND_JSON : KIND_TEXT;
    bool spread = memchr(rest.ptr, '\n', rest.len - inside.len) != NULL;
    return first != '"' ? KIND_TEXT : spread ? KIND_JSON : KIND_LINES;
}

/* The front in single bytes: UTF-16 and UTF-32 without their zeros, no byte order mark. */
static struct str plain_front(struct str front, char plain[KIND_PEEK])
{
    size_t length = 0;
    for (size_t i = 0; i < front.len && length < KIND_PEEK; i++)
        if (front.ptr[i])
            plain[length++] = front.ptr[i];
    struct str text = str_make(plain, length);
    static const struct str marks[] = {{"\xef\xbb\xbf", 3}, {"\xff\xfe", 2}, {"\xfe\xff", 2}};
    for (size_t i = 0; i < COUNT(marks); i++)
        if (str_starts(text, marks[i]))
            text = skip(text, marks[i].len);
    return trim_front(text);
}

static bool type_is_any(struct str type, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ascii_same(type, str_of(names[i])))
            return true;
    return false;
}

/* Whether a media type tells of no document: pictures, films, fonts, scripts, styles, forms of offices. */
static bool is_no_document(struct str type)
{
    static const char *const beginnings[] = {"image/", "video/", "audio/", "font/", "application/vnd.",
                                             "application/x-font", "application/x-shockwave", "application/msword"};
    static const char *const names[] = {
        "text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/pdf",
        "application/zip", "application/wasm", "text/calendar", "application/octet-stream", "application/ld+json",
        "application/manifest+json"};
    for (size_t i = 0; i < COUNT(beginnings); i++)
        if (ascii_starts(type, str_of(beginnings[i])))
            return true;
    return type_is_any(type, names, COUNT(names));
}

enum kind kind_of(struct str front, struct str type)
{
    static const char *const page_types[] = {"text/html", "application/xhtml+xml"};
    static const char *const feed_types[] = {"application/rss+xml", "application/atom+xml", "application/rdf+xml",
                                             "application/feed+json"};
    char bytes[KIND_PEEK];
    if (is_packed(front))
        return KIND_PACKED;
    if (is_tar(front))
        return KIND_TAR;
    if (is_crawl(front))
        return KIND_CRAWL;
    struct str text = plain_front(front, bytes);
    enum kind told = !text.len                                    ? KIND_TEXT
                     : text.ptr[0] == '<'                         ? markup_kind(text)
                     : text.ptr[0] == '{' || text.ptr[0] == '['   ? json_kind(text)
                                                                  : KIND_TEXT;
    if (told == KIND_FEED || type_is_any(type, feed_types, COUNT(feed_types)))
        return KIND_FEED;
    if (type_is_any(type, page_types, COUNT(page_types)))
        return KIND_PAGE;
    return told == KIND_TEXT && is_no_document(type) ? KIND_OTHER : told;
}
