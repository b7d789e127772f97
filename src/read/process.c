/* process.c - see process.h. */
#include "read/process.h"

#include "read/contact.h"

enum { MOST_PAIRS = 64, NAMED_WEIGHT = 3, FOES_WEIGHT = 1, CONJOINED_WEIGHT = 1, LEAST_MENTIONS = 3 };

struct pair {
    struct actor_list actors;
    unsigned count;
};

struct tally {
    struct reading *reading;
    struct pair pairs[MOST_PAIRS];
    size_t pair_count;
    struct actor_list mediators;
    uint32_t *mediating; /* per actor: how often it is told to mediate */
    uint32_t *mentioned; /* per actor: how often it is mentioned */
};

static bool same_actors(const struct actor_list *a, const struct actor_list *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!reading_has(b, a->items[i]))
            return false;
    return a->count == b->count;
}

static void count_pair(struct tally *tally, const struct actor_list *actors, unsigned weight)
{
    for (size_t i = 0; i < tally->pair_count; i++)
        if (same_actors(&tally->pairs[i].actors, actors)) {
            tally->pairs[i].count += weight;
            return;
        }
    if (tally->pair_count < MOST_PAIRS)
        tally->pairs[tally->pair_count++] = (struct pair){*actors, weight};
}

/* How often each actor is mentioned. */
static void count_mentions(struct tally *tally)
{
    const struct reading *reading = tally->reading;
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR]; i++)
        if (reading->mentions.items[MENTION_ACTOR][i].index != NO_ACTOR)
            tally->mentioned[reading->mentions.items[MENTION_ACTOR][i].index]++;
}

/* Can the actor be a party? A state or group that the report speaks of throughout. */
static bool is_side(const struct tally *tally, uint32_t actor)
{
    enum actor_kind kind = tally->reading->record->actors.items[actor].kind;
    return (kind == ACTOR_STATE || kind == ACTOR_GROUP) && tally->mentioned[actor] >= LEAST_MENTIONS;
}

/* "Israel and Hamas": two sides named in one breath, anywhere in the report, count a little. */
static void count_conjoined(struct tally *tally)
{
    const struct reading *reading = tally->reading;
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR]; i++) {
        const struct mention *mention = &reading->mentions.items[MENTION_ACTOR][i];
        struct actor_list actors = {0};
        uint32_t head = reading_head(reading, mention);
        if (mention->index == NO_ACTOR || reading->document.tokens[head].relation == REL_CONJ)
            continue;
        reading_actors(reading, head, &actors);
        if (actors.count == 2 && is_side(tally, actors.items[0]) && is_side(tally, actors.items[1]))
            count_pair(tally, &actors, CONJOINED_WEIGHT);
    }
}

/* The actors of a frame under `key`, people by the sides they act for. */
static struct actor_list captured_sides(const struct tally *tally, const struct frame *frame, const char *key)
{
    struct actor_list named = {0}, sides = {0};
    for (uint8_t n = 0; n < MOST_ARGUMENT_CAPTURES; n++) {
        const struct capture *capture = frame_capture(frame, key, n);
        if (capture)
            reading_actors(tally->reading, capture->head, &named);
    }
    for (size_t i = 0; i < named.count; i++) {
        uint32_t side = contact_side(tally->reading, named.items[i]);
        const struct actor_list one = {.items = &side, .count = 1, .capacity = 1};
        reading_add_parties(tally->reading, &sides, &one);
    }
    return sides;
}

static void count_frame(struct tally *tally, const struct frame *frame)
{
    struct actor_list parties = captured_sides(tally, frame, "parties"), foes = captured_sides(tally, frame, "foes"),
                      mediators = captured_sides(tally, frame, "mediators");
    if (parties.count >= 2)
        count_pair(tally, &parties, NAMED_WEIGHT);
    if (foes.count >= 2)
        count_pair(tally, &foes, FOES_WEIGHT);
    for (size_t i = 0; i < mediators.count; i++)
        tally->mediating[mediators.items[i]]++;
    reading_add_parties(tally->reading, &tally->mediators, &mediators);
}

/* Is one of the pair rather a mediator? Then it names no parties. */
static bool has_mediator(const struct tally *tally, const struct pair *pair)
{
    for (size_t i = 0; i < pair->actors.count; i++)
        if (tally->mediating[pair->actors.items[i]] * NAMED_WEIGHT >= pair->count)
            return true;
    return false;
}

static const struct pair *best_pair(const struct tally *tally)
{
    const struct pair *best = NULL;
    for (size_t i = 0; i < tally->pair_count; i++)
        if (!has_mediator(tally, &tally->pairs[i]) && (!best || tally->pairs[i].count > best->count))
            best = &tally->pairs[i];
    return best;
}

/* Where no sides are named together: the two that the report names most often. */
static struct actor_list most_named(const struct tally *tally)
{
    uint32_t best[2] = {NO_ACTOR, NO_ACTOR};
    struct actor_list sides = {0};
    for (uint32_t i = 0; i < tally->reading->record->actors.count; i++) {
        if (!is_side(tally, i) || tally->mediating[i])
            continue;
        bool first = best[0] == NO_ACTOR || tally->mentioned[i] > tally->mentioned[best[0]];
        if (first)
            best[1] = best[0];
        if (first || best[1] == NO_ACTOR || tally->mentioned[i] > tally->mentioned[best[1]])
            best[!first] = i;
    }
    const struct actor_list both = {.items = best, .count = best[1] == NO_ACTOR ? 0 : 2, .capacity = 2};
    reading_add_parties(tally->reading, &sides, &both);
    return sides;
}

struct process process_read(struct reading *reading)
{
    struct process process = {0};
    struct tally tally = {.reading = reading};
    tally.mediating = ARENA_NEW(reading->arena, uint32_t, reading->record->actors.count + 1);
    tally.mentioned = ARENA_NEW(reading->arena, uint32_t, reading->record->actors.count + 1);
    count_mentions(&tally);
    for (size_t i = 0; i < reading->frames.count; i++)
        if (str_equal(reading->frames.items[i].rule->frame, STR("process")))
            count_frame(&tally, &reading->frames.items[i]);
    count_conjoined(&tally);
    const struct pair *best = best_pair(&tally);
    process.parties = best ? best->actors : most_named(&tally);
    process.mediators = tally.mediators;
    reading_drop(&process.mediators, &process.parties);
    return process;
}
