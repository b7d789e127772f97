/* words.h - the compiled-in words that cutting text depends on, for the programs of train/. */
#ifndef TRAIN_WORDS_H
#define TRAIN_WORDS_H
#include <stdio.h>

#include "base/error.h"
#include "rules/lexicon.h"

/* Load them into `arena`; says why not on standard error and returns NULL where that fails. */
static inline const struct text_words *load_words(struct arena *arena)
{
    struct source_list sources = {0};
    readout_error error = {0};
    char line[1200];
    if (source_open(arena, NULL, &sources, &error))
        return lexicon_text_words(lexicon_load_text_words(arena, &sources));
    fprintf(stderr, "%s\n", error_line(&error, line, sizeof line));
    return NULL;
}
#endif
