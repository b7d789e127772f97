/* likeness.h - how like two reports are: in what they are about, and in their wording.
 *
 * Input: record->gist and record->sketch of each. Output: numbers. Invariant: whole numbers, the same either way round
 * and on every machine; any bytes will do. */
#ifndef MERGE_LIKENESS_H
#define MERGE_LIKENESS_H
#include "read/record.h"

enum { GIST_HEADS = 16 }; /* the terms by which like reports are looked for */

struct gist_term {
    uint32_t key, weight;
};
struct gist {
    const struct gist_term *terms; /* heaviest first */
    uint32_t count;
    uint32_t heads[GIST_HEADS]; /* keys of the heaviest */
    uint32_t head_count;
};

struct sketch {
    const uint32_t *keys; /* ascending */
    uint32_t count;
};

struct gist gist_read(struct arena *arena, struct str bytes);
struct sketch sketch_read(struct arena *arena, struct str bytes);

/* A gist laid out so that many others can be compared with it: terms by the low bits of their keys, or next to
 * there. */
enum { GIST_TABLE_SIZE = 1024, GIST_KNOWN_SIZE = 8192 };
struct gist_table {
    struct gist_term slots[GIST_TABLE_SIZE]; /* weight 0: empty */
    uint8_t known[GIST_KNOWN_SIZE];          /* 1: a key with these low bits may be among the slots */
};
void gist_tabulate(struct gist_table *table, const struct gist *gist);

/* The cosine of the two, in 1/GIST_UNIT. */
uint32_t gist_table_similarity(const struct gist_table *table, const struct gist *other);
uint32_t gist_similarity(const struct gist *a, const struct gist *b);

/* The estimated share of the word sequences of both that both have (Jaccard), in 1/1000. */
uint32_t sketch_resemblance(const struct sketch *a, const struct sketch *b);
#endif
