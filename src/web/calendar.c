/* calendar.c - see calendar.h. */
#include "web/calendar.h"

#include <utf8proc.h>

#include "base/calendar.h"
#include "base/map.h"
#include "view/item.h"
#include "view/text.h"
#include "web/html.h"
#include "web/server.h"

enum { LINE = 75 /* octets without the line end */, MOST_SOURCES = 5, QUOTE_WIDTH = 400 };

/* The calendar while it is made. */
struct calendar {
    struct call *call;
    struct buffer *out;
    struct str stamp;            /* DTSTAMP: the day of the newest report */
    const struct event_list *events;
    struct map by_key;           /* those that a calendar may have */
    bool *wanted;                /* by event */
    bool *certain;               /* by event: its days are those of the item itself */
};

void calendar_escape(struct buffer *out, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + at,
                                                   (utf8proc_ssize_t)(text.len - at), &character);
        if (length <= 0)
            buffer_add(out, STR("\xef\xbf\xbd"));
        else if (character == '\n')
            buffer_add(out, STR("\\n"));
        else if (!web_steers(character)) {
            if (character == '\\' || character == ';' || character == ',')
                buffer_byte(out, '\\');
            buffer_add(out, str_make(text.ptr + at, (size_t)length));
        }
        at += length > 0 ? (size_t)length : 1;
    }
}

/* How many bytes of the rest, which is UTF-8, go on a line that has room for `room`. */
static size_t fitting(struct str rest, size_t room)
{
    if (rest.len <= room)
        return rest.len;
    while (room > 1 && ((unsigned char)rest.ptr[room] & 0xc0) == 0x80)
        room--;
    return room;
}

void calendar_line(struct buffer *out, const char *name, struct str value)
{
    size_t start = out->len;
    buffer_add(out, str_of(name));
    buffer_byte(out, ':');
    size_t room = LINE - (out->failed ? 0 : out->len - start);
    while (value.len > room) {
        size_t count = fitting(value, room);
        buffer_add(out, str_make(value.ptr, count));
        buffer_add(out, STR("\r\n "));
        value = str_make(value.ptr + count, value.len - count);
        room = LINE - 1;
    }
    buffer_add(out, value);
    buffer_add(out, STR("\r\n"));
}

static void put_text(struct calendar *calendar, const char *name, struct str text)
{
    struct buffer *scratch = &calendar->call->scratch;
    buffer_clear(scratch, scratch->capacity);
    calendar_escape(scratch, text);
    if (text.len && !scratch->failed)
        calendar_line(calendar->out, name, buffer_str(scratch));
    buffer_clear(scratch, scratch->capacity);
}

/* "20240819" */
static struct str date_text(struct arena *arena, long day)
{
    struct calendar_date date = calendar_date(day);
    return text_format(arena, "%04d%02d%02d", date.year, date.month, date.day);
}

static bool has_status(const struct event *event, enum event_status status)
{
    return str_equal(event->status, str_of(event_status_names[status]));
}

/* Whether it is of the statuses that are asked for. */
static bool is_asked(const struct calendar *calendar, const struct event *event)
{
    struct str asked = calendar->call->query.values[PARAM_STATUS];
    if (asked.len)
        return str_equal(event->status, asked);
    return has_status(event, STATUS_PLANNED) || has_status(event, STATUS_POSSIBLE) ||
           has_status(event, STATUS_ONGOING) || has_status(event, STATUS_CANCELLED);
}

static bool is_contact(const struct event *event)
{
    return str_equal(event->event, STR("meeting")) || str_equal(event->event, STR("trip"));
}

static void find_events(struct calendar *calendar)
{
    struct arena *arena = &calendar->call->arena;
    calendar->wanted = ARENA_NEW(arena, bool, calendar->events->count + 1);
    calendar->certain = ARENA_NEW(arena, bool, calendar->events->count + 1);
    for (uint32_t i = 0; i < calendar->events->count; i++) {
        const struct event *event = &calendar->events->items[i];
        if (is_contact(event) && event->from.len && is_asked(calendar, event))
            map_put(&calendar->by_key, arena, event->key, i);
    }
}

/* Whether one of the actors, or its party, is who the parameter names. */
static bool has_actor(const struct call *call, enum param param, const struct actor_list *actors)
{
    const struct identity *all = call->story->actors.items;
    struct str wanted = call->query.values[param];
    bool has = !wanted.len;
    for (size_t i = 0; i < actors->count && !has; i++)
        has = story_actor_is((struct arena *)&call->arena, call->story, actors->items[i], wanted) ||
              str_equal(all[all[actors->items[i]].side].key, wanted);
    return has;
}

/* Whether the days have one in the month that is asked for. */
static bool in_month(struct call *call, struct item_days days)
{
    struct str month = call->query.values[PARAM_MONTH];
    long first;
    if (!month.len)
        return true;
    if (!calendar_parse(text_format(&call->arena, "%.*s-01", STR_ARGS(month)), &first))
        return false;
    struct calendar_date date = calendar_date(first);
    long last = first + calendar_month_length(date.year, date.month) - 1;
    return days.from <= last && (days.to == STORY_NO_DAY ? days.from : days.to) >= first;
}

static void choose_meetings(struct calendar *calendar)
{
    struct call *call = calendar->call;
    for (size_t i = 0; i < call->story->meetings.count; i++) {
        const struct story_meeting *meeting = &call->story->meetings.items[i];
        uint32_t at = map_get(&calendar->by_key, meeting->key);
        if (at == MAP_NONE)
            continue;
        struct item_days days = item_days_of(&meeting->history, meeting->from, meeting->to);
        calendar->certain[at] = meeting->from != STORY_NO_DAY;
        calendar->wanted[at] = item_wants_meeting(&call->arena, &call->choice, meeting) &&
                               has_actor(call, PARAM_PARTY, &meeting->participants) &&
                               has_actor(call, PARAM_MEDIATOR, &meeting->mediators) && in_month(call, days);
    }
}

