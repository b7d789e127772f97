/* fact_values.c - the values of an item of the story, and of a fact of one report, as pairs (fact.h). */
#include <math.h>

#include "view/item.h"
#include "view/text.h"
#include "view/value.h"
#include "view/voice.h"
#include "web/fact.h"
#include "web/frame.h"
#include "web/told.h"

enum { MOST_SHOWN = 40 /* names or offices of an actor */ };

void fact_put_term(struct call *call, const char *name)
{
    HTML(&call->out, "<dt>");
    web_text(&call->out, str_of(name));
    HTML(&call->out, "</dt>");
}

void fact_put_pair(struct call *call, const char *name, struct str value)
{
    if (!value.len)
        return;
    fact_put_term(call, name);
    HTML(&call->out, "<dd>");
    web_bdi(&call->out, value);
    HTML(&call->out, "</dd>\n");
}

/* A link to the actor, with the name as it is or as a report has it. */
static void put_actor_link(struct call *call, uint32_t identity, struct str name)
{
    struct query query = query_scope(&call->query);
    HTML(&call->out, "<a");
    query_href_under(&call->out, STR("/item/"), call->story->actors.items[identity].key, &query);
    HTML(&call->out, ">");
    web_bdi(&call->out, name);
    HTML(&call->out, "</a>");
}

static void put_actor(struct call *call, uint32_t identity)
{
    put_actor_link(call, identity, call->story->actors.items[identity].name);
}

static void put_actors(struct call *call, const char *name, const struct actor_list *actors)
{
    if (!actors->count)
        return;
    fact_put_term(call, name);
    HTML(&call->out, "<dd>");
    for (size_t i = 0; i < actors->count; i++) {
        if (i)
            HTML(&call->out, ", ");
        put_actor(call, actors->items[i]);
    }
    HTML(&call->out, "</dd>\n");
}

static void put_one_actor(struct call *call, const char *name, uint32_t actor)
{
    put_actors(call, name, &(struct actor_list){&actor, 1, 1});
}

static void put_days(struct call *call, const char *name, long from, long to)
{
    struct arena *arena = &call->arena;
    fact_put_pair(call, name, text_days(arena, voice_day(arena, from), voice_day(arena, to)));
}

/* The words for the days, where these are not known. */
static struct str words_for_days(const struct story_history *history)
{
    for (size_t i = 0; i < history->count; i++)
        if (history->items[i].when.len)
            return history->items[i].when;
    return STR("");
}

/* The days of a meeting or trip; the week or month that it is in, and in what words a report says so. */
static void put_event_days(struct call *call, const struct story_history *history, long from, long to)
{
    struct item_days days = item_days_of(history, from, to);
    put_days(call, from == STORY_NO_DAY ? "Some time in" : "Days", days.from, days.to);
    if (from == STORY_NO_DAY)
        fact_put_pair(call, "Days, in words", words_for_days(history));
}

static void put_state_pair(struct call *call, const char *name, struct str word)
{
    if (!word.len)
        return;
    fact_put_term(call, name);
    HTML(&call->out, "<dd>");
    told_state(call, word);
    HTML(&call->out, "</dd>\n");
}

/* "planned → held", each with the report that first tells it. */
static void put_course(struct call *call, const struct story_history *history, enum event_status now)
{
    struct item_steps steps = item_course(&call->arena, history, now);
    if (steps.count < 2) {
        put_state_pair(call, "Status", str_of(event_status_names[now]));
        return;
    }
    fact_put_term(call, "Status");
    HTML(&call->out, "<dd>");
    for (size_t i = 0; i < steps.count; i++) {
        if (i)
            HTML(&call->out, " → ");
        told_state(call, str_of(event_status_names[steps.items[i].status]));
        HTML(&call->out, " <span class=\"small\">");
        frame_voice_link(call, steps.items[i].report);
        HTML(&call->out, "</span>");
    }
    HTML(&call->out, "</dd>\n");
}

