/* actor_name.c - whom a person means by a name: looks through the actors of a story (story.h).
 *
 * Invariant: names are compared folded (wording.h), so that case, hyphens and full stops do not matter. */
#include "merge/internal.h"

/* How well a name fits an actor, the best first. A person's name of one word is a form like others; that of its party is
 * none of its own. */
enum fit { FIT_KEY, FIT_NAME, FIT_REPORTED, FIT_FORM, FIT_PARTY, FIT_NONE };

/* A name of an actor, and the next actor that has the same. */
struct index_entry {
    uint32_t actor, next; /* next: MAP_NONE: none */
    enum fit fit;
};
struct actor_index {
    struct map first; /* by name; of keys, with a NUL before them: they are not folded */
    LIST(struct index_entry) entries;
};

static bool same(struct arena *arena, struct str text, struct str folded)
{
    return str_equal(wording_folded(arena, text), folded);
}

/* A person's last word. */
static bool is_surname(struct arena *arena, const struct story_mention *mention, struct str folded)
{
    struct str name = wording_folded(arena, mention->name);
    return mention->kind == ACTOR_PERSON && name.len > folded.len && str_ends(name, folded) &&
           name.ptr[name.len - folded.len - 1] == ' ';
}

static enum fit fit_of(struct arena *arena, const struct story *story, const struct identity *actor, struct str name,
                       struct str folded)
{
    const struct story_facts *facts = story->facts;
    enum fit best = FIT_NONE;
    if (str_equal(actor->key, name))
        return FIT_KEY;
    if (same(arena, actor->name, folded))
        return FIT_NAME;
    for (size_t i = 0; i < actor->mentions.count; i++) {
        const struct story_mention *mention = &facts->mentions.items[actor->mentions.items[i]];
        bool whole = mention->kind != ACTOR_PERSON || memchr(folded.ptr, ' ', folded.len);
        if (same(arena, mention->name, folded) && whole)
            return FIT_REPORTED;
        if (same(arena, mention->name, folded) || is_surname(arena, mention, folded))
            best = FIT_FORM;
    }
    for (size_t i = 0; i < actor->aliases.count && best == FIT_NONE; i++)
        if (same(arena, actor->aliases.items[i], folded))
            best = FIT_FORM;
    return best;
}

/* Keep the better fit where the actor has the name already: an actor's names are added one after another, so that it is
 * the last that was. */
static void add_name(struct arena *arena, struct actor_index *index, uint32_t actor, struct str name, enum fit fit)
{
    uint32_t at = name.len ? map_get(&index->first, name) : MAP_NONE;
    if (!name.len)
        return;
    if (at != MAP_NONE && index->entries.items[at].actor == actor) {
        struct index_entry *entry = &index->entries.items[at];
        entry->fit = fit < entry->fit ? fit : entry->fit;
        return;
    }
    *ARENA_PUSH(arena, index->entries) = (struct index_entry){actor, at, fit};
    map_put(&index->first, arena, name, (uint32_t)index->entries.count - 1);
}

static void add_mention(struct arena *arena, struct actor_index *index, uint32_t actor,
                        const struct story_mention *mention)
{
    struct str name = wording_folded(arena, mention->name);
    bool person = mention->kind == ACTOR_PERSON, whole = !person || memchr(name.ptr, ' ', name.len);
    add_name(arena, index, actor, name, whole ? FIT_REPORTED : FIT_FORM);
    for (size_t i = 0; person && i + 1 < name.len; i++)
        if (name.ptr[i] == ' ')
            add_name(arena, index, actor, str_make(name.ptr + i + 1, name.len - i - 1), FIT_FORM);
    add_name(arena, index, actor, wording_folded(arena, mention->party), FIT_PARTY);
}

static struct str key_name(struct arena *arena, struct str key)
{
    char *text = arena_take(arena, key.len + 1, 1);
    text[0] = '\0';
    memcpy(text + 1, key.ptr, key.len);
    return str_make(text, key.len + 1);
}

void story_index_actors(struct arena *arena, struct story *story)
{
    struct actor_index *index = ARENA_NEW(arena, struct actor_index, 1);
    for (uint32_t i = 0; i < story->actors.count; i++) {
        const struct identity *actor = &story->actors.items[i];
        add_name(arena, index, i, key_name(arena, actor->key), FIT_KEY);
        add_name(arena, index, i, wording_folded(arena, actor->name), FIT_NAME);
        for (size_t m = 0; m < actor->mentions.count; m++)
            add_mention(arena, index, i, &story->facts->mentions.items[actor->mentions.items[m]]);
        for (size_t a = 0; a < actor->aliases.count; a++)
            add_name(arena, index, i, wording_folded(arena, actor->aliases.items[a]), FIT_FORM);
    }
    story->actor_index = index;
}

