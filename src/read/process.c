/* process.c - see process.h. */
#include "read/process.h"

enum { MOST_PAIRS = 64, BETWEEN_WEIGHT = 3, CONJOINED_WEIGHT = 1, LEAST_MENTIONS = 3 };

struct pair {
    struct actor_list actors;
    unsigned count;
};

static bool same_actors(const struct actor_list *a, const struct actor_list *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!reading_has(b, a->items[i]))
            return false;
    return a->count == b->count;
}

static void count_pair(struct pair *pairs, size_t *count, const struct actor_list *actors, unsigned weight)
{
    for (size_t i = 0; i < *count; i++)
        if (same_actors(&pairs[i].actors, actors)) {
            pairs[i].count += weight;
            return;
        }
    if (*count < MOST_PAIRS)
        pairs[(*count)++] = (struct pair){*actors, weight};
}

/* How often each actor is mentioned. */
static uint32_t *count_mentions(const struct reading *reading)
{
    uint32_t *counts = ARENA_NEW(reading->arena, uint32_t, reading->record->actors.count + 1);
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR]; i++)
        if (reading->mentions.items[MENTION_ACTOR][i].index != NO_ACTOR)
            counts[reading->mentions.items[MENTION_ACTOR][i].index]++;
    return counts;
}

struct sides {
    const struct reading *reading;
    const struct actor_list *mediators;
    const uint32_t *mentioned;
};

/* Can the actor be a party? A state or group that the report speaks of throughout, and no mediator. */
static bool is_side(const struct sides *sides, uint32_t actor)
{
    enum actor_kind kind = sides->reading->record->actors.items[actor].kind;
    return (kind == ACTOR_STATE || kind == ACTOR_GROUP) && !reading_has(sides->mediators, actor) &&
           sides->mentioned[actor] >= LEAST_MENTIONS;
}

/* "Israel and Hamas": two sides named in one breath, anywhere in the report, count a little. */
static void count_conjoined(const struct reading *reading, const struct actor_list *mediators, struct pair *pairs,
                            size_t *count)
{
    const struct sides sides = {reading, mediators, count_mentions(reading)};
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR]; i++) {
        const struct mention *mention = &reading->mentions.items[MENTION_ACTOR][i];
        struct actor_list actors = {0};
        uint32_t head = reading_head(reading, mention);
        if (mention->index == NO_ACTOR || reading->document.tokens[head].relation == REL_CONJ)
            continue;
        reading_actors(reading, head, &actors);
        if (actors.count == 2 && is_side(&sides, actors.items[0]) && is_side(&sides, actors.items[1]))
            count_pair(pairs, count, &actors, CONJOINED_WEIGHT);
    }
}

/* How often an actor is named as a mediator does not matter, only that no party is one. */
static void keep_mediators(struct reading *reading, struct process *process, const struct actor_list *named)
{
    reading_add_parties(reading, &process->mediators, named);
    reading_drop(&process->mediators, &process->parties);
}

struct process process_read(struct reading *reading)
{
    struct process process = {0};
    struct pair pairs[MOST_PAIRS];
    size_t count = 0, best = 0;
    struct actor_list mediators = {0};
    for (size_t i = 0; i < reading->frames.count; i++) {
        const struct frame *frame = &reading->frames.items[i];
        if (!str_equal(frame->rule->frame, STR("process")))
            continue;
        struct actor_list parties = {0};
        const struct capture *capture = frame_capture(frame, "parties", 0);
        if (capture)
            reading_actors(reading, capture->head, &parties);
        if (parties.count >= 2)
            count_pair(pairs, &count, &parties, BETWEEN_WEIGHT);
        if ((capture = frame_capture(frame, "mediators", 0)))
            reading_actors(reading, capture->head, &mediators);
    }
    count_conjoined(reading, &mediators, pairs, &count);
    for (size_t i = 1; i < count; i++)
        if (pairs[i].count > pairs[best].count)
            best = i;
    if (count)
        process.parties = pairs[best].actors;
    keep_mediators(reading, &process, &mediators);
    return process;
}
