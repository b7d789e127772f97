/* coding_plover.c - events as records of PLOVER, one line of JSON each (coding_json.h).
 *
 * Source: PLOVER Manual, chapter "Data Fields" (https://github.com/openeventdata/PLOVER, 2021). What it has no name for
 * goes by names of our own, as it allows. Invariant: who takes part in what is reciprocal is an actor, and there is no
 * recipient (its section "Compound and Reciprocal Actors"). */
#include "view/coding_json.h"
#include "view/coding_pair.h"
#include "view/record_put.h"

enum { THOUSAND = 1000 };

static void put_entities(struct buffer *out, const struct record *record, const struct coded_actor_list *actors)
{
    for (size_t i = 0; i < actors->count; i++) {
        const struct coded_actor *actor = &actors->items[i];
        put_open(out, NULL, '{');
        put_text(out, "code", actor->country);
        put_text(out, "sector", actor->sectors.count ? actor->sectors.items[0] : STR(""));
        if (actor->sectors.count > 1)
            put_texts(out, "other_sectors", actor->sectors.items + 1, actor->sectors.count - 1);
        put_text(out, "entity_text", record_slice(record, actor->words.start, actor->words.end));
        put_text(out, "identifier_text", coding_actor_name(record, actor));
        buffer_byte(out, '}');
    }
}

static void put_parties(struct buffer *out, const struct record *record, const struct coding *coding)
{
    put_open(out, "actor", '[');
    put_entities(out, record, &coding->source);
    if (coding->reciprocal)
        put_entities(out, record, &coding->target);
    buffer_byte(out, ']');
    put_open(out, "recipient", '[');
    if (!coding->reciprocal)
        put_entities(out, record, &coding->target);
    buffer_byte(out, ']');
}

static void put_list_of_one(struct buffer *out, const char *key, struct str item)
{
    put_texts(out, key, &item, item.len ? 1 : 0);
}

/* PLOVER keeps what has not happened among the contexts. */
static void put_contexts(struct buffer *out, const struct coding *coding)
{
    struct str status = coding_auxiliary(coding->status);
    put_open(out, "context", '[');
    for (size_t i = 0; i < coding->contexts.count; i++) {
        put_comma(out);
        put_string(out, coding->contexts.items[i]);
    }
    if (status.len) {
        put_comma(out);
        put_string(out, status);
    }
    buffer_byte(out, ']');
}

static void put_text_info(struct buffer *out, const struct reading *reading, const struct coding *coding)
{
    put_open(out, "text_info", '{');
    put_whole(out, "sequence", coding_sentence(reading, coding));
    put_whole(out, "start", coding->evidence.start);
    put_whole(out, "end", coding->evidence.end);
    buffer_byte(out, '}');
}

static void put_cite_info(struct buffer *out, const struct record *record)
{
    put_open(out, "cite_info", '{');
    put_text(out, "citation", record->id);
    put_text(out, "url", record->url);
    put_text(out, "title", record->title);
    put_text(out, "language", record->language);
    put_text(out, "publication", record->outlet);
    put_text(out, "coder", str_of(record->engine));
    buffer_byte(out, '}');
}

static void put_what(struct buffer *out, const struct coding *coding)
{
    put_list_of_one(out, "event", str_of(plover_event_names[coding->event]));
    if (coding->place.len) {
        put_open(out, "event_loc", '{');
        put_text(out, "extracted_place", coding->place);
        buffer_byte(out, '}');
    }
}

/* The names of our own. */
static void put_besides(struct buffer *out, const struct coding *coding)
{
    put_text(out, "cameo", coding->cameo);
    put_text(out, "status", str_of(coding_status_names[coding->status]));
    put_flag(out, "reciprocal", coding->reciprocal);
    put_text(out, "attributed_to", coding->evidence.cited);
    put_number(out, "confidence", (double)coding->confidence / THOUSAND);
}

static void put_identifier(struct buffer *out, const struct record *record, size_t number)
{
    struct buffer identifier = {0};
    coding_identify(&identifier, record, number, 0);
    put_text(out, "id", buffer_str(&identifier));
    out->failed = out->failed || identifier.failed;
    buffer_free(&identifier);
}

static void put_event(struct buffer *out, const struct reading *reading, size_t number)
{
    const struct record *record = reading->record;
    const struct coding *coding = &record->codings.items[number];
    put_open(out, NULL, '{');
    put_identifier(out, record, number);
    put_text(out, "date", coding_day(reading, coding));
    if (coding->when.to[0] && strcmp(coding->when.to, coding->when.from) != 0)
        put_text(out, "enddate", str_of(coding->when.to));
    put_parties(out, record, coding);
    put_what(out, coding);
    put_list_of_one(out, "event_text", record_slice(record, coding->evidence.start, coding->evidence.end));
    put_whole(out, "quad_code", coding_quad(coding->event));
    put_number(out, "event_scale", coding->goldstein);
    put_list_of_one(out, "mode", coding->mode);
    put_contexts(out, coding);
    put_text_info(out, reading, coding);
    put_cite_info(out, record);
    put_besides(out, coding);
    buffer_add(out, STR("}\n"));
}

bool coding_plover(const struct reading *reading, struct buffer *out)
{
    for (size_t i = 0; i < reading->record->codings.count; i++)
        if (reading->record->codings.items[i].event != PLOVER_STATEMENT)
            put_event(out, reading, i);
    return !out->failed;
}
