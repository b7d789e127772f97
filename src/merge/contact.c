/* contact.c - joins the tellings of one contact (contacts_join of internal.h).
 *
 * First those that give days: of the same people, on the same days (or on days that follow each other, at the same
 * place). Then each that gives no day, or only a week or month, goes to the one item that its people, its place and the
 * days it can mean allow, the nearest to the day of its report; where several are allowed that differ in who met, to
 * none. What is left is joined among itself within a few days. At last, who met several one after the other: a telling
 * of all of them is a telling of each meeting that others tell of alone.
 * Invariant: each step depends on the set of tellings only; candidates come from blocks of two sides, so that the work
 * grows with what is told of two sides within a few days. */
#include <stdlib.h>

#include "merge/internal.h"

enum {
    NEAR_DAYS = 4,   /* between two tellings that give no day */
    LONGEST = 30,    /* days of an item that a telling without a day may be joined to */
    AHEAD = 10, BEHIND = 7, /* days that a report may look without giving one */
    JOINT_DAYS = 7, MOST_JOINT = 16
};

struct joining {
    struct contacts *contacts;
    const uint32_t *members; /* which tellings the cluster is of */
    struct cluster cluster;
};

static const struct telling *telling_at(const struct contacts *contacts, uint32_t at)
{
    return &contacts->tellings.items[at];
}

static bool is_between_sides(const struct telling *telling)
{
    return telling->sides.count > 1;
}

static long gap(const struct telling *a, const struct telling *b)
{
    return story_days_between(a->from, a->to, b->from, b->to);
}

static bool same_on_days(const struct story *story, const struct telling *a, const struct telling *b)
{
    if (!telling_who(story, a, b, true) || !telling_kinds_fit(a, b))
        return false;
    long days = gap(a, b);
    int place = telling_place(a, b);
    if (days <= 0)
        return place >= 0 || a->from == b->from;
    bool people = a->delegates.count && b->delegates.count;
    return days == 1 && place > 0 && (!people || (a->kind == MEETING_VISIT && b->kind == MEETING_VISIT));
}

static bool same_without_days(const struct story *story, const struct telling *a, const struct telling *b)
{
    if (!telling_who(story, a, b, true) || !telling_kinds_fit(a, b) || telling_place(a, b) < 0)
        return false;
    if (a->from != STORY_NO_DAY && b->from != STORY_NO_DAY && gap(a, b) > 0)
        return false;
    return a->status == b->status || a->status == STATUS_ONGOING || b->status == STATUS_ONGOING;
}

static void add_blocks(struct arena *arena, struct block_list *blocks, const struct actor_list *sides, long at,
                       uint32_t item, bool single)
{
    for (size_t i = 0; i < sides->count; i++)
        for (size_t j = single ? i : i + 1; j < sides->count; j++)
            *ARENA_PUSH(arena, *blocks) = (struct block_entry){block_of(sides->items[i], sides->items[j]), at, item};
}

static void look_on_days(void *context, uint32_t a, uint32_t b)
{
    struct joining *joining = context;
    const struct contacts *contacts = joining->contacts;
    if (same_on_days(contacts->story, telling_at(contacts, joining->members[a]),
                     telling_at(contacts, joining->members[b])))
        cluster_join(&joining->cluster, a, b);
}

static void look_without_days(void *context, uint32_t a, uint32_t b)
{
    struct joining *joining = context;
    const struct contacts *contacts = joining->contacts;
    if (same_without_days(contacts->story, telling_at(contacts, joining->members[a]),
                          telling_at(contacts, joining->members[b])))
        cluster_join(&joining->cluster, a, b);
}

static void widen(struct contact_item *item, const struct telling *telling)
{
    if (telling->from == STORY_NO_DAY)
        return;
    if (item->first == STORY_NO_DAY || telling->from < item->first)
        item->first = telling->from;
    if (item->last == STORY_NO_DAY || telling->to > item->last)
        item->last = telling->to;
}

/* Make an item of each group of the members. */
static void add_items(struct contacts *contacts, const struct joining *joining, struct cluster *cluster)
{
    struct cluster_groups groups = cluster_groups(contacts->arena, cluster);
    for (uint32_t g = 0; g < groups.count; g++) {
        struct contact_item item = {.first = STORY_NO_DAY, .last = STORY_NO_DAY};
        for (uint32_t i = groups.start[g]; i < groups.start[g + 1]; i++) {
            uint32_t at = joining->members[groups.items[i]];
            *ARENA_PUSH(contacts->arena, item.tellings) = at;
            widen(&item, telling_at(contacts, at));
        }
        *ARENA_PUSH(contacts->arena, contacts->items) = item;
    }
}

