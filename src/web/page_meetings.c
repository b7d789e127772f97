/* page_meetings.c - meetings and trips of the merged record, with what they can be narrowed down by (meeting_list.h).
 *
 * Input: the usual filters; party, mediator, place, status, month; kind=trips; sort=oldest. Output: a list in pages; as
 * JSON and CSV all that is chosen, in the rows of `readout meetings`. */
#include "view/text.h"
#include "view/voice.h"
#include "web/calendar.h"
#include "web/frame.h"
#include "web/meeting_list.h"
#include "web/neighbour.h"
#include "web/pages.h"
#include "web/server.h"
#include "web/timeline_drawing.h"
#include "web/told.h"

enum { MOST_ACTORS = 24, MOST_ACCOUNTS = 6 };

static bool print_twin(struct call *call, const struct meeting_list *list)
{
    struct items items = call_items(call);
    struct item_printer printer = {.out = call_file(call), .form = call->form == FORM_CSV ? ITEM_CSV : ITEM_JSON,
                                   .kind = list->trips ? ITEM_TRIP : ITEM_MEETING};
    return items_print_chosen(&items, &list->numbers, &printer, &call->error);
}

/* --- one item */

static struct str when_of(struct call *call, const struct listed *item)
{
    struct arena *arena = &call->arena;
    struct str days = text_days(arena, voice_day(arena, item->days.from), voice_day(arena, item->days.to));
    if (item->days.from != STORY_NO_DAY)
        return timeline_is_vague(item->days.from, item->days.to)
                   ? text_format(arena, "some time in %.*s", STR_ARGS(days)) : days;
    struct str words = text_clean(arena, item_words(item->days.from, item->history));
    return words.len ? text_format(arena, "“%.*s”", STR_ARGS(words)) : STR("undated");
}

static struct str where_of(struct call *call, const struct listed *item)
{
    struct str_list places = {0};
    for (size_t i = 0; i < item->place_count; i++)
        *ARENA_PUSH(&call->arena, places) = text_clean(&call->arena, item->places[i]);
    return text_join(&call->arena, &places, ", ");
}

/* "1978-09-05…17 held summit, Camp David" */
static void put_heading(struct call *call, const struct listed *item)
{
    struct buffer *out = &call->out;
    struct str where = where_of(call, item);
    HTML(out, "<h2><span class=\"when\">");
    frame_item_link(call, item->key, when_of(call, item));
    HTML(out, "</span>");
    HTML(out, " ");
    told_state(call, str_of(event_status_names[item->status]));
    HTML(out, " ");
    web_text(out, str_of(item->kind));
    if (where.len) {
        HTML(out, ", ");
        web_bdi(out, where);
    }
    if (item->mark)
        told_standing(call, item->mark->standing);
    HTML(out, "</h2>\n");
}

static void put_quote(struct call *call, const struct listed *item)
{
    struct buffer *out = &call->out;
    const struct story_told *telling = item_telling(item->history, item->status);
    HTML(out, "<p>");
    told_words(call, telling->source.quote);
    if (item->reports->count > 1) { /* else it stands below */
        HTML(out, " ");
        told_source(call, &telling->source, telling->journey || item->is_trip ? "trip" : "meeting");
    }
    HTML(out, "</p>\n");
}

/* "planned [A 1978-08-08 · a1] → held [B 1978-09-17 · b2]", where there is more than one step. */
static void put_course(struct call *call, const struct listed *item)
{
    struct buffer *out = &call->out;
    struct item_steps steps = item_course(&call->arena, item->history, item->status);
    if (steps.count < 2)
        return;
    HTML(out, "<p class=\"small\">");
    for (size_t i = 0; i < steps.count; i++) {
        if (i)
            HTML(out, " → ");
        web_text(out, str_of(event_status_names[steps.items[i].status]));
        HTML(out, " [");
        frame_voice_link(call, steps.items[i].report);
        HTML(out, "]");
    }
    HTML(out, "</p>\n");
}

/* Where sources differ in who took part, what each says. */
static void put_attendance(struct call *call, const struct listed *item)
{
    struct buffer *out = &call->out;
    struct items items = call_items(call);
    struct str_list attendance = item_attendance(&items, item->history);
    if (!attendance.count)
        return;
    HTML(out, "<div class=\"note\">Sources differ in who took part:\n<ul>\n");
    for (size_t i = 0; i < attendance.count && i < MOST_ACCOUNTS; i++) {
        HTML(out, "<li>");
        web_bdi(out, attendance.items[i]);
        HTML(out, "</li>\n");
    }
    if (attendance.count > MOST_ACCOUNTS) {
        HTML(out, "<li>");
        web_count(out, attendance.count - MOST_ACCOUNTS, "other account", "other accounts");
        HTML(out, "</li>\n");
    }
    HTML(out, "</ul></div>\n");
}

