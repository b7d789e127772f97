/* number.c - see number.h. */
#include "rules/number.h"

#include <stdlib.h>

enum { LONGEST_NUMBER = 32, SHORTEST_MULTIPLIER = 2 };

static bool is_digit(struct str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* A comma separates thousands where exactly three digits follow it. */
static bool separates_thousands(struct str text, size_t comma)
{
    for (size_t i = 1; i <= 3; i++)
        if (!is_digit(text, comma + i))
            return false;
    return !is_digit(text, comma + 4);
}

/* What follows the digits (as in "20bn") is left in *rest. */
static bool read_digits(struct str text, double *value, struct str *rest)
{
    char plain[LONGEST_NUMBER + 1];
    size_t length = 0, i = 0;
    bool point = false;
    for (; i < text.len && length < LONGEST_NUMBER; i++) {
        char c = text.ptr[i];
        if (c == ',' && length && !point && separates_thousands(text, i))
            continue;
        if (!is_digit(text, i) && (c != '.' || point || !is_digit(text, i + 1)))
            break;
        point = point || c == '.';
        plain[length++] = c;
    }
    plain[length] = 0;
    *rest = str_make(text.ptr + i, text.len - i);
    if (!length || plain[0] == '.')
        return false;
    *value = strtod(plain, NULL);
    return true;
}

static double entry_value(const struct entry *entry)
{
    return strtod(entry->value.ptr, NULL);
}

/* The number word at `token`, 0 if none. */
static double word_value(const struct number_words *words, set_id set, uint32_t token, uint32_t *last)
{
    const struct mark *mark = marks_at(words->marks, token, set);
    if (!mark)
        return 0;
    *last = mark->last;
    return entry_value(mark->entry);
}

static bool same_sentence(const struct document *document, uint32_t a, uint32_t b)
{
    return b < document->token_count && document->tokens[a].sentence == document->tokens[b].sentence;
}

/* A word behind `number` that multiplies it; a hyphen may stand between ("6-billion"). Single letters count only
 * where they are joined to the digits ("3m"). */
static bool multiply(const struct document *document, const struct number_words *words, struct number *number)
{
    uint32_t at = number->last, last;
    if (token_is(document, at, "-"))
        at++;
    if (!same_sentence(document, number->first, at))
        return false;
    double factor = word_value(words, words->multipliers, at, &last);
    bool joined = !(document->tokens[at].flags & TOKEN_SPACE_BEFORE);
    if (factor <= 0 || (!joined && token_text(document, at).len < SHORTEST_MULTIPLIER))
        return false;
    number->value *= factor;
    number->last = last;
    return true;
}

/* Letters joined to the digits must be a known multiplier ("20bn"). */
static bool apply_letters(const struct number_words *words, struct str letters, double *value)
{
    char folded[TOKEN_FOLD_SIZE];
    if (!letters.len)
        return true;
    letters = token_fold(letters, folded, sizeof folded);
    const struct entry *entry = lexicon_entry(words->lexicon, words->multipliers, letters);
    if (!entry)
        return false;
    *value *= entry_value(entry);
    return true;
}

static bool read_from_digits(const struct document *document, const struct number_words *words, uint32_t token,
                             struct number *number)
{
    struct str text = token_text(document, token), letters;
    if (!(document->tokens[token].flags & TOKEN_DIGIT) || !read_digits(text, &number->value, &letters) ||
        !apply_letters(words, letters, &number->value))
        return false;
    number->first = token;
    number->last = token + 1;
    while (multiply(document, words, number))
        ;
    return true;
}

static bool joins(const struct document *document, uint32_t token)
{
    return document->tokens[token].tag == TAG_CCONJ || token_is(document, token, "-");
}

/* "two hundred and fifty": tens and ones behind a conjunction or hyphen. Adds them if they are there. */
static void add_below_hundred(const struct document *document, const struct number_words *words, struct number *number)
{
    uint32_t at = number->last, last;
    while (same_sentence(document, number->first, at) && joins(document, at))
        at++;
    if (!same_sentence(document, number->first, at))
        return;
    double value = word_value(words, words->numbers, at, &last);
    if (value > 0 && value < 100) {
        number->value += value;
        number->last = last;
    }
}

static bool read_from_words(const struct document *document, const struct number_words *words, uint32_t token,
                            struct number *number)
{
    uint32_t last = token;
    double value = word_value(words, words->numbers, token, &last);
    if (last == token)
        return false;
    *number = (struct number){value, token, last};
    while (multiply(document, words, number))
        if (number->value < 1000 && number->value >= 100)
            add_below_hundred(document, words, number);
    return true;
}

bool number_read(const struct document *document, const struct number_words *words, uint32_t token,
                 struct number *number)
{
    return read_from_digits(document, words, token, number) || read_from_words(document, words, token, number);
}
