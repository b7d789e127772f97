/* pull.h - reads JSON (RFC 8259) in memory from front to end, piece by piece, without making a tree of it.
 *
 * This is many times faster than jansson's tree, and there is a record for every report. The caller asks for what it
 * expects. The first thing that is not there, or breaks the format, is kept in `problem`, and everything asked for
 * after that is refused, so that whoever reads checks once, at the end. */
#ifndef BASE_PULL_H
#define BASE_PULL_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

struct pull {
    struct str text;
    size_t at;
    struct arena *arena;  /* for strings with escapes; guarded by the caller */
    bool first;           /* a list or object was just opened: no comma before what comes */
    const char *problem;  /* NULL: none */
};

/* The problem is `text`, unless there is one already; returns false. */
bool pull_fail(struct pull *in, const char *text);

/* The first byte of the next value or bracket, blanks passed over; 0 at the end. */
char pull_peek(struct pull *in);

/* Open an object, {, or a list, [. */
bool pull_open(struct pull *in, char bracket);

/* The next member of an object, `*key` as it is written there: escapes are left; or the next item of a list. False at
 * the end, which is passed, or on a problem. */
bool pull_member(struct pull *in, struct str *key);
bool pull_item(struct pull *in);

/* A string without NUL characters; a slice of the text where it has no escapes. */
bool pull_string(struct pull *in, struct str *value);

/* Pass "null", if it stands there. */
bool pull_null(struct pull *in);
bool pull_bool(struct pull *in, bool *value);
bool pull_number(struct pull *in, double *value);

/* Pass a value of any kind, looking at strings and brackets only. */
bool pull_skip(struct pull *in);

/* Nothing but blanks is left. */
bool pull_end(struct pull *in);
#endif
