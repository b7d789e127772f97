/* story_event.c - see story_event.h. */
#include "view/story_event.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "base/map.h"
#include "view/item.h"
#include "view/text.h"
#include "view/voice.h"

enum { MANY_VOICES = 10 /* so many would bear out what is so */ };

/* An event and the days it stands at; what has none comes last, by its first report. */
struct dated_event {
    long day, last;
    struct event event;
};

/* What the events are made with. */
struct teller {
    struct arena *arena;
    const struct choice *choice;
    const struct story *story;
    LIST(struct dated_event) events;
    bool borne_out;  /* choice->borne_out, and there are many voices */
    size_t left_out; /* events told by one voice alone */
    struct map shown; /* places of journeys that are part of a meeting which is more than a journey */
};

/* Meetings and trips have a course. */
static bool is_borne_out(const struct event *event, size_t voices, long day)
{
    return voices > 1 || (day != STORY_NO_DAY && event->course.count);
}

bool event_is_borne_out(const struct event *event)
{
    return is_borne_out(event, event->sources.count, event->first);
}

/* Add what the event has from its reports; `day` is where it stands. */
static void add_event(struct teller *teller, struct event *event, long day, long last, const struct actor_list *reports)
{
    struct arena *arena = teller->arena;
    struct voices voices = voices_of(arena, teller->story, reports);
    long published = STORY_NO_DAY;
    if (teller->borne_out && !is_borne_out(event, voices.reports.count, day)) {
        teller->left_out++;
        return;
    }
    for (size_t i = 0; i < reports->count; i++) {
        long day_of = story_report_day(teller->story, reports->items[i]);
        published = day_of > published ? day_of : published;
        *ARENA_PUSH(arena, event->reports) = teller->story->facts->reports.items[reports->items[i]].id;
    }
    event->told = *reports;
    event->first = day;
    event->last = last == STORY_NO_DAY ? day : last;
    event->published = voice_day(arena, published);
    event->from = voice_day(arena, day);
    event->to = voice_day(arena, last == STORY_NO_DAY ? day : last);
    if (day != STORY_NO_DAY)
        event->when = text_days(arena, event->from, event->to);
    event->sources = voices_sources(arena, teller->story, &voices);
    event->process = item_process(teller->story, reports);
    if (day == STORY_NO_DAY) {
        last = choice_first_day(teller->story, reports);
        last = last == STORY_NO_DAY ? LONG_MAX : last;
        day = LONG_MAX;
    }
    *ARENA_PUSH(arena, teller->events) = (struct dated_event){day, last, *event};
}

static void set_course(struct teller *teller, struct event *event, const struct story_history *history,
                       enum event_status status)
{
    struct item_steps steps = item_course(teller->arena, history, status);
    event->status = str_of(event_status_names[status]);
    for (size_t i = 0; i < steps.count; i++)
        *ARENA_PUSH(teller->arena, event->course) = str_of(event_status_names[steps.items[i].status]);
    event->quote = item_telling(history, status)->source.quote;
    for (size_t i = 0; i < history->count && !event->when.len; i++)
        if (history->items[i].when.len)
            event->when = text_format(teller->arena, "“%.*s”",
                                      STR_ARGS(text_clean(teller->arena, history->items[i].when)));
}

static bool are_journeys(const struct story_history *history)
{
    bool journeys = true;
    for (size_t i = 0; i < history->count; i++)
        journeys = journeys && history->items[i].journey;
    return journeys;
}

/* Note the journeys that tell of contacts which others tell as more than a journey. */
static void note_journeys(struct teller *teller)
{
    const struct story_meetings *meetings = &teller->story->meetings;
    for (size_t i = 0; i < meetings->count; i++)
        for (size_t h = 0; h < meetings->items[i].history.count && !are_journeys(&meetings->items[i].history); h++) {
            const struct story_told *told = &meetings->items[i].history.items[h];
            if (told->journey)
                map_put(&teller->shown, teller->arena, item_place(teller->arena, &told->source), 1);
        }
}

/* Whether every telling of the trip stands as one of a meeting. */
static bool is_shown(const struct teller *teller, const struct story_trip *trip)
{
    bool shown = true;
    for (size_t i = 0; i < trip->history.count && shown; i++)
        shown = map_get(&teller->shown, item_place(teller->arena, &trip->history.items[i].source)) != MAP_NONE;
    return shown;
}

