/* item.c - see item.h: what all items are made of, and the short ones. */
#include "view/item.h"

#include <assert.h>

#include "view/item_maker.h"
#include "view/put.h"
#include "view/text.h"
#include "view/voice.h"

struct item *items_new(struct items *items)
{
    struct item *item = ARENA_PUSH(items->arena, items->list);
    item->row.count = 0;
    item->hidden = 0;
    item->quote = STR("");
    item->sources = item->notes = (struct str_list){0};
    return item;
}

static void add_value(struct item *item, const char *name, struct value value)
{
    assert(item->row.count < ROW_SIZE);
    item->row.names[item->row.count] = name;
    item->row.values[item->row.count++] = value;
}

void item_text(struct item *item, const char *name, struct str text)
{
    add_value(item, name, (struct value){.kind = text.len ? VALUE_TEXT : VALUE_NONE, .text = text});
}

void item_number(struct item *item, const char *name, double number)
{
    add_value(item, name, (struct value){.kind = VALUE_NUMBER, .number = number});
}

void item_day(const struct items *items, struct item *item, const char *name, long day)
{
    item_text(item, name, voice_day(items->arena, day));
}

void item_list_open(const struct items *items)
{
    buffer_clear(items->scratch, items->scratch->capacity);
    put_open(items->scratch, NULL, '[');
}

void item_put_source(const struct items *items, const struct story_source *source)
{
    struct buffer *out = items->scratch;
    const struct story_report *report = &items->story->facts->reports.items[source->report];
    put_text(out, "report", report->id);
    put_text(out, "outlet", report->outlet);
    put_text(out, "published", voice_day(items->arena, report->day));
    put_whole(out, "start", source->start);
    put_whole(out, "end", source->end);
    put_text(out, "quote", source->quote);
}

void item_list_close(const struct items *items, struct item *item, const char *name)
{
    buffer_byte(items->scratch, ']');
    if (items->scratch->failed)
        arena_fail(items->arena);
    add_value(item, name, (struct value){.kind = VALUE_LIST, .text = str_copy(items->arena,
                                                                              buffer_str(items->scratch))});
}

void item_list(const struct items *items, struct item *item, const char *name, const struct str_list *texts)
{
    item_list_open(items);
    for (size_t i = 0; i < texts->count; i++) {
        put_comma(items->scratch);
        put_string(items->scratch, texts->items[i]);
    }
    item_list_close(items, item, name);
}

struct str_list item_actor_names(struct arena *arena, const struct story *story, const struct actor_list *actors)
{
    struct str_list names = {0};
    for (size_t i = 0; i < actors->count; i++)
        *ARENA_PUSH(arena, names) = text_clean(arena, story->actors.items[actors->items[i]].name);
    return names;
}

void item_names(const struct items *items, struct item *item, const char *name, const struct actor_list *actors)
{
    struct str_list names = item_actor_names(items->arena, items->story, actors);
    item_list(items, item, name, &names);
}

void item_keys(const struct items *items, struct item *item, const char *name, const struct actor_list *actors)
{
    struct str_list keys = {0};
    for (size_t i = 0; i < actors->count; i++)
        *ARENA_PUSH(items->arena, keys) = items->story->actors.items[actors->items[i]].key;
    item_list(items, item, name, &keys);
}

struct str item_process(const struct story *story, const struct actor_list *reports)
{
    const struct story_facts *facts = story->facts;
    uint32_t best = STORY_NO_PROCESS;
    size_t most = 0;
    for (size_t i = 0; i < reports->count; i++) {
        uint32_t process = facts->reports.items[reports->items[i]].process;
        size_t count = 0;
        for (size_t j = 0; j < reports->count; j++)
            count += facts->reports.items[reports->items[j]].process == process;
        if (process != STORY_NO_PROCESS && (count > most || (count == most && process < best))) {
            most = count;
            best = process;
        }
    }
    return best == STORY_NO_PROCESS ? STR("") : facts->processes.items[best];
}

void item_told(const struct items *items, struct item *item, const struct actor_list *reports)
{
    struct voices voices = voices_of(items->arena, items->story, reports);
    struct str_list ids = {0};
    for (size_t i = 0; i < reports->count; i++)
        *ARENA_PUSH(items->arena, ids) = items->story->facts->reports.items[reports->items[i]].id;
    item->sources = voices_sources(items->arena, items->story, &voices);
    item_number(item, "voices", (double)voices.reports.count);
    item_list(items, item, "reports", &ids);
    item_list(items, item, "sources", &item->sources);
    item_text(item, "process", item_process(items->story, reports));
}

