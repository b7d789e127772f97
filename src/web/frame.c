/* frame.c - see frame.h. */
#include "web/frame.h"

#include "view/text.h"
#include "view/voice.h"
#include "web/asset.h"
#include "web/routes.h"
#include "web/server.h"

enum { MOST_PROCESSES = 60 /* in the list to choose from */ };

/* A file of the assets, by an address with their version: modules that it names beside itself have it too. */
static void put_asset(struct call *call, const char *attribute, const char *name)
{
    const char *version = assets_version(server_assets(call->server));
    web_attribute(&call->out, attribute, text_format(&call->arena, "/assets/%s/%s", version, name));
}

static void put_assets(struct call *call)
{
    static const char *const sheets[] = {"readout.css", "drawings.css"};
    struct buffer *out = &call->out;
    HTML(out, "<link rel=\"icon\" type=\"image/svg+xml\"");
    put_asset(call, "href", "icon.svg");
    HTML(out, ">\n<script");
    put_asset(call, "src", "first.js");
    HTML(out, "></script>\n");
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        HTML(out, "<link rel=\"stylesheet\"");
        put_asset(call, "href", sheets[i]);
        HTML(out, ">\n");
    }
    HTML(out, "<script type=\"module\"");
    put_asset(call, "src", "readout.mjs");
    HTML(out, "></script>\n");
}

