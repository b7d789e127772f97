/* round.c - see round.h. */
#include "view/round.h"

#include "base/buffer.h"
#include "read/calendar.h"
#include "view/put.h"

enum {
    ROUND_PROCESS, ROUND_NUMBER, ROUND_PLACE, ROUND_FROM, ROUND_TO, ROUND_STATUS, ROUND_PARTICIPANTS,
    ROUND_MEDIATORS, ROUND_REPORTS, ROUND_MEETINGS, ROUND_REASON, ROUND_VALUES
};

struct row round_names(void)
{
    static const char *const names[ROUND_VALUES] = {"process", "number", "place", "from", "to", "status",
                                                    "participants", "mediators", "reports", "meetings", "reason"};
    struct row row = {.count = ROUND_VALUES};
    for (size_t i = 0; i < ROUND_VALUES; i++)
        row.names[i] = names[i];
    return row;
}

static struct value text(struct str value)
{
    return (struct value){.kind = value.len ? VALUE_TEXT : VALUE_NONE, .text = value};
}

static struct value day(struct arena *arena, long number)
{
    char out[11] = "";
    if (number != STORY_NO_DAY)
        calendar_print(number, out);
    return text(str_copy(arena, str_of(out)));
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

struct row round_row(struct arena *arena, const struct story *story, struct str process, const struct round *round)
{
    struct row row = round_names();
    row.values[ROUND_PROCESS] = text(process);
    row.values[ROUND_NUMBER] =
        (struct value){.kind = round->number ? VALUE_NUMBER : VALUE_NONE, .number = round->number};
    row.values[ROUND_PLACE] = text(round->place);
    row.values[ROUND_FROM] = day(arena, round->from);
    row.values[ROUND_TO] = day(arena, round->to);
    row.values[ROUND_STATUS] = text(str_of(event_status_names[round->status]));
    row.values[ROUND_PARTICIPANTS] = list(arena, story, &round->participants, name_actor);
    row.values[ROUND_MEDIATORS] = list(arena, story, &round->mediators, name_actor);
    row.values[ROUND_REPORTS] = list(arena, story, &round->reports, name_report);
    row.values[ROUND_MEETINGS] = list(arena, story, &round->meetings, name_meeting);
    row.values[ROUND_REASON] = text(round->reason);
    return row;
}
