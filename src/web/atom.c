/* atom.c - see atom.h. */
#include "web/atom.h"

#include <inttypes.h>

#include "view/choice.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/changes.h"
#include "web/html.h"
#include "web/server.h"

enum {
    MOST_STEPS = 8,        /* from run to run */
    FEW_STEPS = 2,         /* of a negotiation of more than */
    FEW_REPORTS = 2000,
    MOST_ENTRIES = 500,
    MOST_QUOTES = 3,
    MOST_AUTHORS = 5,
    QUOTE_WIDTH = 400
};

/* The feed while it is made. */
struct feed {
    struct call *call;
    struct buffer *out;
    struct str scope;   /* key of the negotiation; "all" */
    struct str updated; /* of the entries that are put now, "2024-08-19T12:00:00Z" */
    struct str step;    /* the same for their ids: "run-3" */
    size_t entries;
};

static void put_element(struct buffer *out, const char *name, struct str text)
{
    buffer_byte(out, '<');
    buffer_add(out, str_of(name));
    buffer_byte(out, '>');
    web_text(out, text);
    HTML(out, "</");
    buffer_add(out, str_of(name));
    HTML(out, ">\n");
}

/* tag: URI (RFC 4151): what is in its parts is percent-encoded. */
static void put_tag(struct feed *feed, const struct str *parts, size_t count)
{
    HTML(feed->out, "<id>tag:localhost,2026:readout");
    for (size_t i = 0; i < count; i++) {
        struct buffer part = {0};
        query_put_segment(&part, parts[i]);
        buffer_byte(feed->out, '/');
        web_text(feed->out, buffer_str(&part));
        feed->out->failed = feed->out->failed || part.failed;
        buffer_free(&part);
    }
    HTML(feed->out, "</id>\n");
}

/* The link to `path` on this server; `rest` is its last segment, where there is one. */
static void put_link(struct feed *feed, const char *rel, struct str path, struct str rest, const struct query *query)
{
    struct buffer address = {0};
    server_put_base(feed->call->server, &address);
    query_put_under(&address, path, rest, query);
    HTML(feed->out, "<link");
    web_attribute(feed->out, "rel", str_of(rel));
    web_attribute(feed->out, "href", buffer_str(&address));
    HTML(feed->out, "/>\n");
    feed->out->failed = feed->out->failed || address.failed;
    buffer_free(&address);
}

/* Outlets that tell the change; each once. */
static void put_authors(struct feed *feed, const struct change_report *report, const struct change *change)
{
    bool withdrawn = !change->sources.count;
    const struct story *story = withdrawn ? report->then : report->now;
    const struct story_sources *sources = withdrawn ? &change->was_sources : &change->sources;
    struct str put[MOST_AUTHORS];
    size_t count = 0;
    for (size_t i = 0; i < sources->count && count < MOST_AUTHORS; i++) {
        const struct story_report *of = &story->facts->reports.items[sources->items[i].report];
        struct str outlet = text_clean(&feed->call->arena, of->outlet);
        bool known = !outlet.len;
        for (size_t p = 0; p < count && !known; p++)
            known = str_equal(put[p], outlet);
        if (known)
            continue;
        put[count++] = outlet;
        HTML(feed->out, "<author>");
        put_element(feed->out, "name", outlet);
        HTML(feed->out, "</author>\n");
    }
}

static void put_quotes(struct feed *feed, const struct story *story, const struct story_sources *sources,
                       const char *before)
{
    struct arena *arena = &feed->call->arena;
    for (size_t i = 0; i < sources->count && i < MOST_QUOTES; i++) {
        if (changes_repeats(sources, i))
            continue;
        struct str quote = text_cut(arena, text_clean(arena, sources->items[i].quote), QUOTE_WIDTH);
        struct str source = voice_source(arena, story, sources->items[i].report);
        web_text(feed->out, text_format(arena, "%s“%.*s” [%.*s]\n", before, STR_ARGS(quote), STR_ARGS(source)));
    }
}

/* What tells one change from others of the same item. */
static struct str mark_of(struct feed *feed, const struct change *change)
{
    uint64_t hash = str_hash(change->field) ^ str_hash(change->is) * 3 ^ str_hash(change->was) * 5 ^
                    str_hash(change->about) * 7;
    return text_format(&feed->call->arena, "%08" PRIx64, hash & 0xffffffff);
}

