/* actor_name.c - whom a person means by a name: looks through the actors of a story (story.h).
 *
 * Invariant: names are compared folded (wording.h), so that case, hyphens and full stops do not matter. */
#include "merge/internal.h"

#include "base/ascii.h"
#include "text/token.h"

/* How well a name fits an actor, the best first. A person's name of one word is a form like others. */
enum fit { FIT_KEY, FIT_NAME, FIT_REPORTED, FIT_FORM, FIT_NONE };

/* Whether the text cannot be the same, or end the same (`last`), by its first or last letter alone: nearly all are told
 * apart so, without folding them. */
static bool is_other(struct str text, struct str folded, bool last)
{
    size_t from = 0, to = text.len;
    if (!folded.len || (last && text.len >= TOKEN_FOLD_SIZE - 4)) /* a long word is cut */
        return false;
    while (from < to && (unsigned char)text.ptr[last ? to - 1 : from] < 0x80 &&
           !ascii_is_alphanumeric(text.ptr[last ? to - 1 : from])) {
        from += !last;
        to -= last;
    }
    if (from == to)
        return true;
    char letter = text.ptr[last ? to - 1 : from];
    return (unsigned char)letter < 0x80 && ascii_lower(letter) != folded.ptr[last ? folded.len - 1 : 0];
}

static bool same(struct arena *arena, struct str text, struct str folded)
{
    return !is_other(text, folded, false) && str_equal(wording_folded(arena, text), folded);
}

/* A person's last word. */
static bool is_surname(struct arena *arena, const struct story_mention *mention, struct str folded)
{
    if (mention->kind != ACTOR_PERSON || is_other(mention->name, folded, true))
        return false;
    struct str name = wording_folded(arena, mention->name);
    return name.len > folded.len && str_ends(name, folded) &&
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

void story_actors_named(struct arena *arena, const struct story *story, struct str name, struct actor_list *found)
{
    struct str folded = wording_folded(arena, name);
    enum fit best = FIT_NONE;
    *found = (struct actor_list){0};
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

bool story_actor_is(struct arena *arena, const struct story *story, uint32_t actor, struct str name)
{
    const struct identity *identity = &story->actors.items[actor];
    struct str folded = wording_folded(arena, name);
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
