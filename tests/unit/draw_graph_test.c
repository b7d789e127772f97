/* draw_graph_test.c - who met whom as a drawing: the same places each time, names that cover no other. */
#include "drawn.h"
#include "web/draw_graph.h"
#include "web/draw_graph_places.h"

static const struct str kinds[] = {STR("person"), STR("state")};

static struct draw_graph graph_of(const struct draw_node *nodes, size_t node_count, const struct draw_edge *edges,
                                  size_t edge_count)
{
    return (struct draw_graph){{"g", STR("Who met whom"), STR("")}, nodes, node_count, edges, edge_count, kinds, 2,
                               "meeting", "meetings"};
}

static struct draw_node *some_nodes(size_t count)
{
    struct draw_node *nodes = ARENA_NEW(&arena, struct draw_node, count + 1);
    uint64_t state = count;
    for (size_t i = 0; i < count; i++)
        nodes[i] = (struct draw_node){text_format(&arena, "Actor number %zu", i), text_format(&arena, "/actor/%zu", i),
                                      drawn_chance(&state, 100), drawn_chance(&state, 3)};
    return nodes;
}

static struct draw_edge *some_edges(size_t count, size_t nodes)
{
    struct draw_edge *edges = ARENA_NEW(&arena, struct draw_edge, count + 1);
    uint64_t state = count;
    for (size_t i = 0; i < count; i++)
        edges[i] = (struct draw_edge){drawn_chance(&state, (unsigned)nodes + 1), drawn_chance(&state, (unsigned)nodes),
                                      1 + drawn_chance(&state, 9), STR("/meetings")};
    return edges;
}

static xmlDoc *draw_all(struct buffer *out, const struct draw_graph *graph)
{
    buffer_clear(out, 0);
    draw_graph(&arena, out, graph);
    xmlDoc *document = drawn_check(out, "g");
    size_t nodes = graph->node_count < GRAPH_NODES ? graph->node_count : GRAPH_NODES;
    assert_int_equal(drawn_count(document, NULL, "actor"), nodes);
    return document;
}

static void test_sizes(void **state)
{
    (void)state;
    static const size_t cases[][2] = {{0, 0}, {1, 0}, {1, 5}, {2, 1}, {9, 20}, {40, 60}, {40, 5000}, {1000, MANY}};
    struct buffer out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct draw_graph graph = graph_of(some_nodes(cases[i][0]), cases[i][0],
                                           some_edges(cases[i][1], cases[i][0] ? cases[i][0] : 1), cases[i][1]);
        xmlFreeDoc(draw_all(&out, &graph));
    }
    assert_true(drawn_contains(&out, "960 more are not drawn."));
    buffer_free(&out);
}

/* Edges between the same two are one; to oneself or to nobody, none. */
static void test_edges(void **state)
{
    (void)state;
    struct buffer out = {0};
    const struct draw_node nodes[] = {{STR("Begin"), STR("/actor/b"), 5, 0}, {STR("Carter"), STR("/actor/c"), 9, 0},
                                      {STR("Egypt"), STR("/actor/e"), 1, 1}, {STR("Nobody"), STR("/actor/n"), 0, 7}};
    const struct draw_edge edges[] = {{0, 1, 2, STR("/meetings")}, {1, 0, 3, STR("/meetings")},
                                      {1, 2, 1, STR("javascript:x")}, {1, 1, 4, STR("/x")}, {0, 4, 4, STR("/x")}};
    struct draw_graph graph = graph_of(nodes, 4, edges, 5);
    xmlDoc *document = draw_all(&out, &graph);
    assert_int_equal(drawn_count(document, "a", "edge"), 1);
    assert_int_equal(drawn_count(document, "g", "edge"), 1);
    assert_true(drawn_contains(&out, "Begin – Carter: 5 meetings<"));
    assert_true(drawn_contains(&out, "Carter – Egypt: 1 meeting<"));
    assert_int_equal(drawn_rows(document), 3); /* two edges, and who met nobody */
    assert_int_equal(drawn_count(document, "text", "node-name"), 4);
    xmlFreeDoc(document);
    buffer_free(&out);
}

static void test_hostile(void **state)
{
    (void)state;
    struct buffer out = {0};
    const struct draw_node nodes[] = {{str_of(hostile), str_of(hostile), (double)NAN, 0},
                                      {str_of(hostile), str_of(hostile), (double)INFINITY, UINT32_MAX},
                                      {STR(""), STR(""), -5, 1},
                                      {STR("\xff\xfe"), STR("/a\"b"), 1e308, 1}};
    const struct draw_edge edges[] = {{0, 1, (double)NAN, STR("/x")}, {1, 2, (double)INFINITY, str_of(hostile)},
                                      {2, 3, -1, STR("/x")}, {UINT32_MAX, 0, 1, STR("/x")}, {3, 0, 1e308, STR("/x")}};
    struct draw_graph graph = graph_of(nodes, 4, edges, 5);
    graph.head.title = str_of(hostile);
    xmlDoc *document = draw_all(&out, &graph);
    assert_int_equal(drawn_count(document, NULL, "edge"), 4);
    xmlFreeDoc(document);
    buffer_free(&out);
}

