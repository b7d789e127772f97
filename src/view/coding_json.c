/* coding_json.c - see coding_json.h. Input: record->codings and what led to them. Output: JSON at the end of a buffer.
 * Invariant: what is not known is null or an empty list. */
#include "view/coding_json.h"

#include <math.h>

#include "read/coding.h"
#include "view/record_put.h"

enum { THOUSAND = 1000 };

/* Where words stand, and the words. */
static void put_words(struct buffer *out, const struct record *record, const struct span *words)
{
    put_whole(out, "start", words->start);
    put_whole(out, "end", words->end);
    put_key(out, "text");
    put_string(out, record_slice(record, words->start, words->end));
}

static void put_coded_actors(struct buffer *out, const char *key, const struct record *record,
                             const struct coded_actor_list *actors)
{
    put_open(out, key, '[');
    for (size_t i = 0; i < actors->count; i++) {
        const struct coded_actor *actor = &actors->items[i];
        put_open(out, NULL, '{');
        put_words(out, record, &actor->words);
        put_text(out, "actor", record_actor_key(record, actor->actor));
        put_text(out, "country", actor->country);
        put_texts(out, "sectors", actor->sectors.items, actor->sectors.count);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void put_deciding_words(struct buffer *out, const struct record *record, const struct coding *coding)
{
    put_open(out, "words", '[');
    for (size_t i = 0; i < coding->words.count; i++) {
        put_open(out, NULL, '{');
        put_words(out, record, &coding->words.items[i].words);
        put_number(out, "weight", (double)coding->words.items[i].weight / THOUSAND);
        buffer_byte(out, '}');
    }
    buffer_byte(out, ']');
}

static void put_classes(struct buffer *out, const struct coding *coding)
{
    put_text(out, "event", str_of(plover_event_names[coding->event]));
    put_text(out, "root", str_of(plover_root_names[coding->event]));
    put_text(out, "mode", coding->mode);
    put_texts(out, "contexts", coding->contexts.items, coding->contexts.count);
    put_text(out, "cameo", coding->cameo);
    put_number(out, "goldstein", coding->goldstein);
    put_text(out, "quad", str_of(plover_quad_names[coding->event]));
    put_whole(out, "penta", coding->penta);
}

static void put_coding(struct buffer *out, const struct record *record, const struct coding *coding)
{
    put_open(out, NULL, '{');
    put_classes(out, coding);
    put_coded_actors(out, "source", record, &coding->source);
    put_coded_actors(out, "target", record, &coding->target);
    put_flag(out, "reciprocal", coding->reciprocal);
    put_text(out, "status", str_of(coding_status_names[coding->status]));
    put_text(out, "place", coding->place);
    put_when(out, &coding->when);
    put_number(out, "confidence", (double)coding->confidence / THOUSAND);
    put_deciding_words(out, record, coding);
    put_fact_end(out, record, &coding->evidence);
}

void put_codings(struct buffer *out, const struct record *record, uint32_t start, uint32_t end)
{
    put_open(out, "events", '[');
    for (size_t i = 0; i < record->codings.count; i++)
        if (record->codings.items[i].evidence.start >= start && record->codings.items[i].evidence.start < end)
            put_coding(out, record, &record->codings.items[i]);
    buffer_byte(out, ']');
}

static void put_silence(struct buffer *out, const struct record *record, const struct coding_silence *silence)
{
    bool near = silence->nearest < PLOVER_COUNT && silence->nearest != PLOVER_STATEMENT;
    put_open(out, NULL, '{');
    put_whole(out, "start", silence->sentence.start);
    put_whole(out, "end", silence->sentence.end);
    put_text(out, "quote", record_slice(record, silence->sentence.start, silence->sentence.end));
    put_text(out, "why", str_of(silence_names[silence->why]));
    put_text(out, "nearest", near ? str_of(plover_event_names[silence->nearest]) : STR(""));
    put_number(out, "confidence", near ? (double)silence->confidence / THOUSAND : NAN);
    buffer_byte(out, '}');
}

void put_silences(struct buffer *out, const struct reading *reading, uint32_t start, uint32_t end)
{
    put_open(out, "silences", '[');
    for (size_t i = 0; i < reading->silences.count; i++) {
        const struct coding_silence *silence = &reading->silences.items[i];
        if (silence->sentence.start >= start && silence->sentence.start < end)
            put_silence(out, reading->record, silence);
    }
    buffer_byte(out, ']');
}

/* The surest event of PLOVER, of equals the first; NULL: there is none. */
static const struct coding *main_coding(const struct record *record)
{
    const struct coding *main = NULL;
    for (size_t i = 0; i < record->codings.count; i++) {
        const struct coding *coding = &record->codings.items[i];
        if (coding->event != PLOVER_STATEMENT && (!main || coding->confidence > main->confidence))
            main = coding;
    }
    return main;
}

/* What the caller gave that stands nowhere in the text. */
static void put_lost(struct buffer *out, const struct reading *reading)
{
    struct str names[2];
    size_t count = 0;
    if (reading->lost_source)
        names[count++] = STR("source");
    if (reading->lost_target)
        names[count++] = STR("target");
    if (count)
        put_texts(out, "not_found", names, count);
}

bool coding_json(const struct reading *reading, bool explained, struct buffer *out)
{
    const struct record *record = reading->record;
    const struct coding *main = main_coding(record);
    put_open(out, NULL, '{');
    put_key(out, "id");
    put_string(out, record->id);
    put_text(out, "root", main ? str_of(plover_root_names[main->event]) : STR(""));
    put_text(out, "event", main ? str_of(plover_event_names[main->event]) : STR(""));
    put_number(out, "penta", reading->penta < 0 ? NAN : (double)reading->penta);
    if (record->unread)
        put_text(out, "unread", str_of(unread_names[record->unread]));
    put_lost(out, reading);
    put_codings(out, record, 0, UINT32_MAX);
    if (explained)
        put_silences(out, reading, 0, UINT32_MAX);
    buffer_byte(out, '}');
    return !out->failed;
}
