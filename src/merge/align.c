/* align.c - see align.h. */
#include "merge/align.h"

#include <stdbool.h>
#include <string.h>

enum {
    MOST_CELLS = 1 << 18, /* compared item by item: for two of this product */
    MOST_DEPTH = 8        /* of ranges within ranges: each is looked through once a level */
};

struct occurrence {
    uint32_t in_a, in_b, place; /* place: the last in b */
};

struct aligner {
    struct arena *arena;
    const uint32_t *a, *b;
    struct occurrence *seen; /* by kind; zeros between two uses */
    uint32_t *to;
};

/* Pair what both ends share and leave the rest in the range. */
static void take_ends(struct aligner *aligner, struct align_range *range)
{
    while (range->a_first < range->a_last && range->b_first < range->b_last &&
           aligner->a[range->a_first] == aligner->b[range->b_first])
        aligner->to[range->a_first++] = range->b_first++;
    while (range->a_first < range->a_last && range->b_first < range->b_last &&
           aligner->a[range->a_last - 1] == aligner->b[range->b_last - 1])
        aligner->to[--range->a_last] = --range->b_last;
}

/* Lengths of the longest common subsequences of the ends: row by row from the back, (b + 1) columns. */
static void compare_all(struct aligner *aligner, struct align_range range)
{
    uint32_t rows = range.a_last - range.a_first, columns = range.b_last - range.b_first, width = columns + 1;
    struct arena_place here = arena_here(aligner->arena);
    uint16_t *lengths = arena_alloc(aligner->arena, (size_t)(rows + 1) * width, sizeof *lengths);
    for (uint32_t i = rows; i-- > 0;)
        for (uint32_t j = columns; j-- > 0;) {
            const uint16_t *here_to = &lengths[(size_t)i * width + j];
            uint16_t down = here_to[width], right = here_to[1], both = (uint16_t)(here_to[width + 1] + 1);
            bool equal = aligner->a[range.a_first + i] == aligner->b[range.b_first + j];
            lengths[(size_t)i * width + j] = equal ? both : down > right ? down : right;
        }
    for (uint32_t i = 0, j = 0; i < rows && j < columns;) {
        if (aligner->a[range.a_first + i] == aligner->b[range.b_first + j])
            aligner->to[range.a_first + i++] = range.b_first + j++;
        else if (lengths[(size_t)(i + 1) * width + j] >= lengths[(size_t)i * width + j + 1])
            i++;
        else
            j++;
    }
    arena_back(aligner->arena, here);
}

static void count_kinds(struct aligner *aligner, struct align_range range)
{
    for (uint32_t i = range.a_first; i < range.a_last; i++)
        aligner->seen[aligner->a[i]].in_a++;
    for (uint32_t j = range.b_first; j < range.b_last; j++) {
        aligner->seen[aligner->b[j]].in_b++;
        aligner->seen[aligner->b[j]].place = j;
    }
}

static void forget_kinds(struct aligner *aligner, struct align_range range)
{
    for (uint32_t i = range.a_first; i < range.a_last; i++)
        aligner->seen[aligner->a[i]] = (struct occurrence){0};
    for (uint32_t j = range.b_first; j < range.b_last; j++)
        aligner->seen[aligner->b[j]] = (struct occurrence){0};
}

/* An item that occurs once in both; `before` is the anchor before it in the longest chain that ends here. */
struct anchor {
    uint32_t a, b, before;
};
LIST_TYPE(anchors, struct anchor);

static void find_anchors(struct aligner *aligner, struct align_range range, struct anchors *anchors)
{
    count_kinds(aligner, range);
    for (uint32_t i = range.a_first; i < range.a_last; i++) {
        const struct occurrence *seen = &aligner->seen[aligner->a[i]];
        if (seen->in_a == 1 && seen->in_b == 1)
            *ARENA_PUSH(aligner->arena, *anchors) = (struct anchor){i, seen->place, ALIGN_NONE};
    }
    forget_kinds(aligner, range);
}

