/* page_actors_graph.c - who met whom, as a graph (draw_graph.h).
 *
 * Input: the meetings of the story that the filters choose. Output: a figure with its table. Invariant: a meeting
 * counts once for each two that were in it, however many of a side came; linear in the meetings. */
#include <stdlib.h>

#include "base/sort.h"
#include "merge/cluster.h"
#include "view/text.h"
#include "web/draw_graph.h"
#include "web/html.h"
#include "web/page_actors.h"

enum { MOST_NODES = 30 };

struct meeters {
    struct call *call;
    bool by_actor;                /* nodes are actors, else sides */
    struct actor_list nodes;      /* of most meetings */
    uint32_t *meetings;           /* of every identity */
    uint32_t *node_of;            /* likewise, its place in nodes; NO_ACTOR: none */
    uint32_t together[MOST_NODES][MOST_NODES];
};

static bool is_counted(const struct choice *choice, const struct story_meeting *meeting)
{
    return meeting->status != STATUS_CANCELLED && meeting->status != STATUS_POSSIBLE &&
           choice_days(choice, meeting->from, meeting->to, &meeting->reports) &&
           (choice_actors(choice, &meeting->participants) || choice_actors(choice, &meeting->mediators));
}

static void add_met(const struct meeters *meeters, const struct actor_list *actors, struct actor_list *met)
{
    for (size_t i = 0; i < actors->count; i++) {
        uint32_t actor = actors->items[i];
        set_add(&meeters->call->arena, met, meeters->by_actor ? actor : meeters->call->story->actors.items[actor].side);
    }
}

/* Who was in the meeting, as nodes are counted. */
static struct actor_list met_in(const struct meeters *meeters, const struct story_meeting *meeting)
{
    struct actor_list met = {0};
    add_met(meeters, &meeting->participants, &met);
    add_met(meeters, &meeting->mediators, &met);
    return met;
}

static void count_meetings(struct meeters *meeters)
{
    const struct story_meetings *meetings = &meeters->call->story->meetings;
    for (size_t i = 0; i < meetings->count; i++) {
        if (!is_counted(&meeters->call->choice, &meetings->items[i]))
            continue;
        struct actor_list met = met_in(meeters, &meetings->items[i]);
        for (size_t j = 0; j < met.count && met.count > 1; j++)
            meeters->meetings[met.items[j]]++;
    }
}

static void find_nodes(struct meeters *meeters)
{
    size_t actors = meeters->call->story->actors.count;
    uint32_t nodes[MOST_NODES];
    size_t count = sort_greatest(meeters->meetings, actors, MOST_NODES, nodes);
    for (size_t i = 0; i < actors; i++)
        meeters->node_of[i] = NO_ACTOR;
    for (uint32_t i = 0; i < count; i++) {
        *ARENA_PUSH(&meeters->call->arena, meeters->nodes) = nodes[i];
        meeters->node_of[nodes[i]] = i;
    }
}

static void count_together(struct meeters *meeters)
{
    const struct story_meetings *meetings = &meeters->call->story->meetings;
    for (size_t i = 0; i < meetings->count; i++) {
        if (!is_counted(&meeters->call->choice, &meetings->items[i]))
            continue;
        struct actor_list met = met_in(meeters, &meetings->items[i]);
        size_t kept = 0;
        for (size_t j = 0; j < met.count; j++)
            if (meeters->node_of[met.items[j]] != NO_ACTOR)
                met.items[kept++] = meeters->node_of[met.items[j]];
        for (size_t a = 0; a < kept; a++)
            for (size_t b = a + 1; b < kept; b++)
                meeters->together[met.items[a] < met.items[b] ? met.items[a] : met.items[b]]
                                 [met.items[a] < met.items[b] ? met.items[b] : met.items[a]]++;
    }
}

