/* url.c - see url.h. Input: addresses as pages and feeds spell them. Output: parts, and addresses in an arena.
 * Invariant: no step looks at a byte more often than a fixed number of times. */
#include "ingest/url.h"

#include "base/ascii.h"

static const struct str absent = {NULL, 0};

/* Length of the scheme at the front, without its colon; 0 if there is none. */
static size_t scheme_length(struct str text)
{
    if (!text.len || !ascii_is_letter(text.ptr[0]))
        return 0;
    for (size_t i = 1; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == ':')
            return i;
        if (!ascii_is_letter(c) && !ascii_is_digit(c) && c != '+' && c != '-' && c != '.')
            return 0;
    }
    return 0;
}

static struct str from(struct str text, size_t at)
{
    return str_make(text.ptr + at, text.len - at);
}

/* Take what stands before the first of `marks` from the front of `*rest`. */
static struct str take_until(struct str *rest, const char *marks)
{
    size_t end = 0;
    while (end < rest->len && !(rest->ptr[end] && strchr(marks, rest->ptr[end])))
        end++;
    struct str head = str_make(rest->ptr, end);
    *rest = from(*rest, end);
    return head;
}

struct url url_split(struct str text)
{
    struct url url = {0};
    struct str rest = text.ptr ? text : STR("");
    size_t scheme = scheme_length(rest);
    if (scheme) {
        url.scheme = str_make(rest.ptr, scheme);
        rest = from(rest, scheme + 1);
    }
    if (str_starts(rest, STR("//"))) {
        rest = from(rest, 2);
        url.authority = take_until(&rest, "/?#");
    }
    url.path = take_until(&rest, "?#");
    if (str_starts(rest, STR("?"))) {
        rest = from(rest, 1);
        url.query = take_until(&rest, "#");
    }
    if (rest.len)
        url.fragment = from(rest, 1);
    return url;
}

static bool is_web_scheme(struct str scheme)
{
    return ascii_same(scheme, STR("http")) || ascii_same(scheme, STR("https"));
}

static bool ends_blank(struct str text)
{
    return text.len && (unsigned char)text.ptr[text.len - 1] <= ' ';
}

/* Without what stands before "@", without the port where it is the usual one, and without blanks and controls at its
 * end. */
static struct str host_and_port(const struct url *url)
{
    struct str host = url->authority;
    for (size_t i = host.len; i; i--)
        if (host.ptr[i - 1] == '@') {
            host = from(host, i);
            break;
        }
    struct str usual = ascii_same(url->scheme, STR("https")) ? STR(":443") : STR(":80");
    while (str_ends(host, usual) || str_ends(host, STR(":")) || ends_blank(host))
        host.len -= str_ends(host, usual) ? usual.len : 1;
    return host;
}

/* Taken apart, it has a web scheme and somewhere to go to. */
static bool is_web(const struct url *url)
{
    return is_web_scheme(url->scheme) && host_and_port(url).len;
}

bool url_is_web(struct str text)
{
    struct url url = url_split(text);
    return is_web(&url);
}

bool url_is_address(struct str text)
{
    struct url url = url_split(text);
    return url.scheme.ptr && url.authority.ptr;
}

/* Without blanks and controls at both ends, and without line ends and tabs inside, as browsers read an attribute. */
static struct str clean(struct arena *arena, struct str text)
{
    while (text.len && (unsigned char)text.ptr[0] <= ' ')
        text = from(text, 1);
    while (ends_blank(text))
        text.len--;
    size_t kept = 0;
    char *copy = arena_take(arena, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("\t\r\n", text.ptr[i]) || !text.ptr[i])
            copy[kept++] = text.ptr[i];
    copy[kept] = 0;
    return str_make(copy, kept);
}

/* Where the last segment of a path begins: behind its last slash. */
static size_t last_segment(const char *path, size_t length)
{
    while (length && path[length - 1] != '/')
        length--;
    return length;
}

