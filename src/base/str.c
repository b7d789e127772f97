/* str.c - see str.h. */
#include "base/str.h"

#include "base/arena.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
    while (s.len && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

struct str str_cut(struct str *rest, char mark)
{
    const char *at = rest->len ? memchr(rest->ptr, mark, rest->len) : NULL;
    struct str head = *rest;
    if (at) {
        head.len = (size_t)(at - rest->ptr);
        rest->ptr = at + 1;
        rest->len -= head.len + 1;
    } else if (rest->len) {
        rest->ptr += rest->len;
        rest->len = 0;
    }
    return head;
}

int str_compare(struct str a, struct str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

struct str str_copy(struct arena *arena, struct str s)
{
    return str_make(arena_copy(arena, s.ptr, s.len), s.len);
}

uint64_t str_hash(struct str s)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 1099511628211u;
    return hash;
}

/* One row of the table at a time. */
size_t str_distance(struct str a, struct str b)
{
    size_t row[STR_DISTANCE_MOST + 1];
    if (a.len > STR_DISTANCE_MOST || b.len > STR_DISTANCE_MOST)
        return STR_DISTANCE_MOST;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            size_t step = 1 + (row[j] < row[j - 1] ? row[j] : row[j - 1]);
            diagonal = row[j];
            row[j] = change < step ? change : step;
        }
    }
    return row[b.len];
}

/* Where the words that begin at the byte end; 0: other words stand there. */
static size_t match_words(struct str text, size_t at, struct str words)
{
    for (size_t i = 0; i < words.len;) {
        bool blank = is_blank(words.ptr[i]);
        if (at >= text.len || (blank ? !is_blank(text.ptr[at]) : text.ptr[at] != words.ptr[i]))
            return 0;
        do {
            i++;
        } while (blank && i < words.len && is_blank(words.ptr[i]));
        do {
            at++;
        } while (blank && at < text.len && is_blank(text.ptr[at]));
    }
    return at;
}

bool str_find_words(struct str text, struct str words, size_t near, size_t *start, size_t *end)
{
    bool found = false;
    size_t least = SIZE_MAX;
    words = str_trim(words);
    for (size_t at = 0; words.len && at < text.len; at++) {
        size_t distance = at > near ? at - near : near - at;
        size_t stop = text.ptr[at] == words.ptr[0] && distance < least ? match_words(text, at, words) : 0;
        if (!stop)
            continue;
        found = true;
        least = distance;
        *start = at;
        *end = stop;
    }
    return found;
}
