/* round.c - see round.h. */
#include "merge/round.h"

#include <stdlib.h>

#include "merge/internal.h"
#include "text/token.h"

enum {
    NEAR_DAYS = 2,   /* between two meetings of one round */
    SAME_NUMBER = 21, /* days between two meetings that reports give one number */
    MOST_BETWEEN = 3 /* words between "second" and "round": "the second Norwegian-hosted round" */
};

struct finder {
    struct arena *arena;
    const struct story *story;
    const struct story_words *words;
    struct actor_list parties, mediators; /* identities */
    struct actor_list meetings;           /* that are rounds or parts of one */
    uint32_t *numbers;                    /* of each of these; 0: none */
    struct cluster cluster;
};

/* The identities that go by one of the names. */
static struct actor_list named(const struct finder *finder, const struct str_list *names)
{
    struct actor_list found = {0};
    for (size_t i = 0; i < finder->story->actors.count; i++)
        for (size_t j = 0; j < names->count; j++)
            if (str_equal(finder->story->actors.items[i].name, names->items[j]))
                set_add(finder->arena, &found, (uint32_t)i);
    return found;
}

/* For how many of `wanted` somebody is at the meeting. */
static size_t count_sides(const struct finder *finder, const struct story_meeting *meeting,
                          const struct actor_list *wanted)
{
    struct actor_list sides = {0};
    for (size_t i = 0; i < meeting->participants.count; i++)
        set_add(finder->arena, &sides, story_side(finder->story, meeting->participants.items[i]));
    for (size_t i = 0; i < meeting->mediators.count; i++)
        set_add(finder->arena, &sides, story_side(finder->story, meeting->mediators.items[i]));
    return set_shared(&sides, wanted);
}

/* Does somebody named act for one of the parties? Then, without the other party, it is rather a visit. */
static bool has_person_of_party(const struct finder *finder, const struct story_meeting *meeting)
{
    for (size_t i = 0; i < meeting->participants.count; i++) {
        uint32_t who = meeting->participants.items[i];
        if (story_is_delegate(finder->story, who) && set_has(&finder->parties, story_side(finder->story, who)))
            return true;
    }
    return false;
}

/* What one report alone has planned, or called off, may never have been more than spoken of. */
static bool is_real(const struct story_meeting *meeting)
{
    bool took_place = meeting->status == STATUS_HELD || meeting->status == STATUS_ONGOING;
    return meeting->from != STORY_NO_DAY && meeting->status != STATUS_POSSIBLE &&
           (took_place || meeting->reports.count > 1);
}

/* Talks or a summit of both sides; talks of a delegation of one with who mediates. */
static bool is_part(const struct finder *finder, const struct story_meeting *meeting)
{
    bool talks = meeting->kind == MEETING_TALKS;
    if ((!talks && meeting->kind != MEETING_SUMMIT) || !is_real(meeting))
        return false;
    size_t parties = count_sides(finder, meeting, &finder->parties);
    size_t mediators = count_sides(finder, meeting, &finder->mediators);
    return parties == 2 ||
           (parties == 1 && talks && (mediators > 1 || (mediators && !has_person_of_party(finder, meeting))));
}

/* The number that the words give a round: an ordinal, with a word that is numbered at most a few words behind. */
static uint32_t number_in(const struct story_words *words, struct str text)
{
    uint32_t number = 0, since = 0;
    for (struct str rest = text; rest.len;) {
        char folded[TOKEN_FOLD_SIZE];
        struct str word = token_fold(str_cut(&rest, ' '), folded, sizeof folded);
        uint32_t found = map_get(&words->ordinals, word);
        if (number && since <= MOST_BETWEEN && map_get(&words->rounds, word) != MAP_NONE)
            return number;
        since++;
        if (found != MAP_NONE) {
            number = found;
            since = 0;
        }
    }
    return 0;
}

/* The number that most tellings give; the greater one at a tie: rounds are told of together with those before them. */
static uint32_t number_of(const struct finder *finder, const struct story_meeting *meeting)
{
    uint32_t best = 0, most = 0, *numbers = ARENA_NEW(finder->arena, uint32_t, meeting->history.count + 1);
    for (size_t i = 0; i < meeting->history.count; i++)
        numbers[i] = number_in(finder->words, meeting->history.items[i].source.quote);
    for (size_t i = 0; i < meeting->history.count; i++) {
        uint32_t number = numbers[i], count = 0;
        for (size_t j = 0; number && j < meeting->history.count; j++)
            count += numbers[j] == number;
        if (count > most || (count == most && number > best)) {
            best = number;
            most = count;
        }
    }
    return best;
}

static const struct story_meeting *meeting_at(const struct finder *finder, uint32_t at)
{
    return &finder->story->meetings.items[finder->meetings.items[at]];
}

