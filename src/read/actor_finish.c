/* actor_finish.c - leaves only those actors in the record that some fact refers to (GUIDELINES.md "actors").
 *
 * Input: the full record. Output: `actors` without the others, all references renumbered. */
#include "read/reading.h"

static void mark_used(bool *used, uint32_t actor)
{
    if (actor != NO_ACTOR)
        used[actor] = true;
}


/* Calls `visit` with the address of every reference to an actor in the record. */
static void each_reference(struct record *record, void (*visit)(uint32_t *actor, void *user), void *user)
{
    for (size_t i = 0; i < record->meetings.count; i++) {
        struct actor_list *lists[] = {&record->meetings.items[i].participants, &record->meetings.items[i].mediators};
        for (size_t l = 0; l < 2; l++)
            for (size_t j = 0; j < lists[l]->count; j++)
                visit(&lists[l]->items[j], user);
    }
    for (size_t i = 0; i < record->trips.count; i++)
        visit(&record->trips.items[i].traveller, user);
    for (size_t i = 0; i < record->statements.count; i++)
        visit(&record->statements.items[i].speaker, user);
    for (size_t i = 0; i < record->proposals.count; i++) {
        struct proposal *proposal = &record->proposals.items[i];
        for (size_t j = 0; j < proposal->by.count; j++)
            visit(&proposal->by.items[j], user);
        for (size_t j = 0; j < proposal->responses.count; j++)
            visit(&proposal->responses.items[j].party, user);
    }
    for (size_t i = 0; i < record->positions.count; i++)
        visit(&record->positions.items[i].holder, user);
}

static void visit_mark(uint32_t *actor, void *user)
{
    mark_used(user, *actor);
}

static void visit_renumber(uint32_t *actor, void *user)
{
    const uint32_t *number = user;
    if (*actor != NO_ACTOR)
        *actor = number[*actor];
}

/* People, states and groups that are cited speak, also where the words are not given as they were said. Of
 * organisations and outlets only those are kept that do more than report. */
static bool speaks(enum actor_kind kind)
{
    return kind == ACTOR_PERSON || kind == ACTOR_STATE || kind == ACTOR_GROUP;
}

static void mark_cited(const struct reading *reading, bool *used)
{
    for (uint32_t i = 0, a = 0; i < reading->mentions.count[MENTION_ACTOR]; i++) {
        const struct mention *mention = &reading->mentions.items[MENTION_ACTOR][i];
        uint32_t start = reading->document.tokens[mention->first].start,
                 end = reading->document.tokens[mention->last - 1].end;
        const struct record *record = reading->record;
        while (a < record->attributions.count && record->attributions.items[a].named.end <= start)
            a++;
        if (a < record->attributions.count && record->attributions.items[a].named.start < end &&
            mention->index != NO_ACTOR && speaks(record->actors.items[mention->index].kind))
            used[mention->index] = true;
    }
}

void actor_finish(struct reading *reading)
{
    struct record *record = reading->record;
    bool *used = ARENA_NEW(reading->arena, bool, record->actors.count + 1);
    uint32_t *number = ARENA_NEW(reading->arena, uint32_t, record->actors.count + 1);
    reading->actor_names = ARENA_NEW(reading->arena, struct str, record->actors.count + 1);
    each_reference(record, visit_mark, used);
    mark_cited(reading, used);
    size_t kept = 0;
    for (size_t i = 0; i < record->actors.count; i++) {
        number[i] = (uint32_t)kept;
        reading->actor_names[i] = record->actors.items[i].name;
        if (used[i])
            record->actors.items[kept++] = record->actors.items[i];
    }
    record->actors.count = kept;
    each_reference(record, visit_renumber, number);
}
