/* fact_neighbours.c - the way from a fact view to the items beside it in the list that it was come to from (fact.h). */
#include "view/text.h"
#include "web/fact.h"
#include "web/frame.h"

/* A list whose items are those of one list of the story, in its order. */
struct walk {
    struct call *call;
    size_t count;
    struct str (*key)(const struct call *call, size_t at);
    bool (*chosen)(struct call *call, size_t at);
};

static struct str meeting_key(const struct call *call, size_t at)
{
    return call->story->meetings.items[at].key;
}

static bool meeting_chosen(struct call *call, size_t at)
{
    const struct story_meeting *meeting = &call->story->meetings.items[at];
    return choice_days(&call->choice, meeting->from, meeting->to, &meeting->reports) &&
           (choice_actors(&call->choice, &meeting->participants) || choice_actors(&call->choice, &meeting->mediators)) &&
           choice_place(&call->arena, &call->choice, meeting->place);
}

static struct str proposal_key(const struct call *call, size_t at)
{
    return call->story->proposals.items[at].key;
}

static bool proposal_chosen(struct call *call, size_t at)
{
    const struct story_proposal *proposal = &call->story->proposals.items[at];
    return choice_days(&call->choice, STORY_NO_DAY, STORY_NO_DAY, &proposal->reports) &&
           choice_actors(&call->choice, &proposal->by);
}

static struct str conflict_key(const struct call *call, size_t at)
{
    return call->story->conflicts.items[at].key;
}

static bool any_chosen(struct call *call, size_t at)
{
    (void)call, (void)at;
    return true;
}

/* The list of the name; no count: there is none whose neighbours are cheap to find. */
static struct walk walk_of(struct call *call, struct str list)
{
    const struct story *story = call->story;
    if (str_equal(list, STR("meetings")))
        return (struct walk){call, story->meetings.count, meeting_key, meeting_chosen};
    if (str_equal(list, STR("proposals")))
        return (struct walk){call, story->proposals.count, proposal_key, proposal_chosen};
    if (str_equal(list, STR("conflicts")))
        return (struct walk){call, story->conflicts.count, conflict_key, any_chosen};
    return (struct walk){.call = call};
}

/* The nearest chosen item before or behind the one of the key, by `step`; empty: none. */
static struct str neighbour(const struct walk *walk, size_t at, bool forward)
{
    while (forward ? at + 1 < walk->count : at > 0) {
        at = forward ? at + 1 : at - 1;
        if (walk->chosen(walk->call, at))
            return walk->key(walk->call, at);
    }
    return STR("");
}

static void put_link(struct call *call, struct str key, const char *rel, const char *text)
{
    struct query query = fact_query(call, PARAM_SOURCE, STR(""));
    query.values[PARAM_FORM] = query.values[PARAM_PAGE] = STR("");
    if (!key.len)
        return;
    HTML(&call->out, "<a");
    web_attribute(&call->out, "rel", str_of(rel));
    fact_put_href(call, "/item/", key, &query);
    HTML(&call->out, ">");
    web_text(&call->out, str_of(text));
    HTML(&call->out, "</a>\n");
}

/* Only pages that have lists; the address of the list is made of this name. */
static bool is_list(struct str list)
{
    static const char *const lists[] = {"meetings", "proposals", "positions", "conflicts", "actors", "statements",
                                        "figures", "timeline", "brief", "changes", "search", "reports", "decisions"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_equal(list, str_of(lists[i])))
            return true;
    return false;
}

void fact_put_neighbours(struct call *call, struct str key)
{
    struct str list = call->query.values[PARAM_LIST];
    struct walk walk = walk_of(call, list);
    struct query query = fact_query(call, PARAM_SOURCE, STR(""));
    size_t at = 0;
    if (!is_list(list))
        return;
    while (at < walk.count && !str_equal(walk.key(call, at), key))
        at++;
    HTML(&call->out, "<nav class=\"neighbours\" aria-label=\"Neighbours in the list\">\n");
    if (at < walk.count)
        put_link(call, neighbour(&walk, at, false), "prev", "Previous");
    query.values[PARAM_LIST] = query.values[PARAM_FORM] = query.values[PARAM_PAGE] = STR("");
    HTML(&call->out, "<a class=\"back\"");
    query_href(&call->out, text_format(&call->arena, "/%.*s", STR_ARGS(list)), &query);
    HTML(&call->out, ">Back to the list</a>\n");
    if (at < walk.count)
        put_link(call, neighbour(&walk, at, true), "next", "Next");
    HTML(&call->out, "</nav>\n");
}
