/* list.c - see list.h; the rows are in list_rows.c. */
#include "web/list.h"

#include "base/ascii.h"
#include "base/calendar.h"
#include "base/map.h"
#include "base/sort.h"
#include "merge/dating.h"
#include "view/voice.h"
#include "web/facet.h"
#include "web/told.h"

/* --- reports */

/* All reports by day; those without one last. */
static const uint32_t *order_of(struct call *call, bool oldest_first)
{
    const struct story *story = call->story;
    size_t count = story->facts->reports.count;
    uint64_t *items = arena_take(&call->arena, count + 1, sizeof *items);
    uint64_t *spare = arena_take(&call->arena, count + 1, sizeof *spare);
    uint32_t *order = arena_take(&call->arena, count + 1, sizeof *order);
    for (uint32_t i = 0; i < count; i++) {
        long day = story_report_day(story, i);
        uint32_t key = (uint32_t)((day < -INT32_MAX / 2 ? -INT32_MAX / 2 : day) + INT32_MAX / 2);
        items[i] = sort_item(day == STORY_NO_DAY ? UINT32_MAX : oldest_first ? key : (uint32_t)INT32_MAX - key, i);
    }
    sort_items(items, spare, count);
    for (size_t i = 0; i < count; i++)
        order[i] = sort_value(items[i]);
    return order;
}

static void number_outlets(struct call *call, struct list_reports *reports)
{
    const struct story_facts *facts = call->story->facts;
    uint32_t *outlets = arena_take(&call->arena, reports->count + 1, sizeof *outlets);
    struct map numbers = {0};
    LIST(struct str) names = {0};
    for (size_t i = 0; i < reports->count; i++) {
        struct str outlet = facts->reports.items[i].outlet;
        uint32_t number = map_get(&numbers, outlet.len ? outlet : STR(" "));
        if (number == MAP_NONE) {
            number = (uint32_t)names.count;
            map_put(&numbers, &call->arena, outlet.len ? outlet : STR(" "), number);
            *ARENA_PUSH(&call->arena, names) = outlet;
        }
        outlets[i] = number;
    }
    reports->outlets = outlets;
    reports->outlet_names = names.items;
    reports->outlet_count = names.count;
}

/* Whether the place is the one that is asked for; each name is looked at once. */
static bool is_place(struct call *call, struct map *known, struct str place)
{
    if (!place.len)
        return false;
    uint32_t told = map_get(known, place);
    if (told == MAP_NONE) {
        told = choice_place(&call->arena, &call->choice, place);
        map_put(known, &call->arena, place, told);
    }
    return told;
}

/* The reports that tell of a contact or journey at the place. */
static bool *at_place(struct call *call)
{
    const struct story_facts *facts = call->story->facts;
    bool *there = ARENA_NEW(&call->arena, bool, facts->reports.count + 1);
    struct map known = {0};
    for (size_t i = 0; i < facts->contacts.count; i++)
        if (is_place(call, &known, facts->contacts.items[i].place))
            there[facts->contacts.items[i].source.report] = true;
    for (size_t i = 0; i < facts->journeys.count; i++)
        for (size_t p = 0; p < facts->journeys.items[i].places.count; p++)
            if (is_place(call, &known, facts->journeys.items[i].places.items[p]))
                there[facts->journeys.items[i].source.report] = true;
    return there;
}

struct list_reports list_reports_of(struct call *call, bool oldest_first)
{
    struct list_reports reports = {.count = call->story->facts->reports.count};
    struct str outlet = call->query.values[PARAM_OUTLET];
    reports.order = order_of(call, oldest_first);
    number_outlets(call, &reports);
    bool *wanted = call->choice.place.len ? at_place(call) : ARENA_NEW(&call->arena, bool, reports.count + 1);
    bool *of = ARENA_NEW(&call->arena, bool, reports.outlet_count + 1);
    for (size_t i = 0; i < reports.outlet_count; i++)
        of[i] = !outlet.len || ascii_same(reports.outlet_names[i], outlet);
    for (uint32_t i = 0; i < reports.count; i++)
        wanted[i] = (wanted[i] || !call->choice.place.len) && of[reports.outlets[i]] &&
                    choice_day(&call->choice, story_report_day(call->story, i));
    reports.wanted = wanted;
    return reports;
}

