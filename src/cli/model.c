/* model.c - `readout model info`: what the model holds that the program analyses with, and whether it is whole. */
#include <stdio.h>
#include <string.h>

#include "base/embedded.h"
#include "base/error.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/options.h"
#include "view/model_info.h"

enum { LARGEST_MODEL = 1024 * 1024 * 1024 };

/* The bytes of the model in the file `path`, of that compiled in where it is NULL. */
static bool find_model(struct arena *arena, const char *path, struct str *bytes, readout_error *error)
{
    if (path)
        return file_read_aligned(arena, path, LARGEST_MODEL, bytes, error);
    for (size_t i = 0; i < embedded_count; i++)
        if (strcmp(embedded_files[i].name, "models/en.model") == 0) {
            *bytes = str_make((const char *)embedded_files[i].bytes, embedded_files[i].length);
            return true;
        }
    return error_set(error, READOUT_NO_FILE, "models/en.model", "no model is compiled in");
}

static bool print_info(struct arena *arena, const struct options *options, readout_error *error)
{
    const char *path = options->input_count > 1 ? options->inputs[1] : NULL;
    struct str bytes;
    if (arena_guard(arena))
        return error_set(error, READOUT_NO_MEMORY, path, "memory ran out");
    if (!find_model(arena, path, &bytes, error))
        return false;
    const char *name = path ? path : "models/en.model";
    const struct weights *weights = weights_read(arena, bytes, name, false, error);
    if (!weights)
        return false;
    if (!(options->json ? model_info_print_json(weights, bytes, stdout) : model_info_print(weights, bytes, stdout)))
        return error_set(error, READOUT_NO_MEMORY, name, "cannot be printed");
    return weights_read(arena, bytes, name, true, error) != NULL;
}

static int run(int argc, char **argv)
{
    struct options options;
    struct arena arena;
    readout_error error = {0};
    int status = options_read(argc, argv, OPTIONS_JSON | OPTIONS_WORDS, &options);
    if (status != -1)
        return status;
    if (options.input_count < 1 || options.input_count > 2 || strcmp(options.inputs[0], "info") != 0) {
        fprintf(stderr, "readout model: what is wanted: info [FILE]; see 'readout model --help'\n");
        return EXIT_USAGE;
    }
    arena_init(&arena, 0);
    status = EXIT_DONE;
    if (!print_info(&arena, &options, &error)) {
        fflush(stdout);
        status = options_fail(&error);
    }
    arena_free(&arena);
    return error.status == READOUT_BAD_DATA ? EXIT_SOME_UNREAD : status;
}

const struct command command_model = {
    .name = "model",
    .summary = "what the model of the language holds: version, scores, chunks",
    .usage = "Usage: readout model info [OPTION...] [FILE]\n\n"
             "Prints what the model in FILE holds, or that compiled in: its version and size, what it tells about\n"
             "itself (date, data, scores), and of each chunk name, type, shape, bytes and whether its sum holds.\n"
             "models/FORMAT.md describes the format. Exit status 1 where the model is damaged.\n\n"
             HELP_JSON,
    .run = run,
};
