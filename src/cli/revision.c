/* revision.c - see revision.h. */
#include "cli/revision.h"

#include <stdio.h>

#include "base/error.h"
#include "cli/show.h"
#include "read/library.h"
#include "text/sentence.h"
#include "view/revision_print.h"

static bool find_versions(struct store *store, const struct options *options, struct arena *arena,
                          struct revision_report *report, readout_error *error)
{
    const char *name = options->inputs[options->input_count - 1];
    if (!store_version(store, name, arena, &report->is, error))
        return false;
    if (options->input_count > 1)
        return store_version(store, options->inputs[0], arena, &report->was, error);
    return store_version_before(store, &report->is, arena, &report->was, error) &&
           (report->was.row || error_set(error, READOUT_BAD_USAGE, NULL,
                                         "%s has no earlier version; name two reports to compare them", name));
}

static struct document cut(struct arena *arena, const struct readout_library *library, struct str text)
{
    struct document document = {.arena = arena, .text = text};
    const struct text_words *words = lexicon_text_words(library->lexicon);
    token_cut(&document, words);
    sentence_cut(&document, words, &library->boundary);
    return document;
}

static void print_report(const struct revision_report *report, const struct options *options, struct arena *arena,
                         readout_error *error)
{
    struct buffer out = {0};
    struct page page = page_open(stdout);
    if (!options->json) {
        revision_print(report, &page, arena);
        return;
    }
    revision_put(&out, report);
    show_buffer(&out, error);
    buffer_free(&out);
}

static void compare(struct store *store, const struct readout_library *library, const struct options *options,
                    struct arena *arena, readout_error *error)
{
    struct revision_report report = {0};
    struct revision_facts old, new;
    if (!find_versions(store, options, arena, &report, error) ||
        !store_version_facts(store, &report.was, arena, &old, error) ||
        !store_version_facts(store, &report.is, arena, &new, error))
        return;
    struct document was = cut(arena, library, report.was.text), is = cut(arena, library, report.is.text);
    revision_make(arena, &was, &is, &old, &new, &report.revision);
    print_report(&report, options, arena, error);
}

bool show_revision(struct store *store, const struct options *options, readout_error *error)
{
    struct arena arena;
    readout_library *library = readout_library_open_with(&(readout_library_options){.analysis_only = 1}, error);
    if (!library)
        return false;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else
        compare(store, library, options, &arena, error);
    arena_free(&arena);
    readout_library_close(library);
    return error->status == READOUT_OK;
}
