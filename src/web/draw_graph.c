/* draw_graph.c - see draw_graph.h. Names are put beside their nodes from the most important on, each where it covers no
 * node and no other name. */
#include "web/draw_graph.h"

#include <math.h>
#include <stdlib.h>

#include "view/text.h"
#include "web/draw_graph_places.h"

enum {
    HEIGHT = 600, MARGIN_X = 90, MARGIN_Y = 36, RADIUS = 6, RADIUS_MORE = 9, GAP = 10,
    NAME_COLUMNS = 26, NAME_HEIGHT = 14, NAME_GAP = 3, NAMED_ALWAYS = 6, SIDES = 8,
    EDGES_DRAWN = 400, WIDEST = 7
};

struct box {
    double left, top, right, bottom;
};

/* A node that is drawn. */
struct shown {
    const struct draw_node *node;
    uint32_t at; /* in the caller's order */
    double weight, radius;
    bool joined, named;
    struct str name;
    struct box box; /* of its name */
    int side;       /* of its name: -1: it ends at the node, 1: it begins there */
};

/* The edges between two nodes; of `nodes`, a < b. */
struct tie {
    uint32_t a, b;
    double weight;
    struct str href;
};

struct net {
    const struct draw_graph *graph;
    struct draw draw;
    struct shown *nodes;
    size_t count;
    struct tie *ties;
    size_t tie_count;
    struct place *places;
    double heaviest_node, heaviest_tie;
    size_t unnamed;
};

/* --- nodes and edges in their order */

#define COMPARE(a, b) \
    if ((a) != (b))   \
        return (a) < (b) ? -1 : 1

static int compare_names(const void *a, const void *b)
{
    const struct shown *x = a, *y = b;
    int order = str_compare(x->node->name, y->node->name);
    order = order ? order : str_compare(x->node->href, y->node->href);
    if (order)
        return order;
    COMPARE(x->node->kind, y->node->kind);
    COMPARE(y->weight, x->weight);
    return (x->at > y->at) - (x->at < y->at);
}

static int compare_weights(const void *a, const void *b)
{
    const struct shown *x = a, *y = b;
    COMPARE(y->weight, x->weight);
    return compare_names(a, b);
}

static int compare_pairs(const void *a, const void *b)
{
    const struct tie *x = a, *y = b;
    COMPARE(x->a, y->a);
    COMPARE(x->b, y->b);
    COMPARE(y->weight, x->weight);
    return str_compare(x->href, y->href);
}

/* The heaviest first. */
static int compare_ties(const void *a, const void *b)
{
    const struct tie *x = a, *y = b;
    COMPARE(y->weight, x->weight);
    COMPARE(x->a, y->a);
    return (x->b > y->b) - (x->b < y->b);
}

/* What is no weight weighs nothing. */
static double weight_of(double weight)
{
    return isfinite(weight) && weight > 0 ? fmin(weight, 1e12) : 0;
}

/* The heaviest, in order of their names. */
static void take_nodes(struct net *net)
{
    const struct draw_graph *graph = net->graph;
    net->nodes = ARENA_NEW(net->draw.arena, struct shown, graph->node_count + 1);
    for (uint32_t i = 0; i < graph->node_count; i++)
        net->nodes[i] = (struct shown){.node = &graph->nodes[i], .at = i, .weight = weight_of(graph->nodes[i].weight)};
    net->count = graph->node_count;
    if (net->count > GRAPH_NODES) {
        qsort(net->nodes, net->count, sizeof *net->nodes, compare_weights);
        net->count = GRAPH_NODES;
    }
    if (net->count)
        qsort(net->nodes, net->count, sizeof *net->nodes, compare_names);
    for (size_t i = 0; i < net->count; i++)
        net->heaviest_node = fmax(net->heaviest_node, net->nodes[i].weight);
    for (size_t i = 0; i < net->count; i++)
        net->nodes[i].radius = RADIUS + (net->heaviest_node > 0
                                             ? RADIUS_MORE * sqrt(net->nodes[i].weight / net->heaviest_node) : 0);
}

