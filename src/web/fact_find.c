/* fact_find.c - finds an item of the story by its key, and where it is told (fact.h). */
#include "web/fact.h"

#include "view/text.h"
#include "view/voice.h"
#include "view/item.h"

const char *const fact_sort_names[FACT_SORT_COUNT] = {
    [FACT_MEETING] = "Meeting", [FACT_TRIP] = "Trip", [FACT_PROPOSAL] = "Proposal", [FACT_POSITION] = "Position",
    [FACT_ISSUE] = "Issue", [FACT_CONFLICT] = "Conflict", [FACT_TURN] = "State of the talks",
    [FACT_CODED] = "Political event", [FACT_ACTOR] = "Actor",
};

static void add_telling(struct call *call, struct fact *fact, const struct story_source *source, const char *kind,
                        struct str says)
{
    *ARENA_PUSH(&call->arena, fact->tellings) = (struct fact_telling){*source, kind, says};
}

static void add_history(struct call *call, struct fact *fact, const struct story_history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        const struct story_told *told = &history->items[i];
        add_telling(call, fact, &told->source, told->journey ? "trip" : "meeting",
                    str_of(event_status_names[told->status]));
    }
}

static void take_meeting(struct call *call, struct fact *fact)
{
    const struct story_meeting *meeting = fact->item;
    fact->mark = &meeting->mark;
    fact->reason = meeting->reason;
    fact->reports = meeting->reports;
    add_history(call, fact, &meeting->history);
}

static void take_trip(struct call *call, struct fact *fact)
{
    const struct story_trip *trip = fact->item;
    fact->reason = trip->reason;
    fact->reports = trip->reports;
    for (size_t i = 0; i < trip->history.count; i++)
        add_telling(call, fact, &trip->history.items[i].source, "trip",
                    str_of(event_status_names[trip->history.items[i].status]));
}

static void take_proposal(struct call *call, struct fact *fact)
{
    const struct story_proposal *proposal = fact->item;
    fact->mark = &proposal->mark;
    fact->reason = proposal->reason;
    fact->reports = proposal->reports;
    for (size_t i = 0; i < proposal->sources.count; i++)
        add_telling(call, fact, &proposal->sources.items[i], "proposal", STR(""));
    for (size_t i = 0; i < proposal->answers.count; i++) {
        const struct story_answer *answer = &proposal->answers.items[i];
        struct str who = call->story->actors.items[answer->party].name;
        add_telling(call, fact, &answer->source, "response",
                    text_format(&call->arena, "%.*s: %s", STR_ARGS(who), response_names[answer->response]));
    }
}

static void take_position(struct call *call, struct fact *fact)
{
    const struct story_position *position = fact->item;
    fact->mark = &position->mark;
    fact->reason = position->reason;
    fact->reports = position->reports;
    for (size_t i = 0; i < position->sources.count; i++)
        add_telling(call, fact, &position->sources.items[i], "position", STR(""));
}

/* What is held may be a position or a term of a proposal: the first is looked for in the facts, which are in
 * the order of reports. */
static const char *hold_kind(const struct call *call, const struct story_hold *hold)
{
    const struct story_stands *stands = &call->story->facts->stands;
    size_t low = 0, high = stands->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (stands->items[middle].source.report < hold->source.report)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < stands->count && stands->items[low].source.report == hold->source.report; low++)
        if (stands->items[low].source.start == hold->source.start && stands->items[low].source.end == hold->source.end)
            return "position";
    return hold->whole ? "proposal" : hold->proposal != NO_ACTOR ? "term" : NULL;
}

static void take_issue(struct call *call, struct fact *fact)
{
    const struct story_issue *issue = fact->item;
    fact->reason = issue->reason;
    fact->reports = issue->reports;
    for (size_t i = 0; i < issue->rows.count; i++) {
        const struct story_row *row = &issue->rows.items[i];
        struct str side = call->story->actors.items[row->side].name;
        for (size_t h = 0; h < row->holds.count; h++)
            add_telling(call, fact, &row->holds.items[h].source, hold_kind(call, &row->holds.items[h]),
                        text_format(&call->arena, "%.*s %s", STR_ARGS(side), stance_names[row->holds.items[h].stance]));
    }
}

