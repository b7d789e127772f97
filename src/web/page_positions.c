/* page_positions.c - /positions: where the sides stand, issue by issue, and how far they are apart (merge/issue.c).
 *
 * Input: the issues of the story. Output: a matrix, rows issues and columns the sides that hold most. Invariant: issues
 * are chosen and put in order without a string being made; only those of the page are told. The page of one issue is in
 * page_issue.c. */
#include "web/page_positions.h"

#include <stdlib.h>

#include "base/sort.h"
#include "view/issue.h"
#include "view/text.h"
#include "web/facet.h"
#include "web/frame.h"
#include "web/html.h"
#include "web/pages.h"
#include "web/told.h"

enum {
    MOST_COLUMNS = 8,
    MOST_OTHERS = 4,  /* sides without a column of their own, told of one issue */
    MOST_TELLINGS = 5 /* of one side on one issue; all are on the page of the issue */
};

/* What is shown. */
struct stands {
    struct call *call;
    struct story_issues issues;            /* of the page, in order */
    uint32_t columns[MOST_COLUMNS];        /* sides */
    size_t column_count;
    size_t states[ISSUE_STATE_COUNT], all; /* of what the other filters choose */
};

static bool row_is_chosen(const struct choice *choice, const struct story_row *row)
{
    bool actor = !choice->by_actor || choice->wanted[row->side];
    bool days = choice->since == STORY_NO_DAY && choice->until == STORY_NO_DAY;
    for (size_t i = 0; i < row->holds.count && !(actor && days); i++) {
        actor = actor || choice->wanted[row->holds.items[i].who];
        days = days || choice_day(choice, row->holds.items[i].day);
    }
    return actor && days;
}

static bool issue_is_chosen(const struct choice *choice, const struct story_issue *issue)
{
    bool all = !choice->by_actor && choice->since == STORY_NO_DAY && choice->until == STORY_NO_DAY;
    for (size_t i = 0; i < issue->rows.count && !all; i++)
        if (row_is_chosen(choice, &issue->rows.items[i]))
            return true;
    return all;
}

/* In the order of the story; counts how many there are of each state. */
static struct story_issues choose(struct stands *stands)
{
    struct call *call = stands->call;
    struct story_issues chosen = {0};
    struct str state = call->query.values[PARAM_STATUS], key = call->query.values[PARAM_ISSUE];
    for (size_t i = 0; i < call->story->issues.count; i++) {
        const struct story_issue *issue = &call->story->issues.items[i];
        if ((key.len && !str_equal(key, issue->key)) || !issue_is_chosen(&call->choice, issue))
            continue;
        stands->states[issue->state]++;
        stands->all++;
        if (!state.len || str_equal(state, str_of(issue_state_names[issue->state])))
            *ARENA_PUSH(&call->arena, chosen) = *issue;
    }
    return chosen;
}

static int compare_issues(const void *a, const void *b)
{
    const struct story_issue *x = a, *y = b;
    if (x->reports.count != y->reports.count)
        return x->reports.count > y->reports.count ? -1 : 1;
    return str_compare(x->key, y->key);
}

/* The sides that hold most in the issues. */
static void find_columns(struct stands *stands, const struct story_issues *issues)
{
    struct call *call = stands->call;
    uint32_t *holds = ARENA_NEW(&call->arena, uint32_t, call->story->actors.count + 1);
    for (size_t i = 0; i < issues->count; i++)
        for (size_t r = 0; r < issues->items[i].rows.count; r++)
            holds[issues->items[i].rows.items[r].side] += (uint32_t)issues->items[i].rows.items[r].holds.count;
    stands->column_count = sort_greatest(holds, call->story->actors.count, MOST_COLUMNS, stands->columns);
}

static void put_state_links(struct stands *stands)
{
    struct call *call = stands->call;
    HTML(&call->out, "<nav class=\"strip\" aria-label=\"Distance\">\n");
    facet_put_words(call, &(struct facet_words){.param = PARAM_STATUS, .any = "all issues", .all = stands->all,
                                                .names = issue_state_names, .counts = stands->states,
                                                .first = ISSUE_APART, .count = ISSUE_STATE_COUNT});
    HTML(&call->out, "</nav>\n");
}

void stands_hold(struct call *call, const struct story_row *row, const struct story_hold *hold)
{
    struct story_source source;
    const char *kind = told_hold(call, hold, &source);
    told_state(call, str_of(stance_names[hold->stance]));
    told_standing(call, hold->source.standing);
    HTML(&call->out, " ");
    told_day_of(call, hold->day, &source, kind);
    if (hold->who != row->side) {
        HTML(&call->out, " ");
        told_actor(call, hold->who);
    }
    HTML(&call->out, " ");
    told_words(call, hold->source.quote);
    HTML(&call->out, " ");
    told_source(call, &source, kind);
}