void item_marked(const struct items *items, struct item *item, const struct story_mark *mark)
{
    item_text(item, "standing", str_of(standing_names[mark->standing]));
    item_list(items, item, "notes", &mark->notes);
    if (mark->standing != STANDING_MACHINE)
        *ARENA_PUSH(items->arena, item->notes) = story_mark_text(mark);
    for (size_t i = 0; i < mark->notes.count; i++)
        *ARENA_PUSH(items->arena, item->notes) =
            text_format(items->arena, "note: %.*s", STR_ARGS(text_clean(items->arena, mark->notes.items[i])));
}

/* How far things have come; what is called off may be planned again. */
static int phase_of(enum event_status status)
{
    static const int phases[STATUS_COUNT] = {[STATUS_CANCELLED] = 1, [STATUS_POSSIBLE] = 2, [STATUS_PLANNED] = 3,
                                             [STATUS_ONGOING] = 4, [STATUS_HELD] = 5};
    return phases[status];
}

/* What the report says: of several tellings, the one that has come farthest, unless it is called off. */
static enum event_status status_in(const struct story_history *history, size_t first, size_t last)
{
    enum event_status status = history->items[first].status;
    for (size_t i = first + 1; i < last; i++) {
        bool off = history->items[i].status == STATUS_CANCELLED;
        if (off || (status != STATUS_CANCELLED && phase_of(history->items[i].status) > phase_of(status)))
            status = history->items[i].status;
    }
    return status;
}

struct item_steps item_course(struct arena *arena, const struct story_history *history, enum event_status now)
{
    struct item_steps steps = {0};
    enum event_status status = STATUS_UNKNOWN;
    for (size_t first = 0, last; first < history->count; first = last) {
        uint32_t report = history->items[first].source.report;
        for (last = first; last < history->count && history->items[last].source.report == report;)
            last++;
        enum event_status told = status_in(history, first, last);
        if (told == status || (told != STATUS_CANCELLED && phase_of(told) < phase_of(status)))
            continue;
        *ARENA_PUSH(arena, steps) = (struct item_step){status = told, report};
    }
    for (size_t i = history->count; i > 0 && status != now; i--)
        if (history->items[i - 1].status == now)
            *ARENA_PUSH(arena, steps) = (struct item_step){status = now, history->items[i - 1].source.report};
    return steps;
}

struct item_days item_days_of(const struct story_history *history, long from, long to)
{
    for (size_t i = 0; from == STORY_NO_DAY && i < history->count; i++)
        if (history->items[i].from != STORY_NO_DAY)
            return (struct item_days){history->items[i].from, history->items[i].to};
    return (struct item_days){from, to};
}

bool item_wants_meeting(struct arena *arena, const struct choice *choice, const struct story_meeting *meeting)
{
    struct item_days days = item_days_of(&meeting->history, meeting->from, meeting->to);
    return choice_days(choice, days.from, days.to, &meeting->reports) && choice_place(arena, choice, meeting->place) &&
           (choice_actors(choice, &meeting->participants) || choice_actors(choice, &meeting->mediators));
}

bool item_wants_trip(struct arena *arena, const struct choice *choice, const struct story_trip *trip)
{
    struct actor_list who = {&(uint32_t){trip->traveller}, 1, 1};
    struct item_days days = item_days_of(&trip->history, trip->from, trip->to);
    bool there = !choice->place.len;
    for (size_t p = 0; p < trip->places.count && !there; p++)
        there = choice_place(arena, choice, trip->places.items[p]);
    return there && choice_days(choice, days.from, days.to, &trip->reports) && choice_actors(choice, &who);
}

const struct story_told *item_telling(const struct story_history *history, enum event_status now)
{
    for (size_t i = 0; i < history->count; i++)
        if (history->items[i].status == now)
            return &history->items[i];
    return &history->items[0];
}

struct str item_place(struct arena *arena, const struct story_source *source)
{
    return text_format(arena, "%u-%u-%u", (unsigned)source->report, (unsigned)source->start, (unsigned)source->end);
}

static size_t count_actors(const struct story *story)
{
    return story->actors.count;
}

static bool is_actor_chosen(const struct items *items, uint32_t number)
{
    const struct identity *actor = &items->story->actors.items[number];
    return (!items->choice.by_actor || items->choice.wanted[number]) &&
           (actor->mark.standing != STANDING_REJECTED || items->choice.rejected);
}

