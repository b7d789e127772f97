/* choice.c - see choice.h. */
#include "view/choice.h"

#include "base/calendar.h"
#include "merge/dating.h"
#include "view/text.h"

static const bool *find_wanted(struct arena *arena, const struct story *story, struct str wanted)
{
    bool *found = ARENA_NEW(arena, bool, story->actors.count + 1);
    story_actors_are(arena, story, wanted, found);
    return found;
}

static const bool *find_named(struct arena *arena, const struct story *story, const bool *wanted)
{
    bool *named = ARENA_NEW(arena, bool, story->facts->reports.count + 1);
    for (size_t i = 0; i < story->actors.count; i++)
        for (size_t r = 0; wanted[i] && r < story->actors.items[i].reports.count; r++)
            named[story->actors.items[i].reports.items[r]] = true;
    return named;
}

static long day_of(const char *text)
{
    long day;
    return text && calendar_parse(str_of(text), &day) ? day : STORY_NO_DAY;
}

struct choice choice_of(struct arena *arena, const struct story *story, const struct filter *filter)
{
    struct choice choice = {.story = story, .since = day_of(filter->since), .until = day_of(filter->until),
                            .rejected = filter->rejected};
    if (filter->place)
        choice.place = text_folded(arena, str_of(filter->place));
    choice.by_actor = filter->actor != NULL;
    if (choice.by_actor) {
        choice.actor = text_folded(arena, str_of(filter->actor));
        choice.wanted = find_wanted(arena, story, str_of(filter->actor));
        choice.named = find_named(arena, story, choice.wanted);
    }
    return choice;
}

long story_report_day(const struct story *story, uint32_t report)
{
    return story->dating->reports[report].day;
}

long choice_first_day(const struct story *story, const struct actor_list *reports)
{
    long first = STORY_NO_DAY;
    for (size_t i = 0; i < reports->count; i++) {
        long day = story_report_day(story, reports->items[i]);
        if (day != STORY_NO_DAY && (first == STORY_NO_DAY || day < first))
            first = day;
    }
    return first;
}

bool choice_day(const struct choice *choice, long day)
{
    bool asked = choice->since != STORY_NO_DAY || choice->until != STORY_NO_DAY;
    return !asked || (day != STORY_NO_DAY && (choice->since == STORY_NO_DAY || day >= choice->since) &&
                      (choice->until == STORY_NO_DAY || day <= choice->until));
}

bool choice_days(const struct choice *choice, long from, long to, const struct actor_list *reports)
{
    if (choice->since == STORY_NO_DAY && choice->until == STORY_NO_DAY)
        return true;
    if (from == STORY_NO_DAY)
        from = to = to != STORY_NO_DAY ? to : choice_first_day(choice->story, reports);
    if (from == STORY_NO_DAY)
        return false;
    to = to == STORY_NO_DAY ? from : to;
    return (choice->since == STORY_NO_DAY || to >= choice->since) &&
           (choice->until == STORY_NO_DAY || from <= choice->until);
}

bool choice_reports(const struct choice *choice, const struct actor_list *reports)
{
    bool found = !choice->by_actor;
    for (size_t i = 0; i < reports->count && !found; i++)
        found = choice->named[reports->items[i]];
    return found;
}

bool choice_actors(const struct choice *choice, const struct actor_list *actors)
{
    bool found = !choice->by_actor;
    for (size_t i = 0; i < actors->count && !found; i++)
        found = choice->wanted[actors->items[i]];
    return found;
}

bool choice_is_place(struct arena *arena, struct str place, struct str wanted)
{
    struct str rest = text_folded(arena, place);
    bool found = str_equal(rest, wanted);
    while (!found && rest.len)
        found = str_equal(str_trim(str_cut(&rest, ',')), wanted);
    return found;
}

bool choice_place(struct arena *arena, const struct choice *choice, struct str place)
{
    return !choice->place.len || choice_is_place(arena, place, choice->place);
}

long story_newest_day(const struct story *story)
{
    long newest = STORY_NO_DAY;
    for (size_t i = 0; i < story->facts->reports.count; i++)
        newest = story->facts->reports.items[i].day > newest ? story->facts->reports.items[i].day : newest;
    return newest;
}
