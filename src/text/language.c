/* language.c - see language.h. Each word of the text that is listed for a language counts HIT for it, each other word
 * whose special letters are all of the language 1; of the languages of the script that most letters are of, the one
 * with most is told. Invariant: the time is linear in the bytes looked at. */
#include "text/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/embedded.h"
#include "base/error.h"
#include "base/map.h"
#include "base/utf8.h"

#define LANGUAGES_FILE "languages/languages.txt"

enum {
    SCRIPTS_MOST = 64,
    LANGUAGES_MOST = 128,
    JOINS_MOST = 4,
    WORD_MOST = 48,       /* bytes; longer words tell nothing */
    PIECE = 2 * 1024,     /* bytes looked at at a time in a long text */
    HIT = 2,
    LETTERS_A_HALF = 5,   /* letters of another script that weigh as much as half a hit */
    LEAST_SHARE = 12,     /* less than one hit in so many words tells nothing; */
    READ_SHARE = 24,      /* of the language that is read, that of lists and tables too, less than one in so many */
    LEAST_PARTLY = 16,    /* what tells that most of a text is in another language, though a good part may not be */
    LEAST_FOREIGN = 8     /* what a foreign language must be ahead by, besides half of its own */
};

struct range {
    uint32_t first, last;
    uint32_t script;
};
struct script {
    struct str name;
    unsigned weight;
};
struct known_language {
    struct str code, name;
    uint32_t script;
};

/* A set of languages, by number. */
struct language_set {
    uint64_t bits[LANGUAGES_MOST / 64];
};
struct letter {
    uint32_t character;
    struct language_set languages;
};
struct join {
    uint32_t from, to;
};

struct language_words {
    struct script scripts[SCRIPTS_MOST];
    struct known_language languages[LANGUAGES_MOST];
    struct join joins[JOINS_MOST];
    uint32_t script_count, language_count, join_count;
    uint32_t read;  /* the language that is read */
    uint32_t plain; /* the script of the letters a to z */
    LIST(struct range) ranges;                 /* by first */
    LIST(struct letter) letters;               /* by character */
    LIST(struct language_set) sets;            /* of words */
    struct map words;                          /* to their place in sets */
};

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

