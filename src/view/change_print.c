/* change_print.c - see change_print.h. */
#include "view/change_print.h"

#include <inttypes.h>

#include "view/choice.h"
#include "view/csv.h"
#include "view/put.h"
#include "view/story_json.h"
#include "view/text.h"

enum { MOST_LINES = 25 /* of a kind, on the page */, MOST_QUOTES = 2 /* of a change */, QUOTE_WIDTH = 160 };

const char *const change_headings[CHANGE_KIND_COUNT] = {
    [CHANGE_HELD] = "Held",
    [CHANGE_CALLED_OFF] = "Called off",
    [CHANGE_ANSWERED] = "Answered",
    [CHANGE_AGREED] = "Agreed",
    [CHANGE_MOVED] = "Moved",
    [CHANGE_REVISED] = "Revised",
    [CHANGE_CONTRADICTED] = "Newly contradicted",
    [CHANGE_SETTLED] = "No longer contradicted",
    [CHANGE_ADDED] = "New",
    [CHANGE_WITHDRAWN] = "Withdrawn",
    [CHANGE_REGROUPED] = "Put together otherwise",
};

/* The name itself, or a part of it behind a blank: a surname. */
static bool is_named(struct arena *arena, const struct str_list *names, struct str wanted)
{
    for (size_t i = 0; i < names->count; i++) {
        struct str name = text_folded(arena, names->items[i]);
        bool surname = name.len > wanted.len && name.ptr[name.len - wanted.len - 1] == ' ' && str_ends(name, wanted);
        if (str_equal(name, wanted) || surname)
            return true;
    }
    return false;
}

void change_filter(struct arena *arena, struct change_list *changes, const char *actor, const char *place)
{
    struct str who = text_folded(arena, str_of(actor)), where = text_folded(arena, str_of(place));
    size_t kept = 0;
    for (size_t i = 0; i < changes->count; i++)
        if ((!actor || is_named(arena, &changes->items[i].names, who)) &&
            (!place || choice_is_place(arena, changes->items[i].place, where)))
            changes->items[kept++] = changes->items[i];
    changes->count = kept;
}

static const struct story_report *report_of(const struct story *story, const struct story_source *source)
{
    return &story->facts->reports.items[source->report];
}

/* "planned → held"; where one of them is not known, what is. */
static struct str revision_text(struct arena *arena, const struct change *change)
{
    struct str was = text_clean(arena, change->was), is = text_clean(arena, change->is);
    if (was.len && is.len)
        return text_format(arena, "%.*s → %.*s", STR_ARGS(was), STR_ARGS(is));
    if (is.len)
        return text_format(arena, "%s%.*s", change->kind == CHANGE_REVISED ? "now " : "", STR_ARGS(is));
    return was.len ? text_format(arena, "no longer %.*s", STR_ARGS(was)) : STR("");
}

struct str change_detail(struct arena *arena, const struct change *change)
{
    struct str revision = revision_text(arena, change), field = text_clean(arena, change->field);
    if (!revision.len || !field.len)
        return revision;
    return text_format(arena, "%.*s: %.*s", STR_ARGS(field), STR_ARGS(revision));
}

static void print_quotes(const struct story *story, const struct story_sources *sources, const char *before,
                         const struct page *page, struct arena *arena)
{
    for (size_t i = 0; i < sources->count && i < MOST_QUOTES; i++) {
        const struct story_source *source = &sources->items[i];
        const struct story_report *report = report_of(story, source);
        struct str quote = text_cut(arena, text_clean(arena, source->quote), QUOTE_WIDTH);
        struct str id = text_clean(arena, report->id);
        struct str more = i + 1 == MOST_QUOTES && sources->count > MOST_QUOTES
                              ? text_format(arena, ", +%zu", sources->count - MOST_QUOTES)
                              : STR("");
        struct str place = *before ? text_format(arena, "[%.*s, version %u%.*s]", STR_ARGS(id),
                                                 (unsigned)report->version, STR_ARGS(more))
                                   : text_format(arena, "[%.*s%.*s]", STR_ARGS(id), STR_ARGS(more));
        page_line(page, 6, text_format(arena, "%s“%.*s”", before, STR_ARGS(quote)), place);
    }
}

/* `known`: the item was named for the change before. */
static void print_change(const struct change_report *report, const struct change *change, bool known,
                         const struct page *page, struct arena *arena)
{
    struct str item = text_clean(arena, change->about), detail = change_detail(arena, change);
    if (!known)
        page_line(page, 2, item, STR(""));
    if (detail.len)
        page_line(page, 4, detail, STR(""));
    print_quotes(report->then, &change->was_sources, "was ", page, arena);
    print_quotes(report->now, &change->sources, "", page, arena);
}

static void print_heading(enum change_kind kind, enum change_subject subject, const struct page *page,
                          struct arena *arena)
{
    fputc('\n', page->out);
    page_heading(page, text_format(arena, "%s: %s%s", change_headings[kind], change_subject_names[subject],
                                   subject == CHANGE_TALKS ? "" : "s"));
}

static void print_kind(const struct change_report *report, enum change_kind kind, enum change_subject subject,
                       const struct page *page, struct arena *arena)
{
    const struct change *before = NULL;
    size_t count = 0;
    for (size_t i = 0; i < report->changes.count; i++) {
        const struct change *change = &report->changes.items[i];
        if (change->kind != kind || change->subject != subject)
            continue;
        if (!count++)
            print_heading(kind, subject, page, arena);
        if (count <= MOST_LINES)
            print_change(report, change, before && str_equal(before->key, change->key), page, arena);
        before = change;
    }
    if (count > MOST_LINES)
        page_line(page, 2, text_format(arena, "(+%zu more: --json, --csv)", count - MOST_LINES), STR(""));
}

