/* page_actors.c - /actors: who met whom, and the actors of all reports, each once, the most frequent first.
 *
 * Input: the actors and meetings of the story. Output: a graph with its table, a list. Invariant: actors are chosen and
 * put in order without a string being made; those of the page alone are told. The graph: page_actors_graph.c. */
#include "view/actor_rows.h"

#include "view/rows.h"
#include "view/text.h"
#include "view/voice.h"
#include "web/facet.h"
#include "web/frame.h"
#include "web/html.h"
#include "web/neighbour.h"
#include "web/page_actors.h"
#include "web/pages.h"
#include "web/told.h"

enum {
    MOST_ALIASES = 12, /* of one actor; all are on its own page */
    MOST_OFFICES = 8,
    MOST_WORDS = 8 /* that are looked for */
};

struct actor_page {
    struct call *call;
    struct actor_rows rows;
    size_t kinds[ACTOR_KIND_COUNT], all; /* of what the other filters choose */
};

/* Whether the name has all words, folded. */
static bool has_words(struct str name, const struct str words[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!memmem(name.ptr, name.len, words[i].ptr, words[i].len))
            return false;
    return true;
}

static size_t words_of(struct call *call, struct str words[MOST_WORDS])
{
    struct str rest = told_folded(call, call->query.values[PARAM_WORDS]);
    size_t count = 0;
    while (rest.len && count < MOST_WORDS) {
        struct str word = str_cut(&rest, ' ');
        if (word.len)
            words[count++] = word;
    }
    return count;
}

/* Keep of the rows what the page's own filters choose. */
static void choose(struct actor_page *page)
{
    struct call *call = page->call;
    const struct identity *actors = call->story->actors.items;
    struct str party = call->query.values[PARAM_PARTY], folded = told_folded(call, party), words[MOST_WORDS];
    struct str kind = call->query.values[PARAM_KIND];
    size_t word_count = words_of(call, words), kept = 0;
    for (size_t i = 0; i < page->rows.shown.count; i++) {
        uint32_t actor = page->rows.shown.items[i];
        if ((call->choice.by_actor && !call->choice.wanted[actor]) ||
            (party.len && !told_is(call->story, actor, party, folded)) ||
            !has_words(actors[actor].folded, words, word_count))
            continue;
        page->kinds[actors[actor].kind]++;
        page->all++;
        if (!kind.len || str_equal(kind, str_of(actor_kind_names[actors[actor].kind])))
            page->rows.shown.items[kept++] = actor;
    }
    page->rows.shown.count = kept;
}

/* A number of something, linked to the page that lists it for the actor. */
static void put_link(struct call *call, struct str path, const struct identity *actor, size_t count, const char *one,
                     const char *many)
{
    struct query query = query_scope(&call->query);
    query.values[PARAM_ACTOR] = actor->key;
    if (!count)
        return;
    HTML(&call->out, " · <a");
    query_href(&call->out, path, &query);
    HTML(&call->out, ">");
    web_count(&call->out, count, one, many);
    HTML(&call->out, "</a>");
}

static void put_head(const struct actor_page *page, uint32_t at)
{
    struct call *call = page->call;
    struct buffer *out = &call->out;
    const struct identity *actor = &call->story->actors.items[at];
    HTML(out, "\n<h2>");
    told_actor(call, at);
    told_standing(call, actor->mark.standing);
    HTML(out, "</h2>\n<p>");
    web_text(out, str_of(actor_kind_names[actor->kind]));
    if (actor->side != at) {
        HTML(out, " of ");
        told_actor(call, actor->side);
    }
    put_link(call, STR("/meetings"), actor, page->rows.meetings[at], "mention in meetings", "mentions in meetings");
    put_link(call, STR("/statements"), actor, page->rows.statements[at], "statement", "statements");
    put_link(call, STR("/reports"), actor, actor->reports.count, "report", "reports");
    HTML(out, "</p>\n");
}