/* Reports that make the claims, each once, in order. */
static struct actor_list claiming(struct call *call, const struct story_sources *claims)
{
    struct actor_list reports = {0};
    for (size_t i = 0; i < claims->count; i++) {
        size_t at = 0;
        while (at < reports.count && reports.items[at] != claims->items[i].report)
            at++;
        if (at == reports.count)
            *ARENA_PUSH(&call->arena, reports) = claims->items[i].report;
    }
    return reports;
}

static void take_conflict(struct call *call, struct fact *fact)
{
    const struct story_conflict *conflict = fact->item;
    fact->mark = &conflict->mark;
    fact->reason = conflict->reason;
    fact->reports = claiming(call, &conflict->claims);
    for (size_t i = 0; i < conflict->claims.count; i++)
        add_telling(call, fact, &conflict->claims.items[i], NULL,
                    i < conflict->says.count ? conflict->says.items[i] : STR(""));
    if (conflict->revised)
        add_telling(call, fact, &conflict->revision, NULL, STR("revised"));
}

static void take_turn(struct call *call, struct fact *fact)
{
    const struct story_turn *turn = fact->item;
    fact->reason = turn->reason;
    fact->reports = turn->reports;
    for (size_t i = 0; i < turn->sources.count; i++)
        add_telling(call, fact, &turn->sources.items[i], "talk", STR(""));
}

static void take_coded(struct call *call, struct fact *fact)
{
    const struct story_coded *event = fact->item;
    fact->mark = &event->mark;
    fact->reason = event->reason;
    fact->reports = event->reports;
    for (size_t i = 0; i < event->codings.count; i++) {
        const struct story_coding *coding = &call->story->facts->codings.items[event->codings.items[i]];
        add_telling(call, fact, &coding->source, "coding", str_of(coding_status_names[coding->status]));
    }
}

static void take_actor(struct call *call, struct fact *fact)
{
    const struct identity *actor = fact->item;
    fact->mark = &actor->mark;
    fact->reason = STR("");
    fact->reports = actor->reports;
    for (size_t i = 0; i < actor->mentions.count; i++) {
        const struct story_mention *mention = &call->story->facts->mentions.items[actor->mentions.items[i]];
        add_telling(call, fact, &mention->source, "actor", mention->name);
    }
}

static bool take(struct call *call, struct fact *fact, enum fact_sort sort, const void *item, struct str key)
{
    static void (*const takes[FACT_SORT_COUNT])(struct call *call, struct fact *fact) = {
        [FACT_MEETING] = take_meeting, [FACT_TRIP] = take_trip, [FACT_PROPOSAL] = take_proposal,
        [FACT_POSITION] = take_position, [FACT_ISSUE] = take_issue, [FACT_CONFLICT] = take_conflict,
        [FACT_TURN] = take_turn, [FACT_CODED] = take_coded, [FACT_ACTOR] = take_actor,
    };
    *fact = (struct fact){.sort = sort, .item = item, .key = key};
    takes[sort](call, fact);
    return true;
}

#define FIND(list, of)                                                                                            \
    for (size_t i = 0; i < (list).count; i++)                                                                     \
        if (str_equal((list).items[i].key, key))                                                                  \
            return take(call, fact, of, &(list).items[i], (list).items[i].key)

