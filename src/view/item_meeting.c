/* item_meeting.c - meetings and trips of the story as rows, with their history (item.h). */
#include <stdlib.h>

#include "base/map.h"
#include "merge/cluster.h"
#include "view/item.h"
#include "view/item_maker.h"
#include "view/put.h"
#include "view/text.h"
#include "view/voice.h"

/* Those who tell the same of who took part. */
struct account {
    struct actor_list participants, mediators, reports;
};
LIST_TYPE(account_list, struct account);

static bool same_set(const struct actor_list *a, const struct actor_list *b)
{
    return a->count == b->count && set_within(a, b);
}

/* What each report says of who took part, the same once; a report that tells it twice names all. */
static struct account_list accounts(struct arena *arena, const struct story_history *history)
{
    struct account_list list = {0};
    for (size_t first = 0, last; first < history->count; first = last) {
        struct account one = {0};
        uint32_t report = history->items[first].source.report;
        for (last = first; last < history->count && history->items[last].source.report == report; last++) {
            set_add_all(arena, &one.participants, &history->items[last].participants);
            set_add_all(arena, &one.mediators, &history->items[last].mediators);
        }
        size_t at = 0;
        while (at < list.count && !(same_set(&list.items[at].participants, &one.participants) &&
                                    same_set(&list.items[at].mediators, &one.mediators)))
            at++;
        if (at == list.count)
            *ARENA_PUSH(arena, list) = one;
        set_add(arena, &list.items[at].reports, report);
    }
    return list;
}

static struct str account_text(const struct items *items, const struct account *one)
{
    struct arena *arena = items->arena;
    struct voices voices = voices_of(arena, items->story, &one->reports);
    struct str_list who = item_actor_names(arena, items->story, &one->participants);
    struct str_list mediators = item_actor_names(arena, items->story, &one->mediators);
    struct str_list sources = voices_sources(arena, items->story, &voices);
    return text_format(arena, "%.*s%s%.*s%s %.*s", STR_ARGS(text_join(arena, &who, ", ")),
                       mediators.count ? " (mediating: " : "", STR_ARGS(text_join(arena, &mediators, ", ")),
                       mediators.count ? ")" : "", STR_ARGS(voices_text(arena, &sources, 2)));
}

struct str_list item_attendance(const struct items *items, const struct story_history *history)
{
    struct account_list list = accounts(items->arena, history);
    struct str_list texts = {0};
    for (size_t i = 0; list.count > 1 && i < list.count; i++)
        *ARENA_PUSH(items->arena, texts) = account_text(items, &list.items[i]);
    return texts;
}

struct str_list item_course_texts(const struct items *items, const struct item_steps *steps, bool sources)
{
    struct arena *arena = items->arena;
    struct str_list texts = {0};
    for (size_t i = 0; i < steps->count; i++) {
        struct str status = str_of(event_status_names[steps->items[i].status]);
        struct str source = sources ? voice_source(arena, items->story, steps->items[i].report) : STR("");
        *ARENA_PUSH(arena, texts) = sources ? text_format(arena, "%.*s [%.*s]", STR_ARGS(status),
                                                          STR_ARGS(source)) : status;
    }
    return texts;
}

static void put_told(const struct items *items, const struct story_told *told)
{
    struct buffer *out = items->scratch;
    struct arena *arena = items->arena;
    struct str_list who = item_actor_names(arena, items->story, &told->participants);
    struct str_list mediators = item_actor_names(arena, items->story, &told->mediators);
    put_open(out, NULL, '{');
    put_text(out, "status", str_of(event_status_names[told->status]));
    put_text(out, "from", voice_day(arena, told->from));
    put_text(out, "to", voice_day(arena, told->to));
    put_text(out, "date_text", told->when);
    put_text(out, "participants", text_join(arena, &who, ", "));
    put_text(out, "mediators", text_join(arena, &mediators, ", "));
    put_text(out, "place", told->place);
    item_put_source(items, &told->source);
    buffer_byte(out, '}');
}

static void add_history(const struct items *items, struct item *item, const struct story_history *history)
{
    item_list_open(items);
    for (size_t i = 0; i < history->count; i++)
        put_told(items, &history->items[i]);
    item_list_close(items, item, "history");
    item->hidden++;
}

