/* number.h - numbers in digits and words: "1,200", "twenty-two", "a hundred", "3.5 million", "20bn". */
#ifndef RULES_NUMBER_H
#define RULES_NUMBER_H
#include "rules/lexicon.h"

struct number {
    double value;
    uint32_t first, last; /* tokens [first, last) */
};

/* Read the number that starts at `token`; false if none does. Number words come from the value set "number",
 * where values below 100 add and the others multiply. `number_set` is its id. Not ordinals. */
bool number_read(const struct document *document, const struct marks *marks, set_id number_set, uint32_t token, struct number *number);

/* The value of a token in digits, with thousands separators and decimals ("1,200.5"); false if it is not one. */
bool number_digits(struct str text, double *value);
#endif