static void put_meeting(struct call *call, const struct story_meeting *meeting)
{
    put_actors(call, "Participants", &meeting->participants);
    put_actors(call, "Mediators", &meeting->mediators);
    fact_put_pair(call, "Place", meeting->place);
    put_event_days(call, &meeting->history, meeting->from, meeting->to);
    put_course(call, &meeting->history, meeting->status);
    fact_put_pair(call, "Kind", str_of(meeting_kind_names[meeting->kind]));
}

static void put_trip(struct call *call, const struct story_trip *trip)
{
    put_one_actor(call, "Traveller", trip->traveller);
    fact_put_pair(call, "To", text_join(&call->arena, &trip->places, ", "));
    if (trip->ordinal)
        fact_put_pair(call, "Number", text_number(&call->arena, trip->ordinal));
    put_event_days(call, &trip->history, trip->from, trip->to);
    put_course(call, &trip->history, trip->status);
}

/* A term as it is now, and what it was before. */
static void put_point(struct call *call, const struct story_term *point)
{
    struct buffer *out = &call->out;
    HTML(out, "<li>");
    for (size_t i = point->versions.count; i-- > 0;) {
        const struct story_version *version = &point->versions.items[i];
        if (i + 1 == point->versions.count) {
            web_bdi(out, version->text);
            continue;
        }
        HTML(out, "<br><span class=\"was\">before: ");
        web_bdi(out, version->text);
        HTML(out, " ");
        web_text(out, text_days(&call->arena, voice_day(&call->arena, version->from),
                                voice_day(&call->arena, version->to)));
        HTML(out, "</span>");
    }
    HTML(out, "</li>\n");
}

static void put_reply(struct call *call, const struct story_reply *reply)
{
    struct buffer *out = &call->out;
    HTML(out, "<li>");
    put_actor(call, reply->side);
    HTML(out, " ");
    told_state(call, str_of(response_names[reply->response]));
    HTML(out, " ");
    web_text(out, text_days(&call->arena, voice_day(&call->arena, reply->from), voice_day(&call->arena, reply->to)));
    HTML(out, "</li>\n");
}

static void put_proposal(struct call *call, const struct story_proposal *proposal)
{
    struct buffer *out = &call->out;
    fact_put_pair(call, "Name", proposal->name);
    put_actors(call, "By", &proposal->by);
    fact_put_pair(call, "Date", proposal->date);
    if (proposal->points.count) {
        fact_put_term(call, "Terms");
        HTML(out, "<dd><ul>\n");
        for (size_t i = 0; i < proposal->points.count; i++)
            put_point(call, &proposal->points.items[i]);
        HTML(out, "</ul></dd>\n");
    }
    if (proposal->replies.count) {
        fact_put_term(call, "Answers");
        HTML(out, "<dd><ul>\n");
        for (size_t i = 0; i < proposal->replies.count; i++)
            put_reply(call, &proposal->replies.items[i]);
        HTML(out, "</ul></dd>\n");
    }
}

static void put_position(struct call *call, const struct story_position *position)
{
    put_one_actor(call, "Party", position->party);
    put_state_pair(call, "Stance", str_of(stance_names[position->stance]));
    fact_put_pair(call, "Words", position->quote);
    fact_put_pair(call, "Issue", position->issue);
}

static void put_row_of(struct call *call, const struct story_row *row)
{
    struct buffer *out = &call->out;
    HTML(out, "<li>");
    put_actor(call, row->side);
    for (size_t i = row->holds.count; i-- > 0;) {
        const struct story_hold *hold = &row->holds.items[i];
        HTML(out, "<br>");
        web_day(out, voice_day(&call->arena, hold->day));
        HTML(out, " ");
        told_state(call, str_of(stance_names[hold->stance]));
        HTML(out, " <q>");
        web_bdi(out, hold->text);
        HTML(out, "</q>");
    }
    HTML(out, "</li>\n");
}

