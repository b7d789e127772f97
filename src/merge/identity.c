/* identity.c - one actor across reports (story_find_actors of story.h).
 *
 * Input: actors as single reports name them. Output: identities. A person goes by the whole name; two whole names are
 * one person's where the words of the shorter all stand in the longer, but for a letter, and their parties can be one. A
 * surname alone is joined to a whole name only where all whole names with it that its party allows are one person's. A
 * state, group or organisation goes by its name.
 * Invariant: names are compared two by two, by themselves alone. */
#include <stdlib.h>

#include "base/map.h"
#include "merge/internal.h"

enum { SHORT_WORD = 2 /* bytes: "al", "el" tell nobody apart */, LONG_WORD = 5 /* may differ by a letter */ };

struct counted {
    struct str text;
    uint32_t count;
};
LIST_TYPE(counted_list, struct counted);

/* All persons who go by one name; by one surname alone, of one party. */
struct named {
    struct str folded;
    struct str_list words;
    struct counted_list parties;
    uint32_t count;
    uint32_t standing; /* which of the names stands for it */
};

struct finder {
    struct arena *arena;
    struct story *story;
    LIST(struct named) persons;
    struct map person_at, other_at; /* by folded name, a surname alone with its party */
    uint32_t *person_of;            /* of every mention; MAP_NONE: no person */
};

static void count_text(struct arena *arena, struct counted_list *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].text, text)) {
            list->items[i].count++;
            return;
        }
    *ARENA_PUSH(arena, *list) = (struct counted){text, 1};
}

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

static void note_person(struct finder *finder, const struct story_mention *mention, struct str folded, uint32_t *at)
{
    struct str name = folded;
    if (!memchr(folded.ptr, ' ', folded.len))
        name = story_format(finder->arena, "%.*s\x1f%.*s", STR_ARGS(folded), STR_ARGS(mention->party));
    *at = map_get(&finder->person_at, name);
    if (*at == MAP_NONE) {
        *at = (uint32_t)finder->persons.count;
        map_put(&finder->person_at, finder->arena, name, *at);
        *ARENA_PUSH(finder->arena, finder->persons) =
            (struct named){.folded = folded, .words = wording_words(finder->arena, folded)};
    }
    struct named *named = &finder->persons.items[*at];
    named->count++;
    if (mention->party.len)
        count_text(finder->arena, &named->parties, mention->party);
}

/* Whether somebody of both names may act for one side. */
static bool parties_fit(const struct named *a, const struct named *b)
{
    if (!a->parties.count || !b->parties.count)
        return true;
    for (size_t i = 0; i < a->parties.count; i++)
        for (size_t j = 0; j < b->parties.count; j++)
            if (str_equal(a->parties.items[i].text, b->parties.items[j].text))
                return true;
    return false;
}

static bool has_word(const struct named *named, struct str word)
{
    for (size_t i = 0; i < named->words.count; i++) {
        struct str other = named->words.items[i];
        if (str_equal(word, other) ||
            (word.len >= LONG_WORD && other.len >= LONG_WORD && str_distance(word, other) == 1))
            return true;
    }
    return false;
}

static bool names_fit(const struct named *a, const struct named *b)
{
    const struct named *brief = a->words.count <= b->words.count ? a : b, *whole = brief == a ? b : a;
    for (size_t i = 0; i < brief->words.count; i++)
        if (brief->words.items[i].len > SHORT_WORD && !has_word(whole, brief->words.items[i]))
            return false;
    return true;
}

static struct str surname(const struct named *named)
{
    return named->words.count ? named->words.items[named->words.count - 1] : STR("");
}

static int compare_named(const void *a, const void *b)
{
    const struct named *const *x = a, *const *y = b;
    int order = str_compare(surname(*x), surname(*y));
    return order ? order : str_compare((*x)->folded, (*y)->folded);
}

/* Whether `a` is a better name to go by than `b`. */
static bool stands_before(const struct named *a, const struct named *b)
{
    if (a->count != b->count)
        return a->count > b->count;
    return a->folded.len != b->folded.len ? a->folded.len < b->folded.len : str_compare(a->folded, b->folded) < 0;
}

/* Set what stands for each whole name among those of one surname. */
static void join_whole_names(struct finder *finder, struct named **names, uint32_t count)
{
    struct cluster cluster = cluster_new(finder->arena, count);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; names[i]->words.count > 1 && j < i; j++)
            if (names[j]->words.count > 1 && parties_fit(names[i], names[j]) && names_fit(names[i], names[j]))
                cluster_join(&cluster, i, j);
    struct cluster_groups groups = cluster_groups(finder->arena, &cluster);
    for (uint32_t g = 0; g < groups.count; g++) {
        struct named *best = names[groups.items[groups.start[g]]];
        for (uint32_t i = groups.start[g]; i < groups.start[g + 1]; i++)
            if (stands_before(names[groups.items[i]], best))
                best = names[groups.items[i]];
        for (uint32_t i = groups.start[g]; i < groups.start[g + 1]; i++)
            names[groups.items[i]]->standing = (uint32_t)(best - finder->persons.items);
    }
}

/* A surname alone: the one person it may be, if there is just one. */
static void join_surname(struct named *alone, struct named **names, uint32_t count)
{
    uint32_t found = MAP_NONE;
    for (uint32_t i = 0; i < count; i++) {
        if (names[i]->words.count < 2 || !parties_fit(alone, names[i]))
            continue;
        if (found != MAP_NONE && found != names[i]->standing)
            return;
        found = names[i]->standing;
    }
    if (found != MAP_NONE)
        alone->standing = found;
}

