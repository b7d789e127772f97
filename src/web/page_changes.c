/* page_changes.c - what changed in the record since a moment: held, called off, answered, revised, contradicted, new,
 * withdrawn (merge/change.h), and which reports came. */
#include <inttypes.h>

#include "view/change_print.h"
#include "view/text.h"
#include "view/value.h"
#include "view/voice.h"
#include "web/atom.h"
#include "web/changes.h"
#include "web/frame.h"
#include "web/pages.h"
#include "web/server.h"

enum {
    MOST_OF_A_KIND = 50, /* on the page of all kinds */
    MOST_QUOTES = 3,     /* of a change */
    MOST_REPORTS = 100,  /* of a list of reports */
    MOST_RUNS = 30,
    MOST_PROCESSES = 40,
    QUOTE_WIDTH = 240
};

/* The page while it is made. */
struct changing {
    struct call *call;
    const struct moment *moment;
    struct change_report report;
    size_t counts[CHANGE_KIND_COUNT];
    struct map now; /* the reports that there are, by id */
};

static struct query when_query(struct call *call, struct str when)
{
    struct query query = query_with(&call->query, PARAM_WHEN, when);
    query.values[PARAM_KIND] = STR("");
    return query;
}

static void put_when_link(struct call *call, struct str when, struct str text)
{
    struct query query = when_query(call, when);
    frame_link(call, STR("/changes"), STR(""), &query, text);
}

static void put_form(struct call *call)
{
    static const enum param except[] = {PARAM_WHEN, PARAM_KIND, PARAM_COUNT};
    struct buffer *out = &call->out;
    HTML(out, "<form class=\"filters\" method=\"get\" action=\"/changes\" aria-label=\"Compare with\">\n");
    query_fields(out, &call->query, except);
    HTML(out, "<div class=\"field\"><label for=\"when\">Compare with</label><input type=\"text\" id=\"when\" "
              "name=\"when\" size=\"24\" placeholder=\"2024-08-19, run:3\" aria-describedby=\"when-help\"");
    web_attribute(out, "value", call->query.values[PARAM_WHEN]);
    HTML(out, "></div>\n<button>Compare</button>\n<p class=\"faint small\" id=\"when-help\"><code>2024-08-19</code>: "
              "the record as it was before that day. <code>published:2024-08-19</code>: what had been published before "
              "it. <code>run:3</code>: the record after reading run 3. <code>visit</code>: your last visit.</p>\n"
              "</form>\n");
}

static void put_run(struct call *call, const struct row *row)
{
    struct buffer *out = &call->out;
    static const char *const counts[] = {"new", "new_version", "withdrawn"};
    struct str run = text_number(&call->arena, row_value(row, "run")->number);
    HTML(out, "<tr><th scope=\"row\">");
    put_when_link(call, text_format(&call->arena, "run:%.*s", STR_ARGS(run)), run);
    HTML(out, "</th><td>");
    web_text(out, row_text(&call->arena, row, "started"));
    HTML(out, "</td>");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        HTML(out, "<td class=\"number\">");
        web_number(out, row_value(row, counts[i])->number);
        HTML(out, "</td>");
    }
    HTML(out, "</tr>\n");
}

static bool put_runs(struct call *call)
{
    struct filter newest = {.newest_first = true};
    struct rows *rows = rows_open(call->store, VIEW_RUNS, &newest, &call->error);
    const struct row *row = rows ? rows_next(rows, &call->error) : NULL;
    struct buffer *out = &call->out;
    if (row)
        HTML(out, "<details id=\"runs\"><summary>Runs to compare with</summary>\n<div class=\"scroll\" role=\"region\" "
                  "tabindex=\"0\" aria-label=\"Runs\"><table>\n<thead><tr><th scope=\"col\">Run</th><th scope=\"col\">"
                  "Started (UTC)</th><th scope=\"col\">New reports</th><th scope=\"col\">New versions</th>"
                  "<th scope=\"col\">Withdrawn</th></tr></thead>\n<tbody>\n");
    bool any = row != NULL;
    for (size_t count = 0; row && count < MOST_RUNS; row = rows_next(rows, &call->error), count++)
        put_run(call, row);
    if (any)
        HTML(out, "</tbody></table></div></details>\n");
    rows_close(rows);
    return call->error.status == READOUT_OK;
}

