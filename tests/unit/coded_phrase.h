/* coded_phrase.h - a noun phrase of a text, coded by coding_actor (read/coding.h).
 *
 * A reading of the pipeline is finished: actors that take no part are gone. Who is who is read again, so that mentions and
 * actors stand as they do when events are coded. */
#ifndef CODED_PHRASE_H
#define CODED_PHRASE_H
#include "pipeline.h"
#include "read/coding.h"

/* The reading as it is before events are coded; NULL and `error` where it fails. */
static inline struct reading *coded_reading(readout_reader *reader, const char *day, struct str text,
                                            readout_error *error)
{
    readout_report report = {.id = "phrase", .text = text.ptr, .text_length = text.len, .published = day};
    struct reading *reading = (struct reading *)pipeline_reading(reader, &report, false, error);
    if (!reading)
        return NULL;
    reading->record->actors.count = 0;
    reading->keys = (struct map){0};
    mentions_init(&reading->mentions, &reading->document);
    actor_read(reading);
    reading->day = reading->record->published;
    return reading;
}

/* Code the tokens that touch bytes [start, end). */
static inline struct coded_actor coded_phrase(const struct reading *reading, uint32_t start, uint32_t end)
{
    const struct document *document = &reading->document;
    uint32_t first = 0, last;
    while (first < document->token_count && document->tokens[first].end <= start)
        first++;
    for (last = first; last < document->token_count && document->tokens[last].start < end;)
        last++;
    struct coded_actor actor = {.actor = NO_ACTOR};
    coding_actor(reading, first, last, &actor);
    return actor;
}
#endif
