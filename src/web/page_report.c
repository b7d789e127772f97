/* page_report.c - one report: its text with all that was read of it marked, its versions, and where it belongs. */
#include "view/put.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/fact.h"
#include "web/frame.h"
#include "web/pages.h"

enum { MOST_LIKE = 30 /* reports of its voice or event that are named */ };

static void put_versions(struct call *call, const struct report_version *shown, const struct report_versions *versions)
{
    struct buffer *out = &call->out;
    struct query query = query_scope(&call->query);
    if (versions->count < 2)
        return;
    HTML(out, "<h2>Versions</h2>\n<ul>\n");
    for (size_t i = 0; i < versions->count; i++) {
        const struct report_version *version = &versions->items[i];
        struct str name = version->current ? version->id
                                           : text_format(&call->arena, "%.*s@%u", STR_ARGS(version->id),
                                                         (unsigned)version->version);
        HTML(out, "<li><a");
        query_href_under(&call->out, STR("/report/"), name, &query);
        if (version->version == shown->version)
            HTML(out, " aria-current=\"page\"");
        HTML(out, ">Version ");
        web_number(out, version->version);
        HTML(out, "</a> read ");
        web_text(out, version->read_at);
        if (version->current)
            HTML(out, ", current");
        HTML(out, "</li>\n");
    }
    HTML(out, "</ul>\n");
}

/* The other reports of its voice, or those of its event that are of other voices. */
static void put_like(struct call *call, uint32_t report, const char *title, bool voice)
{
    const struct story_facts *facts = call->story->facts;
    const struct story_report *it = &facts->reports.items[report];
    struct buffer *out = &call->out;
    size_t count = 0;
    for (uint32_t i = 0; i < facts->reports.count; i++) {
        const struct story_report *other = &facts->reports.items[i];
        bool alike = voice ? other->voice == it->voice : other->event == it->event && other->voice != it->voice;
        if (i == report || !alike || count++ >= MOST_LIKE)
            continue;
        if (count == 1) {
            HTML(out, "<h2>");
            web_text(out, str_of(title));
            HTML(out, "</h2>\n<ul>\n");
        }
        HTML(out, "<li>");
        frame_voice_link(call, i);
        HTML(out, "</li>\n");
    }
    if (count > MOST_LIKE) {
        HTML(out, "<li>and ");
        web_number(out, (double)(count - MOST_LIKE));
        HTML(out, " more</li>\n");
    }
    if (count)
        HTML(out, "</ul>\n");
}

static const struct brief_process *process_of(const struct call *call, uint32_t report)
{
    const struct story_facts *facts = call->story->facts;
    uint32_t process = facts->reports.items[report].process;
    for (size_t i = 0; process != STORY_NO_PROCESS && i < call->scope->processes.count; i++)
        if (str_equal(call->scope->processes.items[i].key, facts->processes.items[process]))
            return &call->scope->processes.items[i];
    return NULL;
}

static void put_process(struct call *call, uint32_t report)
{
    const struct brief_process *process = process_of(call, report);
    struct query query = {0};
    if (!process)
        return;
    query.values[PARAM_PROCESS] = process->key;
    HTML(&call->out, "<h2>Negotiation</h2>\n<p><a");
    query_href(&call->out, STR("/brief"), &query);
    HTML(&call->out, ">");
    web_bdi(&call->out, process->name);
    HTML(&call->out, "</a></p>\n");
}

static void put_belonging(struct call *call, uint32_t report)
{
    if (report == STORY_NOT_HERE) {
        HTML(&call->out, "<p class=\"notice\">It is none of the reports that are chosen, or no longer current.</p>\n");
        return;
    }
    put_process(call, report);
    put_like(call, report, "Other versions of this text", true);
    put_like(call, report, "Others that tell of the same", false);
}

/* Load what the address names: "ID", "ID@2". */
static bool find_version(struct call *call, struct report_version *version)
{
    if (store_version(call->store, text_format(&call->arena, "%.*s", STR_ARGS(call->rest)).ptr, &call->arena, version,
                      &call->error))
        return true;
    return call->error.status == READOUT_BAD_USAGE ? call_fail(call, 404, "There is no such report.") : false;
}

static bool put_json(struct call *call, const struct report_version *version, const struct report_versions *versions,
                     const struct revision_facts *facts)
{
    struct buffer *out = &call->out;
    put_open(out, NULL, '{');
    put_text(out, "id", version->id);
    put_whole(out, "version", version->version);
    put_flag(out, "current", version->current);
    put_text(out, "outlet", version->outlet);
    put_text(out, "published", version->published);
    put_text(out, "updated", version->updated);
    put_text(out, "author", version->author);
    put_text(out, "title", version->title);
    put_text(out, "url", version->url);
    put_text(out, "text", version->text);
    put_open(out, "versions", '[');
    for (size_t i = 0; i < versions->count; i++) {
        put_open(out, NULL, '{');
        put_whole(out, "version", versions->items[i].version);
        put_text(out, "read_at", versions->items[i].read_at);
        put_flag(out, "current", versions->items[i].current);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
    put_open(out, "facts", '[');
    for (size_t i = 0; i < facts->count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "fact", facts->items[i].kind);
        put_text(out, "what", facts->items[i].what);
        put_whole(out, "start", facts->items[i].start);
        put_whole(out, "end", facts->items[i].end);
        put_text(out, "quote", facts->items[i].quote);
        buffer_byte(out, '}');
    }
    HTML(out, "]}\n");
    return true;
}

static void put_page(struct call *call, const struct report_version *version, const struct report_versions *versions,
                     const struct revision_facts *facts)
{
    struct buffer *out = &call->out;
    struct fact_spans spans = {0};
    for (size_t i = 0; i < facts->count; i++)
        *ARENA_PUSH(&call->arena, spans) = (struct fact_span){facts->items[i].start, facts->items[i].end, false};
    frame_open(call, &(struct frame){.title = "Report", .about = version->title.len ? version->title : version->id,
                                     .twins = 1u << FORM_JSON, .wide = true});
    HTML(out, "<div class=\"fact\">\n<section class=\"fact-item\" aria-label=\"What was read of it\">\n<h2>");
    web_count(out, facts->count, "fact", "facts");
    HTML(out, "</h2>\n");
    fact_put_facts(call, version, facts);
    put_versions(call, version, versions);
    put_belonging(call, version->current ? fact_report(call, version->id) : STORY_NOT_HERE);
    HTML(out, "</section>\n<section class=\"fact-text\" tabindex=\"0\" aria-label=\"Text of the report\">\n");
    fact_put_report(call, version, &spans);
    HTML(out, "</section>\n</div>\n");
    frame_close(call);
}

bool page_report(struct call *call)
{
    struct report_version version;
    struct report_versions versions;
    struct revision_facts facts;
    if (!find_version(call, &version) ||
        !store_versions(call->store, version.id, &call->arena, &versions, &call->error) ||
        !store_version_facts(call->store, &version, &call->arena, &facts, &call->error))
        return false;
    if (call->form == FORM_JSON)
        return put_json(call, &version, &versions, &facts);
    put_page(call, &version, &versions, &facts);
    return true;
}
