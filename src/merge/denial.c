/* denial.c - finds what one source denies and another tells (story_find_denials of story.h).
 *
 * Input: what sources are reported to have said; which of it is a denial, the caller tells. Output: conflicts. A saying
 * of another source, in a report of the same event at most a week away, that holds half of what is denied is set
 * against it, and so is what others are told to have said within the denial. What is denied and told by
 * nobody is none. Invariant: whether two sayings are set against each other depends on these two alone. */
#include <stdlib.h>

#include "merge/named.h"
#include "merge/wording.h"

enum { COVER = 500 /* in 1/1000 */, LEAST_RARITY = 16, SAME = 600, MOST_CLAIMS = 24 };

struct denials {
    struct arena *arena;
    struct story *story;
    struct names_told told_names;
    struct wording *contents; /* of sayings, where they were looked at */
    struct block_list blocks; /* sayings by event and day */
    struct map keys;
    LIST(uint32_t) told; /* denials that made a conflict */
};

static const struct story_saying *saying(const struct denials *denials, uint32_t at)
{
    return &denials->story->facts->sayings.items[at];
}

static const struct wording *content(const struct denials *denials, uint32_t at)
{
    struct wording *wording = &denials->contents[at];
    if (!wording->weights)
        *wording = story_wording(denials->arena, denials->story, saying(denials, at)->source.report,
                                 saying(denials, at)->content);
    return wording;
}

static long day_of(const struct denials *denials, uint32_t at)
{
    return story_near_day(denials->story, saying(denials, at)->source.report);
}

static uint64_t block_of_saying(const struct denials *denials, uint32_t at)
{
    return denials->story->facts->reports.items[saying(denials, at)->source.report].event;
}

static bool is_within(const struct story_source *inner, const struct story_source *outer)
{
    return outer->report == inner->report && inner->start >= outer->start && inner->end <= outer->end;
}

/* How many words both have, those not counted that all texts are full of. */
static uint32_t shared_words(const struct denials *denials, uint32_t a, uint32_t b)
{
    const struct wording *left = content(denials, a), *right = content(denials, b);
    uint32_t count = 0;
    for (size_t i = 0; i < left->keys.count; i++)
        count += rarity_of(denials->story->rarity, left->keys.items[i]) >= LEAST_RARITY &&
                 set_has(&right->keys, left->keys.items[i]);
    return count;
}

/* Does the saying name who denies? As a rule it is said of them. */
static bool names_denier(const struct denials *denials, uint32_t denial, uint32_t at)
{
    struct actor_list deniers = names_all(&denials->told_names, saying(denials, denial)->who);
    struct actor_list named = names_all(&denials->told_names, saying(denials, at)->source.quote);
    return set_shared(&deniers, &named) > 0;
}

/* Does `at` tell what the denial denies: half of it, and not by one word alone, nor in the words of the denial? */
static bool tells_it(const struct denials *denials, uint32_t denial, uint32_t at)
{
    uint32_t here = saying(denials, denial)->source.report, there = saying(denials, at)->source.report;
    bool dated = story_published(denials->story, here) != STORY_NO_DAY;
    return (dated || here == there) && wording_cover(content(denials, denial), content(denials, at)) >= COVER &&
           shared_words(denials, denial, at) > 1 &&
           !is_within(&saying(denials, denial)->source, &saying(denials, at)->source) &&
           names_denier(denials, denial, at);
}

/* Is it told within the denial itself: "denied it, after an official had acknowledged it"? */
static bool is_inside(const struct denials *denials, uint32_t denial, uint32_t at)
{
    const struct story_source *outer = &saying(denials, denial)->source, *inner = &saying(denials, at)->source;
    return inner->start > outer->start && is_within(inner, outer);
}

/* Is one of the found said in the same words: "X said that Y said"? */
static bool holds_one(const struct denials *denials, const struct actor_list *found, uint32_t at)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct story_source *source = &saying(denials, found->items[i])->source;
        const struct story_source *other = &saying(denials, at)->source;
        if (is_within(source, other) || is_within(other, source))
            return true;
    }
    return false;
}

/* The sayings set against the denial `at`, in order. */
static struct actor_list answers(const struct denials *denials, uint32_t at)
{
    struct actor_list found = {0};
    const struct story_saying *denial = saying(denials, at);
    const struct block_list *blocks = &denials->blocks;
    uint64_t block = block_of_saying(denials, at);
    for (size_t i = block_find(blocks, block, day_of(denials, at) - STORY_DENIAL_DAYS); i < blocks->count; i++) {
        const struct block_entry *entry = &blocks->items[i];
        if (entry->block != block || entry->at > day_of(denials, at) + STORY_DENIAL_DAYS || found.count >= MOST_CLAIMS)
            break;
        if (entry->item != at && !saying(denials, entry->item)->denial && !holds_one(denials, &found, entry->item) &&
            !str_equal(saying(denials, entry->item)->who, denial->who) &&
            (tells_it(denials, at, entry->item) || is_inside(denials, at, entry->item)))
            set_add(denials->arena, &found, entry->item);
    }
    return found;
}

/* Another denial of the same has been written. */
static bool is_told(const struct denials *denials, uint32_t at)
{
    for (size_t i = 0; i < denials->told.count; i++) {
        uint32_t other = denials->told.items[i];
        if (labs(day_of(denials, other) - day_of(denials, at)) <= STORY_DENIAL_DAYS &&
            wording_likeness(content(denials, other), content(denials, at)) >= SAME)
            return true;
    }
    return false;
}

static void write_denial(struct denials *denials, uint32_t at)
{
    struct story_conflict conflict = {.kind = CONFLICT_DENIAL, .about = saying(denials, at)->content};
    struct actor_list against = answers(denials, at);
    if (!against.count || is_told(denials, at))
        return;
    *ARENA_PUSH(denials->arena, denials->told) = at;
    story_claim(denials->arena, &conflict, &saying(denials, at)->source, STR("denied"));
    for (size_t i = 0; i < against.count; i++)
        story_claim(denials->arena, &conflict, &saying(denials, against.items[i])->source, STR("told"));
    conflict.reason = STR("one denies what others tell in like words");
    struct str key = story_format(denials->arena, "denial-%08x", (unsigned)(str_hash(conflict.about) & 0xffffffff));
    conflict.key = story_key(denials->arena, &denials->keys, key);
    *ARENA_PUSH(denials->arena, denials->story->conflicts) = conflict;
}

void story_find_denials(struct arena *arena, struct story *story)
{
    struct denials denials = {.arena = arena, .story = story, .told_names = names_make(arena, story)};
    uint32_t count = (uint32_t)story->facts->sayings.count;
    denials.contents = ARENA_NEW(arena, struct wording, (size_t)count + 1);
    for (uint32_t i = 0; i < count; i++)
        *ARENA_PUSH(arena, denials.blocks) =
            (struct block_entry){block_of_saying(&denials, i), day_of(&denials, i), i};
    block_sort(&denials.blocks);
    for (uint32_t i = 0; i < count; i++)
        if (saying(&denials, i)->denial)
            write_denial(&denials, i);
}
