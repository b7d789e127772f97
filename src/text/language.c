/* language.c - see language.h. Each word of the text that is listed for a language counts HIT for it, each other word
 * whose special letters are all of the language 1; of the languages of the script that most letters are of, the one
 * with most is told. Invariant: the time is linear in the bytes looked at. */
#include "text/language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "text/language_words.h"

enum {
    PIECE = 2 * 1024,     /* bytes looked at at a time in a long text */
    HIT = 2,
    LETTERS_A_HALF = 5,   /* letters of another script that weigh as much as half a hit */
    LEAST_SHARE = 12,     /* less than one hit in so many words tells nothing; */
    READ_SHARE = 24,      /* of the language that is read, that of lists and tables too, less than one in so many */
    LEAST_PARTLY = 6,     /* what tells that most of a text is in another language, though a good part may not be */
    LEAST_FOREIGN = 8,    /* what a foreign language must be ahead by, besides half of its own, */
    LEAST_KINDS = 3,      /* and so many words of it, not one again and again */
    SEEN = 4096           /* words are told apart by the rest of their number: two that share it count as one */
};

/* What was counted of a text. */
struct tally {
    const struct language_words *words;
    uint64_t letters[SCRIPTS_MOST]; /* times the weight of the script */
    uint64_t terms[SCRIPTS_MOST];   /* words of the script */
    uint64_t score[LANGUAGES_MOST]; /* HIT a word */
    uint64_t kinds[LANGUAGES_MOST]; /* different words */
    uint64_t seen[SEEN / 64];       /* words that were met */
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
        bsearch(&key, words->letters.items, words->letters.count, sizeof key, letter_compare);
    if (!letter)
        return;
    for (size_t i = 0; i < LANGUAGES_MOST / 64; i++)
        term->languages.bits[i] = letter->languages.bits[i] & (term->special ? term->languages.bits[i] : ~UINT64_C(0));
    term->special = true;
}

static void score_all(struct tally *tally, const struct language_set *set, unsigned score, bool is_new)
{
    for (uint32_t i = 0; i < LANGUAGES_MOST / 64; i++)
        for (uint64_t bits = set->bits[i]; bits; bits &= bits - 1) {
            uint32_t language = i * 64 + (uint32_t)__builtin_ctzll(bits);
            tally->score[language] += score;
            tally->kinds[language] += is_new;
        }
}

/* A listed word was met. */
static void score_word(struct tally *tally, uint32_t word)
{
    uint64_t *seen = &tally->seen[word % SEEN / 64], bit = UINT64_C(1) << word % 64;
    score_all(tally, &tally->words->sets.items[word], HIT, !(*seen & bit));
    *seen |= bit;
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
            score_word(tally, at);
        else if (term->special)
            score_all(tally, &term->languages, 1, true);
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
    char next = text.len > 1 ? text.ptr[1] : 0;
    if (text.ptr[0] != '<' || !(ascii_is_letter(next) || next == '/' || next == '!'))
        return 1;
    while (at < text.len && text.ptr[at] != '<' && text.ptr[at] != '>')
        at++;
    return at < text.len && text.ptr[at] == '>' ? at : 1;
}

/* What makes the letters beside it no word: "4Uba", "data_id". */
static bool is_glue(unsigned char byte)
{
    return ascii_is_digit((char)byte) || byte == '_' || byte == '=' || byte == '@';
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

/* Add the letters a to z at the front; returns how many there are. */
static size_t add_plain(struct tally *tally, struct term *term, struct str text)
{
    size_t count = 0;
    uint32_t script = tally->words->plain;
    if (term->length && term->script != script)
        end_term(tally, term);
    term->script = script;
    for (; count < text.len && ascii_is_letter(text.ptr[count]); count++)
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
        if (ascii_is_letter(text.ptr[0]))
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
    told.foreign = (clear || !own) && language != words->read && weight >= 2 * against + LEAST_FOREIGN &&
                   (!own || tally.kinds[language] >= LEAST_KINDS);
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
    while (length < tag.len && ascii_is_letter(tag.ptr[length])) {
        if (length == sizeof code)
            return STR("");
        code[length] = (char)(tag.ptr[length] | 0x20);
        length++;
    }
    bool ends = length == tag.len || tag.ptr[length] == '-' || tag.ptr[length] == '_';
    return length >= 2 && ends ? str_copy(arena, str_make(code, length)) : STR("");
}