void stands_distance(struct call *call, const struct story_issue *issue)
{
    struct buffer *out = &call->out;
    if (issue->state == ISSUE_UNKNOWN) {
        HTML(out, "<span class=\"faint\">How far apart they are is not told.</span>");
        return;
    }
    told_state(call, str_of(issue_state_names[issue->state]));
    HTML(out, " <span class=\"faint\">");
    web_bdi(out, text_clean(&call->arena, issue->state_reason));
    HTML(out, "</span>");
}

/* To the page of the issue, or what a party holds on it. */
static void put_issue_link(struct call *call, const struct story_issue *issue, struct str party, struct str text)
{
    struct query query = query_with(&call->query, PARAM_ISSUE, issue->key);
    query.values[PARAM_PARTY] = party;
    query.values[PARAM_STATUS] = STR("");
    frame_link(call, STR("/positions"), STR(""), &query, text);
}

/* "before: rejects 2024-08-16": the last time the stance was another. */
static void put_before(struct call *call, const struct story_row *row)
{
    size_t last = row->holds.count - 1, i = last;
    while (i && row->holds.items[i - 1].stance == row->holds.items[last].stance)
        i--;
    if (!i)
        return;
    HTML(&call->out, "<br><span class=\"small\">before: ");
    told_state(call, str_of(stance_names[row->holds.items[i - 1].stance]));
    HTML(&call->out, " ");
    told_day(call, row->holds.items[i - 1].day);
    HTML(&call->out, "</span>");
}

static void put_history(struct call *call, const struct story_issue *issue, const struct story_row *row)
{
    struct buffer *out = &call->out;
    size_t count = row->holds.count, most = count > MOST_TELLINGS ? MOST_TELLINGS : count;
    HTML(out, "<details class=\"history\"><summary>");
    web_text(out, count > 1 ? text_format(&call->arena, "History (%zu)", count) : STR("Words"));
    HTML(out, "</summary>\n<ul>\n");
    for (size_t i = 0; i < most; i++) {
        HTML(out, "<li>");
        stands_hold(call, row, &row->holds.items[count - 1 - i]);
        HTML(out, "</li>\n");
    }
    if (most < count) {
        HTML(out, "<li>");
        put_issue_link(call, issue, call->story->actors.items[row->side].key,
                       text_format(&call->arena, "all %zu", count));
        HTML(out, "</li>\n");
    }
    HTML(out, "</ul></details>");
}

/* An item: where the side stands now, and who says so for it. Its first link to an item is to the fact. */
static void put_now(struct call *call, const char *tag, const struct story_issue *issue, const struct story_row *row)
{
    struct buffer *out = &call->out;
    const struct story_hold *now = &row->holds.items[row->holds.count - 1];
    const struct identity *side = &call->story->actors.items[row->side];
    struct story_source source;
    const char *kind = told_hold(call, now, &source);
    told_item(call, tag, frame_fact_name(call, &source, kind), now->source.standing, false);
    HTML(out, "<p><span class=\"side\"><bdi>");
    put_issue_link(call, issue, side->key, text_clean(&call->arena, side->name));
    HTML(out, "</bdi></span> ");
    told_state(call, str_of(stance_names[now->stance]));
    told_standing(call, now->source.standing);
    HTML(out, " ");
    told_day_of(call, now->day, &source, kind);
    if (now->who != row->side) {
        HTML(out, " ");
        told_actor(call, now->who);
    }
}

/* The same with what it stood for before, and the words behind it. */
static void put_stand(struct call *call, const struct story_issue *issue, const struct story_row *row)
{
    put_now(call, "td", issue, row);
    put_before(call, row);
    HTML(&call->out, "</p>");
    put_history(call, issue, row);
}

/* The row of the column, or -1. */
static long row_of(const struct story_issue *issue, uint32_t side)
{
    for (size_t i = 0; i < issue->rows.count; i++)
        if (issue->rows.items[i].side == side)
            return (long)i;
    return -1;
}

static bool has_column(const struct stands *stands, uint32_t side)
{
    bool found = false;
    for (size_t i = 0; i < stands->column_count && !found; i++)
        found = stands->columns[i] == side;
    return found;
}

