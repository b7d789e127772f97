/* item_mediation.c - mediation events as rows, in the manner of MEND (item.h, docs/codebook.md).
 *
 * Input: the merged record. Output: one row for each meeting in which a third party takes part, and each journey of one
 * that no such meeting tells of. A side is a third party where it is told to mediate in this meeting; or where two
 * voices or more tell that it mediates in the same negotiation, or event, and not more tell that it takes part there
 * while others mediate. Invariant: what is inferred so says so (third_party_basis). */
#include <stdlib.h>

#include "base/map.h"
#include "merge/cluster.h"
#include "view/item.h"
#include "view/item_maker.h"
#include "view/text.h"
#include "view/voice.h"

enum { LEAST_MEDIATED = 2 /* voices */, RESULT_DAYS = 1 /* after the last day */ };

struct mediations {
    struct items *items;
    const struct story *story;
    struct map voices;   /* what was counted */
    struct map mediates; /* by side and negotiation, or event: voices that tell that it mediates */
    struct map faces;    /* the same: that it takes part while others mediate */
    struct map told;     /* places of journeys that a row tells of */
};

static uint32_t side_of(const struct mediations *mediations, uint32_t who)
{
    return mediations->story->actors.items[who].side;
}

/* Names a side in a negotiation, or in an event; empty where its reports are about none that is known. */
static struct str scope_key(const struct mediations *mediations, uint32_t report, uint32_t side, bool process)
{
    const struct story_report *it = &mediations->story->facts->reports.items[report];
    if (process && it->process == STORY_NO_PROCESS)
        return STR("");
    return text_format(mediations->items->arena, "%u %c %u", (unsigned)side, process ? 'p' : 'e',
                       (unsigned)(process ? it->process : it->event));
}

/* One voice more that tells the role of these sides. */
static void count_roles(struct mediations *mediations, const struct actor_list *actors, uint32_t report,
                        struct map *roles)
{
    struct arena *arena = mediations->items->arena;
    unsigned voice = mediations->story->facts->reports.items[report].voice;
    for (size_t i = 0; i < 2 * actors->count; i++) {
        struct str key = scope_key(mediations, report, side_of(mediations, actors->items[i / 2]), i % 2);
        struct str told = text_format(arena, "%.*s %u %d", STR_ARGS(key), voice, roles == &mediations->mediates);
        uint32_t count = map_get(roles, key);
        if (!key.len || map_get(&mediations->voices, told) != MAP_NONE)
            continue;
        map_put(&mediations->voices, arena, told, 1);
        map_put(roles, arena, key, count == MAP_NONE ? 1 : count + 1);
    }
}

static void count_meetings(struct mediations *mediations)
{
    for (size_t i = 0; i < mediations->story->meetings.count; i++) {
        const struct story_history *history = &mediations->story->meetings.items[i].history;
        for (size_t h = 0; h < history->count; h++) {
            const struct story_told *told = &history->items[h];
            count_roles(mediations, &told->mediators, told->source.report, &mediations->mediates);
            if (told->mediators.count)
                count_roles(mediations, &told->participants, told->source.report, &mediations->faces);
        }
    }
}

/* Whether it mediates in the negotiation, or event, that one of the reports is about. */
static bool mediates_elsewhere(const struct mediations *mediations, const struct actor_list *reports, uint32_t side)
{
    bool found = false;
    for (size_t i = 0; i < 2 * reports->count && !found; i++) {
        struct str key = scope_key(mediations, reports->items[i / 2], side, i % 2);
        uint32_t mediates = key.len ? map_get(&mediations->mediates, key) : (uint32_t)MAP_NONE;
        uint32_t faces = mediates == MAP_NONE ? (uint32_t)MAP_NONE : map_get(&mediations->faces, key);
        found = mediates != MAP_NONE && mediates >= LEAST_MEDIATED && (faces == MAP_NONE || mediates >= faces);
    }
    return found;
}

/* Who is who in one event. */
struct roles {
    const struct actor_list *reports;
    struct actor_list parties, third, people; /* sides; sides; those who act for any */
    bool told;                                /* that a third party mediates is told of this event */
};

static void add_role(const struct mediations *mediations, struct roles *roles, uint32_t who, bool mediates)
{
    struct arena *arena = mediations->items->arena;
    uint32_t side = side_of(mediations, who);
    if (mediations->story->actors.items[who].kind == ACTOR_PERSON)
        set_add(arena, &roles->people, who);
    roles->told = roles->told || mediates;
    set_add(arena, mediates || mediates_elsewhere(mediations, roles->reports, side) ? &roles->third : &roles->parties,
            side);
}

