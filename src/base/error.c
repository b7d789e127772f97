/* error.c - see error.h. Invariant: the first error wins. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool fill(readout_error *error, readout_status status, const char *source, const char *format, va_list arguments)
{
    if (!error || error->status != READOUT_OK)
        return false;
    error->status = status;
    snprintf(error->source, sizeof error->source, "%s", source ? source : "");
    vsnprintf(error->text, sizeof error->text, format, arguments);
    return true;
}

bool error_set(readout_error *error, readout_status status, const char *source, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, source, format, arguments);
    va_end(arguments);
    return false;
}

bool error_set_at(readout_error *error, readout_status status, const char *source, size_t line, size_t column,
                  size_t byte, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (fill(error, status, source, format, arguments)) {
        error->line = line;
        error->column = column;
        error->byte = byte;
    }
    va_end(arguments);
    return false;
}

void error_clear(readout_error *error)
{
    if (error)
        memset(error, 0, sizeof *error);
}

const char *error_line(const readout_error *error, char *out, size_t size)
{
    char place[64] = "";
    if (error->line && error->column)
        snprintf(place, sizeof place, ":%zu:%zu", error->line, error->column);
    else if (error->line)
        snprintf(place, sizeof place, ":%zu", error->line);
    else if (error->byte)
        snprintf(place, sizeof place, ": byte %zu", error->byte);
    const char *colon = error->source[0] ? ": " : "";
    snprintf(out, size, "%s%s%s%s", error->source, error->source[0] ? place : "", colon, error->text);
    return out;
}