/* Ties between the same two become one. */
static void join_ties(struct net *net)
{
    size_t kept = 0;
    if (net->tie_count)
        qsort(net->ties, net->tie_count, sizeof *net->ties, compare_pairs);
    for (size_t i = 0; i < net->tie_count; i++) {
        struct tie *last = kept ? &net->ties[kept - 1] : NULL;
        if (last && last->a == net->ties[i].a && last->b == net->ties[i].b)
            last->weight += net->ties[i].weight;
        else
            net->ties[kept++] = net->ties[i];
    }
    net->tie_count = kept;
    for (size_t i = 0; i < kept; i++)
        net->heaviest_tie = fmax(net->heaviest_tie, net->ties[i].weight);
    if (kept)
        qsort(net->ties, kept, sizeof *net->ties, compare_ties);
}

static void take_edges(struct net *net)
{
    const struct draw_graph *graph = net->graph;
    uint32_t *drawn_at = arena_take(net->draw.arena, graph->node_count + 1, sizeof *drawn_at);
    memset(drawn_at, 0xff, (graph->node_count + 1) * sizeof *drawn_at);
    for (uint32_t i = 0; i < net->count; i++)
        drawn_at[net->nodes[i].at] = i;
    net->ties = ARENA_NEW(net->draw.arena, struct tie, graph->edge_count + 1);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct draw_edge *edge = &graph->edges[i];
        if (edge->a >= graph->node_count || edge->b >= graph->node_count)
            continue;
        uint32_t a = drawn_at[edge->a], b = drawn_at[edge->b];
        if (a == UINT32_MAX || b == UINT32_MAX || a == b)
            continue;
        net->nodes[a].joined = net->nodes[b].joined = true;
        net->ties[net->tie_count++] = (struct tie){a < b ? a : b, a < b ? b : a, weight_of(edge->weight), edge->href};
    }
    join_ties(net);
}

/* --- places */

static double tie_strength(const struct net *net, const struct tie *tie)
{
    return net->heaviest_tie > 0 ? sqrt(tie->weight / net->heaviest_tie) : 0;
}

static void find_places(struct net *net)
{
    struct arena *arena = net->draw.arena;
    struct place *moves = ARENA_NEW(arena, struct place, net->count + 1);
    struct place_link *links = ARENA_NEW(arena, struct place_link, net->tie_count + 1);
    double *radii = ARENA_NEW(arena, double, net->count + 1);
    net->places = ARENA_NEW(arena, struct place, net->count + 1);
    for (size_t i = 0; i < net->tie_count; i++)
        links[i] = (struct place_link){net->ties[i].a, net->ties[i].b, tie_strength(net, &net->ties[i])};
    places_find(net->places, moves, net->count, links, net->tie_count);
    for (size_t i = 0; i < net->count; i++) {
        net->places[i].x = DRAW_WIDTH / 2.0 + net->places[i].x * (DRAW_WIDTH / 2.0 - MARGIN_X);
        net->places[i].y = HEIGHT / 2.0 + net->places[i].y * (HEIGHT / 2.0 - MARGIN_Y);
        radii[i] = net->nodes[i].radius;
    }
    places_part(net->places, radii, net->count, GAP, (struct place){MARGIN_X, MARGIN_Y},
                (struct place){DRAW_WIDTH - MARGIN_X, HEIGHT - MARGIN_Y});
}

/* --- names */

/* Right, left, above, below, and the corners between: -1 is before or above, 1 behind or below. */
static const struct place sides[SIDES] = {
    {1, 0}, {-1, 0}, {0, -1}, {0, 1}, {.7, -.7}, {.7, .7}, {-.7, -.7}, {-.7, .7},
};

static struct box name_box(const struct net *net, size_t node, int side)
{
    double width = (double)text_width(net->nodes[node].name) * DRAW_COLUMN + 2, radius = net->nodes[node].radius;
    double reach = radius + NAME_GAP;
    double middle_x = net->places[node].x + sides[side].x * reach + (sides[side].x > 0) * width / 2 -
                      (sides[side].x < 0) * width / 2;
    double middle_y = net->places[node].y + sides[side].y * (reach + NAME_HEIGHT / 2.0);
    return (struct box){middle_x - width / 2, middle_y - NAME_HEIGHT / 2.0, middle_x + width / 2,
                        middle_y + NAME_HEIGHT / 2.0};
}

/* The area that two boxes share. */
static double shared(struct box a, struct box b)
{
    double width = fmin(a.right, b.right) - fmax(a.left, b.left);
    double height = fmin(a.bottom, b.bottom) - fmax(a.top, b.top);
    return width > 0 && height > 0 ? width * height : 0;
}