static bool wants_reply(const struct choice *choice, const struct story_reply *reply, const struct actor_list *reports)
{
    struct actor_list who = {&(uint32_t){reply->side}, 1, 1};
    return !choice->place.len && choice_days(choice, reply->from, reply->from, reports) && choice_actors(choice, &who);
}

/* The day it was made, or first told. */
static long day_of_proposal(const struct story *story, const struct story_proposal *proposal)
{
    long day;
    return calendar_parse(proposal->date, &day) ? day : choice_first_day(story, &proposal->reports);
}

static bool wants_proposal(const struct choice *choice, const struct story_proposal *proposal)
{
    long day = day_of_proposal(choice->story, proposal);
    return !choice->place.len && choice_days(choice, day, day, &proposal->reports) &&
           choice_actors(choice, &proposal->by);
}

static bool wants_turn(const struct choice *choice, const struct story_turn *turn)
{
    return !choice->by_actor && !choice->place.len && choice_days(choice, turn->from, turn->to, &turn->reports);
}

/* A visit that is told as a journey alone stands as a trip. */
static void add_meetings(struct teller *teller)
{
    for (uint32_t i = 0; i < teller->story->meetings.count; i++) {
        const struct story_meeting *meeting = &teller->story->meetings.items[i];
        struct item_days days = item_days_of(&meeting->history, meeting->from, meeting->to);
        if (are_journeys(&meeting->history) || !item_wants_meeting(teller->arena, teller->choice, meeting))
            continue;
        struct event event = {.event = STR("meeting"), .of = i, .key = meeting->key, .reason = meeting->reason,
                              .what = str_of(meeting_kind_names[meeting->kind])};
        event.standing = meeting->mark.standing;
        event.who = meeting->participants;
        event.mediated_by = meeting->mediators;
        event.actors = item_actor_names(teller->arena, teller->story, &meeting->participants);
        event.mediators = item_actor_names(teller->arena, teller->story, &meeting->mediators);
        if (meeting->place.len)
            *ARENA_PUSH(teller->arena, event.places) = text_clean(teller->arena, meeting->place);
        set_course(teller, &event, &meeting->history, meeting->status);
        add_event(teller, &event, days.from, days.to, &meeting->reports);
    }
}

/* One actor alone. */
static void set_who(struct teller *teller, struct event *event, uint32_t who)
{
    *ARENA_PUSH_ONE(teller->arena, event->who) = who;
    event->actors = item_actor_names(teller->arena, teller->story, &event->who);
}

static void add_trips(struct teller *teller)
{
    for (uint32_t i = 0; i < teller->story->trips.count; i++) {
        const struct story_trip *trip = &teller->story->trips.items[i];
        struct item_days days = item_days_of(&trip->history, trip->from, trip->to);
        if (is_shown(teller, trip) || !item_wants_trip(teller->arena, teller->choice, trip))
            continue;
        struct event event = {.event = STR("trip"), .what = STR("trip"), .of = i, .key = trip->key,
                              .reason = trip->reason};
        set_who(teller, &event, trip->traveller);
        for (size_t p = 0; p < trip->places.count; p++)
            *ARENA_PUSH(teller->arena, event.places) = text_clean(teller->arena, trip->places.items[p]);
        set_course(teller, &event, &trip->history, trip->status);
        add_event(teller, &event, days.from, days.to, &trip->reports);
    }
}

/* The answer of a side, at the day of the first report that tells it. */
static void add_reply(struct teller *teller, uint32_t of, uint32_t number)
{
    const struct story_proposal *proposal = &teller->story->proposals.items[of];
    const struct story_reply *reply = &proposal->replies.items[number];
    struct actor_list reports = {0};
    struct event event = {.event = STR("answer"), .of = of, .reply = number, .key = proposal->key,
                          .reason = proposal->reason,
                          .status = str_of(response_names[reply->response]), .quote = reply->sources.items[0].quote};
    for (size_t i = 0; i < reply->sources.count; i++)
        if (!i || reply->sources.items[i].report != reply->sources.items[i - 1].report)
            *ARENA_PUSH(teller->arena, reports) = reply->sources.items[i].report;
    if (!wants_reply(teller->choice, reply, &reports))
        return;
    event.standing = proposal->mark.standing;
    set_who(teller, &event, reply->side);
    event.what = text_clean(teller->arena, proposal->name);
    add_event(teller, &event, reply->from, reply->from, &reports);
}

