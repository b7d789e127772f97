/* number.c - see number.h. */
#include "rules/number.h"

#include <stdlib.h>

enum { LONGEST_NUMBER = 32 };

/* A comma must separate three digits; what follows the digits (as in "20bn") is left in *rest. */
static bool read_digits(struct str text, double *value, struct str *rest)
{
    char plain[LONGEST_NUMBER + 1];
    size_t length = 0, i = 0;
    bool point = false;
    for (; i < text.len && length < LONGEST_NUMBER; i++) {
        char c = text.ptr[i];
        bool digit = c >= '0' && c <= '9';
        if (c == ',' && i + 3 < text.len + 0 && text.len - i > 3 && !point)
            continue;
        if (!digit && (c != '.' || point))
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

bool number_digits(struct str text, double *value)
{
    struct str rest;
    return read_digits(text, value, &rest) && rest.len == 0;
}

/* The number word at `token`, 0 if none. */
static double word_value(const struct marks *marks, set_id set, uint32_t token, uint32_t *last)
{
    const struct mark *mark = marks_at(marks, token, set);
    if (!mark)
        return 0;
    *last = mark->last;
    return strtod(mark->entry->value.ptr, NULL);
}

static bool is_hyphen(const struct document *document, uint32_t token)
{
    return token < document->token_count && str_equal(token_text(document, token), STR("-"));
}

/* A word that multiplies what stands before it: hundred, thousand, million. Hyphens may stand between. */
static bool multiplier(const struct document *document, const struct marks *marks, set_id set, uint32_t token, double *value, uint32_t *last)
{
    if (is_hyphen(document, token) && token + 1 < document->token_count)
        token++;
    if (token >= document->token_count)
        return false;
    double word = word_value(marks, set, token, last);
    if (word < 100)
        return false;
    *value = word;
    return true;
}

static bool read_from_digits(const struct document *document, const struct marks *marks, set_id set, uint32_t token, struct number *number)
{
    struct str rest;
    if (!(document->tokens[token].flags & TOKEN_DIGIT) || !read_digits(token_text(document, token), &number->value, &rest))
        return false;
    number->first = token;
    number->last = token + 1;
    if (rest.len) /* letters behind the digits: the tokeniser keeps "20bn" whole; only known multipliers count */
        return false;
    double factor;
    uint32_t last;
    while (multiplier(document, marks, set, number->last, &factor, &last)) {
        number->value *= factor;
        number->last = last;
    }
    return true;
}

static bool read_from_words(const struct document *document, const struct marks *marks, set_id set, uint32_t token, struct number *number)
{
    double total = 0, group = 0;
    uint32_t at = token, last = token, start = token;
    for (;;) {
        uint32_t next = at > token && is_hyphen(document, at) ? at + 1 : at;
        if (next >= document->token_count)
            break;
        double value = word_value(marks, set, next, &last);
        if (value <= 0)
            break;
        if (value < 100) {
            if (group > 0 && (group < 20 || value >= 10) && group < 100)
                break;
            group += value;
        } else {
            if (at == token && value >= 1000)
                break; /* "million" without a number before it */
            group = (group > 0 ? group : 1) * value;
            if (value >= 1000) {
                total += group;
                group = 0;
            }
        }
        at = last;
    }
    *number = (struct number){total + group, start, at};
    return at > token;
}

bool number_read(const struct document *document, const struct marks *marks, set_id number_set, uint32_t token, struct number *number)
{
    return read_from_digits(document, marks, number_set, token, number) ||
           read_from_words(document, marks, number_set, token, number);
}
