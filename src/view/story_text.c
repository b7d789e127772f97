/* story_text.c - see story_text.h. */
#include "view/story_text.h"

#include "read/calendar.h"
#include "view/text.h"

struct str story_text_day(struct arena *arena, long day)
{
    char text[11] = "";
    if (day == STORY_NO_DAY)
        return STR("undated");
    calendar_print(day, text);
    return str_copy(arena, str_of(text));
}

struct str story_text_source(struct arena *arena, const struct story *story, const struct story_source *source)
{
    const struct story_report *report = &story->facts->reports.items[source->report];
    struct str day = story_text_day(arena, report->day), outlet = text_clean(arena, report->outlet);
    return text_format(arena, "[%.*s%s%.*s · %.*s]", STR_ARGS(outlet), outlet.len ? " " : "", STR_ARGS(day),
                       STR_ARGS(text_clean(arena, report->id)));
}

struct str story_text_quote(struct arena *arena, struct str words, size_t width)
{
    struct str cut = text_cut(arena, text_clean(arena, words), width > 2 ? width - 2 : 0);
    return text_format(arena, "“%.*s”", STR_ARGS(cut));
}

struct str story_text_name(const struct story *story, uint32_t who)
{
    return story->actors.items[who].name;
}

struct str story_text_report(const struct story *story, uint32_t report)
{
    return story->facts->reports.items[report].id;
}