enum { NARROWED = 12000 /* reports */ };

bool list_narrow(struct call *call, struct list_reports *reports, const struct search_terms *terms, bool title)
{
    const struct story_facts *facts = call->story->facts;
    struct str_list names;
    struct map found = {0};
    bool many;
    if (!terms->count)
        return true;
    if (!store_search_names(call->store, terms, title, title ? 0 : NARROWED, &call->arena, &names, &many, &call->error))
        return false;
    if (many)
        return true;
    map_reserve(&found, &call->arena, names.count);
    for (size_t i = 0; i < names.count; i++)
        map_put(&found, &call->arena, names.items[i], 1);
    bool *wanted = ARENA_NEW(&call->arena, bool, reports->count + 1);
    for (size_t i = 0; i < reports->count; i++)
        wanted[i] = reports->wanted[i] && map_get(&found, facts->reports.items[i].id) != MAP_NONE;
    reports->wanted = wanted;
    return true;
}

enum { FAR_PARTS = 250 /* of how many reports one may be far on each side */, FAR_TIMES = 3 };

struct list_days list_days_of(struct call *call, const struct list_reports *reports)
{
    long *days = arena_take(&call->arena, reports->count + 1, sizeof *days);
    size_t count = 0;
    for (size_t i = 0; i < reports->count; i++) {
        long day = story_report_day(call->story, reports->order[i]);
        if (day != STORY_NO_DAY && reports->wanted[reports->order[i]])
            days[count++] = day;
    }
    if (!count)
        return (struct list_days){STORY_NO_DAY, STORY_NO_DAY};
    bool newest_first = days[0] > days[count - 1];
    size_t part = count / FAR_PARTS;
    long first = days[newest_first ? count - 1 : 0], last = days[newest_first ? 0 : count - 1];
    long low = days[newest_first ? count - 1 - part : part], high = days[newest_first ? part : count - 1 - part];
    long room = (high - low + 1) * FAR_TIMES;
    return (struct list_days){low - first > room ? low : first, last - high > room ? high : last};
}

void list_put_far(struct call *call, size_t count)
{
    if (!count)
        return;
    HTML(&call->out, "<p class=\"note\">Not drawn: ");
    web_number(&call->out, (double)count);
    HTML(&call->out, " without a day, or of a day far from all others.</p>\n");
}

/* --- facts */

const struct story_source *list_source(const struct list_facts *facts, uint32_t at)
{
    return (const struct story_source *)(const void *)(facts->items + at * facts->size);
}

/* Where the facts of each report begin; one more is the end. */
static const uint32_t *starts_of(struct arena *arena, const struct list_facts *facts, size_t reports)
{
    uint32_t *starts = ARENA_NEW(arena, uint32_t, reports + 2);
    for (uint32_t i = 0; i < facts->count; i++)
        starts[list_source(facts, i)->report + 1]++;
    for (size_t i = 0; i < reports; i++)
        starts[i + 1] += starts[i];
    return starts;
}

static bool is_left_out(const struct call *call, const struct story_source *source)
{
    return !call->choice.rejected && (source->standing == STANDING_REJECTED || source->standing == STANDING_OUT);
}

struct actor_list list_choose(struct call *call, const struct list_reports *reports, const struct list_facts *facts,
                              bool wants(const void *context, uint32_t at), const void *context)
{
    const uint32_t *starts = starts_of(&call->arena, facts, reports->count);
    struct actor_list chosen = {.items = arena_take(&call->arena, facts->count + 1, sizeof(uint32_t)),
                                .capacity = facts->count + 1};
    for (size_t i = 0; i < reports->count; i++) {
        uint32_t report = reports->order[i];
        for (uint32_t at = starts[report]; reports->wanted[report] && at < starts[report + 1]; at++)
            if (!is_left_out(call, list_source(facts, at)) && wants(context, at))
                chosen.items[chosen.count++] = at;
    }
    return chosen;
}

