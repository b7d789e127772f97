/* coding.h - political events: who did what to whom, in the terms of PLOVER and CAMEO (docs/events.md).
 *
 * coding.c finds the events of each sentence by what was learned (model/events.h); the other files say of one event what
 * else is to be told. Input: a reading behind actor_read and statement_read. Output: record->codings. */
#ifndef READ_CODING_H
#define READ_CODING_H
#include "read/reading.h"

extern const char *const silence_names[SILENCE_COUNT]; /* "no-source" */

/* Where an event is told: tokens [first, last) of its sentence, and the word that tells it. */
struct coding_site {
    uint32_t first, last, trigger;
};

/* coding_actor.c: whom tokens [first, last) mean: actor, country, sectors. `out->words` is set, the rest empty. */
void coding_actor(const struct reading *reading, uint32_t first, uint32_t last, struct coded_actor *out);

/* coding_class.c: mode, contexts, CAMEO code, Goldstein score and what is reciprocal by its kind. coding->event is set; CONCEDE stands for RETREAT, too,
 * until here. */
void coding_class(const struct reading *reading, const struct coding_site *site, struct coding *coding);

/* coding_status.c: has the event that the trigger tells happened? AGREE, REQUEST, REJECT and THREATEN have once it was
 * said, whatever becomes of the thing said. *past: it cannot be to come, whatever day stands with it. */
enum coding_status coding_status_of(const struct reading *reading, uint32_t trigger, enum plover_event event,
                                    bool *past);
bool coding_is_said(enum plover_event event); /* is it one of these four? */

/* coding_circumstance.c: status, place, when and evidence.cited. Source, target and event are set. */
void coding_circumstance(const struct reading *reading, const struct coding_site *site, struct coding *coding);
#endif
