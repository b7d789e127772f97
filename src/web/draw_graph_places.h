/* draw_graph_places.h - where the nodes of a graph go: those that are joined close to each other, all others apart.
 *
 * Input: how many nodes and which are joined, how strongly. Output: a place for each. Method: T. Fruchterman and
 * E. Reingold, "Graph drawing by force-directed placement" (1991), from a circle on, with a pull to the middle.
 * Invariant: see draw_graph.h; no place depends on a clock or on chance. */
#ifndef WEB_DRAW_GRAPH_PLACES_H
#define WEB_DRAW_GRAPH_PLACES_H
#include <stddef.h>
#include <stdint.h>

struct place {
    double x, y;
};
struct place_link {
    uint32_t a, b;
    double strength; /* 0 to 1 */
};

/* Places around (0, 0), at most 1 to each side; `moves` has room for as many. */
void places_find(struct place *places, struct place *moves, size_t count, const struct place_link *links,
                 size_t link_count);

/* Push apart those that are nearer to each other than their radii and `gap`; they stay within the box. */
void places_part(struct place *places, const double *radii, size_t count, double gap, struct place least,
                 struct place most);
#endif
