/* tell_language.c - tells the language of texts, for bench/languages and by hand.
 *
 * Input: texts on standard input, each ended by a NUL. Output: a line "CODE SURE FOREIGN" for each, CODE "-" where it
 * cannot be told, FOREIGN 0 or 1; on standard error the bytes and the seconds. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/language.h"

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static const struct language_words *load(struct arena *arena)
{
    readout_error error = {0};
    if (arena_guard(arena))
        return NULL;
    const struct language_words *words = language_words_load(arena, &error);
    if (!words)
        fprintf(stderr, "tell_language: %s\n", error.text);
    return words;
}

static void tell_all(const struct language_words *words)
{
    char *text = NULL;
    size_t capacity = 0, bytes = 0;
    double seconds = 0;
    ssize_t length;
    while ((length = getdelim(&text, &capacity, 0, stdin)) > 0) {
        size_t size = (size_t)length - (text[length - 1] == 0);
        double start = now();
        struct language told = language_tell(words, str_make(text, size));
        seconds += now() - start;
        bytes += size;
        printf("%s %.3f %d\n", told.code[0] ? told.code : "-", told.sure, told.foreign);
    }
    fprintf(stderr, "%zu bytes in %.3f seconds\n", bytes, seconds);
    free(text);
}

int main(void)
{
    struct arena arena;
    arena_init(&arena, 0);
    const struct language_words *words = load(&arena);
    if (words)
        tell_all(words);
    arena_free(&arena);
    return words ? EXIT_SUCCESS : EXIT_FAILURE;
}
