/* page_figures.c - quantities as reports give them: those of one unit over time, by outlet, and all in a table, the
 * newest first. Figures that reports give differently lead to their conflict.
 *
 * Its twins, and whom the table says is cited, are rows of VIEW_FIGURES (list_rows.c), so that they have the columns of
 * `readout figures`, for exactly what the page lists. */
#include "base/ascii.h"
#include "base/map.h"
#include "base/sort.h"
#include "view/text.h"
#include "web/draw_figures.h"
#include "web/facet.h"
#include "web/list.h"
#include "web/neighbour.h"
#include "web/pages.h"
#include "web/told.h"

enum { UNITS = 60 /* that are listed */, MOST_POINTS = 12000, QUOTE_COLUMNS = 300 };

struct figures {
    struct call *call;
    const struct story_figure *items;
    struct list_facts facts;
    struct list_reports reports;
    struct actor_list chosen;
    struct str unit;
    /* Units of what the other filters choose. */
    const uint32_t *unit_of; /* by fact */
    struct str_list units;
    uint32_t *unit_counts;
    struct paging paging;
    struct str cited[FRAME_ROWS]; /* of the figures of this page */
};

static bool wants(const void *context, uint32_t at)
{
    const struct figures *page = context;
    const struct story_figure *it = &page->items[at];
    if (page->call->choice.by_actor && !page->call->choice.named[it->source.report])
        return false;
    page->unit_counts[page->unit_of[at]] += it->unit.len > 0;
    return !page->unit.len || ascii_same(it->unit, page->unit);
}

static void number_units(struct figures *page)
{
    struct arena *arena = &page->call->arena;
    uint32_t *unit_of = arena_take(arena, page->facts.count + 1, sizeof *unit_of);
    struct map numbers = {0};
    for (size_t i = 0; i < page->facts.count; i++) {
        struct str unit = page->items[i].unit;
        uint32_t number = map_get(&numbers, unit.len ? unit : STR(" "));
        if (number == MAP_NONE) {
            number = (uint32_t)page->units.count;
            map_put(&numbers, arena, unit.len ? unit : STR(" "), number);
            *ARENA_PUSH(arena, page->units) = unit;
        }
        unit_of[i] = number;
    }
    page->unit_of = unit_of;
    page->unit_counts = ARENA_NEW(arena, uint32_t, page->units.count + 1);
}

static void choose(struct call *call, struct figures *page)
{
    const struct story_facts *facts = call->story->facts;
    *page = (struct figures){.call = call, .items = facts->listed_figures.items, .unit = call->query.values[PARAM_UNIT],
                             .reports = list_reports_of(call, false)};
    page->facts = (struct list_facts){(const char *)page->items, facts->listed_figures.count, sizeof *page->items,
                                      "figure"};
    number_units(page);
    page->chosen = list_choose(call, &page->reports, &page->facts, wants, page);
    page->paging = frame_paging(call, page->chosen.count);
}

/* Two figures may stand at the same bytes. */
static bool same(const void *context, uint32_t at, const struct row *row)
{
    const struct figures *page = context;
    return row_value(row, "value")->number == page->items[at].value &&
           str_equal(row_value(row, "unit")->text, page->items[at].unit);
}

static struct list_rows rows_of(const struct figures *page, size_t first, size_t count)
{
    return (struct list_rows){.call = page->call, .view = VIEW_FIGURES, .facts = &page->facts,
                              .chosen = page->chosen.items + first, .count = count, .same = same, .context = page};
}

static void take_cited(void *context, size_t place, const struct row *row)
{
    struct figures *page = context;
    page->cited[place] = str_copy(&page->call->arena, row_value(row, "attributed_to")->text);
}

/* --- drawing */