static void put_entry(struct feed *feed, const struct change_report *report, const struct change *change)
{
    struct arena *arena = &feed->call->arena;
    struct str about = text_clean(arena, change->about), detail = change_detail(arena, change);
    struct str kind = str_of(change_kind_names[change->kind]), subject = str_of(change_subject_names[change->subject]);
    const struct str id[] = {feed->scope, feed->step, kind, subject, change->key, mark_of(feed, change)};
    struct query scope = query_scope(&feed->call->query);
    HTML(feed->out, "<entry>\n");
    put_element(feed->out, "title", text_format(arena, "%s: %.*s: %.*s%s%.*s", change_headings[change->kind],
                                                STR_ARGS(subject), STR_ARGS(about), detail.len ? ", " : "",
                                                STR_ARGS(detail)));
    put_tag(feed, id, sizeof id / sizeof *id);
    put_element(feed->out, "updated", feed->updated);
    put_authors(feed, report, change);
    HTML(feed->out, "<category");
    web_attribute(feed->out, "term", kind);
    HTML(feed->out, "/>\n");
    if (changes_has_item(change))
        put_link(feed, "alternate", STR("/item/"), change->key, &scope);
    else
        put_link(feed, "alternate", STR("/changes"), STR(""), &scope);
    HTML(feed->out, "<content type=\"text\">");
    put_quotes(feed, report->then, &change->was_sources, "was ");
    put_quotes(feed, report->now, &change->sources, "");
    web_text(feed->out, change->reason);
    HTML(feed->out, "</content>\n</entry>\n");
}

static void put_step(struct feed *feed, const struct change_report *report)
{
    for (size_t i = 0; i < report->changes.count && feed->entries < MOST_ENTRIES; i++) {
        if (report->changes.items[i].kind == CHANGE_REGROUPED)
            continue;
        put_entry(feed, report, &report->changes.items[i]);
        feed->entries++;
    }
}

/* What changed from each run to the next, the newest first. */
static bool put_steps(struct feed *feed, const struct run_mark *runs, size_t count)
{
    struct call *call = feed->call;
    const struct story *now = call->story;
    for (size_t i = 0; i + 1 < count; i++) {
        struct moment moment;
        struct change_report report;
        moment_at_run(&moment, runs[i + 1].number);
        if (!changes_between(call, &moment, now, &report))
            return false;
        feed->updated = str_of(runs[i].started);
        feed->step = text_format(&call->arena, "run-%" PRId64 "-%s", runs[i].number, runs[i].started);
        put_step(feed, &report);
        stories_release(server_stories(call->server), call->after);
        call->after = call->before;
        call->before = NULL;
        now = &call->after->story;
    }
    return true;
}

static bool put_since(struct feed *feed, const struct moment *moment)
{
    struct change_report report;
    if (!changes_find(feed->call, moment, &report))
        return false;
    feed->step = text_format(&feed->call->arena, "since-%.*s%" PRId64, STR_ARGS(moment->published_before),
                             moment->since.run);
    put_step(feed, &report);
    return true;
}

/* When the record was changed last; where no run is known, the day of the newest report. */
static struct str last_update(struct call *call, const struct run_mark *runs, size_t count)
{
    if (count)
        return str_copy(&call->arena, str_of(runs[0].started));
    struct str day = voice_day(&call->arena, story_newest_day(call->story));
    return text_format(&call->arena, "%.*sT00:00:00Z", STR_ARGS(day.len ? day : STR("1970-01-01")));
}

static void put_head(struct feed *feed)
{
    struct call *call = feed->call;
    const struct str id[] = {feed->scope, STR("changes")};
    struct query scope = query_scope(&call->query);
    HTML(feed->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    put_element(feed->out, "title", text_format(&call->arena, "Changes%s%.*s", call->scope->name.len ? ": " : "",
                                                STR_ARGS(call->scope->name)));
    put_tag(feed, id, sizeof id / sizeof *id);
    put_element(feed->out, "updated", feed->updated);
    HTML(feed->out, "<author><name>Readout</name></author>\n<generator");
    web_attribute(feed->out, "version", str_of(READOUT_VERSION));
    HTML(feed->out, ">Readout</generator>\n");
    put_link(feed, "self", STR("/changes.atom"), STR(""), &call->query);
    put_link(feed, "alternate", STR("/changes"), STR(""), &scope);
}

bool atom_changes(struct call *call, const struct moment *moment)
{
    struct run_mark runs[MOST_STEPS + 1];
    size_t count, most = call->story->facts->reports.count > FEW_REPORTS ? FEW_STEPS : MOST_STEPS;
    struct feed feed = {.call = call, .out = &call->out};
    feed.scope = call->scope->scope.process.len ? call->scope->scope.process : STR("all");
    if (!store_newest_runs(call->store, most + 1, runs, &count, &call->error))
        return false;
    feed.updated = last_update(call, runs, count);
    put_head(&feed);
    bool put = call->query.values[PARAM_WHEN].len || count < 2 ? put_since(&feed, moment)
                                                               : put_steps(&feed, runs, count);
    HTML(feed.out, "</feed>\n");
    return put;
}
