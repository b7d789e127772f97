/* story_json.c - see story_json.h. Invariant: what is added is valid JSON in UTF-8, whatever bytes the story holds. */
#include "view/story_json.h"

#include <math.h>

#include "base/calendar.h"
#include "merge/dating.h"
#include "view/put.h"

void story_put_day(struct buffer *out, const char *key, long day)
{
    char text[11] = "";
    if (day != STORY_NO_DAY)
        calendar_print(day, text);
    put_text(out, key, str_of(text));
}

static struct str report_id(const struct story *story, uint32_t report)
{
    return story->facts->reports.items[report].id;
}

void story_put_reports(struct buffer *out, const char *key, const struct story *story,
                       const struct actor_list *reports)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < reports->count; i++) {
        put_comma(out);
        put_string(out, report_id(story, reports->items[i]));
    }
    buffer_byte(out, ']');
}

static void put_identities(struct buffer *out, const char *key, const struct story *story,
                           const struct actor_list *actors)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < actors->count; i++) {
        put_comma(out);
        put_string(out, story->actors.items[actors->items[i]].key);
    }
    buffer_byte(out, ']');
}

void story_put_list(struct buffer *out, const char *key, const struct str_list *texts)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < texts->count; i++) {
        put_comma(out);
        put_string(out, texts->items[i]);
    }
    buffer_byte(out, ']');
}

/* How an item stands, what persons noted of it, and why it is one; up to the end of the object. */
static void put_mark(struct buffer *out, const struct story_mark *mark, struct str reason)
{
    put_text(out, "standing", str_of(standing_names[mark->standing]));
    story_put_list(out, "notes", &mark->notes);
    put_text(out, "reason", mark->kept ? story_mark_text(mark) : reason);
    buffer_byte(out, '}');
}

void story_put_source(struct buffer *out, const struct story *story, const struct story_source *source)
{
    put_text(out, "report", report_id(story, source->report));
    put_whole(out, "start", source->start);
    put_whole(out, "end", source->end);
    put_text(out, "quote", source->quote);
    buffer_byte(out, '}');
}

void story_put_offices(struct buffer *out, const char *key, const struct story *story,
                       const struct story_offices *offices)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < offices->count; i++) {
        const struct story_office *office = &offices->items[i];
        put_open(out, NULL, '{');
        put_text(out, "role", office->role);
        story_put_day(out, "from", office->from);
        story_put_day(out, "to", office->to);
        story_put_source(out, story, &office->source);
    }
    buffer_byte(out, ']');
}

void story_put_mentions(struct buffer *out, const char *key, const struct story *story,
                        const struct actor_list *mentions)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < mentions->count; i++) {
        const struct story_mention *mention = &story->facts->mentions.items[mentions->items[i]];
        put_open(out, NULL, '{');
        put_text(out, "name", mention->name);
        put_open(out, "aliases", '[');
        for (uint32_t j = 0; j < mention->alias_count; j++) {
            put_comma(out);
            put_string(out, story->facts->aliases.items[mention->alias_first + j].text);
        }
        buffer_byte(out, ']');
        story_put_source(out, story, &mention->source);
    }
    buffer_byte(out, ']');
}

static void put_actor(struct buffer *out, const struct story *story, const struct identity *actor)
{
    put_open(out, NULL, '{');
    put_text(out, "key", actor->key);
    put_text(out, "name", actor->name);
    put_text(out, "kind", str_of(actor_kind_names[actor->kind]));
    put_text(out, "party", actor->party);
    story_put_list(out, "aliases", &actor->aliases);
    story_put_reports(out, "reports", story, &actor->reports);
    story_put_offices(out, "offices", story, &actor->offices);
    story_put_mentions(out, "mentions", story, &actor->mentions);
    put_text(out, "standing", str_of(standing_names[actor->mark.standing]));
    story_put_list(out, "notes", &actor->mark.notes);
    buffer_byte(out, '}');
}

static void put_actors(struct buffer *out, const struct story *story, bool rejected)
{
    put_open(out, "actors", '[');
    for (size_t i = 0; i < story->actors.count; i++)
        if (rejected || story->actors.items[i].mark.standing != STANDING_REJECTED)
            put_actor(out, story, &story->actors.items[i]);
    buffer_byte(out, ']');
}