/* The longest chain of anchors that ascends in b too (patience sorting): marked in `to`. */
static void take_chain(struct aligner *aligner, const struct anchors *anchors)
{
    uint32_t *piles = arena_take(aligner->arena, anchors->count + 1, sizeof *piles), count = 0;
    for (uint32_t i = 0; i < anchors->count; i++) {
        uint32_t low = 0, high = count;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (anchors->items[piles[middle]].b < anchors->items[i].b)
                low = middle + 1;
            else
                high = middle;
        }
        anchors->items[i].before = low ? piles[low - 1] : ALIGN_NONE;
        piles[low] = i;
        count += low == count;
    }
    for (uint32_t at = count ? piles[count - 1] : ALIGN_NONE; at != ALIGN_NONE; at = anchors->items[at].before)
        aligner->to[anchors->items[at].a] = anchors->items[at].b;
}

static void align_range(struct aligner *aligner, struct align_range range, unsigned depth);

/* What lies between two pairs, one part after the other. */
static void align_between(struct aligner *aligner, struct align_range range, unsigned depth)
{
    struct align_range part = {.a_first = range.a_first, .b_first = range.b_first};
    for (uint32_t i = range.a_first; i <= range.a_last; i++) {
        uint32_t place = i < range.a_last ? aligner->to[i] : range.b_last;
        if (place == ALIGN_NONE)
            continue;
        part.a_last = i;
        part.b_last = place;
        align_range(aligner, part, depth);
        part.a_first = i + 1;
        part.b_first = place + 1;
    }
}

static void align_range(struct aligner *aligner, struct align_range range, unsigned depth)
{
    take_ends(aligner, &range);
    uint64_t rows = range.a_last - range.a_first, columns = range.b_last - range.b_first;
    if (!rows || !columns)
        return;
    if (rows * columns <= MOST_CELLS) {
        compare_all(aligner, range);
        return;
    }
    struct anchors anchors = {0};
    if (depth < MOST_DEPTH)
        find_anchors(aligner, range, &anchors);
    if (!anchors.count)
        return;
    take_chain(aligner, &anchors);
    align_between(aligner, range, depth + 1);
}

void align(struct arena *arena, struct sequence a, struct sequence b, uint32_t kinds, uint32_t to[])
{
    struct aligner aligner = {.arena = arena, .a = a.items, .b = b.items, .to = to};
    aligner.seen = ARENA_NEW(arena, struct occurrence, kinds + 1);
    for (uint32_t i = 0; i < a.count; i++)
        to[i] = ALIGN_NONE;
    align_range(&aligner, (struct align_range){0, a.count, 0, b.count}, 0);
}

void align_alike(struct arena *arena, struct align_range range, void *context,
                 uint32_t likeness(void *context, uint32_t a, uint32_t b), uint32_t to[])
{
    uint32_t rows = range.a_last - range.a_first, columns = range.b_last - range.b_first, width = columns + 1;
    if (!rows || !columns || (uint64_t)rows * columns > ALIGN_CELLS)
        return;
    struct arena_place here = arena_here(arena);
    uint32_t *sums = arena_alloc(arena, (size_t)(rows + 1) * width, sizeof *sums);
    uint32_t *alike = arena_alloc(arena, (size_t)rows * columns, sizeof *alike);
    for (uint32_t i = rows; i-- > 0;)
        for (uint32_t j = columns; j-- > 0;) {
            uint32_t *sum = &sums[(size_t)i * width + j], down = sum[width], right = sum[1];
            uint32_t like = alike[(size_t)i * columns + j] = likeness(context, range.a_first + i, range.b_first + j);
            uint32_t both = like ? sum[width + 1] + like : 0;
            *sum = both > down && both > right ? both : down > right ? down : right;
        }
    for (uint32_t i = 0, j = 0; i < rows && j < columns;) {
        const uint32_t *sum = &sums[(size_t)i * width + j];
        uint32_t like = alike[(size_t)i * columns + j];
        if (like && *sum == sum[width + 1] + like)
            to[range.a_first + i++] = range.b_first + j++;
        else if (*sum == sum[width])
            i++;
        else
            j++;
    }
    arena_back(arena, here);
}
