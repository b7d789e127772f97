/* page_statements.c - who said what: every direct quotation, the newest first, by speaker and outlet.
 *
 * Its twins are rows of VIEW_STATEMENTS (list_rows.c), so that they have the columns of `readout statements`, for exactly
 * what the page lists: a speaker is who is one across reports, where the command line looks at each report's names. */
#include "base/ascii.h"
#include "base/error.h"
#include "base/map.h"
#include "view/text.h"
#include "web/find.h"
#include "web/facet.h"
#include "web/list.h"
#include "web/neighbour.h"
#include "web/pages.h"
#include "web/told.h"

enum { QUOTE_COLUMNS = 1200 };

struct statements {
    struct call *call;
    const struct story_statement *items;
    struct list_facts facts;
    struct list_reports reports;
    struct find find;
    struct actor_list chosen;
};

/* The identity of the speaker; NO_ACTOR. */
static uint32_t speaker_of(const struct statements *page, uint32_t at)
{
    uint32_t mention = page->items[at].speaker;
    return mention == NO_ACTOR ? NO_ACTOR : page->call->story->who[mention];
}

/* Said by whom is asked for, or by a source that is described so. */
static bool is_by(const struct statements *page, uint32_t at)
{
    uint32_t speaker = speaker_of(page, at);
    return speaker != NO_ACTOR ? page->call->choice.wanted[speaker]
                               : ascii_same(page->items[at].described, page->call->query.values[PARAM_ACTOR]);
}

static bool wants(const void *context, uint32_t at)
{
    const struct statements *page = context;
    return (!page->call->choice.by_actor || is_by(page, at)) &&
           (!page->find.count || find_in(&page->find, &page->items[at].source.quote, 1));
}

static bool choose(struct call *call, struct statements *page)
{
    const struct story_facts *facts = call->story->facts;
    struct search_terms terms = search_terms_of(&call->arena, call->query.values[PARAM_WORDS]);
    *page = (struct statements){.call = call, .items = facts->statements.items, .find = find_of(&call->arena, &terms),
                                .reports = list_reports_of(call, false)};
    page->facts = (struct list_facts){(const char *)facts->statements.items, facts->statements.count,
                                      sizeof *facts->statements.items, "statement"};
    if (!list_narrow(call, &page->reports, &terms, false))
        return false;
    page->chosen = list_choose(call, &page->reports, &page->facts, wants, page);
    return true;
}

static struct list_facet speaker_facet(const struct statements *page)
{
    const struct identity_list *actors = &page->call->story->actors;
    struct list_facet facet = {.title = "Speaker", .param = PARAM_ACTOR};
    uint32_t *counts = ARENA_NEW(&page->call->arena, uint32_t, actors->count + 1), found[LIST_FACET];
    for (size_t i = 0; i < page->chosen.count; i++) {
        uint32_t speaker = speaker_of(page, page->chosen.items[i]);
        if (speaker != NO_ACTOR)
            counts[speaker]++;
    }
    list_facet_count(&facet, counts, actors->count, found);
    for (size_t i = 0; i < facet.shown; i++) {
        facet.values[i].value = actors->items[found[i]].key;
        facet.values[i].text = actors->items[found[i]].name;
    }
    return facet;
}

/* Sources that reports describe and do not name. */
static struct list_facet described_facet(const struct statements *page)
{
    struct list_facet facet = {.title = "Source not named", .param = PARAM_ACTOR};
    struct arena *arena = &page->call->arena;
    uint32_t *counts = ARENA_NEW(arena, uint32_t, page->chosen.count + 1), found[LIST_FACET];
    struct map numbers = {0};
    struct str_list words = {0};
    for (size_t i = 0; i < page->chosen.count; i++) {
        const struct story_statement *it = &page->items[page->chosen.items[i]];
        if (it->speaker != NO_ACTOR || !it->described.len)
            continue;
        uint32_t number = map_get(&numbers, it->described);
        if (number == MAP_NONE) {
            map_put(&numbers, arena, it->described, number = (uint32_t)words.count);
            *ARENA_PUSH(arena, words) = it->described;
        }
        counts[number]++;
    }
    list_facet_count(&facet, counts, words.count, found);
    for (size_t i = 0; i < facet.shown; i++)
        facet.values[i].value = facet.values[i].text = words.items[found[i]];
    return facet;
}

