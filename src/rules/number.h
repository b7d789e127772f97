/* number.h - numbers in digits and words: "1,200", "twenty-two", "a hundred", "3.5 million", "20bn".
 *
 * Words come from two value sets: "number" (two, twenty-two, a dozen) and "multiplier", which multiplies what stands
 * before it (hundred, million, bn). */
#ifndef RULES_NUMBER_H
#define RULES_NUMBER_H
#include "rules/lexicon.h"

struct number_words {
    const struct lexicon *lexicon;
    const struct marks *marks;
    set_id numbers, multipliers;
};

struct number {
    double value;
    uint32_t first, last; /* tokens [first, last) */
};

/* Read the number that starts at `token`; false if none does. Not ordinals. */
bool number_read(const struct document *document, const struct number_words *words, uint32_t token,
                 struct number *number);
#endif