static struct roles roles_of(const struct mediations *mediations, const struct actor_list *participants,
                             const struct actor_list *mediators, const struct actor_list *reports)
{
    struct roles roles = {.reports = reports};
    for (size_t i = 0; i < mediators->count; i++)
        add_role(mediations, &roles, mediators->items[i], true);
    for (size_t i = 0; i < participants->count; i++)
        if (!set_has(&roles.third, side_of(mediations, participants->items[i])))
            add_role(mediations, &roles, participants->items[i], false);
        else if (mediations->story->actors.items[participants->items[i]].kind == ACTOR_PERSON)
            set_add(mediations->items->arena, &roles.people, participants->items[i]);
    return roles;
}

/* Whether a report of one tells of the same negotiation or event as one of the other. */
static bool is_about_same(const struct story *story, const struct actor_list *a, const struct actor_list *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            const struct story_report *x = &story->facts->reports.items[a->items[i]];
            const struct story_report *y = &story->facts->reports.items[b->items[j]];
            if (x->event == y->event || (x->process == y->process && x->process != STORY_NO_PROCESS))
                return true;
        }
    return false;
}

static bool falls_within(struct item_days days, long day)
{
    return days.from != STORY_NO_DAY && day != STORY_NO_DAY && day >= days.from && day <= days.to + RESULT_DAYS;
}

static void add_answers(const struct mediations *mediations, const struct roles *roles, struct item_days days,
                        const struct story_proposal *proposal, struct str_list *results)
{
    struct arena *arena = mediations->items->arena;
    for (size_t i = 0; i < proposal->replies.count; i++) {
        const struct story_reply *reply = &proposal->replies.items[i];
        struct str name = text_clean(arena, mediations->story->actors.items[reply->side].name);
        if (falls_within(days, reply->from) && set_has(&roles->parties, reply->side))
            *ARENA_PUSH(arena, *results) = text_format(arena, "%.*s %s: %.*s", STR_ARGS(name),
                                                       response_names[reply->response],
                                                       STR_ARGS(text_clean(arena, proposal->name)));
    }
}

/* What came of it, by what is told of the same days: states of the talks, proposals, answers of those who took part. */
static struct str_list results_of(const struct mediations *mediations, const struct roles *roles, struct item_days days,
                                  const struct actor_list *reports)
{
    const struct story *story = mediations->story;
    struct arena *arena = mediations->items->arena;
    struct str_list results = {0};
    for (size_t i = 0; i < story->turns.count; i++) {
        const struct story_turn *turn = &story->turns.items[i];
        bool settles = turn->state == TALK_AGREEMENT || turn->state == TALK_COLLAPSED || turn->state == TALK_PROGRESS ||
                       turn->state == TALK_ENDED_WITHOUT_AGREEMENT;
        if (settles && falls_within(days, turn->from) && is_about_same(story, &turn->reports, reports))
            *ARENA_PUSH(arena, results) = str_of(talk_state_names[turn->state]);
    }
    for (size_t i = 0; i < story->proposals.count; i++) {
        const struct story_proposal *proposal = &story->proposals.items[i];
        if (!is_about_same(story, &proposal->reports, reports))
            continue;
        if (falls_within(days, choice_first_day(story, &proposal->reports)))
            *ARENA_PUSH(arena, results) =
                text_format(arena, "proposal: %.*s", STR_ARGS(text_clean(arena, proposal->name)));
        add_answers(mediations, roles, days, proposal, &results);
    }
    return results;
}

static struct str_list people_of(const struct mediations *mediations, const struct roles *roles)
{
    struct arena *arena = mediations->items->arena;
    struct str_list people = {0};
    for (size_t i = 0; i < roles->people.count; i++) {
        const struct identity *person = &mediations->story->actors.items[roles->people.items[i]];
        struct str name = text_clean(arena, person->name), party = text_clean(arena, person->party);
        *ARENA_PUSH(arena, people) = party.len ? text_format(arena, "%.*s (%.*s)", STR_ARGS(name),
                                                             STR_ARGS(party)) : name;
    }
    return people;
}

static struct str format_of(enum meeting_kind kind, const struct roles *roles)
{
    if (kind == MEETING_MEETING && roles->parties.count + roles->third.count == 2)
        return STR("bilateral");
    return str_of(meeting_kind_names[kind]);
}

static struct str precision_of(struct item_days days, struct str words)
{
    if (days.from != STORY_NO_DAY)
        return days.to > days.from ? STR("range") : STR("day");
    return words.len ? STR("words") : STR("unknown");
}

/* What a row is made of besides its roles. */
struct event_told {
    struct str key, reason, place, format;
    struct item_days days;
    enum event_status status;
    const struct story_history *history;
    const struct actor_list *reports;
};

