/* draw_graph.h - who met whom.
 *
 * Input: nodes and edges in any order. Output: a figure (draw.h). Invariant: the places depend on the set of nodes and
 * edges alone, and are the same on every machine: they are made of sums, products, quotients and square roots (IEEE 754
 * says each bit of these) in one order; CMakeLists.txt keeps the compiler from fusing them. */
#ifndef WEB_DRAW_GRAPH_H
#define WEB_DRAW_GRAPH_H
#include "web/draw.h"

struct draw_node {
    struct str name, href;
    double weight; /* the size of its mark, and which names come first where there is no room for all */
    uint32_t kind; /* of kinds: the shape of its mark */
};

struct draw_edge {
    uint32_t a, b; /* of nodes; edges between the same two are one */
    double weight; /* how thick it is */
    struct str href;
};

struct draw_graph {
    struct draw_head head;
    const struct draw_node *nodes;
    size_t node_count; /* beyond GRAPH_NODES, those of the least weight are left out, and counted */
    const struct draw_edge *edges;
    size_t edge_count;
    const struct str *kinds; /* up to GRAPH_KINDS names */
    size_t kind_count;
    const char *one, *many; /* what weights count: "meeting", "meetings" */
};
enum { GRAPH_NODES = 40, GRAPH_KINDS = 4 };

/* Time: linear in the nodes and n log n in the edges, besides the same iterations for every graph. */
void draw_graph(struct arena *arena, struct buffer *out, const struct draw_graph *graph);
#endif
