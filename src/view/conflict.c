/* conflict.c - see conflict.h. */
#include "view/conflict.h"

#include "view/csv.h"
#include "view/story_json.h"
#include "view/story_text.h"
#include "view/text.h"

enum { QUOTE_LINES = 2 };

static void print_conflict(const struct page *page, const struct story *story, const struct story_conflict *conflict,
                           struct arena *arena)
{
    struct str about = text_clean(arena, conflict->about);
    page_heading(page, text_cut(arena, text_format(arena, "%s: %.*s", conflict_kind_names[conflict->kind],
                                                   STR_ARGS(about)), page->width));
    page_line(page, 2, conflict->reason, STR(""));
    for (size_t i = 0; i < conflict->claims.count; i++) {
        const struct story_source *claim = &conflict->claims.items[i];
        struct str quote = story_text_quote(arena, claim->quote, QUOTE_LINES * page->width - 40);
        struct str says = text_clean(arena, conflict->says.items[i]);
        page_line(page, 2, text_format(arena, "%.*s%s%.*s", STR_ARGS(says), says.len ? ": " : "", STR_ARGS(quote)),
                  story_text_source(arena, story, claim));
    }
    if (conflict->revised)
        page_line(page, 2, STR("revised by"), story_text_source(arena, story, &conflict->revision));
}

void conflicts_print(const struct page *page, const struct story *story, struct arena *arena)
{
    if (!story->conflicts.count)
        fputs("none\n", page->out);
    for (size_t i = 0; i < story->conflicts.count; i++) {
        if (i)
            fputc('\n', page->out);
        print_conflict(page, story, &story->conflicts.items[i], arena);
    }
}

void conflicts_put(struct buffer *out, const struct story *story)
{
    buffer_byte(out, '[');
    for (size_t i = 0; i < story->conflicts.count; i++) {
        buffer_add(out, i ? STR(",\n") : STR("\n"));
        story_put_conflict(out, story, &story->conflicts.items[i]);
    }
    buffer_add(out, STR("\n]\n"));
}

void conflicts_print_csv(FILE *out, const struct story *story, struct arena *arena)
{
    static const struct str names[] = {STR("key"), STR("kind"), STR("about"), STR("says"), STR("report"), STR("start"),
                                       STR("end"), STR("quote"), STR("resolved"), STR("revision"), STR("reason")};
    csv_row(out, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < story->conflicts.count; i++)
        for (size_t c = 0; c < story->conflicts.items[i].claims.count; c++) {
            const struct story_conflict *conflict = &story->conflicts.items[i];
            const struct story_source *claim = &conflict->claims.items[c];
            const struct str fields[] = {
                conflict->key, str_of(conflict_kind_names[conflict->kind]), conflict->about, conflict->says.items[c],
                story_text_report(story, claim->report), text_format(arena, "%u", claim->start),
                text_format(arena, "%u", claim->end), claim->quote,
                conflict->revised ? STR("revised") : STR(""),
                conflict->revised ? story_text_report(story, conflict->revision.report) : STR(""), conflict->reason};
            csv_row(out, fields, sizeof fields / sizeof *fields);
        }
}