static void add_row(struct mediations *mediations, const struct event_told *told, const struct roles *roles)
{
    struct items *items = mediations->items;
    const struct story_told *telling = item_telling(told->history, told->status);
    struct str_list people = people_of(mediations, roles);
    struct str_list results = results_of(mediations, roles, told->days, told->reports);
    struct str words = STR("");
    for (size_t i = 0; told->days.from == STORY_NO_DAY && i < told->history->count && !words.len; i++)
        words = told->history->items[i].when;
    struct item *item = items_new(items);
    item_text(item, "event_id", told->key);
    item_day(items, item, "start_date", told->days.from);
    item_day(items, item, "end_date", told->days.to);
    item_text(item, "date_precision", precision_of(told->days, words));
    item_text(item, "date_text", words);
    item_text(item, "place", told->place);
    item_text(item, "event_type", roles->parties.count > 1 ? STR("mediation") : STR("mediation-related"));
    item_text(item, "format", told->format);
    item_names(items, item, "parties", &roles->parties);
    item_names(items, item, "third_parties", &roles->third);
    item_text(item, "third_party_basis", roles->told ? STR("told") : STR("mediates elsewhere"));
    item_list(items, item, "individuals", &people);
    item_text(item, "outcome", str_of(event_status_names[told->status]));
    item_list(items, item, "results", &results);
    item_text(item, "quote", telling->source.quote);
    item_told(items, item, told->reports);
    item_text(item, "reason", told->reason);
    item->quote = text_clean(items->arena, telling->source.quote);
}

static void add_meeting(struct mediations *mediations, const struct story_meeting *meeting)
{
    struct items *items = mediations->items;
    struct roles roles = roles_of(mediations, &meeting->participants, &meeting->mediators, &meeting->reports);
    if (!roles.third.count || roles.third.count + roles.parties.count < 2)
        return;
    for (size_t i = 0; i < meeting->history.count; i++)
        map_put(&mediations->told, items->arena, item_place(items->arena, &meeting->history.items[i].source), 1);
    struct item_days days = item_days_of(&meeting->history, meeting->from, meeting->to);
    if (!item_wants_meeting(items->arena, &items->choice, meeting))
        return;
    add_row(mediations, &(struct event_told){meeting->key, meeting->reason, meeting->place,
                                             format_of(meeting->kind, &roles), days,
                                             meeting->status, &meeting->history, &meeting->reports}, &roles);
}

/* The sides that the stops of a journey name. */
static void add_stops(const struct mediations *mediations, const struct story_trip *trip, struct roles *roles)
{
    const struct identity_list *actors = &mediations->story->actors;
    for (uint32_t i = 0; i < actors->count; i++)
        for (size_t p = 0; p < trip->places.count && actors->items[i].kind == ACTOR_STATE; p++)
            if (str_equal(actors->items[i].name, trip->places.items[p]) && !set_has(&roles->third,
                                                                                    actors->items[i].side))
                set_add(mediations->items->arena, &roles->parties, actors->items[i].side);
}

static void add_trip(struct mediations *mediations, const struct story_trip *trip)
{
    struct items *items = mediations->items;
    struct actor_list who = {&(uint32_t){trip->traveller}, 1, 1}, none = {0};
    struct roles roles = roles_of(mediations, &who, &none, &trip->reports);
    struct str place = text_join(items->arena, &trip->places, ", ");
    for (size_t i = 0; i < trip->history.count; i++)
        if (map_get(&mediations->told, item_place(items->arena, &trip->history.items[i].source)) != MAP_NONE)
            return;
    struct item_days days = item_days_of(&trip->history, trip->from, trip->to);
    if (!roles.third.count || !choice_days(&items->choice, days.from, days.to, &trip->reports) ||
        !choice_place(items->arena, &items->choice, place) || !choice_actors(&items->choice, &who))
        return;
    add_stops(mediations, trip, &roles);
    add_row(mediations, &(struct event_told){trip->key, trip->reason, place, STR("shuttle"), days,
                                             trip->status, &trip->history, &trip->reports}, &roles);
}

/* By the first day; what has none comes last. */
static int compare_rows(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    struct str from = row_value(&x->row, "start_date")->text, other = row_value(&y->row, "start_date")->text;
    if (!from.len != !other.len)
        return from.len ? -1 : 1;
    int order = str_compare(from, other);
    return order ? order : str_compare(row_value(&x->row, "event_id")->text, row_value(&y->row, "event_id")->text);
}

void items_add_mediations(struct items *items)
{
    const struct story *story = items->story;
    struct mediations mediations = {.items = items, .story = story};
    count_meetings(&mediations);
    for (size_t i = 0; i < story->meetings.count; i++)
        add_meeting(&mediations, &story->meetings.items[i]);
    for (size_t i = 0; i < story->trips.count; i++)
        add_trip(&mediations, &story->trips.items[i]);
    if (items->list.count)
        qsort(items->list.items, items->list.count, sizeof *items->list.items, compare_rows);
}
