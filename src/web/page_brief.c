/* page_brief.c - the brief: where the talks of a negotiation stand (view/brief.h), and what is new since the reader's
 * last visit. */
#include "view/brief.h"

#include <inttypes.h>

#include "merge/round.h"
#include "view/story_event.h"
#include "view/text.h"
#include "view/value.h"
#include "web/changes.h"
#include "web/frame.h"
#include "web/pages.h"
#include "web/server.h"
#include "web/told.h"

enum { MOST_NEWS = 5 /* changes since the last visit */, MOST_NAMES = 12 /* of parties */ };

/* "/" is the brief of the negotiation with the most voices lately, where there are several; of all reports else. */
bool page_home(struct call *call)
{
    struct brief_processes processes = {0};
    struct query query = {0};
    if (!brief_processes_read(&call->arena, call->store, &(struct filter){0}, &processes, &call->error))
        return false;
    query.values[PARAM_PROCESS] = processes.count > 1 ? processes.items[0].key : STR("");
    call_redirect(call, STR("/brief"), &query);
    return true;
}

static void put_line(struct call *call, const struct brief_line *line, bool linked)
{
    struct buffer *out = &call->out;
    struct str words = line->words.len ? line->words : line->text;
    if (linked && line->key.len)
        told_item(call, "li", line->key, line->standing, false);
    else
        HTML(out, "<li>");
    if (line->words.len && line->when.len) {
        HTML(out, "<span class=\"when\">");
        web_text(out, line->when);
        HTML(out, "</span> ");
    }
    if (line->words.len && line->state.len)
        told_state(call, line->state);
    HTML(out, " ");
    if (linked && line->key.len)
        frame_item_link(call, line->key, words);
    else
        web_text(out, words);
    if (linked)
        told_standing(call, line->standing);
    if (line->words.len && line->detail.len) {
        HTML(out, " <span class=\"also\">");
        web_text(out, line->detail);
        HTML(out, "</span>");
    }
    HTML(out, " ");
    if (line->reports.count)
        frame_voices(call, &line->reports);
    HTML(out, "</li>\n");
}

/* Of the lines that have not been put, all of the group of the first: a group is an item as a whole. */
static void put_group(struct call *call, const struct brief_section *section, size_t first, bool *put)
{
    struct str group = section->lines.items[first].group;
    if (group.len) {
        told_item(call, "div", section->lines.items[first].key, STANDING_MACHINE, false);
        HTML(&call->out, "\n<h3>");
        frame_item_link(call, section->lines.items[first].key, group);
        HTML(&call->out, "</h3>\n");
    }
    HTML(&call->out, "<ul class=\"lines\">\n");
    for (size_t i = first; i < section->lines.count; i++)
        if (!put[i] && str_equal(section->lines.items[i].group, group)) {
            put_line(call, &section->lines.items[i], !group.len);
            put[i] = true;
        }
    HTML(&call->out, "</ul>\n");
    if (group.len)
        HTML(&call->out, "</div>\n");
}

static void put_more(struct call *call, const struct brief_section *section)
{
    struct query scope = query_scope(&call->query);
    struct str command = str_of(section->command);
    struct str route = str_equal(command, STR("talks")) ? STR("timeline") : command;
    HTML(&call->out, "<p class=\"more\"><a");
    query_href(&call->out, text_format(&call->arena, "/%.*s", STR_ARGS(route)), &scope);
    HTML(&call->out, ">");
    web_number(&call->out, (double)section->left_out);
    HTML(&call->out, " more</a></p>\n");
}

static void open_section(struct call *call, const char *key, const char *title)
{
    struct buffer *out = &call->out;
    HTML(out, "<section");
    web_attribute(out, "id", str_of(key));
    HTML(out, ">\n<h2>");
    web_text(out, str_of(title));
    HTML(out, "</h2>\n");
}

static void put_section(struct call *call, const struct brief_section *section)
{
    bool *put = ARENA_NEW(&call->arena, bool, section->lines.count + 1);
    open_section(call, section->key, section->title);
    for (size_t i = 0; i < section->lines.count; i++)
        if (!put[i])
            put_group(call, section, i, put);
    if (section->left_out)
        put_more(call, section);
    HTML(&call->out, "</section>\n");
}

static void put_other(struct call *call, const struct brief_process *process)
{
    struct query query = {0};
    query.values[PARAM_PROCESS] = process->key;
    HTML(&call->out, "<li><a");
    query_href(&call->out, STR("/brief"), &query);
    HTML(&call->out, ">");
    web_bdi(&call->out, process->name);
    HTML(&call->out, "</a> <span class=\"faint\">");
    web_count(&call->out, (size_t)process->voices, "voice", "voices");
    if (process->last.len) {
        HTML(&call->out, " up to ");
        web_day(&call->out, process->last);
    }
    HTML(&call->out, "</span></li>\n");
}

