/* words.h - words and rules in memory, for the tests of their loaders and of matching.
 *
 * words_begin, then words_add file by file, then words_load; words_end frees all of it. */
#ifndef TESTS_WORDS_H
#define TESTS_WORDS_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "rules/lexicon.h"
#include "rules/pattern.h"

struct words {
    struct arena arena, scratch;
    struct source_list sources;
    readout_error error;
    struct lexicon *lexicon;
    const struct ruleset *rules;
};

static inline void words_begin(struct words *words)
{
    memset(words, 0, sizeof *words);
    arena_init(&words->arena, 0);
    arena_init(&words->scratch, 0);
    if (arena_guard(&words->arena) || arena_guard(&words->scratch))
        abort();
}

/* `path` is "classes/meet.v" and so on, as under data/en but without ".txt". */
static inline void words_add(struct words *words, const char *path, const char *text)
{
    struct str name = str_of(path), folder = str_cut(&name, '/');
    *ARENA_PUSH(&words->arena, words->sources) = (struct source){.path = path, .folder = folder, .name = name, .bytes = str_of(text)};
}

/* False, and words->error filled, where a loader refuses. */
static inline bool words_load(struct words *words)
{
    words->lexicon = lexicon_load(&words->arena, &words->scratch, &words->sources, &words->error);
    if (words->lexicon)
        words->rules = ruleset_load(&words->arena, words->lexicon, &words->sources, &words->error);
    return words->rules != NULL;
}

static inline void words_end(struct words *words)
{
    arena_free(&words->scratch);
    arena_free(&words->arena);
}

/* A file that a loader must refuse: where, and what the error must say. */
struct mistake {
    const char *path, *text;
    size_t line, column;
    const char *says;
};

/* The loaders refuse the last file added, at the place and with the words given. */
static inline void words_refused(struct words *words, const struct mistake *mistake)
{
    char expected[1100], found[1100];
    bool loaded = words_load(words);
    const readout_error *error = &words->error;
    const char *says = strstr(error->text, mistake->says) ? mistake->says : error->text;
    snprintf(expected, sizeof expected, "%s:%zu:%zu: %s", mistake->path, mistake->line, mistake->column, mistake->says);
    snprintf(found, sizeof found, "%s:%zu:%zu: %s", error->source, error->line, error->column, says);
    if (loaded || error->status != READOUT_BAD_DATA || strcmp(expected, found) != 0)
        fail_msg("%s\nexpected %s\nfound    %s", mistake->text, expected, loaded ? "no error" : found);
}
#endif
