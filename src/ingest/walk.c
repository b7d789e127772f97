/* walk.c - see walk.h. Input: arguments. Output: one file after another. Invariant: `folders` is the way from an
 * argument down to where the walk stands, and holds no folder twice. */
#include "ingest/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "ingest/url.h"

struct walk_folder {
    char *path;
    struct dirent **names;
    size_t count, next;
    dev_t device;
    ino_t inode;
};

static int name_order(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int name_counts(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void folder_free(struct walk_folder *folder)
{
    for (size_t i = folder->next; i < folder->count; i++)
        free(folder->names[i]);
    free(folder->names);
    free(folder->path);
}

void walk_close(struct walk *walk)
{
    while (walk->depth)
        folder_free(&walk->folders[--walk->depth]);
    free(walk->folders);
    free(walk->path);
    walk->folders = NULL;
    walk->path = NULL;
}

static bool is_entered(const struct walk *walk, const struct stat *about)
{
    for (size_t i = 0; i < walk->depth; i++)
        if (walk->folders[i].device == about->st_dev && walk->folders[i].inode == about->st_ino)
            return true;
    return false;
}

/* Room for one more folder; false if memory runs out. */
static bool folders_grow(struct walk *walk)
{
    if (walk->depth < walk->capacity)
        return true;
    size_t capacity = walk->capacity ? walk->capacity * 2 : 8;
    struct walk_folder *folders = realloc(walk->folders, capacity * sizeof *folders);
    if (!folders)
        return false;
    walk->folders = folders;
    walk->capacity = capacity;
    return true;
}

/* Go into a folder, unless the walk is in it already; returns an errno. */
static int folder_enter(struct walk *walk, const char *path, const struct stat *about)
{
    if (is_entered(walk, about))
        return 0;
    if (!folders_grow(walk))
        return ENOMEM;
    struct walk_folder *folder = &walk->folders[walk->depth];
    *folder = (struct walk_folder){.path = strdup(path), .device = about->st_dev, .inode = about->st_ino};
    int count = folder->path ? scandir(path, &folder->names, name_counts, name_order) : -1;
    if (count < 0) {
        int reason = folder->path ? errno : ENOMEM;
        free(folder->path);
        return reason;
    }
    folder->count = (size_t)count;
    walk->depth++;
    return 0;
}

static char *path_join(const char *folder, const char *name)
{
    size_t length = strlen(folder), more = strlen(name);
    bool slash = length && folder[length - 1] == '/';
    char *path = malloc(length + more + 2);
    if (!path)
        return NULL;
    memcpy(path, folder, length);
    if (!slash)
        path[length++] = '/';
    memcpy(path + length, name, more + 1);
    return path;
}

/* The next path, of a file or a folder, into file->path; it stays NULL where memory runs out. False at the end. */
static bool next_path(struct walk *walk, struct walk_file *file)
{
    *file = (struct walk_file){0};
    while (walk->depth && walk->folders[walk->depth - 1].next == walk->folders[walk->depth - 1].count)
        folder_free(&walk->folders[--walk->depth]);
    if (walk->depth == 0) {
        file->named = true;
        file->path = walk->next < walk->count ? walk->arguments[walk->next++] : NULL;
        return file->path != NULL;
    }
    struct walk_folder *folder = &walk->folders[walk->depth - 1];
    struct dirent *entry = folder->names[folder->next++];
    free(walk->path);
    walk->path = path_join(folder->path, entry->d_name);
    free(entry);
    file->path = walk->path;
    return true;
}

static const char *kind_name(mode_t mode)
{
    return S_ISSOCK(mode) ? "a socket" : S_ISFIFO(mode) ? "a pipe" : "a device";
}

bool walk_next(struct walk *walk, struct walk_file *file, struct problem_sink *problems, readout_error *error)
{
    while (next_path(walk, file)) {
        if (!file->path)
            return error_set(error, READOUT_NO_MEMORY, NULL, "no memory to list a folder");
        if (file->named && strcmp(file->path, "-") == 0)
            return true;
        file->url = file->named && url_is_address(str_of(file->path));
        if (file->url)
            return true;
        readout_error problem = {0};
        int reason = stat(file->path, &file->about) == 0 ? 0 : errno;
        if (reason == 0 && S_ISDIR(file->about.st_mode))
            reason = folder_enter(walk, file->path, &file->about);
        else if (reason == 0 && (file->named || S_ISREG(file->about.st_mode)))
            return true;
        else if (reason == 0)
            error_set(&problem, READOUT_BAD_INPUT, file->path, "%s, passed over", kind_name(file->about.st_mode));
        if (reason == ENOMEM)
            return error_set(error, READOUT_NO_MEMORY, file->path, "no memory to list a folder");
        if (reason)
            error_set(&problem, READOUT_NO_FILE, file->path, "%s", strerror(reason));
        if (problem.status)
            problem_fail(problems, &problem);
    }
    return false;
}

uint64_t walk_measure(char *const *arguments, size_t count)
{
    struct walk walk = {.arguments = arguments, .count = count};
    struct walk_file file;
    struct problem_sink nobody = {0};
    readout_error error = {0};
    uint64_t total = 0;
    bool known = true;
    while (walk_next(&walk, &file, &nobody, &error)) {
        known = known && !file.url && S_ISREG(file.about.st_mode);
        total += (uint64_t)file.about.st_size;
    }
    walk_close(&walk);
    return known ? total : 0;
}