static void put_others(struct call *call)
{
    enum { MOST = 8 };
    const struct brief_processes *processes = &call->scope->processes;
    struct query none = {0};
    size_t shown = 0;
    if (processes->count < 2)
        return;
    open_section(call, "others", call->scope->scope.process.len ? "Other negotiations" : "Negotiations");
    HTML(&call->out, "<ul class=\"lines\">\n");
    for (size_t i = 0; i < processes->count && shown < MOST; i++)
        if (!str_equal(processes->items[i].key, call->scope->scope.process)) {
            put_other(call, &processes->items[i]);
            shown++;
        }
    HTML(&call->out, "</ul>\n<p class=\"more\"><a");
    query_href(&call->out, STR("/processes"), &none);
    HTML(&call->out, ">All ");
    web_count(&call->out, processes->count, "negotiation", "negotiations");
    HTML(&call->out, "</a></p>\n</section>\n");
}

static void put_names(struct call *call, const char *title, const struct str_list *names)
{
    struct buffer *out = &call->out;
    if (!names->count)
        return;
    HTML(out, "<dt>");
    web_text(out, str_of(title));
    HTML(out, "</dt><dd>");
    for (size_t i = 0; i < names->count && i < MOST_NAMES; i++) {
        if (i)
            HTML(out, ", ");
        struct query query = query_with(&call->query, PARAM_ACTOR, names->items[i]);
        struct query scope = query_scope(&query);
        HTML(out, "<a");
        query_href(out, STR("/brief"), &scope);
        HTML(out, ">");
        web_bdi(out, names->items[i]);
        HTML(out, "</a>");
    }
    HTML(out, "</dd>\n");
}

static void put_rounds(struct call *call, const struct str_list *parties, const struct str_list *mediators)
{
    struct round_list rounds = {0};
    rounds_find(&call->arena, call->story, parties, mediators, stories_words(server_stories(call->server)), &rounds);
    if (!rounds.count)
        return;
    struct query scope = query_scope(&call->query);
    HTML(&call->out, "<dt>Rounds of talks</dt><dd><a");
    query_href(&call->out, STR("/processes"), &scope);
    HTML(&call->out, ">");
    web_number(&call->out, (double)rounds.count);
    HTML(&call->out, "</a></dd>\n");
}

/* Who negotiates, who mediates, how many rounds there were. */
static bool put_process(struct call *call)
{
    struct filter filter = {.process = call->scope->scope.process.ptr};
    struct str_list parties = {0}, mediators = {0};
    struct rows *rows = call->scope->scope.process.len
                            ? rows_open(call->store, VIEW_PROCESSES, &filter, &call->error) : NULL;
    const struct row *row = rows ? rows_next(rows, &call->error) : NULL;
    if (row) {
        parties = value_items(&call->arena, row_value(row, "parties"));
        mediators = value_items(&call->arena, row_value(row, "mediators"));
    }
    rows_close(rows);
    put_names(call, "Parties", &parties);
    put_names(call, "Mediators", &mediators);
    if (row)
        put_rounds(call, &parties, &mediators);
    return call->error.status == READOUT_OK;
}

static void put_coverage(struct call *call, const struct brief *brief)
{
    struct buffer *out = &call->out;
    HTML(out, "<dt>Reports</dt><dd>");
    web_number(out, (double)brief->coverage.reports);
    HTML(out, " of ");
    web_count(out, brief->coverage.outlets, "outlet", "outlets");
    HTML(out, ", ");
    web_count(out, brief->coverage.voices, "independent voice", "independent voices");
    if (brief->coverage.undated) {
        HTML(out, "; ");
        web_number(out, (double)brief->coverage.undated);
        HTML(out, " undated");
    }
    HTML(out, "</dd>\n");
    if (!brief->coverage.first.len)
        return;
    HTML(out, "<dt>Published</dt><dd>");
    web_day(out, brief->coverage.first);
    HTML(out, " to ");
    web_day(out, brief->coverage.last);
    HTML(out, "</dd>\n");
}

static void put_change(struct call *call, const struct change *change)
{
    struct buffer *out = &call->out;
    struct str detail = change_detail(&call->arena, change), about = text_clean(&call->arena, change->about);
    HTML(out, "<li><span class=\"state state-");
    web_class_word(out, str_of(change_kind_names[change->kind]));
    HTML(out, "\">");
    web_text(out, str_of(change_headings[change->kind]));
    HTML(out, "</span> ");
    web_text(out, str_of(change_subject_names[change->subject]));
    HTML(out, " ");
    if (changes_has_item(change))
        frame_item_link(call, change->key, about);
    else
        web_text(out, about);
    if (detail.len) {
        HTML(out, " <span class=\"also\">");
        web_text(out, detail);
        HTML(out, "</span>");
    }
    HTML(out, "</li>\n");
}

