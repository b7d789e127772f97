/* story.c - puts facts together (story.h), and what its parts share (internal.h). */
#include "merge/story.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "merge/dating.h"
#include "merge/internal.h"

const char *const conflict_kind_names[CONFLICT_KIND_COUNT] = {"place", "date",       "answer", "denial",
                                                              "attendance", "held", "figure", "state"};

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
    uint32_t number = map_get(taken, key); /* the first that is not known to be taken */
    if (number != MAP_NONE) {
        do
            found = story_format(arena, "%.*s-%u", STR_ARGS(key), (unsigned)number++);
        while (map_get(taken, found) != MAP_NONE);
        map_put(taken, arena, key, number);
    }
    map_put(taken, arena, found, 2);
    return found;
}

static int compare_texts(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

struct str story_actor_keys(struct arena *arena, const struct story *story, const struct actor_list *actors)
{
    struct str *keys = arena_take(arena, actors->count + 1, sizeof *keys), text = STR("");
    for (size_t i = 0; i < actors->count; i++)
        keys[i] = story->actors.items[actors->items[i]].key;
    if (actors->count)
        qsort(keys, actors->count, sizeof *keys, compare_texts);
    for (size_t i = 0; i < actors->count; i++)
        text = i ? story_format(arena, "%.*s-%.*s", STR_ARGS(text), STR_ARGS(keys[i])) : keys[i];
    return text;
}

int story_compare_sources(const struct story_source *a, const struct story_source *b)
{
    if (a->report != b->report)
        return a->report < b->report ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

void story_claim(struct arena *arena, struct story_conflict *conflict, const struct story_source *source,
                 struct str says)
{
    *ARENA_PUSH(arena, conflict->claims) = *source;
    *ARENA_PUSH(arena, conflict->says) = says;
}

static void join_meetings(struct arena *arena, struct story *story)
{
    struct contacts contacts = {.arena = arena, .story = story};
    contacts_collect(&contacts);
    contacts_join(&contacts);
    contacts_write(&contacts);
}

void story_make(struct arena *arena, const struct story_facts *facts, const struct rarity *rarity, struct story *story)
{
    *story = (struct story){.facts = facts, .rarity = rarity};
    story_count_words(arena, story);
    story_find_actors(arena, story);
    story_decide(arena, story, "actor");
    story_date_reports(arena, story);
    join_meetings(arena, story);
    story_decide(arena, story, "meeting");
    story_join_proposals(arena, story);
    story_decide(arena, story, "proposal");
    story_join_positions(arena, story);
    story_find_denials(arena, story);
    story_find_clashes(arena, story);
    story_decide(arena, story, "conflict");
    story_join_trips(arena, story);
    story_join_turns(arena, story);
    story_follow_proposals(arena, story);
    story_join_codings(arena, story);
    story_decide(arena, story, "event");
    story_find_disputes(arena, story);
}
