/* dating.c - see dating.h. */
#include "view/dating.h"

#include "base/calendar.h"
#include "view/csv.h"
#include "view/put.h"
#include "view/story_json.h"
#include "view/text.h"
#include "view/voice.h"

static struct str report_id(const struct story *story, uint32_t report)
{
    return story->facts->reports.items[report].id;
}

static void print_day(long day, char text[11])
{
    text[0] = 0;
    if (day != STORY_NO_DAY)
        calendar_print(day, text);
}

/* --- JSON */

static void put_reason(struct buffer *out, const struct story *story, const struct dating_reason *reason)
{
    put_open(out, NULL, '{');
    put_text(out, "kind", str_of(dating_kind_names[reason->kind]));
    put_text(out, "reason", reason->text);
    story_put_day(out, "from", reason->from);
    story_put_day(out, "to", reason->to);
    put_text(out, "confidence", str_of(dating_confidence_names[reason->confidence]));
    put_flag(out, "fits", reason->used);
    story_put_sources(out, "evidence", story, reason->evidence.items, reason->evidence.count);
    buffer_byte(out, '}');
}

static void put_reports(struct buffer *out, const struct story *story)
{
    put_open(out, "dating", '[');
    for (uint32_t i = 0; i < story->dating->count; i++) {
        const struct dated *dated = &story->dating->reports[i];
        if (dated->given)
            continue;
        put_open(out, NULL, '{');
        put_text(out, "report", report_id(story, i));
        story_put_day(out, "from", dated->from);
        story_put_day(out, "to", dated->to);
        story_put_day(out, "day", dated->day);
        put_text(out, "confidence", str_of(dating_confidence_names[dated->confidence]));
        put_open(out, "reasons", '[');
        for (size_t r = 0; r < dated->reasons.count; r++)
            put_reason(out, story, &dated->reasons.items[r]);
        buffer_add(out, STR("]}"));
    }
    buffer_byte(out, ']');
}

static void put_link(struct buffer *out, const struct story *story, const struct dating_link *link)
{
    put_open(out, NULL, '{');
    put_text(out, "before", report_id(story, link->before));
    put_text(out, "after", report_id(story, link->after));
    put_text(out, "confidence", str_of(dating_confidence_names[link->confidence]));
    put_text(out, "reason", link->text);
    story_put_sources(out, "evidence", story, link->evidence, 2);
    buffer_byte(out, '}');
}

void dating_put(struct buffer *out, const struct story *story)
{
    put_open(out, NULL, '{');
    put_reports(out, story);
    put_open(out, "order", '[');
    for (size_t i = 0; i < story->dating->links.count; i++)
        put_link(out, story, &story->dating->links.items[i]);
    buffer_add(out, STR("]}\n"));
}

/* --- CSV */

static void print_csv_row(FILE *out, const struct story *story, uint32_t report, const struct dating_reason *reason,
                          struct arena *arena)
{
    const struct dated *dated = &story->dating->reports[report];
    const struct story_source *source = reason && reason->evidence.count ? &reason->evidence.items[0] : NULL;
    const struct str fields[] = {
        report_id(story, report), voice_day(arena, dated->from), voice_day(arena, dated->to),
        voice_day(arena, dated->day), str_of(dating_confidence_names[dated->confidence]),
        reason ? str_of(dating_kind_names[reason->kind]) : STR(""), reason ? reason->text : STR(""),
        reason ? str_of(reason->used ? "yes" : "no") : STR(""), source ? report_id(story, source->report) : STR(""),
        source ? text_format(arena, "%u", source->start) : STR(""),
        source ? text_format(arena, "%u", source->end) : STR(""), source ? source->quote : STR("")};
    csv_row(out, fields, sizeof fields / sizeof *fields);
}

void dating_print_csv(FILE *out, const struct story *story, struct arena *arena)
{
    static const char *const names[] = {"report", "from",     "to",    "day", "confidence", "kind", "reason", "fits",
                                        "source", "start", "end", "quote"};
    csv_print_names(out, names, sizeof names / sizeof *names);
    for (uint32_t i = 0; i < story->dating->count; i++) {
        const struct dated *dated = &story->dating->reports[i];
        if (!dated->given && !dated->reasons.count)
            print_csv_row(out, story, i, NULL, arena);
        for (size_t r = 0; !dated->given && r < dated->reasons.count; r++)
            print_csv_row(out, story, i, &dated->reasons.items[r], arena);
    }
}