/* Join the members among themselves: those of one block at most `most` days apart. */
static void join_members(struct contacts *contacts, const struct actor_list *members, bool by_day, long most,
                         void look(void *context, uint32_t a, uint32_t b))
{
    struct joining joining = {contacts, members->items, cluster_new(contacts->arena, (uint32_t)members->count)};
    struct block_list blocks = {0};
    for (uint32_t i = 0; i < members->count; i++) {
        const struct telling *telling = telling_at(contacts, members->items[i]);
        long at = by_day ? telling->from : telling->published;
        if (at != STORY_NO_DAY)
            add_blocks(contacts->arena, &blocks, &telling->sides, at, i, false);
    }
    block_sort(&blocks);
    block_pairs(&blocks, most, &joining, look);
    add_items(contacts, &joining, &joining.cluster);
}

/* The days a telling can mean. */
struct window {
    long first, last;
};
static struct window window_of(const struct telling *telling)
{
    long day = telling->published;
    if (telling->from != STORY_NO_DAY)
        return (struct window){telling->from, telling->to};
    if (day == STORY_NO_DAY)
        return (struct window){1, 0};
    switch (telling->status) {
    case STATUS_PLANNED:
    case STATUS_POSSIBLE: return (struct window){day, day + AHEAD};
    case STATUS_HELD: return (struct window){day - BEHIND, day};
    case STATUS_ONGOING: return (struct window){day - 2, day + 1};
    default: return (struct window){day - 3, day + BEHIND};
    }
}

/* How well an item suits a telling without a day. */
struct suit {
    uint32_t item;
    bool strict, place, people; /* the same people; the same place; the item has people */
    long distance;              /* days between it and the report */
    uint32_t who;
};

/* As telling_who, not strict; what names one side only is told by its place. */
static uint32_t suits_who(const struct story *story, const struct telling *telling, const struct telling *other)
{
    if (is_between_sides(telling))
        return telling_who(story, telling, other, false);
    bool people = telling->delegates.count && !set_shared(&telling->delegates, &other->delegates);
    bool other_people = false;
    for (size_t i = 0; i < other->delegates.count; i++)
        other_people = other_people || set_has(&telling->sides, story_side(story, other->delegates.items[i]));
    return set_within(&telling->sides, &other->sides) && telling_place(telling, other) > 0 && !(people && other_people)
               ? 500 : 0;
}

static long distance(const struct contact_item *item, long day)
{
    if (day == STORY_NO_DAY)
        return 0;
    return item->first > day ? item->first - day : day > item->last ? day - item->last : 0;
}

static struct suit suit_of(const struct contacts *contacts, const struct telling *telling, uint32_t at)
{
    const struct contact_item *item = &contacts->items.items[at];
    struct suit suit = {.item = at, .distance = distance(item, telling->published)};
    bool elsewhere = false;
    for (size_t i = 0; i < item->tellings.count; i++) {
        const struct telling *other = telling_at(contacts, item->tellings.items[i]);
        if (!telling_kinds_fit(telling, other))
            continue;
        uint32_t who = suits_who(contacts->story, telling, other);
        int place = telling_place(telling, other);
        suit.who = who > suit.who ? who : suit.who;
        suit.place = suit.place || place > 0;
        suit.people = suit.people || other->delegates.count;
        suit.strict = suit.strict || (is_between_sides(telling) && telling_who(contacts->story, telling, other, true));
        elsewhere = elsewhere || place < 0;
    }
    if (elsewhere && !suit.place)
        suit.who = 0;
    return suit;
}

/* Positive where `a` suits better. */
static int compare_suits(const struct suit *a, const struct suit *b)
{
    if (a->strict != b->strict)
        return a->strict ? 1 : -1;
    if (a->place != b->place)
        return a->place ? 1 : -1;
    if (a->distance != b->distance)
        return a->distance < b->distance ? 1 : -1;
    if (a->who != b->who)
        return a->who > b->who ? 1 : -1;
    return a->item < b->item ? 1 : -1;
}