static void put_offices(struct call *call, uint32_t at)
{
    struct buffer *out = &call->out;
    const struct identity *actor = &call->story->actors.items[at];
    if (!actor->offices.count)
        return;
    HTML(out, "<ul class=\"offices\">\n");
    for (size_t i = 0; i < actor->offices.count && i < MOST_OFFICES; i++) {
        const struct story_office *office = &actor->offices.items[i];
        HTML(out, "<li>");
        web_bdi(out, text_clean(&call->arena, office->role));
        HTML(out, " ");
        told_days(call, office->from, office->to);
        HTML(out, " <span class=\"source\">");
        told_source(call, &office->source, told_kind(call, &office->source, "actor", at));
        HTML(out, "</span></li>\n");
    }
    if (actor->offices.count > MOST_OFFICES) {
        HTML(out, "<li>");
        frame_item_link(call, actor->key, text_format(&call->arena, "%zu more", actor->offices.count - MOST_OFFICES));
        HTML(out, "</li>\n");
    }
    HTML(out, "</ul>\n");
}

/* Its other names. */
static void put_aliases(struct call *call, const struct identity *actor)
{
    struct buffer *out = &call->out;
    size_t told = 0, others = 0;
    for (size_t i = 0; i < actor->aliases.count; i++) {
        if (str_equal(actor->aliases.items[i], actor->name) || ++others > MOST_ALIASES)
            continue;
        buffer_add(out, told++ ? STR(", ") : STR("<p class=\"small\">also "));
        web_bdi(out, text_cut(&call->arena, text_clean(&call->arena, actor->aliases.items[i]), 80));
    }
    if (others > MOST_ALIASES) {
        HTML(out, " and ");
        web_number(out, (double)(others - MOST_ALIASES));
        HTML(out, " more");
    }
    if (told)
        HTML(out, "</p>\n");
}

static void put_actor(const struct actor_page *page, uint32_t at)
{
    struct call *call = page->call;
    const struct identity *actor = &call->story->actors.items[at];
    told_item(call, "li", actor->key, actor->mark.standing, true);
    put_head(page, at);
    put_aliases(call, actor);
    put_offices(call, at);
    told_marks(call, &actor->mark);
    HTML(&call->out, "</li>\n");
}

/* Whether certain actors are looked for, not all. */
static bool is_searched(const struct query *query)
{
    return query->values[PARAM_WORDS].len || query->values[PARAM_PARTY].len || query->values[PARAM_KIND].len;
}

static void put_page(const struct actor_page *page)
{
    struct call *call = page->call;
    struct buffer *out = &call->out;
    struct paging paging = frame_paging(call, page->rows.shown.count);
    frame_open(call, &(struct frame){.title = "Actors",
                                     .summary = "Who appears in the reports, each once, and who met whom.",
                                     .filters = 1u << PARAM_WORDS | 1u << PARAM_PARTY | 1u << PARAM_SINCE |
                                                1u << PARAM_UNTIL,
                                     .twins = 1u << FORM_JSON | 1u << FORM_CSV});
    if (!paging.first && !is_searched(&call->query))
        meetings_put_graph(call);
    facets_open(call, "Kinds");
    facet_put_words(call, &(struct facet_words){.param = PARAM_KIND, .title = "Kind", .any = "any", .all = page->all,
                                                .names = actor_kind_names, .counts = page->kinds,
                                                .count = ACTOR_KIND_COUNT});
    facets_between(call);
    HTML(out, "<ol class=\"items\">\n");
    for (size_t i = 0; i < paging.count; i++)
        put_actor(page, page->rows.shown.items[paging.first + i]);
    HTML(out, "</ol>\n");
    frame_pages(call, &paging);
    facets_close(call);
    frame_close(call);
}

static bool print(struct actor_page *page)
{
    bool printed = call_print_rows(page->call, actor_rows_open(&page->rows, &page->call->error));
    actor_rows_free(&page->rows);
    return printed;
}

static struct actor_page page_of(struct call *call)
{
    struct actor_page page = {.call = call};
    struct filter filter = call_filter(call);
    filter.actor = filter.place = NULL;
    actor_rows_choose(&page.rows, &call->arena, call->story, &filter, NULL);
    choose(&page);
    return page;
}

void actors_items(struct call *call, struct page_items *items)
{
    struct actor_page page = page_of(call);
    for (size_t i = 0; i < page.rows.shown.count; i++)
        *ARENA_PUSH(&call->arena, items->keys) = call->story->actors.items[page.rows.shown.items[i]].key;
}

bool page_actors(struct call *call)
{
    struct actor_page page = page_of(call);
    if (call->form != FORM_HTML)
        return print(&page);
    put_page(&page);
    return true;
}
