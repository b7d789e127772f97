/* source.c - see source.h. Invariant: every source's bytes stay where they are as long as the library lives. */
#include "rules/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/error.h"
#include "base/file.h"

enum { LARGEST_FILE = 16 * 1024 * 1024 };

static struct source *add(struct arena *arena, struct source_list *sources, const char *path, struct str name,
                          struct str bytes)
{
    struct source *source = ARENA_PUSH(arena, *sources);
    source->path = path;
    source->folder = str_cut(&name, '/');
    source->name = str_ends(name, STR(".txt")) ? str_make(name.ptr, name.len - 4) : name;
    source->bytes = bytes;
    source->own = false;
    return source;
}

static void add_embedded(struct arena *arena, struct source_list *sources, bool models_only)
{
    for (size_t i = 0; i < embedded_count; i++) {
        const struct embedded_file *file = &embedded_files[i];
        if (!models_only || str_starts(str_of(file->name), STR("models/")))
            add(arena, sources, file->name, str_of(file->name), str_make((const char *)file->bytes, file->length));
    }
}

static int is_data_file(const struct dirent *entry)
{
    return str_ends(str_of(entry->d_name), STR(".txt")) && entry->d_name[0] != '.';
}

/* A folder that is not there is no error where it need not be; *found counts those that are. */
static bool add_folder(struct arena *arena, struct source_list *sources, const char *directory, const char *folder,
                       bool needed, int *found, readout_error *error)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, folder);
    struct dirent **entries;
    int count = scandir(path, &entries, is_data_file, alphasort);
    if (count < 0)
        return (!needed && errno == ENOENT) || error_set(error, READOUT_NO_FILE, path, "%s", strerror(errno));
    ++*found;
    bool done = true;
    for (int i = 0; i < count; i++) {
        snprintf(path, sizeof path, "%s/%s/%s", directory, folder, entries[i]->d_name);
        const char *kept = arena_copy(arena, path, strlen(path));
        struct str bytes;
        done = done && file_read(arena, path, LARGEST_FILE, &bytes, error);
        if (done)
            add(arena, sources, kept, str_of(kept + strlen(directory) + 1), bytes)->own = true;
        free(entries[i]);
    }
    free(entries);
    return done;
}

bool source_open(struct arena *arena, const char *directory, bool alone, struct source_list *sources,
                 readout_error *error)
{
    static const char *const folders[] = {"actors", "classes", "events", "rules", "values"};
    int found = 0;
    for (size_t i = 0; directory && i < sizeof folders / sizeof *folders; i++) {
        bool needed = alone && strcmp(folders[i], "events") != 0;
        if (!add_folder(arena, sources, directory, folders[i], needed, &found, error))
            return false;
    }
    add_embedded(arena, sources, directory && alone);
    return !directory || found ||
           error_set(error, READOUT_NO_FILE, directory, "no folder actors, classes, events, rules or values is in it");
}

const struct source *source_find(const struct source_list *sources, struct str folder, struct str name)
{
    for (size_t i = 0; i < sources->count; i++)
        if (str_equal(sources->items[i].folder, folder) && str_equal(sources->items[i].name, name))
            return &sources->items[i];
    return NULL;
}

struct source_line source_lines(const struct source *source)
{
    return (struct source_line){.source = source, .rest = source->bytes};
}

bool source_next(struct source_line *line, bool with_empty)
{
    while (line->rest.len) {
        line->text = str_cut(&line->rest, '\n');
        line->number++;
        while (line->text.len && strchr(" \t\r", line->text.ptr[line->text.len - 1]))
            line->text.len--;
        bool comment = line->text.len && line->text.ptr[0] == '#';
        if (!comment && (line->text.len || with_empty))
            return true;
    }
    return false;
}

bool source_error(const struct source_line *line, struct str at, readout_error *error, const char *format, ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t column = at.ptr >= line->text.ptr && at.ptr <= line->text.ptr + line->text.len
                        ? (size_t)(at.ptr - line->text.ptr) + 1
                        : 1;
    return error_set_at(error, READOUT_BAD_DATA, line->source->path, line->number, column,
                        (size_t)(line->text.ptr - line->source->bytes.ptr), "%s", text);
}
