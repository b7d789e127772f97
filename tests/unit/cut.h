/* cut.h - cutting text with the words and the model that are compiled in, for tests.
 *
 * Of the words only those that cutting depends on are loaded. Everything stands in the arena given. */
#ifndef TESTS_CUT_H
#define TESTS_CUT_H
#include <stdio.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "rules/lexicon.h"
#include "text/sentence.h"

static inline struct str cut_file(const char *name)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (!strcmp(embedded_files[i].name, name))
            return str_make((const char *)embedded_files[i].bytes, embedded_files[i].length);
    abort();
}

static inline struct boundary_model cut_model(void)
{
    struct boundary_model model;
    readout_error error = {0};
    if (!boundary_load(&model, cut_file("models/en.cut"), "models/en.cut", &error))
        abort();
    return model;
}

static inline const struct text_words *cut_words(struct arena *arena)
{
    static const char *const names[] = {"abbreviation", "abbreviation-number", "clitic", "contraction", "domain",
                                        "emoticon", "joined-unit", "prefix", "starter"};
    struct source_list sources = {0};
    readout_error error = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[100];
        snprintf(path, sizeof path, "classes/%s.txt", names[i]);
        *ARENA_PUSH(arena, sources) = (struct source){
            .path = names[i], .folder = STR("classes"), .name = str_of(names[i]), .bytes = cut_file(path)};
    }
    struct arena scratch;
    arena_init(&scratch, 0);
    const struct lexicon *lexicon = lexicon_load(arena, &scratch, &sources, &error);
    arena_free(&scratch);
    if (!lexicon)
        abort();
    return lexicon_text_words(lexicon);
}

/* Cut `text` into tokens and sentences. */
static inline struct document cut_document(struct arena *arena, const struct text_words *words, struct str text)
{
    struct document document = {.arena = arena, .text = text};
    struct boundary_model model = cut_model();
    token_cut(&document, words);
    sentence_cut(&document, words, &model);
    return document;
}
#endif
