/* timeline_drawing.c - see timeline_drawing.h. */
#include "web/timeline_drawing.h"

#include <stdlib.h>

#include "base/map.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/draw_timeline.h"
#include "web/list.h"

enum { MOST_PARTIES = 8, MOST_PROCESSES = 12, MARGIN_DAYS = 366, NO_LANE = UINT32_MAX };

/* A negotiation or a party, and how many of the events are its. */
struct lane_count {
    uint32_t what, count;
};

struct drawing {
    struct call *call;
    const struct event_pointers *events;
    bool by_party;
    struct map processes;      /* number of each key, from 0 */
    struct lane_count *counts; /* by number of negotiation, or identity of a side */
    size_t count;
    uint32_t *lanes;           /* of each: its lane, or NO_LANE */
    struct str *names;
    size_t lane_count;
    long first, last; /* days that are drawn */
    size_t before, behind; /* events outside of these */
    LIST(struct draw_event) drawn;
    uint32_t *seen; /* of each lane: the last event in it, from 1 */
};

static int compare_counts(const void *a, const void *b)
{
    const struct lane_count *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return (x->what > y->what) - (x->what < y->what);
}

/* The number that an event's negotiation has. */
static uint32_t process_of(const struct drawing *drawing, const struct event *event)
{
    return event->process.len ? map_get(&drawing->processes, event->process) : (uint32_t)MAP_NONE;
}

static uint32_t side_of(const struct drawing *drawing, uint32_t actor)
{
    return drawing->call->story->actors.items[actor].side;
}

static void count_one(struct drawing *drawing, const struct event *event)
{
    uint32_t process = drawing->by_party ? (uint32_t)MAP_NONE : process_of(drawing, event);
    if (process != MAP_NONE)
        drawing->counts[process].count++;
    for (size_t i = 0; drawing->by_party && i < event->who.count; i++)
        drawing->counts[side_of(drawing, event->who.items[i])].count++;
    for (size_t i = 0; drawing->by_party && i < event->mediated_by.count; i++)
        drawing->counts[side_of(drawing, event->mediated_by.items[i])].count++;
}

static void open_counts(struct drawing *drawing)
{
    struct arena *arena = &drawing->call->arena;
    const struct brief_processes *processes = &drawing->call->scope->processes;
    drawing->count = drawing->by_party ? drawing->call->story->actors.count : processes->count;
    drawing->counts = ARENA_NEW(arena, struct lane_count, drawing->count + 1);
    drawing->lanes = arena_take(arena, drawing->count + 1, sizeof *drawing->lanes);
    for (uint32_t i = 0; i < drawing->count; i++) {
        drawing->counts[i].what = i;
        drawing->lanes[i] = NO_LANE;
    }
    for (size_t i = 0; !drawing->by_party && i < processes->count; i++)
        map_put(&drawing->processes, arena, processes->items[i].key, (uint32_t)i);
    for (size_t i = 0; i < drawing->events->count; i++)
        count_one(drawing, drawing->events->items[i]);
}

static struct str lane_name(const struct drawing *drawing, uint32_t what)
{
    const struct call *call = drawing->call;
    return drawing->by_party ? call->story->actors.items[what].name : call->scope->processes.items[what].name;
}

/* Those with the most events. */
static void choose_lanes(struct drawing *drawing)
{
    size_t most = drawing->by_party ? MOST_PARTIES : MOST_PROCESSES, used = 0;
    for (size_t i = 0; i < drawing->count; i++)
        if (drawing->counts[i].count)
            drawing->counts[used++] = drawing->counts[i];
    if (used)
        qsort(drawing->counts, used, sizeof *drawing->counts, compare_counts);
    drawing->lane_count = used < most ? used : most;
    drawing->names = ARENA_NEW(&drawing->call->arena, struct str, drawing->lane_count + 1);
    drawing->seen = ARENA_NEW(&drawing->call->arena, uint32_t, drawing->lane_count + 1);
    for (uint32_t i = 0; i < drawing->lane_count; i++) {
        drawing->lanes[drawing->counts[i].what] = i;
        drawing->names[i] = lane_name(drawing, drawing->counts[i].what);
    }
}

/* --- events */

static void find_days(struct drawing *drawing)
{
    const struct call *call = drawing->call;
    drawing->first = LONG_MIN;
    drawing->last = LONG_MAX;
    if (call->choice.since != STORY_NO_DAY || call->choice.until != STORY_NO_DAY)
        return;
    long first = LONG_MAX, last = LONG_MIN;
    for (uint32_t i = 0; i < call->story->facts->reports.count; i++) {
        long day = story_report_day(call->story, i);
        first = day != STORY_NO_DAY && day < first ? day : first;
        last = day > last ? day : last;
    }
    if (first <= last) {
        drawing->first = first - MARGIN_DAYS;
        drawing->last = last + MARGIN_DAYS;
    }
}

bool timeline_is_vague(long first, long last)
{
    if (first == STORY_NO_DAY || last <= first)
        return false;
    bool week = calendar_weekday(day_clamp(first)) == 1 && last - first == DAYS_A_WEEK - 1;
    return week || (calendar_date(day_clamp(first)).day == 1 && calendar_date(day_clamp(last) + 1).day == 1);
}

static enum event_kind kind_of(const struct event *event)
{
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        if (str_equal(event->event, str_of(event_kind_names[kind])))
            return (enum event_kind)kind;
    return EVENT_MEETING;
}

static struct str href_of(struct call *call, const struct event *event)
{
    struct query query = query_scope(&call->query);
    query.values[PARAM_LIST] = STR("timeline");
    return call_address(call, STR("/item/"), event->key, &query);
}