static void put_issue(struct call *call, const struct story_issue *issue)
{
    put_state_pair(call, "State", str_of(issue_state_names[issue->state]));
    fact_put_pair(call, "Why so", issue->state_reason);
    fact_put_term(call, "Sides");
    HTML(&call->out, "<dd><ul>\n");
    for (size_t i = 0; i < issue->rows.count; i++)
        put_row_of(call, &issue->rows.items[i]);
    HTML(&call->out, "</ul></dd>\n");
}

static void put_conflict(struct call *call, const struct story_conflict *conflict)
{
    fact_put_pair(call, "About", conflict->about);
    fact_put_pair(call, "Of what", str_of(conflict_kind_names[conflict->kind]));
    fact_put_pair(call, "Sources say", text_join(&call->arena, &conflict->says, " — "));
    fact_put_pair(call, "Since", conflict->revised ? STR("who said the one says the other now") : STR(""));
}

static void put_turn(struct call *call, const struct story_turn *turn)
{
    fact_put_pair(call, "Talks", turn->name);
    put_state_pair(call, "State", str_of(talk_state_names[turn->state]));
    put_days(call, "Told on", turn->from, turn->to);
}

static void put_end(struct call *call, const char *name, const struct coded_end *end)
{
    if (end->side != NO_ACTOR)
        put_one_actor(call, name, end->side);
    else
        fact_put_pair(call, name, end->name);
}

static void put_coded(struct call *call, const struct story_coded *event)
{
    put_end(call, "Source", &event->ends[0]);
    put_end(call, "Target", &event->ends[1]);
    fact_put_pair(call, "Event", str_of(plover_event_names[event->event]));
    fact_put_pair(call, "Mode", event->mode);
    fact_put_pair(call, "Contexts", text_join(&call->arena, &event->contexts, ", "));
    fact_put_pair(call, "CAMEO", event->cameo);
    if (!isnan(event->goldstein))
        fact_put_pair(call, "Goldstein", text_number(&call->arena, event->goldstein));
    fact_put_pair(call, "Place", event->place);
    put_days(call, "Day", event->day, event->day);
    put_state_pair(call, "Status", str_of(coding_status_names[event->status]));
}

static void put_identity(struct call *call, const struct identity *actor)
{
    struct arena *arena = &call->arena;
    uint32_t self = (uint32_t)(actor - call->story->actors.items);
    fact_put_pair(call, "Name", actor->name);
    fact_put_pair(call, "Kind", str_of(actor_kind_names[actor->kind]));
    if (actor->side != self && actor->side != NO_ACTOR)
        put_one_actor(call, "Party", actor->side);
    else
        fact_put_pair(call, "Party", actor->party);
    struct str_list aliases = actor->aliases;
    aliases.count = aliases.count < MOST_SHOWN ? aliases.count : MOST_SHOWN;
    fact_put_pair(call, "Also called", text_join(arena, &aliases, ", "));
    if (actor->offices.count)
        fact_put_term(call, "Offices");
    for (size_t i = 0; i < actor->offices.count && i < MOST_SHOWN; i++) {
        const struct story_office *office = &actor->offices.items[i];
        struct str days = text_days(arena, voice_day(arena, office->from), voice_day(arena, office->to));
        HTML(&call->out, "<dd>");
        web_bdi(&call->out, office->role);
        HTML(&call->out, " <span class=\"small\">");
        web_text(&call->out, days);
        HTML(&call->out, "</span></dd>\n");
    }
    if (actor->offices.count > MOST_SHOWN)
        fact_put_pair(call, "Other offices", text_number(arena, (double)(actor->offices.count - MOST_SHOWN)));
    if (actor->aliases.count > MOST_SHOWN)
        fact_put_pair(call, "Other names", text_number(arena, (double)(actor->aliases.count - MOST_SHOWN)));
}

