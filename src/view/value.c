/* value.c - see value.h. */
#include "view/value.h"

#include <math.h>

#include "view/text.h"

/* Text with U+FFFD for each byte that is no UTF-8; jansson refuses such text. */
static json_t *mended_json(struct str text)
{
    struct arena arena;
    arena_init(&arena, 0);
    json_t *json = NULL;
    if (!arena_guard(&arena)) {
        struct str clean = text_mended(&arena, text);
        json = json_stringn(clean.ptr, clean.len);
    }
    arena_free(&arena);
    return json;
}

static json_t *text_json(struct str text)
{
    json_t *json = json_stringn(text.ptr, text.len);
    return json ? json : mended_json(text);
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
    case VALUE_LIST: {
        json_t *list = json_loadb(value->text.ptr, value->text.len, 0, NULL);
        return list ? list : text_json(value->text);
    }
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
    json_t *list = json_loadb(value->text.ptr, value->text.len, 0, NULL), *item;
    size_t index;
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