/* How much of the box is covered by nodes, by names that stand already, or lies beside the drawing. */
static double covered(const struct net *net, size_t node, struct box box)
{
    double sum = 0;
    if (box.left < 0 || box.right > DRAW_WIDTH || box.top < 0 || box.bottom > HEIGHT)
        sum += 1e6;
    for (size_t i = 0; i < net->count; i++) {
        double radius = net->nodes[i].radius;
        struct place at = net->places[i];
        if (i != node)
            sum += shared(box, (struct box){at.x - radius, at.y - radius, at.x + radius, at.y + radius});
        if (net->nodes[i].named)
            sum += shared(box, net->nodes[i].box);
    }
    return sum;
}

/* On the first side where it covers nothing; the most important have their name whatever it covers. */
static void put_name(struct net *net, size_t node, bool always)
{
    struct shown *shown = &net->nodes[node];
    double least = 0;
    shown->name = draw_words(&net->draw, shown->node->name, NAME_COLUMNS);
    for (int side = 0; side < SIDES; side++) {
        struct box box = name_box(net, node, side);
        double cover = covered(net, node, box);
        if (side == 0 || cover < least) {
            least = cover;
            shown->box = box;
            shown->side = (sides[side].x > 0) - (sides[side].x < 0);
        }
        if (least <= 0)
            break;
    }
    shown->named = shown->name.len && (always || least <= 0);
    net->unnamed += !shown->named;
}

static void put_names(struct net *net)
{
    struct shown *order = arena_take(net->draw.arena, net->count + 1, sizeof *order);
    memcpy(order, net->nodes, net->count * sizeof *order);
    for (uint32_t i = 0; i < net->count; i++)
        order[i].at = i;
    if (net->count)
        qsort(order, net->count, sizeof *order, compare_weights);
    for (size_t i = 0; i < net->count; i++)
        put_name(net, order[i].at, i < NAMED_ALWAYS);
}

/* --- drawing */

static struct str weight_text(const struct net *net, double weight)
{
    struct str number = number_short(net->draw.arena, weight);
    return text_format(net->draw.arena, "%.*s %s", STR_ARGS(number), weight == 1 ? net->graph->one : net->graph->many);
}

static struct str full_name(const struct net *net, uint32_t node)
{
    return draw_words(&net->draw, net->nodes[node].node->name, 120);
}

static void draw_tie(const struct net *net, const struct tie *tie)
{
    const struct draw *draw = &net->draw;
    struct place a = net->places[tie->a], b = net->places[tie->b];
    struct str first = full_name(net, tie->a), second = full_name(net, tie->b), weight = weight_text(net, tie->weight);
    struct str title = text_format(draw->arena, "%.*s – %.*s: %.*s", STR_ARGS(first), STR_ARGS(second),
                                   STR_ARGS(weight));
    bool linked = draw_link_open(draw, "edge", tie->href, title);
    HTML(draw->out, "<path class=\"edge-line\"");
    web_measure(draw->out, "stroke-width", 1 + (WIDEST - 1) * tie_strength(net, tie));
    HTML(draw->out, " d=\"M");
    draw_number(draw, a.x);
    draw_number(draw, a.y);
    HTML(draw->out, "L");
    draw_number(draw, b.x);
    draw_number(draw, b.y);
    HTML(draw->out, "\"/>");
    draw_link_close(draw, linked);
}

static void draw_kind(const struct draw *draw, size_t kind, double x, double y, double radius)
{
    static const enum draw_shape shapes[GRAPH_KINDS] = {SHAPE_CIRCLE, SHAPE_SQUARE, SHAPE_DIAMOND, SHAPE_UP};
    static const char *const classes[GRAPH_KINDS] = {"node node-1", "node node-2", "node node-3", "node node-4"};
    kind = kind < GRAPH_KINDS ? kind : 0;
    draw_shape(draw, classes[kind], shapes[kind], x, y, radius);
}

static void draw_name(const struct draw *draw, const struct shown *shown)
{
    const struct box *box = &shown->box;
    const char *anchor = shown->side > 0 ? "start" : shown->side < 0 ? "end" : "middle";
    double x = shown->side > 0 ? box->left : shown->side < 0 ? box->right : (box->left + box->right) / 2;
    draw_text(draw, "node-name", anchor, x, box->bottom - 3, shown->name);
}

