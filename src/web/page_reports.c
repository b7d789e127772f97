/* page_reports.c - the reports: how many there are of which days and outlets, and a table of them, each with its day, as
 * given or inferred and why, the facts read from it, and the others of its voice and event.
 *
 * The twins are rows of VIEW_REPORTS for the reports that the page lists, with the columns of `readout reports --json` but
 * `dated`. Reports in other languages, from which nothing is read, are in neither; the page says how many there are. */
#include "base/map.h"
#include "merge/dating.h"
#include "view/dating.h"
#include "view/rows.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/draw_coverage.h"
#include "web/facet.h"
#include "web/list.h"
#include "web/pages.h"

/* What of a row of the view is shown. */
struct shown_report {
    struct str title;
    struct str counts; /* "12 statements, 3 figures" */
};

struct reports {
    struct call *call;
    struct list_reports all;
    struct actor_list chosen;
    struct paging paging;
    struct map places; /* of this page, by name */
    struct shown_report shown[FRAME_ROWS];
    const uint32_t *of_voice, *of_event; /* how many reports, by number of voice and event */
};

static const struct story_report *report_at(const struct reports *page, uint32_t report)
{
    return &page->call->story->facts->reports.items[report];
}

static bool choose(struct call *call, struct reports *page)
{
    bool oldest_first = call_oldest_first(call);
    struct search_terms terms = search_terms_of(&call->arena, call->query.values[PARAM_WORDS]);
    *page = (struct reports){.call = call, .all = list_reports_of(call, oldest_first)};
    if (!list_narrow(call, &page->all, &terms, true))
        return false;
    for (size_t i = 0; i < page->all.count; i++) {
        uint32_t report = page->all.order[i];
        if (page->all.wanted[report] && (!call->choice.by_actor || call->choice.named[report]))
            *ARENA_PUSH(&call->arena, page->chosen) = report;
    }
    page->paging = frame_paging(call, page->chosen.count);
    return true;
}

