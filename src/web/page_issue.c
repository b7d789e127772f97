/* page_issue.c - /positions?issue=KEY: one issue: where each side stands, what its distance rests on, and all that is
 * told of it, the latest first.
 *
 * Input: an issue of the story. Output: HTML. Invariant: of many thousands of tellings those of one page are told. */
#include <stdlib.h>

#include "view/text.h"
#include "web/frame.h"
#include "web/html.h"
#include "web/page_positions.h"
#include "web/told.h"

enum { MOST_SIDES = 20 };

/* A telling of the issue. */
struct told {
    const struct story_row *row;
    const struct story_hold *hold;
};
LIST_TYPE(told_list, struct told);

static int compare_told(const void *a, const void *b)
{
    const struct story_hold *x = ((const struct told *)a)->hold, *y = ((const struct told *)b)->hold;
    if (x->day != y->day)
        return x->day > y->day ? -1 : 1;
    if (x->source.report != y->source.report)
        return x->source.report > y->source.report ? -1 : 1;
    return (x->source.start > y->source.start) - (x->source.start < y->source.start);
}

/* Of all sides, or of the one that is asked for, in the days that are asked for. */
static struct told_list tellings_of(struct call *call, const struct story_issue *issue)
{
    struct str party = call->query.values[PARAM_PARTY], folded = told_folded(call, party);
    struct told_list list = {0};
    for (size_t r = 0; r < issue->rows.count; r++) {
        const struct story_row *row = &issue->rows.items[r];
        if (party.len && !told_is(call->story, row->side, party, folded))
            continue;
        for (size_t i = 0; i < row->holds.count; i++)
            if (choice_day(&call->choice, row->holds.items[i].day))
                *ARENA_PUSH(&call->arena, list) = (struct told){row, &row->holds.items[i]};
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, compare_told);
    return list;
}

/* Rows by how much they hold. */
static int compare_rows(const void *a, const void *b)
{
    const struct story_row *x = *(const struct story_row *const *)a, *y = *(const struct story_row *const *)b;
    if (x->holds.count != y->holds.count)
        return x->holds.count > y->holds.count ? -1 : 1;
    return (x->side > y->side) - (x->side < y->side);
}

/* The page with what the party alone holds. */
static void put_party_link(struct call *call, uint32_t side, struct str text)
{
    struct query query = query_with(&call->query, PARAM_PARTY, call->story->actors.items[side].key);
    HTML(&call->out, "<bdi>");
    frame_link(call, call->path, STR(""), &query, text);
    HTML(&call->out, "</bdi>");
}

static void put_side(struct call *call, const struct story_row *row)
{
    struct buffer *out = &call->out;
    const struct story_hold *first = &row->holds.items[0], *now = &row->holds.items[row->holds.count - 1];
    HTML(out, "<tr><th scope=\"row\">");
    told_actor(call, row->side);
    HTML(out, "</th><td>");
    told_state(call, str_of(stance_names[now->stance]));
    HTML(out, "</td><td>");
    told_day(call, now->day);
    HTML(out, "</td><td>");
    if (now->who != row->side)
        told_actor(call, now->who);
    HTML(out, "</td><td>");
    told_day(call, first->day);
    HTML(out, "</td><td class=\"number\">");
    put_party_link(call, row->side, text_format(&call->arena, "%zu", row->holds.count));
    HTML(out, "</td></tr>\n");
}