/* The items that a telling may belong to, by its sides and days. */
static struct actor_list candidates(const struct contacts *contacts, const struct block_list *index,
                                    const struct telling *telling)
{
    struct actor_list found = {0};
    struct block_list wanted = {0};
    struct window window = window_of(telling);
    add_blocks(contacts->arena, &wanted, &telling->sides, 0, 0, !is_between_sides(telling));
    for (size_t b = 0; b < wanted.count; b++) {
        uint64_t block = wanted.items[b].block;
        for (size_t i = block_find(index, block, window.first - LONGEST); i < index->count; i++) {
            const struct block_entry *entry = &index->items[i];
            if (entry->block != block || entry->at > window.last)
                break;
            if (contacts->items.items[entry->item].last >= window.first)
                set_add(contacts->arena, &found, entry->item);
        }
    }
    return found;
}

/* The item the telling belongs to; MAP_NONE where none does, or several that differ in who met. */
static uint32_t choose(const struct contacts *contacts, const struct block_list *index, const struct telling *telling)
{
    struct actor_list found = candidates(contacts, index, telling);
    struct suit best = {0};
    uint32_t rivals = 0;
    for (size_t i = 0; i < found.count; i++) {
        struct suit suit = suit_of(contacts, telling, found.items[i]);
        if (!suit.who)
            continue;
        bool equal = best.who && suit.strict == best.strict && suit.place == best.place;
        if (!best.who || compare_suits(&suit, &best) > 0) {
            rivals = equal ? rivals + 1 : 0;
            best = suit;
        } else {
            rivals += equal;
        }
    }
    bool people = telling->delegates.count || best.people;
    if (!best.who || (!best.strict && is_between_sides(telling) && rivals && people))
        return MAP_NONE;
    return best.item;
}

static struct block_list index_items(struct contacts *contacts)
{
    struct block_list index = {0};
    for (uint32_t i = 0; i < contacts->items.count; i++) {
        const struct contact_item *item = &contacts->items.items[i];
        struct actor_list sides = {0};
        for (size_t t = 0; t < item->tellings.count; t++)
            set_add_all(contacts->arena, &sides, &telling_at(contacts, item->tellings.items[t])->sides);
        add_blocks(contacts->arena, &index, &sides, item->first, i, true);
    }
    block_sort(&index);
    return index;
}

/* Give each of `members` to the item it belongs to; returns those that belong to none. */
static struct actor_list join_undated(struct contacts *contacts, const struct actor_list *members)
{
    struct actor_list left = {0};
    struct block_list index = index_items(contacts);
    uint32_t *chosen = arena_take(contacts->arena, members->count + 1, sizeof *chosen);
    for (size_t i = 0; i < members->count; i++)
        chosen[i] = choose(contacts, &index, telling_at(contacts, members->items[i]));
    for (size_t i = 0; i < members->count; i++) {
        if (chosen[i] == MAP_NONE) {
            if (is_between_sides(telling_at(contacts, members->items[i])))
                *ARENA_PUSH(contacts->arena, left) = members->items[i];
            continue;
        }
        set_add(contacts->arena, &contacts->items.items[chosen[i]].tellings, members->items[i]);
    }
    return left;
}

static void set_actors(struct contacts *contacts)
{
    for (size_t i = 0; i < contacts->items.count; i++) {
        struct contact_item *item = &contacts->items.items[i];
        for (size_t t = 0; t < item->tellings.count; t++)
            set_add_all(contacts->arena, &item->actors, &telling_at(contacts, item->tellings.items[t])->all);
    }
}

static size_t count_people(const struct contacts *contacts, const struct contact_item *item)
{
    size_t count = 0;
    for (size_t i = 0; i < item->actors.count; i++)
        count += story_is_delegate(contacts->story, item->actors.items[i]);
    return count;
}

static bool is_pair(const struct contacts *contacts, const struct contact_item *item)
{
    return item->actors.count == 2 && count_people(contacts, item);
}

/* How far apart the meeting of two and the wider one are told to be: 0 on the same days, else by the days of the first
 * reports; -1: they are not one. */
static long apart(const struct contacts *contacts, const struct contact_item *pair, const struct contact_item *whole)
{
    const struct telling *a = telling_at(contacts, pair->tellings.items[0]);
    const struct telling *b = telling_at(contacts, whole->tellings.items[0]);
    if (pair->first != STORY_NO_DAY && whole->first != STORY_NO_DAY)
        return pair->first <= whole->last + 1 && whole->first <= pair->last + 1 ? 0 : -1;
    if (a->published == STORY_NO_DAY || b->published == STORY_NO_DAY || labs(a->published - b->published) > JOINT_DAYS)
        return -1;
    return telling_place(a, b) < 0 && !a->place_is_actor && !b->place_is_actor ? -1 : labs(a->published - b->published);
}