/* --- text */

struct str dating_days(struct arena *arena, const struct dated *dated)
{
    char from[11], to[11];
    print_day(dated->from, from);
    print_day(dated->to, to);
    if (from[0] && to[0])
        return str_copy(arena, text_days(arena, str_of(from), str_of(to)));
    if (from[0])
        return text_format(arena, "not before %s", from);
    return to[0] ? text_format(arena, "not after %s", to) : STR("");
}

/* The words a reason stands on, each of its own report; those of whole reports are named by the reason. */
static struct str words_of(struct arena *arena, const struct story *story, const struct dating_reason *reason)
{
    struct str words = STR("");
    for (size_t i = 0; i < reason->evidence.count; i++) {
        const struct story_source *source = &reason->evidence.items[i];
        struct str quote = text_clean(arena, source->quote), id = text_clean(arena, report_id(story, source->report));
        struct str piece = quote.len ? text_format(arena, "“%.*s”", STR_ARGS(quote)) : id;
        words = words.len ? text_format(arena, "%.*s, %.*s", STR_ARGS(words), STR_ARGS(piece)) : piece;
    }
    return words;
}

static void print_reason(const struct page *page, const struct story *story, struct arena *arena,
                         const struct dating_reason *reason)
{
    struct dated said = {.from = reason->from, .to = reason->to};
    struct str days = dating_days(arena, &said), text = text_clean(arena, reason->text);
    const char *fits = reason->used ? "" : "; does not fit what is surer and is not used";
    page_line(page, 2, text_format(arena, "%s: %.*s: %.*s (%s)%s", dating_kind_names[reason->kind], STR_ARGS(text),
                                   STR_ARGS(days), dating_confidence_names[reason->confidence], fits),
              words_of(arena, story, reason));
}

static void print_report(const struct page *page, const struct story *story, struct arena *arena, uint32_t report)
{
    const struct dated *dated = &story->dating->reports[report];
    struct str id = text_clean(arena, report_id(story, report));
    if (dated->confidence == DATING_OPEN)
        page_line(page, 0, text_format(arena, "%.*s  undated: nothing tells", STR_ARGS(id)), STR(""));
    else
        page_line(page, 0, text_format(arena, "%.*s  %.*s, %s", STR_ARGS(id), STR_ARGS(dating_days(arena, dated)),
                                       dating_confidence_names[dated->confidence]), STR(""));
    for (size_t i = 0; i < dated->reasons.count; i++)
        print_reason(page, story, arena, &dated->reasons.items[i]);
}

static bool is_linked(const struct dating *dating, uint32_t report)
{
    for (size_t i = 0; i < dating->links.count; i++)
        if (dating->links.items[i].before == report || dating->links.items[i].after == report)
            return true;
    return false;
}

static void print_order(const struct page *page, const struct story *story, struct arena *arena)
{
    const struct dating *dating = story->dating;
    page_heading(page, STR("ORDER"));
    for (size_t i = 0; i < dating->links.count; i++) {
        const struct dating_link *link = &dating->links.items[i];
        struct str before = text_clean(arena, report_id(story, link->before)),
                   after = text_clean(arena, report_id(story, link->after)), why = text_clean(arena, link->text);
        page_line(page, 0, text_format(arena, "%.*s before %.*s (%s). %.*s", STR_ARGS(before), STR_ARGS(after),
                                       dating_confidence_names[link->confidence], STR_ARGS(why)), STR(""));
    }
    for (uint32_t i = 0; i < dating->count; i++)
        if (!dating->reports[i].given && !is_linked(dating, i))
            page_line(page, 0, text_format(arena, "%.*s: nothing that is numbered tells its place",
                                           STR_ARGS(text_clean(arena, report_id(story, i)))), STR(""));
}

void dating_print(const struct page *page, const struct story *story, struct arena *arena)
{
    uint32_t undated = 0;
    page_heading(page, STR("REPORTS THAT COME WITHOUT A DAY"));
    for (uint32_t i = 0; i < story->dating->count; i++) {
        if (story->dating->reports[i].given)
            continue;
        undated++;
        print_report(page, story, arena, i);
    }
    if (!undated)
        page_line(page, 0, STR("none"), STR(""));
    else
        print_order(page, story, arena);
}
