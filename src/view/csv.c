/* csv.c - rows as comma-separated values, RFC 4180 (rows.h, csv.h). */
#include "view/csv.h"

#include "base/error.h"
#include "view/rows.h"
#include "view/value.h"

void csv_field(FILE *out, struct str text)
{
    bool quoted = text.len && (memchr(text.ptr, ',', text.len) || memchr(text.ptr, '"', text.len) ||
                               memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\r', text.len));
    if (!quoted) {
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

static void print_names(const struct row *row, FILE *out)
{
    for (size_t i = 0; i < row->count; i++)
        fprintf(out, "%s%s", i ? "," : "", row->names[i]);
    fputs("\r\n", out);
}

static void print_values(struct arena *arena, const struct row *row, FILE *out)
{
    for (size_t i = 0; i < row->count; i++) {
        const struct value *value = &row->values[i];
        if (i)
            fputc(',', out);
        csv_field(out, value->kind == VALUE_TEXT ? value->text : value_text(arena, value, "; "));
    }
    fputs("\r\n", out);
}

static void print_all(struct rows *rows, FILE *out, struct arena *arena, readout_error *error)
{
    print_names(rows_row(rows), out);
    for (const struct row *row; (row = rows_next(rows, error));) {
        print_values(arena, row, out);
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
