/* stand.c - joins what reports tell of one position of one side (story_join_positions of story.h).
 *
 * Input: positions as single reports tell them. Output: the standing demands, offers, refusals and conditions of the
 * sides; what a side accepts is an answer, not a position. Two tellings within 30 days are one position where side and
 * stance are the same and their wording is alike. Invariant: that depends on the two alone; candidates share one of
 * their heaviest words. What one report alone tells counts only in so many words, and of a side that meets others. */
#include <stdlib.h>

#include "merge/internal.h"
#include "merge/wording.h"

enum {
    MOST_DAYS = 30,
    SAME = 350,           /* likeness, in 1/1000 */
    LEAST_WORDS = 2,      /* telling ones */
    ALONE_WORDS = 4,      /* of a position that one report alone tells */
    HEADS = 6
};

struct told_stand {
    const struct story_stand *stand;
    uint32_t who, side;
    struct wording wording;
};

struct stands {
    struct arena *arena;
    struct story *story;
    struct told_stand *told;
    uint32_t count;
    struct cluster cluster;
    struct actor_list meeting; /* sides that some merged meeting has */
    struct map keys;
};

static void take_stands(struct stands *stands)
{
    const struct story_stands *facts = &stands->story->facts->stands;
    stands->told = arena_take(stands->arena, facts->count + 1, sizeof *stands->told);
    for (size_t i = 0; i < facts->count; i++) {
        const struct story_stand *stand = &facts->items[i];
        if (stand->holder == NO_ACTOR || stand->stance == STANCE_ACCEPTS)
            continue;
        struct told_stand told = {.stand = stand, .who = stands->story->who[stand->holder]};
        told.side = story_side(stands->story, told.who);
        told.wording = story_wording(stands->arena, stands->story, stand->source.report, stand->source.quote);
        if (told.wording.telling >= LEAST_WORDS)
            stands->told[stands->count++] = told;
    }
}

static bool are_one(const struct told_stand *a, const struct told_stand *b)
{
    return a->side == b->side && a->stand->stance == b->stand->stance &&
           wording_likeness(&a->wording, &b->wording) >= SAME;
}

static void look(void *context, uint32_t a, uint32_t b)
{
    struct stands *stands = context;
    if (cluster_first(&stands->cluster, a) != cluster_first(&stands->cluster, b) &&
        are_one(&stands->told[a], &stands->told[b]))
        cluster_join(&stands->cluster, a, b);
}

/* Positions that may be one: of one side, with a heavy word in common. */
static uint64_t stand_block(uint32_t side, enum stance stance, uint32_t word)
{
    uint64_t block = ((uint64_t)side << 3 | (uint64_t)stance) * 0x9E3779B97F4A7C15u;
    return (block ^ word) * 0xD6E8FEB86659FD93u;
}

static void join_stands(struct stands *stands)
{
    struct block_list blocks = {0};
    for (uint32_t i = 0; i < stands->count; i++) {
        const struct told_stand *told = &stands->told[i];
        uint32_t heads[HEADS];
        size_t count = wording_heads(&told->wording, HEADS, heads);
        for (size_t h = 0; h < count; h++)
            *ARENA_PUSH(stands->arena, blocks) =
                (struct block_entry){stand_block(told->side, told->stand->stance, heads[h]),
                                     story_near_day(stands->story, told->stand->source.report), i};
    }
    block_sort(&blocks);
    stands->cluster = cluster_new(stands->arena, stands->count);
    block_pairs(&blocks, MOST_DAYS, stands, look);
}

static void note_meeting_sides(struct stands *stands)
{
    const struct story_meetings *meetings = &stands->story->meetings;
    for (size_t i = 0; i < meetings->count; i++)
        for (size_t p = 0; p < meetings->items[i].participants.count; p++)
            set_add(stands->arena, &stands->meeting,
                    story_side(stands->story, meetings->items[i].participants.items[p]));
}

/* The telling most like all others, the shorter of two. */
static const struct told_stand *middle(const struct stands *stands, const uint32_t *members, uint32_t count)
{
    const struct told_stand *best = &stands->told[members[0]];
    uint64_t most = 0;
    uint32_t compared = count < 40 ? count : 40; /* of very many, the first will do */
    for (uint32_t i = 0; i < compared; i++) {
        const struct told_stand *told = &stands->told[members[i]];
        uint64_t sum = 0;
        for (uint32_t j = 0; j < compared; j++)
            sum += wording_likeness(&told->wording, &stands->told[members[j]].wording);
        if (sum > most || (sum == most && told->stand->source.quote.len < best->stand->source.quote.len)) {
            most = sum;
            best = told;
        }
    }
    return best;
}

static struct str shortest(const struct stands *stands, const uint32_t *members, uint32_t count)
{
    struct str best = stands->told[members[0]].stand->source.quote;
    for (uint32_t i = 1; i < count; i++) {
        struct str quote = stands->told[members[i]].stand->source.quote;
        if (quote.len < best.len || (quote.len == best.len && str_compare(quote, best) < 0))
            best = quote;
    }
    return best;
}

/* Told by several; or in so many words, by the side itself or of what it refuses. */
static bool counts(const struct stands *stands, const uint32_t *members, uint32_t count,
                   const struct actor_list *reports)
{
    bool itself = false, many_words = false;
    const struct told_stand *first = &stands->told[members[0]];
    for (uint32_t i = 0; i < count; i++) {
        const struct told_stand *told = &stands->told[members[i]];
        itself = itself || told->who == told->side;
        many_words = many_words || told->wording.telling >= ALONE_WORDS;
    }
    bool refuses = first->stand->stance == STANCE_REJECTS || first->stand->stance == STANCE_CONDITIONS;
    return reports->count > 1 || (set_has(&stands->meeting, first->side) && many_words && (itself || refuses));
}

static void write_position(struct stands *stands, const uint32_t *members, uint32_t count)
{
    const struct told_stand *best = middle(stands, members, count);
    struct story_position position = {.party = best->side, .stance = best->stand->stance,
                                      .quote = best->stand->source.quote, .issue = shortest(stands, members, count)};
    for (uint32_t i = 0; i < count; i++) {
        const struct story_stand *stand = stands->told[members[i]].stand;
        set_add(stands->arena, &position.reports, stand->source.report);
        set_add(stands->arena, &position.stands, (uint32_t)(stand - stands->story->facts->stands.items));
    }
    if (!counts(stands, members, count, &position.reports))
        return;
    position.reason = count == 1 ? STR("told once")
                                 : story_format(stands->arena, "%u tellings: same side and stance, like words",
                                                (unsigned)count);
    const struct identity *party = &stands->story->actors.items[best->side];
    position.key = story_key(stands->arena, &stands->keys,
                             story_format(stands->arena, "%.*s-%s-%08x", STR_ARGS(party->key),
                                          stance_names[position.stance],
                                          (unsigned)(str_hash(position.issue) & 0xffffffff)));
    *ARENA_PUSH(stands->arena, stands->story->positions) = position;
}

void story_join_positions(struct arena *arena, struct story *story)
{
    struct stands stands = {.arena = arena, .story = story};
    take_stands(&stands);
    join_stands(&stands);
    note_meeting_sides(&stands);
    struct cluster_groups groups = cluster_groups(arena, &stands.cluster);
    for (uint32_t g = 0; g < groups.count; g++)
        write_position(&stands, groups.items + groups.start[g], groups.start[g + 1] - groups.start[g]);
}
