/* weights.h - the model file in memory: a table of named chunks (models/FORMAT.md), read with bounds checked.
 *
 * Invariant: every chunk lies inside the file, has the size its shape says, and is aligned as its type needs. */
#ifndef MODEL_WEIGHTS_H
#define MODEL_WEIGHTS_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"
#include "readout.h"

enum chunk_type { CHUNK_TEXT, CHUNK_I8, CHUNK_F32, CHUNK_U64 };

struct chunk {
    struct str name;
    enum chunk_type type;
    uint32_t rows, columns;
    struct str bytes; /* in the file: numbers little-endian */
};

struct weights {
    const char *path; /* for errors */
    uint32_t version;
    size_t size;
    const struct chunk *chunks;
    uint32_t chunk_count;
};

/* Read the table of the model in `bytes`, which must outlive the result and start at a multiple of 64 bytes. With
 * `verify` every chunk is checked against its sum. Returns NULL and fills `error` (READOUT_BAD_DATA, with the byte). */
const struct weights *weights_read(struct arena *arena, struct str bytes, const char *path, bool verify,
                                   readout_error *error);

/* The chunk of that name; NULL if there is none. */
const struct chunk *weights_find(const struct weights *weights, const char *name);
#endif
