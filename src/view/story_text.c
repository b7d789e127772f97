/* story_text.c - see story_text.h. */
#include "view/story_text.h"

#include "view/text.h"
#include "view/voice.h"

struct str story_text_day(struct arena *arena, long day)
{
    return day == STORY_NO_DAY ? STR("undated") : voice_day(arena, day);
}

struct str story_text_source(struct arena *arena, const struct story *story, const struct story_source *source)
{
    return text_format(arena, "[%.*s]", STR_ARGS(voice_source(arena, story, source->report)));
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
