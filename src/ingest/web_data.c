/* web_data.c - see web_data.h. Input: the files compiled in. Output: their lines. Invariant: slices of these files. */
#include "ingest/web_data.h"

#include <assert.h>
#include <stdio.h>

#include "base/ascii.h"
#include "base/embedded.h"

struct str web_data(const char *name)
{
    char full[64];
    snprintf(full, sizeof full, "web/%s.txt", name);
    for (size_t i = embedded_count; i-- > 0;) /* they stand near the end */
        if (embedded_files[i].name[0] == 'w' && strcmp(full, embedded_files[i].name) == 0)
            return str_make((const char *)embedded_files[i].bytes, embedded_files[i].length);
    assert(!"a file of data/web that is not there");
    return STR("");
}

bool web_line(struct str *rest, struct str *line)
{
    while (rest->len) {
        *line = str_trim(str_cut(rest, '\n'));
        if (line->len && line->ptr[0] != '#')
            return true;
    }
    return false;
}

struct str web_word(struct str *rest)
{
    size_t start = 0;
    while (start < rest->len && ascii_is_blank(rest->ptr[start]))
        start++;
    size_t end = start;
    while (end < rest->len && !ascii_is_blank(rest->ptr[end]))
        end++;
    struct str word = str_make(rest->ptr + start, end - start);
    *rest = str_make(rest->ptr + end, rest->len - end);
    return word;
}

bool web_entry(struct str *rest, struct str *key, struct str *words)
{
    struct str line;
    while (web_line(rest, &line)) {
        size_t end = 0; /* a colon inside a key, "+01:00", has no blank behind it */
        while (end + 1 < line.len && !(line.ptr[end] == ':' && line.ptr[end + 1] == ' '))
            end++;
        *key = str_make(line.ptr, end);
        *words = str_make(line.ptr + end + 1, line.len - end - 1);
        if (end + 1 < line.len)
            return true;
    }
    return false;
}

bool web_item(struct str *words, struct str *word)
{
    do
        *word = str_trim(str_cut(words, ','));
    while (word->len == 0 && words->len);
    return word->len > 0;
}

bool web_listed(const char *file, const char *key, struct str word)
{
    struct str rest = web_data(file), entry, words, item;
    while (web_entry(&rest, &entry, &words))
        while (str_equal(entry, str_of(key)) && web_item(&words, &item))
            if (ascii_same(word, item))
                return true;
    return false;
}

static bool is_part(struct str text, size_t at)
{
    char byte = at < text.len ? text.ptr[at] : 0;
    return ascii_is_alphanumeric(byte) || (unsigned char)byte >= 0x80;
}

/* Whether the word stands at `at`. Quotation marks and dashes beside it (U+2000 to U+203F) part words too. */
static bool is_word_at(struct str text, struct str small, size_t at)
{
    if (!ascii_starts(str_make(text.ptr + at, text.len - at), small))
        return false;
    size_t end = at + small.len;
    bool mark_before = at > 2 && (unsigned char)text.ptr[at - 3] == 0xe2 && (unsigned char)text.ptr[at - 2] == 0x80;
    bool mark_behind = end + 2 < text.len && memcmp(text.ptr + end, "\xe2\x80", 2) == 0;
    return (at == 0 || mark_before || !is_part(text, at - 1)) && (mark_behind || !is_part(text, end));
}

size_t web_find_word(struct str text, struct str small)
{
    for (size_t at = 0; at + small.len <= text.len; at++)
        if (is_word_at(text, small, at))
            return at;
    return text.len;
}

bool web_has_listed(const char *file, const char *key, struct str text)
{
    struct str rest = web_data(file), entry, words, item;
    while (web_entry(&rest, &entry, &words))
        while (str_equal(entry, str_of(key)) && web_item(&words, &item))
            if (ascii_find(text, item) < text.len)
                return true;
    return false;
}

size_t web_find_listed(const char *file, const char *key, struct str text, struct str *word)
{
    struct str rest = web_data(file), entry, words, item;
    size_t first = text.len;
    *word = STR("");
    while (web_entry(&rest, &entry, &words))
        while (str_equal(entry, str_of(key)) && web_item(&words, &item)) {
            size_t at = web_find_word(text, item);
            if (at < first || (at == first && at < text.len && item.len > word->len)) {
                first = at;
                *word = item;
            }
        }
    return first;
}

bool web_starts_listed(const char *file, const char *key, struct str text, size_t *length)
{
    struct str rest = web_data(file), entry, words, item;
    *length = 0;
    while (web_entry(&rest, &entry, &words))
        while (str_equal(entry, str_of(key)) && web_item(&words, &item))
            if (item.len > *length && is_word_at(text, item, 0))
                *length = item.len;
    return *length > 0;
}
