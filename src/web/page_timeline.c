/* page_timeline.c - what happened or was planned, in order of time: a drawing with lanes, and below it the list.
 *
 * Input: the usual filters; all=1: also what one voice alone tells; lanes=process or party; sort=oldest. Output:
 * drawing and list in pages; as JSON and CSV all that is chosen, in the rows of `readout timeline`. */
#include "view/item.h"
#include "view/story_event.h"
#include "view/text.h"
#include "web/frame.h"
#include "web/neighbour.h"
#include "web/pages.h"
#include "web/timeline_drawing.h"
#include "web/told.h"

enum { MOST_ACTORS = 12, TWIN_PART = 1024 };

static bool asks_for_some(const struct choice *choice)
{
    return choice->since != STORY_NO_DAY || choice->until != STORY_NO_DAY || choice->by_actor || choice->place.len;
}

/* Of all events those that the command line shows (choice->borne_out). Returns how many are left out. */
static size_t choose_of_all(struct call *call, struct event_pointers *chosen)
{
    const struct event_list *events = &call->scope->events;
    bool some = call->choice.borne_out && events_have_many_voices(&call->arena, &call->choice);
    for (size_t i = 0; i < events->count; i++)
        if (!some || event_is_borne_out(&events->items[i]))
            *ARENA_PUSH(&call->arena, *chosen) = &events->items[i];
    return events->count - chosen->count;
}

static size_t choose(struct call *call, struct event_pointers *chosen)
{
    struct event_list events = {0};
    if (!asks_for_some(&call->choice))
        return choose_of_all(call, chosen);
    size_t left_out = events_of_story(&call->arena, &call->choice, &events);
    for (size_t i = 0; i < events.count; i++)
        *ARENA_PUSH(&call->arena, *chosen) = &events.items[i];
    return left_out;
}

static bool print_twin(struct call *call, const struct event_pointers *events)
{
    struct items items = call_items(call);
    struct item_printer printer = {.out = call_file(call), .form = call->form == FORM_CSV ? ITEM_CSV : ITEM_JSON,
                                   .kind = ITEM_TIMELINE};
    struct arena_place here = arena_here(&call->arena);
    bool printed = true;
    for (size_t at = 0; printed && (at < events->count || !printer.parts);) {
        for (; at < events->count && items.list.count < TWIN_PART; at++)
            items_make_event(&items, events->items[at]);
        printed = items_print(&printer, &items.list, &call->error);
        items.list = (struct item_list){0};
        arena_back(&call->arena, here);
    }
    items_print_end(&printer);
    return printed;
}

/* --- one event */

/* "meeting, summit, Camp David": what it is besides who takes part. */
static void put_what(struct call *call, const struct event *event)
{
    struct buffer *out = &call->out;
    struct str places = text_join(&call->arena, &event->places, ", ");
    bool is_kind = str_equal(event->event, event->what);
    web_text(out, event->event);
    if (event->what.len && !is_kind) {
        HTML(out, " · ");
        web_bdi(out, text_clean(&call->arena, event->what));
    }
    if (places.len) {
        HTML(out, ", ");
        web_bdi(out, places);
    }
}

static struct str when_of(struct call *call, const struct event *event)
{
    if (timeline_is_vague(event->first, event->last))
        return text_format(&call->arena, "some time in %.*s", STR_ARGS(event->when));
    return event->when.len ? event->when : STR("undated");
}

static void put_event(struct call *call, const struct event *event)
{
    struct buffer *out = &call->out;
    told_item(call, "li", event->key, event->standing, false);
    HTML(out, "\n<h3><span class=\"when\">");
    frame_item_link(call, event->key, when_of(call, event));
    HTML(out, "</span> ");
    told_state(call, event->status);
    HTML(out, " ");
    put_what(call, event);
    told_standing(call, event->standing);
    HTML(out, "</h3>\n");
    told_who(call, &event->who, &event->mediated_by, MOST_ACTORS);
    HTML(out, "<p>");
    told_words(call, event->quote);
    HTML(out, "</p>\n<p class=\"small\">");
    if (event->course.count > 1) {
        web_text(out, event_course(&call->arena, event));
        HTML(out, " · ");
    }
    frame_voices(call, &event->told);
    HTML(out, "</p>\n</li>\n");
}

