/* value.c - see value.h. */
#include "view/value.h"

#include <math.h>

#include "view/text.h"

static json_t *string_json(struct str text)
{
    return json_stringn(text.ptr, text.len);
}

static json_t *list_json(struct str text)
{
    return json_loadb(text.ptr, text.len, 0, NULL);
}

/* What `make` gives for the text; jansson refuses bytes that are no UTF-8, so these are mended then. */
static json_t *mended_json(struct str text, json_t *(*make)(struct str))
{
    json_t *json = make(text);
    if (json)
        return json;
    struct arena arena;
    arena_init(&arena, 0);
    json_t *mended = arena_guard(&arena) ? NULL : make(text_mended(&arena, text));
    arena_free(&arena);
    return mended;
}

json_t *text_json(struct str text)
{
    return text.len ? mended_json(text, string_json) : json_null();
}

static json_t *number_json(double number)
{
    const double exact = 9007199254740992.0; /* 2^53: up to here every whole number is one */
    if (fabs(number) <= exact && number == floor(number))
        return json_integer((json_int_t)number);
    return isfinite(number) ? json_real(number) : json_null();
}

json_t *value_json(const struct value *value)
{
    switch (value->kind) {
    case VALUE_TEXT: return text_json(value->text);
    case VALUE_NUMBER: return number_json(value->number);
    case VALUE_LIST: return mended_json(value->text, list_json);
    default: return json_null();
    }
}

json_t *row_json(const struct row *row)
{
    json_t *object = json_object();
    for (size_t i = 0; object && i < row->count; i++)
        if (json_object_set_new(object, row->names[i], value_json(&row->values[i])) != 0) {
            json_decref(object);
            return NULL;
        }
    return object;
}

static struct str string_text(struct arena *arena, const json_t *item)
{
    return text_clean(arena, str_make(json_string_value(item), json_string_length(item)));
}

static struct str object_text(struct arena *arena, json_t *object)
{
    struct str_list parts = {0};
    const char *key;
    json_t *part;
    json_object_foreach(object, key, part)
        if (json_is_string(part))
            *ARENA_PUSH(arena, parts) = string_text(arena, part);
    return text_join(arena, &parts, ": ");
}

static void add_list_items(struct arena *arena, const struct value *value, struct str_list *items)
{
    json_t *list = mended_json(value->text, list_json), *item;
    size_t index;
    if (!list)
        arena_fail(arena);
    json_array_foreach(list, index, item) {
        if (json_is_string(item))
            *ARENA_PUSH(arena, *items) = string_text(arena, item);
        else if (json_is_object(item))
            *ARENA_PUSH(arena, *items) = object_text(arena, item);
    }
    json_decref(list);
}

struct str_list value_items(struct arena *arena, const struct value *value)
{
    struct str_list items = {0};
    if (value->kind == VALUE_LIST)
        add_list_items(arena, value, &items);
    else if (value->kind != VALUE_NONE)
        *ARENA_PUSH(arena, items) = value_text(arena, value, "");
    return items;
}

struct str value_text(struct arena *arena, const struct value *value, const char *between)
{
    switch (value->kind) {
    case VALUE_TEXT: return text_clean(arena, value->text);
    case VALUE_NUMBER: return text_number(arena, value->number);
    case VALUE_LIST: {
        struct str_list items = value_items(arena, value);
        return text_join(arena, &items, between);
    }
    default: return STR("");
    }
}

struct str row_text(struct arena *arena, const struct row *row, const char *name)
{
    return value_text(arena, row_value(row, name), ", ");
}
