/* actor_decide.c - see actor_decide.h. */
#include "view/actor_decide.h"

#include "merge/cluster.h"
#include "merge/wording.h"
#include "view/text.h"

enum { NEAREST = 3, CANDIDATES = 8 };

struct deciding {
    struct arena *arena;
    const struct story *story;
    struct decision *decision;
    struct str *message;
};

static const struct identity *actor_at(const struct deciding *deciding, uint32_t actor)
{
    return &deciding->story->actors.items[actor];
}

static void tell_nobody(const struct deciding *deciding, struct str name)
{
    struct arena *arena = deciding->arena;
    struct str nearest[NEAREST];
    size_t count = story_nearest_names(arena, deciding->story, name, NEAREST, nearest);
    struct str text = text_format(arena, "nobody is called '%.*s'", STR_ARGS(name));
    for (size_t i = 0; i < count; i++)
        text = text_format(arena, "%.*s%s'%.*s'", STR_ARGS(text), i ? ", " : "; did you mean ", STR_ARGS(nearest[i]));
    *deciding->message = count ? text_format(arena, "%.*s?", STR_ARGS(text)) : text;
}

static void tell_candidates(const struct deciding *deciding, struct str name, const struct actor_list *found)
{
    struct arena *arena = deciding->arena;
    struct str text = text_format(arena, "'%.*s' could be any of these; give the name or key of one:", STR_ARGS(name));
    for (size_t i = 0; i < found->count && i < CANDIDATES; i++) {
        const struct identity *actor = actor_at(deciding, found->items[i]);
        text = text_format(arena, "%.*s\n  %.*s (%.*s%s%.*s)", STR_ARGS(text), STR_ARGS(actor->key),
                           STR_ARGS(actor->name), actor->party.len ? ", " : "", STR_ARGS(actor->party));
    }
    if (found->count > CANDIDATES)
        text = text_format(arena, "%.*s\n  and %zu more", STR_ARGS(text), found->count - CANDIDATES);
    *deciding->message = text;
}

/* The one actor of the name or key; says why there is none. */
static bool find_actor(const struct deciding *deciding, struct str name, uint32_t *actor)
{
    struct actor_list found;
    story_actors_named(deciding->arena, deciding->story, name, &found);
    if (found.count == 1)
        *actor = found.items[0];
    else if (found.count)
        tell_candidates(deciding, name, &found);
    else
        tell_nobody(deciding, name);
    return found.count == 1;
}

static void add_places(const struct deciding *deciding, const struct actor_list *mentions, uint32_t side)
{
    const struct story_facts *facts = deciding->story->facts;
    for (size_t i = 0; i < mentions->count; i++) {
        const struct story_source *source = &facts->mentions.items[mentions->items[i]].source;
        *ARENA_PUSH(deciding->arena, deciding->decision->places) = (struct decision_place){
            .report = facts->reports.items[source->report].id, .start = source->start, .end = source->end,
            .kind = STR("actor"), .side = side};
    }
}

bool actor_merge(struct arena *arena, const struct story *story, struct str name, struct str other,
                 struct decision *decision, struct str *message)
{
    struct deciding deciding = {arena, story, decision, message};
    uint32_t actors[2];
    if (!find_actor(&deciding, name, &actors[0]) || !find_actor(&deciding, other, &actors[1]))
        return false;
    const struct identity *one = actor_at(&deciding, actors[0]), *two = actor_at(&deciding, actors[1]);
    if (actors[0] == actors[1]) {
        *message = text_format(arena, "'%.*s' and '%.*s' are one already: %.*s", STR_ARGS(name), STR_ARGS(other),
                               STR_ARGS(one->key));
        return true;
    }
    if ((one->kind == ACTOR_PERSON) != (two->kind == ACTOR_PERSON)) {
        *message = text_format(arena, "a person and a body cannot be one: '%.*s', '%.*s'", STR_ARGS(name),
                               STR_ARGS(other));
        return false;
    }
    *decision = (struct decision){.kind = DECISION_MERGE, .subject = STR("actor"), .key = one->key, .other = two->key};
    add_places(&deciding, &one->mentions, 0);
    add_places(&deciding, &two->mentions, 1);
    return true;
}