void fact_put_values(struct call *call, const struct fact *fact)
{
    HTML(&call->out, "<dl class=\"pairs\">\n");
    switch (fact->sort) {
    case FACT_MEETING: put_meeting(call, fact->item); break;
    case FACT_TRIP: put_trip(call, fact->item); break;
    case FACT_PROPOSAL: put_proposal(call, fact->item); break;
    case FACT_POSITION: put_position(call, fact->item); break;
    case FACT_ISSUE: put_issue(call, fact->item); break;
    case FACT_CONFLICT: put_conflict(call, fact->item); break;
    case FACT_TURN: put_turn(call, fact->item); break;
    case FACT_CODED: put_coded(call, fact->item); break;
    default: put_identity(call, fact->item); break;
    }
    HTML(&call->out, "</dl>\n");
}

/* What the columns of facts are called, and whether they hold names of actors, or a word that is a state. */
static const struct column {
    const char *name, *label;
    bool actors, state;
} columns[] = {
    {"participants", "Participants", true, false}, {"mediators", "Mediators", true, false},
    {"traveller", "Traveller", true, false}, {"destinations", "To", false, false}, {"ordinal", "Number", false, false},
    {"place", "Place", false, false}, {"date_text", "Days, in words", false, false},
    {"from", "First day", false, false}, {"to", "Last day", false, false}, {"status", "Status", false, true},
    {"kind", "Kind", false, false},
    {"speaker", "Speaker", true, false}, {"source", "Source", true, false}, {"addressee", "To", true, false},
    {"name", "Name", false, false}, {"by", "By", true, false}, {"terms", "Terms", false, false},
    {"responses", "Answers", false, false}, {"issue", "Issue", false, false}, {"party", "Party", true, false},
    {"response", "Answer", false, true}, {"holder", "Holder", true, false}, {"stance", "Stance", false, true},
    {"state", "State", false, true}, {"value", "Value", false, false}, {"unit", "Unit", false, false},
    {"qualifier", "Qualifier", false, false}, {"target", "Target", true, false}, {"event", "Event", false, false},
    {"mode", "Mode", false, false}, {"contexts", "Contexts", false, false}, {"cameo", "CAMEO", false, false},
    {"goldstein", "Goldstein", false, false}, {"penta", "Penta", false, false},
    {"reciprocal", "Reciprocal", false, false}, {"role", "Role", false, false},
    {"aliases", "Also called", false, false},
};

static const struct column *column_of(const char *name)
{
    static const struct column none = {"", "Value", false, false};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (strcmp(columns[i].name, name) == 0)
            return &columns[i];
    return &none;
}

const char *fact_label(const char *name)
{
    return strcmp(name, "attributed_to") == 0 ? "Cited" : column_of(name)->label;
}

/* One item of a value: a link to the actor that it names, where the story has it. */
static void put_part(struct call *call, struct str part, bool actor, uint32_t report)
{
    uint32_t who = actor && report != STORY_NOT_HERE ? fact_actor_called(call, report, part) : NO_ACTOR;
    if (who == NO_ACTOR)
        web_bdi(&call->out, part);
    else
        put_actor_link(call, who, part);
}

static void put_value(struct call *call, const struct column *column, const struct value *value, uint32_t report)
{
    struct str_list parts = value_items(&call->arena, value);
    if (!parts.count)
        return;
    fact_put_term(call, column->label);
    HTML(&call->out, "<dd>");
    for (size_t i = 0; i < parts.count; i++) {
        if (i)
            HTML(&call->out, ", ");
        if (column->state)
            told_state(call, parts.items[i]);
        else
            put_part(call, parts.items[i], column->actors, report);
    }
    HTML(&call->out, "</dd>\n");
}

void fact_put_row(struct call *call, const struct fact_row *fact, uint32_t report)
{
    HTML(&call->out, "<dl class=\"pairs\">\n");
    for (size_t i = 0; i < fact->row.count; i++)
        put_value(call, column_of(fact->row.names[i]), &fact->row.values[i], report);
    fact_put_pair(call, "Cited", fact->cited);
    fact_put_pair(call, "Rule", fact->rule);
    fact_put_pair(call, "Why", fact_rule_why(call, fact->rule));
    HTML(&call->out, "</dl>\n");
}