/* Of the items of these two people, the one that is part of `whole`; MAP_NONE where none is. */
static uint32_t part_of(const struct contacts *contacts, const struct block_list *pairs, uint64_t block, uint32_t whole)
{
    uint32_t found = MAP_NONE;
    long least = LONG_MAX;
    for (size_t k = block_find(pairs, block, 0); k < pairs->count && pairs->items[k].block == block; k++) {
        uint32_t item = pairs->items[k].item;
        long days = apart(contacts, &contacts->items.items[item], &contacts->items.items[whole]);
        if (item != whole && days >= 0 && days < least) {
            least = days;
            found = item;
        }
    }
    return found;
}

/* The items of two people that are part of the item `at`. */
static struct actor_list parts_of(const struct contacts *contacts, const struct block_list *pairs, uint32_t at)
{
    const struct actor_list *actors = &contacts->items.items[at].actors;
    struct actor_list parts = {0};
    for (size_t i = 0; i < actors->count && actors->count <= MOST_JOINT; i++)
        for (size_t j = i + 1; j < actors->count; j++) {
            uint32_t part = part_of(contacts, pairs, block_of(actors->items[i], actors->items[j]), at);
            if (part != MAP_NONE)
                set_add(contacts->arena, &parts, part);
        }
    return parts;
}

/* Give the tellings that are of nobody but those of the part to it. */
static void give_back(struct contacts *contacts, struct contact_item *item, struct contact_item *part)
{
    size_t kept = 0;
    for (size_t t = 0; t < item->tellings.count; t++) {
        uint32_t at = item->tellings.items[t];
        if (set_within(&telling_at(contacts, at)->all, &part->actors))
            set_add(contacts->arena, &part->joint, at);
        else
            item->tellings.items[kept++] = at;
    }
    item->tellings.count = kept;
}

/* Make the tellings of `item` tellings of its parts, and keep of it only who met in none of them. */
static void share_out(struct contacts *contacts, struct contact_item *item, const struct actor_list *parts)
{
    struct actor_list hub = item->actors, met = {0};
    for (size_t p = 0; p < parts->count; p++) {
        struct contact_item *part = &contacts->items.items[parts->items[p]];
        struct actor_list kept = {0};
        for (size_t t = 0; t < item->tellings.count; t++)
            if (set_within(&part->actors, &telling_at(contacts, item->tellings.items[t])->all))
                set_add(contacts->arena, &part->joint, item->tellings.items[t]);
        give_back(contacts, item, part);
        set_add_all(contacts->arena, &met, &part->actors);
        for (size_t i = 0; i < hub.count; i++)
            if (set_has(&part->actors, hub.items[i]))
                set_add(contacts->arena, &kept, hub.items[i]);
        hub = kept;
    }
    for (size_t i = 0; i < item->actors.count; i++)
        if (!set_has(&met, item->actors.items[i]) || set_has(&hub, item->actors.items[i]))
            set_add(contacts->arena, &item->only, item->actors.items[i]);
    item->dropped = item->only.count < 2 || !item->tellings.count;
}

static void share_joint(struct contacts *contacts)
{
    struct block_list pairs = {0};
    for (uint32_t i = 0; i < contacts->items.count; i++)
        if (is_pair(contacts, &contacts->items.items[i]))
            add_blocks(contacts->arena, &pairs, &contacts->items.items[i].actors, 0, i, false);
    block_sort(&pairs);
    for (uint32_t i = 0; i < contacts->items.count; i++) {
        struct contact_item *item = &contacts->items.items[i];
        if (item->actors.count < 3)
            continue;
        struct actor_list parts = parts_of(contacts, &pairs, i);
        if (parts.count > 1 || (parts.count && count_people(contacts, item) > 2))
            share_out(contacts, item, &parts);
    }
}

void contacts_join(struct contacts *contacts)
{
    struct actor_list dated = {0}, undated = {0};
    for (uint32_t i = 0; i < contacts->tellings.count; i++) {
        const struct telling *telling = telling_at(contacts, i);
        *(telling->precise && is_between_sides(telling) ? ARENA_PUSH(contacts->arena, dated)
                                                        : ARENA_PUSH(contacts->arena, undated)) = i;
    }
    join_members(contacts, &dated, true, NEAR_DAYS, look_on_days);
    struct actor_list left = join_undated(contacts, &undated);
    join_members(contacts, &left, false, NEAR_DAYS, look_without_days);
    set_actors(contacts);
    share_joint(contacts);
}