/* Whether the mention goes by the name, or by `form` has it among its forms. */
static bool mention_is(const struct deciding *deciding, uint32_t mention, struct str folded, bool form)
{
    const struct story_facts *facts = deciding->story->facts;
    const struct story_mention *it = &facts->mentions.items[mention];
    if (str_equal(wording_folded(deciding->arena, it->name), folded))
        return true;
    for (uint32_t i = 0; form && i < it->alias_count; i++)
        if (str_equal(wording_folded(deciding->arena, facts->aliases.items[it->alias_first + i].text), folded))
            return true;
    return false;
}

/* The mentions of the actor that go by the name; by a form, where none does. */
static struct actor_list mentions_named(const struct deciding *deciding, const struct identity *actor, struct str name)
{
    struct str folded = wording_folded(deciding->arena, name);
    struct actor_list found = {0};
    for (int form = 0; form < 2 && !found.count; form++)
        for (size_t i = 0; i < actor->mentions.count; i++)
            if (mention_is(deciding, actor->mentions.items[i], folded, form))
                *ARENA_PUSH(deciding->arena, found) = actor->mentions.items[i];
    return found;
}

/* The mentions of the actor in the reports. */
static struct actor_list mentions_in(const struct deciding *deciding, const struct identity *actor,
                                     const struct str_list *reports)
{
    const struct story_facts *facts = deciding->story->facts;
    struct actor_list found = {0};
    for (size_t i = 0; i < actor->mentions.count; i++) {
        struct str report = facts->reports.items[facts->mentions.items[actor->mentions.items[i]].source.report].id;
        for (size_t j = 0; j < reports->count; j++)
            if (str_equal(report, reports->items[j]))
                set_add(deciding->arena, &found, actor->mentions.items[i]);
    }
    return found;
}

/* Leave as the mentions that are not to go those of the first name, or all that are left. */
static struct actor_list mentions_staying(const struct deciding *deciding, const struct identity *actor,
                                          const struct actor_list *leaves, struct str name)
{
    struct actor_list stays = {0}, named = {0};
    if (name.len)
        named = mentions_named(deciding, actor, name);
    const struct actor_list *all = named.count ? &named : &actor->mentions;
    for (size_t i = 0; i < all->count; i++)
        if (!set_has(leaves, all->items[i]))
            *ARENA_PUSH(deciding->arena, stays) = all->items[i];
    return stays;
}

bool actor_split(struct arena *arena, const struct story *story, struct str name, const struct str_list *others,
                 struct decision *decision, struct str *message)
{
    struct deciding deciding = {arena, story, decision, message};
    struct actor_list leaves = {0};
    uint32_t actor;
    if (!find_actor(&deciding, name, &actor))
        return false;
    const struct identity *one = actor_at(&deciding, actor);
    if (others->count == 1)
        leaves = mentions_named(&deciding, one, others->items[0]);
    bool by_name = leaves.count;
    if (!by_name)
        leaves = mentions_in(&deciding, one, others);
    struct actor_list stays = mentions_staying(&deciding, one, &leaves, by_name ? name : STR(""));
    if (!leaves.count || !stays.count) {
        *message = text_format(arena, "'%.*s' is %s of '%.*s' (%.*s)", STR_ARGS(others->items[0]),
                               leaves.count ? "what all reports call it, no other name" : "no name and no report",
                               STR_ARGS(name), STR_ARGS(one->key));
        return false;
    }
    *decision = (struct decision){.kind = DECISION_SPLIT, .subject = STR("actor"), .key = one->key,
                                  .other = others->items[0]};
    add_places(&deciding, &stays, 0);
    add_places(&deciding, &leaves, 1);
    return true;
}
