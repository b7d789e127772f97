/* voice.c - see voice.h. */
#include "view/voice.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "view/text.h"

/* A report of those given, and its voice. */
struct voiced {
    uint32_t voice, at;
};

static int compare_voices(const void *a, const void *b)
{
    const struct voiced *x = a, *y = b;
    if (x->voice != y->voice)
        return x->voice < y->voice ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static int compare_places(const void *a, const void *b)
{
    const struct voiced *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

struct voices voices_of(struct arena *arena, const struct story *story, const struct actor_list *reports)
{
    struct voices voices = {0};
    struct voiced *voiced = arena_take(arena, reports->count + 1, sizeof *voiced);
    size_t first = 0;
    for (uint32_t i = 0; i < reports->count; i++)
        voiced[i] = (struct voiced){story->facts->reports.items[reports->items[i]].voice, i};
    if (reports->count)
        qsort(voiced, reports->count, sizeof *voiced, compare_voices);
    for (size_t i = 0; i < reports->count; i++)
        if (!i || voiced[i].voice != voiced[first - 1].voice)
            voiced[first++] = voiced[i];
    if (first)
        qsort(voiced, first, sizeof *voiced, compare_places);
    for (size_t i = 0; i < first; i++)
        *ARENA_PUSH_ONE(arena, voices.reports) = reports->items[voiced[i].at];
    return voices;
}

struct str voice_day(struct arena *arena, long day)
{
    char text[11] = "";
    if (day != STORY_NO_DAY)
        calendar_print(day, text);
    return str_copy(arena, str_of(text));
}

struct str voice_source(struct arena *arena, const struct story *story, uint32_t report)
{
    const struct story_report *it = &story->facts->reports.items[report];
    struct str day = voice_day(arena, it->day), outlet = text_clean(arena, it->outlet), id = text_clean(arena, it->id);
    return text_format(arena, "%.*s%s%.*s · %.*s", STR_ARGS(outlet), outlet.len ? " " : "",
                       STR_ARGS(day.len ? day : STR("undated")), STR_ARGS(id));
}

struct str_list voices_sources(struct arena *arena, const struct story *story, const struct voices *voices)
{
    struct str_list sources = {0};
    for (size_t i = 0; i < voices->reports.count; i++)
        *ARENA_PUSH(arena, sources) = voice_source(arena, story, voices->reports.items[i]);
    return sources;
}

struct str voices_text(struct arena *arena, const struct str_list *sources, size_t most)
{
    struct str_list named = *sources;
    if (named.count > most)
        named.count = most;
    struct str text = text_join(arena, &named, "; ");
    if (sources->count > most)
        text = text_format(arena, "%.*s; +%zu", STR_ARGS(text), sources->count - most);
    return sources->count > 1 ? text_format(arena, "[%zu voices: %.*s]", sources->count, STR_ARGS(text))
                              : text_format(arena, "[%.*s]", STR_ARGS(text));
}