static struct str since_text(const struct change_since *since, struct arena *arena)
{
    if (since->published_before.len)
        return text_format(arena, "Since what was published before %.*s", STR_ARGS(since->published_before));
    if (since->shown_at.len)
        return text_format(arena, "Since the brief of %.*s (run %" PRId64 ")", STR_ARGS(since->shown_at), since->run);
    return text_format(arena, "Since run %" PRId64, since->run);
}

/* Reports with a newer version, and how to see what it says otherwise. */
static void print_versions(const struct change_report *report, const struct page *page, struct arena *arena)
{
    const struct actor_list *revised = &report->reports.revised;
    if (!revised->count)
        return;
    fputc('\n', page->out);
    page_heading(page, STR("In a newer version"));
    for (size_t i = 0; i < revised->count && i < MOST_LINES; i++) {
        const struct story_report *now = &report->now->facts->reports.items[revised->items[i]];
        struct str id = text_clean(arena, now->id);
        page_line(page, 2, text_format(arena, "%.*s (readout diff %.*s)", STR_ARGS(id), STR_ARGS(id)), STR(""));
    }
    if (revised->count > MOST_LINES)
        page_line(page, 2, text_format(arena, "(+%zu more: --json)", revised->count - MOST_LINES), STR(""));
}

void change_print(const struct change_report *report, const struct page *page, struct arena *arena)
{
    const struct change_reports *reports = &report->reports;
    struct str since = since_text(&report->since, arena);
    page_line(page, 0,
              text_format(arena, "%.*s: %zu new report%s, %zu in a newer version, %zu withdrawn; %zu change%s",
                          STR_ARGS(since), reports->added.count, reports->added.count == 1 ? "" : "s",
                          reports->revised.count, reports->withdrawn.count, report->changes.count,
                          report->changes.count == 1 ? "" : "s"),
              STR(""));
    print_versions(report, page, arena);
    for (int kind = 0; kind < CHANGE_KIND_COUNT; kind++)
        for (int subject = 0; subject < CHANGE_SUBJECT_COUNT; subject++)
            print_kind(report, (enum change_kind)kind, (enum change_subject)subject, page, arena);
}

static void put_sources(struct buffer *out, const char *key, const struct story *story,
                        const struct story_sources *sources)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < sources->count; i++) {
        const struct story_source *source = &sources->items[i];
        put_open(out, NULL, '{');
        put_text(out, "report", report_of(story, source)->id);
        put_whole(out, "version", report_of(story, source)->version);
        put_whole(out, "start", source->start);
        put_whole(out, "end", source->end);
        put_key(out, "quote");
        put_string(out, source->quote);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void put_change(struct buffer *out, const struct change_report *report, const struct change *change)
{
    put_open(out, NULL, '{');
    put_text(out, "change", str_of(change_kind_names[change->kind]));
    put_text(out, "of", str_of(change_subject_names[change->subject]));
    put_text(out, "key", change->key);
    put_text(out, "about", change->about);
    put_text(out, "field", change->field);
    put_text(out, "was", change->was);
    put_text(out, "is", change->is);
    put_sources(out, "sources", report->now, &change->sources);
    put_sources(out, "was_sources", report->then, &change->was_sources);
    put_text(out, "reason", change->reason);
    buffer_byte(out, '}');
}

void change_put(struct buffer *out, const struct change_report *report)
{
    put_open(out, NULL, '{');
    put_open(out, "since", '{');
    if (report->since.published_before.len)
        put_text(out, "run", STR(""));
    else
        put_whole(out, "run", (uint32_t)report->since.run);
    put_text(out, "published_before", report->since.published_before);
    put_text(out, "brief_shown", report->since.shown_at);
    buffer_byte(out, '}');
    put_open(out, "reports", '{');
    story_put_reports(out, "added", report->now, &report->reports.added);
    story_put_reports(out, "revised", report->now, &report->reports.revised);
    story_put_reports(out, "withdrawn", report->then, &report->reports.withdrawn);
    buffer_byte(out, '}');
    put_open(out, "changes", '[');
    for (size_t i = 0; i < report->changes.count; i++)
        put_change(out, report, &report->changes.items[i]);
    buffer_byte(out, ']');
    buffer_byte(out, '}');
    buffer_byte(out, '\n');
}

static struct str quotes_text(const struct story *story, const struct story_sources *sources, struct arena *arena)
{
    struct str_list texts = {0};
    for (size_t i = 0; i < sources->count; i++) {
        const struct story_source *source = &sources->items[i];
        *ARENA_PUSH(arena, texts) = text_format(arena, "%.*s:%u-%u: %.*s", STR_ARGS(report_of(story, source)->id),
                                                (unsigned)source->start, (unsigned)source->end, STR_ARGS(source->quote));
    }
    return text_join(arena, &texts, "; ");
}

void change_print_csv(const struct change_report *report, FILE *out, struct arena *arena)
{
    static const char *const names[] = {"change", "of", "key",     "about",       "field",
                                        "was",    "is", "sources", "was_sources", "reason"};
    csv_print_names(out, names, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < report->changes.count; i++) {
        const struct change *change = &report->changes.items[i];
        const struct str fields[] = {
            str_of(change_kind_names[change->kind]), str_of(change_subject_names[change->subject]), change->key,
            change->about, change->field, change->was, change->is,
            quotes_text(report->now, &change->sources, arena), quotes_text(report->then, &change->was_sources, arena),
            change->reason};
        csv_row(out, fields, sizeof fields / sizeof fields[0]);
    }
}
