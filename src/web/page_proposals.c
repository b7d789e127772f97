/* page_proposals.c - /proposals: what is on the table: who made it, its terms now and before, and who answered what.
 *
 * Input: the proposals of the story. Output: a list, that told last first. Invariant: proposals are chosen and put in
 * order without a string being made; those of the page alone are told. */
#include <stdlib.h>

#include "base/sort.h"
#include "merge/cluster.h"
#include "view/item.h"
#include "view/text.h"
#include "web/facet.h"
#include "web/frame.h"
#include "web/html.h"
#include "web/neighbour.h"
#include "web/pages.h"
#include "web/told.h"

enum {
    MOST_TERMS = 12,   /* of one proposal; all are on its own page, as are all answers and sources */
    MOST_REPLIES = 12,
    MOST_VERSIONS = 6,
    MOST_SOURCES = 2,
    MOST_PARTIES = 20 /* to choose from */
};

/* A proposal that is chosen: its number (view/item.h) and the last day that it is told. */
struct offered {
    uint32_t number;
    long last;
};
LIST_TYPE(offered_list, struct offered);

struct offers_shown {
    struct call *call;
    struct items items;
    struct offered_list list;
    uint32_t *parties; /* of every side, how many of what the other filters choose it made or answered */
    size_t all;
};

/* The sides that made or answered it. */
static struct actor_list sides_of(struct call *call, const struct story_proposal *proposal)
{
    const struct identity *actors = call->story->actors.items;
    struct actor_list sides = {0};
    for (size_t i = 0; i < proposal->by.count; i++)
        set_add(&call->arena, &sides, actors[proposal->by.items[i]].side);
    for (size_t i = 0; i < proposal->replies.count; i++)
        set_add(&call->arena, &sides, actors[proposal->replies.items[i].side].side);
    return sides;
}

static long last_day(const struct story *story, const struct actor_list *reports)
{
    long last = STORY_NO_DAY;
    for (size_t i = 0; i < reports->count; i++) {
        long day = story_report_day(story, reports->items[i]);
        last = day > last ? day : last;
    }
    return last;
}

static void choose(struct offers_shown *shown)
{
    struct call *call = shown->call;
    struct str party = call->query.values[PARAM_PARTY], folded = told_folded(call, party);
    struct item_numbers numbers;
    items_choose(&shown->items, ITEM_PROPOSAL, &numbers);
    shown->parties = ARENA_NEW(&call->arena, uint32_t, call->story->actors.count + 1);
    shown->all = numbers.count;
    for (size_t i = 0; i < numbers.count; i++) {
        const struct story_proposal *proposal = item_proposal(call->story, numbers.items[i]);
        struct actor_list sides = sides_of(call, proposal);
        bool wanted = !party.len;
        for (size_t s = 0; s < sides.count; s++) {
            shown->parties[sides.items[s]]++;
            wanted = wanted || told_is(call->story, sides.items[s], party, folded);
        }
        if (wanted)
            *ARENA_PUSH(&call->arena, shown->list) =
                (struct offered){numbers.items[i], last_day(call->story, &proposal->reports)};
    }
}

static int compare_offered(const void *a, const void *b)
{
    const struct offered *x = a, *y = b;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    return (x->number < y->number) - (x->number > y->number);
}

static void put_parties(const struct offers_shown *shown)
{
    struct call *call = shown->call;
    uint32_t found[MOST_PARTIES];
    size_t count = sort_greatest(shown->parties, call->story->actors.count, MOST_PARTIES, found);
    HTML(&call->out, "<h2>Made or answered by</h2>\n<ul>\n");
    facet_put_link(call, PARAM_PARTY, STR(""), STR("any"), shown->all);
    for (size_t i = 0; i < count; i++) {
        const struct identity *side = &call->story->actors.items[found[i]];
        facet_put_link(call, PARAM_PARTY, side->key, text_clean(&call->arena, side->name), shown->parties[found[i]]);
    }
    HTML(&call->out, "</ul>\n");
}

static void put_more(struct call *call, size_t count, size_t most)
{
    if (count <= most)
        return;
    HTML(&call->out, "; +");
    web_number(&call->out, (double)(count - most));
}

