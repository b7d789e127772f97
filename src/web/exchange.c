/* exchange.c - see exchange.h. */
#include "web/exchange.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "view/text.h"
#include "web/server.h"

enum { POST_BUFFER = 4096, MOST_FIELDS = 200, MOST_FILES = 100 };

struct exchange *exchange_new(const char *raw)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange)
        return NULL;
    arena_init(&exchange->call.arena, 0);
    exchange->file = -1;
    exchange->call.status = 200;
    exchange->raw = strdup(raw);
    if (exchange->raw)
        return exchange;
    exchange_free(exchange);
    return NULL;
}

/* The files that were sent and that nobody took. */
static void remove_files(struct exchange *exchange)
{
    const struct field_list *fields = &exchange->call.fields;
    for (size_t i = 0; i < fields->count; i++)
        if (fields->items[i].path.len)
            unlink(fields->items[i].path.ptr);
    rmdir(exchange->folder);
    free(exchange->folder);
}

void exchange_free(struct exchange *exchange)
{
    if (!exchange)
        return;
    if (exchange->processor)
        MHD_destroy_post_processor(exchange->processor);
    if (exchange->file >= 0)
        close(exchange->file);
    if (exchange->folder)
        remove_files(exchange);
    if (exchange->call.file)
        fclose(exchange->call.file);
    buffer_free(&exchange->call.out);
    buffer_free(&exchange->call.scratch);
    arena_free(&exchange->call.arena);
    free(exchange->raw);
    free(exchange);
}

static bool parse_pair(struct exchange *exchange, struct str pair)
{
    struct str value = pair, name = str_cut(&value, '='), plain_name, plain_value;
    struct arena *arena = &exchange->call.arena;
    if (!route_decode(arena, name, true, &plain_name) || !route_decode(arena, value, true, &plain_value))
        return false;
    int param = param_of(plain_name);
    if (param >= 0)
        exchange->call.query.values[param] = str_trim(plain_value);
    return true;
}

static bool parse_query(struct exchange *exchange)
{
    struct str rest = exchange->raw_query;
    while (rest.len)
        if (!parse_pair(exchange, str_cut(&rest, '&')))
            return false;
    return true;
}

static bool refuse(struct exchange *exchange, unsigned status)
{
    exchange->refused = status;
    return false;
}

bool exchange_parse(struct exchange *exchange)
{
    struct call *call = &exchange->call;
    struct str rest = str_of(exchange->raw);
    if (rest.len > SERVER_ADDRESS)
        return refuse(exchange, 414);
    exchange->raw_path = str_cut(&rest, '?');
    exchange->raw_query = rest;
    if (arena_guard(&call->arena))
        return refuse(exchange, 500);
    for (int i = 0; i < PARAM_COUNT; i++)
        call->query.values[i] = STR("");
    call->rest = call->location = call->file_name = call->seen_at = STR("");
    if (!parse_query(exchange))
        return refuse(exchange, 400);
    exchange->route = route_find(&call->arena, exchange->raw_path, &call->rest, &call->form);
    call->path = exchange->route ? str_of(exchange->route->path) : STR("");
    return true;
}

