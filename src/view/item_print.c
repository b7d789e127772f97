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

/* Objects of an array, or lines. */
static bool print_objects(struct item_printer *printer, const struct item_list *items, readout_error *error)
{
    bool lines = printer->form == ITEM_LINES;
    struct buffer line = {0};
    for (size_t i = 0; i < items->count && !line.failed; i++) {
        buffer_clear(&line, line.capacity);
        put_item(&line, lines ? printer->name : NULL, &items->items[i]);
        fprintf(printer->out, "%s%.*s%s", lines ? "" : printer->printed ? ",\n" : "[\n", STR_ARGS(buffer_str(&line)),
                lines ? "\n" : "");
        printer->printed++;
    }
    bool printed = !line.failed || error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    buffer_free(&line);
    return printed;
}

static void print_rows(struct arena *arena, const struct item_printer *printer, const struct item_list *items)
{
    const char *names[ROW_SIZE];
    size_t count = codebook_names(codebook_of(printer->kind), names);
    if (!printer->parts)
        csv_print_names(printer->out, names, count);
    for (size_t i = 0; i < items->count; i++) {
        csv_print_values(arena, &items->items[i].row, names, count, printer->out);
        arena_reset(arena, 1 << 20);
    }
}

static bool print_csv(const struct item_printer *printer, const struct item_list *items, readout_error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else
        print_rows(&arena, printer, items);
    arena_free(&arena);
    return error->status == READOUT_OK;
}

bool items_print(struct item_printer *printer, const struct item_list *items, readout_error *error)
{
    bool printed = printer->form == ITEM_CSV ? print_csv(printer, items, error) : print_objects(printer, items, error);
    printer->parts++;
    return printed;
}

void items_print_end(const struct item_printer *printer)
{
    if (printer->form == ITEM_JSON)
        fputs(printer->printed ? "\n]\n" : "[]\n", printer->out);
}
