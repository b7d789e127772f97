/* file.c - see file.h. */
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"

static bool read_open(struct arena *arena, FILE *file, size_t size, struct str *bytes)
{
    char *memory = arena_alloc(arena, size + 1, 1);
    size_t length = fread(memory, 1, size, file);
    *bytes = str_make(memory, length);
    return !ferror(file);
}

bool file_read(struct arena *arena, const char *path, size_t limit, struct str *bytes, readout_error *error)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    if (!S_ISREG(status.st_mode))
        return error_set(error, READOUT_NO_FILE, path, "not a file");
    if (limit && (size_t)status.st_size > limit)
        return error_set(error, READOUT_TOO_LARGE, path, "%zu bytes; the limit is %zu", (size_t)status.st_size, limit);
    FILE *file = fopen(path, "rb");
    if (!file)
        return error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    bool done = read_open(arena, file, (size_t)status.st_size, bytes);
    fclose(file);
    return done || error_set(error, READOUT_NO_FILE, path, "cannot be read");
}
