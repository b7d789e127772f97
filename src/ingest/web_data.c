/* web_data.c - see web_data.h. Input: the files compiled in. Output: their lines. Invariant: slices of these files. */
#include "ingest/web_data.h"

#include <assert.h>
#include <stdio.h>
#include <strings.h>

#include "base/embedded.h"

struct str web_data(const char *name)
{
    char full[64];
    snprintf(full, sizeof full, "web/%s.txt", name);
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(full, embedded_files[i].name) == 0)
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

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

struct str web_word(struct str *rest)
{
    size_t start = 0;
    while (start < rest->len && is_blank(rest->ptr[start]))
        start++;
    size_t end = start;
    while (end < rest->len && !is_blank(rest->ptr[end]))
        end++;
    struct str word = str_make(rest->ptr + start, end - start);
    *rest = str_make(rest->ptr + end, rest->len - end);
    return word;
}

bool web_same(struct str text, struct str small)
{
    return text.len == small.len && (text.len == 0 || strncasecmp(text.ptr, small.ptr, text.len) == 0);
}

size_t web_find(struct str text, struct str small)
{
    for (size_t at = 0; at + small.len <= text.len; at++)
        if (web_same(str_make(text.ptr + at, small.len), small))
            return at;
    return text.len;
}