/* The next character, in lower case; `*size` receives its bytes. What is no character is U+FFFD. */
static uint32_t take_character(const char *text, size_t length, size_t *size)
{
    const unsigned char *bytes = (const unsigned char *)text;
    utf8proc_int32_t character = 0xfffd;
    *size = bytes[0] < 0x80 ? 1 : utf8_multibyte_length(bytes, 0, length);
    if (*size)
        utf8proc_iterate(bytes, (utf8proc_ssize_t)*size, &character);
    else
        *size = 1;
    return (uint32_t)utf8proc_tolower(character);
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

static int compare_letters(const void *a, const void *b)
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
    qsort(words->letters.items, words->letters.count, sizeof *words->letters.items, compare_letters);
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

/* What was counted of a text. */
struct tally {
    const struct language_words *words;
    uint64_t letters[SCRIPTS_MOST]; /* times the weight of the script */
    uint64_t terms[SCRIPTS_MOST];   /* words of the script */
    uint64_t score[LANGUAGES_MOST]; /* HIT a word */
    const struct range *last;       /* where the last character was found */
};

/* A word of the text, in lower case, as far as it was met. */
struct term {
    char bytes[WORD_MOST + 4];
    size_t length;
    uint32_t script;
    bool glued;   /* it is none: a digit or the like stands in it or beside it */
    bool marked;  /* letters in it are followed by marks that belong on them */
    bool special; /* it has letters that not all languages of the script have: those that do are in `languages` */
    struct language_set languages;
};

static const struct range *range_of(struct tally *tally, uint32_t character)
{
    if (tally->last && character >= tally->last->first && character <= tally->last->last)
        return tally->last;
    size_t first = 0, last = tally->words->ranges.count;
    while (first < last) {
        size_t middle = first + (last - first) / 2;
        const struct range *range = &tally->words->ranges.items[middle];
        if (character > range->last)
            first = middle + 1;
        else if (character < range->first)
            last = middle;
        else
            return tally->last = range;
    }
    return NULL;
}

static void note_letter(const struct language_words *words, struct term *term, uint32_t character)
{
    const struct letter key = {.character = character};
    const struct letter *letter =
        bsearch(&key, words->letters.items, words->letters.count, sizeof key, compare_letters);
    if (!letter)
        return;
    for (size_t i = 0; i < LANGUAGES_MOST / 64; i++)
        term->languages.bits[i] = letter->languages.bits[i] & (term->special ? term->languages.bits[i] : ~UINT64_C(0));
    term->special = true;
}

static void score_all(struct tally *tally, const struct language_set *set, unsigned score)
{
    for (uint32_t i = 0; i < LANGUAGES_MOST / 64; i++)
        for (uint64_t bits = set->bits[i]; bits; bits &= bits - 1)
            tally->score[i * 64 + (uint32_t)__builtin_ctzll(bits)] += score;
}

/* Write the word anew with letters that were made of a letter and marks as one: Unicode's form NFC. */
static void compose(const struct language_words *words, struct term *term)
{
    utf8proc_int32_t characters[sizeof term->bytes];
    utf8proc_ssize_t count = 0;
    for (size_t at = 0, size; at < term->length; at += size)
        characters[count++] = (utf8proc_int32_t)take_character(term->bytes + at, term->length - at, &size);
    count = utf8proc_normalize_utf32(characters, count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    term->length = 0;
    term->special = false;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        note_letter(words, term, (uint32_t)characters[i]);
        term->length += (size_t)utf8proc_encode_char(characters[i], (utf8proc_uint8_t *)term->bytes + term->length);
    }
}

/* The word is at its end. */
static void end_term(struct tally *tally, struct term *term)
{
    if (term->marked && term->length <= WORD_MOST)
        compose(tally->words, term);
    if (term->length && !term->glued) {
        uint32_t at = term->length > WORD_MOST ? (uint32_t)MAP_NONE
                                               : map_get(&tally->words->words, str_make(term->bytes, term->length));
        tally->terms[term->script]++;
        if (at != MAP_NONE)
            score_all(tally, &tally->words->sets.items[at], HIT);
        else if (term->special)
            score_all(tally, &term->languages, 1);
    }
    term->length = 0;
    term->special = term->glued = term->marked = false;
}

static void add_letter(struct tally *tally, struct term *term, uint32_t character, uint32_t script)
{
    if (term->length && term->script != script)
        end_term(tally, term);
    term->script = script;
    tally->letters[script] += tally->words->scripts[script].weight;
    note_letter(tally->words, term, character);
    if (term->length <= WORD_MOST)
        term->length += (size_t)utf8proc_encode_char((utf8proc_int32_t)character,
                                                     (utf8proc_uint8_t *)term->bytes + term->length);
}

/* The bytes at the front that are no words: the rest of an address, behind "http", or a tag of markup that was left in
 * the text; else 1. */
static size_t skip_code(struct str text)
{
    size_t at = 1;
    if (str_starts(text, STR("://"))) {
        while (at < text.len && (unsigned char)text.ptr[at] > ' ' && !strchr("\"'<>()[]", text.ptr[at]))
            at++;
        return at;
    }
    if (text.ptr[0] != '<' || text.len < 2 || text.ptr[1] == ' ')
        return 1;
    while (at < text.len && text.ptr[at] != '<' && text.ptr[at] != '>')
        at++;
    return at < text.len && text.ptr[at] == '>' ? at : 1;
}

/* What makes the letters beside it no word: "4Uba", "data_id". */
static bool is_glue(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || byte == '_' || byte == '=' || byte == '@';
}

/* What stands within words but is no letter: accents, points of vowels, joiners. */
static bool is_mark(uint32_t character)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_CF;
}

/* Accents make another letter; what else there is may stand or be left out. */
static void add_mark(struct term *term, uint32_t character)
{
    bool accent = character >= 0x300 && character < 0x370;
    if (!accent || !term->length || term->length > WORD_MOST)
        return;
    term->marked = true;
    term->length += (size_t)utf8proc_encode_char((utf8proc_int32_t)character,
                                                 (utf8proc_uint8_t *)term->bytes + term->length);
}

static bool is_plain(char byte)
{
    char letter = (char)(byte | 0x20);
    return letter >= 'a' && letter <= 'z';
}

/* Add the letters a to z at the front; returns how many there are. */
static size_t add_plain(struct tally *tally, struct term *term, struct str text)
{
    size_t count = 0;
    uint32_t script = tally->words->plain;
    if (term->length && term->script != script)
        end_term(tally, term);
    term->script = script;
    for (; count < text.len && is_plain(text.ptr[count]); count++)
        if (term->length <= WORD_MOST)
            term->bytes[term->length++] = (char)(text.ptr[count] | 0x20);
    tally->letters[script] += count * tally->words->scripts[script].weight;
    return count;
}

/* Add the character at the front, which is of several bytes; returns how many. */
static size_t add_character(struct tally *tally, struct term *term, struct str text)
{
    size_t size;
    uint32_t character = take_character(text.ptr, text.len, &size);
    const struct range *range = range_of(tally, character);
    if (range)
        add_letter(tally, term, character, range->script);
    else if (is_mark(character))
        add_mark(term, character);
    else
        end_term(tally, term);
    return size;
}

