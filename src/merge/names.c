/* names.c - see names.h. */
#include "merge/names.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/error.h"
#include "merge/wording.h"

enum { SHORT_WORD = 2 /* bytes: "al", "el" tell nobody apart */, LONG_WORD = 5 /* may differ by a letter */ };

/* Each word of the class, on its own and folded; letters are initials of somebody. */
static bool take_class(struct arena *arena, const struct source_list *sources, const char *name, struct map *words,
                       readout_error *error)
{
    const struct source *source = source_find(sources, STR("classes"), str_of(name));
    if (!source)
        return error_set(error, READOUT_BAD_DATA, name, "is missing");
    struct source_line line = source_lines(source);
    while (source_next(&line, false)) {
        struct str_list parts = wording_words(arena, line.text);
        for (size_t i = 0; i < parts.count; i++)
            if (parts.items[i].len > 1)
                map_put(words, arena, parts.items[i], 0);
    }
    return true;
}

/* Lines "Bob, Rob = Robert". */
static bool take_short_forms(struct arena *arena, const struct source_list *sources, struct name_words *words,
                             readout_error *error)
{
    const struct source *source = source_find(sources, STR("values"), STR("nickname"));
    if (!source)
        return error_set(error, READOUT_BAD_DATA, "nickname", "is missing");
    struct source_line line = source_lines(source);
    while (source_next(&line, false)) {
        struct str full = line.text, forms = str_cut(&full, '=');
        struct str_list briefs = wording_words(arena, forms);
        for (size_t i = 0; i < briefs.count; i++)
            map_put(&words->short_given, arena, briefs.items[i], (uint32_t)words->given.count);
        *ARENA_PUSH(arena, words->given) = wording_folded(arena, full);
    }
    return true;
}

bool name_words_load(struct arena *arena, const struct source_list *sources, struct name_words *words,
                     readout_error *error)
{
    *words = (struct name_words){0};
    return take_class(arena, sources, "honorific", &words->titles, error) &&
           take_class(arena, sources, "rank", &words->titles, error) &&
           take_class(arena, sources, "name-ending", &words->endings, error) &&
           take_class(arena, sources, "name-particle", &words->particles, error) &&
           take_class(arena, sources, "organisation-ending", &words->body_ends, error) &&
           take_short_forms(arena, sources, words, error) && office_words_load(arena, sources, &words->offices, error);
}

static bool is_ascii(struct str text)
{
    size_t at = 0;
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
        at++;
    return at == text.len;
}

/* Without accents: "Noël" is "Noel". What is no UTF-8 stays as it is. */
static struct str without_marks(struct arena *arena, struct str text)
{
    utf8proc_uint8_t *plain = NULL;
    if (is_ascii(text))
        return text;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &plain,
                                           UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
    if (length == UTF8PROC_ERROR_NOMEM)
        arena_fail(arena);
    if (length < 0)
        return text;
    struct str found = str_make(arena_copy(arena, plain, (size_t)length), (size_t)length);
    free(plain);
    return found;
}

static bool is_in(const struct map *map, struct str word)
{
    return map_get(map, word) != MAP_NONE;
}

struct personal_name personal_name(struct arena *arena, const struct name_words *words, struct str text)
{
    struct personal_name name = {.words = wording_words(arena, without_marks(arena, text)), .ending = STR("")};
    struct str_list *list = &name.words;
    if (!words)
        return name;
    while (list->count > 1 && is_in(&words->titles, list->items[0]) && !is_in(&words->short_given, list->items[0])) {
        list->items++;
        list->capacity--;
        list->count--;
    }
    while (list->count > 1 && is_in(&words->endings, list->items[list->count - 1]))
        name.ending = list->items[--list->count];
    return name;
}

static bool is_initial(struct str word)
{
    return word.len == 1;
}

/* Two letters change places. */
static bool is_swap(struct str a, struct str b)
{
    size_t at = 0;
    while (at < a.len && at < b.len && a.ptr[at] == b.ptr[at])
        at++;
    return a.len == b.len && at + 1 < a.len && a.ptr[at] == b.ptr[at + 1] && a.ptr[at + 1] == b.ptr[at] &&
           str_equal(str_make(a.ptr + at + 2, a.len - at - 2), str_make(b.ptr + at + 2, b.len - at - 2));
}

