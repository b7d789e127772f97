/* story.c - puts facts together (story.h), and what its parts share (internal.h). */
#include "merge/story.h"

#include <stdarg.h>
#include <stdio.h>

#include "merge/internal.h"
#include "read/calendar.h"

struct str story_format(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    size_t size = length < 0 ? 0 : (size_t)length;
    char *text = arena_take(arena, size + 1, 1);
    vsnprintf(text, size + 1, format, again);
    va_end(again);
    va_end(arguments);
    return str_make(text, size);
}

struct str story_day(struct arena *arena, long day)
{
    char text[11] = "";
    if (day != STORY_NO_DAY)
        calendar_print(day, text);
    return str_copy(arena, str_of(text));
}

struct str story_key(struct arena *arena, struct map *taken, struct str key)
{
    struct str found = key;
    for (unsigned number = 2; map_get(taken, found) != MAP_NONE; number++)
        found = story_format(arena, "%.*s-%u", STR_ARGS(key), number);
    map_put(taken, arena, found, 0);
    return found;
}

struct str story_actor_keys(struct arena *arena, const struct story *story, const struct actor_list *actors)
{
    size_t length = 0;
    for (size_t i = 0; i < actors->count; i++)
        length += story->actors.items[actors->items[i]].key.len + 1;
    char *text = arena_take(arena, length + 1, 1), *at = text;
    for (size_t i = 0; i < actors->count; i++) {
        struct str key = story->actors.items[actors->items[i]].key;
        if (i)
            *at++ = '-';
        memcpy(at, key.ptr, key.len);
        at += key.len;
    }
    return str_make(text, (size_t)(at - text));
}

int story_compare_sources(const struct story_source *a, const struct story_source *b)
{
    if (a->report != b->report)
        return a->report < b->report ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

void story_join_meetings(struct arena *arena, struct story *story)
{
    struct contacts contacts = {.arena = arena, .story = story};
    contacts_collect(&contacts);
    contacts_join(&contacts);
    contacts_write(&contacts);
}

void story_make(struct arena *arena, const struct story_facts *facts, const struct rarity *rarity, struct story *story)
{
    *story = (struct story){.facts = facts, .rarity = rarity};
    story_find_actors(arena, story);
    story_join_meetings(arena, story);
    story_join_proposals(arena, story);
    story_join_positions(arena, story);
    story_find_denials(arena, story);
}
