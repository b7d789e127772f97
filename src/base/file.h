/* file.h - reading whole files. */
#ifndef BASE_FILE_H
#define BASE_FILE_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "readout.h"

/* The bytes of the file at `path`, in the arena, with a NUL behind them; at most `limit` bytes (0: no limit).
 * False and READOUT_NO_FILE or READOUT_TOO_LARGE where it cannot be read. */
bool file_read(struct arena *arena, const char *path, size_t limit, struct str *bytes, readout_error *error);

/* The same; the bytes start at a multiple of 64. */
bool file_read_aligned(struct arena *arena, const char *path, size_t limit, struct str *bytes, readout_error *error);
#endif