/* Those that the index has for a name, as far as they fit better than `worst`: the best of all, or all. */
static enum fit add_found(struct arena *arena, const struct actor_index *index, struct str name, enum fit worst,
                          struct actor_list *found)
{
    for (uint32_t at = map_get(&index->first, name); at != MAP_NONE; at = index->entries.items[at].next) {
        const struct index_entry *entry = &index->entries.items[at];
        if (entry->fit >= FIT_PARTY || entry->fit > worst)
            continue;
        if (entry->fit < worst)
            found->count = 0;
        worst = entry->fit;
        *ARENA_PUSH(arena, *found) = entry->actor;
    }
    return worst;
}

static void reverse(struct actor_list *list)
{
    for (size_t i = 0; i < list->count / 2; i++) {
        uint32_t other = list->items[list->count - 1 - i];
        list->items[list->count - 1 - i] = list->items[i];
        list->items[i] = other;
    }
}

void story_actors_are(struct arena *arena, const struct story *story, struct str name, bool *is)
{
    const struct actor_index *index = story->actor_index;
    for (uint32_t i = 0; i < story->actors.count; i++)
        is[i] = !index && story_actor_is(arena, story, i, name);
    if (!index)
        return;
    const struct str names[] = {wording_folded(arena, name), key_name(arena, name)};
    for (size_t n = 0; n < 2; n++)
        for (uint32_t at = map_get(&index->first, names[n]); at != MAP_NONE; at = index->entries.items[at].next)
            is[index->entries.items[at].actor] = true;
}

void story_actors_named(struct arena *arena, const struct story *story, struct str name, struct actor_list *found)
{
    struct str folded = wording_folded(arena, name);
    enum fit best = FIT_NONE;
    *found = (struct actor_list){0};
    if (story->actor_index && folded.len) {
        best = add_found(arena, story->actor_index, key_name(arena, name), best, found);
        add_found(arena, story->actor_index, folded, best, found);
        reverse(found);
        return;
    }
    for (uint32_t i = 0; i < story->actors.count; i++) {
        enum fit fit = folded.len ? fit_of(arena, story, &story->actors.items[i], name, folded) : FIT_NONE;
        if (fit < best) {
            best = fit;
            found->count = 0;
        }
        if (fit == best && fit != FIT_NONE)
            *ARENA_PUSH(arena, *found) = i;
    }
}

/* The same of one actor, by the index. */
static bool is_indexed(struct arena *arena, const struct actor_index *index, uint32_t actor, struct str name)
{
    const struct str names[] = {wording_folded(arena, name), key_name(arena, name)};
    for (size_t n = 0; n < 2; n++)
        for (uint32_t at = map_get(&index->first, names[n]); at != MAP_NONE; at = index->entries.items[at].next)
            if (index->entries.items[at].actor == actor)
                return true;
    return false;
}

bool story_actor_is(struct arena *arena, const struct story *story, uint32_t actor, struct str name)
{
    const struct identity *identity = &story->actors.items[actor];
    struct str folded = wording_folded(arena, name);
    if (story->actor_index)
        return is_indexed(arena, story->actor_index, actor, name);
    if (fit_of(arena, story, identity, name, folded) != FIT_NONE)
        return true;
    for (size_t i = 0; i < identity->mentions.count; i++)
        if (same(arena, story->facts->mentions.items[identity->mentions.items[i]].party, folded))
            return true;
    return false;
}

size_t story_nearest_names(struct arena *arena, const struct story *story, struct str name, size_t most,
                           struct str nearest[])
{
    struct str folded = wording_folded(arena, name);
    size_t distances[8], count = 0, farthest = folded.len / 2 + 1;
    most = most < 8 ? most : 8;
    for (size_t i = 0; i < story->actors.count; i++) {
        const struct identity *actor = &story->actors.items[i];
        size_t distance = str_distance(folded, wording_folded(arena, actor->name)), at = count;
        if (!actor->named || distance > farthest)
            continue;
        while (at && (distances[at - 1] > distance ||
                      (distances[at - 1] == distance && str_compare(nearest[at - 1], actor->name) > 0)))
            at--;
        if (at >= most)
            continue;
        count += count < most;
        for (size_t j = count - 1; j > at; j--) {
            distances[j] = distances[j - 1];
            nearest[j] = nearest[j - 1];
        }
        distances[at] = distance;
        nearest[at] = actor->name;
    }
    return count;
}
