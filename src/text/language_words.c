/* language_words.c - loads what tells a language, and its name (language.h).
 *
 * Input: data/languages/languages.txt, which says itself how it is laid out. Output: tables by character and by word.
 * Invariant: strict; a line that is none of those it tells of is an error with its number. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/error.h"
#include "text/language_words.h"

#define LANGUAGES_FILE "languages/languages.txt"

static void set_add(struct language_set *set, uint32_t language)
{
    set->bits[language / 64] |= UINT64_C(1) << language % 64;
}

/* The file at work. */
struct loading {
    struct arena *arena;
    struct language_words *words;
    const char *source;
    struct str line;
    size_t number;
    readout_error *error;
};

static bool wrong(const struct loading *loading, const char *what, struct str item)
{
    return error_set_at(loading->error, READOUT_BAD_DATA, loading->source, loading->number, 1, 0, "%s \"%.*s\"", what,
                        STR_ARGS(item));
}

/* The next item of the line; empty at its end. */
static struct str next_item(struct str *line)
{
    struct str item = {0};
    while (line->len && !item.len)
        item = str_cut(line, ' ');
    return item;
}

static uint32_t find_script(const struct language_words *words, struct str name)
{
    uint32_t at = 0;
    while (at < words->script_count && !str_equal(words->scripts[at].name, name))
        at++;
    return at;
}

static uint32_t find_language(const struct language_words *words, struct str code)
{
    uint32_t at = 0;
    while (at < words->language_count && !str_equal(words->languages[at].code, code))
        at++;
    return at;
}

/* "41-5A", "AA" */
static bool read_range(const struct loading *loading, struct str item)
{
    char text[24], *end;
    snprintf(text, sizeof text, "%.*s", STR_ARGS(item));
    unsigned long first = strtoul(text, &end, 16), last = *end == '-' ? strtoul(end + 1, &end, 16) : first;
    if (*end || item.len >= sizeof text || last < first || last > 0x10ffff)
        return wrong(loading, "no range of characters:", item);
    uint32_t script = loading->words->script_count - 1;
    *ARENA_PUSH(loading->arena, loading->words->ranges) = (struct range){(uint32_t)first, (uint32_t)last, script};
    if (first <= 'a' && last >= 'z')
        loading->words->plain = script;
    return true;
}

static bool read_script(struct loading *loading)
{
    struct language_words *words = loading->words;
    struct str name = next_item(&loading->line), weight = next_item(&loading->line), item;
    if (words->script_count == SCRIPTS_MOST || find_script(words, name) < words->script_count)
        return wrong(loading, "one script too many:", name);
    if (weight.len != 1 || weight.ptr[0] < '1' || weight.ptr[0] > '9')
        return wrong(loading, "no weight:", weight);
    words->scripts[words->script_count++] = (struct script){name, (unsigned)(weight.ptr[0] - '0')};
    while ((item = next_item(&loading->line)).len)
        if (!read_range(loading, item))
            return false;
    return true;
}

static bool read_join(struct loading *loading)
{
    struct language_words *words = loading->words;
    struct str from = next_item(&loading->line), to = next_item(&loading->line);
    struct join join = {find_script(words, from), find_script(words, to)};
    if (join.from == words->script_count || join.to == words->script_count || words->join_count == JOINS_MOST)
        return wrong(loading, "no script:", to);
    words->joins[words->join_count++] = join;
    return true;
}

static bool read_language(struct loading *loading)
{
    struct language_words *words = loading->words;
    struct str code = next_item(&loading->line), script = next_item(&loading->line), name = next_item(&loading->line);
    uint32_t of = find_script(words, script);
    if (code.len < 2 || code.len > 3 || !name.len || words->language_count == LANGUAGES_MOST)
        return wrong(loading, "no language:", code);
    if (of == words->script_count)
        return wrong(loading, "no script:", script);
    words->languages[words->language_count++] = (struct known_language){code, name, of};
    return true;
}