static void put_sides(struct call *call, const struct story_issue *issue)
{
    struct buffer *out = &call->out;
    const struct story_row **rows = arena_take(&call->arena, issue->rows.count + 1, sizeof *rows);
    for (size_t i = 0; i < issue->rows.count; i++)
        rows[i] = &issue->rows.items[i];
    if (issue->rows.count)
        qsort(rows, issue->rows.count, sizeof *rows, compare_rows);
    HTML(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Parties\">\n<table>\n<thead><tr>"
              "<th scope=\"col\">Party</th><th scope=\"col\">Now</th><th scope=\"col\">Last told</th>"
              "<th scope=\"col\">By</th><th scope=\"col\">First told</th>"
              "<th scope=\"col\" class=\"number\">Times told</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < issue->rows.count && i < MOST_SIDES; i++)
        put_side(call, rows[i]);
    HTML(out, "</tbody>\n</table>\n</div>\n");
    if (issue->rows.count > MOST_SIDES) {
        HTML(out, "<p class=\"note\">");
        web_number(out, (double)(issue->rows.count - MOST_SIDES));
        HTML(out, " more parties are told of in few reports; JSON and CSV have all.</p>\n");
    }
}

/* Which fact of the issue the words are of. */
static const char *kind_of(struct call *call, const struct story_issue *issue, struct story_source *source)
{
    for (size_t r = 0; r < issue->rows.count; r++)
        for (size_t i = 0; i < issue->rows.items[r].holds.count; i++) {
            const struct story_hold *hold = &issue->rows.items[r].holds.items[i];
            if (hold->source.report == source->report && hold->source.start == source->start &&
                hold->source.end == source->end)
                return told_hold(call, hold, source);
        }
    return "position";
}

static void put_grounds(struct call *call, const struct story_issue *issue)
{
    struct buffer *out = &call->out;
    if (!issue->grounds.count)
        return;
    HTML(out, "<ul>\n");
    for (size_t i = 0; i < issue->grounds.count; i++) {
        struct story_source source = issue->grounds.items[i];
        HTML(out, "<li>");
        told_words(call, source.quote);
        HTML(out, " ");
        const char *kind = kind_of(call, issue, &source);
        told_source(call, &source, kind);
        HTML(out, "</li>\n");
    }
    HTML(out, "</ul>\n");
}

static void put_chosen(struct call *call)
{
    struct query without = query_with(&call->query, PARAM_PARTY, STR(""));
    if (!call->query.values[PARAM_PARTY].len)
        return;
    HTML(&call->out, "<ul class=\"chosen\"><li><a");
    query_href(&call->out, call->path, &without);
    HTML(&call->out, ">");
    web_bdi(&call->out, call->query.values[PARAM_PARTY]);
    HTML(&call->out, "</a></li></ul>\n");
}

static void put_tellings(struct call *call, const struct story_issue *issue)
{
    struct buffer *out = &call->out;
    struct told_list list = tellings_of(call, issue);
    struct paging paging = frame_paging(call, list.count);
    put_chosen(call);
    HTML(out, "<ol class=\"items\">\n");
    for (size_t i = 0; i < paging.count; i++) {
        const struct told *told = &list.items[paging.first + i];
        const struct identity *side = &call->story->actors.items[told->row->side];
        struct story_source source;
        const char *kind = told_hold(call, told->hold, &source);
        told_item(call, "li", frame_fact_name(call, &source, kind), told->hold->source.standing, false);
        HTML(out, "<p><b>");
        put_party_link(call, told->row->side, text_clean(&call->arena, side->name));
        HTML(out, "</b> ");
        stands_hold(call, told->row, told->hold);
        HTML(out, "</p></li>\n");
    }
    HTML(out, "</ol>\n");
    frame_pages(call, &paging);
}

void issue_put(struct call *call, const struct story_issue *issue)
{
    struct buffer *out = &call->out;
    struct query back = query_with(&call->query, PARAM_ISSUE, STR(""));
    back.values[PARAM_PARTY] = STR("");
    frame_open(call, &(struct frame){.title = "Positions", .about = text_cut(&call->arena, issue->name, 200),
                                     .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL,
                                     .twins = 1u << FORM_JSON | 1u << FORM_CSV});
    HTML(out, "<p>");
    stands_distance(call, issue);
    HTML(out, "</p>\n");
    put_grounds(call, issue);
    HTML(out, "<p class=\"note\">");
    frame_voices(call, &issue->reports);
    HTML(out, ". Why they are one issue: ");
    web_text(out, issue->reason);
    HTML(out, ". <a");
    query_href(out, call->path, &back);
    HTML(out, ">All issues</a></p>\n<h2>Parties</h2>\n");
    put_sides(call, issue);
    HTML(out, "<h2>What reports say of it</h2>\n");
    put_tellings(call, issue);
    frame_close(call);
}
