/* identity.c - one actor across reports (story_find_actors of story.h).
 *
 * Input: actors as single reports name them, and the names that are one actor's (naming.h). Output: identities, each
 * with a name, a kind, a party and a key. Invariant: what an actor is called is what most reports call it. */
#include <stdlib.h>

#include "merge/internal.h"
#include "merge/naming.h"

struct finder {
    struct arena *arena;
    struct story *story;
    struct namings namings;
    struct map side_at; /* parties that no report names as actors, by name */
};

static struct str most_frequent(const struct counted_list *list)
{
    struct counted best = {STR(""), 0};
    for (size_t i = 0; i < list->count; i++) {
        const struct counted *item = &list->items[i];
        if (item->count > best.count || (item->count == best.count && str_compare(item->text, best.text) < 0))
            best = *item;
    }
    return best.text;
}

/* What is counted while mentions become identities. */
struct tally {
    struct counted_list names, briefs, parties; /* briefs: other names, to go by where there are no better ones */
    uint32_t kinds[ACTOR_KIND_COUNT];
};
LIST_TYPE(tally_list, struct tally);

static uint32_t new_identity(struct finder *finder, struct tally_list *tallies, struct str folded, enum actor_kind kind)
{
    *ARENA_PUSH(finder->arena, *tallies) = (struct tally){0};
    *ARENA_PUSH(finder->arena, finder->story->actors) = (struct identity){.folded = folded, .kind = kind};
    return (uint32_t)finder->story->actors.count - 1;
}

/* A person goes by a whole name where a report gives one, under the name that stands for all. */
static bool goes_by(const struct naming *naming, const struct naming *standing, const struct story_mention *mention)
{
    bool whole = standing->kind != NAMING_WHOLE || memchr(mention->name.ptr, ' ', mention->name.len);
    return naming == standing && whole;
}

static void count_mention(struct finder *finder, const struct story_mention *mention, bool by_name,
                          struct identity *identity, struct tally *tally)
{
    identity->named = true;
    tally->kinds[mention->kind]++;
    for (int kind = 0; kind < ACTOR_KIND_COUNT; kind++)
        if (tally->kinds[kind] > tally->kinds[identity->kind])
            identity->kind = (enum actor_kind)kind;
    count_text(finder->arena, by_name ? &tally->names : &tally->briefs, mention->name);
    if (mention->party.len)
        count_text(finder->arena, &tally->parties, mention->party);
}

/* The identity of every mention, each made at its first. */
static uint32_t *identify_mentions(struct finder *finder, struct tally_list *tallies, uint32_t *of_naming)
{
    const struct story_facts *facts = finder->story->facts;
    const struct naming *namings = finder->namings.items.items;
    uint32_t *who = arena_take(finder->arena, facts->mentions.count + 1, sizeof *who);
    for (size_t i = 0; i < facts->mentions.count; i++) {
        const struct story_mention *mention = &facts->mentions.items[i];
        const struct naming *naming = &namings[finder->namings.of[i]], *standing = &namings[naming->standing];
        uint32_t *found = &of_naming[naming->standing];
        if (*found == MAP_NONE)
            *found = new_identity(finder, tallies, standing->folded, mention->kind);
        who[i] = *found;
        finder->story->actors.items[who[i]].known = standing->known.len && !standing->divided;
        count_mention(finder, mention, goes_by(naming, standing, mention),
                      &finder->story->actors.items[who[i]], &tallies->items[who[i]]);
    }
    return who;
}

/* The identity of a party; one that no report names as actor gets one. */
static uint32_t side_of_party(struct finder *finder, struct tally_list *tallies, const uint32_t *of_naming,
                              struct str party)
{
    uint32_t naming = namings_body(&finder->namings, party);
    uint32_t at = naming == MAP_NONE ? naming : of_naming[finder->namings.items.items[naming].standing];
    struct str folded = wording_folded(finder->arena, party);
    if (at == MAP_NONE)
        at = map_get(&finder->side_at, folded);
    if (at == MAP_NONE) {
        at = new_identity(finder, tallies, folded, ACTOR_GROUP);
        finder->story->actors.items[at].name = party;
        map_put(&finder->side_at, finder->arena, folded, at);
    }
    return at;
}

/* Name, party and side of every identity; parties that no report names as actors become identities too. */
static void settle(struct finder *finder, struct tally_list *tallies, const uint32_t *of_naming)
{
    struct identity_list *actors = &finder->story->actors;
    size_t named = actors->count;
    for (size_t i = 0; i < named; i++) {
        const struct tally tally = tallies->items[i];
        struct str party = most_frequent(&tally.parties);
        uint32_t side = party.len ? side_of_party(finder, tallies, of_naming, party) : (uint32_t)i;
        struct identity *identity = &actors->items[i];
        identity->name = most_frequent(tally.names.count ? &tally.names : &tally.briefs);
        if (!identity->known)
            identity->folded = wording_folded(finder->arena, identity->name);
        identity->party = party;
        identity->side = side;
    }
    for (size_t i = named; i < actors->count; i++)
        actors->items[i].side = (uint32_t)i;
}

/* "john-kerry"; what is taken already gets a number behind it. */
static struct str identity_key(struct arena *arena, struct map *taken, struct str folded)
{
    char *key = arena_copy(arena, folded.ptr, folded.len);
    for (size_t i = 0; i < folded.len; i++)
        key[i] = key[i] == ' ' ? '-' : key[i];
    return story_key(arena, taken, str_make(key, folded.len));
}

static int compare_identities(const void *a, const void *b)
{
    const struct identity *const *x = a, *const *y = b;
    int order = str_compare((*x)->folded, (*y)->folded);
    if (!order)
        order = (*y)->known - (*x)->known;
    if (!order)
        order = ((*x)->kind > (*y)->kind) - ((*x)->kind < (*y)->kind);
    if (!order)
        order = str_compare((*x)->party, (*y)->party);
    return order ? order : (*x > *y) - (*x < *y);
}

static void give_keys(struct finder *finder)
{
    struct identity_list *actors = &finder->story->actors;
    struct identity **sorted = arena_take(finder->arena, actors->count + 1, sizeof *sorted);
    struct map taken = {0};
    for (size_t i = 0; i < actors->count; i++)
        sorted[i] = &actors->items[i];
    if (actors->count)
        qsort(sorted, actors->count, sizeof *sorted, compare_identities);
    for (size_t i = 0; i < actors->count; i++)
        sorted[i]->key = identity_key(finder->arena, &taken, sorted[i]->folded);
}

void story_find_actors(struct arena *arena, struct story *story)
{
    struct finder finder = {.arena = arena, .story = story};
    struct tally_list tallies = {0};
    namings_find(arena, story->facts, &finder.namings);
    uint32_t *of_naming = arena_take(arena, finder.namings.items.count + 1, sizeof *of_naming);
    for (size_t i = 0; i < finder.namings.items.count; i++)
        of_naming[i] = MAP_NONE;
    story->who = identify_mentions(&finder, &tallies, of_naming);
    settle(&finder, &tallies, of_naming);
    give_keys(&finder);
    story_profile_actors(arena, story);
}