static void put_item(struct call *call, const struct listed *item)
{
    struct buffer *out = &call->out;
    told_item(call, "li", item->key, item->mark ? item->mark->standing : STANDING_MACHINE, true);
    HTML(out, "\n");
    put_heading(call, item);
    told_who(call, &item->who, item->mediators, MOST_ACTORS);
    put_quote(call, item);
    put_course(call, item);
    HTML(out, "<p class=\"small\">");
    frame_voices(call, item->reports);
    HTML(out, "</p>\n");
    put_attendance(call, item);
    if (item->mark)
        told_marks(call, item->mark);
    HTML(out, "</li>\n");
}

/* --- the page */

static void put_kind(struct call *call, const char *kind, const char *text)
{
    struct query query = query_with(&call->query, PARAM_KIND, str_of(kind));
    if (kind[0])
        query.values[PARAM_MEDIATOR] = STR(""); /* trips have none */
    frame_choice_link(call, &query, str_of(text), str_equal(call->query.values[PARAM_KIND], str_of(kind)));
}

static void put_kinds(struct call *call)
{
    HTML(&call->out, "<nav class=\"pages\" aria-label=\"Meetings or trips\">");
    put_kind(call, "", "Meetings");
    put_kind(call, "trips", "Trips");
    HTML(&call->out, "</nav>\n");
}

/* Newest first: what has a day and is not rejected stands in reverse. */
static void turn_newest_first(const struct meeting_list *list, struct item_numbers *numbers)
{
    size_t dated = 0;
    while (dated < numbers->count && meeting_list_at(list, numbers->items[dated]).days.from != STORY_NO_DAY &&
           (list->trips || numbers->items[dated] < list->call->story->meetings.count))
        dated++;
    for (size_t i = 0; i < dated / 2; i++) {
        uint32_t number = numbers->items[i];
        numbers->items[i] = numbers->items[dated - 1 - i];
        numbers->items[dated - 1 - i] = number;
    }
}

static void put_list(struct call *call, const struct meeting_list *list)
{
    struct paging paging = frame_paging(call, list->numbers.count);
    struct item_numbers numbers = list->numbers;
    if (!call_oldest_first(call))
        turn_newest_first(list, &numbers);
    frame_pages(call, &paging);
    HTML(&call->out, "<ol class=\"items\">\n");
    for (size_t i = 0; i < paging.count; i++) {
        struct listed item = meeting_list_at(list, numbers.items[paging.first + i]);
        put_item(call, &item);
    }
    HTML(&call->out, "</ol>\n");
    if (paging.total > paging.count)
        frame_pages(call, &paging);
}

/* For calendar programs, which have no cookie. */
static void put_calendar_link(struct call *call)
{
    struct query query = query_with(&call->query, PARAM_KEY, server_feed_key(call->server, &call->arena));
    query.values[PARAM_KIND] = query.values[PARAM_SORT] = STR("");
    HTML(&call->out, "<p class=\"feed\"><a rel=\"alternate\" type=\"text/calendar\"");
    query_href(&call->out, STR("/meetings.ics"), &query);
    HTML(&call->out, ">Calendar of what is planned</a> <span class=\"faint\">(iCalendar; who has this address can read "
                     "it without signing in)</span></p>\n");
}

void meetings_items(struct call *call, struct page_items *items)
{
    struct meeting_list list;
    meeting_list_make(call, &list);
    if (!call_oldest_first(call))
        turn_newest_first(&list, &list.numbers);
    for (size_t i = 0; i < list.numbers.count; i++)
        *ARENA_PUSH(&call->arena, items->keys) = meeting_list_at(&list, list.numbers.items[i]).key;
}

bool page_meetings(struct call *call)
{
    struct meeting_list list;
    if (call->form == FORM_ICALENDAR)
        return calendar_put(call);
    meeting_list_make(call, &list);
    if (call->form != FORM_HTML)
        return print_twin(call, &list);
    frame_open(call, &(struct frame){
        .title = "Meetings",
        .summary = "Who met whom, and who travelled where: held, planned, called off. Each once, with all who tell it.",
        .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_ACTOR | 1u << PARAM_PLACE,
        .twins = 1u << FORM_JSON | 1u << FORM_CSV, .wide = true});
    put_kinds(call);
    facet_put_chosen(call, list.facets, FACET_COUNT);
    facets_open(call, "Narrow down");
    for (int i = 0; i < FACET_COUNT; i++)
        facet_put(call, &list.facets[i]);
    facets_between(call);
    frame_orders(call);
    put_list(call, &list);
    put_calendar_link(call);
    facets_close(call);
    frame_close(call);
    return true;
}
