/* fail_allocator.c - a library to load before a program: makes its n-th allocation fail, and every later one where
 * FAIL_ALL is set. FAIL_AT=n counts malloc, calloc and realloc from 1; without it, the number of allocations is
 * written to the file FAIL_COUNT at the end. */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);

static long allocations, fail_at; /* a test tool lives with file-scope variables: malloc takes no context */
static int fail_all;
static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);

static void *find(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void start(void)
{
    const char *at = getenv("FAIL_AT");
    fail_at = at ? atol(at) : 0;
    fail_all = getenv("FAIL_ALL") != NULL;
    allocations = 0;
}

__attribute__((destructor)) static void finish(void)
{
    const char *path = getenv("FAIL_COUNT");
    FILE *out = path && !fail_at ? fopen(path, "w") : NULL;
    if (out) {
        fprintf(out, "%ld\n", allocations);
        fclose(out);
    }
}

static int fails(void)
{
    allocations++;
    if (fail_at && (allocations == fail_at || (fail_all && allocations > fail_at))) {
        errno = ENOMEM;
        return 1;
    }
    return 0;
}

void *malloc(size_t size)
{
    if (!next_malloc)
        *(void **)&next_malloc = find("malloc");
    return fails() ? NULL : next_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    static int searching;
    if (!next_calloc && searching) /* dlsym itself asks, and can do without */
        return NULL;
    searching = 1;
    if (!next_calloc)
        *(void **)&next_calloc = find("calloc");
    return fails() ? NULL : next_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    if (!next_realloc)
        *(void **)&next_realloc = find("realloc");
    return fails() ? NULL : next_realloc(memory, size);
}
