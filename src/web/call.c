/* call.c - see call.h. */
#include "web/call.h"

#include <fcntl.h>
#include <stdarg.h>

#include "base/error.h"

const struct form_kind form_kinds[FORM_COUNT] = {
    [FORM_HTML] = {"", "text/html; charset=utf-8"},
    [FORM_JSON] = {".json", "application/json"},
    [FORM_CSV] = {".csv", "text/csv; charset=utf-8"},
    [FORM_ATOM] = {".atom", "application/atom+xml; charset=utf-8"},
    [FORM_ICALENDAR] = {".ics", "text/calendar; charset=utf-8"},
    [FORM_MARKDOWN] = {".md", "text/markdown; charset=utf-8"},
};

FILE *call_file(struct call *call)
{
    if (!call->file)
        call->file = tmpfile();
    if (!call->file)
        arena_fail(&call->arena);
    fcntl(fileno(call->file), F_SETFD, FD_CLOEXEC); /* not for the programs that jobs start */
    return call->file;
}

struct str call_field(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->fields.count; i++)
        if (str_equal(call->fields.items[i].name, str_of(name)))
            return call->fields.items[i].value;
    return STR("");
}

void call_redirect(struct call *call, struct str path, const struct query *query)
{
    struct buffer to = {0};
    query_put(&to, path, query);
    call->location = to.failed ? STR("/") : str_copy(&call->arena, buffer_str(&to));
    buffer_free(&to);
    call->status = 303;
}

bool call_fail(struct call *call, unsigned status, const char *format, ...)
{
    char text[sizeof call->error.text];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    call->status = status;
    return error_set(&call->error, READOUT_BAD_USAGE, NULL, "%s", text);
}

/* NUL-ended, in the arena; NULL where it is empty. */
static const char *given(struct call *call, enum param param)
{
    struct str value = call->query.values[param];
    return value.len ? arena_copy(&call->arena, value.ptr, value.len) : NULL;
}

struct filter call_filter(struct call *call)
{
    return (struct filter){.since = given(call, PARAM_SINCE), .until = given(call, PARAM_UNTIL),
                           .actor = given(call, PARAM_ACTOR), .place = given(call, PARAM_PLACE),
                           .process = given(call, PARAM_PROCESS), .rejected = call->query.values[PARAM_REJECTED].len};
}
