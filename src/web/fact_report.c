/* fact_report.c - the report side of a fact view: who wrote it and when, its text, its other facts (fact.h). */
#include "merge/dating.h"
#include "rules/source.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/fact.h"
#include "web/frame.h"

static const struct {
    const char *kind, *name;
} kind_names[] = {{"coding", "political event"}, {"talk", "state of the talks"}, {"response", "answer"}};

struct str fact_kind_name(struct str kind)
{
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
        if (str_equal(kind, str_of(kind_names[i].kind)))
            return str_of(kind_names[i].name);
    return kind;
}

/* The line of the rule's file behind "rule ID" that says why. */
static struct str why_in(const struct source *source, struct str rule)
{
    struct source_line line = source_lines(source);
    bool found = false;
    while (source_next(&line, false)) {
        struct str rest = line.text, word = str_cut(&rest, ' ');
        rest = str_trim(rest);
        if (str_equal(word, STR("rule")))
            found = str_equal(rest, rule);
        else if (found && str_equal(word, STR("why")))
            return rest;
    }
    return STR("");
}

/* Whether the file may have the rule: a look that is much cheaper than to read its lines. */
static bool may_have(const struct source *source, struct str rule)
{
    return str_equal(source->folder, STR("rules")) && rule.len &&
           memmem(source->bytes.ptr, source->bytes.len, rule.ptr, rule.len) != NULL;
}

struct str fact_rule_why(struct call *call, struct str rule)
{
    struct source_list sources = {0};
    readout_error error = {0};
    if (!source_open(&call->arena, NULL, false, &sources, &error))
        return STR("");
    for (size_t i = 0; i < sources.count; i++) {
        struct str why = may_have(&sources.items[i], rule) ? why_in(&sources.items[i], rule) : STR("");
        if (why.len)
            return why;
    }
    return STR("");
}

static struct str inferred(struct call *call, const struct dated *dated)
{
    struct arena *arena = &call->arena;
    struct str from = voice_day(arena, dated->from), to = voice_day(arena, dated->to);
    struct str day = voice_day(arena, dated->day);
    if (day.len)
        return text_format(arena, "%.*s (inferred)", STR_ARGS(day));
    if (!from.len && !to.len)
        return STR("not known");
    return text_format(arena, "between %.*s and %.*s (inferred)", STR_ARGS(from.len ? from : STR("?")),
                       STR_ARGS(to.len ? to : STR("?")));
}

static void put_published(struct call *call, const struct report_version *version, uint32_t report)
{
    if (version->published.len)
        fact_put_pair(call, "Published", version->published);
    else if (report != STORY_NOT_HERE)
        fact_put_pair(call, "Published", inferred(call, &call->story->dating->reports[report]));
}

static bool is_link(struct str url)
{
    return str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
}

static void put_url(struct call *call, struct str url)
{
    struct buffer *out = &call->out;
    if (!url.len)
        return;
    fact_put_term(call, "Address");
    HTML(out, "<dd>");
    if (is_link(url)) {
        HTML(out, "<a rel=\"noreferrer noopener\"");
        web_attribute(out, "href", url);
        HTML(out, ">");
    }
    web_text(out, url);
    if (is_link(url))
        HTML(out, "</a>");
    HTML(out, "</dd>\n");
}

static void put_about(struct call *call, const struct report_version *version)
{
    uint32_t report = fact_report(call, version->id);
    HTML(&call->out, "<dl class=\"pairs\">\n");
    put_published(call, version, report);
    fact_put_pair(call, "Updated", version->updated);
    fact_put_pair(call, "Author", version->author);
    fact_put_pair(call, "Agency", version->agency);
    fact_put_pair(call, "Dateline", version->dateline);
    fact_put_pair(call, "Version",
                  text_format(&call->arena, "%u%s, read %.*s", (unsigned)version->version,
                              version->current ? "" : " (no longer current)", STR_ARGS(version->read_at)));
    put_url(call, version->url);
    HTML(&call->out, "</dl>\n");
}

void fact_put_report(struct call *call, const struct report_version *version, const struct fact_spans *spans)
{
    struct buffer *out = &call->out;
    struct query query = query_scope(&call->query);
    struct str title = version->title.len ? version->title : version->id;
    HTML(out, "<header>\n<p class=\"source\">");
    web_bdi(out, version->outlet);
    HTML(out, "</p>\n<h2><a");
    query_href_under(&call->out, STR("/report/"), version->id, &query);
    HTML(out, ">");
    web_bdi(out, text_clean(&call->arena, title));
    HTML(out, "</a></h2>\n");
    put_about(call, version);
    HTML(out, "</header>\n<div class=\"text\" dir=\"auto\">\n");
    fact_text_put(out, &call->arena, version->text, spans);
    HTML(out, "</div>\n");
}

static void put_fact(struct call *call, const struct report_version *version, const struct revision_fact *fact)
{
    struct buffer *out = &call->out;
    struct query query = query_scope(&call->query);
    struct str name = text_format(&call->arena, "%.*s:%u-%u:%.*s", STR_ARGS(version->id), (unsigned)fact->start,
                                  (unsigned)fact->end, STR_ARGS(fact->kind));
    HTML(out, "<li class=\"item\"");
    web_attribute(out, "data-key", name);
    HTML(out, "><span class=\"faint\">");
    web_text(out, fact_kind_name(fact->kind));
    HTML(out, "</span> ");
    if (version->current) {
        HTML(out, "<a class=\"open\"");
        query_href_under(&call->out, STR("/item/"), name, &query);
        HTML(out, ">");
    }
    web_bdi(out, fact->what.len ? fact->what : fact->quote);
    if (version->current)
        HTML(out, "</a>");
    if (!str_ends(fact->what, fact->quote)) {
        HTML(out, " <q class=\"small\">");
        web_bdi(out, fact->quote);
        HTML(out, "</q>");
    }
    HTML(out, "</li>\n");
}

void fact_put_facts(struct call *call, const struct report_version *version, const struct revision_facts *facts)
{
    HTML(&call->out, "<ol class=\"items\">\n");
    for (size_t i = 0; i < facts->count; i++)
        put_fact(call, version, &facts->items[i]);
    HTML(&call->out, "</ol>\n");
}

bool fact_put_others(struct call *call, const struct report_version *version, uint32_t start, uint32_t end)
{
    struct revision_facts all = {0}, others = {0};
    if (!store_version_facts(call->store, version, &call->arena, &all, &call->error))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].start != start || all.items[i].end != end)
            *ARENA_PUSH(&call->arena, others) = all.items[i];
    if (!others.count)
        return true;
    HTML(&call->out, "<details>\n<summary>");
    web_count(&call->out, others.count, "other fact of this report", "other facts of this report");
    HTML(&call->out, "</summary>\n");
    fact_put_facts(call, version, &others);
    HTML(&call->out, "</details>\n");
    return true;
}