static void put_version(struct call *call, const struct story_proposal *proposal, const struct story_version *version)
{
    told_words(call, version->text);
    HTML(&call->out, " ");
    told_days(call, version->from, version->to);
    HTML(&call->out, " <span class=\"source\">");
    for (size_t i = 0; i < version->sources.count && i < MOST_SOURCES; i++) {
        struct story_source source = told_term(call->story, proposal, &version->sources.items[i]);
        HTML(&call->out, " ");
        told_source(call, &source, "proposal");
    }
    put_more(call, version->sources.count, MOST_SOURCES);
    HTML(&call->out, "</span>");
}

/* The term as it is now, and behind it what it was before. */
static void put_term(struct call *call, const struct story_proposal *proposal, const struct story_term *term)
{
    struct buffer *out = &call->out;
    size_t count = term->versions.count;
    HTML(out, "<li>");
    put_version(call, proposal, &term->versions.items[count - 1]);
    if (count > 1) {
        HTML(out, "\n<details class=\"history\"><summary><span class=\"state state-revised\">revised</span> ");
        web_count(out, count - 1, "version before", "versions before");
        HTML(out, "</summary>\n<ul>\n");
        for (size_t i = count - 1, told = 0; i-- > 0 && told < MOST_VERSIONS; told++) {
            HTML(out, "<li>");
            put_version(call, proposal, &term->versions.items[i]);
            HTML(out, "</li>\n");
        }
        HTML(out, "</ul></details>");
    }
    HTML(out, "</li>\n");
}

static void put_rest(struct call *call, const struct story_proposal *proposal, size_t count, size_t most,
                     const char *what)
{
    if (count <= most)
        return;
    HTML(&call->out, "<li>");
    frame_item_link(call, proposal->key, text_format(&call->arena, "%zu more %s", count - most, what));
    HTML(&call->out, "</li>\n");
}

static void put_terms(struct call *call, const struct story_proposal *proposal)
{
    if (!proposal->points.count)
        return;
    HTML(&call->out, "<h3>Terms</h3>\n<ul>\n");
    for (size_t i = 0; i < proposal->points.count && i < MOST_TERMS; i++)
        put_term(call, proposal, &proposal->points.items[i]);
    put_rest(call, proposal, proposal->points.count, MOST_TERMS, "terms");
    HTML(&call->out, "</ul>\n");
}

/* The fact that the answer was read from: whoever gave it for the side. */
static const char *answer_kind(struct call *call, const struct story_proposal *proposal,
                               const struct story_reply *reply, const struct story_source *source)
{
    for (size_t i = 0; i < proposal->answers.count; i++) {
        const struct story_answer *answer = &proposal->answers.items[i];
        if (answer->source.report == source->report && answer->source.start == source->start &&
            call->story->actors.items[answer->party].side == reply->side)
            return told_kind(call, source, "response", answer->party);
    }
    return "response";
}

static void put_reply(struct call *call, const struct story_proposal *proposal, const struct story_reply *reply)
{
    struct buffer *out = &call->out;
    const struct story_source *sources = reply->sources.items;
    HTML(out, "<li>");
    told_actor(call, reply->side);
    HTML(out, " ");
    told_state(call, str_of(response_names[reply->response]));
    HTML(out, " ");
    told_days(call, reply->from, reply->to);
    HTML(out, " ");
    told_words(call, sources[0].quote);
    HTML(out, " <span class=\"source\">");
    for (size_t i = 0, told = 0; i < reply->sources.count && told < MOST_SOURCES; i++)
        if (!i || sources[i].report != sources[i - 1].report) {
            HTML(out, " ");
            told_source(call, &sources[i], answer_kind(call, proposal, reply, &sources[i]));
            told++;
        }
    put_more(call, reply->sources.count, MOST_SOURCES);
    HTML(out, "</span></li>\n");
}

static void put_replies(struct call *call, const struct story_proposal *proposal)
{
    if (!proposal->replies.count)
        return;
    HTML(&call->out, "<h3>Answers</h3>\n<ul>\n");
    for (size_t i = 0; i < proposal->replies.count && i < MOST_REPLIES; i++)
        put_reply(call, proposal, &proposal->replies.items[i]);
    put_rest(call, proposal, proposal->replies.count, MOST_REPLIES, "answers");
    HTML(&call->out, "</ul>\n");
}

