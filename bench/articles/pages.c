/* pages.c - reads pages of HTML and prints what it found, one JSON line an article, for score.py.
 *
 * Call: pages [--time N] FILE...   A file may be packed with gzip. --time: read each N times, print only how fast. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

#include "base/buffer.h"
#include "base/error.h"
#include "ingest/html.h"

enum { PIECE = 1 << 16 };

struct totals {
    double seconds, slowest;
    size_t bytes;
    const char *slowest_file;
};

static bool read_file(const char *path, struct buffer *bytes)
{
    gzFile file = gzopen(path, "rb");
    int got = file ? 1 : -1;
    buffer_clear(bytes, SIZE_MAX);
    while (got > 0 && buffer_reserve(bytes, PIECE)) {
        got = gzread(file, bytes->ptr + bytes->len, PIECE);
        bytes->len += got > 0 ? (size_t)got : 0;
    }
    if (file)
        gzclose(file);
    return got == 0;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The file's name without folder and endings. */
static struct str id_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str name = str_of(slash ? slash + 1 : path);
    if (str_ends(name, STR(".gz")))
        name.len -= 3;
    if (str_ends(name, STR(".html")))
        name.len -= 5;
    return name;
}

static void set(json_t *object, const char *key, struct str value)
{
    if (value.len)
        json_object_set_new(object, key, json_stringn(value.ptr, value.len));
}

static void print_article(struct str id, const struct article *article)
{
    json_t *object = json_object();
    json_object_set_new(object, "id", json_stringn(id.ptr, id.len));
    json_object_set_new(object, "text", json_stringn(article->text.ptr ? article->text.ptr : "", article->text.len));
    set(object, "title", article->title);
    set(object, "published", article->published);
    set(object, "author", article->author);
    set(object, "url", article->url);
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
}

static void read_page(const char *path, struct str bytes, bool print, struct arena *arena)
{
    struct article_list articles = {0};
    struct limits limits = limits_usual();
    struct origin origin = {.name = str_of(path)};
    readout_error error = {0};
    char line[1024];
    if (arena_guard(arena))
        exit(3);
    if (!html_read(arena, bytes, &origin, &limits, &articles, &error))
        fprintf(stderr, "%s\n", error_line(&error, line, sizeof line));
    for (size_t i = 0; print && i < articles.count; i++)
        print_article(id_of(path), &articles.items[i]);
    arena_reset(arena, 1 << 24);
}

static void time_page(const char *path, struct str bytes, int times, struct arena *arena, struct totals *totals)
{
    double start = now();
    for (int i = 0; i < times; i++)
        read_page(path, bytes, false, arena);
    double taken = now() - start;
    totals->seconds += taken;
    totals->bytes += bytes.len * (size_t)times;
    if (taken / (double)(bytes.len + 1) > totals->slowest) {
        totals->slowest = taken / (double)(bytes.len + 1);
        totals->slowest_file = path;
    }
}

int main(int count, char **arguments)
{
    struct arena arena;
    struct buffer bytes = {0};
    struct totals totals = {0};
    int times = count > 2 && strcmp(arguments[1], "--time") == 0 ? atoi(arguments[2]) : 0;
    arena_init(&arena, 0);
    for (int i = times ? 3 : 1; i < count; i++) {
        if (!read_file(arguments[i], &bytes))
            fprintf(stderr, "%s: cannot be read\n", arguments[i]);
        else if (times)
            time_page(arguments[i], buffer_str(&bytes), times, &arena, &totals);
        else
            read_page(arguments[i], buffer_str(&bytes), true, &arena);
    }
    if (times)
        printf("%.1f MB in %.2f s: %.1f MB/s; slowest: %s\n", (double)totals.bytes / 1e6, totals.seconds,
               (double)totals.bytes / 1e6 / totals.seconds, totals.slowest_file ? totals.slowest_file : "none");
    buffer_free(&bytes);
    arena_free(&arena);
    return 0;
}
