/* record_json.c - see record_json.h. Input: a record. Output: one line of JSON (RFC 8259) at the end of a buffer.
 *
 * It is written straight into the buffer: this is many times faster than a tree of jansson's, and a record is printed
 * for every report. Invariant: what is added is valid JSON in valid UTF-8, whatever bytes the record holds. */
#include "view/record_json.h"

#include <sodium.h>
#include <stdio.h>

#include "view/coding_json.h"
#include "view/record_put.h"

static void put_actors_named(struct buffer *out, const char *key, const struct record *record,
                             const struct actor_list *actors)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < actors->count; i++) {
        put_comma(out);
        put_string(out, record_actor_key(record, actors->items[i]));
    }
    buffer_byte(out, ']');
}

/* From 1 on; 0: unknown. */
static void put_count(struct buffer *out, const char *key, uint32_t count)
{
    if (count)
        put_whole(out, key, count);
    else
        put_text(out, key, STR(""));
}

static void put_actors(struct buffer *out, const struct record *record)
{
    put_open(out, "actors", '[');
    for (size_t i = 0; i < record->actors.count; i++) {
        const struct actor *actor = &record->actors.items[i];
        put_open(out, NULL, '{');
        put_text(out, "key", actor->key);
        put_text(out, "name", actor->name);
        put_text(out, "kind", str_of(actor_kind_names[actor->kind]));
        put_text(out, "party", actor->party);
        put_text(out, "role", actor->role);
        put_texts(out, "aliases", actor->aliases.items, actor->aliases.count);
        put_fact_end(out, record, &actor->evidence);
    }
    buffer_byte(out, ']');
}

static void put_meetings(struct buffer *out, const struct record *record)
{
    put_open(out, "meetings", '[');
    for (size_t i = 0; i < record->meetings.count; i++) {
        const struct meeting *meeting = &record->meetings.items[i];
        put_open(out, NULL, '{');
        put_actors_named(out, "participants", record, &meeting->participants);
        put_actors_named(out, "mediators", record, &meeting->mediators);
        put_text(out, "place", meeting->place);
        put_when(out, &meeting->when);
        put_text(out, "status", str_of(event_status_names[meeting->status]));
        put_text(out, "kind", str_of(meeting_kind_names[meeting->kind]));
        put_fact_end(out, record, &meeting->evidence);
    }
    buffer_byte(out, ']');
}

static void put_trips(struct buffer *out, const struct record *record)
{
    put_open(out, "trips", '[');
    for (size_t i = 0; i < record->trips.count; i++) {
        const struct trip *trip = &record->trips.items[i];
        put_open(out, NULL, '{');
        put_text(out, "traveller", record_actor_key(record, trip->traveller));
        put_texts(out, "destinations", trip->destinations.items, trip->destinations.count);
        put_count(out, "ordinal", trip->ordinal);
        put_when(out, &trip->when);
        put_text(out, "status", str_of(event_status_names[trip->status]));
        put_fact_end(out, record, &trip->evidence);
    }
    buffer_byte(out, ']');
}

static void put_statements(struct buffer *out, const struct record *record)
{
    put_open(out, "statements", '[');
    for (size_t i = 0; i < record->statements.count; i++) {
        const struct statement *statement = &record->statements.items[i];
        put_open(out, NULL, '{');
        put_text(out, "speaker", record_actor_key(record, statement->speaker));
        put_text(out, "source", statement->source);
        put_text(out, "addressee", statement->addressee);
        put_fact_end(out, record, &statement->evidence);
    }
    buffer_byte(out, ']');
}

