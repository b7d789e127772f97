/* page_conflicts.c - /conflicts: what reports contradict each other in, side by side.
 *
 * Input: the conflicts of the story. Output: a list, in each what every source claims. Invariant: which is right is not
 * judged; conflicts are chosen without a string being made, and those of the page alone are told. */
#include "view/conflict.h"

#include "view/text.h"
#include "view/voice.h"
#include "web/facet.h"
#include "web/frame.h"
#include "web/html.h"
#include "web/neighbour.h"
#include "web/pages.h"
#include "web/told.h"

enum { MOST_CLAIMS = 12 /* of one conflict; all are on its own page */ };

struct clash_list {
    struct call *call;
    struct story_conflicts chosen;
    size_t kinds[CONFLICT_KIND_COUNT], all; /* of what the other filters choose */
};

static bool is_chosen(const struct choice *choice, const struct story_conflict *conflict)
{
    bool actor = !choice->by_actor, days = false;
    for (size_t i = 0; i < conflict->claims.count && !(actor && days); i++) {
        uint32_t report = conflict->claims.items[i].report;
        actor = actor || choice->named[report];
        days = days || choice_day(choice, story_report_day(choice->story, report));
    }
    return actor && days;
}

/* Those that a person rejected come last, where they are asked for. */
static void choose(struct clash_list *list, const struct story_conflicts *conflicts)
{
    struct call *call = list->call;
    struct str kind = call->query.values[PARAM_KIND];
    for (size_t i = 0; i < conflicts->count; i++) {
        const struct story_conflict *conflict = &conflicts->items[i];
        if (!is_chosen(&call->choice, conflict))
            continue;
        list->kinds[conflict->kind]++;
        list->all++;
        if (!kind.len || str_equal(kind, str_of(conflict_kind_names[conflict->kind])))
            *ARENA_PUSH(&call->arena, list->chosen) = *conflict;
    }
}

/* Outlet, day and report of a claim, linked to the page of the conflict with the text that makes it. */
static void put_source(struct call *call, const struct story_conflict *conflict, size_t at)
{
    struct buffer *out = &call->out;
    struct query query = call->query;
    query.values[PARAM_LIST] = STR("conflicts");
    query.values[PARAM_PAGE] = STR("");
    query.values[PARAM_SOURCE] = text_format(&call->arena, "%zu", at + 1);
    HTML(out, "<cite><a");
    query_href_under(&call->out, STR("/item/"), conflict->key, &query);
    HTML(out, ">");
    frame_voice(call, call->story, conflict->claims.items[at].report);
    HTML(out, "</a></cite>");
}

static void put_claim(struct call *call, const struct story_conflict *conflict, size_t at)
{
    struct buffer *out = &call->out;
    const struct story_source *claim = &conflict->claims.items[at];
    struct str says = text_clean(&call->arena, conflict->says.items[at]);
    HTML(out, "<li>");
    if (says.len && !str_equal(says, text_clean(&call->arena, claim->quote))) {
        HTML(out, "<p><b>");
        web_bdi(out, says);
        HTML(out, "</b></p>");
    }
    HTML(out, "<blockquote><p>");
    told_words(call, claim->quote);
    HTML(out, "</p><footer>");
    put_source(call, conflict, at);
    told_standing(call, claim->standing);
    HTML(out, "</footer></blockquote></li>\n");
}

static void put_claims(struct call *call, const struct story_conflict *conflict)
{
    struct buffer *out = &call->out;
    size_t count = conflict->claims.count, most = count > MOST_CLAIMS ? MOST_CLAIMS : count;
    HTML(out, "<ul class=\"claims\">\n");
    for (size_t i = 0; i < most; i++)
        put_claim(call, conflict, i);
    HTML(out, "</ul>\n");
    if (most == count)
        return;
    HTML(out, "<p>");
    frame_item_link(call, conflict->key, text_format(&call->arena, "%zu more claims", count - most));
    HTML(out, "</p>\n");
}

/* The revision is one of the claims. */
static void put_revision(struct call *call, const struct story_conflict *conflict)
{
    size_t at = 0;
    while (at < conflict->claims.count &&
           (conflict->claims.items[at].report != conflict->revision.report ||
            conflict->claims.items[at].start != conflict->revision.start))
        at++;
    if (!conflict->revised || at == conflict->claims.count)
        return;
    HTML(&call->out, "<p><span class=\"state state-revised\">revised</span> Who said the one says the other since: ");
    told_words(call, conflict->revision.quote);
    HTML(&call->out, " ");
    put_source(call, conflict, at);
    HTML(&call->out, "</p>\n");
}

static void put_conflict(struct call *call, const struct story_conflict *conflict)
{
    struct buffer *out = &call->out;
    struct str about = text_cut(&call->arena, text_clean(&call->arena, conflict->about), 160);
    told_item(call, "li", conflict->key, conflict->mark.standing, true);
    HTML(out, "\n<h2><bdi>");
    frame_item_link(call, conflict->key, about.len ? about : str_of(conflict_kind_names[conflict->kind]));
    HTML(out, "</bdi>");
    told_standing(call, conflict->mark.standing);
    HTML(out, "</h2>\n<p class=\"faint\">");
    web_text(out, str_of(conflict_kind_names[conflict->kind]));
    HTML(out, ": ");
    web_text(out, conflict->reason);
    HTML(out, "</p>\n");
    put_claims(call, conflict);
    put_revision(call, conflict);
    told_marks(call, &conflict->mark);
    HTML(out, "</li>\n");
}

static void put_page(const struct clash_list *list)
{
    struct call *call = list->call;
    struct buffer *out = &call->out;
    struct paging paging = frame_paging(call, list->chosen.count);
    frame_open(call, &(struct frame){.title = "Conflicts",
                                     .summary = "What cannot both be right, side by side. Which is right is not "
                                                "judged.",
                                     .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_ACTOR,
                                     .twins = 1u << FORM_JSON | 1u << FORM_CSV});
    facets_open(call, "Kinds");
    facet_put_words(call, &(struct facet_words){.param = PARAM_KIND, .title = "Kind", .any = "all", .all = list->all,
                                                .names = conflict_kind_names, .counts = list->kinds,
                                                .count = CONFLICT_KIND_COUNT});
    facets_between(call);
    HTML(out, "<ol class=\"items\">\n");
    for (size_t i = 0; i < paging.count; i++)
        put_conflict(call, &list->chosen.items[paging.first + i]);
    HTML(out, "</ol>\n");
    frame_pages(call, &paging);
    facets_close(call);
    frame_close(call);
}

static struct clash_list list_of(struct call *call)
{
    struct clash_list list = {.call = call};
    choose(&list, &call->story->conflicts);
    if (call->choice.rejected)
        choose(&list, &call->story->rejected.conflicts);
    return list;
}

void conflicts_items(struct call *call, struct page_items *items)
{
    struct clash_list list = list_of(call);
    for (size_t i = 0; i < list.chosen.count; i++)
        *ARENA_PUSH(&call->arena, items->keys) = list.chosen.items[i].key;
}

bool page_conflicts(struct call *call)
{
    struct clash_list list = list_of(call);
    struct story shown = *call->story;
    shown.conflicts = list.chosen;
    if (call->form == FORM_JSON)
        conflicts_put(&call->out, &shown);
    else if (call->form == FORM_CSV)
        conflicts_print_csv(call_file(call), &shown, &call->arena);
    else
        put_page(&list);
    return true;
}
