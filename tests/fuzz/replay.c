/* replay.c - runs a fuzz target once on each file of a folder, without libFuzzer. Call: NAME_replay FOLDER */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "fuzz.h"

/* The bytes stand in memory of exactly their size, so that reading past them is found. */
static void replay(struct str bytes)
{
    uint8_t *copy = malloc(bytes.len ? bytes.len : 1);
    if (!copy)
        abort();
    memcpy(copy, bytes.ptr, bytes.len);
    LLVMFuzzerTestOneInput(copy, bytes.len);
    free(copy);
}

int main(int argc, char **argv)
{
    struct dirent **names;
    int count = argc == 2 ? scandir(argv[1], &names, NULL, alphasort) : -1, files = 0;
    struct arena arena;
    arena_init(&arena, 0);
    if (count < 0 || arena_guard(&arena))
        return 2;
    for (int i = 0; i < count; i++) {
        char path[4096];
        struct str bytes;
        snprintf(path, sizeof path, "%s/%s", argv[1], names[i]->d_name);
        if (names[i]->d_name[0] != '.' && file_read(&arena, path, 0, &bytes, NULL)) {
            replay(bytes);
            files++;
        }
        free(names[i]);
        arena_reset(&arena, 0);
    }
    free(names);
    arena_free(&arena);
    printf("%d files replayed\n", files);
    return files == 0;
}
