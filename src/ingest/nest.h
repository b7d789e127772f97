/* nest.h - what is open: a file and, one inside the other, the archives that were found in it.
 *
 * The innermost level is read: entries are taken from it where it is an archive, documents where it is none. Invariant:
 * a level's stream reads its bytes from the container of the level outside it, the outermost its from a file, from
 * standard input or from bytes in memory. */
#ifndef INGEST_NEST_H
#define INGEST_NEST_H
#include "ingest/container.h"
#include "ingest/kind.h"

struct nest_level {
    enum kind kind;
    struct stream stream;
    struct container container; /* where `kind` is an archive */
    struct origin origin;       /* of the bytes; valid while the level is open */
    struct buffer place;        /* as errors name it, with a NUL behind it: "FILE", "FILE:MEMBER" */
    struct str memory;          /* what is still to be read of bytes in memory */
    size_t entries;             /* taken from the container so far */
};

struct nest {
    const struct limits *limits;
    struct nest_level **levels; /* depth of them, outermost first; those behind are kept for their memory */
    size_t depth, held;
    uint64_t offset; /* of the file: from there what is read now can be read without what stands before (container.h) */
};

/* Start from {0} with the limits filled in. */
void nest_free(struct nest *nest);

/* Open the file at `path`, "-" for standard input, and go to the byte `offset` of it; or bytes in memory, which stay
 * the caller's, as does what `origin` points to. False: nothing is open. */
bool nest_open_file(struct nest *nest, const char *path, uint64_t offset, readout_error *error);
bool nest_open_bytes(struct nest *nest, const struct origin *origin, struct str bytes, readout_error *error);

/* Open the next entry of the innermost level, which is an archive. ENTRY_BAD, ENTRY_FAILED: `error` says why. */
enum entry_result nest_enter(struct nest *nest, readout_error *error);

/* The innermost level; NULL: nothing is open. */
struct nest_level *nest_top(const struct nest *nest);
void nest_leave(struct nest *nest);

/* Is the innermost level inside a crawl? */
bool nest_in_crawl(const struct nest *nest);

/* Bytes read of the file, as it is packed. */
uint64_t nest_bytes(const struct nest *nest);
#endif
