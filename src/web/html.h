/* html.h - writing HTML (https://html.spec.whatwg.org) at the end of a buffer.
 *
 * Input: words of reports, people and addresses, as hostile as they like. Output: markup in which they are text.
 * Invariant: only what the program's own source says is markup: HTML takes string literals alone, all else is escaped.
 * Bytes that are no UTF-8 become U+FFFD; control characters, and those that turn the direction of what follows
 * (U+202A..E, U+2066..9), are left out. */
#ifndef WEB_HTML_H
#define WEB_HTML_H
#include "base/buffer.h"

/* Markup, a string literal. */
#define HTML(out, literal) buffer_add((out), STR("" literal))

void web_text(struct buffer *out, struct str text);

/* Whether the character (Unicode) steers more than itself: one of those that are left out, a tab or a line end. */
bool web_steers(int32_t character);

/* The text with a direction of its own, whatever stands round it: <bdi>. */
void web_bdi(struct buffer *out, struct str text);

/* ` name="value"`, with the blank before it. */
void web_attribute(struct buffer *out, const char *name, struct str value);

/* A number as people write it, "1500", "20,000", and as an attribute with at most two decimals, for drawings. */
void web_number(struct buffer *out, double number);
void web_measure(struct buffer *out, const char *name, double value);

/* "3 reports", "1 report". */
void web_count(struct buffer *out, size_t count, const char *one, const char *many);

/* <time datetime="2024-08-19">2024-08-19</time>; nothing where the day is empty. */
void web_day(struct buffer *out, struct str day);

/* Of forms: a field that is not seen, and a value to choose, shown as `text`. */
void web_hidden(struct buffer *out, const char *name, struct str value);
void web_option(struct buffer *out, struct str value, struct str text, bool chosen);

/* An enum's name or another word of the program, "not-endorsed", as a class that the style sheet knows: only
 * a-z, 0-9 and - are let through. ` class="PREFIX-word"`. */
void web_class(struct buffer *out, const char *prefix, struct str word);

/* The word alone, with nothing but a-z, 0-9 and -: a part of a class. */
void web_class_word(struct buffer *out, struct str word);
#endif