static void put_history(struct buffer *out, const struct story *story, const struct story_history *history)
{
    put_open(out, "history", '[');
    for (size_t i = 0; i < history->count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "status", str_of(event_status_names[history->items[i].status]));
        put_text(out, "standing", str_of(standing_names[history->items[i].source.standing]));
        story_put_source(out, story, &history->items[i].source);
    }
    buffer_byte(out, ']');
}

static void put_meeting(struct buffer *out, const struct story *story, const struct story_meeting *meeting)
{
    put_open(out, NULL, '{');
    put_text(out, "key", meeting->key);
    put_identities(out, "participants", story, &meeting->participants);
    put_identities(out, "mediators", story, &meeting->mediators);
    put_text(out, "place", meeting->place);
    story_put_day(out, "from", meeting->from);
    story_put_day(out, "to", meeting->to);
    put_text(out, "status", str_of(event_status_names[meeting->status]));
    story_put_reports(out, "reports", story, &meeting->reports);
    put_history(out, story, &meeting->history);
    put_mark(out, &meeting->mark, meeting->reason);
}

static void put_answers(struct buffer *out, const struct story *story, const struct story_answers *answers)
{
    put_open(out, "responses", '[');
    for (size_t i = 0; i < answers->count; i++) {
        const struct story_answer *answer = &answers->items[i];
        put_open(out, NULL, '{');
        put_text(out, "party", story->actors.items[answer->party].key);
        put_text(out, "response", str_of(response_names[answer->response]));
        story_put_day(out, "date", story->dating->reports[answer->source.report].day);
        story_put_source(out, story, &answer->source);
    }
    buffer_byte(out, ']');
}

static void put_proposal(struct buffer *out, const struct story *story, const struct story_proposal *proposal)
{
    put_open(out, NULL, '{');
    put_text(out, "key", proposal->key);
    put_text(out, "name", proposal->name);
    put_identities(out, "by", story, &proposal->by);
    put_text(out, "date", proposal->date);
    story_put_list(out, "terms", &proposal->terms);
    put_answers(out, story, &proposal->answers);
    story_put_reports(out, "reports", story, &proposal->reports);
    put_mark(out, &proposal->mark, proposal->reason);
}

static void put_position(struct buffer *out, const struct story *story, const struct story_position *position)
{
    put_open(out, NULL, '{');
    put_text(out, "key", position->key);
    put_text(out, "issue", position->issue);
    put_text(out, "party", story->actors.items[position->party].key);
    put_text(out, "stance", str_of(stance_names[position->stance]));
    story_put_reports(out, "reports", story, &position->reports);
    put_text(out, "quote", position->quote);
    put_mark(out, &position->mark, position->reason);
}

static void put_hold(struct buffer *out, const struct story *story, const struct story_hold *hold)
{
    put_text(out, "by", story->actors.items[hold->who].key);
    put_text(out, "stance", str_of(stance_names[hold->stance]));
    put_text(out, "proposal", hold->proposal == NO_ACTOR ? STR("") : story->proposals.items[hold->proposal].key);
    story_put_day(out, "date", hold->day);
    story_put_source(out, story, &hold->source);
}

/* Where a side stands, and what it held before, the latest first. */
static void put_row(struct buffer *out, const struct story *story, const struct story_row *row)
{
    size_t last = row->holds.count - 1;
    put_open(out, NULL, '{');
    put_text(out, "party", story->actors.items[row->side].key);
    put_open(out, "earlier", '[');
    for (size_t i = last; i-- > 0;) {
        put_open(out, NULL, '{');
        put_hold(out, story, &row->holds.items[i]);
    }
    buffer_byte(out, ']');
    put_hold(out, story, &row->holds.items[last]);
}

void story_put_sources(struct buffer *out, const char *key, const struct story *story,
                        const struct story_source *sources, size_t count)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < count; i++) {
        put_open(out, NULL, '{');
        story_put_source(out, story, &sources[i]);
    }
    buffer_byte(out, ']');
}