static void count_piece(struct tally *tally, struct str text)
{
    struct term term = {0};
    while (text.len) {
        unsigned char byte = (unsigned char)text.ptr[0];
        size_t size = 1;
        if (is_plain(text.ptr[0]))
            size = add_plain(tally, &term, text);
        else if (byte >= 0x80)
            size = add_character(tally, &term, text);
        else if (is_glue(byte))
            term.glued = true;
        else
            end_term(tally, &term);
        if (byte == ':' || byte == '<')
            size = skip_code(text);
        text = str_make(text.ptr + size, text.len - size);
    }
    end_term(tally, &term);
}

/* All of a short text; of a long one as many pieces from all over it, the first and the last among them. */
static void count(struct tally *tally, struct str text)
{
    enum { PIECES = LANGUAGE_MOST / PIECE };
    if (text.len <= LANGUAGE_MOST) {
        count_piece(tally, text);
        return;
    }
    for (size_t i = 0; i < PIECES; i++)
        count_piece(tally, str_make(text.ptr + (text.len - PIECE) / (PIECES - 1) * i, PIECE));
}

static void join_scripts(struct tally *tally)
{
    for (uint32_t i = 0; i < tally->words->join_count; i++) {
        uint64_t *from = &tally->letters[tally->words->joins[i].from], *to = &tally->letters[tally->words->joins[i].to];
        if (*to && *to >= (*from + *to) / 10) {
            *to += *from;
            *from = 0;
        }
    }
}

/* What speaks for a language: hits, or letters of a script that is not that of most letters, or has but this one. */
static uint64_t weight_of(const struct tally *tally, uint32_t language, uint32_t script, bool alone)
{
    uint32_t own = tally->words->languages[language].script;
    return own == script && !alone ? tally->score[language] : tally->letters[own] / LETTERS_A_HALF;
}

static bool is_alone(const struct language_words *words, uint32_t script)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < words->language_count; i++)
        count += words->languages[i].script == script;
    return count == 1;
}

/* The language of the script with most weight, and the weight of the next. LANGUAGES_MOST: none. */
static uint32_t find_best(const struct tally *tally, uint32_t script, bool alone, uint64_t *best, uint64_t *next)
{
    uint32_t found = LANGUAGES_MOST;
    *best = *next = 0;
    for (uint32_t i = 0; i < tally->words->language_count; i++) {
        if (tally->words->languages[i].script != script)
            continue;
        uint64_t weight = weight_of(tally, i, script, alone);
        if (weight > *best) {
            *next = *best;
            *best = weight;
            found = i;
        } else if (weight > *next) {
            *next = weight;
        }
    }
    return found;
}

/* The script that most of the text is in. */
static uint32_t find_most(const struct tally *tally)
{
    uint32_t most = 0;
    for (uint32_t i = 1; i < tally->words->script_count; i++)
        if (tally->letters[i] > tally->letters[most])
            most = i;
    return most;
}

struct language language_tell(const struct language_words *words, struct str text)
{
    struct tally tally = {.words = words};
    struct language told = {0};
    uint64_t best, next;
    count(&tally, text);
    join_scripts(&tally);
    uint32_t script = find_most(&tally);
    bool alone = is_alone(words, script), own = words->languages[words->read].script == script;
    uint32_t language = find_best(&tally, script, alone, &best, &next);
    uint64_t share = language == words->read ? READ_SHARE : LEAST_SHARE;
    bool clear = best >= HIT && (alone || best * share >= tally.terms[script] * HIT);
    uint64_t against = weight_of(&tally, words->read, script, false);
    uint64_t weight = own ? best : tally.letters[script] / LETTERS_A_HALF;
    told.foreign = (clear || !own) && language != words->read && weight >= 2 * against + LEAST_FOREIGN;
    if (!clear || (!told.foreign && (best <= next || (language != words->read && best < LEAST_PARTLY))))
        return told;
    told.sure = (double)(best - next) / (double)(best + HIT);
    snprintf(told.code, sizeof told.code, "%.*s", STR_ARGS(words->languages[language].code));
    return told;
}

struct str language_code(struct arena *arena, struct str tag)
{
    size_t length = 0;
    char code[3];
    while (length < tag.len && ((tag.ptr[length] | 0x20) >= 'a' && (tag.ptr[length] | 0x20) <= 'z')) {
        if (length == sizeof code)
            return STR("");
        code[length] = (char)(tag.ptr[length] | 0x20);
        length++;
    }
    bool ends = length == tag.len || tag.ptr[length] == '-' || tag.ptr[length] == '_';
    return length >= 2 && ends ? str_copy(arena, str_make(code, length)) : STR("");
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
