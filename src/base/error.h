/* error.h - filling the one error struct of the program (readout_error of readout.h). */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H
#include <stdbool.h>
#include <stddef.h>
#include "readout.h"

/* Fill `error` unless it is filled already (or NULL), and return false so that callers can `return error_set(...)`.
 * `source` may be NULL; the place is added with error_place. */
bool error_set(readout_error *error, readout_status status, const char *source, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* As error_set, with line and column (1-based, 0 unknown) and byte offset. */
bool error_set_at(readout_error *error, readout_status status, const char *source, size_t line, size_t column,
                  size_t byte, const char *format, ...) __attribute__((format(printf, 7, 8)));

/* Make `error` empty again. */
void error_clear(readout_error *error);

/* Print "source:line:column: text" (the parts that are known) into `out` of `size` bytes; returns `out`. */
const char *error_line(const readout_error *error, char *out, size_t size);
#endif