/* "outlet date · report", linked where the report still is one; of `story`. */
static void put_source(struct changing *changing, const struct story *story, uint32_t report, bool version)
{
    struct call *call = changing->call;
    const struct story_report *of = &story->facts->reports.items[report];
    uint32_t now = story == changing->report.now ? report : map_get(&changing->now, of->id);
    if (now != MAP_NONE)
        frame_voice_link(call, now);
    else
        frame_voice(call, story, report);
    if (version) {
        HTML(&call->out, ", version ");
        web_number(&call->out, of->version);
    }
}

static void put_quote(struct changing *changing, const struct story *story, const struct story_source *source, bool was)
{
    struct call *call = changing->call;
    struct str quote = text_cut(&call->arena, text_clean(&call->arena, source->quote), QUOTE_WIDTH);
    HTML(&call->out, "<blockquote>");
    if (was)
        HTML(&call->out, "<span class=\"faint\">was</span> ");
    HTML(&call->out, "<q>");
    web_bdi(&call->out, quote);
    HTML(&call->out, "</q><footer>");
    put_source(changing, story, source->report, was);
    HTML(&call->out, "</footer></blockquote>\n");
}

static void put_quotes(struct changing *changing, const struct story *story, const struct story_sources *sources,
                       bool was)
{
    for (size_t i = 0; i < sources->count && i < MOST_QUOTES; i++)
        if (!changes_repeats(sources, i))
            put_quote(changing, story, &sources->items[i], was);
    if (sources->count > MOST_QUOTES) {
        HTML(&changing->call->out, "<p class=\"faint small\">and ");
        web_number(&changing->call->out, (double)(sources->count - MOST_QUOTES));
        HTML(&changing->call->out, " more</p>\n");
    }
}

static void put_change(struct changing *changing, const struct change *change)
{
    struct call *call = changing->call;
    struct buffer *out = &call->out;
    struct str about = text_clean(&call->arena, change->about), detail = change_detail(&call->arena, change);
    HTML(out, "<li class=\"change\"><span class=\"faint\">");
    web_text(out, str_of(change_subject_names[change->subject]));
    HTML(out, "</span> ");
    if (changes_has_item(change))
        frame_item_link(call, change->key, about);
    else
        web_bdi(out, about);
    if (detail.len) {
        HTML(out, " <span class=\"also\">");
        web_text(out, detail);
        HTML(out, "</span>");
    }
    HTML(out, "\n");
    put_quotes(changing, changing->report.then, &change->was_sources, true);
    put_quotes(changing, changing->report.now, &change->sources, false);
    HTML(out, "</li>\n");
}

/* The changes of a kind from `first` on, `count` of them. */
static void put_list(struct changing *changing, enum change_kind kind, size_t first, size_t count)
{
    size_t at = 0;
    HTML(&changing->call->out, "<ol class=\"items changes\">\n");
    for (size_t i = 0; i < changing->report.changes.count && at < first + count; i++) {
        const struct change *change = &changing->report.changes.items[i];
        if (change->kind != kind)
            continue;
        if (at >= first)
            put_change(changing, change);
        at++;
    }
    HTML(&changing->call->out, "</ol>\n");
}

/* The rest of a kind has pages of its own. */
static void put_rest(struct changing *changing, enum change_kind kind)
{
    struct call *call = changing->call;
    struct query query = query_with(&call->query, PARAM_KIND, str_of(change_kind_names[kind]));
    if (changing->counts[kind] <= MOST_OF_A_KIND)
        return;
    HTML(&call->out, "<p class=\"more\"><a");
    query_href(&call->out, STR("/changes"), &query);
    HTML(&call->out, ">All ");
    web_number(&call->out, (double)changing->counts[kind]);
    HTML(&call->out, "</a></p>\n");
}

static void put_kind(struct changing *changing, enum change_kind kind)
{
    struct buffer *out = &changing->call->out;
    bool folded = kind == CHANGE_REGROUPED;
    HTML(out, "<section");
    web_attribute(out, "id", str_of(change_kind_names[kind]));
    HTML(out, ">\n<h2>");
    web_text(out, str_of(change_headings[kind]));
    HTML(out, " <span class=\"count\">");
    web_number(out, (double)changing->counts[kind]);
    HTML(out, "</span></h2>\n");
    if (folded)
        HTML(out, "<details><summary>What is told as before, but put together otherwise</summary>\n");
    put_list(changing, kind, 0, MOST_OF_A_KIND);
    put_rest(changing, kind);
    if (folded)
        HTML(out, "</details>\n");
    HTML(out, "</section>\n");
}

