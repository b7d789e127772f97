/* fact_neighbours.c - the way from a fact view to the items beside it in the list that it was come to from (fact.h). */
#include "view/text.h"
#include "web/fact.h"
#include "web/frame.h"
#include "web/neighbour.h"

/* Pages with lists, of items of the story or of facts of single reports; `choose` NULL: without neighbours. */
static const struct {
    const char *name;
    page_items_choose *choose;
    bool facts;
} lists[] = {
    {"meetings", meetings_items, false}, {"proposals", proposals_items, false},
    {"conflicts", conflicts_items, false}, {"actors", actors_items, false}, {"timeline", timeline_items, false},
    {"statements", statements_items, true}, {"figures", figures_items, true}, {"positions", NULL, false},
    {"brief", NULL, false}, {"changes", NULL, false}, {"search", NULL, false}, {"reports", NULL, false},
    {"decisions", NULL, false},
};

static size_t count_of(const struct page_items *items)
{
    return items->keys.count ? items->keys.count : items->chosen.count;
}

static struct str key_at(struct call *call, const struct page_items *items, size_t at)
{
    if (items->keys.count)
        return items->keys.items[at];
    return frame_fact_name(call, list_source(&items->facts, items->chosen.items[at]), items->facts.kind);
}

/* Whether the fact at this place of the list has the name; `name` as it is split. */
static bool is_fact_at(const struct call *call, const struct page_items *items, size_t at, const struct fact_name *name)
{
    const struct story_source *source = list_source(&items->facts, items->chosen.items[at]);
    return source->start == name->start && source->end == name->end &&
           str_equal(call->story->facts->reports.items[source->report].id, name->report);
}

/* Where the item stands in the list; as many as it has: nowhere. */
static size_t place_of(const struct call *call, const struct page_items *items, struct str key)
{
    struct fact_name name;
    size_t at = 0;
    if (items->keys.count) {
        while (at < items->keys.count && !str_equal(items->keys.items[at], key))
            at++;
        return at;
    }
    if (!items->chosen.count || !fact_name_split(key, &name) || !str_equal(name.kind, str_of(items->facts.kind)))
        return items->chosen.count;
    while (at < items->chosen.count && !is_fact_at(call, items, at, &name))
        at++;
    return at;
}

static void put_link(struct call *call, struct str key, const char *rel, const char *text)
{
    struct query query = fact_query(call, PARAM_SOURCE, STR(""));
    query.values[PARAM_FORM] = query.values[PARAM_PAGE] = STR("");
    HTML(&call->out, "<a");
    web_attribute(&call->out, "rel", str_of(rel));
    query_href_under(&call->out, STR("/item/"), key, &query);
    HTML(&call->out, ">");
    web_text(&call->out, str_of(text));
    HTML(&call->out, "</a>\n");
}

/* To the page of the list on which the item stands. */
static void put_back(struct call *call, struct str list, size_t at)
{
    struct query query = fact_query(call, PARAM_SOURCE, STR(""));
    query.values[PARAM_LIST] = query.values[PARAM_FORM] = query.values[PARAM_PAGE] = STR("");
    if (at >= FRAME_ROWS)
        query.values[PARAM_PAGE] = text_format(&call->arena, "%zu", at / FRAME_ROWS + 1);
    HTML(&call->out, "<a class=\"back\"");
    query_href(&call->out, text_format(&call->arena, "/%.*s", STR_ARGS(list)), &query);
    HTML(&call->out, ">Back to the list</a>\n");
}

void fact_put_neighbours(struct call *call, struct str key)
{
    struct str list = call->query.values[PARAM_LIST];
    struct page_items items = {0};
    struct fact_name name;
    size_t which = 0, most = sizeof lists / sizeof *lists;
    while (which < most && !str_equal(list, str_of(lists[which].name)))
        which++;
    if (which == most)
        return;
    if (lists[which].choose && lists[which].facts == fact_name_split(key, &name))
        lists[which].choose(call, &items);
    size_t count = count_of(&items), at = place_of(call, &items, key);
    bool here = at < count;
    HTML(&call->out, "<nav class=\"neighbours\" aria-label=\"Neighbours in the list\">\n");
    if (here && at)
        put_link(call, key_at(call, &items, at - 1), "prev", "Previous");
    put_back(call, list, here ? at : 0);
    if (here && at + 1 < count)
        put_link(call, key_at(call, &items, at + 1), "next", "Next");
    HTML(&call->out, "</nav>\n");
}
