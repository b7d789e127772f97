/* features.h - what the encoder reads of a form: the row of its vector and eight rows of hashed features.
 *
 * Input: the bytes of a form. Output: the token's input of layer 0 in 8 bits (models/FORMAT.md, Features).
 * Invariant: only the first FORM_CHARACTERS plain characters of a form count. */
#ifndef MODEL_FEATURES_H
#define MODEL_FEATURES_H
#include "model/layer.h"

enum { FORM_CHARACTERS = 48, FORM_PLAIN = 3 };

struct features {
    const struct chunk *keys;   /* u64, ascending */
    const uint32_t *buckets;    /* [2^bits + 1]: where the keys with each value of their highest bits start */
    uint32_t bits;              /* at least 1 */
    const int8_t *vectors;      /* [words][G] */
    const int8_t *rows;         /* [F][E] */
    const int8_t *zeros;        /* [G]: the vector of an unknown word */
    const float *vector_scale;  /* [G] */
    const float *feature_scale; /* [E] */
    uint64_t mask;              /* F - 1 */
    uint32_t word_count, vector_size, feature_size;
    uint32_t columns;           /* G + E, a multiple of 64 */
};

/* What a form is looked up by. */
struct form_hashes {
    uint64_t vector;
    uint64_t features[FEATURE_KINDS]; /* w p q a b c d s */
};

bool features_make(const struct maker *maker, struct features *features);

void form_hash(struct str form, struct form_hashes *hashes);

/* The input of layer 0 for a form: `quantised` gets features->columns bytes; returns their unit. `scratch` has room
 * for as many floats. */
float features_read(const struct features *features, const struct kernel *kernel, struct str form, float *scratch,
                    uint8_t *quantised);

/* Take the next character off `rest` (not empty) and make it plain: one to three characters; returns their number.
 * A byte that is not UTF-8 counts as U+FFFD. */
uint32_t form_next(struct str *rest, int32_t plain[FORM_PLAIN]);

/* The character in lower case, where that is one character. */
int32_t form_lower(int32_t character);
#endif