/* Remove "." and ".." from a path that begins with a slash (RFC 3986, 5.2.4), in place. Returns its length. */
static size_t remove_dots(char *path, size_t length)
{
    size_t to = 0;
    for (size_t at = 0, end; at < length; at = end) {
        for (end = at + 1; end < length && path[end] != '/'; end++)
            continue;
        struct str segment = str_make(path + at + 1, end - at - 1);
        bool here = str_equal(segment, STR(".")), up = str_equal(segment, STR(".."));
        if (up && to)
            to = last_segment(path, to) - 1;
        if (!here && !up) {
            memmove(path + to, path + at, end - at);
            to += end - at;
        } else if (end == length) {
            path[to++] = '/';
        }
    }
    return to;
}

/* A string that is written from the front into room for all of it. */
struct writer {
    char *out;
    size_t length;
};

static void put(struct writer *writer, struct str bytes)
{
    if (bytes.len)
        memcpy(writer->out + writer->length, bytes.ptr, bytes.len);
    writer->length += bytes.len;
}

static void put_part(struct writer *writer, const char *before, struct str part, const char *behind)
{
    if (!part.ptr)
        return;
    put(writer, str_of(before));
    put(writer, part);
    put(writer, str_of(behind));
}

/* The path of `reference`, behind the folder of the base unless it begins with a slash (RFC 3986, 5.2.3). */
static void put_path(struct writer *writer, const struct url *base, const struct url *reference)
{
    size_t start = writer->length;
    struct str folder = str_make(base->path.ptr, last_segment(base->path.ptr, base->path.len));
    if (!str_starts(reference->path, STR("/"))) {
        if (base->authority.ptr && !base->path.len)
            folder = STR("/");
        put(writer, folder);
    }
    put(writer, reference->path);
    char *path = writer->out + start;
    if (writer->length > start && path[0] == '/')
        writer->length = start + remove_dots(path, writer->length - start);
}

struct str url_resolve(struct arena *arena, struct str base_text, struct str reference_text)
{
    struct str base_clean = clean(arena, base_text), reference_clean = clean(arena, reference_text);
    struct url base = url_split(base_clean), to = url_split(reference_clean);
    if (to.scheme.ptr && !to.authority.ptr && is_web(&base) && ascii_same(to.scheme, base.scheme))
        to.scheme = absent;
    struct writer writer = {arena_take(arena, base_clean.len + reference_clean.len + 8, 1), 0};
    bool own = to.scheme.ptr || to.authority.ptr, same = !own && !to.path.len;
    if (to.scheme.ptr && !to.authority.ptr)
        return reference_clean;
    put_part(&writer, "", to.scheme.ptr ? to.scheme : base.scheme, ":");
    put_part(&writer, "//", own ? to.authority : base.authority, "");
    if (same)
        put(&writer, base.path);
    else
        put_path(&writer, own ? &(struct url){.path = STR("")} : &base, &to);
    put_part(&writer, "?", same && !to.query.ptr ? base.query : to.query, "");
    put_part(&writer, "#", to.fragment, "");
    writer.out[writer.length] = 0;
    return str_make(writer.out, writer.length);
}

static void put_lower(struct writer *writer, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        writer->out[writer->length++] = ascii_lower(text.ptr[i]);
}

static void put_origin(struct writer *writer, const struct url *url)
{
    put_lower(writer, url->scheme);
    put(writer, STR("://"));
    put_lower(writer, host_and_port(url));
}

struct str url_origin(struct arena *arena, struct str text)
{
    struct url url = url_split(clean(arena, text));
    if (!is_web(&url))
        return STR("");
    struct writer writer = {arena_alloc(arena, url.scheme.len + url.authority.len + 4, 1), 0};
    put_origin(&writer, &url);
    return str_make(writer.out, writer.length);
}

struct str url_target(struct arena *arena, struct str text)
{
    struct url url = url_split(clean(arena, text));
    size_t query = url.query.ptr ? url.query.len + 1 : 0;
    struct writer writer = {arena_alloc(arena, url.path.len + query + 2, 1), 0};
    put(&writer, url.path.len ? url.path : STR("/"));
    put_part(&writer, "?", url.query, "");
    return str_make(writer.out, writer.length);
}
