/* coding_pair.h - who did what to whom, one by one: events with several sources or targets as pairs of one each, for
 * formats that know no others; and what these formats ask of an event besides. */
#ifndef VIEW_CODING_PAIR_H
#define VIEW_CODING_PAIR_H
#include "base/buffer.h"
#include "read/reading.h"

/* Of more sources or targets than that, only the first make pairs, so that a list of names does not make thousands. */
enum { CODED_ACTORS_MOST = 12 };

/* NULL: none is named. `back`: it is the other side of what is reciprocal. */
typedef void pair_use(void *user, const struct coded_actor *source, const struct coded_actor *target, bool back);

/* Call `use` for every source with every target; of what is reciprocal, for the targets with the sources, too, or,
 * where there is no target, for each of the sources with each other one. At least once. */
void coding_pairs(const struct coding *coding, pair_use *use, void *user);

/* Add the identifier of the record's event at `number`, of its pair `pair` (both from 0): "ID-1", "ID-1.2" from the
 * second pair on. */
void coding_identify(struct buffer *out, const struct record *record, size_t number, size_t pair);

/* 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict; 0 of a statement. */
uint32_t coding_quad(enum plover_event event);

/* What PLOVER calls a status: "future", "hypothetical", "negation"; empty of what happened. */
struct str coding_auxiliary(enum coding_status status);

/* The name of the record's actor whom the words mean; empty: none. */
struct str coding_actor_name(const struct record *record, const struct coded_actor *actor);

/* The number, from 1, of the sentence where the event is told. */
uint32_t coding_sentence(const struct reading *reading, const struct coding *coding);

/* The day that it happened on, as far as that is told, else that of the report: "YYYY-MM-DD"; empty: not known. */
struct str coding_day(const struct reading *reading, const struct coding *coding);
#endif
