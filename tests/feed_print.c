/* feed_print.c - what ingest/feed.h reads of feeds, for bench/feeds/score. Input: "FILE" or "FILE=URL" arguments, URL
 * where the feed was had from, or "-" alone for such arguments as lines of standard input. Output: a line of JSON for
 * each. Invariant: one line for each argument, whatever is in the file. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/feed.h"
#include "ingest/stream.h"

static void put(json_t *object, const char *name, struct str value)
{
    if (value.len)
        json_object_set_new(object, name, json_stringn(value.ptr, value.len));
}

static void put_text(json_t *object, const char *name, const struct feed_text *text, struct arena *arena,
                     const struct limits *limits)
{
    struct str plain;
    if (!text->value.len)
        return;
    json_t *about = json_object();
    put(about, "value", text->value);
    put(about, "language", text->language);
    json_object_set_new(about, "html", json_boolean(text->html));
    if (feed_plain(arena, text, limits, name, &plain, NULL))
        put(about, "plain", plain);
    json_object_set_new(object, name, about);
}

static json_t *item_json(const struct feed_item *item, struct arena *arena, const struct limits *limits)
{
    json_t *object = json_object();
    put(object, "key", item->key);
    put(object, "url", item->url);
    put(object, "published", item->published);
    put(object, "updated", item->updated);
    put(object, "author", item->author);
    put(object, "language", item->language);
    put_text(object, "title", &item->title, arena, limits);
    put_text(object, "summary", &item->summary, arena, limits);
    put_text(object, "content", &item->content, arena, limits);
    return object;
}

static json_t *feed_json(const struct feed *feed, struct arena *arena, const struct limits *limits)
{
    json_t *object = json_object(), *items = json_array();
    for (size_t i = 0; i < feed->items.count; i++)
        json_array_append_new(items, item_json(&feed->items.items[i], arena, limits));
    json_object_set_new(object, "feed", item_json(&feed->about, arena, limits));
    json_object_set_new(object, "entries", items);
    put(object, "problem", str_of(feed->problem.text));
    return object;
}

static json_t *read_file(struct arena *arena, const char *path, struct str url)
{
    struct stream stream = {0};
    struct limits limits = limits_usual();
    struct origin origin = {.name = str_of(path), .url = url};
    struct feed feed;
    struct str bytes;
    readout_error error = {0};
    json_t *object = NULL;
    if (stream_open(&stream, path, &error) &&
        stream_all(&stream, limits.most[LIMIT_SIZE], &bytes, &error) == STREAM_OK &&
        feed_read(arena, bytes, &origin, &limits, &feed, &error))
        object = feed_json(&feed, arena, &limits);
    if (!object)
        object = json_pack("{s:s}", "error", error.text);
    json_object_set_new(object, "file", json_string(path));
    stream_free(&stream);
    return object;
}

static void print_file(struct arena *arena, char *argument)
{
    char *equals = strchr(argument, '=');
    if (equals)
        *equals++ = 0;
    json_t *object = read_file(arena, argument, str_of(equals));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
    arena_reset(arena, 0);
}

int main(int count, char **arguments)
{
    struct arena arena;
    char line[4096];
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        return 3;
    for (int i = 1; i < count && strcmp(arguments[1], "-") != 0; i++)
        print_file(&arena, arguments[i]);
    while (count == 2 && strcmp(arguments[1], "-") == 0 && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        print_file(&arena, line);
    }
    arena_free(&arena);
    return 0;
}
