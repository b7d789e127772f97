/* find.c - see find.h. Most texts are English: bytes are compared as they are, and a text is folded only where it has
 * letters beyond ASCII and nothing was found. */
#include "web/find.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/ascii.h"

/* Case-folded, without marks, to be freed; NULL where it is no UTF-8 or memory ran out. */
static char *fold(struct str text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t got = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &folded,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    return got < 0 ? NULL : (char *)folded;
}

/* Letters from the most to the least frequent of English; what is none is rarest. */
static size_t rareness(char c)
{
    static const char letters[] = "etaoinshrdlcumwfgypbvkjxqz";
    const char *at = strchr(letters, c);
    return c && at ? (size_t)(at - letters) : sizeof letters;
}

/* Of the first word. */
static size_t rarest(struct str text)
{
    size_t found = 0;
    for (size_t i = 1; i < text.len && text.ptr[i] != ' '; i++)
        if (rareness(text.ptr[i]) > rareness(text.ptr[found]))
            found = i;
    return found;
}

static bool is_ascii(struct str text)
{
    unsigned char all = 0;
    for (size_t i = 0; i < text.len; i++)
        all = (unsigned char)(all | (unsigned char)text.ptr[i]);
    return all < 0x80;
}

/* With one blank for each gap. */
static struct str with_blanks(struct arena *arena, struct str text)
{
    char *out = arena_take(arena, text.len + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool gap = ascii_is_gap(text.ptr[i]);
        if (!gap || (length && out[length - 1] != ' '))
            out[length++] = gap ? ' ' : text.ptr[i];
    }
    return str_make(out, length);
}

/* Folded, in the arena: where memory runs out there, what utf8proc made is lost to nobody, for it is copied to memory
 * that was taken before. Folding makes a text at most three times as long (UTF8PROC_CASEFOLD). */
static struct str fold_term(struct arena *arena, struct str text)
{
    struct str spaced = with_blanks(arena, text);
    char *out = arena_take(arena, spaced.len + 1, 3), *folded = fold(spaced);
    size_t length = folded ? strlen(folded) : 0;
    if (!folded || length > 3 * spaced.len) {
        free(folded);
        return spaced;
    }
    memcpy(out, folded, length);
    free(folded);
    return str_make(out, length);
}

struct find find_of(struct arena *arena, const struct search_terms *terms)
{
    struct find find = {ARENA_NEW(arena, struct find_term, terms->count + 1), terms->count};
    for (size_t i = 0; i < terms->count; i++) {
        struct str folded = fold_term(arena, terms->items[i].text);
        find.terms[i] = (struct find_term){.folded = folded, .rare = rarest(folded), .ascii = is_ascii(folded),
                                           .beginning = terms->items[i].beginning};
    }
    return find;
}

/* Is there a letter or digit before (or at) the place? */
static bool is_letter_before(struct str text, size_t at)
{
    if (!at)
        return false;
    size_t start = at - 1;
    while (start && ((unsigned char)text.ptr[start] & 0xc0) == 0x80)
        start--;
    if ((unsigned char)text.ptr[start] < 0x80)
        return ascii_is_alphanumeric(text.ptr[start]);
    utf8proc_int32_t character;
    if (utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + start, (utf8proc_ssize_t)(text.len - start),
                         &character) <= 0)
        return false;
    return utf8proc_category(character) <= UTF8PROC_CATEGORY_NO && utf8proc_category(character) > UTF8PROC_CATEGORY_CN;
}

static bool is_letter_at(struct str text, size_t at)
{
    size_t next = at + 1;
    if (at >= text.len)
        return false;
    while (next < text.len && ((unsigned char)text.ptr[next] & 0xc0) == 0x80)
        next++;
    return is_letter_before(text, next);
}

/* Behind the words that begin at the place; 0: they are not there. */
static size_t match_words(struct str text, size_t at, struct str words)
{
    for (size_t i = 0; i < words.len; i++) {
        if (at >= text.len)
            return 0;
        if (words.ptr[i] == ' ') {
            if (!ascii_is_gap(text.ptr[at]))
                return 0;
            while (at + 1 < text.len && ascii_is_gap(text.ptr[at + 1]))
                at++;
        } else if (ascii_lower(text.ptr[at]) != words.ptr[i]) {
            return 0;
        }
        at++;
    }
    return at;
}

/* Whether the words are where their first word has its rarest letter at the place. */
static bool stands_at(const struct find_term *term, struct str text, size_t rare)
{
    size_t start = rare - term->rare, end;
    return rare >= term->rare && (end = match_words(text, start, term->folded)) != 0 &&
           !is_letter_before(text, start) && (term->beginning || !is_letter_at(text, end));
}

static bool find_letter(const struct find_term *term, struct str text, char letter)
{
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (at < end && (at = memchr(at, letter, (size_t)(end - at))) != NULL) {
        if (stands_at(term, text, (size_t)(at - text.ptr)))
            return true;
        at++;
    }
    return false;
}

static bool find_bytes(const struct find_term *term, struct str text)
{
    char letter = term->folded.ptr[term->rare];
    return find_letter(term, text, letter) ||
           (ascii_is_lower(letter) && find_letter(term, text, (char)(letter - ('a' - 'A'))));
}

/* Letters beyond ASCII; not the dashes and quotation marks, U+2000 to U+2FFF, that English texts are full of. */
static bool has_foreign_letters(struct str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        count += byte >= 0xc3 && byte != 0xe2;
    }
    return count > 0;
}

bool find_term_in(const struct find_term *term, struct str text)
{
    if (!term->folded.len || !text.len)
        return false;
    if (term->ascii && find_bytes(term, text))
        return true;
    if (!has_foreign_letters(text))
        return false;
    char *folded = fold(text);
    bool found = folded && find_bytes(term, str_of(folded));
    free(folded);
    return found;
}

bool find_in(const struct find *find, const struct str *texts, size_t count)
{
    for (size_t t = 0; t < find->count; t++) {
        bool found = false;
        for (size_t i = 0; i < count && !found; i++)
            found = find_term_in(&find->terms[t], texts[i]);
        if (!found)
            return false;
    }
    return true;
}