/* Rows of the reports from `first` on; NULL and the call's error. */
static struct rows *open_rows(const struct reports *page, size_t first, size_t count)
{
    struct call *call = page->call;
    struct str *names = arena_take(&call->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = report_at(page, page->chosen.items[first + i])->id;
    struct filter filter = {.newest_first = !call_oldest_first(call),
                            .reports = list_names(call, names, count)};
    return rows_open(call->store, VIEW_REPORTS, &filter, &call->error);
}

/* --- what the table shows */

static struct str counts_of(struct arena *arena, const struct row *row)
{
    static const char *const kinds[][3] = {
        {"meetings", "meeting", "meetings"},    {"trips", "trip", "trips"},
        {"statements", "statement", "statements"}, {"proposals", "proposal", "proposals"},
        {"positions", "position", "positions"}, {"talks", "state of talks", "states of talks"},
        {"figures", "figure", "figures"},
    };
    struct str_list counts = {0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        double count = row_value(row, kinds[i][0])->number;
        if (count > 0)
            *ARENA_PUSH(arena, counts) = text_format(arena, "%.0f %s", count, kinds[i][count == 1 ? 1 : 2]);
    }
    return text_join(arena, &counts, ", ");
}

static void take_row(void *context, const struct row *row)
{
    struct reports *page = context;
    struct arena *arena = &page->call->arena;
    uint32_t place = map_get(&page->places, row_value(row, "report")->text);
    if (place != MAP_NONE)
        page->shown[place] = (struct shown_report){str_copy(arena, row_value(row, "title")->text), counts_of(arena, row)};
}

static bool read_shown(struct reports *page)
{
    struct call *call = page->call;
    for (uint32_t i = 0; i < page->paging.count; i++)
        map_put(&page->places, &call->arena, report_at(page, page->chosen.items[page->paging.first + i])->id, i);
    return call_each_row(call, open_rows(page, page->paging.first, page->paging.count), take_row, page);
}

static void count_groups(struct reports *page)
{
    uint32_t *voices = ARENA_NEW(&page->call->arena, uint32_t, page->all.count + 1);
    uint32_t most = 0;
    for (uint32_t i = 0; i < page->all.count; i++) {
        voices[report_at(page, i)->voice]++;
        most = report_at(page, i)->event > most ? report_at(page, i)->event : most;
    }
    uint32_t *events = ARENA_NEW(&page->call->arena, uint32_t, (size_t)most + 1);
    for (uint32_t i = 0; i < page->all.count; i++)
        events[report_at(page, i)->event]++;
    page->of_voice = voices;
    page->of_event = events;
}

static const struct dating_reason *reason_of(const struct dated *dated)
{
    for (size_t i = 0; i < dated->reasons.count; i++)
        if (dated->reasons.items[i].used)
            return &dated->reasons.items[i];
    return NULL;
}

static void put_day(const struct reports *page, uint32_t report)
{
    struct call *call = page->call;
    struct buffer *out = &call->out;
    const struct dated *dated = &call->story->dating->reports[report];
    const struct dating_reason *reason = reason_of(dated);
    if (dated->given) {
        web_day(out, voice_day(&call->arena, dated->day));
        return;
    }
    struct str days = dating_days(&call->arena, dated);
    HTML(out, "<span class=\"inferred\">");
    web_text(out, days.len ? days : STR("not known"));
    if (reason) {
        HTML(out, " <span class=\"faint\">inferred, ");
        web_text(out, str_of(dating_confidence_names[dated->confidence] ? dating_confidence_names[dated->confidence]
                                                                        : "open"));
        HTML(out, ": ");
        web_text(out, text_cut(&call->arena, text_clean(&call->arena, reason->text), 160));
        HTML(out, "</span>");
    }
    HTML(out, "</span>");
}

/* The others of its voice and of its event. */
static void put_groups(const struct reports *page, uint32_t report)
{
    struct buffer *out = &page->call->out;
    const struct story_report *it = report_at(page, report);
    if (it->voice != report) {
        HTML(out, "copy of ");
        frame_report_link(page->call, it->voice, report_at(page, it->voice)->id);
    } else if (page->of_voice[it->voice] > 1) {
        web_count(out, page->of_voice[it->voice] - 1, "copy", "copies");
    }
    HTML(out, "</td><td class=\"number\" data-label=\"Same event\">");
    if (page->of_event[it->event] > 1)
        web_number(out, page->of_event[it->event]);
}

static void put_report(const struct reports *page, size_t place)
{
    struct call *call = page->call;
    uint32_t report = page->chosen.items[page->paging.first + place];
    const struct shown_report *shown = &page->shown[place];
    const struct story_report *it = report_at(page, report);
    struct buffer *out = &call->out;
    HTML(out, "<tr><td>");
    put_day(page, report);
    HTML(out, "</td><td>");
    web_bdi(out, it->outlet);
    HTML(out, "</td><th scope=\"row\"><bdi>");
    frame_report_link(call, report, shown->title.len ? text_clean(&call->arena, shown->title) : it->id);
    HTML(out, "</bdi></th><td class=\"long\">");
    web_text(out, shown->counts);
    HTML(out, "</td><td>");
    put_groups(page, report);
    HTML(out, "</td></tr>\n");
}

static void put_table(const struct reports *page)
{
    struct call *call = page->call;
    struct buffer *out = &call->out;
    bool oldest = call_oldest_first(call);
    struct query other = query_with(&call->query, PARAM_SORT, oldest ? STR("") : STR("oldest"));
    frame_pages(call, &page->paging);
    if (!page->paging.count)
        return;
    HTML(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Reports\"><table class=\"cards\">\n<thead><tr>"
              "<th scope=\"col\"");
    web_attribute(out, "aria-sort", oldest ? STR("ascending") : STR("descending"));
    HTML(out, "><a");
    query_href(out, call->path, &other);
    HTML(out, ">Day</a></th><th scope=\"col\">Outlet</th><th scope=\"col\">Report</th><th scope=\"col\">Read from it</th>"
              "<th scope=\"col\">Copies</th><th scope=\"col\" class=\"number\">Same event</th></tr></thead>\n"
              "<tbody>\n");
    for (size_t i = 0; i < page->paging.count; i++)
        put_report(page, i);
    HTML(out, "</tbody></table></div>\n");
    if (page->paging.total > page->paging.count)
        frame_pages(call, &page->paging);
}

/* --- coverage */

static void draw(const struct reports *page)
{
    struct call *call = page->call;
    struct list_days days = list_days_of(call, &page->all);
    struct draw_report *reports = arena_take(&call->arena, page->chosen.count + 1, sizeof *reports);
    struct str *names = arena_take(&call->arena, page->all.outlet_count + 1, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < page->chosen.count; i++) {
        uint32_t report = page->chosen.items[i];
        long day = story_report_day(call->story, report);
        if (list_is_among(&days, day))
            reports[count++] = (struct draw_report){day, page->all.outlets[report]};
    }
    for (size_t i = 0; i < page->all.outlet_count; i++)
        names[i] = page->all.outlet_names[i].len ? page->all.outlet_names[i] : STR("outlet not known");
    struct draw_coverage coverage = {.head = {.prefix = "coverage", .title = STR("Reports over time, by outlet")},
                                     .reports = reports, .report_count = count, .outlets = names,
                                     .outlet_count = page->all.outlet_count, .span = {list_span_href, call}};
    if (count)
        draw_coverage(&call->arena, &call->out, &coverage);
    list_put_far(call, page->chosen.count - count);
}

/* Reports that nothing was read from are in no story. */
static bool put_unread(const struct reports *page)
{
    struct call *call = page->call;
    struct coverage coverage;
    if (call->query.values[PARAM_PROCESS].len)
        return true;
    if (!store_coverage(call->store, &coverage, &call->error))
        return false;
    if ((size_t)coverage.reports > page->all.count) {
        HTML(&call->out, "<p class=\"note\">Not listed, for they are not in English and nothing was read from them: ");
        web_count(&call->out, (size_t)coverage.reports - page->all.count, "report", "reports");
        HTML(&call->out, ".</p>\n");
    }
    return true;
}

bool page_reports(struct call *call)
{
    struct reports page;
    if (!choose(call, &page))
        return false;
    if (call->form != FORM_HTML)
        return call_print_rows(call, open_rows(&page, 0, page.chosen.count));
    if (!read_shown(&page))
        return false;
    count_groups(&page);
    struct list_facet facet = list_outlet_facet(call, &page.all, NULL, &page.chosen);
    frame_open(call, &(struct frame){
        .title = "Reports", .twins = 1u << FORM_JSON | 1u << FORM_CSV, .wide = true,
        .summary = "What was read. Words are looked for in titles.",
        .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_ACTOR | 1u << PARAM_OUTLET | 1u << PARAM_WORDS});
    draw(&page);
    list_facets_open(call, &facet, 1);
    put_table(&page);
    bool told = put_unread(&page);
    facets_close(call);
    frame_close(call);
    return told;
}