/* The longer has one letter more, the same as that beside it. */
static bool is_doubling(struct str longer, struct str shorter)
{
    size_t at = 0;
    while (at < shorter.len && longer.ptr[at] == shorter.ptr[at])
        at++;
    return longer.len == shorter.len + 1 && at && longer.ptr[at] == longer.ptr[at - 1] &&
           str_equal(str_make(longer.ptr + at + 1, longer.len - at - 1), str_make(shorter.ptr + at, shorter.len - at));
}

bool name_words_alike(struct str a, struct str b)
{
    if (str_equal(a, b))
        return true;
    if (a.len < LONG_WORD || b.len < LONG_WORD || a.ptr[0] != b.ptr[0])
        return false;
    return (a.len == b.len && str_distance(a, b) == 1) || is_swap(a, b) || is_doubling(a, b) || is_doubling(b, a);
}

static struct str full_given(const struct name_words *words, struct str word)
{
    uint32_t at = words ? map_get(&words->short_given, word) : (uint32_t)MAP_NONE;
    return at == MAP_NONE ? word : words->given.items[at];
}

static bool parts_fit(const struct name_words *words, struct str a, struct str b)
{
    if (is_initial(a) || is_initial(b))
        return a.ptr[0] == b.ptr[0];
    return name_words_alike(a, b) || name_words_alike(full_given(words, a), full_given(words, b));
}

static bool is_small(const struct name_words *words, struct str word)
{
    return !is_initial(word) && (word.len <= SHORT_WORD || (words && is_in(&words->particles, word)));
}

/* The words between first name and surname that tell something. */
static size_t middle_words(const struct name_words *words, const struct personal_name *name, struct str out[],
                           size_t most)
{
    size_t count = 0;
    for (size_t i = 1; i + 1 < name->words.count && count < most; i++)
        if (!is_small(words, name->words.items[i]))
            out[count++] = name->words.items[i];
    return count;
}

/* "George H. W." is not "George W.": where both have middle names and one of them initials, they agree one by one. */
static bool middles_fit(const struct name_words *words, const struct personal_name *a, const struct personal_name *b)
{
    enum { MOST = 6 };
    struct str left[MOST], right[MOST];
    size_t n = middle_words(words, a, left, MOST), m = middle_words(words, b, right, MOST);
    bool initials = false;
    for (size_t i = 0; i < n || i < m; i++)
        initials = initials || (i < n && is_initial(left[i])) || (i < m && is_initial(right[i]));
    if (!n || !m || !initials)
        return true;
    for (size_t i = 0; n == m && i < n; i++)
        if (!parts_fit(words, left[i], right[i]))
            return false;
    return n == m;
}

static bool has_part(const struct name_words *words, const struct personal_name *name, struct str word)
{
    for (size_t i = 0; i < name->words.count; i++)
        if (parts_fit(words, word, name->words.items[i]))
            return true;
    return false;
}

bool personal_names_fit(const struct name_words *words, const struct personal_name *a, const struct personal_name *b)
{
    const struct personal_name *brief = a->words.count <= b->words.count ? a : b, *whole = brief == a ? b : a;
    if (a->ending.len && b->ending.len && !str_equal(a->ending, b->ending))
        return false;
    for (size_t i = 0; i < brief->words.count; i++)
        if (!is_small(words, brief->words.items[i]) && !has_part(words, whole, brief->words.items[i]))
            return false;
    return middles_fit(words, a, b);
}

struct str body_name(struct arena *arena, const struct name_words *words, struct str text)
{
    struct str folded = wording_folded(arena, without_marks(arena, text));
    for (;;) {
        size_t at = folded.len;
        while (at && folded.ptr[at - 1] != ' ')
            at--;
        if (!words || at < 2 || !is_in(&words->body_ends, str_make(folded.ptr + at, folded.len - at)))
            return folded;
        folded.len = at - 1;
    }
}
