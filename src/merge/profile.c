/* profile.c - what is known of an actor across reports: the reports that name it, the forms they use, its offices.
 *
 * Input: the facts, and the identity of every mention. Output: mentions, aliases and offices of every identity.
 * Invariant: an office has the days and the evidence of reports that give it, none of a list of office holders. */
#include <stdlib.h>

#include "merge/internal.h"
#include "merge/names.h"

/* Mentions in their order, by identity. */
static void give_mentions(struct arena *arena, struct story *story)
{
    uint32_t count = (uint32_t)story->facts->mentions.count;
    struct identity *actors = story->actors.items;
    uint32_t *items = arena_take(arena, (size_t)count + 1, sizeof *items), next = 0;
    for (uint32_t i = 0; i < count; i++)
        actors[story->who[i]].mentions.capacity++;
    for (size_t i = 0; i < story->actors.count; i++) {
        actors[i].mentions.items = items + next;
        next += (uint32_t)actors[i].mentions.capacity;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct actor_list *mentions = &actors[story->who[i]].mentions, *reports = &actors[story->who[i]].reports;
        uint32_t report = story->facts->mentions.items[i].source.report;
        mentions->items[mentions->count++] = i;
        if (!reports->count || reports->items[reports->count - 1] != report)
            *ARENA_PUSH(arena, *reports) = report;
    }
}

struct form {
    uint32_t who;
    struct str text;
};

static int compare_forms(const void *a, const void *b)
{
    const struct form *x = a, *y = b;
    return x->who != y->who ? (x->who > y->who) - (x->who < y->who) : str_compare(x->text, y->text);
}

/* The forms used for each identity, each once. */
static void give_aliases(struct arena *arena, struct story *story)
{
    size_t count = story->facts->aliases.count, kept = 0;
    struct form *forms = arena_take(arena, count + 1, sizeof *forms);
    struct str *texts = arena_take(arena, count + 1, sizeof *texts);
    for (size_t i = 0; i < count; i++)
        forms[i] =
            (struct form){story->who[story->facts->aliases.items[i].mention], story->facts->aliases.items[i].text};
    qsort(forms, count, sizeof *forms, compare_forms);
    for (size_t i = 0; i < count; i++) {
        struct str_list *aliases = &story->actors.items[forms[i].who].aliases;
        if (i && forms[i].who == forms[i - 1].who && str_equal(forms[i].text, forms[i - 1].text))
            continue;
        texts[kept] = forms[i].text;
        aliases->items = aliases->count ? aliases->items : &texts[kept];
        aliases->capacity = ++aliases->count;
        kept++;
    }
}

/* A report gives the office: the first and last day grow to its own. */
static void note_office(struct arena *arena, struct story *story, struct identity *actor, struct map *offices,
                        const struct story_mention *mention)
{
    long day = story->facts->reports.items[mention->source.report].day;
    const struct name_words *names = story->facts->names;
    struct str core = office_core(arena, names ? &names->offices : NULL, mention->role, actor->party);
    uint32_t at = map_get(offices, core);
    if (at == MAP_NONE) {
        at = (uint32_t)actor->offices.count;
        map_put(offices, arena, core, at);
        *ARENA_PUSH(arena, actor->offices) = (struct story_office){mention->role, day, day, mention->source, 0};
    }
    struct story_office *office = &actor->offices.items[at];
    office->reports++;
    if (day == STORY_NO_DAY)
        return;
    office->from = office->from == STORY_NO_DAY || day < office->from ? day : office->from;
    if (office->to == STORY_NO_DAY || day >= office->to) {
        office->to = day;
        office->role = mention->role;
        office->source = mention->source;
    }
}

/* The latest first; of one day what most reports give. */
static int compare_offices(const void *a, const void *b)
{
    const struct story_office *x = a, *y = b;
    if (x->to != y->to)
        return x->to > y->to ? -1 : 1;
    if (x->reports != y->reports)
        return x->reports > y->reports ? -1 : 1;
    if (x->from != y->from)
        return x->from > y->from ? -1 : 1;
    return str_compare(x->role, y->role);
}

static void give_offices(struct arena *arena, struct story *story)
{
    for (size_t i = 0; i < story->actors.count; i++) {
        struct identity *actor = &story->actors.items[i];
        struct map offices = {0};
        for (size_t j = 0; j < actor->mentions.count; j++) {
            const struct story_mention *mention = &story->facts->mentions.items[actor->mentions.items[j]];
            if (mention->role.len)
                note_office(arena, story, actor, &offices, mention);
        }
        if (actor->offices.count)
            qsort(actor->offices.items, actor->offices.count, sizeof *actor->offices.items, compare_offices);
    }
}

void story_profile_actors(struct arena *arena, struct story *story)
{
    give_mentions(arena, story);
    give_aliases(arena, story);
    give_offices(arena, story);
}