static void make_actor(struct items *items, uint32_t number)
{
    const struct identity *actor = &items->story->actors.items[number];
    struct item *item = items_new(items);
    item_text(item, "key", actor->key);
    item_text(item, "name", actor->name);
    item_text(item, "kind", str_of(actor_kind_names[actor->kind]));
    item_text(item, "party", actor->party);
    item_list(items, item, "aliases", &actor->aliases);
    item_marked(items, item, &actor->mark);
}

const struct item_maker actor_maker = {count_actors, NULL, is_actor_chosen, NULL, make_actor};

static size_t count_positions(const struct story *story)
{
    return story->positions.count;
}

static size_t count_rejected_positions(const struct story *story)
{
    return story->rejected.positions.count;
}

const struct story_position *item_position(const struct story *story, uint32_t number)
{
    size_t count = story->positions.count;
    return number < count ? &story->positions.items[number] : &story->rejected.positions.items[number - count];
}

static bool is_position_chosen(const struct items *items, uint32_t number)
{
    const struct story_position *position = item_position(items->story, number);
    struct actor_list party = {&(uint32_t){position->party}, 1, 1};
    return choice_days(&items->choice, STORY_NO_DAY, STORY_NO_DAY, &position->reports) &&
           choice_actors(&items->choice, &party);
}

static void make_position(struct items *items, uint32_t number)
{
    const struct story_position *position = item_position(items->story, number);
    struct item *item = items_new(items);
    item_text(item, "key", position->key);
    item_text(item, "party", items->story->actors.items[position->party].name);
    item_text(item, "stance", str_of(stance_names[position->stance]));
    item_text(item, "issue", position->issue);
    item_day(items, item, "first_told", choice_first_day(items->story, &position->reports));
    item_text(item, "quote", position->quote);
    item_told(items, item, &position->reports);
    item_text(item, "reason", position->reason);
    item_marked(items, item, &position->mark);
    item->quote = text_clean(items->arena, position->quote);
}

const struct item_maker position_maker = {count_positions, count_rejected_positions, is_position_chosen, NULL,
                                          make_position};

static size_t count_turns(const struct story *story)
{
    return story->turns.count;
}

static bool is_turn_chosen(const struct items *items, uint32_t number)
{
    const struct story_turn *turn = &items->story->turns.items[number];
    return choice_days(&items->choice, turn->from, turn->to, &turn->reports) &&
           choice_reports(&items->choice, &turn->reports) && !items->choice.place.len;
}

static void make_turn(struct items *items, uint32_t number)
{
    const struct story_turn *turn = &items->story->turns.items[number];
    struct item *item = items_new(items);
    item_text(item, "key", turn->key);
    item_text(item, "state", str_of(talk_state_names[turn->state]));
    item_text(item, "name", turn->name);
    item_day(items, item, "from", turn->from);
    item_day(items, item, "to", turn->to);
    item_text(item, "quote", turn->sources.items[0].quote);
    item_told(items, item, &turn->reports);
    item_text(item, "reason", turn->reason);
    item->quote = text_clean(items->arena, turn->sources.items[0].quote);
}

const struct item_maker turn_maker = {count_turns, NULL, is_turn_chosen, NULL, make_turn};

static size_t count_conflicts(const struct story *story)
{
    return story->conflicts.count;
}

static bool is_conflict_chosen(const struct items *items, uint32_t number)
{
    (void)items;
    (void)number;
    return true;
}

static void make_claim(struct items *items, const struct story_conflict *conflict, size_t at)
{
    const struct story_source *claim = &conflict->claims.items[at];
    const struct story_report *report = &items->story->facts->reports.items[claim->report];
    struct item *item = items_new(items);
    item_text(item, "conflict", conflict->key);
    item_text(item, "kind", str_of(conflict_kind_names[conflict->kind]));
    item_text(item, "about", conflict->about);
    item_text(item, "says", at < conflict->says.count ? conflict->says.items[at] : STR(""));
    item_text(item, "report", report->id);
    item_text(item, "outlet", report->outlet);
    item_day(items, item, "published", report->day);
    item_number(item, "start", claim->start);
    item_number(item, "end", claim->end);
    item_text(item, "quote", claim->quote);
    item_text(item, "revised", conflict->revised ? STR("yes") : STR("no"));
    item_text(item, "reason", conflict->reason);
}

/* One row a claim. */
static void make_conflict(struct items *items, uint32_t number)
{
    const struct story_conflict *conflict = &items->story->conflicts.items[number];
    for (size_t i = 0; i < conflict->claims.count; i++)
        make_claim(items, conflict, i);
}

const struct item_maker conflict_maker = {count_conflicts, NULL, is_conflict_chosen, NULL, make_conflict};