static void add_proposals(struct teller *teller)
{
    for (uint32_t i = 0; i < teller->story->proposals.count; i++) {
        const struct story_proposal *proposal = &teller->story->proposals.items[i];
        struct event event = {.event = STR("proposal"), .of = i, .key = proposal->key, .reason = proposal->reason};
        long day = day_of_proposal(teller->story, proposal);
        event.standing = proposal->mark.standing;
        event.who = proposal->by;
        event.actors = item_actor_names(teller->arena, teller->story, &proposal->by);
        event.what = text_clean(teller->arena, proposal->name);
        event.quote = teller->story->facts->offers.items[proposal->offers.items[0]].source.quote;
        if (wants_proposal(teller->choice, proposal))
            add_event(teller, &event, day, day, &proposal->reports);
        for (uint32_t r = 0; r < proposal->replies.count; r++)
            add_reply(teller, i, r);
    }
}

/* That talks go on, or are planned, changes nothing. */
static void add_turns(struct teller *teller)
{
    for (uint32_t i = 0; i < teller->story->turns.count; i++) {
        const struct story_turn *turn = &teller->story->turns.items[i];
        if (turn->state == TALK_ONGOING || turn->state == TALK_PLANNED || !wants_turn(teller->choice, turn))
            continue;
        struct event event = {.event = STR("talks"), .of = i, .key = turn->key, .reason = turn->reason,
                              .status = str_of(talk_state_names[turn->state]), .quote = turn->sources.items[0].quote};
        event.what = text_clean(teller->arena, turn->name);
        add_event(teller, &event, turn->from, turn->from, &turn->reports);
    }
}

/* The kinds in the alphabet, which puts answers before the meetings of their day. */
static int compare_events(const void *a, const void *b)
{
    const struct dated_event *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    int order = str_compare(x->event.event, y->event.event);
    if (!order)
        order = str_compare(x->event.key, y->event.key);
    if (!order && x->event.actors.count && y->event.actors.count)
        order = str_compare(x->event.actors.items[0], y->event.actors.items[0]);
    return order ? order : str_compare(x->event.status, y->event.status);
}

/* Voices are those of all reports, each standing for the first of its voice, or of those that name the actor asked for. */
bool events_have_many_voices(struct arena *arena, const struct choice *choice)
{
    const struct story_facts *facts = choice->story->facts;
    struct actor_list telling = {0};
    size_t voices = 0;
    for (uint32_t i = 0; i < facts->reports.count; i++)
        if (choice->by_actor && choice->named[i])
            *ARENA_PUSH(arena, telling) = i;
        else if (!choice->by_actor)
            voices += facts->reports.items[i].voice == i;
    if (choice->by_actor)
        voices = voices_of(arena, choice->story, &telling).reports.count;
    return voices >= MANY_VOICES;
}

size_t events_of_story(struct arena *arena, const struct choice *choice, struct event_list *events)
{
    struct teller teller = {.arena = arena, .choice = choice, .story = choice->story};
    teller.borne_out = choice->borne_out && events_have_many_voices(arena, choice);
    note_journeys(&teller);
    add_meetings(&teller);
    add_trips(&teller);
    add_proposals(&teller);
    add_turns(&teller);
    if (teller.events.count)
        qsort(teller.events.items, teller.events.count, sizeof *teller.events.items, compare_events);
    for (size_t i = 0; i < teller.events.count; i++)
        *ARENA_PUSH(arena, *events) = teller.events.items[i].event;
    return teller.left_out;
}

static bool is_chosen(struct arena *arena, const struct choice *choice, const struct event *event)
{
    const struct story *story = choice->story;
    if (str_equal(event->event, STR("meeting")))
        return item_wants_meeting(arena, choice, &story->meetings.items[event->of]);
    if (str_equal(event->event, STR("trip")))
        return item_wants_trip(arena, choice, &story->trips.items[event->of]);
    if (str_equal(event->event, STR("answer")))
        return wants_reply(choice, &story->proposals.items[event->of].replies.items[event->reply], &event->told);
    if (str_equal(event->event, STR("proposal")))
        return wants_proposal(choice, &story->proposals.items[event->of]);
    return wants_turn(choice, &story->turns.items[event->of]);
}

void events_chosen(struct arena *arena, const struct choice *choice, const struct event_list *all,
                   struct event_list *events)
{
    for (size_t i = 0; i < all->count; i++)
        if (is_chosen(arena, choice, &all->items[i]))
            *ARENA_PUSH(arena, *events) = all->items[i];
}
