/* issue.c - see issue.h. */
#include "view/issue.h"

#include <stdlib.h>

#include "view/csv.h"
#include "view/story_json.h"
#include "view/story_text.h"
#include "view/text.h"

enum { MOST_MOVES = 4, QUOTE_LINES = 2 };

/* Whether the actor, or somebody of it, holds something in the row. */
static bool row_has(struct arena *arena, const struct story *story, const struct story_row *row, struct str name)
{
    bool found = story_actor_is(arena, story, row->side, name);
    for (size_t i = 0; i < row->holds.count && !found; i++)
        found = story_actor_is(arena, story, row->holds.items[i].who, name);
    return found;
}

struct story_issues issues_of(struct arena *arena, const struct story *story, const char *actor)
{
    struct story_issues chosen = {0};
    for (size_t i = 0; i < story->issues.count; i++) {
        const struct story_issue *issue = &story->issues.items[i];
        bool has = !actor;
        for (size_t r = 0; r < issue->rows.count && !has; r++)
            has = row_has(arena, story, &issue->rows.items[r], str_of(actor));
        if (has)
            *ARENA_PUSH(arena, chosen) = *issue;
    }
    return chosen;
}

/* "before: rejects (2024-08-16), demands (2024-08-09)": each time the stance was another, the latest first. */
static struct str moves_of(struct arena *arena, const struct story_row *row)
{
    struct str text = STR("");
    size_t moves = 0, last = row->holds.count - 1;
    for (size_t i = last; i-- > 0 && moves < MOST_MOVES;) {
        const struct story_hold *hold = &row->holds.items[i];
        if (hold->stance == row->holds.items[i + 1].stance)
            continue;
        struct str day = story_text_day(arena, hold->day);
        text = text_format(arena, "%.*s%s%s (%.*s)", STR_ARGS(text), moves++ ? ", " : "before: ",
                           stance_names[hold->stance], STR_ARGS(day));
    }
    return text;
}

static void print_row(const struct page *page, const struct story *story, const struct story_row *row,
                      struct arena *arena)
{
    const struct story_hold *hold = &row->holds.items[row->holds.count - 1];
    struct str name = text_clean(arena, story_text_name(story, row->side)), day = story_text_day(arena, hold->day);
    if (hold->who != row->side)
        name = text_format(arena, "%.*s (%.*s)", STR_ARGS(name),
                           STR_ARGS(text_clean(arena, story_text_name(story, hold->who))));
    struct str quote = story_text_quote(arena, hold->source.quote, QUOTE_LINES * page->width - 40);
    struct str moves = moves_of(arena, row);
    page_line(page, 2, text_format(arena, "%.*s  %s  %.*s  %.*s", STR_ARGS(name), stance_names[hold->stance],
                                   STR_ARGS(day), STR_ARGS(quote)),
              story_text_source(arena, story, &hold->source));
    if (moves.len)
        page_line(page, 4, moves, STR(""));
}

static int compare_issues(const void *a, const void *b)
{
    const struct story_issue *x = *(const struct story_issue *const *)a, *y = *(const struct story_issue *const *)b;
    if (x->reports.count != y->reports.count)
        return x->reports.count > y->reports.count ? -1 : 1;
    return str_compare(x->key, y->key);
}

static void print_issue(const struct page *page, const struct story *story, const struct story_issue *issue,
                        struct arena *arena)
{
    page_heading(page, text_cut(arena, text_clean(arena, issue->name), page->width));
    if (issue->state != ISSUE_UNKNOWN)
        page_line(page, 2, text_format(arena, "%s: %.*s", issue_state_names[issue->state],
                                       STR_ARGS(text_clean(arena, issue->state_reason))), STR(""));
    for (size_t i = 0; i < issue->rows.count; i++)
        print_row(page, story, &issue->rows.items[i], arena);
}

void issues_print(const struct page *page, const struct story *story, const struct story_issues *issues,
                  struct arena *arena)
{
    const struct story_issue **sorted = arena_take(arena, issues->count + 1, sizeof *sorted);
    for (size_t i = 0; i < issues->count; i++)
        sorted[i] = &issues->items[i];
    if (issues->count)
        qsort(sorted, issues->count, sizeof *sorted, compare_issues);
    else
        fputs("none\n", page->out);
    for (size_t i = 0; i < issues->count; i++) {
        if (i)
            fputc('\n', page->out);
        print_issue(page, story, sorted[i], arena);
    }
}

void issues_put(struct buffer *out, const struct story *story, const struct story_issues *issues)
{
    buffer_byte(out, '[');
    for (size_t i = 0; i < issues->count; i++) {
        buffer_add(out, i ? STR(",\n") : STR("\n"));
        story_put_issue(out, story, &issues->items[i]);
    }
    buffer_add(out, STR("\n]\n"));
}

/* "demands 2024-08-09; rejects 2024-08-16" */
static struct str earlier_of(struct arena *arena, const struct story_row *row)
{
    enum { WIDEST = 32 /* a stance, a day, what parts them */ };
    size_t earlier = row->holds.count - 1, length = 0;
    char *text = arena_take(arena, earlier + 1, WIDEST);
    for (size_t i = 0; i < earlier; i++) {
        struct str day = story_text_day(arena, row->holds.items[i].day);
        length += (size_t)snprintf(text + length, WIDEST, "%s%s %.*s", i ? "; " : "",
                                   stance_names[row->holds.items[i].stance], STR_ARGS(day));
    }
    return str_make(text, length);
}

void issues_print_csv(FILE *out, const struct story *story, const struct story_issues *issues, struct arena *arena)
{
    static const struct str names[] = {STR("key"), STR("issue"), STR("state"), STR("state_reason"), STR("party"),
                                       STR("by"), STR("stance"), STR("date"), STR("report"), STR("start"), STR("end"),
                                       STR("quote"), STR("earlier")};
    csv_row(out, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < issues->count; i++)
        for (size_t r = 0; r < issues->items[i].rows.count; r++) {
            const struct story_issue *issue = &issues->items[i];
            const struct story_row *row = &issue->rows.items[r];
            const struct story_hold *hold = &row->holds.items[row->holds.count - 1];
            const struct str fields[] = {
                issue->key, issue->name, str_of(issue_state_names[issue->state]), issue->state_reason,
                story_text_name(story, row->side), story_text_name(story, hold->who),
                str_of(stance_names[hold->stance]),
                hold->day == STORY_NO_DAY ? STR("") : story_text_day(arena, hold->day),
                story_text_report(story, hold->source.report), text_format(arena, "%u", hold->source.start),
                text_format(arena, "%u", hold->source.end), hold->source.quote, earlier_of(arena, row)};
            csv_row(out, fields, sizeof fields / sizeof *fields);
        }
}