static void draw_node(const struct net *net, uint32_t at)
{
    const struct draw *draw = &net->draw;
    const struct shown *shown = &net->nodes[at];
    struct str name = full_name(net, at), weight = weight_text(net, shown->weight);
    struct str title = text_format(draw->arena, "%.*s: %.*s", STR_ARGS(name), STR_ARGS(weight));
    bool linked = draw_link_open(draw, "actor", shown->node->href, title);
    draw_kind(draw, shown->node->kind, net->places[at].x, net->places[at].y, shown->radius);
    if (shown->named)
        draw_name(draw, shown);
    draw_link_close(draw, linked);
}

/* The light ones first, so that the heavy ones lie on them. */
static void draw_ties(const struct net *net)
{
    for (size_t i = net->tie_count < EDGES_DRAWN ? net->tie_count : EDGES_DRAWN; i > 0; i--)
        draw_tie(net, &net->ties[i - 1]);
}

/* --- caption and table */

static void put_keys(const struct net *net)
{
    bool found[GRAPH_KINDS] = {false};
    for (size_t i = 0; i < net->count; i++)
        if (net->nodes[i].node->kind < GRAPH_KINDS)
            found[net->nodes[i].node->kind] = true;
    draw_keys_open(&net->draw);
    for (size_t kind = 0; kind < GRAPH_KINDS && kind < net->graph->kind_count; kind++)
        if (found[kind]) {
            draw_key_open(&net->draw);
            draw_kind(&net->draw, kind, 8, 8, RADIUS);
            draw_key_close(&net->draw, net->graph->kinds[kind]);
        }
    draw_keys_close(&net->draw);
}

static void put_caption(const struct net *net)
{
    const struct draw *draw = &net->draw;
    draw_caption_open(draw);
    put_keys(net);
    if (net->tie_count)
        draw_note(draw, text_format(draw->arena, "The thicker a line, the more %s; the thickest is %.*s.",
                                    net->graph->many, STR_ARGS(weight_text(net, net->heaviest_tie))));
    if (net->graph->node_count > net->count)
        draw_note(draw, text_format(draw->arena, "%zu more are not drawn.", net->graph->node_count - net->count));
    if (net->tie_count > EDGES_DRAWN)
        draw_note(draw, text_format(draw->arena, "%zu thin lines are not drawn.", net->tie_count - EDGES_DRAWN));
    if (net->unnamed)
        draw_note(draw, text_format(draw->arena, "%zu without room for their names: the table has them.",
                                    net->unnamed));
    draw_caption_close(draw);
}

static void put_alone(const struct net *net, uint32_t node)
{
    HTML(net->draw.out, "<tr>");
    draw_cell(&net->draw, net->nodes[node].node->href, full_name(net, node));
    draw_cell(&net->draw, STR(""), STR(""));
    draw_cell(&net->draw, STR(""), STR(""));
    HTML(net->draw.out, "</tr>");
}

static void put_tie(const struct net *net, const struct tie *tie)
{
    HTML(net->draw.out, "<tr>");
    draw_cell(&net->draw, net->nodes[tie->a].node->href, full_name(net, tie->a));
    draw_cell(&net->draw, net->nodes[tie->b].node->href, full_name(net, tie->b));
    draw_cell(&net->draw, tie->href, weight_text(net, tie->weight));
    HTML(net->draw.out, "</tr>");
}

static void put_table(const struct net *net)
{
    const struct str headings[] = {STR("One"), STR("The other"), STR("How many")};
    size_t rows = 0;
    draw_table_open(&net->draw, headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < net->tie_count; i++)
        if (rows++ < DRAW_TABLE_ROWS)
            put_tie(net, &net->ties[i]);
    for (uint32_t i = 0; i < net->count; i++)
        if (!net->nodes[i].joined && rows++ < DRAW_TABLE_ROWS)
            put_alone(net, i);
    draw_table_close(&net->draw, rows);
}

void draw_graph(struct arena *arena, struct buffer *out, const struct draw_graph *graph)
{
    struct net net = {.graph = graph, .draw = {arena, out, &graph->head}};
    take_nodes(&net);
    take_edges(&net);
    find_places(&net);
    put_names(&net);
    draw_open(&net.draw, "drawing-graph", HEIGHT,
              text_format(arena, "%zu nodes, %zu lines between them.", net.count, net.tie_count));
    draw_ties(&net);
    for (uint32_t i = 0; i < net.count; i++)
        draw_node(&net, i);
    put_caption(&net);
    put_table(&net);
}