struct str item_words(long from, const struct story_history *history)
{
    for (size_t i = 0; from == STORY_NO_DAY && i < history->count; i++)
        if (history->items[i].when.len)
            return history->items[i].when;
    return STR("");
}

/* Days, status, course: what meetings and trips have in common at the start. */
static void add_when(const struct items *items, struct item *item, struct item_days days, enum event_status status,
                     const struct story_history *history)
{
    struct item_steps steps = item_course(items->arena, history, status);
    struct str_list course = item_course_texts(items, &steps, false), notes = item_course_texts(items, &steps, true);
    item_day(items, item, "from", days.from);
    item_day(items, item, "to", days.to);
    item_text(item, "date_text", item_words(days.from, history));
    item_text(item, "status", str_of(event_status_names[status]));
    item_list(items, item, "course", &course);
    if (notes.count > 1)
        *ARENA_PUSH(items->arena, item->notes) = text_join(items->arena, &notes, " → ");
}

/* `mark` NULL: nothing can be decided of it. */
static void add_end(const struct items *items, struct item *item, const struct actor_list *reports, struct str reason,
                    enum event_status status, const struct story_history *history, const struct story_mark *mark)
{
    const struct story_told *telling = item_telling(history, status);
    item_text(item, "quote", telling->source.quote);
    item_told(items, item, reports);
    item_text(item, "reason", reason);
    if (mark)
        item_marked(items, item, mark);
    item->quote = text_clean(items->arena, telling->source.quote);
    add_history(items, item, history);
}

static struct item_days days_of_meeting(const struct story_meeting *meeting)
{
    return item_days_of(&meeting->history, meeting->from, meeting->to);
}

static struct item_days days_of_trip(const struct story_trip *trip)
{
    return item_days_of(&trip->history, trip->from, trip->to);
}

static size_t count_meetings(const struct story *story)
{
    return story->meetings.count;
}

static size_t count_rejected(const struct story *story)
{
    return story->rejected.meetings.count;
}

const struct story_meeting *item_meeting(const struct story *story, uint32_t number)
{
    size_t count = story->meetings.count;
    return number < count ? &story->meetings.items[number] : &story->rejected.meetings.items[number - count];
}

static void make_meeting(struct items *items, uint32_t number)
{
    const struct story_meeting *meeting = item_meeting(items->story, number);
    struct item *item = items_new(items);
    struct str_list attendance = item_attendance(items, &meeting->history);
    item_text(item, "key", meeting->key);
    add_when(items, item, days_of_meeting(meeting), meeting->status, &meeting->history);
    item_text(item, "kind", str_of(meeting_kind_names[meeting->kind]));
    item_names(items, item, "participants", &meeting->participants);
    item_names(items, item, "mediators", &meeting->mediators);
    item_keys(items, item, "participant_keys", &meeting->participants);
    item_keys(items, item, "mediator_keys", &meeting->mediators);
    item_text(item, "place", meeting->place);
    item_list(items, item, "attendance", &attendance);
    for (size_t i = 0; i < attendance.count; i++)
        *ARENA_PUSH(items->arena, item->notes) = attendance.items[i];
    add_end(items, item, &meeting->reports, meeting->reason, meeting->status, &meeting->history,
            &meeting->mark);
}

static void add_tellings(struct items *items, const char *of, struct str key, const struct story_history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        const struct story_told *told = &history->items[i];
        const struct story_report *report = &items->story->facts->reports.items[told->source.report];
        struct item *item = items_new(items);
        item_text(item, of, key);
        item_text(item, "status", str_of(event_status_names[told->status]));
        item_day(items, item, "from", told->from);
        item_day(items, item, "to", told->to);
        item_text(item, "date_text", told->when);
        item_names(items, item, "participants", &told->participants);
        item_names(items, item, "mediators", &told->mediators);
        item_text(item, "place", told->place);
        item_text(item, "report", report->id);
        item_text(item, "outlet", report->outlet);
        item_day(items, item, "published", report->day);
        item_text(item, "voice", items->story->facts->reports.items[report->voice].id);
        item_number(item, "start", told->source.start);
        item_number(item, "end", told->source.end);
        item_text(item, "quote", told->source.quote);
    }
}