static void put_report_list(struct changing *changing, const char *title, const struct story *story,
                            const struct actor_list *reports)
{
    struct buffer *out = &changing->call->out;
    if (!reports->count)
        return;
    HTML(out, "<details><summary>");
    web_text(out, str_of(title));
    HTML(out, " <span class=\"count\">");
    web_number(out, (double)reports->count);
    HTML(out, "</span></summary>\n<ul class=\"lines\">\n");
    for (size_t i = 0; i < reports->count && i < MOST_REPORTS; i++) {
        HTML(out, "<li>");
        put_source(changing, story, reports->items[i], false);
        HTML(out, "</li>\n");
    }
    if (reports->count > MOST_REPORTS) {
        HTML(out, "<li class=\"faint\">and ");
        web_number(out, (double)(reports->count - MOST_REPORTS));
        HTML(out, " more: they stand in the JSON of this page</li>\n");
    }
    HTML(out, "</ul></details>\n");
}

static void put_reports(struct changing *changing)
{
    const struct change_reports *reports = &changing->report.reports;
    HTML(&changing->call->out, "<section id=\"reports\">\n<h2>Reports</h2>\n");
    put_report_list(changing, "New", changing->report.now, &reports->added);
    put_report_list(changing, "In a newer version", changing->report.now, &reports->revised);
    put_report_list(changing, "Withdrawn", changing->report.then, &reports->withdrawn);
    if (!reports->added.count && !reports->revised.count && !reports->withdrawn.count)
        HTML(&changing->call->out, "<p class=\"none\">None came or went.</p>\n");
    HTML(&changing->call->out, "</section>\n");
}

static void put_summary(struct changing *changing)
{
    struct call *call = changing->call;
    const struct change_reports *reports = &changing->report.reports;
    struct buffer *out = &call->out;
    HTML(out, "<p class=\"summary\">Compared with ");
    web_text(out, changes_moment_text(call, changing->moment));
    HTML(out, ": ");
    web_count(out, changing->report.changes.count, "change", "changes");
    HTML(out, "; ");
    web_count(out, reports->added.count, "new report", "new reports");
    HTML(out, ", ");
    web_number(out, (double)reports->revised.count);
    HTML(out, " in a newer version, ");
    web_number(out, (double)reports->withdrawn.count);
    HTML(out, " withdrawn.</p>\n");
    if (call->query.values[PARAM_SINCE].len || call->query.values[PARAM_UNTIL].len)
        HTML(out, "<p class=\"note\">All days: From and To are not asked of changes.</p>\n");
}

/* Where the kinds are. */
static void put_kinds(struct changing *changing)
{
    struct buffer *out = &changing->call->out;
    int kinds = 0;
    for (int kind = 0; kind < CHANGE_KIND_COUNT; kind++)
        kinds += changing->counts[kind] > 0;
    if (kinds < 2)
        return;
    HTML(out, "<nav aria-label=\"Kinds of changes\"><ul class=\"kinds\">\n");
    for (int kind = 0; kind < CHANGE_KIND_COUNT; kind++)
        if (changing->counts[kind]) {
            HTML(out, "<li><a href=\"#");
            web_text(out, str_of(change_kind_names[kind]));
            HTML(out, "\">");
            web_text(out, str_of(change_headings[kind]));
            HTML(out, "</a> <span class=\"count\">");
            web_number(out, (double)changing->counts[kind]);
            HTML(out, "</span></li>\n");
        }
    HTML(out, "</ul></nav>\n");
}

/* The pages of one kind. */
static void put_one_kind(struct changing *changing, enum change_kind kind)
{
    struct call *call = changing->call;
    struct paging paging = frame_paging(call, changing->counts[kind]);
    struct query all = query_with(&call->query, PARAM_KIND, STR(""));
    HTML(&call->out, "<section>\n<h2>");
    web_text(&call->out, str_of(change_headings[kind]));
    HTML(&call->out, "</h2>\n<p><a");
    query_href(&call->out, STR("/changes"), &all);
    HTML(&call->out, ">All kinds of changes</a></p>\n");
    put_list(changing, kind, paging.first, paging.count);
    frame_pages(call, &paging);
    HTML(&call->out, "</section>\n");
}

/* The kind that the parameter names; CHANGE_KIND_COUNT: none. */
static enum change_kind kind_asked(const struct call *call)
{
    int kind = 0;
    while (kind < CHANGE_KIND_COUNT && !str_equal(call->query.values[PARAM_KIND], str_of(change_kind_names[kind])))
        kind++;
    return (enum change_kind)kind;
}

static void put_feed(struct call *call)
{
    struct query query = query_scope(&call->query);
    query.values[PARAM_KEY] = server_feed_key(call->server, &call->arena);
    HTML(&call->out, "<p class=\"feed\"><a rel=\"alternate\" type=\"application/atom+xml\"");
    query_href(&call->out, STR("/changes.atom"), &query);
    HTML(&call->out, ">Feed of changes</a> <span class=\"faint\">(Atom; who has this address can read it without "
                     "signing in)</span></p>\n");
}