/* --- facets */

size_t list_facet_count(struct list_facet *facet, const uint32_t *counts, size_t count, uint32_t found[LIST_FACET])
{
    facet->shown = sort_greatest(counts, count, LIST_FACET, found);
    for (size_t i = 0; i < count; i++)
        facet->all += counts[i] > 0;
    for (size_t i = 0; i < facet->shown; i++)
        facet->values[i].count = counts[found[i]];
    return facet->shown;
}

struct list_facet list_outlet_facet(struct call *call, const struct list_reports *reports,
                                    const struct list_facts *facts, const struct actor_list *chosen)
{
    struct list_facet facet = {.title = "Outlet", .param = PARAM_OUTLET};
    uint32_t *counts = ARENA_NEW(&call->arena, uint32_t, reports->outlet_count + 1), found[LIST_FACET];
    for (size_t i = 0; i < chosen->count; i++) {
        uint32_t at = chosen->items[i], outlet = reports->outlets[facts ? list_source(facts, at)->report : at];
        counts[outlet] += reports->outlet_names[outlet].len > 0;
    }
    list_facet_count(&facet, counts, reports->outlet_count, found);
    for (size_t i = 0; i < facet.shown; i++)
        facet.values[i].value = facet.values[i].text = reports->outlet_names[found[i]];
    return facet;
}

static void put_facet(struct call *call, const struct list_facet *facet)
{
    struct buffer *out = &call->out;
    HTML(out, "<h2>");
    web_text(out, str_of(facet->title));
    HTML(out, "</h2>\n<ul>\n");
    for (size_t i = 0; i < facet->shown; i++) {
        const struct list_value *value = &facet->values[i];
        bool current = ascii_same(value->value, call->query.values[facet->param]);
        facet_put_link_to(call, facet->param, current ? STR("") : value->value, value->text, value->count, current);
    }
    HTML(out, "</ul>\n");
    if (facet->all > facet->shown) {
        HTML(out, "<p class=\"faint\">and ");
        web_number(out, (double)(facet->all - facet->shown));
        HTML(out, " more</p>\n");
    }
}

void list_facets_open(struct call *call, const struct list_facet *facets, size_t count)
{
    facets_open(call, "Most frequent");
    for (size_t i = 0; i < count; i++)
        if (facets[i].shown)
            put_facet(call, &facets[i]);
    facets_between(call);
}

/* --- items */

void list_put_report(struct call *call, uint32_t report)
{
    const struct story_report *it = &call->story->facts->reports.items[report];
    const struct dated *dated = &call->story->dating->reports[report];
    struct buffer *out = &call->out;
    HTML(out, "<span class=\"source\">");
    web_bdi(out, it->outlet);
    if (it->outlet.len)
        HTML(out, " ");
    web_day(out, voice_day(&call->arena, dated->day));
    if (dated->day == STORY_NO_DAY)
        HTML(out, "undated");
    else if (!dated->given)
        HTML(out, " (inferred)");
    HTML(out, " · ");
    frame_report_link(call, report, it->id);
    HTML(out, "</span>");
}

void list_item_open(struct call *call, const char *element, const struct list_facts *facts, uint32_t at)
{
    const struct story_source *source = list_source(facts, at);
    told_item(call, element, frame_fact_name(call, source, facts->kind), source->standing, true);
}

void list_span_href(void *context, long since, long until, struct buffer *out)
{
    struct call *call = context;
    char from[11], to[11];
    calendar_print(since, from);
    calendar_print(until, to);
    struct query query = query_with(&call->query, PARAM_SINCE, str_of(from));
    query.values[PARAM_UNTIL] = str_of(to);
    query_put(out, call->path, &query);
}
