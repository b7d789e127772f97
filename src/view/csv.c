/* csv.c - see csv.h; rows as comma-separated values (rows.h). */
#include "view/csv.h"

#include <assert.h>

#include "base/error.h"
#include "view/rows.h"
#include "view/value.h"

static void csv_field(FILE *out, struct str text)
{
    bool quoted = text.len && (memchr(text.ptr, ',', text.len) || memchr(text.ptr, '"', text.len) ||
                               memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\r', text.len));
    if (!quoted) {
        if (text.len)
            fwrite(text.ptr, 1, text.len, out);
        return;
    }
    fputc('"', out);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            fputc('"', out);
        fputc(text.ptr[i], out);
    }
    fputc('"', out);
}

void csv_row(FILE *out, const struct str *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            fputc(',', out);
        csv_field(out, fields[i]);
    }
    fputs("\r\n", out);
}

void csv_print_names(FILE *out, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i ? "," : "", names[i]);
    fputs("\r\n", out);
}

static const struct value *find_value(const struct row *row, const char *name)
{
    size_t at = 0;
    while (at < row->count && strcmp(row->names[at], name) != 0)
        at++;
    assert(at < row->count);
    return &row->values[at];
}

void csv_print_values(struct arena *arena, const struct row *row, const char *const *names, size_t count, FILE *out)
{
    for (size_t i = 0; i < count; i++) {
        const struct value *value = find_value(row, names[i]);
        if (i)
            fputc(',', out);
        csv_field(out, value->kind == VALUE_TEXT ? value->text : value_text(arena, value, "; "));
    }
    fputs("\r\n", out);
}

static void print_all(struct rows *rows, FILE *out, struct arena *arena, readout_error *error)
{
    const struct row *names = rows_row(rows);
    csv_print_names(out, names->names, names->count);
    for (const struct row *row; (row = rows_next(rows, error));) {
        csv_print_values(arena, row, row->names, row->count, out);
        arena_reset(arena, 1 << 20);
    }
}

bool rows_print_csv(struct rows *rows, FILE *out, readout_error *error)
{
    struct arena arena;
    arena_init(&arena, 0);
    if (arena_guard(&arena))
        error_set(error, READOUT_NO_MEMORY, NULL, "memory ran out");
    else
        print_all(rows, out, &arena, error);
    arena_free(&arena);
    return error->status == READOUT_OK;
}
