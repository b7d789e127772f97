/* charset_label.c - see charset_label.h. Input: the front of a page. Output: a label. Invariant: each byte of the front
 * is looked at a fixed number of times. */
#include "ingest/charset_label.h"

#include "base/ascii.h"
#include "ingest/web_data.h"

enum { FRONT = 8192 };

static enum charset_kind kind_of(struct str word)
{
    static const char *const names[] = {"", "utf8", "single", "several", "escapes", "wide"};
    for (enum charset_kind kind = CHARSET_UTF8; kind <= CHARSET_WIDE; kind++)
        if (str_equal(word, str_of(names[kind])))
            return kind;
    return CHARSET_NONE;
}

struct charset charset_find(struct str label)
{
    struct str rest = web_data("encodings"), line, word;
    label = str_trim(label);
    while (label.len && web_line(&rest, &line)) {
        struct str converter = web_word(&line), kind = web_word(&line);
        while ((word = web_word(&line)).len)
            if (ascii_same(label, word)) {
                struct charset found = {.kind = kind_of(kind)};
                size_t length = converter.len < sizeof found.converter ? converter.len : 0;
                memcpy(found.converter, converter.ptr, length);
                return found;
            }
    }
    return (struct charset){0};
}

/* Bytes of the front that are being passed over. */
struct front {
    const char *at, *end;
};

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r';
}

static bool starts(const struct front *front, const char *small)
{
    return ascii_starts(str_make(front->at, (size_t)(front->end - front->at)), str_of(small));
}

static void pass_to(struct front *front, char byte)
{
    const char *found = memchr(front->at, byte, (size_t)(front->end - front->at));
    front->at = found ? found + 1 : front->end;
}

static void pass_comment(struct front *front)
{
    front->at += 2; /* "<!-->" is one: its end may share dashes with its start */
    do
        pass_to(front, '>');
    while (front->at < front->end && !(front->at[-2] == '-' && front->at[-3] == '-'));
}

static void pass_spaces(struct front *front, char also)
{
    while (front->at < front->end && (is_space(*front->at) || *front->at == also))
        front->at++;
}

static struct str attribute_name(struct front *front)
{
    const char *start = front->at;
    while (front->at < front->end && !is_space(*front->at) && *front->at != '>' && *front->at != '/' &&
           (*front->at != '=' || front->at == start))
        front->at++;
    return str_make(start, (size_t)(front->at - start));
}

/* A value in quotes or up to a blank or one of `ends`. */
static struct str quoted_value(struct front *front, const char *ends)
{
    const char *start = front->at;
    if (start < front->end && (*start == '"' || *start == '\'')) {
        front->at++;
        pass_to(front, *start);
        const char *last = front->at[-1] == *start && front->at - 1 > start ? front->at - 1 : front->at;
        return str_make(start + 1, (size_t)(last - start - 1));
    }
    while (front->at < front->end && !is_space(*front->at) && !strchr(ends, *front->at))
        front->at++;
    return str_make(start, (size_t)(front->at - start));
}

/* The next attribute of the tag; false at its end, which is not passed. */
static bool next_attribute(struct front *front, struct str *name, struct str *value)
{
    pass_spaces(front, '/');
    if (front->at >= front->end || *front->at == '>')
        return false;
    *name = attribute_name(front);
    *value = STR("");
    pass_spaces(front, ' ');
    if (front->at < front->end && *front->at == '=') {
        front->at++;
        pass_spaces(front, ' ');
        *value = quoted_value(front, ">");
    }
    return true;
}

/* "text/html; charset=utf-8" */
static struct str content_charset(struct str content)
{
    struct front front = {content.ptr, content.ptr + content.len};
    for (;;) {
        size_t left = (size_t)(front.end - front.at), found = ascii_find(str_make(front.at, left), STR("charset"));
        if (found == left)
            return STR("");
        front.at += found + strlen("charset");
        pass_spaces(&front, ' ');
        if (front.at < front.end && *front.at == '=') {
            front.at++;
            pass_spaces(&front, ' ');
            return quoted_value(&front, ";");
        }
    }
}

/* The label of the <meta> whose attributes come next. */
static struct str meta_charset(struct front *front)
{
    struct str name, value, label = STR(""), content = STR("");
    bool pragma = false;
    while (next_attribute(front, &name, &value)) {
        if (ascii_same(name, STR("charset")) && label.len == 0)
            label = value;
        else if (ascii_same(name, STR("content")) && content.len == 0)
            content = content_charset(value);
        else if (ascii_same(name, STR("http-equiv")))
            pragma = ascii_same(str_trim(value), STR("content-type"));
    }
    return label.len || !pragma ? label : content;
}

static struct front front_of(struct str bytes)
{
    return (struct front){bytes.ptr, bytes.ptr + (bytes.len < FRONT ? bytes.len : FRONT)};
}

static void pass_tag(struct front *front)
{
    struct str name, value;
    while (front->at < front->end && !is_space(*front->at) && *front->at != '>')
        front->at++;
    while (next_attribute(front, &name, &value))
        ;
}

struct str charset_of_html(struct str bytes)
{
    struct front front = front_of(bytes);
    while (pass_to(&front, '<'), front.at < front.end) {
        bool meta = starts(&front, "meta") && front.end - front.at > 4 && (is_space(front.at[4]) || front.at[4] == '/');
        if (starts(&front, "!--")) {
            front.at++;
            pass_comment(&front);
        } else if (meta) {
            front.at += 4;
            struct str label = meta_charset(&front);
            if (charset_find(label).kind != CHARSET_NONE)
                return label;
        } else if (ascii_is_letter(*front.at) ||
                   (*front.at == '/' && front.end - front.at > 1 && ascii_is_letter(front.at[1]))) {
            pass_tag(&front);
        } else if (strchr("!/?", *front.at)) {
            pass_to(&front, '>');
        }
    }
    return charset_of_xml(bytes);
}

struct str charset_of_xml(struct str bytes)
{
    struct front front = front_of(bytes);
    struct str name, value;
    pass_spaces(&front, ' ');
    if (!starts(&front, "<?xml"))
        return STR("");
    front.at += strlen("<?xml");
    while (front.at < front.end && *front.at != '?' && next_attribute(&front, &name, &value))
        if (ascii_same(name, STR("encoding")))
            return value;
    return STR("");
}