static void fill_nodes(const struct meeters *meeters, struct draw_node *nodes)
{
    struct call *call = meeters->call;
    for (size_t i = 0; i < meeters->nodes.count; i++) {
        const struct identity *actor = &call->story->actors.items[meeters->nodes.items[i]];
        struct query query = query_scope(&call->query);
        query.values[PARAM_LIST] = STR("actors");
        nodes[i] = (struct draw_node){
            .name = text_clean(&call->arena, actor->name), .weight = meeters->meetings[meeters->nodes.items[i]],
            .kind = actor->kind == ACTOR_PERSON ? 0 : actor->kind == ACTOR_STATE ? 1 : 2,
            .href = call_address(call, STR("/item/"), actor->key, &query)};
    }
}

static size_t fill_edges(const struct meeters *meeters, struct draw_edge *edges)
{
    struct call *call = meeters->call;
    size_t count = 0;
    for (uint32_t a = 0; a < meeters->nodes.count; a++)
        for (uint32_t b = a + 1; b < meeters->nodes.count; b++) {
            struct query query = query_scope(&call->query);
            if (!meeters->together[a][b])
                continue;
            query.values[PARAM_ACTOR] = call->story->actors.items[meeters->nodes.items[a]].key;
            query.values[PARAM_PARTY] = call->story->actors.items[meeters->nodes.items[b]].key;
            edges[count++] = (struct draw_edge){.a = a, .b = b, .weight = meeters->together[a][b],
                                                .href = call_address(call, STR("/meetings"), STR(""), &query)};
        }
    return count;
}

/* Sides or actors: a link to the other. */
static void put_switch(const struct meeters *meeters)
{
    struct call *call = meeters->call;
    HTML(&call->out, "<nav class=\"strip\" aria-label=\"Graph\">\n<ul>\n");
    for (int by_actor = 0; by_actor < 2; by_actor++) {
        struct query query = query_with(&call->query, PARAM_LANES, by_actor ? STR("actor") : STR(""));
        HTML(&call->out, "<li><a");
        query_href(&call->out, call->path, &query);
        if (by_actor == meeters->by_actor)
            HTML(&call->out, " aria-current=\"true\"");
        HTML(&call->out, ">");
        buffer_add(&call->out, by_actor ? STR("by actor") : STR("by party"));
        HTML(&call->out, "</a></li>\n");
    }
    HTML(&call->out, "</ul>\n</nav>\n");
}

void meetings_put_graph(struct call *call)
{
    static const struct str kinds[] = {STR("person"), STR("state"), STR("group or organisation")};
    struct arena *arena = &call->arena;
    struct meeters *meeters = ARENA_NEW(arena, struct meeters, 1);
    *meeters = (struct meeters){.call = call, .by_actor = str_equal(call->query.values[PARAM_LANES], STR("actor")),
                                .meetings = ARENA_NEW(arena, uint32_t, call->story->actors.count + 1),
                                .node_of = ARENA_NEW(arena, uint32_t, call->story->actors.count + 1)};
    count_meetings(meeters);
    find_nodes(meeters);
    if (!meeters->nodes.count)
        return;
    count_together(meeters);
    struct draw_node *nodes = ARENA_NEW(arena, struct draw_node, MOST_NODES);
    struct draw_edge *edges = ARENA_NEW(arena, struct draw_edge, MOST_NODES * MOST_NODES / 2);
    fill_nodes(meeters, nodes);
    size_t edge_count = fill_edges(meeters, edges);
    HTML(&call->out, "<section>\n<h2>Who met whom</h2>\n");
    put_switch(meeters);
    draw_graph(arena, &call->out,
               &(struct draw_graph){
                   .head = {.prefix = "met", .title = STR("Who met whom"),
                            .about = STR("Those with most meetings held or planned; a line joins two that met.")},
                   .nodes = nodes, .node_count = meeters->nodes.count, .edges = edges, .edge_count = edge_count,
                   .kinds = kinds, .kind_count = sizeof kinds / sizeof *kinds, .one = "meeting", .many = "meetings"});
    HTML(&call->out, "</section>\n");
}