/* --- the page */

static void put_lane_link(struct call *call, const char *lanes, const char *text, bool chosen)
{
    struct query query = query_with(&call->query, PARAM_LANES, str_of(lanes));
    frame_choice_link(call, &query, str_of(text), chosen);
}

static void put_lanes(struct call *call, bool by_party)
{
    HTML(&call->out, "<nav class=\"pages\" aria-label=\"Lanes\"><span>Lanes</span>");
    put_lane_link(call, "process", "By negotiation", !by_party);
    put_lane_link(call, "party", "By party", by_party);
    HTML(&call->out, "</nav>\n");
}

static void put_left_out(struct call *call, size_t left_out)
{
    bool all = !call->choice.borne_out;
    if (!left_out && !all)
        return;
    struct query query = query_with(&call->query, PARAM_ALL, all ? STR("") : STR("1"));
    HTML(&call->out, "<p class=\"note\">");
    if (all) {
        HTML(&call->out, "Also what one voice alone tells is shown. <a");
    } else {
        web_count(&call->out, left_out, "event that one voice alone tells is", "events that one voice alone tells are");
        HTML(&call->out, " left out. <a");
    }
    query_href(&call->out, call->path, &query);
    buffer_add(&call->out, all ? STR(">Only what more tell</a></p>\n") : STR(">Show all</a></p>\n"));
}

/* Newest first: what has a day stands in reverse, before what has none. */
static void turn_newest_first(struct event_pointers *events)
{
    size_t dated = 0;
    while (dated < events->count && events->items[dated]->first != STORY_NO_DAY)
        dated++;
    for (size_t i = 0; i < dated / 2; i++) {
        const struct event *event = events->items[i];
        events->items[i] = events->items[dated - 1 - i];
        events->items[dated - 1 - i] = event;
    }
}

static void put_list(struct call *call, struct event_pointers *events)
{
    struct paging paging = frame_paging(call, events->count);
    if (!call_oldest_first(call))
        turn_newest_first(events);
    HTML(&call->out, "<section aria-labelledby=\"list\">\n<h2 id=\"list\">Events</h2>\n");
    frame_orders(call);
    frame_pages(call, &paging);
    HTML(&call->out, "<ol class=\"items\">\n");
    for (size_t i = 0; i < paging.count; i++)
        put_event(call, events->items[paging.first + i]);
    HTML(&call->out, "</ol>\n");
    if (paging.total > paging.count)
        frame_pages(call, &paging);
    HTML(&call->out, "</section>\n");
}

void timeline_items(struct call *call, struct page_items *items)
{
    struct event_pointers events = {0};
    bool borne_out = call->choice.borne_out;
    call->choice.borne_out = !call->query.values[PARAM_ALL].len;
    choose(call, &events);
    call->choice.borne_out = borne_out;
    if (!call_oldest_first(call))
        turn_newest_first(&events);
    for (size_t i = 0; i < events.count; i++)
        *ARENA_PUSH(&call->arena, items->keys) = events.items[i]->key;
}

bool page_timeline(struct call *call)
{
    struct event_pointers events = {0};
    struct str lanes = call->query.values[PARAM_LANES];
    bool by_party = lanes.len ? str_equal(lanes, STR("party")) : call->scope->scope.process.len > 0;
    call->choice.borne_out = !call->query.values[PARAM_ALL].len;
    size_t left_out = choose(call, &events);
    if (call->form != FORM_HTML)
        return print_twin(call, &events);
    frame_open(call, &(struct frame){
        .title = "Timeline",
        .summary = "Meetings, trips, proposals, answers and turns of the talks, each once, in order of time.",
        .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_ACTOR | 1u << PARAM_PLACE,
        .twins = 1u << FORM_JSON | 1u << FORM_CSV, .wide = true});
    put_lanes(call, by_party);
    if (events.count)
        timeline_draw(call, &events, by_party);
    put_left_out(call, left_out);
    put_list(call, &events);
    frame_close(call);
    return true;
}
