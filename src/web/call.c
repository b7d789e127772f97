/* call.c - see call.h. */
#include "web/call.h"

#include <fcntl.h>
#include <stdarg.h>

#include "base/error.h"
#include "view/item.h"
#include "view/rows.h"

const struct form_kind form_kinds[FORM_COUNT] = {
    [FORM_HTML] = {"", "text/html; charset=utf-8"},
    [FORM_JSON] = {".json", "application/json"},
    [FORM_CSV] = {".csv", "text/csv; charset=utf-8"},
    [FORM_ATOM] = {".atom", "application/atom+xml; charset=utf-8"},
    [FORM_ICALENDAR] = {".ics", "text/calendar; charset=utf-8"},
    [FORM_MARKDOWN] = {".md", "text/markdown; charset=utf-8"},
};

static bool open_file(struct call *call)
{
    if (call->file)
        return true;
    call->file = tmpfile();
    if (call->file)
        fcntl(fileno(call->file), F_SETFD, FD_CLOEXEC); /* not for the programs that jobs start */
    return call->file != NULL;
}

FILE *call_file(struct call *call)
{
    if (!open_file(call))
        arena_fail(&call->arena);
    return call->file;
}

struct str call_field(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->fields.count; i++)
        if (str_equal(call->fields.items[i].name, str_of(name)))
            return call->fields.items[i].value;
    return STR("");
}

struct str call_address(struct call *call, struct str path, struct str rest, const struct query *query)
{
    struct buffer *out = &call->scratch;
    buffer_clear(out, out->capacity);
    query_put_under(out, path, rest, query);
    return out->failed ? STR("") : str_copy(&call->arena, buffer_str(out));
}

void call_redirect(struct call *call, struct str path, const struct query *query)
{
    call->location = call_address(call, path, STR(""), query);
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

bool call_oldest_first(const struct call *call)
{
    return str_equal(call->query.values[PARAM_SORT], STR("oldest"));
}

struct items call_items(struct call *call)
{
    return (struct items){.arena = &call->arena, .story = call->story, .choice = call->choice,
                          .scratch = &call->scratch};
}

bool call_print_rows(struct call *call, struct rows *rows)
{
    if (!rows)
        return false;
    bool opened = open_file(call);
    bool printed = opened && (call->form == FORM_CSV ? rows_print_csv(rows, call->file, &call->error)
                                                     : rows_print_json(rows, call->file, &call->error));
    rows_close(rows);
    if (!opened)
        arena_fail(&call->arena);
    return printed;
}

bool call_each_row(struct call *call, struct rows *rows, void use(void *context, const struct row *row), void *context)
{
    jmp_buf outer;
    if (!rows)
        return false;
    memcpy(&outer, &call->arena.failure, sizeof outer);
    if (arena_guard(&call->arena)) {
        rows_close(rows);
        memcpy(&call->arena.failure, &outer, sizeof outer);
        arena_fail(&call->arena);
    }
    for (const struct row *row; (row = rows_next(rows, &call->error)) != NULL;)
        use(context, row);
    memcpy(&call->arena.failure, &outer, sizeof outer);
    rows_close(rows);
    return call->error.status == READOUT_OK;
}