static void choose_trips(struct calendar *calendar)
{
    struct call *call = calendar->call;
    for (size_t i = 0; i < call->story->trips.count; i++) {
        const struct story_trip *trip = &call->story->trips.items[i];
        struct actor_list who = {&(uint32_t){trip->traveller}, 1, 1};
        uint32_t at = map_get(&calendar->by_key, trip->key);
        if (at == MAP_NONE)
            continue;
        struct item_days days = item_days_of(&trip->history, trip->from, trip->to);
        calendar->certain[at] = trip->from != STORY_NO_DAY;
        calendar->wanted[at] = item_wants_trip(&call->arena, &call->choice, trip) &&
                               has_actor(call, PARAM_PARTY, &who) &&
                               !call->query.values[PARAM_MEDIATOR].len && in_month(call, days);
    }
}

/* Its words, who says so, and how sure its days are. */
static struct str description(struct calendar *calendar, const struct event *event, bool certain)
{
    struct arena *arena = &calendar->call->arena;
    struct str_list sources = event->sources;
    struct str quote = text_cut(arena, text_clean(arena, event->quote), QUOTE_WIDTH);
    size_t more = sources.count > MOST_SOURCES ? sources.count - MOST_SOURCES : 0;
    sources.count -= more;
    struct str text = text_format(arena, "%.*s\n“%.*s”\n%.*s", STR_ARGS(event_course(arena, event)), STR_ARGS(quote),
                                  STR_ARGS(text_join(arena, &sources, "\n")));
    if (more)
        text = text_format(arena, "%.*s\n+%zu", STR_ARGS(text), more);
    return certain ? text : text_format(arena, "Some day in this time.\n%.*s", STR_ARGS(text));
}

/* Called off, sure, or not. */
static struct str status_of(const struct event *event, bool certain)
{
    if (has_status(event, STATUS_CANCELLED))
        return STR("CANCELLED");
    return has_status(event, STATUS_POSSIBLE) || !certain ? STR("TENTATIVE") : STR("CONFIRMED");
}

static void put_url(struct calendar *calendar, struct str key)
{
    struct buffer address = {0};
    struct query scope = query_scope(&calendar->call->query);
    server_put_base(calendar->call->server, &address);
    query_put_under(&address, STR("/item/"), key, &scope);
    if (!address.failed)
        calendar_line(calendar->out, "URL", buffer_str(&address));
    calendar->out->failed = calendar->out->failed || address.failed;
    buffer_free(&address);
}

static void put_event(struct calendar *calendar, const struct event *event, bool certain)
{
    struct arena *arena = &calendar->call->arena;
    long from, to;
    if (!calendar_parse(event->from, &from))
        return;
    if (!event->to.len || !calendar_parse(event->to, &to) || to < from)
        to = from;
    struct str text = event_text(arena, event);
    bool trip = str_equal(event->event, STR("trip")), possible = has_status(event, STATUS_POSSIBLE);
    calendar_line(calendar->out, "BEGIN", STR("VEVENT"));
    put_text(calendar, "UID", text_format(arena, "%.*s@readout", STR_ARGS(event->key)));
    calendar_line(calendar->out, "DTSTAMP", calendar->stamp);
    calendar_line(calendar->out, "DTSTART;VALUE=DATE", date_text(arena, from));
    calendar_line(calendar->out, "DTEND;VALUE=DATE", date_text(arena, to + 1));
    put_text(calendar, "SUMMARY", text_format(arena, "%s%s%.*s", possible ? "Possible: " : "", trip ? "Trip: " : "",
                                              STR_ARGS(text)));
    put_text(calendar, "LOCATION", text_join(arena, &event->places, ", "));
    calendar_line(calendar->out, "STATUS", status_of(event, certain));
    calendar_line(calendar->out, "TRANSP", STR("TRANSPARENT"));
    put_text(calendar, "CATEGORIES", event->status);
    put_text(calendar, "DESCRIPTION", description(calendar, event, certain));
    put_url(calendar, event->key);
    calendar_line(calendar->out, "END", STR("VEVENT"));
}

/* The day of the newest report: what the calendar is of. */
static struct str stamp_of(struct call *call)
{
    long newest = story_newest_day(call->story);
    return text_format(&call->arena, "%.*sT000000Z",
                       STR_ARGS(date_text(&call->arena, newest == STORY_NO_DAY ? 0 : newest)));
}

bool calendar_put(struct call *call)
{
    struct calendar calendar = {.call = call, .out = &call->out, .stamp = stamp_of(call),
                                .events = &call->scope->events};
    find_events(&calendar);
    choose_meetings(&calendar);
    choose_trips(&calendar);
    calendar_line(calendar.out, "BEGIN", STR("VCALENDAR"));
    calendar_line(calendar.out, "VERSION", STR("2.0"));
    calendar_line(calendar.out, "PRODID", STR("-//Readout//Readout " READOUT_VERSION "//EN"));
    calendar_line(calendar.out, "CALSCALE", STR("GREGORIAN"));
    calendar_line(calendar.out, "METHOD", STR("PUBLISH"));
    put_text(&calendar, "X-WR-CALNAME", text_format(&call->arena, "Readout%s%.*s", call->scope->name.len ? ": " : "",
                                                    STR_ARGS(call->scope->name)));
    for (size_t i = 0; i < calendar.events->count; i++)
        if (calendar.wanted[i])
            put_event(&calendar, &calendar.events->items[i], calendar.certain[i]);
    calendar_line(calendar.out, "END", STR("VCALENDAR"));
    return true;
}
