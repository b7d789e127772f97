/* file.c - see file.h. */
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"

/* Memory that starts at a multiple of `align`, a power of two. */
static char *take_aligned(struct arena *arena, size_t size, size_t align)
{
    uintptr_t memory = (uintptr_t)arena_take(arena, size + align, 1);
    return (char *)((memory + align - 1) & ~(uintptr_t)(align - 1));
}

static bool read_open(struct arena *arena, FILE *file, size_t size, size_t align, struct str *bytes)
{
    char *memory = take_aligned(arena, size + 1, align);
    size_t length = fread(memory, 1, size, file);
    memory[length] = 0;
    *bytes = str_make(memory, length);
    return !ferror(file);
}

static bool read_file(struct arena *arena, const char *path, size_t limit, size_t align, struct str *bytes,
                      readout_error *error)
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
    bool done = read_open(arena, file, (size_t)status.st_size, align, bytes);
    fclose(file);
    return done || error_set(error, READOUT_NO_FILE, path, "cannot be read");
}

bool file_read(struct arena *arena, const char *path, size_t limit, struct str *bytes, readout_error *error)
{
    return read_file(arena, path, limit, 1, bytes, error);
}

bool file_read_aligned(struct arena *arena, const char *path, size_t limit, struct str *bytes, readout_error *error)
{
    return read_file(arena, path, limit, 64, bytes, error);
}