void story_put_issue(struct buffer *out, const struct story *story, const struct story_issue *issue)
{
    put_open(out, NULL, '{');
    put_text(out, "key", issue->key);
    put_text(out, "issue", issue->name);
    put_text(out, "state", str_of(issue_state_names[issue->state]));
    put_text(out, "state_reason", issue->state_reason);
    story_put_sources(out, "grounds", story, issue->grounds.items, issue->grounds.count);
    put_open(out, "parties", '[');
    for (size_t i = 0; i < issue->rows.count; i++)
        put_row(out, story, &issue->rows.items[i]);
    buffer_byte(out, ']');
    story_put_reports(out, "reports", story, &issue->reports);
    put_text(out, "reason", issue->reason);
    buffer_byte(out, '}');
}

void story_put_conflict(struct buffer *out, const struct story *story, const struct story_conflict *conflict)
{
    put_open(out, NULL, '{');
    put_text(out, "key", conflict->key);
    put_text(out, "kind", str_of(conflict_kind_names[conflict->kind]));
    put_text(out, "about", conflict->about);
    put_open(out, "claims", '[');
    for (size_t i = 0; i < conflict->claims.count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "says", conflict->says.items[i]);
        story_put_source(out, story, &conflict->claims.items[i]);
    }
    buffer_byte(out, ']');
    put_text(out, "resolved", conflict->revised ? STR("revised") : STR(""));
    story_put_sources(out, "revision", story, &conflict->revision, conflict->revised);
    put_mark(out, &conflict->mark, conflict->reason);
}

/* Source or target; nobody: null. */
static void put_end(struct buffer *out, const char *key, const struct story *story, const struct coded_end *end)
{
    if (!end->name.len) {
        put_text(out, key, STR(""));
        return;
    }
    put_open(out, key, '{');
    put_text(out, "name", end->name);
    put_text(out, "side", end->side == NO_ACTOR ? STR("") : story->actors.items[end->side].key);
    put_text(out, "country", end->country);
    put_text(out, "sector", end->sector);
    put_identities(out, "actors", story, &end->who);
    buffer_byte(out, '}');
}

static void put_coding(struct buffer *out, const struct story *story, const struct story_coding *told)
{
    put_open(out, NULL, '{');
    put_text(out, "status", str_of(coding_status_names[told->status]));
    put_text(out, "standing", str_of(standing_names[told->source.standing]));
    put_text(out, "cameo", told->cameo);
    put_text(out, "rule", told->rule);
    put_text(out, "attributed_to", told->cited);
    story_put_source(out, story, &told->source);
}

static void put_coded(struct buffer *out, const struct story *story, const struct story_coded *event)
{
    put_open(out, NULL, '{');
    put_text(out, "key", event->key);
    story_put_day(out, "day", event->day);
    put_text(out, "day_basis", str_of(coded_basis_names[event->basis]));
    put_text(out, "date_text", event->when);
    put_text(out, "event", str_of(plover_event_names[event->event]));
    put_text(out, "mode", event->mode);
    story_put_list(out, "contexts", &event->contexts);
    put_text(out, "cameo", event->cameo);
    put_number(out, "goldstein", event->goldstein);
    put_whole(out, "penta", event->penta);
    put_text(out, "status", str_of(coding_status_names[event->status]));
    put_flag(out, "reciprocal", event->reciprocal);
    put_end(out, "source", story, &event->ends[0]);
    put_end(out, "target", story, &event->ends[1]);
    put_text(out, "place", event->place);
    put_number(out, "confidence", event->confidence / 1000.0);
    put_open(out, "disputes", '[');
    for (size_t i = 0; i < event->disputes.count; i++) {
        put_comma(out);
        put_string(out, story->coded.items[event->disputes.items[i]].key);
    }
    buffer_byte(out, ']');
    story_put_reports(out, "reports", story, &event->reports);
    put_open(out, "history", '[');
    for (size_t i = 0; i < event->codings.count; i++)
        put_coding(out, story, &story->facts->codings.items[event->codings.items[i]]);
    buffer_byte(out, ']');
    put_mark(out, &event->mark, event->reason);
}

static void put_trip(struct buffer *out, const struct story *story, const struct story_trip *trip)
{
    put_open(out, NULL, '{');
    put_text(out, "key", trip->key);
    put_text(out, "traveller", story->actors.items[trip->traveller].key);
    story_put_list(out, "places", &trip->places);
    put_number(out, "ordinal", trip->ordinal ? (double)trip->ordinal : (double)NAN);
    story_put_day(out, "from", trip->from);
    story_put_day(out, "to", trip->to);
    put_text(out, "status", str_of(event_status_names[trip->status]));
    story_put_reports(out, "reports", story, &trip->reports);
    put_history(out, story, &trip->history);
    put_text(out, "reason", trip->reason);
    buffer_byte(out, '}');
}

