/* story.c - see story.h. */
#include "cli/story.h"

#include <stdio.h>

#include "base/error.h"
#include "cli/show.h"

static bool load_words(struct merged *merged, readout_error *error)
{
    struct source_list sources = {0};
    if (arena_guard(&merged->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    if (!source_open(&merged->arena, NULL, false, &sources, error) ||
        !story_words_load(&merged->arena, &sources, &merged->words, error))
        return false;
    merged->behind_words = arena_here(&merged->arena);
    return true;
}

bool merged_reopen(struct merged *merged, struct store *store, const struct story_scope *scope, readout_error *error)
{
    if (arena_guard(&merged->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    arena_back(&merged->arena, merged->behind_words);
    if (!store_story(store, scope, &merged->words, &merged->arena, &merged->facts, error))
        return false;
    story_make(&merged->arena, &merged->facts, &merged->words.rarity, &merged->story);
    return true;
}

bool merged_open(struct merged *merged, struct store *store, const struct story_scope *scope, readout_error *error)
{
    *merged = (struct merged){0};
    arena_init(&merged->arena, 0);
    return load_words(merged, error) && merged_reopen(merged, store, scope, error);
}

void merged_close(struct merged *merged)
{
    arena_free(&merged->arena);
}

struct story_scope merged_scope(const struct options *options)
{
    return (struct story_scope){.filter = show_filter(options)};
}

static bool print_guarded(struct merged *merged, const struct options *options, struct buffer *out,
                          void print(struct merged *merged, const struct options *options, struct buffer *out),
                          readout_error *error)
{
    if (arena_guard(&merged->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    print(merged, options, out);
    return show_buffer(out, error);
}

bool merged_show(struct store *store, const struct options *options,
                 void print(struct merged *merged, const struct options *options, struct buffer *out),
                 readout_error *error)
{
    struct story_scope scope = merged_scope(options);
    struct merged merged;
    struct buffer out = {0};
    bool shown = merged_open(&merged, store, &scope, error) && print_guarded(&merged, options, &out, print, error);
    buffer_free(&out);
    merged_close(&merged);
    return shown;
}
