/* http_message.c - see http_message.h. Input: the head of an answer. Output: what it says. Invariant: strings of the
 * message are slices of the head. */
#include "ingest/http_message.h"

#include "base/ascii.h"

enum { DIGITS = 18 };

void http_unfold(char *head, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        if (head[i] != '\n' || !ascii_is_blank(head[i + 1]))
            continue;
        head[i] = ' ';
        if (i && head[i - 1] == '\r')
            head[i - 1] = ' ';
    }
}

bool http_next_field(struct str *rest, struct str *name, struct str *value)
{
    while (rest->len) {
        *value = str_cut(rest, '\n');
        if (!memchr(value->ptr, ':', value->len))
            continue;
        *name = str_trim(str_cut(value, ':'));
        *value = str_trim(*value);
        return true;
    }
    return false;
}

size_t http_head_end(struct str bytes, struct str mark, size_t *from)
{
    while (*from < bytes.len) {
        const char *feed = memchr(bytes.ptr + *from, '\n', bytes.len - *from);
        *from = feed ? (size_t)(feed - bytes.ptr) : bytes.len;
        struct str line = str_make(bytes.ptr + *from, bytes.len - *from);
        line = line.len ? str_make(line.ptr + 1, line.len - 1) : line;
        if (str_starts(line, STR("\n")) || str_starts(line, STR("\r\n")))
            return *from + (line.ptr[0] == '\n' ? 2 : 3);
        if (mark.len && str_starts(line, mark))
            return *from + 1;
        if (line.len < 2 || line.len < mark.len)
            return 0;
        ++*from;
    }
    return 0;
}

bool http_number(struct str digits, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (!ascii_is_digit(digits.ptr[i]))
            return false;
        *number = *number * 10 + (uint64_t)(digits.ptr[i] - '0');
        if (i >= DIGITS)
            return false;
    }
    return digits.len > 0;
}

/* The characters of words in RFC 9110, 5.6.2. */
static bool is_word(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!(ascii_is_alphanumeric(c) || (c && strchr("!#$%&'*+-.^_`|~:", c))))
            return false;
    }
    return s.len > 0;
}

static bool is_type(struct str s)
{
    struct str second = s, first = str_cut(&second, '/');
    return is_word(first) && is_word(second);
}

static void make_lower(struct str s)
{
    char *bytes = (char *)(uintptr_t)s.ptr;
    for (size_t i = 0; i < s.len; i++)
        bytes[i] = ascii_lower(bytes[i]);
}

static struct str without_quotes(struct str s)
{
    while (s.len && (s.ptr[0] == '"' || s.ptr[0] == '\''))
        s = str_make(s.ptr + 1, s.len - 1);
    while (s.len && (s.ptr[s.len - 1] == '"' || s.ptr[s.len - 1] == '\''))
        s.len--;
    return str_trim(s);
}

void http_content_type(struct str value, struct str *type, struct str *charset)
{
    *type = str_trim(str_cut(&value, ';'));
    *charset = STR("");
    make_lower(*type);
    if (!is_type(*type))
        *type = STR("");
    while (value.len) {
        struct str text = str_cut(&value, ';'), name = str_trim(str_cut(&text, '='));
        if (!ascii_same(name, STR("charset")))
            continue;
        text = without_quotes(str_trim(text));
        if (is_word(text)) {
            make_lower(text);
            *charset = text;
        }
        return;
    }
}

/* "HTTP/1.1 200 OK", "HTTP/2 200". */
static bool parse_status(struct str line, unsigned *status)
{
    uint64_t number = 0;
    if (!str_starts(line, STR("HTTP/")))
        return false;
    str_cut(&line, ' ');
    line = str_trim(line);
    struct str code = str_trim(str_cut(&line, ' '));
    if (code.len != 3 || !http_number(code, &number) || number < 100)
        return false;
    *status = (unsigned)number;
    return true;
}

static const struct {
    struct str word;
    enum codec_kind kind;
    bool unknown;
} coding_words[] = {
    {{"gzip", 4}, CODEC_GZIP, false}, {{"x-gzip", 6}, CODEC_GZIP, false},     {{"deflate", 7}, CODEC_DEFLATE, false},
    {{"zstd", 4}, CODEC_ZSTD, false}, {{"br", 2}, CODEC_NONE, true},          {{"compress", 8}, CODEC_NONE, true},
    {{"dcb", 3}, CODEC_NONE, true},   {{"x-compress", 10}, CODEC_NONE, true}, {{"dcz", 3}, CODEC_NONE, true}};

/* One word of Content-Encoding or Transfer-Encoding. What is no coding ("utf-8", "none") is not looked at. */
static void add_coding(struct http_message *message, struct str word)
{
    if (ascii_same(word, STR("chunked")))
        message->chunked = true;
    for (size_t i = 0; i < sizeof coding_words / sizeof *coding_words; i++) {
        if (!ascii_same(word, coding_words[i].word))
            continue;
        bool second = message->coding != CODEC_NONE && message->coding != coding_words[i].kind;
        message->unknown_coding |= second || coding_words[i].unknown;
        message->coding = coding_words[i].kind;
    }
}

static void add_codings(struct http_message *message, struct str value)
{
    while (value.len)
        add_coding(message, str_trim(str_cut(&value, ',')));
}

/* Fields kept as they stand there. */
static struct str *plain_field(struct http_message *message, struct str name)
{
    const struct {
        struct str name;
        struct str *value;
    } fields[] = {{{"location", 8}, &message->location},
                  {{"etag", 4}, &message->etag},
                  {{"last-modified", 13}, &message->modified},
                  {{"date", 4}, &message->date},
                  {{"retry-after", 11}, &message->retry_after},
                  {{"link", 4}, &message->link},
                  {{"content-language", 16}, &message->language}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (ascii_same(name, fields[i].name))
            return fields[i].value;
    return NULL;
}

static void read_field(struct http_message *message, struct str name, struct str value)
{
    struct str *plain = plain_field(message, name);
    if (plain && plain->len == 0) {
        *plain = value;
    } else if (ascii_same(name, STR("content-type"))) {
        if (message->type.len == 0)
            http_content_type(value, &message->type, &message->charset);
    } else if (ascii_same(name, STR("content-length"))) {
        if (!message->has_length)
            message->has_length = http_number(value, &message->length);
    } else if (ascii_same(name, STR("content-encoding"))) {
        message->encoding = value;
        add_codings(message, value);
    } else if (ascii_same(name, STR("transfer-encoding"))) {
        if (message->encoding.len == 0)
            message->encoding = value;
        add_codings(message, value);
    }
}

bool http_message_parse(char *head, size_t length, struct http_message *message)
{
    *message = (struct http_message){0};
    http_unfold(head, length);
    struct str rest = str_make(head, length), name, value;
    if (!parse_status(str_trim(str_cut(&rest, '\n')), &message->status))
        return false;
    while (http_next_field(&rest, &name, &value))
        read_field(message, name, value);
    return true;
}
