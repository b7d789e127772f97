/* value.h - values of the record's rows (store/query.h) as JSON, as lists and as text. */
#ifndef VIEW_VALUE_H
#define VIEW_VALUE_H
#include <jansson.h>

#include "base/arena.h"
#include "read/record.h"
#include "store/query.h"

/* New references; NULL when memory ran out. Bytes that are no UTF-8 become U+FFFD. Empty text becomes null. */
json_t *value_json(const struct value *value);
json_t *text_json(struct str text);
json_t *row_json(const struct row *row);

/* The items of a list as text, the parts of an object joined by ": "; a single item where the value is no list.
 * The text is cleaned (text.h). */
struct str_list value_items(struct arena *arena, const struct value *value);

/* As one piece of text: numbers as people write them, the items of a list with `between` them. */
struct str value_text(struct arena *arena, const struct value *value, const char *between);

/* Clean text of the value of that name in the row. */
struct str row_text(struct arena *arena, const struct row *row, const char *name);
#endif