/* Series are outlets, those with the most figures first. */
static size_t number_series(const struct figures *page, struct str names[DRAW_SERIES], uint32_t *series)
{
    uint32_t *counts = ARENA_NEW(&page->call->arena, uint32_t, page->reports.outlet_count + 1), found[DRAW_SERIES];
    for (size_t i = 0; i < page->chosen.count; i++)
        counts[page->reports.outlets[page->items[page->chosen.items[i]].source.report]]++;
    size_t count = sort_greatest(counts, page->reports.outlet_count, DRAW_SERIES, found);
    for (size_t i = 0; i < page->reports.outlet_count; i++)
        series[i] = DRAW_SERIES;
    for (uint32_t i = 0; i < count; i++) {
        series[found[i]] = i;
        names[i] = page->reports.outlet_names[found[i]];
        names[i] = names[i].len ? names[i] : STR("outlet not known");
    }
    return count;
}

/* The address of the fact view as frame_source_link has it. */
static struct str fact_address(struct call *call, const struct figures *page, const struct story_source *source)
{
    struct query list = query_with(&call->query, PARAM_LIST, STR("figures"));
    return call_address(call, STR("/item/"), frame_fact_name(call, source, page->facts.kind), &list);
}

static void draw(const struct figures *page)
{
    struct call *call = page->call;
    struct list_days days = list_days_of(call, &page->reports);
    struct str names[DRAW_SERIES];
    uint32_t *series = arena_take(&call->arena, page->reports.outlet_count + 1, sizeof *series);
    struct draw_figures figures = {.head = {.prefix = "figures", .title = STR("Over time")}, .unit = page->unit,
                                   .series = names, .series_count = number_series(page, names, series),
                                   .span = {list_span_href, call}};
    struct draw_point *points = arena_take(&call->arena, MOST_POINTS, sizeof *points);
    size_t far = 0;
    for (size_t i = 0; i < page->chosen.count && figures.point_count < MOST_POINTS; i++) {
        const struct story_figure *it = &page->items[page->chosen.items[i]];
        long day = story_report_day(call->story, it->source.report);
        if (!list_is_among(&days, day)) {
            far++;
            continue;
        }
        points[figures.point_count++] = (struct draw_point){
            .day = day, .value = it->value, .qualifier = it->qualifier, .series = series[page->reports.outlets[it->source.report]],
            .label = it->source.quote, .href = fact_address(call, page, &it->source)};
    }
    figures.points = points;
    if (figures.point_count)
        draw_figures(&call->arena, &call->out, &figures);
    list_put_far(call, far);
    if (figures.point_count == MOST_POINTS && far + MOST_POINTS < page->chosen.count) {
        HTML(&call->out, "<p class=\"note\">Drawn are the newest ");
        web_number(&call->out, MOST_POINTS);
        HTML(&call->out, "; choose days to see others.</p>\n");
    }
}

/* --- units */

static struct list_facet unit_facet(const struct figures *page)
{
    struct list_facet facet = {.title = "Unit", .param = PARAM_UNIT};
    uint32_t found[LIST_FACET];
    list_facet_count(&facet, page->unit_counts, page->units.count, found);
    for (size_t i = 0; i < facet.shown; i++)
        facet.values[i].value = facet.values[i].text = page->units.items[found[i]];
    return facet;
}

/* The most frequent units, each a link to what it counts over time. */
static void put_units(const struct figures *page)
{
    struct buffer *out = &page->call->out;
    uint32_t found[UNITS];
    size_t count = sort_greatest(page->unit_counts, page->units.count, UNITS, found);
    if (!count)
        return;
    HTML(out, "<section aria-labelledby=\"units\">\n<h2 id=\"units\">What is counted</h2>\n<p class=\"note\">Choose one to "
              "see it over time.</p>\n<ul class=\"units\">\n");
    for (size_t i = 0; i < count; i++) {
        struct str unit = page->units.items[found[i]];
        facet_put_link(page->call, PARAM_UNIT, unit, unit, page->unit_counts[found[i]]);
    }
    HTML(out, "</ul>\n</section>\n");
}

/* --- table */

