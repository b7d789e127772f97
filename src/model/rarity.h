/* rarity.h - how rare a word is, from models/en.idf (models/FORMAT.md).
 *
 * Input: the key of a word. Output: its rarity, in whole numbers. Invariant: every word has one; what the table does
 * not have is as rare as its rarest. */
#ifndef MODEL_RARITY_H
#define MODEL_RARITY_H
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"
#include "readout.h"

struct rarity {
    const unsigned char *keys, *values; /* in the file: ascending, little-endian; one byte each */
    uint32_t count, unknown;
};

/* Read the table in `bytes`, which must outlive it. False fills `error` (READOUT_BAD_DATA, with the byte). */
bool rarity_load(struct rarity *rarity, struct str bytes, const char *source, readout_error *error);

/* The key of a folded word. */
uint32_t rarity_key(struct str folded);

/* In units of 1/32: ln((rank + 50) / 50), rank the word's place in a list by how often words occur. */
uint32_t rarity_of(const struct rarity *rarity, uint32_t key);

/* Whether the table has the word. */
bool rarity_has(const struct rarity *rarity, uint32_t key);
#endif
