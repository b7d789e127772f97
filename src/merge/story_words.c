/* story_words.c - see story_words.h. */
#include "merge/story_words.h"

#include <stdlib.h>

#include "base/error.h"
#include "merge/wording.h"

static void take_words(struct arena *arena, const struct source *source, struct map *words)
{
    struct source_line line = source_lines(source);
    while (source_next(&line, false))
        for (struct str rest = line.text; rest.len;) {
            struct str word = str_trim(str_cut(&rest, ','));
            if (word.len)
                map_put(words, arena, word, 0);
        }
}

/* Lines of values: "word, word = number". */
static void take_numbers(struct arena *arena, const struct source *source, struct map *numbers)
{
    struct source_line line = source_lines(source);
    while (source_next(&line, false)) {
        struct str right = line.text, left = str_cut(&right, '=');
        uint32_t number = (uint32_t)strtoul(str_copy(arena, str_trim(right)).ptr, NULL, 10);
        while (left.len) {
            struct str word = str_trim(str_cut(&left, ','));
            if (word.len && number)
                map_put(numbers, arena, word, number);
        }
    }
}

/* The words of a class, or with `numbers` the numbers of values. */
static bool load_set(struct arena *arena, const struct source_list *sources, const char *name, bool numbers,
                     struct map *words, readout_error *error)
{
    const struct source *source = source_find(sources, numbers ? STR("values") : STR("classes"), str_of(name));
    if (!source)
        return error_set(error, READOUT_BAD_DATA, name, "is missing");
    if (numbers)
        take_numbers(arena, source, words);
    else
        take_words(arena, source, words);
    return true;
}

/* The bit of the second letter of a word or phrase. */
static uint64_t head_bit(struct str word)
{
    return (uint64_t)1 << (word.len > 1 ? (unsigned char)word.ptr[1] & 63 : 0);
}

static void note_heads(const struct map *class, uint64_t heads[256])
{
    for (size_t i = 0; i < class->capacity; i++)
        if (class->slots[i].key.ptr && class->slots[i].key.len)
            heads[(unsigned char)class->slots[i].key.ptr[0]] |= head_bit(class->slots[i].key);
}

bool story_words_load(struct arena *arena, const struct source_list *sources, struct story_words *words,
                      readout_error *error)
{
    const struct source *table = source_find(sources, STR("models"), STR("en.idf"));
    *words = (struct story_words){0};
    if (!table)
        return error_set(error, READOUT_BAD_DATA, "en.idf", "is missing");
    if (!load_set(arena, sources, "attendance", false, &words->attendance, error) ||
        !load_set(arena, sources, "absence", false, &words->absence, error))
        return false;
    note_heads(&words->attendance, words->heads);
    note_heads(&words->absence, words->heads);
    return load_set(arena, sources, "denial.v", false, &words->denials, error) &&
           load_set(arena, sources, "doubt", false, &words->doubts, error) &&
           load_set(arena, sources, "attendance-cue", false, &words->cues, error) &&
           load_set(arena, sources, "attendance-not", false, &words->refusals, error) &&
           load_set(arena, sources, "talks-event.n", false, &words->events, error) &&
           load_set(arena, sources, "round.n", false, &words->rounds, error) &&
           load_set(arena, sources, "ordinal", true, &words->ordinals, error) &&
           rarity_load(&words->rarity, table->bytes, table->path, error) &&
           name_words_load(arena, sources, &words->names, error);
}

bool story_words_deny(const struct story_words *words, struct str cue)
{
    for (struct str rest = cue; rest.len;) {
        char folded[TOKEN_FOLD_SIZE];
        if (map_get(&words->denials, token_fold(str_cut(&rest, ' '), folded, sizeof folded)) != MAP_NONE)
            return true;
    }
    return false;
}

/* The words of a text, as far as they are looked at; each with the byte where it ends. */
enum { MOST_WORDS = 64, LONGEST_PHRASE = 4, WORDS_BEFORE = 5, WORDS_BEHIND = 9 };
struct word_row {
    char folded[MOST_WORDS][TOKEN_FOLD_SIZE];
    struct str items[MOST_WORDS];
    size_t ends[MOST_WORDS], count;
};

static void read_row(struct word_row *row, struct str text)
{
    row->count = 0;
    for (size_t at = 0; row->count < MOST_WORDS; row->count++) {
        struct str word = wording_next(text, &at, row->folded[row->count]);
        if (!word.len)
            return;
        row->items[row->count] = word;
        row->ends[row->count] = at;
    }
}

/* Whether a phrase of the class starts at word `at`. */
static bool starts_phrase(const struct map *class, const struct word_row *row, size_t at)
{
    char phrase[LONGEST_PHRASE * TOKEN_FOLD_SIZE], *to = phrase;
    for (size_t i = at; i < row->count && i < at + LONGEST_PHRASE; i++) {
        if (i > at)
            *to++ = ' ';
        memcpy(to, row->items[i].ptr, row->items[i].len);
        to += row->items[i].len;
        if (map_get(class, str_make(phrase, (size_t)(to - phrase))) != MAP_NONE)
            return true;
    }
    return false;
}

/* What the few words before word `at` say of it. */
struct before {
    bool denied, doubted, told;
};
static struct before look_before(const struct story_words *words, const struct word_row *row, size_t at)
{
    struct before before = {0};
    for (size_t i = at > WORDS_BEFORE ? at - WORDS_BEFORE : 0; i < at; i++) {
        before.denied |= map_get(&words->refusals, row->items[i]) != MAP_NONE;
        before.doubted |= map_get(&words->doubts, row->items[i]) != MAP_NONE;
        before.told |= map_get(&words->cues, row->items[i]) != MAP_NONE;
    }
    return before;
}

/* Whether talks or a meeting are named behind word `at`. */
static bool names_event(const struct story_words *words, const struct word_row *row, size_t at)
{
    for (size_t i = at; i < row->count && i <= at + WORDS_BEHIND; i++)
        if (starts_phrase(&words->events, row, i))
            return true;
    return false;
}

enum attendance story_words_attend(const struct story_words *words, struct str text, struct str *before)
{
    struct word_row row;
    read_row(&row, text);
    for (size_t i = 1; i < row.count; i++) {
        if (!(words->heads[(unsigned char)row.items[i].ptr[0]] & head_bit(row.items[i])))
            continue; /* most words: no phrase starts so */
        bool there = starts_phrase(&words->attendance, &row, i);
        if (!there && !starts_phrase(&words->absence, &row, i))
            continue;
        struct before look = look_before(words, &row, i);
        if (look.doubted || !look.told || !names_event(words, &row, i))
            continue;
        *before = str_make(text.ptr, row.ends[i - 1]);
        return there != look.denied ? ATTENDANCE_THERE : ATTENDANCE_ABSENT;
    }
    return ATTENDANCE_UNTOLD;
}

bool story_words_name_attendance(const struct story_words *words, struct str text)
{
    struct word_row row;
    read_row(&row, text);
    return row.count && starts_phrase(&words->attendance, &row, 0) && names_event(words, &row, 0);
}
