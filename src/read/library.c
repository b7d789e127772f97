/* library.c - see library.h; readout_library_open of readout.h. */
#include "read/library.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "model/event.h"
#include "read/sets.h"

enum { LARGEST_MODEL = 1024 * 1024 * 1024 };

/* The model of that name, which is always compiled in; NULL, and `error`, where it is missing. */
static const struct source *find_model(const struct readout_library *library, const char *name, readout_error *error)
{
    const struct source *model = source_find(&library->sources, STR("models"), str_of(name));
    if (!model)
        error_set(error, READOUT_BAD_DATA, name, "the model is missing");
    return model;
}

static bool require_sets(const struct lexicon *lexicon, readout_error *error)
{
    set_id set;
    for (int i = 0; i < SET_COUNT; i++)
        if (!lexicon_require(lexicon, set_names[i], &set, error))
            return false;
    return true;
}

/* The weights in the file `path`, else those compiled in by that name, whose sums need no check. NULL fills `error`. */
static const struct weights *load_weights(struct readout_library *library, const char *path, const char *name,
                                          readout_error *error)
{
    struct source file = {.path = path};
    if (path && !file_read_aligned(&library->arena, path, LARGEST_MODEL, &file.bytes, error))
        return NULL;
    const struct source *model = path ? &file : find_model(library, name, error);
    return model ? weights_read(&library->arena, model->bytes, model->path, path != NULL, error) : NULL;
}

static bool load_core(struct readout_library *library, const char *path, readout_error *error)
{
    const struct weights *weights = load_weights(library, path, "en.model", error);
    library->core = weights ? core_make(&library->arena, weights, error) : NULL;
    return library->core != NULL;
}

/* The network of political events. */
static bool load_events(struct readout_library *library, const char *path, readout_error *error)
{
    const struct weights *weights = load_weights(library, path, "en.events", error);
    library->events = weights ? event_make(&library->arena, weights, error) : NULL;
    return library->events != NULL;
}

/* What ends sentences. */
static bool load_boundary(struct readout_library *library, readout_error *error)
{
    const struct source *model = find_model(library, "en.cut", error);
    return model && boundary_load(&library->boundary, model->bytes, model->path, error);
}

static bool load_rarity(struct readout_library *library, readout_error *error)
{
    const struct source *model = find_model(library, "en.idf", error);
    return model && rarity_load(&library->rarity, model->bytes, model->path, error);
}

static bool load_languages(struct readout_library *library, readout_error *error)
{
    library->languages = language_words_load(&library->arena, error);
    return library->languages != NULL;
}

static bool load_rules(struct readout_library *library, readout_error *error)
{
    struct arena *arena = &library->arena;
    struct lexicon *lexicon = lexicon_load(arena, &library->scratch, &library->sources, error);
    if (!lexicon || !require_sets(lexicon, error))
        return false;
    library->lexicon = lexicon;
    library->rules = ruleset_load(arena, lexicon, &library->sources, error);
    if (!library->rules)
        return false;
    library->classes = class_library_load(arena, &library->scratch, lexicon, &library->sources, error);
    if (!library->classes)
        return false;
    for (int i = 0; i < SET_COUNT; i++)
        library->sets[i] = lexicon_set(lexicon, str_of(set_names[i]));
    return true;
}

/* The users' dictionaries of actors, and the codes of states that theirs start with. */
static bool load_dictionary(struct readout_library *library, const readout_library_options *options,
                            readout_error *error)
{
    if (!options->actors_count)
        return true;
    struct arena *arena = &library->arena;
    struct coding_dictionary *dictionary = coding_dictionary_load(arena, options->actors, options->actors_count, error);
    if (!dictionary)
        return false;
    for (uint32_t i = 0; i < lexicon_actor_count(library->lexicon); i++) {
        struct str code = lexicon_actor(library->lexicon, i)->code;
        if (code.len)
            map_put(&dictionary->countries, arena, code, i);
    }
    library->dictionary = dictionary;
    return true;
}

static bool load(struct readout_library *library, const readout_library_options *options, readout_error *error)
{
    struct arena *arena = &library->arena;
    if (arena_guard(arena) || arena_guard(&library->scratch))
        return error_set(error, READOUT_NO_MEMORY, options->data_directory,
                         "memory ran out while words and rules were loaded");
    if (!source_open(arena, options->data_directory, options->data_alone, &library->sources, error))
        return false;
    if (options->analysis_only)
        library->lexicon = lexicon_load_text_words(arena, &library->sources);
    else if (!load_rules(library, error) || !load_rarity(library, error) || !load_languages(library, error) ||
             !load_events(library, options->events_model, error) || !load_dictionary(library, options, error))
        return false;
    return load_boundary(library, error) && load_core(library, options->model, error);
}

readout_library *readout_library_open_with(const readout_library_options *options, readout_error *error)
{
    error_clear(error);
    struct readout_library *library = calloc(1, sizeof *library);
    if (!library) {
        error_set(error, READOUT_NO_MEMORY, options->data_directory, "memory ran out");
        return NULL;
    }
    arena_init(&library->arena, 0);
    arena_init(&library->scratch, 0);
    bool loaded = load(library, options, error);
    arena_free(&library->scratch);
    if (loaded)
        return library;
    readout_library_close(library);
    return NULL;
}

readout_library *readout_library_open(const char *data_directory, readout_error *error)
{
    return readout_library_open_with(&(readout_library_options){.data_directory = data_directory}, error);
}

void readout_library_close(readout_library *library)
{
    if (!library)
        return;
    arena_free(&library->arena);
    free(library);
}