/* The conflict that has the figure among its claims; NULL: none. */
static const struct story_conflict *conflict_of(const struct figures *page, const struct story_source *source)
{
    const struct story_conflicts *conflicts = &page->call->story->conflicts;
    for (size_t i = 0; i < conflicts->count; i++) {
        const struct story_conflict *it = &conflicts->items[i];
        for (size_t c = 0; it->kind == CONFLICT_FIGURE && c < it->claims.count; c++)
            if (it->claims.items[c].report == source->report && it->claims.items[c].start == source->start &&
                it->claims.items[c].end == source->end)
                return it;
    }
    return NULL;
}

static void put_value(const struct figures *page, const struct story_figure *it)
{
    struct buffer *out = &page->call->out;
    const struct story_conflict *conflict = conflict_of(page, &it->source);
    HTML(out, "<td class=\"number\">");
    if (it->qualifier.len) {
        web_text(out, it->qualifier);
        HTML(out, " ");
    }
    web_number(out, it->value);
    HTML(out, "</td><td>");
    web_bdi(out, it->unit);
    told_standing(page->call, it->source.standing);
    if (conflict) {
        HTML(out, " <span class=\"state state-contradicted\">");
        frame_item_link(page->call, conflict->key, STR("told differently"));
        HTML(out, "</span>");
    }
    HTML(out, "</td>");
}

static void put_figure(const struct figures *page, size_t place)
{
    struct call *call = page->call;
    uint32_t at = page->chosen.items[page->paging.first + place];
    const struct story_figure *it = &page->items[at];
    struct buffer *out = &call->out;
    list_item_open(call, "tr", &page->facts, at);
    put_value(page, it);
    HTML(out, "<td><q>");
    web_bdi(out, text_cut(&call->arena, text_clean(&call->arena, it->source.quote), QUOTE_COLUMNS));
    HTML(out, "</q></td><td data-label=\"Cited\">");
    web_bdi(out, text_clean(&call->arena, page->cited[place]));
    HTML(out, "</td><td>");
    list_put_report(call, it->source.report);
    HTML(out, "</td><td>");
    frame_source_link(call, &it->source, page->facts.kind, STR("in the text"));
    HTML(out, "</td></tr>\n");
}

static void put_table(const struct figures *page)
{
    struct buffer *out = &page->call->out;
    HTML(out, "<h2 id=\"list\">Figures, the newest first</h2>\n");
    frame_pages(page->call, &page->paging);
    if (!page->paging.count)
        return;
    HTML(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"list\"><table class=\"cards\">\n<thead><tr>"
              "<th scope=\"col\" class=\"number\">Value</th><th scope=\"col\">Unit</th><th scope=\"col\">Words</th>"
              "<th scope=\"col\">Cited</th><th scope=\"col\">Report</th><th scope=\"col\">Fact</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < page->paging.count; i++)
        put_figure(page, i);
    HTML(out, "</tbody></table></div>\n");
    if (page->paging.total > page->paging.count)
        frame_pages(page->call, &page->paging);
}

void figures_items(struct call *call, struct page_items *items)
{
    struct figures page;
    choose(call, &page);
    items->facts = page.facts;
    items->chosen = page.chosen;
}

bool page_figures(struct call *call)
{
    struct figures page;
    choose(call, &page);
    struct list_rows rows = rows_of(&page, 0, page.chosen.count);
    if (call->form != FORM_HTML)
        return list_print(&rows);
    rows = rows_of(&page, page.paging.first, page.paging.count);
    if (!list_each(&rows, take_cited, &page))
        return false;
    struct list_facet facets[] = {unit_facet(&page),
                                  list_outlet_facet(call, &page.reports, &page.facts, &page.chosen)};
    frame_open(call, &(struct frame){
        .title = "Figures", .about = page.unit, .twins = 1u << FORM_JSON | 1u << FORM_CSV, .wide = true,
        .summary = "Quantities as reports give them, over the days of the reports.",
        .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_ACTOR | 1u << PARAM_OUTLET | 1u << PARAM_UNIT});
    size_t skipped = !page.unit.len; /* all units are listed then */
    list_facets_open(call, facets + skipped, sizeof facets / sizeof *facets - skipped);
    if (page.unit.len)
        draw(&page);
    else
        put_units(&page);
    put_table(&page);
    facets_close(call);
    frame_close(call);
    return true;
}
