/* item_print.c - items as JSON and CSV (item.h). */
#include "base/error.h"
#include "view/codebook.h"
#include "view/csv.h"
#include "view/item.h"
#include "view/put.h"

/* Lists are JSON already. */
static void put_value(struct buffer *out, const char *name, const struct value *value)
{
    switch (value->kind) {
    case VALUE_NUMBER: put_number(out, name, value->number); return;
    case VALUE_LIST:
        put_key(out, name);
        buffer_add(out, value->text);
        return;
    default: put_text(out, name, value->kind == VALUE_TEXT ? value->text : STR(""));
    }
}

static void put_item(struct buffer *out, const char *kind, const struct item *item)
{
    put_open(out, NULL, '{');
    if (kind)
        put_text(out, "item", str_of(kind));
    for (size_t i = 0; i < item->row.count; i++)
        put_value(out, item->row.names[i], &item->row.values[i]);
    buffer_byte(out, '}');
}

/* Each item with what stands before and behind it. */
static bool print_objects(const struct item_list *items, const char *kind, const char *before, const char *behind,
                          FILE *out, readout_error *error)
{
    struct buffer line = {0};
    for (size_t i = 0; i < items->count && !line.failed; i++) {
        buffer_clear(&line, line.capacity);
        put_item(&line, kind, &items->items[i]);
        fprintf(out, "%s%.*s%s", i || kind ? before : "[\n", STR_ARGS(buffer_str(&line)), behind);
    }
    bool printed = !line.failed || error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    buffer_free(&line);
    return printed;
}

bool items_print_json(const struct item_list *items, FILE *out, readout_error *error)
{
    bool printed = print_objects(items, NULL, ",\n", "", out, error);
    fputs(items->count ? "\n]\n" : "[]\n", out);
    return printed;
}

bool items_print_lines(const struct item_list *items, const char *kind, FILE *out, readout_error *error)
{
    return print_objects(items, kind, "", "\n", out, error);
}

static void print_rows(struct arena *arena, const struct item_list *items, enum item_kind kind, FILE *out)
{
    const char *names[ROW_SIZE];
    size_t count = codebook_names(codebook_of(kind), names);
    csv_print_names(out, names, count);
    for (size_t i = 0; i < items->count; i++) {
        csv_print_values(arena, &items->items[i].row, names, count, out);
        arena_reset(arena, 1 << 20);
    }
}

bool items_print_csv(const struct item_list *items, enum item_kind kind, FILE *out, readout_error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else
        print_rows(&arena, items, kind, out);
    arena_free(&arena);
    return error->status == READOUT_OK;
}