static void put_head(struct call *call, const struct frame *frame)
{
    struct buffer *out = &call->out;
    HTML(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n");
    if (call->status == 503)
        HTML(out, "<meta http-equiv=\"refresh\" content=\"2\">\n");
    if (frame->refresh) {
        HTML(out, "<noscript><meta http-equiv=\"refresh\" content=\"");
        web_number(out, frame->refresh);
        HTML(out, "\"></noscript>\n");
    }
    HTML(out, "<title>");
    if (frame->about.len) {
        web_text(out, text_cut(&call->arena, text_clean(&call->arena, frame->about), 80));
        HTML(out, " · ");
    }
    web_text(out, str_of(frame->title));
    if (call->scope && call->scope->name.len) {
        HTML(out, " · ");
        web_text(out, call->scope->name);
    }
    HTML(out, " · Readout</title>\n");
    put_assets(call);
}

static const char *const form_titles[FORM_COUNT] = {"HTML", "JSON", "CSV", "Atom feed", "iCalendar", "Markdown"};

/* Of the page as it is, in another form. */
static void put_twin_href(struct call *call, enum form form)
{
    struct str path = str_equal(call->path, STR("/")) ? STR("/brief") : call->path;
    path = text_format(&call->arena, "%.*s%s%s", STR_ARGS(path), form_kinds[form].ending, call->rest.len ? "/" : "");
    query_href_under(&call->out, path, call->rest, &call->query);
}

static void put_alternates(struct call *call, const struct frame *frame)
{
    for (int form = FORM_HTML + 1; form < FORM_COUNT; form++)
        if (frame->twins & 1u << form) {
            HTML(&call->out, "<link rel=\"alternate\"");
            web_attribute(&call->out, "type", str_of(form_kinds[form].type));
            web_attribute(&call->out, "title", str_of(form_titles[form]));
            put_twin_href(call, (enum form)form);
            HTML(&call->out, ">\n");
        }
}

static void put_pages(struct call *call)
{
    struct buffer *out = &call->out;
    struct query scope = query_scope(&call->query);
    HTML(out, "<nav aria-label=\"Pages\">\n<ul>\n");
    for (size_t i = 0; i < route_count; i++) {
        if (!routes[i].title)
            continue;
        HTML(out, "<li><a");
        query_href(out, str_of(routes[i].path), &scope);
        if (str_equal(call->path, str_of(routes[i].path)))
            HTML(out, " aria-current=\"page\"");
        HTML(out, ">");
        web_text(out, str_of(routes[i].title));
        HTML(out, "</a></li>\n");
    }
    HTML(out, "</ul>\n</nav>\n");
}

static void put_search(struct call *call)
{
    static const enum param except[] = {PARAM_WORDS, PARAM_COUNT};
    struct query scope = query_scope(&call->query);
    HTML(&call->out, "<form role=\"search\" class=\"search\" action=\"/search\">\n");
    query_fields(&call->out, &scope, except);
    HTML(&call->out, "<label for=\"q\" class=\"hidden\">Search reports and facts</label>\n"
                     "<input type=\"search\" id=\"q\" name=\"q\" placeholder=\"Search\"");
    web_attribute(&call->out, "value", call->query.values[PARAM_WORDS]);
    HTML(&call->out, ">\n<button>Search</button>\n</form>\n");
}

/* Which negotiation: the page stays the same. */
static void put_processes(struct call *call)
{
    static const enum param except[] = {PARAM_PROCESS, PARAM_COUNT};
    const struct brief_processes *processes = &call->scope->processes;
    struct query scope = query_scope(&call->query);
    struct str chosen = call->query.values[PARAM_PROCESS];
    struct buffer *out = &call->out;
    bool listed = !chosen.len;
    HTML(out, "<form class=\"scope\" method=\"get\"");
    web_attribute(out, "action", call->rest.len ? STR("/brief") : call->path);
    HTML(out, ">\n<label for=\"process\">Negotiation</label>\n<select id=\"process\" name=\"process\">\n");
    web_option(out, STR(""), STR("All reports"), !chosen.len);
    for (size_t i = 0; i < processes->count && i < MOST_PROCESSES; i++) {
        listed = listed || str_equal(processes->items[i].key, chosen);
        web_option(out, processes->items[i].key, processes->items[i].name, str_equal(processes->items[i].key, chosen));
    }
    if (!listed)
        web_option(out, chosen, call->scope->name, true);
    HTML(out, "</select>\n");
    query_fields(out, &scope, except);
    HTML(out, "<button>Show</button>\n</form>\n");
}

/* A field of the form of filters. */
struct filter_field {
    enum param param;
    const char *label, *type;
};
static const struct filter_field filter_fields[] = {
    {PARAM_SINCE, "From", "date"},
    {PARAM_UNTIL, "To", "date"},
    {PARAM_ACTOR, "Actor", "text"},
    {PARAM_PARTY, "Party", "text"},
    {PARAM_PLACE, "Place", "text"},
    {PARAM_OUTLET, "Outlet", "text"},
    {PARAM_UNIT, "Unit", "text"},
    {PARAM_WORDS, "Words", "search"},
};

static void put_field(struct call *call, const struct filter_field *field)
{
    struct buffer *out = &call->out;
    struct str name = str_of(param_names[field->param]), value = call->query.values[field->param];
    HTML(out, "<div class=\"field\"><label for=\"filter-");
    web_text(out, name);
    HTML(out, "\">");
    web_text(out, str_of(field->label));
    HTML(out, "</label><input");
    web_attribute(out, "id", text_format(&call->arena, "filter-%.*s", STR_ARGS(name)));
    web_attribute(out, "name", name);
    web_attribute(out, "type", str_of(field->type));
    web_attribute(out, "value", value);
    HTML(out, "></div>\n");
}

static size_t filters_set(const struct call *call, unsigned filters)
{
    size_t count = 0;
    for (int param = 0; param < PARAM_COUNT; param++)
        count += filters & 1u << param && call->query.values[param].len;
    return count;
}

static void put_clear(struct call *call)
{
    struct query none = {0};
    none.values[PARAM_PROCESS] = call->query.values[PARAM_PROCESS];
    HTML(&call->out, "<a class=\"clear\"");
    query_href(&call->out, call->path, &none);
    HTML(&call->out, ">Clear</a>\n");
}

static void put_filter_form(struct call *call, unsigned filters)
{
    enum param except[PARAM_COUNT + 1];
    size_t count = 0;
    struct buffer *out = &call->out;
    for (int param = 0; param < PARAM_COUNT; param++)
        if (filters & 1u << param)
            except[count++] = (enum param)param;
    except[count] = PARAM_COUNT;
    HTML(out, "<form class=\"filters\" method=\"get\" aria-label=\"Filters\"");
    web_attribute(out, "action", call->path);
    HTML(out, ">\n");
    query_fields(out, &call->query, except);
    for (size_t i = 0; i < sizeof filter_fields / sizeof *filter_fields; i++)
        if (filters & 1u << filter_fields[i].param)
            put_field(call, &filter_fields[i]);
    HTML(out, "<button>Filter</button>\n");
    if (filters_set(call, filters))
        put_clear(call);
    HTML(out, "</form>\n");
}

/* On narrow screens they fold; the line that is left says how many are set. */
static void put_filters(struct call *call, unsigned filters)
{
    struct buffer *out = &call->out;
    size_t set = filters_set(call, filters);
    HTML(out, "<details class=\"fold\" open>\n<summary>Filters");
    if (set) {
        HTML(out, ": ");
        web_number(out, (double)set);
        HTML(out, " set");
    }
    HTML(out, "</summary>\n");
    put_filter_form(call, filters);
    HTML(out, "</details>\n");
}

static void put_twins(struct call *call, unsigned twins)
{
    struct buffer *out = &call->out;
    HTML(out, "<p class=\"twins\">This page as");
    for (int form = FORM_HTML + 1; form < FORM_COUNT; form++)
        if (twins & 1u << form) {
            HTML(out, " <a");
            put_twin_href(call, (enum form)form);
            HTML(out, ">");
            web_text(out, str_of(form_titles[form]));
            HTML(out, "</a>");
        }
    HTML(out, "</p>\n");
}

/* What the page is: on one side of its head; its other forms: on the other. */
static void put_title(struct call *call, const struct frame *frame)
{
    struct buffer *out = &call->out;
    HTML(out, "<div class=\"title\">\n<h1>");
    web_text(out, str_of(frame->title));
    if (frame->about.len) {
        HTML(out, " <small>");
        web_bdi(out, text_clean(&call->arena, frame->about));
        HTML(out, "</small>");
    }
    HTML(out, "</h1>\n");
    if (call->scope && call->scope->name.len) { /* on paper there is no list of negotiations that says it */
        HTML(out, "<p class=\"printed\">");
        web_bdi(out, text_clean(&call->arena, call->scope->name));
        HTML(out, "</p>\n");
    }
    if (frame->summary) {
        HTML(out, "<p class=\"summary\">");
        web_text(out, str_of(frame->summary));
        HTML(out, "</p>\n");
    }
    if (frame->twins & ~(1u << FORM_HTML))
        put_twins(call, frame->twins);
    HTML(out, "</div>\n");
}

/* Buttons of what JavaScript adds go into the tools. */
static void put_header(struct call *call)
{
    struct buffer *out = &call->out;
    HTML(out, "<a class=\"skip\" href=\"#main\">Skip to content</a>\n<header>\n<a class=\"brand\" href=\"/\"><img");
    put_asset(call, "src", "icon.svg");
    HTML(out, " alt=\"\" width=\"20\" height=\"20\">Readout</a>\n");
    if (call->scope)
        put_processes(call);
    put_search(call);
    HTML(out, "<div class=\"tools\"></div>\n");
    put_pages(call);
    HTML(out, "</header>\n");
}

void frame_open(struct call *call, const struct frame *frame)
{
    struct buffer *out = &call->out;
    put_head(call, frame);
    put_alternates(call, frame);
    HTML(out, "</head>\n<body>\n");
    put_header(call);
    HTML(out, "<main id=\"main\" tabindex=\"-1\"");
    if (frame->wide)
        HTML(out, " class=\"wide\"");
    HTML(out, ">\n");
    put_title(call, frame);
    if (call->behind)
        HTML(out, "<p class=\"notice\" role=\"status\">The record has changed; this page shows it as it was. It is "
                  "being put together anew.</p>\n");
    if (frame->filters)
        put_filters(call, frame->filters);
}

void frame_close(struct call *call)
{
    struct buffer *out = &call->out;
    HTML(out, "</main>\n<footer>\n<p>");
    if (call->scope) {
        web_count(out, call->story->facts->reports.count, "report", "reports");
        HTML(out, " · ");
    }
    HTML(out, "Readout ");
    web_text(out, str_of(READOUT_VERSION));
    HTML(out, "</p>\n</footer>\n</body>\n</html>\n");
}

struct paging frame_paging(const struct call *call, size_t total)
{
    size_t page = query_number(&call->query, PARAM_PAGE, 1), pages = total ? (total - 1) / FRAME_ROWS + 1 : 1;
    page = page > pages ? pages : page;
    size_t first = (page - 1) * FRAME_ROWS;
    return (struct paging){.first = first, .count = total - first < FRAME_ROWS ? total - first : FRAME_ROWS,
                           .total = total};
}

static void put_page_link(struct call *call, size_t page, const char *rel, const char *text)
{
    struct query query = query_with(&call->query, PARAM_PAGE,
                                    page > 1 ? text_format(&call->arena, "%zu", page) : STR(""));
    HTML(&call->out, " <a");
    web_attribute(&call->out, "rel", str_of(rel));
    query_href(&call->out, call->path, &query);
    HTML(&call->out, ">");
    web_text(&call->out, str_of(text));
    HTML(&call->out, "</a>");
}

/* Whether the address asks for less than all. */
static bool asks(const struct query *query)
{
    bool any = query->values[PARAM_WORDS].len > 0;
    for (int param = PARAM_SINCE; param <= PARAM_ISSUE; param++)
        any = any || query->values[param].len;
    return any;
}

void frame_range(struct call *call, const struct paging *paging)
{
    struct buffer *out = &call->out;
    web_number(out, (double)paging->first + 1);
    HTML(out, "–");
    web_number(out, (double)(paging->first + paging->count));
    HTML(out, " of ");
    web_number(out, (double)paging->total);
}

void frame_pages(struct call *call, const struct paging *paging)
{
    struct buffer *out = &call->out;
    size_t page = paging->first / FRAME_ROWS + 1;
    if (!paging->total) {
        HTML(out, "<p class=\"none\">");
        buffer_add(out, asks(&call->query) ? STR("Nothing in these reports is what the filters ask for.</p>\n")
                                           : STR("Nothing yet.</p>\n"));
        return;
    }
    HTML(out, "<div class=\"pages\" role=\"group\" aria-label=\"Pages of the list\"><span>");
    frame_range(call, paging);
    HTML(out, "</span>");
    if (page > 1)
        put_page_link(call, page - 1, "prev", "Previous");
    if (paging->first + paging->count < paging->total)
        put_page_link(call, page + 1, "next", "Next");
    HTML(out, "</div>\n");
}

/* The parameters of a fact's address: the list that it was come to from, and its filters. */
static struct query from_here(const struct call *call)
{
    struct query query = call->query;
    struct str list = call->path;
    if (call->rest.len)
        return query;
    query.values[PARAM_PAGE] = query.values[PARAM_SOURCE] = query.values[PARAM_FORM] = STR("");
    query.values[PARAM_LIST] = list.len > 1 ? str_make(list.ptr + 1, list.len - 1) : STR("");
    return query;
}

void frame_link(struct call *call, struct str path, struct str rest, const struct query *query, struct str text)
{
    HTML(&call->out, "<a");
    query_href_under(&call->out, path, rest, query);
    HTML(&call->out, ">");
    web_text(&call->out, text);
    HTML(&call->out, "</a>");
}

void frame_choice_link(struct call *call, const struct query *query, struct str text, bool chosen)
{
    HTML(&call->out, "<a");
    query_href(&call->out, call->path, query);
    if (chosen)
        HTML(&call->out, " aria-current=\"true\"");
    HTML(&call->out, ">");
    web_text(&call->out, text);
    HTML(&call->out, "</a> ");
}

static void put_order(struct call *call, const char *sort, const char *text, bool chosen)
{
    struct query query = query_with(&call->query, PARAM_SORT, str_of(sort));
    frame_choice_link(call, &query, str_of(text), chosen);
}

void frame_orders(struct call *call)
{
    bool oldest = call_oldest_first(call);
    HTML(&call->out, "<nav class=\"pages\" aria-label=\"Order\">");
    put_order(call, "", "Newest first", !oldest);
    put_order(call, "oldest", "Oldest first", oldest);
    HTML(&call->out, "</nav>\n");
}

void frame_item_link(struct call *call, struct str key, struct str text)
{
    struct query query = from_here(call);
    frame_link(call, STR("/item/"), key, &query, text);
}

struct str frame_fact_name(struct call *call, const struct story_source *source, const char *kind)
{
    const struct story_report *report = &call->story->facts->reports.items[source->report];
    return text_format(&call->arena, "%.*s:%u-%u:%s", STR_ARGS(report->id), (unsigned)source->start,
                       (unsigned)source->end, kind);
}

void frame_source_link(struct call *call, const struct story_source *source, const char *kind, struct str text)
{
    struct query query = from_here(call);
    frame_link(call, STR("/item/"), frame_fact_name(call, source, kind), &query, text);
}

void frame_report_id_link(struct call *call, struct str report, struct str text)
{
    struct query query = query_scope(&call->query);
    frame_link(call, STR("/report/"), report, &query, text);
}

void frame_report_link(struct call *call, uint32_t report, struct str text)
{
    frame_report_id_link(call, call->story->facts->reports.items[report].id, text);
}

void frame_voice(struct call *call, const struct story *story, uint32_t report)
{
    const struct story_report *it = &story->facts->reports.items[report];
    struct buffer *out = &call->out;
    if (it->outlet.len) {
        web_bdi(out, text_clean(&call->arena, it->outlet));
        HTML(out, " ");
    }
    web_text(out, it->day == STORY_NO_DAY ? STR("undated") : voice_day(&call->arena, it->day));
    HTML(out, " · ");
    web_bdi(out, text_clean(&call->arena, it->id));
}

static void put_voice_link(struct call *call, struct str route, struct str rest, const struct query *query,
                           uint32_t report)
{
    HTML(&call->out, "<a");
    query_href_under(&call->out, route, rest, query);
    HTML(&call->out, ">");
    frame_voice(call, call->story, report);
    HTML(&call->out, "</a>");
}

void frame_voice_link(struct call *call, uint32_t report)
{
    struct query query = query_scope(&call->query);
    put_voice_link(call, STR("/report/"), call->story->facts->reports.items[report].id, &query, report);
}

void frame_source_voice_link(struct call *call, const struct story_source *source, const char *kind)
{
    struct query query = from_here(call);
    put_voice_link(call, STR("/item/"), frame_fact_name(call, source, kind), &query, source->report);
}

void frame_voices(struct call *call, const struct actor_list *reports)
{
    enum { MOST = 3 };
    struct voices voices = voices_of(&call->arena, call->story, reports);
    struct buffer *out = &call->out;
    HTML(out, "<span class=\"voices\">");
    if (reports->count > 1) {
        web_count(out, voices.reports.count, "voice", "voices");
        HTML(out, " of ");
    }
    web_count(out, reports->count, "report", "reports");
    HTML(out, ": ");
    for (size_t i = 0; i < voices.reports.count && i < MOST; i++) {
        HTML(out, "<span class=\"voice\">");
        frame_voice_link(call, voices.reports.items[i]);
        buffer_add(out, i + 1 < voices.reports.count ? STR(";</span> ") : STR("</span>"));
    }
    if (voices.reports.count > MOST) {
        HTML(out, "+");
        web_number(out, (double)(voices.reports.count - MOST));
    }
    HTML(out, "</span>");
}