static void put_terms(struct buffer *out, const struct record *record, const struct proposal *proposal)
{
    put_open(out, "terms", '[');
    for (size_t i = 0; i < proposal->terms.count; i++) {
        const struct term *term = &proposal->terms.items[i];
        put_open(out, NULL, '{');
        put_text(out, "issue", str_of(term_issue_names[term->issue]));
        put_evidence(out, "text", record, &term->evidence);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void put_responses(struct buffer *out, const struct record *record, const struct proposal *proposal)
{
    put_open(out, "responses", '[');
    for (size_t i = 0; i < proposal->responses.count; i++) {
        const struct response *response = &proposal->responses.items[i];
        put_open(out, NULL, '{');
        put_text(out, "party", record_actor_key(record, response->party));
        put_text(out, "response", str_of(response_names[response->response]));
        put_fact_end(out, record, &response->evidence);
    }
    buffer_byte(out, ']');
}

static void put_proposals(struct buffer *out, const struct record *record)
{
    put_open(out, "proposals", '[');
    for (size_t i = 0; i < record->proposals.count; i++) {
        const struct proposal *proposal = &record->proposals.items[i];
        put_open(out, NULL, '{');
        put_text(out, "name", proposal->name);
        put_actors_named(out, "by", record, &proposal->by);
        put_terms(out, record, proposal);
        put_responses(out, record, proposal);
        put_fact_end(out, record, &proposal->evidence);
    }
    buffer_byte(out, ']');
}

static void put_positions(struct buffer *out, const struct record *record)
{
    put_open(out, "positions", '[');
    for (size_t i = 0; i < record->positions.count; i++) {
        const struct position *position = &record->positions.items[i];
        put_open(out, NULL, '{');
        put_text(out, "holder", record_actor_key(record, position->holder));
        put_text(out, "stance", str_of(stance_names[position->stance]));
        put_key(out, "text");
        put_string(out, record_slice(record, position->evidence.start, position->evidence.end));
        put_fact_end(out, record, &position->evidence);
    }
    buffer_byte(out, ']');
}

static void put_talks(struct buffer *out, const struct record *record)
{
    put_open(out, "talks", '[');
    for (size_t i = 0; i < record->talks.count; i++) {
        const struct talk *talk = &record->talks.items[i];
        put_open(out, NULL, '{');
        put_text(out, "name", talk->name);
        put_text(out, "state", str_of(talk_state_names[talk->state]));
        put_fact_end(out, record, &talk->evidence);
    }
    buffer_byte(out, ']');
}

static void put_figures(struct buffer *out, const struct record *record)
{
    put_open(out, "figures", '[');
    for (size_t i = 0; i < record->figures.count; i++) {
        const struct figure *figure = &record->figures.items[i];
        put_open(out, NULL, '{');
        put_number(out, "value", figure->value);
        put_text(out, "unit", figure->unit);
        put_text(out, "qualifier", figure->qualifier);
        put_fact_end(out, record, &figure->evidence);
    }
    buffer_byte(out, ']');
}

static void put_dates(struct buffer *out, const struct record *record)
{
    put_open(out, "dates", '[');
    for (size_t i = 0; i < record->dates.count; i++) {
        const struct date *date = &record->dates.items[i];
        put_open(out, NULL, '{');
        put_text(out, "type", str_of(date_type_names[date->type]));
        put_text(out, "value", date->value);
        put_text(out, "from", str_of(date->from));
        put_text(out, "to", str_of(date->to));
        put_fact_end(out, record, &date->evidence);
    }
    buffer_byte(out, ']');
}

static void put_clues(struct buffer *out, const struct record *record)
{
    put_open(out, "clues", '[');
    for (size_t i = 0; i < record->clues.count; i++) {
        const struct clue *clue = &record->clues.items[i];
        put_open(out, NULL, '{');
        put_text(out, "kind", str_of(clue_kind_names[clue->kind]));
        put_text(out, "value", clue->value);
        put_count(out, "weekday", clue->weekday);
        put_text(out, "tense", str_of(clue_tense_names[clue->tense]));
        put_count(out, "ordinal", clue->ordinal);
        put_text(out, "counted", clue->counted);
        put_actors_named(out, "actors", record, &clue->actors);
        put_text(out, "place", clue->place);
        put_fact_end(out, record, &clue->evidence);
    }
    buffer_byte(out, ']');
}

static void put_span(struct buffer *out, const char *key, const struct span *span)
{
    if (span->start == span->end) {
        put_text(out, key, STR(""));
        return;
    }
    char text[40];
    int length = snprintf(text, sizeof text, "[%u,%u]", (unsigned)span->start, (unsigned)span->end);
    put_key(out, key);
    buffer_add(out, str_make(text, (size_t)length));
}

static void put_attributions(struct buffer *out, const struct record *record)
{
    put_open(out, "attributions", '[');
    for (size_t i = 0; i < record->attributions.count; i++) {
        const struct attribution *attribution = &record->attributions.items[i];
        put_open(out, NULL, '{');
        put_span(out, "source", &attribution->source);
        put_span(out, "cue", &attribution->cue);
        put_span(out, "content", &attribution->content);
        put_key(out, "direct");
        buffer_add(out, attribution->direct ? STR("true") : STR("false"));
        put_text(out, "rule", str_of(attribution->rule));
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

/* Bytes in base64 (RFC 4648); none: null. */
static void put_bytes(struct buffer *out, const char *key, struct str bytes)
{
    size_t size = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_ORIGINAL);
    if (!bytes.len) {
        put_text(out, key, bytes);
        return;
    }
    put_key(out, key);
    buffer_byte(out, '"');
    if (buffer_reserve(out, size)) {
        sodium_bin2base64(out->ptr + out->len, size, (const unsigned char *)bytes.ptr, bytes.len,
                          sodium_base64_VARIANT_ORIGINAL);
        out->len += size - 1; /* without the NUL */
    }
    buffer_byte(out, '"');
}

static void put_subjects(struct buffer *out, const struct record *record)
{
    put_open(out, "subjects", '[');
    for (size_t i = 0; i < record->subjects.count; i++) {
        const struct subject *subject = &record->subjects.items[i];
        put_open(out, NULL, '{');
        put_text(out, "side", subject->side);
        put_text(out, "other", subject->other);
        put_whole(out, "weight", subject->weight);
        put_fact_end(out, record, &subject->evidence);
    }
    buffer_byte(out, ']');
}

static void put_matters(struct buffer *out, const struct record *record)
{
    put_open(out, "matters", '[');
    for (size_t i = 0; i < record->matters.count; i++) {
        const struct matter *matter = &record->matters.items[i];
        put_open(out, NULL, '{');
        put_text(out, "name", matter->name);
        put_text(out, "field", matter->field);
        put_whole(out, "weight", matter->weight);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

/* A member that is there only where it is known. */
static void put_known(struct buffer *out, const char *key, struct str value)
{
    if (value.len)
        put_text(out, key, value);
}

bool record_json(const struct record *record, struct buffer *out)
{
    put_open(out, NULL, '{');
    put_key(out, "id");
    put_string(out, record->id);
    put_text(out, "outlet", record->outlet);
    put_text(out, "published", record->published);
    put_text(out, "title", record->title);
    put_text(out, "url", record->url);
    put_known(out, "updated", record->updated);
    put_known(out, "author", record->author);
    put_known(out, "language", record->language);
    put_known(out, "agency", record->agency);
    put_known(out, "dateline", record->dateline);
    put_known(out, "unread", str_of(unread_names[record->unread]));
    put_text(out, "engine", str_of(record->engine));
    put_text(out, "hash", str_of(record->hash));
    put_key(out, "text");
    put_string(out, record->text);
    put_actors(out, record);
    put_meetings(out, record);
    put_trips(out, record);
    put_statements(out, record);
    put_proposals(out, record);
    put_positions(out, record);
    put_talks(out, record);
    put_figures(out, record);
    put_dates(out, record);
    put_attributions(out, record);
    put_clues(out, record);
    put_subjects(out, record);
    put_matters(out, record);
    put_texts(out, "mediators", record->mediators.items, record->mediators.count);
    put_codings(out, record, 0, UINT32_MAX);
    put_bytes(out, "gist", record->gist);
    put_bytes(out, "sketch", record->sketch);
    buffer_byte(out, '}');
    return !out->failed;
}