bool fact_find(struct call *call, struct str key, struct fact *fact)
{
    const struct story *story = call->story;
    FIND(story->meetings, FACT_MEETING);
    FIND(story->proposals, FACT_PROPOSAL);
    FIND(story->positions, FACT_POSITION);
    FIND(story->conflicts, FACT_CONFLICT);
    FIND(story->coded, FACT_CODED);
    FIND(story->actors, FACT_ACTOR);
    FIND(story->trips, FACT_TRIP);
    FIND(story->turns, FACT_TURN);
    FIND(story->issues, FACT_ISSUE);
    FIND(story->rejected.meetings, FACT_MEETING);
    FIND(story->rejected.proposals, FACT_PROPOSAL);
    FIND(story->rejected.positions, FACT_POSITION);
    FIND(story->rejected.conflicts, FACT_CONFLICT);
    FIND(story->rejected.coded, FACT_CODED);
    return false;
}

static struct str names_of(struct call *call, const struct actor_list *actors)
{
    struct str_list names = item_actor_names(&call->arena, call->story, actors);
    return text_join(&call->arena, &names, ", ");
}

static struct str meeting_title(struct call *call, const struct story_meeting *meeting)
{
    struct str who = names_of(call, &meeting->participants), day = voice_day(&call->arena, meeting->from);
    return text_format(&call->arena, "%.*s%s%.*s%s%.*s", STR_ARGS(who), meeting->place.len ? ", " : "",
                       STR_ARGS(meeting->place), day.len ? ", " : "", STR_ARGS(day));
}

static struct str trip_title(struct call *call, const struct story_trip *trip)
{
    struct str places = text_join(&call->arena, &trip->places, ", ");
    return text_format(&call->arena, "%.*s to %.*s", STR_ARGS(call->story->actors.items[trip->traveller].name),
                       STR_ARGS(places));
}

static struct str coded_title(struct call *call, const struct story_coded *event)
{
    return text_format(&call->arena, "%s: %.*s, %.*s", plover_event_names[event->event],
                       STR_ARGS(event->ends[0].name), STR_ARGS(event->ends[1].name));
}

static struct str position_title(struct call *call, const struct story_position *position)
{
    return text_format(&call->arena, "%.*s %s: %.*s", STR_ARGS(call->story->actors.items[position->party].name),
                       stance_names[position->stance], STR_ARGS(position->quote));
}

static struct str proposal_title(struct call *call, const struct story_proposal *proposal)
{
    struct str by = names_of(call, &proposal->by);
    struct str name = proposal->name.len ? proposal->name
                      : proposal->sources.count ? proposal->sources.items[0].quote : proposal->key;
    return by.len ? text_format(&call->arena, "%.*s (%.*s)", STR_ARGS(name), STR_ARGS(by)) : name;
}

struct str fact_title(struct call *call, const struct fact *fact)
{
    switch (fact->sort) {
    case FACT_MEETING: return meeting_title(call, fact->item);
    case FACT_TRIP: return trip_title(call, fact->item);
    case FACT_PROPOSAL: return proposal_title(call, fact->item);
    case FACT_POSITION: return position_title(call, fact->item);
    case FACT_ISSUE: return ((const struct story_issue *)fact->item)->name;
    case FACT_CONFLICT: return ((const struct story_conflict *)fact->item)->about;
    case FACT_TURN: return str_of(talk_state_names[((const struct story_turn *)fact->item)->state]);
    case FACT_CODED: return coded_title(call, fact->item);
    default: return ((const struct identity *)fact->item)->name;
    }
}

uint32_t fact_report(const struct call *call, struct str id)
{
    const struct story_facts *facts = call->story->facts;
    for (uint32_t i = 0; i < facts->reports.count; i++)
        if (str_equal(facts->reports.items[i].id, id))
            return i;
    return STORY_NOT_HERE;
}

uint32_t fact_actor_called(const struct call *call, uint32_t report, struct str name)
{
    const struct story_facts *facts = call->story->facts;
    size_t low = 0, high = facts->mentions.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (facts->mentions.items[middle].source.report < report)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < facts->mentions.count && facts->mentions.items[low].source.report == report; low++)
        if (str_equal(facts->mentions.items[low].name, name))
            return call->story->who[low];
    return NO_ACTOR;
}
