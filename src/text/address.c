/* address.c - see address.h. Input: valid UTF-8. Invariant: an address has no blank and does not end in a mark that
 * closes what stands around it. */
#include "text/address.h"

enum { SMALL_PARTS = 3 };

static bool opens_address(struct str rest)
{
    static const char *const openings[] = {"http://", "https://", "www.", "pic.twitter.com/", "mailto:", "ftp://"};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (str_starts(rest, str_of(openings[i])))
            return true;
    return false;
}

/* Where the solid text [at, end) ends without the marks that close a sentence, a bracket or a quotation. */
static uint32_t trim_end(const struct cursor *cursor, uint32_t at, uint32_t end)
{
    for (;;) {
        char c = end > at ? cursor->text[end - 1] : 0;
        if (c && strchr(".,;:!?)]}>'\"*", c))
            end--;
        else if (end - at > 3 && !memcmp(cursor->text + end - 3, "\xe2\x80", 2) &&
                 (c == '\x99' || c == '\x9d' || c == '\xa6'))
            end -= 3;
        else
            return end;
    }
}

static uint32_t solid_end(const struct cursor *cursor, uint32_t at)
{
    uint32_t end = scan_solid(cursor, at);
    for (uint32_t i = at; i < end; i++)
        if (strchr("<>\"", cursor->text[i]) && cursor->text[i])
            end = i;
    return trim_end(cursor, at, end);
}

/* The parts of a name, a mark before each but the first: where the one behind `end` ends, `end` if there is none. A
 * row of stops may stand before "@" (addresses made unreadable: "name...@un.org"). */
static uint32_t next_part(const struct cursor *cursor, uint32_t end, char *mark, uint32_t *start)
{
    *mark = scan_byte(cursor, end);
    *start = end + 1;
    if (!*mark || !strchr(".-@%+", *mark))
        return end;
    while (*mark == '.' && scan_byte(cursor, *start) == '.')
        (*start)++;
    if (*mark == '.' && scan_byte(cursor, *start) == '@') {
        *mark = '@';
        (*start)++;
    } else if (*start > end + 1)
        return end;
    uint32_t part = scan_run(cursor, *start);
    return part > *start ? part : end;
}

/* Two small letters or more, and nothing else? */
static bool is_small(const struct cursor *cursor, uint32_t start, uint32_t end)
{
    uint32_t at = start;
    while (at < end && cursor->text[at] >= 'a' && cursor->text[at] <= 'z')
        at++;
    return at == end && end > start + 1;
}

/* "x@y.com", "un.org", "draft.doc", "alt.peace.talks": the end of the last part that makes a name of it; `at` if none
 * does. */
static uint32_t name_end(const struct cursor *cursor, const struct text_words *words, uint32_t at)
{
    uint32_t found = at, end = scan_run(cursor, at), start;
    uint32_t small = is_small(cursor, at, end); /* parts without capitals, one behind the other */
    bool mail = false;
    char mark;
    for (uint32_t next; end - at < ADDRESS_MOST && (next = next_part(cursor, end, &mark, &start)) > end; end = next) {
        mail = mail || mark == '@';
        small = mark == '.' && is_small(cursor, start, next) ? small + 1 : 0;
        bool ends = mail || small >= SMALL_PARTS || scan_in_map(&words->domains, cursor, start, next);
        if (mark == '@' || (mark == '.' && ends))
            found = next;
    }
    return found;
}

uint32_t address_end(const struct cursor *cursor, const struct text_words *words, uint32_t at)
{
    char c = cursor->text[at];
    if (strchr("hwpmf", c) && c && opens_address(str_make(cursor->text + at, cursor->end - at)))
        return solid_end(cursor, at);
    uint32_t end = name_end(cursor, words, at);
    return end > at && scan_byte(cursor, end) == '/' ? solid_end(cursor, at) : end;
}