static void open_page(struct call *call, bool twins)
{
    frame_open(call, &(struct frame){.title = "Changes", .filters = 1u << PARAM_ACTOR | 1u << PARAM_PLACE,
                                     .twins = twins ? 1u << FORM_JSON | 1u << FORM_CSV : 0});
    put_form(call);
}

static bool put_page(struct changing *changing)
{
    struct call *call = changing->call;
    enum change_kind asked = kind_asked(call);
    const struct story_facts *facts = call->story->facts;
    for (size_t i = 0; i < changing->report.changes.count; i++)
        changing->counts[changing->report.changes.items[i].kind]++;
    map_reserve(&changing->now, &call->arena, facts->reports.count);
    for (uint32_t i = 0; i < facts->reports.count; i++)
        map_put(&changing->now, &call->arena, facts->reports.items[i].id, i);
    open_page(call, true);
    if (!put_runs(call))
        return false;
    put_feed(call);
    put_summary(changing);
    if (asked != CHANGE_KIND_COUNT) {
        put_one_kind(changing, asked);
    } else {
        put_kinds(changing);
        for (int kind = 0; kind < CHANGE_KIND_COUNT; kind++)
            if (changing->counts[kind])
                put_kind(changing, (enum change_kind)kind);
        put_reports(changing);
    }
    frame_close(call);
    return true;
}

/* Negotiations to choose from. */
static void put_processes(struct call *call)
{
    const struct brief_processes *processes = &call->scope->processes;
    HTML(&call->out, "<ul class=\"lines\">\n");
    for (size_t i = 0; i < processes->count && i < MOST_PROCESSES; i++) {
        struct query query = query_with(&call->query, PARAM_PROCESS, processes->items[i].key);
        HTML(&call->out, "<li><a");
        query_href(&call->out, STR("/changes"), &query);
        HTML(&call->out, ">");
        web_bdi(&call->out, processes->items[i].name);
        HTML(&call->out, "</a></li>\n");
    }
    HTML(&call->out, "</ul>\n");
}

/* Instead of changes: why they are not shown unasked. */
static bool put_reason(struct call *call, const struct moment *moment)
{
    struct buffer *out = &call->out;
    bool possible = changes_possible(call);
    open_page(call, false);
    HTML(out, "<p class=\"notice\">");
    if (possible) {
        struct str when = moment->published_before.len
                              ? text_format(&call->arena, "published:%.*s", STR_ARGS(moment->published_before))
                              : text_format(&call->arena, "run:%" PRId64, moment->since.run);
        HTML(out, "Comparing all of these reports takes about ");
        web_number(out, (double)(long)(call->scope->seconds + 1));
        HTML(out, " s: ");
        put_when_link(call, when, text_format(&call->arena, "compare with %.*s",
                                              STR_ARGS(changes_moment_text(call, moment))));
        HTML(out, ", or choose a negotiation.</p>\n");
    } else {
        HTML(out, "The records of more than ");
        web_number(out, CHANGES_MOST_REPORTS);
        HTML(out, " reports are too large to be compared here. Choose a negotiation, or use <code>readout diff "
                  "--since</code>.</p>\n");
    }
    put_processes(call);
    bool put = put_runs(call);
    frame_close(call);
    return put;
}

bool page_changes(struct call *call)
{
    struct moment moment;
    struct changing changing = {.call = call, .moment = &moment};
    bool for_all = call->form == FORM_ATOM && !call->query.values[PARAM_WHEN].len; /* whoever was here when */
    if (!(for_all ? changes_last_moment : changes_moment)(call, &moment))
        return false;
    bool unasked = !call->query.values[PARAM_WHEN].len && !changes_quick(call);
    if (call->form != FORM_HTML && (unasked || !changes_possible(call)))
        return call_fail(call, 400, "Too many reports: choose a negotiation (process=KEY)%s.",
                         changes_possible(call) ? " or a moment (when=...)" : "");
    if (unasked || !changes_possible(call))
        return put_reason(call, &moment);
    if (call->form == FORM_ATOM)
        return atom_changes(call, &moment);
    if (!changes_find(call, &moment, &changing.report))
        return false;
    if (call->form == FORM_JSON)
        change_put(&call->out, &changing.report);
    else if (call->form == FORM_CSV)
        change_print_csv(&changing.report, call_file(call), &call->arena);
    else
        return put_page(&changing);
    return true;
}