static void put_head(struct call *call, const struct story_proposal *proposal, long last)
{
    enum { MOST_MAKERS = 6 };
    struct buffer *out = &call->out;
    struct str name = text_cut(&call->arena, text_clean(&call->arena, proposal->name), 120);
    HTML(out, "\n<h2><bdi>");
    frame_item_link(call, proposal->key, name.len ? name : STR("A proposal without a name"));
    HTML(out, "</bdi>");
    told_standing(call, proposal->mark.standing);
    HTML(out, "</h2>\n<p>");
    if (proposal->by.count) {
        HTML(out, "by ");
        told_actors(call, &proposal->by, MOST_MAKERS);
        HTML(out, " · ");
    }
    if (proposal->date.len) {
        HTML(out, "of ");
        web_day(out, proposal->date);
        HTML(out, " · ");
    }
    HTML(out, "told ");
    told_days(call, choice_first_day(call->story, &proposal->reports), last);
    HTML(out, "</p>\n");
}

static void put_proposal(struct call *call, const struct offered *offered)
{
    struct buffer *out = &call->out;
    const struct story_proposal *proposal = item_proposal(call->story, offered->number);
    const struct story_source *first = &call->story->facts->offers.items[proposal->offers.items[0]].source;
    told_item(call, "li", proposal->key, proposal->mark.standing, true);
    put_head(call, proposal, offered->last);
    HTML(out, "<blockquote><p>");
    told_words(call, first->quote);
    HTML(out, "</p><footer>");
    told_source(call, first, "proposal");
    HTML(out, "</footer></blockquote>\n");
    put_terms(call, proposal);
    put_replies(call, proposal);
    told_marks(call, &proposal->mark);
    if (proposal->reports.count > 1) {
        HTML(out, "<p class=\"source\">");
        frame_voices(call, &proposal->reports);
        HTML(out, "</p>");
    }
    HTML(out, "</li>\n");
}

static void sort(struct offers_shown *shown)
{
    if (shown->list.count)
        qsort(shown->list.items, shown->list.count, sizeof *shown->list.items, compare_offered);
}

static void put_page(struct offers_shown *shown)
{
    struct call *call = shown->call;
    struct buffer *out = &call->out;
    struct paging paging = frame_paging(call, shown->list.count);
    sort(shown);
    frame_open(call, &(struct frame){.title = "Proposals",
                                     .summary = "Offers, plans and drafts: who made them, their terms as last told and "
                                                "before, and who answered what. The one told last stands first.",
                                     .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_ACTOR,
                                     .twins = 1u << FORM_JSON | 1u << FORM_CSV});
    facets_open(call, "Parties");
    put_parties(shown);
    facets_between(call);
    HTML(out, "<ol class=\"items\">\n");
    for (size_t i = 0; i < paging.count; i++)
        put_proposal(call, &shown->list.items[paging.first + i]);
    HTML(out, "</ol>\n");
    frame_pages(call, &paging);
    facets_close(call);
    frame_close(call);
}

static bool print(struct offers_shown *shown)
{
    struct call *call = shown->call;
    struct item_numbers numbers = {0};
    struct item_printer printer = {.out = call_file(call), .kind = ITEM_PROPOSAL,
                                   .form = call->form == FORM_JSON ? ITEM_JSON : ITEM_CSV};
    for (size_t i = 0; i < shown->list.count; i++)
        *ARENA_PUSH(&call->arena, numbers) = shown->list.items[i].number;
    return items_print_chosen(&shown->items, &numbers, &printer, &call->error);
}

static struct offers_shown shown_of(struct call *call)
{
    struct offers_shown shown = {.call = call, .items = call_items(call)};
    choose(&shown);
    return shown;
}

void proposals_items(struct call *call, struct page_items *items)
{
    struct offers_shown shown = shown_of(call);
    sort(&shown);
    for (size_t i = 0; i < shown.list.count; i++)
        *ARENA_PUSH(&call->arena, items->keys) = item_proposal(call->story, shown.list.items[i].number)->key;
}

bool page_proposals(struct call *call)
{
    struct offers_shown shown = shown_of(call);
    if (call->form != FORM_HTML)
        return print(&shown);
    put_page(&shown);
    return true;
}