static void put_others(const struct stands *stands, const struct story_issue *issue)
{
    struct call *call = stands->call;
    struct buffer *out = &call->out;
    size_t others = 0;
    for (size_t i = 0; i < issue->rows.count; i++)
        others += !has_column(stands, issue->rows.items[i].side);
    HTML(out, "<td>");
    if (others) { /* folded: a row is as high as the sides that have a column need */
        HTML(out, "<details class=\"history\"><summary>");
        web_count(out, others, "other", "others");
        HTML(out, "</summary>\n<ul>\n");
    }
    for (size_t i = 0, told = 0; i < issue->rows.count && told < MOST_OTHERS; i++)
        if (!has_column(stands, issue->rows.items[i].side)) {
            told++;
            put_now(call, "li", issue, &issue->rows.items[i]);
            HTML(out, "</p></li>\n");
        }
    if (others > MOST_OTHERS) {
        HTML(out, "<li>");
        put_issue_link(call, issue, STR(""), text_format(&call->arena, "and %zu more", others - MOST_OTHERS));
        HTML(out, "</li>\n");
    }
    if (others)
        HTML(out, "</ul></details>");
    HTML(out, "</td>\n");
}

static void put_issue(const struct stands *stands, const struct story_issue *issue, bool others)
{
    struct call *call = stands->call;
    struct buffer *out = &call->out;
    struct str name = text_cut(&call->arena, text_clean(&call->arena, issue->name), 100);
    HTML(out, "<tr");
    web_attribute(out, "id", issue->key);
    HTML(out, ">\n<th scope=\"row\"><bdi>");
    put_issue_link(call, issue, STR(""), name.len ? name : STR("without a name"));
    HTML(out, "</bdi>");
    if (issue->state != ISSUE_UNKNOWN) {
        HTML(out, "<p>");
        stands_distance(call, issue);
        HTML(out, "</p>");
    }
    HTML(out, "<p class=\"count\">");
    web_count(out, issue->reports.count, "report", "reports");
    HTML(out, "</p></th>\n");
    for (size_t i = 0; i < stands->column_count; i++) {
        long row = row_of(issue, stands->columns[i]);
        if (row < 0)
            HTML(out, "<td>");
        else
            put_stand(call, issue, &issue->rows.items[row]);
        HTML(out, "</td>\n");
    }
    if (others)
        put_others(stands, issue);
    HTML(out, "</tr>\n");
}

static bool any_others(const struct stands *stands)
{
    for (size_t i = 0; i < stands->issues.count; i++)
        for (size_t r = 0; r < stands->issues.items[i].rows.count; r++)
            if (!has_column(stands, stands->issues.items[i].rows.items[r].side))
                return true;
    return false;
}

static void put_matrix(const struct stands *stands)
{
    struct call *call = stands->call;
    struct buffer *out = &call->out;
    bool others = any_others(stands);
    HTML(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Issues by party\">\n"
              "<table class=\"matrix stands\">\n<thead><tr><th scope=\"col\">Issue</th>\n");
    for (size_t i = 0; i < stands->column_count; i++) {
        HTML(out, "<th scope=\"col\">");
        told_actor(call, stands->columns[i]);
        HTML(out, "</th>\n");
    }
    if (others)
        HTML(out, "<th scope=\"col\">Others</th>\n");
    HTML(out, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < stands->issues.count; i++)
        put_issue(stands, &stands->issues.items[i], others);
    HTML(out, "</tbody>\n</table>\n</div>\n");
}

static void put_page(struct stands *stands, struct story_issues *chosen)
{
    struct call *call = stands->call;
    struct paging paging = frame_paging(call, chosen->count);
    if (chosen->count)
        qsort(chosen->items, chosen->count, sizeof *chosen->items, compare_issues);
    find_columns(stands, chosen);
    stands->issues = (struct story_issues){chosen->count ? chosen->items + paging.first : NULL, paging.count, 0};
    frame_open(call, &(struct frame){.title = "Positions", .wide = true,
                                     .summary = "Where each party stands last, issue by issue, and how far apart they "
                                                "are. What is told most stands first.",
                                     .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_ACTOR,
                                     .twins = 1u << FORM_JSON | 1u << FORM_CSV});
    if (stands->all > stands->states[ISSUE_UNKNOWN])
        put_state_links(stands);
    if (chosen->count)
        put_matrix(stands);
    frame_pages(call, &paging);
    frame_close(call);
}

bool page_positions(struct call *call)
{
    struct stands stands = {.call = call};
    struct story_issues chosen = choose(&stands);
    if (call->query.values[PARAM_ISSUE].len && !chosen.count)
        return call_fail(call, 404, "No issue of these reports has that key.");
    if (call->form == FORM_JSON)
        issues_put(&call->out, call->story, &chosen);
    else if (call->form == FORM_CSV)
        issues_print_csv(call_file(call), call->story, &chosen, &call->arena);
    else if (call->query.values[PARAM_ISSUE].len)
        issue_put(call, &chosen.items[0]);
    else
        put_page(&stands, &chosen);
    return true;
}