static long last_day(const struct story_meeting *meeting)
{
    return meeting->to == STORY_NO_DAY ? meeting->from : meeting->to;
}

static long gap(const struct story_meeting *a, const struct story_meeting *b)
{
    return story_days_between(a->from, last_day(a), b->from, last_day(b));
}

static bool are_one(const struct finder *finder, uint32_t a, uint32_t b)
{
    const struct story_meeting *one = meeting_at(finder, a), *other = meeting_at(finder, b);
    uint32_t x = finder->numbers[a], y = finder->numbers[b];
    if (x && y)
        return x == y && gap(one, other) <= SAME_NUMBER;
    bool called_off = (one->status == STATUS_CANCELLED) != (other->status == STATUS_CANCELLED);
    bool places = !one->place.len || !other->place.len || str_equal(one->place, other->place);
    return gap(one, other) <= (places ? NEAR_DAYS : 0) && places && !called_off;
}

/* What more of its meetings say, by the reports that tell it, comes first. */
static int compare_weight(const struct story_meeting *a, const struct story_meeting *b)
{
    if (a->reports.count != b->reports.count)
        return a->reports.count > b->reports.count ? -1 : 1;
    return str_compare(a->key, b->key);
}

static struct round make_round(const struct finder *finder, const uint32_t *items, uint32_t count)
{
    struct round round = {.from = STORY_NO_DAY, .to = STORY_NO_DAY};
    const struct story_meeting *first = NULL, *placed = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const struct story_meeting *meeting = meeting_at(finder, items[i]);
        round.from = round.from == STORY_NO_DAY || meeting->from < round.from ? meeting->from : round.from;
        round.to = round.to == STORY_NO_DAY || last_day(meeting) > round.to ? last_day(meeting) : round.to;
        set_add_all(finder->arena, &round.participants, &meeting->participants);
        set_add_all(finder->arena, &round.mediators, &meeting->mediators);
        set_add_all(finder->arena, &round.reports, &meeting->reports);
        *ARENA_PUSH(finder->arena, round.meetings) = finder->meetings.items[items[i]];
        round.number = finder->numbers[items[i]] > round.number ? finder->numbers[items[i]] : round.number;
        if (!first || compare_weight(meeting, first) < 0)
            first = meeting;
        if (meeting->place.len && (!placed || compare_weight(meeting, placed) < 0))
            placed = meeting;
    }
    round.status = first->status;
    round.place = placed ? placed->place : STR("");
    return round;
}

/* Who mediates in one of its meetings takes no part of his own in the round. */
static void part_roles(struct finder *finder, struct round *round)
{
    struct actor_list kept = {0};
    for (size_t i = 0; i < round->participants.count; i++) {
        uint32_t who = round->participants.items[i];
        bool party = set_has(&finder->parties, story_side(finder->story, who));
        bool mediates = set_has(&round->mediators, who) || set_has(&finder->mediators, story_side(finder->story, who));
        if (party || !mediates)
            *ARENA_PUSH(finder->arena, kept) = who;
        else
            set_add(finder->arena, &round->mediators, who);
    }
    round->participants = kept;
}

static int compare_rounds(const void *a, const void *b)
{
    const struct round *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->meetings.items[0] > y->meetings.items[0]) - (x->meetings.items[0] < y->meetings.items[0]);
}

static void write_rounds(struct finder *finder, struct round_list *out)
{
    struct cluster_groups groups = cluster_groups(finder->arena, &finder->cluster);
    for (uint32_t g = 0; g < groups.count; g++) {
        uint32_t count = groups.start[g + 1] - groups.start[g];
        struct round round = make_round(finder, groups.items + groups.start[g], count);
        part_roles(finder, &round);
        round.reason = count == 1 ? STR("one meeting of the sides")
                                  : story_format(finder->arena, "%u meetings, %s", count,
                                                 round.number ? "of one number or days that meet" : "days that meet");
        *ARENA_PUSH(finder->arena, *out) = round;
    }
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, compare_rounds);
}

void rounds_find(struct arena *arena, const struct story *story, const struct str_list *parties,
                 const struct str_list *mediators, const struct story_words *words, struct round_list *out)
{
    struct finder finder = {.arena = arena, .story = story, .words = words};
    finder.parties = named(&finder, parties);
    finder.mediators = named(&finder, mediators);
    for (uint32_t i = 0; i < story->meetings.count; i++)
        if (is_part(&finder, &story->meetings.items[i]))
            *ARENA_PUSH(arena, finder.meetings) = i;
    uint32_t count = (uint32_t)finder.meetings.count;
    finder.numbers = ARENA_NEW(arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++)
        finder.numbers[i] = number_of(&finder, meeting_at(&finder, i));
    finder.cluster = cluster_new(arena, count);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (are_one(&finder, i, j))
                cluster_join(&finder.cluster, i, j);
    write_rounds(&finder, out);
}
