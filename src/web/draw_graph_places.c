/* draw_graph_places.c - see draw_graph_places.h. */
#include "web/draw_graph_places.h"

#include <math.h>

enum { ITERATIONS = 400, PARTINGS = 60, TERMS = 24 };
static const double first_step = 0.2, weakest = 0.35, nearest = 1e-4, rank_share = 0.5;

/* Sine and cosine of an angle up to a full turn as sums (Taylor), as libraries differ in their last bits:
 * sin a = a - a^3/3! + a^5/5! ..., cos a = 1 - a^2/2! + a^4/4! ... */
static struct place turn_of(double angle)
{
    struct place turn = {0, 0};
    double term = 1;
    for (int i = 0; i < TERMS; i += 2) {
        turn.x += term;
        term *= angle / (i + 1);
        turn.y += term;
        term *= -angle / (i + 2);
    }
    return turn;
}

/* Each a little farther out than the one before: what is quite even would stay so, whatever pulls it. */
static void place_on_circle(struct place *places, size_t count)
{
    struct place turn = turn_of(6.283185307179586 / (double)count), at = {0, -0.5};
    for (size_t i = 0; i < count; i++) {
        double out = 1 + (double)i / (double)count / 2;
        places[i] = (struct place){at.x * out, at.y * out};
        at = (struct place){at.x * turn.x - at.y * turn.y, at.x * turn.y + at.y * turn.x};
    }
}

static double distance(struct place from, struct place to, struct place *way)
{
    *way = (struct place){to.x - from.x, to.y - from.y};
    double length = sqrt(way->x * way->x + way->y * way->y);
    return length > nearest ? length : nearest;
}

/* Any two push each other apart by k^2 / d. */
static void push(const struct place *places, struct place *moves, size_t count, double k)
{
    for (size_t a = 0; a < count; a++)
        for (size_t b = a + 1; b < count; b++) {
            struct place way;
            double d = distance(places[a], places[b], &way), force = k * k / (d * d);
            moves[a].x -= way.x * force;
            moves[a].y -= way.y * force;
            moves[b].x += way.x * force;
            moves[b].y += way.y * force;
        }
}

/* Those that are joined pull each other by d^2 / k, weak links less; the middle pulls all by d. */
static void pull(const struct place *places, struct place *moves, size_t count, const struct place_link *links,
                 size_t link_count, double k)
{
    for (size_t i = 0; i < link_count; i++) {
        struct place way;
        double d = distance(places[links[i].a], places[links[i].b], &way);
        double force = d / k * (weakest + (1 - weakest) * links[i].strength);
        moves[links[i].a].x += way.x * force;
        moves[links[i].a].y += way.y * force;
        moves[links[i].b].x -= way.x * force;
        moves[links[i].b].y -= way.y * force;
    }
    for (size_t i = 0; i < count; i++) {
        moves[i].x -= places[i].x;
        moves[i].y -= places[i].y;
    }
}

/* Each goes where it is moved, but no farther than `step`. */
static void move(struct place *places, const struct place *moves, size_t count, double step)
{
    for (size_t i = 0; i < count; i++) {
        double length = sqrt(moves[i].x * moves[i].x + moves[i].y * moves[i].y);
        double scale = length > step ? step / length : 1;
        places[i].x += moves[i].x * scale;
        places[i].y += moves[i].y * scale;
    }
}

/* How many lie before each, of -1 to 1: where a crowd lies, this draws it apart. */
static struct place rank_of(const struct place *places, size_t count, size_t node)
{
    struct place before = {0, 0};
    for (size_t i = 0; i < count; i++) {
        before.x += (places[i].x < places[node].x) - (places[i].x > places[node].x);
        before.y += (places[i].y < places[node].y) - (places[i].y > places[node].y);
    }
    double most = count > 1 ? (double)(count - 1) : 1;
    return (struct place){before.x / most, before.y / most};
}

/* Between where they are and their rank, so that each direction keeps its order. */
static void draw_apart(struct place *places, struct place *moves, size_t count)
{
    for (size_t i = 0; i < count; i++)
        moves[i] = rank_of(places, count, i);
    for (size_t i = 0; i < count; i++) {
        places[i].x += (moves[i].x - places[i].x) * rank_share;
        places[i].y += (moves[i].y - places[i].y) * rank_share;
    }
}

/* The box that they lie in becomes -1 to 1; what has no extent in a direction lies in its middle. */
static void spread(struct place *places, size_t count)
{
    struct place least = places[0], most = places[0];
    for (size_t i = 1; i < count; i++) {
        least = (struct place){fmin(least.x, places[i].x), fmin(least.y, places[i].y)};
        most = (struct place){fmax(most.x, places[i].x), fmax(most.y, places[i].y)};
    }
    struct place size = {(most.x - least.x) / 2, (most.y - least.y) / 2};
    for (size_t i = 0; i < count; i++) {
        places[i].x = size.x > nearest ? (places[i].x - least.x) / size.x - 1 : 0;
        places[i].y = size.y > nearest ? (places[i].y - least.y) / size.y - 1 : 0;
    }
}

void places_find(struct place *places, struct place *moves, size_t count, const struct place_link *links,
                 size_t link_count)
{
    if (!count)
        return;
    double k = sqrt(1 / (double)count);
    place_on_circle(places, count);
    for (int i = 0; i < ITERATIONS; i++) {
        for (size_t node = 0; node < count; node++)
            moves[node] = (struct place){0, 0};
        push(places, moves, count, k);
        pull(places, moves, count, links, link_count, k);
        move(places, moves, count, first_step * (ITERATIONS - i) / ITERATIONS);
    }
    spread(places, count);
    draw_apart(places, moves, count);
}

static double within(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

static void part_two(struct place *a, struct place *b, double room)
{
    struct place way;
    double d = distance(*a, *b, &way);
    if (d >= room)
        return;
    if (d <= nearest) /* on each other: sideways */
        way = (struct place){nearest, 0};
    double half = (room - d) / 2 / d;
    *a = (struct place){a->x - way.x * half, a->y - way.y * half};
    *b = (struct place){b->x + way.x * half, b->y + way.y * half};
}

void places_part(struct place *places, const double *radii, size_t count, double gap, struct place least,
                 struct place most)
{
    for (int i = 0; i < PARTINGS; i++) {
        for (size_t a = 0; a < count; a++)
            for (size_t b = a + 1; b < count; b++)
                part_two(&places[a], &places[b], radii[a] + radii[b] + gap);
        for (size_t node = 0; node < count; node++)
            places[node] = (struct place){within(places[node].x, least.x, most.x),
                                          within(places[node].y, least.y, most.y)};
    }
}