/* Items by the day they stand at, those without one last; then by key. */
struct ordered {
    bool last; /* what a person rejected */
    long from, to;
    struct str key;
    uint32_t at;
};

static int compare_ordered(const void *a, const void *b)
{
    const struct ordered *x = a, *y = b;
    if (x->last != y->last)
        return x->last ? 1 : -1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return str_compare(x->key, y->key);
}

static void put_in_order(struct ordered *order, struct item_numbers *numbers)
{
    if (numbers->count)
        qsort(order, numbers->count, sizeof *order, compare_ordered);
    for (size_t i = 0; i < numbers->count; i++)
        numbers->items[i] = order[i].at;
}

static void order_meetings(const struct items *items, struct item_numbers *numbers)
{
    struct ordered *order = arena_take(items->arena, numbers->count + 1, sizeof *order);
    for (size_t i = 0; i < numbers->count; i++) {
        const struct story_meeting *meeting = item_meeting(items->story, numbers->items[i]);
        struct item_days days = days_of_meeting(meeting);
        order[i] = (struct ordered){numbers->items[i] >= items->story->meetings.count,
                                    days.from == STORY_NO_DAY ? LONG_MAX : days.from, days.to, meeting->key,
                                    numbers->items[i]};
    }
    put_in_order(order, numbers);
}

static void order_trips(const struct items *items, struct item_numbers *numbers)
{
    struct ordered *order = arena_take(items->arena, numbers->count + 1, sizeof *order);
    for (size_t i = 0; i < numbers->count; i++) {
        const struct story_trip *trip = &items->story->trips.items[numbers->items[i]];
        struct item_days days = days_of_trip(trip);
        order[i] = (struct ordered){false, days.from == STORY_NO_DAY ? LONG_MAX : days.from, days.to, trip->key,
                                    numbers->items[i]};
    }
    put_in_order(order, numbers);
}

static bool is_meeting_chosen(const struct items *items, uint32_t number)
{
    return item_wants_meeting(items->arena, &items->choice, item_meeting(items->story, number));
}

static void make_meeting_tellings(struct items *items, uint32_t number)
{
    const struct story_meeting *meeting = item_meeting(items->story, number);
    add_tellings(items, "meeting", meeting->key, &meeting->history);
}

const struct item_maker meeting_maker = {count_meetings, count_rejected, is_meeting_chosen, order_meetings,
                                         make_meeting};
const struct item_maker meeting_telling_maker = {count_meetings, count_rejected, is_meeting_chosen, order_meetings,
                                                 make_meeting_tellings};

static size_t count_trips(const struct story *story)
{
    return story->trips.count;
}

static void make_trip(struct items *items, uint32_t number)
{
    const struct story_trip *trip = &items->story->trips.items[number];
    struct item *item = items_new(items);
    item_text(item, "key", trip->key);
    add_when(items, item, days_of_trip(trip), trip->status, &trip->history);
    item_text(item, "traveller", items->story->actors.items[trip->traveller].name);
    item_text(item, "traveller_key", items->story->actors.items[trip->traveller].key);
    item_list(items, item, "destinations", &trip->places);
    if (trip->ordinal)
        item_number(item, "ordinal", trip->ordinal);
    else
        item_text(item, "ordinal", STR(""));
    add_end(items, item, &trip->reports, trip->reason, trip->status, &trip->history, NULL);
}

static bool is_trip_chosen(const struct items *items, uint32_t number)
{
    return item_wants_trip(items->arena, &items->choice, &items->story->trips.items[number]);
}

static void make_trip_tellings(struct items *items, uint32_t number)
{
    const struct story_trip *trip = &items->story->trips.items[number];
    add_tellings(items, "trip", trip->key, &trip->history);
}

const struct item_maker trip_maker = {count_trips, NULL, is_trip_chosen, order_trips, make_trip};
const struct item_maker trip_telling_maker = {count_trips, NULL, is_trip_chosen, order_trips, make_trip_tellings};