static struct draw_event draw_of(struct call *call, const struct event *event)
{
    int status = record_name(event_status_names, STATUS_COUNT, event->status);
    return (struct draw_event){
        .from = event->first == STORY_NO_DAY ? DRAW_NO_DAY : event->first,
        .to = event->first == STORY_NO_DAY ? DRAW_NO_DAY : event->last,
        .days = timeline_is_vague(event->first, event->last) ? DAYS_SOME : DAYS_EXACT,
        .kind = kind_of(event),
        .status = status > 0 ? (enum event_status)status : STATUS_UNKNOWN,
        .label = event_text(&call->arena, event),
        .href = href_of(call, event),
        .state = status > 0 ? STR("") : event->status,
    };
}

static void add_to_lane(struct drawing *drawing, struct draw_event drawn, uint32_t lane, uint32_t at)
{
    drawn.lane = lane < drawing->lane_count ? lane : (uint32_t)drawing->lane_count;
    if (drawing->seen[drawn.lane] == at)
        return;
    drawing->seen[drawn.lane] = at;
    *ARENA_PUSH(&drawing->call->arena, drawing->drawn) = drawn;
}

static bool add_to_parties(struct drawing *drawing, struct draw_event drawn, const struct actor_list *actors,
                           uint32_t at)
{
    bool added = false;
    for (size_t i = 0; i < actors->count; i++) {
        uint32_t lane = drawing->lanes[side_of(drawing, actors->items[i])];
        if (lane == NO_LANE)
            continue;
        add_to_lane(drawing, drawn, lane, at);
        added = true;
    }
    return added;
}

static void add_event(struct drawing *drawing, const struct event *event, uint32_t at)
{
    if (event->first != STORY_NO_DAY && (event->last < drawing->first || event->first > drawing->last)) {
        drawing->before += event->last < drawing->first;
        drawing->behind += event->first > drawing->last;
        return;
    }
    struct draw_event drawn = draw_of(drawing->call, event);
    if (!drawing->by_party) {
        uint32_t process = process_of(drawing, event);
        add_to_lane(drawing, drawn, process == MAP_NONE ? NO_LANE : drawing->lanes[process], at);
        return;
    }
    bool added = add_to_parties(drawing, drawn, &event->who, at);
    added |= add_to_parties(drawing, drawn, &event->mediated_by, at);
    if (!added)
        add_to_lane(drawing, drawn, NO_LANE, at);
}

/* --- besides the drawing */

/* The lanes with their whole names, each a link to the timeline of it alone. */
static void put_lane(struct drawing *drawing, size_t lane)
{
    struct call *call = drawing->call;
    const struct lane_count *count = &drawing->counts[lane];
    struct str key = drawing->by_party ? call->story->actors.items[count->what].key
                                       : call->scope->processes.items[count->what].key;
    struct query query = query_with(&call->query, drawing->by_party ? PARAM_ACTOR : PARAM_PROCESS, key);
    HTML(&call->out, "<li><a");
    query_href(&call->out, call->path, &query);
    HTML(&call->out, ">");
    web_bdi(&call->out, text_clean(&call->arena, drawing->names[lane]));
    HTML(&call->out, "</a> <span class=\"count\">");
    web_number(&call->out, count->count);
    HTML(&call->out, "</span></li>\n");
}

static void put_lanes(struct drawing *drawing)
{
    struct buffer *out = &drawing->call->out;
    if (drawing->lane_count < 2)
        return;
    HTML(out, "<details><summary>");
    buffer_add(out, drawing->by_party ? STR("One party alone") : STR("One negotiation alone"));
    HTML(out, "</summary>\n<ol>\n");
    for (size_t i = 0; i < drawing->lane_count; i++)
        put_lane(drawing, i);
    HTML(out, "</ol>\n</details>\n");
}

/* `day`: the first or last that is not drawn, where there is one. */
static void put_outside(struct call *call, size_t count, enum param param, long day, const char *words)
{
    struct buffer *out = &call->out;
    if (!count)
        return;
    struct query query = query_with(&call->query, param, voice_day(&call->arena, day_clamp(day)));
    HTML(out, "<p class=\"note\"><a");
    query_href(out, call->path, &query);
    HTML(out, ">");
    web_count(out, count, "event", "events");
    web_text(out, str_of(words));
    HTML(out, "</a></p>\n");
}

void timeline_draw(struct call *call, const struct event_pointers *events, bool by_party)
{
    struct drawing drawing = {.call = call, .events = events, .by_party = by_party};
    open_counts(&drawing);
    choose_lanes(&drawing);
    find_days(&drawing);
    for (uint32_t i = 0; i < events->count; i++)
        add_event(&drawing, events->items[i], i + 1);
    struct str about = by_party ? STR("Meetings, trips, proposals, answers and turns of the talks, by party.")
                                : STR("Meetings, trips, proposals, answers and turns of the talks, by negotiation.");
    struct draw_timeline timeline = {
        .head = {"timeline", STR("Timeline"), about},
        .events = drawing.drawn.items, .event_count = drawing.drawn.count,
        .lanes = drawing.names, .lane_count = drawing.lane_count,
        .span = {list_span_href, call}, .today = DRAW_NO_DAY,
    };
    draw_timeline(&call->arena, &call->out, &timeline);
    put_lanes(&drawing);
    put_outside(call, drawing.before, PARAM_UNTIL, drawing.before ? drawing.first - 1 : 0,
                " told that are over a year before the first report, and not drawn");
    put_outside(call, drawing.behind, PARAM_SINCE, drawing.behind ? drawing.last + 1 : 0,
                " told that are over a year behind the last report, and not drawn");
}