/* Where a name stands. */
struct box {
    double left, right, y;
};
static struct box box_of(xmlNode *text)
{
    xmlChar *words = xmlNodeGetContent(text), *anchor = xmlGetProp(text, (const xmlChar *)"text-anchor");
    double width = (double)text_width(str_of((const char *)words)) * DRAW_COLUMN, x = drawn_number(text, "x");
    double left = !strcmp((const char *)anchor, "start") ? x
                  : !strcmp((const char *)anchor, "end") ? x - width : x - width / 2;
    xmlFree(words);
    xmlFree(anchor);
    return (struct box){left, left + width, drawn_number(text, "y")};
}

/* Of a crowd, each name that is drawn stands free, and within the drawing. */
static void test_names(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct box boxes[GRAPH_NODES];
    size_t count = 0;
    struct draw_graph graph = graph_of(some_nodes(GRAPH_NODES), GRAPH_NODES, some_edges(150, GRAPH_NODES), 150);
    xmlDoc *document = draw_all(&out, &graph);
    xmlNode *top = drawn_svg(document);
    for (xmlNode *node = top; node; node = drawn_next(node, top))
        if (drawn_has_class(node, "node-name"))
            boxes[count++] = box_of(node);
    assert_true(count > GRAPH_NODES / 2);
    for (size_t a = 0; a < count; a++) {
        assert_true(boxes[a].left >= 0 && boxes[a].right <= DRAW_WIDTH);
        for (size_t b = 0; b < a; b++)
            assert_true(boxes[a].right <= boxes[b].left || boxes[b].right <= boxes[a].left ||
                        fabs(boxes[a].y - boxes[b].y) >= 13);
    }
    xmlFreeDoc(document);
    buffer_free(&out);
}

/* The nodes in another order, and the edges, turned and in another order. */
static void test_same(void **state)
{
    (void)state;
    enum { NODES = 30, EDGES = 60 };
    struct buffer first = {0}, second = {0};
    struct draw_node *nodes = some_nodes(NODES), *other_nodes = ARENA_NEW(&arena, struct draw_node, NODES);
    struct draw_edge *edges = some_edges(EDGES, NODES);
    struct draw_graph graph = graph_of(nodes, NODES, edges, EDGES);
    xmlFreeDoc(draw_all(&first, &graph));
    for (size_t i = 0; i < NODES; i++)
        other_nodes[(i * 7 + 3) % NODES] = nodes[i];
    for (size_t i = 0; i < EDGES; i++) {
        uint32_t a = edges[i].a, b = edges[i].b;
        edges[i].a = b < NODES ? (b * 7 + 3) % NODES : b;
        edges[i].b = a < NODES ? (a * 7 + 3) % NODES : a;
    }
    drawn_shuffle(edges, EDGES, sizeof *edges);
    graph.nodes = other_nodes;
    xmlFreeDoc(draw_all(&second, &graph));
    assert_true(str_equal(buffer_str(&first), buffer_str(&second)));
    buffer_free(&first);
    buffer_free(&second);
}

static double way(struct place a, struct place b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

/* Two pairs: each stands together; and the last bits are the same on every machine. */
static void test_places(void **state)
{
    (void)state;
    struct place places[4], moves[4];
    const struct place_link links[] = {{0, 2, 1}, {1, 3, 1}};
    places_find(places, moves, 4, links, 2);
    assert_true(way(places[0], places[2]) < way(places[0], places[1]));
    assert_true(way(places[1], places[3]) < way(places[0], places[3]));
    struct place many[7], spare[7];
    const struct place_link ring[] = {{0, 3, .5}, {3, 6, 1}, {6, 1, .25}, {1, 4, 1}, {4, 2, .125}};
    places_find(many, spare, 7, ring, 5);
    char bits[7 * 2 * 17 + 1];
    for (size_t i = 0; i < 7; i++) {
        uint64_t x, y;
        memcpy(&x, &many[i].x, sizeof x);
        memcpy(&y, &many[i].y, sizeof y);
        snprintf(bits + i * 34, 35, "%016llx %016llx ", (unsigned long long)x, (unsigned long long)y);
    }
    assert_true(str_hash(str_of(bits)) == 0x63e9354b37f70891u);
}

static void test_part(void **state)
{
    (void)state;
    enum { NODES = 40 };
    struct place places[NODES] = {{0, 0}};
    double radii[NODES];
    for (size_t i = 0; i < NODES; i++) {
        radii[i] = 5 + (double)(i % 7);
        places[i] = (struct place){400 + (double)(i % 5), 300 + (double)(i % 3)};
    }
    places_part(places, radii, NODES, 4, (struct place){50, 50}, (struct place){900, 550});
    for (size_t a = 0; a < NODES; a++) {
        assert_true(places[a].x >= 50 && places[a].x <= 900 && places[a].y >= 50 && places[a].y <= 550);
        for (size_t b = 0; b < a; b++)
            assert_true(way(places[a], places[b]) > 0.8 * (radii[a] + radii[b]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes), cmocka_unit_test(test_edges),  cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_names), cmocka_unit_test(test_same),   cmocka_unit_test(test_places),
        cmocka_unit_test(test_part),
    };
    if (arena_guard(&arena))
        return 2;
    return cmocka_run_group_tests_name("draw_graph", tests, open_arena, close_arena);
}