static struct letter *find_letter(const struct language_words *words, uint32_t character)
{
    for (size_t i = 0; i < words->letters.count; i++)
        if (words->letters.items[i].character == character)
            return &words->letters.items[i];
    return NULL;
}

static bool read_letters(struct loading *loading)
{
    struct language_words *words = loading->words;
    struct str item = next_item(&loading->line);
    if (!words->language_count || !item.len)
        return wrong(loading, "letters of no language:", item);
    for (size_t size; item.len; item = str_make(item.ptr + size, item.len - size)) {
        uint32_t character = take_character(item.ptr, item.len, &size);
        struct letter *letter = find_letter(words, character);
        if (!letter) {
            letter = ARENA_PUSH(loading->arena, words->letters);
            *letter = (struct letter){.character = character};
        }
        set_add(&letter->languages, words->language_count - 1);
    }
    return true;
}

static bool read_words(struct loading *loading)
{
    struct language_words *words = loading->words;
    struct str item;
    if (!words->language_count)
        return wrong(loading, "words of no language:", loading->line);
    while ((item = next_item(&loading->line)).len) {
        uint32_t at = map_get(&words->words, item);
        if (item.len > WORD_MOST)
            return wrong(loading, "too long a word:", item);
        if (at == MAP_NONE) {
            at = (uint32_t)words->sets.count;
            *ARENA_PUSH(loading->arena, words->sets) = (struct language_set){0};
            map_put(&words->words, loading->arena, item, at);
        }
        set_add(&words->sets.items[at], words->language_count - 1);
    }
    return true;
}

static bool read_line(struct loading *loading)
{
    struct str key = next_item(&loading->line);
    if (str_equal(key, STR("script")))
        return read_script(loading);
    if (str_equal(key, STR("joins")))
        return read_join(loading);
    if (str_equal(key, STR("language")))
        return read_language(loading);
    if (str_equal(key, STR("letters")))
        return read_letters(loading);
    if (str_equal(key, STR("words")))
        return read_words(loading);
    if (!str_equal(key, STR("read")))
        return wrong(loading, "no such key:", key);
    loading->words->read = find_language(loading->words, next_item(&loading->line));
    return true;
}

static int compare_ranges(const void *a, const void *b)
{
    const struct range *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

int letter_compare(const void *a, const void *b)
{
    const struct letter *x = a, *y = b;
    return (x->character > y->character) - (x->character < y->character);
}

const struct language_words *language_words_read(struct arena *arena, struct str text, const char *source,
                                                 readout_error *error)
{
    struct language_words *words = ARENA_NEW(arena, struct language_words, 1);
    struct loading loading = {.arena = arena, .words = words, .source = source, .error = error};
    words->read = LANGUAGES_MOST;
    while (text.len) {
        loading.number++;
        loading.line = str_trim(str_cut(&text, '\n'));
        if (loading.line.len && loading.line.ptr[0] != '#' && !read_line(&loading))
            return NULL;
    }
    if (words->read >= words->language_count) {
        wrong(&loading, "no language is read:", STR("read"));
        return NULL;
    }
    qsort(words->ranges.items, words->ranges.count, sizeof *words->ranges.items, compare_ranges);
    qsort(words->letters.items, words->letters.count, sizeof *words->letters.items, letter_compare);
    return words;
}

static struct str compiled_in(void)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(embedded_files[i].name, LANGUAGES_FILE) == 0)
            return str_make((const char *)embedded_files[i].bytes, embedded_files[i].length);
    return STR("");
}

const struct language_words *language_words_load(struct arena *arena, readout_error *error)
{
    return language_words_read(arena, compiled_in(), LANGUAGES_FILE, error);
}

bool language_is_read(const struct language_words *words, struct str code)
{
    return str_equal(words->languages[words->read].code, code);
}

struct str language_name(struct str code)
{
    for (struct str text = compiled_in(); text.len;) {
        struct str line = str_cut(&text, '\n');
        if (!str_equal(next_item(&line), STR("language")) || !str_equal(next_item(&line), code))
            continue;
        next_item(&line);
        return next_item(&line);
    }
    return code;
}
