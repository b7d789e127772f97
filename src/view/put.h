/* put.h - writing JSON (RFC 8259) piece by piece at the end of a buffer, without line ends.
 *
 * This is many times faster than a tree of jansson's, and a line is written for every report. Commas come by
 * themselves; brackets are closed with buffer_byte. A key of NULL stands for an item of a list. */
#ifndef VIEW_PUT_H
#define VIEW_PUT_H
#include <stdint.h>
#include "base/buffer.h"

/* Before an item: a comma, unless it is the first. */
void put_comma(struct buffer *out);

/* A string with its quotation marks; bytes that are no part of a character become U+FFFD. */
void put_string(struct buffer *out, struct str text);

/* The name of a member, with a comma before it unless it is the first. */
void put_key(struct buffer *out, const char *key);

/* A member whose value is a string; empty: null. */
void put_text(struct buffer *out, const char *key, struct str value);

void put_flag(struct buffer *out, const char *key, bool value);
void put_whole(struct buffer *out, const char *key, uint32_t value);

/* A number in the fewest digits that read back as the same; whole numbers without point or exponent; else null. */
void put_number(struct buffer *out, const char *key, double value);

/* Open a list or an object: `bracket` is [ or {. */
void put_open(struct buffer *out, const char *key, char bracket);
#endif
