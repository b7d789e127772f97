/* resume.c - see resume.h. */
#include "cli/resume.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/error.h"
#include "ingest/visible.h"

/* The version, and what else decides what becomes of a report. */
static struct str tell_engine(struct arena *arena, const struct options *options)
{
    struct stat about = {0};
    char text[600];
    if (options->meta && stat(options->meta, &about) != 0)
        about = (struct stat){0};
    int length = snprintf(text, sizeof text, "%s meta=%lld:%lld.%09ld data=%s%s", READOUT_VERSION,
                          (long long)about.st_size, (long long)about.st_mtim.tv_sec, about.st_mtim.tv_nsec,
                          options->data ? options->data : "", options->data_alone ? " alone" : "");
    size_t used = (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
    for (size_t i = 0; i < options->actors_count && used < sizeof text - 1; i++) {
        length = snprintf(text + used, sizeof text - used, " actors=%s", options->actors[i]);
        used = used + (size_t)length < sizeof text ? used + (size_t)length : sizeof text - 1;
    }
    return str_copy(arena, str_make(text, used));
}

static bool keep_known(void *context, const struct file_mark *mark)
{
    struct resume *resume = context;
    if (arena_guard(&resume->lasting))
        return false;
    struct file_mark kept = *mark;
    kept.path = str_copy(&resume->lasting, mark->path);
    kept.engine = str_copy(&resume->lasting, mark->engine);
    map_put(&resume->by_path, &resume->lasting, kept.path, (uint32_t)resume->known.count);
    *ARENA_PUSH(&resume->lasting, resume->known) = (struct resume_known){.mark = kept};
    return true;
}

bool resume_open(struct resume *resume, const struct options *options, readout_error *error)
{
    *resume = (struct resume){.again = options->again};
    arena_init(&resume->lasting, 0);
    arena_init(&resume->arena, 0);
    if (arena_guard(&resume->lasting))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    resume->engine = tell_engine(&resume->lasting, options);
    mark_each(options->database, keep_known, resume);
    return true;
}

void resume_close(struct resume *resume)
{
    arena_free(&resume->lasting);
    arena_free(&resume->arena);
    buffer_free(&resume->path);
}

/* The mark of a file; NULL: none. */
static struct resume_known *find(const struct resume *resume, const char *path)
{
    if (!resume->known.count)
        return NULL;
    char *whole = realpath(path, NULL);
    uint32_t at = map_get(&resume->by_path, str_of(whole ? whole : path));
    free(whole);
    return at == MAP_NONE ? NULL : &resume->known.items[at];
}

enum input_skip resume_skip(const struct resume *resume, const struct input_mark *file, struct input_mark *from)
{
    const struct resume_known *known = resume->again ? NULL : find(resume, file->path);
    const struct file_mark *mark = known ? &known->mark : NULL;
    if (!mark || mark->size != file->size || mark->modified != file->modified ||
        !str_equal(mark->engine, resume->engine))
        return INPUT_FROM_FRONT;
    from->offset = mark->offset;
    from->items = mark->items;
    return mark->finished ? INPUT_PASS_OVER : mark->offset || mark->items ? INPUT_FROM_MARK : INPUT_FROM_FRONT;
}

/* "1,234,567" */
static const char *grouped(uint64_t number, char text[32])
{
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%" PRIu64, number), length = 0;
    for (int i = 0; i < count; i++) {
        if (i && (count - i) % 3 == 0)
            text[length++] = ',';
        text[length++] = digits[i];
    }
    text[length] = 0;
    return text;
}

static void say_passed(struct resume *resume, struct progress *progress)
{
    char number[32];
    if (resume->told || !resume->passed)
        return;
    progress_clear(progress);
    fprintf(stderr, "readout: %s file%s read before the break\n", grouped(resume->passed, number),
            resume->passed == 1 ? " was" : "s were");
    resume->told = true;
}

void resume_say(struct resume *resume, const struct input_mark *file, enum input_skip skip, struct progress *progress)
{
    struct resume_known *known = find(resume, file->path);
    char number[32];
    if (known)
        known->met = true;
    if (skip == INPUT_PASS_OVER) {
        resume->passed++;
        return;
    }
    say_passed(resume, progress);
    if (skip != INPUT_FROM_MARK)
        return;
    progress_clear(progress);
    struct buffer path = {0};
    visible_add(&path, str_of(file->path));
    fprintf(stderr, "readout: %.*s: goes on behind %s %s", STR_ARGS(buffer_str(&path)),
            file->offset ? "byte" : "report", grouped(file->offset ? file->offset : file->items, number));
    buffer_free(&path);
    if (known && known->mark.failures)
        fprintf(stderr, "; %s before could not be read", grouped(known->mark.failures, number));
    fputc('\n', stderr);
}

/* Keep the mark of the file that is read until it is stored. */
static void put_pending(struct resume *resume)
{
    if (!resume->now.path.len)
        return;
    struct file_mark *mark = ARENA_PUSH(&resume->arena, resume->pending);
    *mark = resume->now;
    mark->path = str_copy(&resume->arena, mark->path);
    resume->moved = false;
}

/* A file is opened, and so the one before it at its end. */
static void begin_file(struct resume *resume, const struct job_file *file)
{
    const struct resume_known *known = find(resume, file->mark.path);
    char *whole = realpath(file->mark.path, NULL);
    resume->now.finished = true;
    put_pending(resume);
    buffer_clear(&resume->path, 4096);
    buffer_add(&resume->path, str_of(whole ? whole : file->mark.path));
    free(whole);
    resume->now = (struct file_mark){.path = buffer_str(&resume->path), .engine = resume->engine,
                                     .size = file->mark.size, .modified = file->mark.modified,
                                     .offset = file->mark.offset, .items = file->mark.items};
    if (known && file->skip != INPUT_FROM_FRONT)
        resume->now.failures = known->mark.failures;
    resume->moved = true;
}

void resume_take(struct resume *resume, const struct job *job)
{
    if (arena_guard(&resume->arena)) { /* then more is read again than had to be */
        resume->now = (struct file_mark){0};
        resume->pending = (struct file_mark_list){0};
        return;
    }
    for (size_t i = 0; i < job->files.count; i++)
        begin_file(resume, &job->files.items[i]);
    resume->now.failures += job->told + job->problems.count + (job->made == NULL);
    if (!job->mark.path)
        return;
    resume->now.offset = job->mark.offset;
    resume->now.items = job->mark.items;
    resume->moved = true;
}

struct file_mark_list resume_marks(struct resume *resume)
{
    if (!arena_guard(&resume->arena) && resume->moved)
        put_pending(resume);
    return resume->pending;
}

void resume_stored(struct resume *resume)
{
    enum { KEPT = 64 * 1024 };
    resume->pending = (struct file_mark_list){0};
    arena_reset(&resume->arena, KEPT);
}

bool resume_has_used(const struct resume *resume)
{
    for (size_t i = 0; i < resume->known.count; i++)
        if (resume->known.items[i].met)
            return true;
    return false;
}

bool resume_end(struct resume *resume, struct store *store, readout_error *error)
{
    LIST(struct str) paths = {0};
    struct progress nothing = {0};
    say_passed(resume, &nothing);
    if (arena_guard(&resume->arena))
        return error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    for (size_t i = 0; i < resume->known.count; i++)
        if (resume->known.items[i].met)
            *ARENA_PUSH(&resume->arena, paths) = resume->known.items[i].mark.path;
    return mark_clear(store, paths.items, paths.count, error);
}