static void join_persons(struct finder *finder)
{
    uint32_t count = (uint32_t)finder->persons.count;
    struct named **names = arena_take(finder->arena, (size_t)count + 1, sizeof *names);
    for (uint32_t i = 0; i < count; i++)
        names[i] = &finder->persons.items[i];
    if (count)
        qsort(names, count, sizeof *names, compare_named);
    for (uint32_t first = 0, last; first < count; first = last) {
        for (last = first + 1; last < count && str_equal(surname(names[last]), surname(names[first]));)
            last++;
        join_whole_names(finder, names + first, last - first);
        for (uint32_t i = first; i < last; i++)
            if (names[i]->words.count == 1)
                join_surname(names[i], names + first, last - first);
    }
}

/* What is counted while mentions become identities. */
struct tally {
    struct counted_list names, parties;
};
LIST_TYPE(tally_list, struct tally);

static uint32_t new_identity(struct finder *finder, struct tally_list *tallies, struct str folded, enum actor_kind kind)
{
    *ARENA_PUSH(finder->arena, *tallies) = (struct tally){0};
    *ARENA_PUSH(finder->arena, finder->story->actors) = (struct identity){.folded = folded, .kind = kind};
    return (uint32_t)finder->story->actors.count - 1;
}

/* The identity of a name that is no person's. */
static uint32_t other_identity(struct finder *finder, struct tally_list *tallies, struct str folded,
                               enum actor_kind kind)
{
    uint32_t at = map_get(&finder->other_at, folded);
    if (at == MAP_NONE) {
        at = new_identity(finder, tallies, folded, kind);
        map_put(&finder->other_at, finder->arena, folded, at);
    }
    return at;
}

static void count_mention(struct finder *finder, const struct story_mention *mention, bool goes_by, uint32_t who,
                          struct tally *tally)
{
    struct identity *identity = &finder->story->actors.items[who];
    identity->named = true;
    identity->kind = mention->kind;
    if (goes_by)
        count_text(finder->arena, &tally->names, mention->name);
    if (mention->party.len)
        count_text(finder->arena, &tally->parties, mention->party);
}

static const uint32_t *identify_mentions(struct finder *finder, struct tally_list *tallies)
{
    const struct story_facts *facts = finder->story->facts;
    uint32_t *who = arena_take(finder->arena, facts->mentions.count + 1, sizeof *who);
    uint32_t *of_person = arena_take(finder->arena, finder->persons.count + 1, sizeof *of_person);
    for (size_t i = 0; i < finder->persons.count; i++)
        of_person[i] = MAP_NONE;
    for (size_t i = 0; i < facts->mentions.count; i++) {
        const struct story_mention *mention = &facts->mentions.items[i];
        uint32_t person = finder->person_of[i];
        if (person == MAP_NONE) {
            who[i] = other_identity(finder, tallies, wording_folded(finder->arena, mention->name), mention->kind);
        } else {
            uint32_t standing = finder->persons.items[person].standing;
            if (of_person[standing] == MAP_NONE)
                of_person[standing] =
                    new_identity(finder, tallies, finder->persons.items[standing].folded, ACTOR_PERSON);
            who[i] = of_person[standing];
        }
        count_mention(finder, mention, person == MAP_NONE || finder->persons.items[person].standing == person, who[i],
                      &tallies->items[who[i]]);
    }
    return who;
}

static void note_persons(struct finder *finder)
{
    const struct story_facts *facts = finder->story->facts;
    finder->person_of = arena_take(finder->arena, facts->mentions.count + 1, sizeof(uint32_t));
    for (size_t i = 0; i < facts->mentions.count; i++) {
        const struct story_mention *mention = &facts->mentions.items[i];
        finder->person_of[i] = MAP_NONE;
        if (mention->kind == ACTOR_PERSON)
            note_person(finder, mention, wording_folded(finder->arena, mention->name), &finder->person_of[i]);
    }
    for (size_t i = 0; i < finder->persons.count; i++)
        finder->persons.items[i].standing = (uint32_t)i;
}

/* Name, party and side of every identity; parties that no report names as actors become identities too. */
static void settle(struct finder *finder, struct tally_list *tallies)
{
    struct identity_list *actors = &finder->story->actors;
    size_t named = actors->count;
    for (size_t i = 0; i < named; i++) {
        struct str party = most_frequent(&tallies->items[i].parties), name = most_frequent(&tallies->items[i].names);
        uint32_t side = (uint32_t)i;
        if (party.len)
            side = other_identity(finder, tallies, wording_folded(finder->arena, party), ACTOR_GROUP);
        struct identity *identity = &actors->items[i];
        identity->name = name.len ? name : identity->folded;
        identity->party = party;
        identity->side = side;
        if (side >= named)
            actors->items[side].name = party;
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
    struct str found = str_make(key, folded.len);
    for (unsigned number = 2; map_get(taken, found) != MAP_NONE; number++) {
        char *next = arena_take(arena, folded.len + 12, 1), digits[12];
        size_t length = 0;
        for (unsigned rest = number; rest; rest /= 10)
            digits[length++] = (char)('0' + rest % 10);
        memcpy(next, key, folded.len);
        next[folded.len] = '-';
        for (size_t i = 0; i < length; i++)
            next[folded.len + 1 + i] = digits[length - 1 - i];
        found = str_make(next, folded.len + 1 + length);
    }
    map_put(taken, arena, found, 0);
    return found;
}

static int compare_identities(const void *a, const void *b)
{
    const struct identity *const *x = a, *const *y = b;
    int order = str_compare((*x)->folded, (*y)->folded);
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
    note_persons(&finder);
    join_persons(&finder);
    story->who = identify_mentions(&finder, &tallies);
    settle(&finder, &tallies);
    give_keys(&finder);
    story_profile_actors(arena, story);
}
