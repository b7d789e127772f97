/* process.c - see process.h. */
#include "read/process.h"

#include "read/contact.h"

enum {
    MOST_PAIRS = 64,
    NAMED_WEIGHT = 3,
    FOES_WEIGHT = 1,
    CONJOINED_WEIGHT = 1,
    LEAST_MENTIONS = 2,
    EVIDENCE_WEIGHT = 3,
    GROUP_WEIGHT = 4,
    LEAST_ROUND = 4
};

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

static void count_mentions(struct tally *tally)
{
    const struct reading *reading = tally->reading;
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR]; i++) {
        uint32_t actor = reading->mentions.items[MENTION_ACTOR][i].index;
        if (actor != NO_ACTOR)
            tally->mentioned[actor]++;
    }
}

/* Can the actor be a party? A state or group that the report speaks of throughout. */
static bool is_side(const struct tally *tally, uint32_t actor)
{
    enum actor_kind kind = tally->reading->record->actors.items[actor].kind;
    return (kind == ACTOR_STATE || kind == ACTOR_GROUP) && tally->mentioned[actor] >= LEAST_MENTIONS;
}

/* Those named in one breath from this mention on: "Israel, Egypt and Qatar". Empty where it is not the first. */
static struct actor_list named_together(const struct reading *reading, const struct mention *mention)
{
    struct actor_list actors = {0};
    uint32_t head = reading_head(reading, mention);
    if (mention->index != NO_ACTOR && reading->document.tokens[head].relation != REL_CONJ)
        reading_actors(reading, head, &actors);
    return actors;
}

/* "Israel and Hamas": two sides named in one breath, anywhere in the report, count a little. */
static void count_conjoined(struct tally *tally)
{
    const struct reading *reading = tally->reading;
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR]; i++) {
        struct actor_list actors = named_together(reading, &reading->mentions.items[MENTION_ACTOR][i]);
        if (actors.count == 2 && is_side(tally, actors.items[0]) && is_side(tally, actors.items[1]))
            count_pair(tally, &actors, CONJOINED_WEIGHT);
    }
}

/* The actors of a frame under `key`, people by the sides they act for; `people` tells whether there are such. */
static struct actor_list captured_sides(const struct tally *tally, const struct frame *frame, const char *key,
                                        bool *people)
{
    struct actor_list named = {0}, sides = {0};
    for (uint8_t n = 0; n < MOST_ARGUMENT_CAPTURES; n++) {
        const struct capture *capture = frame_capture(frame, key, n);
        if (capture)
            reading_actors(tally->reading, capture->head, &named);
    }
    contact_add_sides(tally->reading, &named, &sides);
    for (size_t i = 0; i < named.count; i++)
        *people = *people || contact_side(tally->reading, named.items[i]) != named.items[i];
    return sides;
}

static void count_frame(struct tally *tally, const struct frame *frame)
{
    bool people = false, others = false;
    struct actor_list parties = captured_sides(tally, frame, "parties", &people),
                      foes = captured_sides(tally, frame, "foes", &others),
                      mediators = captured_sides(tally, frame, "mediators", &others);
    if (parties.count >= 2)
        count_pair(tally, &parties, people ? FOES_WEIGHT : NAMED_WEIGHT);
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

/* The side of that kind that the report names most often, but for `other`; NO_ACTOR if none. */
static uint32_t most_named(const struct tally *tally, enum actor_kind kind, uint32_t other)
{
    uint32_t best = NO_ACTOR;
    for (uint32_t i = 0; i < tally->reading->record->actors.count; i++)
        if (i != other && tally->reading->record->actors.items[i].kind == kind && is_side(tally, i) &&
            !tally->mediating[i] && (best == NO_ACTOR || tally->mentioned[i] > tally->mentioned[best]))
            best = i;
    return best;
}

/* The two sides named most often: a group and a state, for states speak of many, but of groups only as parties. */
static void count_prominent(struct tally *tally)
{
    uint32_t group = most_named(tally, ACTOR_GROUP, NO_ACTOR),
             both[2] = {group == NO_ACTOR ? most_named(tally, ACTOR_STATE, NO_ACTOR) : group, NO_ACTOR};
    both[1] = most_named(tally, ACTOR_STATE, both[0]);
    const struct actor_list list = {.items = both, .count = 2, .capacity = 2};
    struct actor_list sides = {0};
    if (both[0] == NO_ACTOR || both[1] == NO_ACTOR)
        return;
    reading_add_parties(tally->reading, &sides, &list);
    count_pair(tally, &sides, CONJOINED_WEIGHT);
}

/* How much speaks for the pair: how often it is named, and how often the less prominent of the two is. */
static unsigned weigh(const struct tally *tally, const struct pair *pair)
{
    unsigned least = UINT32_MAX;
    bool group = false;
    for (size_t i = 0; i < pair->actors.count; i++) {
        uint32_t actor = pair->actors.items[i];
        group = group || tally->reading->record->actors.items[actor].kind == ACTOR_GROUP;
        if (tally->mentioned[actor] < least)
            least = tally->mentioned[actor];
    }
    return EVIDENCE_WEIGHT * pair->count + least + (group ? GROUP_WEIGHT : 0);
}

static const struct pair *best_pair(const struct tally *tally)
{
    const struct pair *best = NULL;
    for (size_t i = 0; i < tally->pair_count; i++)
        if (!has_mediator(tally, &tally->pairs[i]) && (!best || weigh(tally, &tally->pairs[i]) > weigh(tally, best)))
            best = &tally->pairs[i];
    return best;
}

/* "The US, Britain, France, Russia and Iran": many states named in one breath with a party. */
static bool is_round(const struct tally *tally, const struct actor_list *actors, const struct actor_list *parties)
{
    bool all = actors->count >= LEAST_ROUND, party = false;
    for (size_t i = 0; i < actors->count && all; i++) {
        all = tally->reading->record->actors.items[actors->items[i]].kind == ACTOR_STATE;
        party = party || reading_has(parties, actors->items[i]);
    }
    return all && party;
}

/* Talks of many: whoever is named in one breath with a party takes part as well. */
static void add_round(struct tally *tally, struct actor_list *parties)
{
    struct reading *reading = tally->reading;
    for (uint32_t i = 0; i < reading->mentions.count[MENTION_ACTOR] && parties->count == 2; i++) {
        struct actor_list actors = named_together(reading, &reading->mentions.items[MENTION_ACTOR][i]);
        if (is_round(tally, &actors, parties)) {
            struct actor_list wide = {0};
            reading_add_parties(reading, &wide, parties);
            reading_add_parties(reading, &wide, &actors);
            *parties = wide;
        }
    }
}

static struct process find_process(struct reading *reading)
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
    count_prominent(&tally);
    const struct pair *best = best_pair(&tally);
    if (best)
        process.parties = best->actors;
    add_round(&tally, &process.parties);
    process.mediators = tally.mediators;
    reading_drop(&process.mediators, &process.parties);
    return process;
}

const struct process *process_read(struct reading *reading)
{
    if (!reading->process) {
        struct process *process = ARENA_NEW(reading->arena, struct process, 1);
        *process = find_process(reading);
        reading->process = process;
    }
    return reading->process;
}