/* The link to all that changed since the run. */
static void put_changes_link(struct call *call, const char *words)
{
    struct query query = query_scope(&call->query);
    query.values[PARAM_WHEN] = text_format(&call->arena, "run:%" PRId64, call->seen_run);
    if (!call->seen_run)
        query.values[PARAM_WHEN] = STR("visit");
    HTML(&call->out, "<p class=\"more\">");
    frame_link(call, STR("/changes"), STR(""), &query, str_of(words));
    HTML(&call->out, "</p>\n");
}

static void put_news(struct call *call, const struct change_report *report)
{
    struct buffer *out = &call->out;
    HTML(out, "<p>");
    web_count(out, report->reports.added.count, "new report", "new reports");
    HTML(out, ", ");
    web_number(out, (double)report->reports.revised.count);
    HTML(out, " in a newer version, ");
    web_number(out, (double)report->reports.withdrawn.count);
    HTML(out, " withdrawn; ");
    web_count(out, report->changes.count, "change", "changes");
    HTML(out, ".</p>\n<ul class=\"lines\">\n");
    for (size_t i = 0; i < report->changes.count && i < MOST_NEWS; i++)
        if (report->changes.items[i].kind != CHANGE_REGROUPED)
            put_change(call, &report->changes.items[i]);
    HTML(out, "</ul>\n");
    put_changes_link(call, "All that changed");
}

/* What changed since the run that the reader saw last; a link to it, where that takes long to find out. */
static bool put_since(struct call *call)
{
    struct moment moment;
    struct change_report report;
    moment_at_run(&moment, call->seen_run);
    if (changes_quick(call) && changes_find(call, &moment, &report)) {
        put_news(call, &report);
        return true;
    }
    if (call->error.status != READOUT_OK && call->status != 503)
        return false;
    call->changes = call->changes || call->status == 503; /* it is there the next time */
    call->status = 200;
    call->error = (readout_error){0};
    put_changes_link(call, "What changed");
    return true;
}

static bool put_visit(struct call *call)
{
    struct buffer *out = &call->out;
    bool known = call->seen_at.len > 0;
    HTML(out, "<section id=\"visit\">\n<h2>Since your last visit");
    if (known) {
        HTML(out, " (");
        web_day(out, str_make(call->seen_at.ptr, 10));
        HTML(out, ")");
    }
    HTML(out, "</h2>\n");
    bool good = true;
    if (!known)
        HTML(out, "<p class=\"faint\">This is your first visit: what is read from now on is shown here when you come "
                  "back.</p>\n");
    else if (call->seen_run >= stories_last_run(server_stories(call->server)))
        HTML(out, "<p class=\"faint\">Nothing new since your last visit.</p>\n");
    else
        good = put_since(call);
    HTML(out, "</section>\n");
    return good;
}

static bool put_page(struct call *call, const struct brief *brief)
{
    struct str name = call->scope->name.len ? call->scope->name : STR("All reports");
    frame_open(call, &(struct frame){.title = "Brief",
                                     .summary = arena_copy(&call->arena, name.ptr, name.len),
                                     .filters = query_narrows(&call->query) ? 1u << PARAM_SINCE | 1u << PARAM_UNTIL |
                                                                   1u << PARAM_ACTOR | 1u << PARAM_PLACE : 0,
                                     .twins = 1u << FORM_JSON});
    HTML(&call->out, "<dl class=\"pairs\">\n");
    if (!put_process(call))
        return false;
    put_coverage(call, brief);
    HTML(&call->out, "</dl>\n");
    if (!put_visit(call))
        return false;
    HTML(&call->out, "<div class=\"brief\">\n");
    for (size_t i = 0; i < BRIEF_OTHERS; i++)
        if (brief->sections[i].lines.count)
            put_section(call, &brief->sections[i]);
    put_others(call);
    HTML(&call->out, "</div>\n");
    struct query scope = query_scope(&call->query);
    HTML(&call->out, "<p class=\"more\"><a");
    query_href(&call->out, STR("/briefing"), &scope);
    HTML(&call->out, ">As a briefing with numbered sources</a></p>\n");
    frame_close(call);
    return true;
}

bool page_brief(struct call *call)
{
    struct brief brief = {0};
    struct event_list chosen = {0};
    bool narrowed = query_narrows(&call->query);
    brief.name = call->scope->name;
    brief.key = call->scope->scope.process;
    if (narrowed)
        events_chosen(&call->arena, &call->choice, &call->scope->events, &chosen);
    brief_make(&call->arena, &call->choice, narrowed ? &chosen : &call->scope->events, &brief);
    brief_add_others(&call->arena, &call->scope->processes, &brief);
    if (call->form == FORM_JSON)
        return brief_print_json(&brief, call_file(call), &call->error);
    return put_page(call, &brief);
}
