/* round.c - see round.h. */
#include "view/round.h"

#include "base/buffer.h"
#include "base/calendar.h"
#include "view/put.h"

const char *const round_names[ROUND_VALUES] = {"process", "number", "place", "from", "to", "status",
                                               "participants", "mediators", "reports", "meetings", "reason"};

static struct value text(struct arena *arena, struct str value)
{
    return (struct value){.kind = value.len ? VALUE_TEXT : VALUE_NONE, .text = str_copy(arena, value)};
}

static struct value day(struct arena *arena, long number)
{
    char out[11] = "";
    if (number != STORY_NO_DAY)
        calendar_print(number, out);
    return text(arena, str_of(out));
}

static struct str name_actor(const struct story *story, uint32_t item)
{
    return story->actors.items[item].name;
}

static struct str name_report(const struct story *story, uint32_t item)
{
    return story->facts->reports.items[item].id;
}

static struct str name_meeting(const struct story *story, uint32_t item)
{
    return story->meetings.items[item].key;
}

/* A JSON array of the names of the items. */
static struct value list(struct arena *arena, const struct story *story, const struct actor_list *items,
                         struct str name(const struct story *story, uint32_t item))
{
    struct buffer out = {0};
    put_open(&out, NULL, '[');
    for (size_t i = 0; i < items->count; i++) {
        put_comma(&out);
        put_string(&out, name(story, items->items[i]));
    }
    buffer_byte(&out, ']');
    bool failed = out.failed;
    struct str made = failed ? STR("") : str_copy(arena, buffer_str(&out));
    buffer_free(&out);
    if (failed)
        arena_fail(arena);
    return (struct value){.kind = VALUE_LIST, .text = made};
}

void round_values(struct arena *arena, const struct story *story, struct str process, const struct round *round,
                  struct value values[ROUND_VALUES])
{
    const struct value made[ROUND_VALUES] = {
        text(arena, process),
        {.kind = round->number ? VALUE_NUMBER : VALUE_NONE, .number = round->number},
        text(arena, round->place),
        day(arena, round->from),
        day(arena, round->to),
        text(arena, str_of(event_status_names[round->status])),
        list(arena, story, &round->participants, name_actor),
        list(arena, story, &round->mediators, name_actor),
        list(arena, story, &round->reports, name_report),
        list(arena, story, &round->meetings, name_meeting),
        text(arena, round->reason)};
    memcpy(values, made, sizeof made);
}