static void put_turn(struct buffer *out, const struct story *story, const struct story_turn *turn)
{
    put_open(out, NULL, '{');
    put_text(out, "key", turn->key);
    put_text(out, "name", turn->name);
    put_text(out, "state", str_of(talk_state_names[turn->state]));
    story_put_day(out, "from", turn->from);
    story_put_day(out, "to", turn->to);
    story_put_reports(out, "reports", story, &turn->reports);
    story_put_sources(out, "history", story, turn->sources.items, turn->sources.count);
    put_text(out, "reason", turn->reason);
    buffer_byte(out, '}');
}

/* Put the item of the list that has the key. */
#define PUT_ITEM(out, story, list, put_item, name)                                                               \
    for (size_t i = 0; i < (list).count; i++)                                                                    \
        if (str_equal((list).items[i].key, name)) {                                                              \
            put_item(out, story, &(list).items[i]);                                                              \
            return true;                                                                                         \
        }

bool story_put_item(struct buffer *out, const struct story *story, struct str key)
{
    PUT_ITEM(out, story, story->meetings, put_meeting, key)
    PUT_ITEM(out, story, story->proposals, put_proposal, key)
    PUT_ITEM(out, story, story->positions, put_position, key)
    PUT_ITEM(out, story, story->conflicts, story_put_conflict, key)
    PUT_ITEM(out, story, story->coded, put_coded, key)
    PUT_ITEM(out, story, story->actors, put_actor, key)
    PUT_ITEM(out, story, story->trips, put_trip, key)
    PUT_ITEM(out, story, story->turns, put_turn, key)
    PUT_ITEM(out, story, story->issues, story_put_issue, key)
    PUT_ITEM(out, story, story->rejected.meetings, put_meeting, key)
    PUT_ITEM(out, story, story->rejected.proposals, put_proposal, key)
    PUT_ITEM(out, story, story->rejected.positions, put_position, key)
    PUT_ITEM(out, story, story->rejected.conflicts, story_put_conflict, key)
    PUT_ITEM(out, story, story->rejected.coded, put_coded, key)
    return false;
}

/* One list of the story, with what a person rejected of it where that is wanted. */
#define PUT_LIST(out, story, name, put_item, rejected_too)                                                       \
    do {                                                                                                         \
        put_open(out, #name, '[');                                                                               \
        for (size_t i = 0; i < (story)->name.count; i++)                                                         \
            put_item(out, story, &(story)->name.items[i]);                                                       \
        for (size_t i = 0; rejected_too && i < (story)->rejected.name.count; i++)                                \
            put_item(out, story, &(story)->rejected.name.items[i]);                                              \
        buffer_byte(out, ']');                                                                                   \
    } while (0)

void story_put(struct buffer *out, const struct story *story, bool rejected)
{
    put_open(out, NULL, '{');
    put_actors(out, story, rejected);
    PUT_LIST(out, story, meetings, put_meeting, rejected);
    PUT_LIST(out, story, proposals, put_proposal, rejected);
    PUT_LIST(out, story, positions, put_position, rejected);
    put_open(out, "issues", '[');
    for (size_t i = 0; i < story->issues.count; i++)
        story_put_issue(out, story, &story->issues.items[i]);
    buffer_byte(out, ']');
    PUT_LIST(out, story, conflicts, story_put_conflict, rejected);
    put_open(out, "copies", '[');
    for (size_t i = 0; i < story->facts->copies.count; i++)
        story_put_reports(out, NULL, story, &story->facts->copies.items[i]);
    buffer_byte(out, ']');
    put_open(out, "events", '[');
    for (size_t i = 0; i < story->coded.count; i++)
        put_coded(out, story, &story->coded.items[i]);
    for (size_t i = 0; rejected && i < story->rejected.coded.count; i++)
        put_coded(out, story, &story->rejected.coded.items[i]);
    buffer_byte(out, ']');
    buffer_byte(out, '}');
    buffer_byte(out, '\n');
}
