/* story_json.c - see story_json.h. Invariant: what is added is valid JSON in UTF-8, whatever bytes the story holds. */
#include "view/story_json.h"

#include "merge/dating.h"
#include "read/calendar.h"
#include "view/put.h"

static void put_day(struct buffer *out, const char *key, long day)
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

static void put_reports(struct buffer *out, const char *key, const struct story *story,
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

static void put_list(struct buffer *out, const char *key, const struct str_list *texts)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < texts->count; i++) {
        put_comma(out);
        put_string(out, texts->items[i]);
    }
    buffer_byte(out, ']');
}

/* Where it was told, up to the end of the object. */
static void put_source(struct buffer *out, const struct story *story, const struct story_source *source)
{
    put_text(out, "report", report_id(story, source->report));
    put_whole(out, "start", source->start);
    put_whole(out, "end", source->end);
    put_key(out, "quote");
    put_string(out, source->quote);
    buffer_byte(out, '}');
}

static void put_actors(struct buffer *out, const struct story *story)
{
    put_open(out, "actors", '[');
    for (size_t i = 0; i < story->actors.count; i++) {
        const struct identity *actor = &story->actors.items[i];
        put_open(out, NULL, '{');
        put_text(out, "key", actor->key);
        put_text(out, "name", actor->name);
        put_text(out, "kind", str_of(actor_kind_names[actor->kind]));
        put_text(out, "party", actor->party);
        put_list(out, "aliases", &actor->aliases);
        buffer_byte(out, '}');
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
    put_day(out, "from", meeting->from);
    put_day(out, "to", meeting->to);
    put_text(out, "status", str_of(event_status_names[meeting->status]));
    put_reports(out, "reports", story, &meeting->reports);
    put_open(out, "history", '[');
    for (size_t i = 0; i < meeting->history.count; i++) {
        put_open(out, NULL, '{');
        put_text(out, "status", str_of(event_status_names[meeting->history.items[i].status]));
        put_source(out, story, &meeting->history.items[i].source);
    }
    buffer_byte(out, ']');
    put_text(out, "reason", meeting->reason);
    buffer_byte(out, '}');
}

static void put_answers(struct buffer *out, const struct story *story, const struct story_answers *answers)
{
    put_open(out, "responses", '[');
    for (size_t i = 0; i < answers->count; i++) {
        const struct story_answer *answer = &answers->items[i];
        put_open(out, NULL, '{');
        put_text(out, "party", story->actors.items[answer->party].key);
        put_text(out, "response", str_of(response_names[answer->response]));
        put_day(out, "date", story->dating->reports[answer->source.report].day);
        put_source(out, story, &answer->source);
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
    put_list(out, "terms", &proposal->terms);
    put_answers(out, story, &proposal->answers);
    put_reports(out, "reports", story, &proposal->reports);
    put_text(out, "reason", proposal->reason);
    buffer_byte(out, '}');
}

static void put_position(struct buffer *out, const struct story *story, const struct story_position *position)
{
    put_open(out, NULL, '{');
    put_text(out, "key", position->key);
    put_text(out, "issue", position->issue);
    put_text(out, "party", story->actors.items[position->party].key);
    put_text(out, "stance", str_of(stance_names[position->stance]));
    put_reports(out, "reports", story, &position->reports);
    put_text(out, "quote", position->quote);
    put_text(out, "reason", position->reason);
    buffer_byte(out, '}');
}

static void put_conflict(struct buffer *out, const struct story *story, const struct story_conflict *conflict)
{
    put_open(out, NULL, '{');
    put_text(out, "key", conflict->key);
    put_text(out, "about", conflict->about);
    put_open(out, "claims", '[');
    for (size_t i = 0; i < conflict->claims.count; i++) {
        put_open(out, NULL, '{');
        put_source(out, story, &conflict->claims.items[i]);
    }
    buffer_byte(out, ']');
    put_text(out, "resolved", STR("")); /* which is right is not judged here */
    put_text(out, "reason", conflict->reason);
    buffer_byte(out, '}');
}

/* One list of the story. */
#define PUT_LIST(out, story, name, put_item)                                                                     \
    do {                                                                                                         \
        put_open(out, #name, '[');                                                                               \
        for (size_t i = 0; i < (story)->name.count; i++)                                                         \
            put_item(out, story, &(story)->name.items[i]);                                                       \
        buffer_byte(out, ']');                                                                                   \
    } while (0)

void story_put(struct buffer *out, const struct story *story)
{
    put_open(out, NULL, '{');
    put_actors(out, story);
    PUT_LIST(out, story, meetings, put_meeting);
    PUT_LIST(out, story, proposals, put_proposal);
    PUT_LIST(out, story, positions, put_position);
    PUT_LIST(out, story, conflicts, put_conflict);
    put_open(out, "copies", '[');
    for (size_t i = 0; i < story->facts->copies.count; i++)
        put_reports(out, NULL, story, &story->facts->copies.items[i]);
    buffer_byte(out, ']');
    buffer_byte(out, '}');
    buffer_byte(out, '\n');
}
