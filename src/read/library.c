/* library.c - see library.h; readout_library_open of readout.h. */
#include "read/library.h"

#include <stdlib.h>

#include "base/error.h"
#include "read/sets.h"

static bool find_source(const struct source_list *sources, const char *folder, const char *name, struct source *found)
{
    for (size_t i = 0; i < sources->count; i++)
        if (str_equal(sources->items[i].folder, str_of(folder)) && str_equal(sources->items[i].name, str_of(name))) {
            *found = sources->items[i];
            return true;
        }
    return false;
}

static bool require_sets(const struct lexicon *lexicon, readout_error *error)
{
    set_id set;
    for (int i = 0; i < SET_COUNT; i++)
        if (!lexicon_require(lexicon, set_names[i], &set, error))
            return false;
    return true;
}

static bool find_model(const struct source_list *sources, const char *name, struct model_file *file,
                       readout_error *error)
{
    struct source source;
    if (!find_source(sources, "models", name, &source))
        return error_set(error, READOUT_BAD_DATA, name, "the model is missing");
    *file = (struct model_file){source.bytes, source.path};
    return true;
}

static bool load_models(struct readout_library *library, readout_error *error)
{
    struct model_file cut, tags, context, weights;
    if (!find_model(&library->sources, "en.cut", &cut, error) ||
        !boundary_load(&library->boundary, cut.bytes, cut.path, error) ||
        !find_model(&library->sources, "en.tags", &tags, error) ||
        !find_model(&library->sources, "en.context", &context, error) ||
        !find_model(&library->sources, "en.parser", &weights, error))
        return false;
    library->tagger = tagger_load(&library->arena, tags, context, error);
    if (library->tagger)
        library->parser = parser_load(&library->arena, weights, library->tagger, error);
    return library->parser != NULL;
}

static bool load(struct readout_library *library, const char *data_directory, readout_error *error)
{
    struct arena *arena = &library->arena;
    if (arena_guard(arena) || arena_guard(&library->scratch))
        return error_set(error, READOUT_NO_MEMORY, data_directory, "memory ran out while words and rules were loaded");
    if (!source_open(arena, data_directory, &library->sources, error))
        return false;
    struct lexicon *lexicon = lexicon_load(arena, &library->scratch, &library->sources, error);
    if (!lexicon || !require_sets(lexicon, error))
        return false;
    library->lexicon = lexicon;
    library->rules = ruleset_load(arena, lexicon, &library->sources, error);
    if (!library->rules)
        return false;
    for (int i = 0; i < SET_COUNT; i++)
        library->sets[i] = lexicon_set(lexicon, str_of(set_names[i]));
    return load_models(library, error);
}

readout_library *readout_library_open(const char *data_directory, readout_error *error)
{
    error_clear(error);
    struct readout_library *library = calloc(1, sizeof *library);
    if (!library) {
        error_set(error, READOUT_NO_MEMORY, data_directory, "memory ran out");
        return NULL;
    }
    arena_init(&library->arena, 0);
    arena_init(&library->scratch, 0);
    bool loaded = load(library, data_directory, error);
    arena_free(&library->scratch);
    if (loaded)
        return library;
    readout_library_close(library);
    return NULL;
}

void readout_library_close(readout_library *library)
{
    if (!library)
        return;
    arena_free(&library->arena);
    free(library);
}