/* A file of its own, in a folder that nobody else can look into. */
static bool open_file(struct exchange *exchange, struct field *field)
{
    const char *base = getenv("TMPDIR");
    if (!exchange->folder) {
        char *folder = asprintf(&exchange->folder, "%s/readout-XXXXXX", base && *base ? base : "/tmp") < 0
                           ? NULL : exchange->folder;
        exchange->folder = folder && mkdtemp(folder) ? folder : NULL;
        if (!exchange->folder) {
            free(folder);
            return false;
        }
    }
    field->path = text_format(&exchange->call.arena, "%s/%zu", exchange->folder, exchange->call.fields.count);
    exchange->file = open(field->path.ptr, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    return exchange->file >= 0;
}

static size_t count_files(const struct field_list *fields)
{
    size_t count = 0;
    for (size_t i = 0; i < fields->count; i++)
        count += fields->items[i].path.len > 0;
    return count;
}

/* The first piece of a field. */
static bool begin_field(struct exchange *exchange, const char *name, const char *file_name)
{
    struct call *call = &exchange->call;
    struct field field = {.value = STR(""), .file_name = STR(""), .path = STR("")};
    if (exchange->file >= 0)
        close(exchange->file);
    exchange->file = -1;
    exchange->value = NULL;
    if (call->fields.count >= MOST_FIELDS)
        return refuse(exchange, 413);
    field.name = str_copy(&call->arena, str_of(name));
    field.file_name = str_copy(&call->arena, str_of(file_name));
    bool good = !file_name || !*file_name ||
                ((exchange->route->needs & ROUTE_UPLOAD) && count_files(&call->fields) < MOST_FILES &&
                 open_file(exchange, &field));
    *ARENA_PUSH(&call->arena, call->fields) = field;
    return good || refuse(exchange, 413);
}

/* The value moves to a place twice as large when its own is full. */
static bool add_value(struct exchange *exchange, struct field *field, struct str piece)
{
    struct arena *arena = &exchange->call.arena;
    size_t length = field->value.len + piece.len;
    if (exchange->value_bytes + piece.len > SERVER_TEXT)
        return refuse(exchange, 413);
    exchange->value_bytes += piece.len;
    if (length >= exchange->value_room || !exchange->value) {
        size_t room = length < 64 ? 128 : length * 2;
        char *moved = arena_take(arena, room, 1);
        memcpy(moved, field->value.ptr, field->value.len);
        exchange->value = moved;
        exchange->value_room = room;
    }
    memcpy(exchange->value + field->value.len, piece.ptr, piece.len);
    exchange->value[length] = '\0';
    field->value = str_make(exchange->value, length);
    return true;
}

static bool write_piece(struct exchange *exchange, struct str piece)
{
    while (piece.len) {
        ssize_t written = write(exchange->file, piece.ptr, piece.len);
        if (written <= 0)
            return refuse(exchange, 507);
        piece = str_make(piece.ptr + written, piece.len - (size_t)written);
    }
    return true;
}

static enum MHD_Result take_piece(void *context, enum MHD_ValueKind kind, const char *name, const char *file_name,
                                  const char *type, const char *coding, const char *bytes, uint64_t offset,
                                  size_t length)
{
    struct exchange *exchange = context;
    struct field_list *fields = &exchange->call.fields;
    (void)kind, (void)type, (void)coding;
    if (arena_guard(&exchange->call.arena))
        return refuse(exchange, 500) ? MHD_YES : MHD_NO;
    if (!name || exchange->refused)
        return MHD_NO;
    if ((offset == 0 || !fields->count) && !begin_field(exchange, name, file_name))
        return MHD_NO;
    struct str piece = str_make(bytes, length);
    bool taken = exchange->file >= 0 ? write_piece(exchange, piece)
                                     : add_value(exchange, &fields->items[fields->count - 1], piece);
    return taken ? MHD_YES : MHD_NO;
}

size_t exchange_limit(const struct exchange *exchange)
{
    return exchange->route->needs & ROUTE_UPLOAD ? SERVER_UPLOAD : SERVER_BODY;
}

bool exchange_take(struct exchange *exchange, struct MHD_Connection *connection, const char *bytes, size_t length)
{
    exchange->body += length;
    if (exchange->refused)
        return false;
    if (exchange->body > exchange_limit(exchange))
        return refuse(exchange, 413);
    if (!exchange->processor)
        exchange->processor = MHD_create_post_processor(connection, POST_BUFFER, take_piece, exchange);
    if (!exchange->processor)
        return refuse(exchange, 415);
    return MHD_post_process(exchange->processor, bytes, length) == MHD_YES || exchange->refused ||
           refuse(exchange, 400);
}