static void put_speaker(const struct statements *page, uint32_t at)
{
    struct buffer *out = &page->call->out;
    const struct story_statement *it = &page->items[at];
    uint32_t speaker = speaker_of(page, at);
    if (speaker == NO_ACTOR) {
        HTML(out, "<span class=\"described\">");
        web_bdi(out, it->described.len ? it->described : STR("not named"));
        HTML(out, "</span>");
        return;
    }
    const struct identity *actor = &page->call->story->actors.items[speaker];
    HTML(out, "<strong><bdi>");
    frame_item_link(page->call, actor->key, actor->name);
    HTML(out, "</bdi></strong>");
    if (actor->party.len && !str_equal(actor->party, actor->name)) {
        HTML(out, " <span class=\"faint\">");
        web_bdi(out, actor->party);
        HTML(out, "</span>");
    }
}

static void put_statement(const struct statements *page, uint32_t at)
{
    struct call *call = page->call;
    const struct story_statement *it = &page->items[at];
    struct buffer *out = &call->out;
    list_item_open(call, "li", &page->facts, at);
    HTML(out, "<p>");
    put_speaker(page, at);
    if (it->addressee.len) {
        HTML(out, " to ");
        web_bdi(out, it->addressee);
    }
    told_standing(call, it->source.standing);
    HTML(out, "</p>\n<blockquote><bdi>");
    web_text(out, text_cut(&call->arena, text_clean(&call->arena, it->source.quote), QUOTE_COLUMNS));
    HTML(out, "</bdi><footer>");
    list_put_report(call, it->source.report);
    HTML(out, " · ");
    frame_source_link(call, &it->source, page->facts.kind, STR("in the text"));
    HTML(out, "</footer></blockquote></li>\n");
}

static void put_list(const struct statements *page)
{
    struct call *call = page->call;
    struct paging paging = frame_paging(call, page->chosen.count);
    frame_pages(call, &paging);
    HTML(&call->out, "<ol class=\"items\">\n");
    for (size_t i = 0; i < paging.count; i++)
        put_statement(page, page->chosen.items[paging.first + i]);
    HTML(&call->out, "</ol>\n");
    if (paging.total > paging.count)
        frame_pages(call, &paging);
}

void statements_items(struct call *call, struct page_items *items)
{
    struct statements page;
    if (!choose(call, &page)) {
        error_clear(&call->error);
        return;
    }
    items->facts = page.facts;
    items->chosen = page.chosen;
}

bool page_statements(struct call *call)
{
    struct statements page;
    if (!choose(call, &page))
        return false;
    if (call->form != FORM_HTML)
        return list_print(&(struct list_rows){.call = call, .view = VIEW_STATEMENTS, .facts = &page.facts,
                                              .chosen = page.chosen.items, .count = page.chosen.count});
    struct list_facet facets[] = {speaker_facet(&page), described_facet(&page),
                                  list_outlet_facet(call, &page.reports, &page.facts, &page.chosen)};
    frame_open(call, &(struct frame){
        .title = "Statements", .twins = 1u << FORM_JSON | 1u << FORM_CSV, .wide = true,
        .summary = "Direct quotations, the newest first. Words: all of them; \"in quotation marks\" a phrase, "
                   "negoti* all that begin so.",
        .filters = 1u << PARAM_SINCE | 1u << PARAM_UNTIL | 1u << PARAM_ACTOR | 1u << PARAM_OUTLET | 1u << PARAM_WORDS});
    list_facets_open(call, facets, sizeof facets / sizeof *facets);
    put_list(&page);
    facets_close(call);
    frame_close(call);
    return true;
}
