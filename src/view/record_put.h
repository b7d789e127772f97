/* record_put.h - members that several kinds of facts have in the JSON of a record. Output: at the end of a buffer. */
#ifndef VIEW_RECORD_PUT_H
#define VIEW_RECORD_PUT_H
#include "read/record.h"
#include "view/put.h"

/* The key of the actor; empty of NO_ACTOR. */
struct str record_actor_key(const struct record *record, uint32_t actor);

/* The bytes [start, end) of the stored text; empty where it has no such bytes. */
struct str record_slice(const struct record *record, uint32_t start, uint32_t end);

void put_texts(struct buffer *out, const char *key, const struct str *items, size_t count);

/* The place, the bytes there under the name `key`, the rule, and who is cited. */
void put_evidence(struct buffer *out, const char *key, const struct record *record, const struct evidence *evidence);

/* The end of a fact: its evidence and the bracket. */
void put_fact_end(struct buffer *out, const struct record *record, const struct evidence *evidence);

void put_when(struct buffer *out, const struct interval *when);
#endif
