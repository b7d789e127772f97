/* json.c - rows as JSON (rows.h). */
#include "base/error.h"
#include "view/rows.h"
#include "view/value.h"

static bool print_row(const struct row *row, FILE *out, readout_error *error)
{
    json_t *object = row_json(row);
    bool printed = object && json_dumpf(object, out, JSON_COMPACT) == 0;
    json_decref(object);
    return printed || error_set(error, READOUT_NO_MEMORY, NULL, "a row could not be printed");
}

bool rows_print_lines(struct rows *rows, const char *kind, FILE *out, readout_error *error)
{
    const struct row *row;
    while ((row = rows_next(rows, error))) {
        json_t *object = row_json(row), *line = object ? json_pack("{s:s}", "fact", kind) : NULL;
        bool printed =
            line && json_object_update_missing(line, object) == 0 && json_dumpf(line, out, JSON_COMPACT) == 0;
        json_decref(object);
        json_decref(line);
        if (!printed)
            return error_set(error, READOUT_NO_MEMORY, NULL, "a row could not be printed");
        putc('\n', out);
    }
    return error->status == READOUT_OK;
}

bool rows_print_json(struct rows *rows, FILE *out, readout_error *error)
{
    const struct row *row;
    const char *between = "[\n";
    while ((row = rows_next(rows, error))) {
        fputs(between, out);
        between = ",\n";
        if (!print_row(row, out, error))
            return false;
    }
    fputs(between[0] == '[' ? "[]\n" : "\n]\n", out);
    return error->status == READOUT_OK;
}
